"""Does the example of docs/adding-an-agreement.md work word by word?"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import duckdb
import pytest

from etl.corrections import Corrections
from etl.load import load
from schemas.catalogue_files import check_catalogue, read_catalogue

INDICATOR = "sw_sichere_schwimmer"


def block(root: Path, language: str) -> str:
    text = (root / "docs" / "adding-an-agreement.md").read_text(encoding="utf-8")
    found = re.search(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert found, f"the page has no block of {language}"
    return found[1]


@pytest.fixture
def larger_catalogue(root: Path, tmp_path: Path) -> Path:
    """The project's catalogue with the agreement of the page in it."""
    folder = tmp_path / "catalogue"
    shutil.copytree(root / "data" / "catalogue", folder)
    (folder / "agreements" / "schwimmunterricht.yaml").write_text(block(root, "yaml"), encoding="utf-8")
    return folder


def test_the_agreement_of_the_page_passes_the_check(larger_catalogue: Path) -> None:
    assert [str(problem) for problem in check_catalogue(larger_catalogue)] == []
    agreement = read_catalogue(larger_catalogue).agreement_of[INDICATOR]
    assert agreement.id == "schwimmunterricht"
    assert agreement.indicators[0].targets[0].is_example


def test_the_figures_of_the_page_are_published_as_delivered(
    root: Path, larger_catalogue: Path, tmp_path: Path
) -> None:
    delivery = tmp_path / "schwimmunterricht-2025.csv"
    delivery.write_text(block(root, "csv"), encoding="utf-8")
    catalogue = read_catalogue(larger_catalogue)
    home = tmp_path / "home"
    answer = load([delivery], home=home, catalogue=catalogue, corrections=Corrections(()))
    assert [file.status for file in answer.files] == ["loaded"], [f.findings for f in answer.files]
    with duckdb.connect(str(home / "publications" / "000001.duckdb"), read_only=True) as con:
        query = (
            "SELECT district, value FROM value WHERE indicator = ? AND value IS NOT NULL ORDER BY district"
        )
        assert con.execute(query, [INDICATOR]).fetchall() == [("00", 80.0), ("01", 76.5), ("03", 86.2)]
