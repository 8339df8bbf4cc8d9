from __future__ import annotations

from pathlib import Path

import pytest

from etl.source import HEAD_BYTES
from etl.sources import SOURCES, recognise
from tests.etl.sources.clerks import sent

PROMISED = {
    "zms-exchange", "zms-report", "standesamt-vornamen", "standesamt-meldung", "wohnhilfen-meldebogen",
    "befragung", "figures",
}  # fmt: skip


def test_every_source_that_is_promised_is_known_once() -> None:
    slugs = [source.slug for source in SOURCES]
    assert len(slugs) == len(PROMISED) and set(slugs) == PROMISED


def test_no_real_file_is_claimed_by_two_sources(shared_data: Path) -> None:
    for path in (
        p for p in shared_data.rglob("*") if p.suffix in (".csv", ".json") and "cases" not in str(p)
    ):
        with path.open("rb") as handle:
            head = handle.read(HEAD_BYTES)
        assert len([s.slug for s in SOURCES if s.recognises(path, head)]) == 1, path


OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STRANGE = [b"", b"\0" * 500, b"PK\x03\x04 broken", b"\xff\xfe", b"%PDF-1.7", b'{"a": [1', OLD_EXCEL, b'"']


@pytest.mark.parametrize("content", STRANGE)
def test_a_file_that_nobody_knows_is_nobody_s_and_no_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "datei.bin"
    path.write_bytes(content)
    assert recognise(path, content) is None


def test_a_letter_is_no_delivery(tmp_path: Path) -> None:
    path = sent(tmp_path, "brief.txt", "Sehr geehrte Damen und Herren,\nanbei der Wert; Bezirk Mitte.\n")
    assert recognise(path, path.read_bytes()) is None
