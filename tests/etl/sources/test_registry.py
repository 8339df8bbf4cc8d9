from __future__ import annotations

from pathlib import Path

import pytest

from etl.sources import SOURCES, recognise
from tests.etl.sources.clerks import sent


def test_every_source_has_its_own_name() -> None:
    slugs = [source.slug for source in SOURCES]
    assert len(slugs) == len(set(slugs))


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
