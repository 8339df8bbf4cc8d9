"""Is a total that differs from the sum of its parts told, with the right names for the two?"""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas.findings import Finding
from tests.etl.small import NAMES, load_small, row, share, values, write

pytestmark = pytest.mark.usefixtures("tidy_files")

DISTRICTS = [cell for name in NAMES for cell in share(name, "2024-03", 10, 90)]


def warned(home: Path, file: Path, column: str) -> list[Finding]:
    found = [f for each in load_small(home, file).files for f in each.findings if f.rule == "level-mismatch"]
    return [finding for finding in found if finding.column == column]


def test_measures_delivered_for_berlin_unlike_the_sum_of_all_districts_are_told(
    home: Path, tmp_path: Path
) -> None:
    rows = [*DISTRICTS, *share("Berlin", "2024-03", 120, 1000)]
    (found,) = {f.message() for f in warned(home, write(tmp_path, "both", rows), "count")}
    assert "Der Gesamtwert 1000 weicht von der Summe der Teile 1080 ab (Unterschied 80)" in found
    assert "Es gilt der Gesamtwert" in found
    assert values(home, "count")["2024-03", "00"]["value"] == 1000


def test_a_published_berlin_unlike_the_sum_of_all_districts_is_named_the_total(
    home: Path, tmp_path: Path
) -> None:
    rows = [*DISTRICTS, row("Berlin", "2024-03", "count", "1100")]
    found = {f.message("en") for f in warned(home, write(tmp_path, "published", rows), "count")}
    assert all("The total 1100 differs from the sum of its parts 1080" in text for text in found)
    assert found and all("The sum of all districts is used" in text for text in found)
    assert values(home, "count")["2024-03", "00"]["value"] == 1080


def test_a_berlin_equal_to_the_sum_is_not_told(home: Path, tmp_path: Path) -> None:
    rows = [*DISTRICTS, *share("Berlin", "2024-03", 120, 1080), row("Berlin", "2024-03", "count", "1080")]
    assert not warned(home, write(tmp_path, "same", rows), "count")


def test_a_sum_of_some_districts_is_no_reason_for_a_warning(home: Path, tmp_path: Path) -> None:
    """Eleven districts are always less than Berlin; that says nothing about who is wrong."""
    rows = [*DISTRICTS[2:], *share("Berlin", "2024-03", 120, 1080)]
    assert not warned(home, write(tmp_path, "most", rows), "count")
