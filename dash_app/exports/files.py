"""What is in the file that somebody downloads or writes from the command line?"""

from __future__ import annotations

import io
import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Literal

from dash_app import formats
from dash_app.exports import delimited
from dash_app.exports.records import COLUMNS, Column, to_record, worded
from dash_app.store import Snapshot
from dash_app.texts import Texts
from schemas.observation import Figure

Format = Literal["table", "csv", "csv-machine", "json", "parquet", "xlsx"]
FORMATS: tuple[Format, ...] = ("table", "csv", "csv-machine", "json", "parquet", "xlsx")
MEDIA_TYPES: dict[Format, str] = {
    "table": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "csv-machine": "text/csv; charset=utf-8",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def export(
    figures: Sequence[Figure], snapshot: Snapshot, form: Format, *, language: str | None = None
) -> bytes:
    """Return figures as the content of a file.

    Args:
        figures: what to write, in this order.
        snapshot: the publication that they are from.
        form: `table` (aligned text for people at a terminal), `csv` (German form: UTF-8 with BOM, semicolons,
            decimal commas, ISO days), `csv-machine` (UTF-8, commas, decimal points), `json` (records),
            `parquet`, or `xlsx` (real numbers and days, and a sheet with definitions and sources).
        language: `de` or `en` for headings, periods and statuses in words; where left out, `csv` has the keys
            and slugs of the records, `table` and `xlsx` are German. `csv-machine`, `json` and `parquet` are
            always for programs.
    """
    writers: dict[Format, Callable[[], bytes]] = {
        "table": lambda: _table(figures, snapshot, language or "de"),
        "csv": lambda: _csv(figures, snapshot, language),
        "csv-machine": lambda: _machine_csv(figures, snapshot),
        "json": lambda: _json(figures, snapshot),
        "parquet": lambda: _parquet(figures, snapshot),
        "xlsx": lambda: _xlsx(figures, snapshot, language or "de"),
    }
    return writers[form]()


def _json(figures: Iterable[Figure], snapshot: Snapshot) -> bytes:
    records = [to_record(figure, snapshot) for figure in figures]
    return (json.dumps(records, ensure_ascii=False, indent=1) + "\n").encode()


def _xlsx(figures: Sequence[Figure], snapshot: Snapshot, language: str) -> bytes:
    from dash_app.exports.workbook import workbook  # the library takes a while to import

    return workbook(figures, snapshot, language)


# CSV ----


def _csv(figures: Iterable[Figure], snapshot: Snapshot, language: str | None) -> bytes:
    columns = worded(language) if language else COLUMNS
    return delimited.german(headings(columns, language), _rows(figures, snapshot, columns))


def _machine_csv(figures: Iterable[Figure], snapshot: Snapshot) -> bytes:
    return delimited.machine(headings(COLUMNS, None), _rows(figures, snapshot, COLUMNS))


def _rows(
    figures: Iterable[Figure], snapshot: Snapshot, columns: Sequence[Column]
) -> Iterator[Iterator[Any]]:
    return ((column.read(figure, snapshot) for column in columns) for figure in figures)


def headings(columns: Iterable[Column], language: str | None) -> list[str]:
    """Return the headings of columns: their keys, or words in a language."""
    if language is None:
        return [column.key for column in columns]
    t = Texts(language)
    return [t(f"exports.column.{column.key}") for column in columns]


# Aligned text ----


def _table(figures: Sequence[Figure], snapshot: Snapshot, language: str) -> bytes:
    t, catalogue = Texts(language), snapshot.catalogue
    if not figures:
        return (t("exports.none") + "\n").encode()
    keys = ("period", "district", "district_name", "value", "target", "status", "flags")
    columns = {column.key: column for column in worded(language)}
    blocks = []
    for id_ in dict.fromkeys(figure.indicator for figure in figures):
        indicator = catalogue.indicators[id_]
        rows = [[t(f"exports.column.{key}") for key in keys]]
        for figure in (f for f in figures if f.indicator == id_):
            texts = {key: str(columns[key].read(figure, snapshot)) for key in keys}
            texts["value"] = formats.figure_text(figure, indicator, language)
            texts["target"] = _target(figure, indicator.decimals, language)
            rows.append([texts[key] for key in keys])
        head = t("exports.table.head", title=indicator.title(language), id=id_, number=snapshot.number)
        blocks.append("\n".join([head, "", *_aligned(rows, right=(3, 4))]))
    return ("\n\n".join(blocks) + "\n").encode()


def _target(figure: Figure, decimals: int, language: str) -> str:
    target = figure.target
    if target is None:
        return ""
    if target.value is not None:
        return formats.number(target.value, decimals, language)
    ends = (formats.number(end, decimals, language) for end in (target.lower, target.upper))
    return "–".join(ends)


def _aligned(rows: Sequence[Sequence[str]], right: Sequence[int]) -> list[str]:
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    ruled = [rows[0], ["─" * width for width in widths], *rows[1:]]
    lines = []
    for row in ruled:
        pads = [" " * (width - _width(text)) for text, width in zip(row, widths, strict=True)]
        cells = (
            pad + text if n in right else text + pad
            for n, (text, pad) in enumerate(zip(row, pads, strict=True))
        )
        lines.append("  ".join(cells).rstrip())
    return lines


def _width(text: str) -> int:
    return sum(not unicodedata.combining(character) for character in text)


# Parquet ----


def _parquet(figures: Sequence[Figure], snapshot: Snapshot) -> bytes:
    import pyarrow as pa  # only programs that analyse need it
    import pyarrow.parquet as pq

    types = {"text": pa.string(), "number": pa.float64(), "measured": pa.float64(), "date": pa.date32()}
    special = {"flags": pa.list_(pa.string()), "publication": pa.int32()}
    t = Texts("en")
    fields = [
        pa.field(
            column.key,
            special.get(column.key, types[column.kind]),
            metadata={"description": t(f"package.field.{column.key}")},
        )
        for column in COLUMNS
    ]
    data: dict[str, list[Any]] = {
        column.key: [column.read(figure, snapshot) for figure in figures] for column in COLUMNS
    }
    data["flags"] = [list(figure.flags) for figure in figures]
    about: dict[bytes | str, bytes | str] = {
        "title": Texts("de")("exports.about.title", number=snapshot.number),
        "publication": str(snapshot.number),
        "created": snapshot.created.isoformat(),
        "demonstration": str(any("demo" in figure.flags for figure in figures)).lower(),
        "sources": json.dumps(_sources(figures, snapshot), ensure_ascii=False),
    }
    out = io.BytesIO()
    pq.write_table(pa.table(data, schema=pa.schema(fields, metadata=about)), out, compression="zstd")
    return out.getvalue()


def _sources(figures: Iterable[Figure], snapshot: Snapshot) -> dict[str, list[str]]:
    """Return the references of each indicator among some figures: title, and address where it has one."""
    known = snapshot.catalogue
    ids = dict.fromkeys(figure.indicator for figure in figures)
    return {
        id_: [reference_text(source, snapshot) for source in known.indicators[id_].sources] for id_ in ids
    }


def reference_text(id_: str, snapshot: Snapshot) -> str:
    """Return a published source in one line: title and address; its id where the catalogue lacks it."""
    reference = snapshot.catalogue.references_by_id.get(id_)
    if reference is None:
        return id_
    return f"{reference.title}, {reference.url}" if reference.url else reference.title
