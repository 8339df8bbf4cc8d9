"""What is in the file that somebody downloads or writes from the command line?"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Literal

from dash_app import formats
from dash_app.exports.records import COLUMNS, Column, to_record, worded
from dash_app.store import Snapshot
from dash_app.texts import Texts
from schemas.observation import Figure

Format = Literal["table", "csv", "json", "parquet", "xlsx"]
FORMATS: tuple[Format, ...] = ("table", "csv", "json", "parquet", "xlsx")
MEDIA_TYPES: dict[Format, str] = {
    "table": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def export(
    figures: Sequence[Figure], snapshot: Snapshot, form: Format, *, language: str | None = None
) -> bytes:
    """Return figures as the content of a file.

    Args: figures: what to write, in this order. snapshot: the publication that they are from. form: `table`
    (aligned text for people at a terminal), `csv` (German form: UTF-8 with BOM, semicolons, decimal commas,
    ISO days), `json` (list of records), `parquet`, or `xlsx` (real numbers and days, and a second sheet with
    definitions and source). language: `de` or `en` for headings, periods and statuses in words; where left
    out, `csv` has the keys and slugs of the records, `table` and `xlsx` are German. `json` and `parquet` are
    always for programs.
    """
    writers: dict[Format, Callable[[], bytes]] = {
        "table": lambda: _table(figures, snapshot, language or "de"),
        "csv": lambda: _csv(figures, snapshot, language),
        "json": lambda: _json(figures, snapshot),
        "parquet": lambda: _parquet(figures, snapshot),
        "xlsx": lambda: _xlsx(figures, snapshot, language or "de"),
    }
    return writers[form]()


def _json(figures: Iterable[Figure], snapshot: Snapshot) -> bytes:
    records = [to_record(figure, snapshot) for figure in figures]
    return (json.dumps(records, ensure_ascii=False, indent=1) + "\n").encode()


def _xlsx(figures: Sequence[Figure], snapshot: Snapshot, language: str) -> bytes:
    from dash_app.exports.workbook import workbook  # openpyxl takes a while to import

    return workbook(figures, snapshot, language)


# CSV ----


def _csv(figures: Iterable[Figure], snapshot: Snapshot, language: str | None) -> bytes:
    columns = worded(language) if language else COLUMNS
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings(columns, language))
    for figure in figures:
        writer.writerow([_cell(column.read(figure, snapshot)) for column in columns])
    return out.getvalue().encode("utf-8-sig")


def headings(columns: Iterable[Column], language: str | None) -> list[str]:
    """Return the headings of columns: their keys, or words in a language."""
    if language is None:
        return [column.key for column in columns]
    t = Texts(language)
    return [t(f"exports.column.{column.key}") for column in columns]


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case int() | float():
            return (str(int(value)) if float(value).is_integer() else repr(value)).replace(".", ",")
        case date():
            return value.isoformat()
    return _harmless(str(value))


def _harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; a lone sign such as `-` stays as it is."""
    return f"'{text}" if len(text) > 1 and text[0] in "=+-@\t\r" else text


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
    fields = [pa.field(column.key, special.get(column.key, types[column.kind])) for column in COLUMNS]
    data: dict[str, list[Any]] = {
        column.key: [column.read(figure, snapshot) for figure in figures] for column in COLUMNS
    }
    data["flags"] = [list(figure.flags) for figure in figures]
    about: dict[bytes | str, bytes | str] = {
        "publication": str(snapshot.number),
        "created": snapshot.created.isoformat(),
    }
    out = io.BytesIO()
    pq.write_table(pa.table(data, schema=pa.schema(fields, metadata=about)), out, compression="zstd")
    return out.getvalue()
