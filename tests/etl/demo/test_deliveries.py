"""Are the demonstration deliveries the same every time?"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from etl.demo import write_deliveries
from schemas.catalogue import Catalogue


def sums(folder: Path) -> dict[str, str]:
    """Check sum of each file below a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Path:
    folder = tmp_path_factory.mktemp("written")
    write_deliveries(folder, catalogue)
    return folder


def test_the_same_seed_writes_the_same_bytes_workbooks_included(
    written: Path, tmp_path: Path, catalogue: Catalogue
) -> None:
    left = tmp_path / "1-fristgerecht" / "of an earlier version.csv"
    left.parent.mkdir()
    left.write_text("x")
    write_deliveries(tmp_path, catalogue)
    assert sums(tmp_path) == sums(written)


def test_another_seed_writes_other_numbers_under_the_same_names(
    written: Path, tmp_path: Path, catalogue: Catalogue
) -> None:
    write_deliveries(tmp_path, catalogue, seed=1)
    first, other = sums(written), sums(tmp_path)
    assert first.keys() == other.keys()
    same = [name for name in first if first[name] == other[name]]
    assert [Path(name).suffix for name in same] == [".pdf"]


def test_a_catalogue_without_demonstration_sites_is_told(tmp_path: Path, catalogue: Catalogue) -> None:
    sources = [
        s.model_copy(update={"sites": ()}) if s.source == "zms-exchange" else s for s in catalogue.sources
    ]
    with pytest.raises(LookupError, match="01, 02"):
        write_deliveries(tmp_path, catalogue.model_copy(update={"sources": tuple(sources)}))
