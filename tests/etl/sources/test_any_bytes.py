from __future__ import annotations

import contextlib
import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.source import Unreadable
from etl.sources import SOURCES, _csv_text, befragung, forms, published_figures, standesamt_vornamen
from schemas.catalogue import Catalogue

QUIET = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    database=None,
)
HEADERS = (
    "anzahl;vorname;geschlecht;position\n",
    "indicator,district,period,value,unit,note\n",
    "bezirk;quartal;frage;antworten_gueltig;antworten_positiv\n",
    "Meldebogen;standesamt-meldung\nBezirk;Mitte\nkennung;einheit;wert\n",
)
BYTES = st.one_of(
    st.binary(max_size=300),
    st.builds(
        lambda head, body, encoding: (head + body).encode(encoding, errors="replace"),
        st.sampled_from(HEADERS),
        st.text(st.sampled_from('0123456789;,"\n\r\t -äöÿ^?ÃÂ\ufffd\x00aM/'), max_size=120),
        st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "cp850"]),
    ),
)


@QUIET
@given(content=BYTES)
def test_no_file_whatever_is_in_it_breaks_the_reading(
    tmp_path: Path, catalogue: Catalogue, content: bytes
) -> None:
    path = tmp_path / "2019" / "Mitte Vornamen.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    for source in SOURCES:
        source.recognises(path, content)
    for reader in (
        standesamt_vornamen.SOURCE,
        befragung.SOURCE,
        published_figures.SOURCE,
        forms.source_of(forms.STANDESAMT),
    ):
        with contextlib.suppress(Unreadable):
            table = reader.read(path)
            tidy = reader.tidy(table, catalogue)
            assert all(finding.message("de") and finding.message("en") for finding in tidy.findings)


CELLS = st.text(st.sampled_from("ab äö;\"\n'0,"), max_size=6)


@QUIET
@given(rows=st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8))
def test_the_quick_and_the_careful_reader_see_the_same(
    tmp_path: Path, rows: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows([("anzahl", "vorname"), *rows])
    path = tmp_path / "a.csv"
    path.write_bytes(text.getvalue().encode())

    def mirrored() -> dict[str, list[object]] | str:
        try:
            return _csv_text.mirror(path).rows.to_pydict()
        except Unreadable as refused:
            return refused.findings[0].rule

    quick = mirrored()
    with monkeypatch.context() as patch:
        patch.setattr(_csv_text, "_read_quickly", lambda *_: None)
        careful = mirrored()
    assert quick == careful
