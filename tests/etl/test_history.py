"""A correction must replace, be visible, and lose nothing: revisions, repeats and demonstration figures."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from etl.publish import Publications
from tests.etl.small import load_small, share, values, write

pytestmark = pytest.mark.usefixtures("tidy_files")


def test_the_same_file_twice_changes_nothing(home: Path, tmp_path: Path) -> None:
    path = write(tmp_path, "one", share("Mitte", "2024-03", 10, 90))
    assert load_small(home, path).publication == 1
    again = load_small(home, path)
    assert again.publication is None and again.files[0].status == "unchanged"
    assert Publications(home).numbers() == [1]


def test_the_same_file_twice_in_one_load_counts_once(home: Path, tmp_path: Path) -> None:
    rows = share("Mitte", "2024-03", 10, 90)
    answer = load_small(home, write(tmp_path, "a", rows), write(tmp_path, "b", rows))
    assert [file.status for file in answer.files] == ["loaded", "unchanged"]
    assert values(home, "count")["2024-03", "01"]["value"] == 90


def test_a_revision_replaces_and_the_old_publication_keeps_the_old_value(home: Path, tmp_path: Path) -> None:
    load_small(home, write(tmp_path, "first", share("Mitte", "2024-03", 10, 90)))
    load_small(home, write(tmp_path, "second", share("Mitte", "2024-03", 12, 90)))
    now, then = values(home, "share")["2024-03", "01"], values(home, "share", publication=1)["2024-03", "01"]
    assert now["numerator"] == 12 and now["revised"]
    assert then["numerator"] == 10 and not then["revised"]
    with duckdb.connect(Publications(home).path(2), read_only=True) as con:
        history = con.execute(
            """SELECT value, revision, "current" FROM measurement
               WHERE measure = 'missed' ORDER BY revision"""
        ).fetchall()
    assert history == [(10, 0, False), (12, 1, True)]


def test_unrevised_figures_of_a_corrected_file_are_not_called_revised(home: Path, tmp_path: Path) -> None:
    other = share("Pankow", "2024-03", 5, 95)
    load_small(home, write(tmp_path, "first", [*share("Mitte", "2024-03", 10, 90), *other]))
    load_small(home, write(tmp_path, "second", [*share("Mitte", "2024-03", 12, 90), *other]))
    found = values(home, "share")
    assert found["2024-03", "01"]["revised"] and not found["2024-03", "03"]["revised"]


def test_loading_a_folder_of_old_and_corrected_files_again_keeps_the_correction(
    home: Path, tmp_path: Path
) -> None:
    first = write(tmp_path, "first", share("Mitte", "2024-03", 10, 90))
    second = write(tmp_path, "second", share("Mitte", "2024-03", 12, 90))
    load_small(home, first)
    load_small(home, second)
    answer = load_small(home, tmp_path / "first.tidy", second)
    assert {file.status for file in answer.files} == {"unchanged"}
    assert values(home, "share")["2024-03", "01"]["numerator"] == 12


def test_the_later_of_two_files_in_one_load_counts(home: Path, tmp_path: Path) -> None:
    a = write(tmp_path, "a", share("Mitte", "2024-03", 10, 90))
    b = write(tmp_path, "b", share("Mitte", "2024-03", 12, 90))
    load_small(home, a, b)
    assert values(home, "share")["2024-03", "01"]["numerator"] == 12


def test_a_demonstration_figure_never_replaces_a_real_one(home: Path, tmp_path: Path) -> None:
    load_small(home, write(tmp_path, "real", share("Mitte", "2024-03", 10, 90)))
    load_small(
        home, write(tmp_path, "demo", [*share("Mitte", "2024-03", 1, 99), *share("Pankow", "2024-03", 1, 99)])
    )
    found = values(home, "share")
    assert found["2024-03", "01"]["numerator"] == 10 and not found["2024-03", "01"]["demo"]
    assert found["2024-03", "03"]["demo"] and found["2024-03", "00"]["demo"]


def test_a_real_delivery_replaces_a_demonstration_figure(home: Path, tmp_path: Path) -> None:
    load_small(home, write(tmp_path, "demo", share("Mitte", "2024-03", 1, 99)))
    load_small(home, write(tmp_path, "real", share("Mitte", "2024-03", 10, 90)))
    found = values(home, "share")["2024-03", "01"]
    assert found["numerator"] == 10 and not found["demo"]
