"""Do the demonstration data load as three publications, apart from real ones, and only once?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from etl.corrections import Corrections
from etl.demo import load_demo
from etl.load import load
from etl.publish import Publications, PublishError
from schemas.catalogue import Catalogue
from tests.demonstration import Loaded


def test_three_loads_make_three_publications(demo: Loaded) -> None:
    assert [answer.publication for answer in demo.answers] == [1, 2, 3]
    assert Publications(demo.home).current() == 3
    notes = [entry.note for entry in Publications(demo.home).listing()]
    assert all(note.startswith("Demonstration") for note in notes)


def test_only_what_the_stories_say_is_refused(demo: Loaded) -> None:
    counted = [Counter(file.status for file in answer.files) for answer in demo.answers]
    assert set(counted[0]) == {"loaded"}
    assert counted[1]["rejected"] == 1
    assert (counted[2]["rejected"], counted[2]["unrecognised"]) == (1, 1)
    assert sum(count["loaded"] for count in counted) > 300
    rules = {f.rule for answer in demo.answers for file in answer.files for f in file.findings}
    assert {"negative-value", "unknown-district", "unknown-format", "text-value", "sign"} <= rules
    assert {"outside-plausible-range", "extra-unit"} <= rules


def test_every_file_says_inside_that_it_is_invented(demo: Loaded) -> None:
    """The flag comes from what the source found in the file; a letter has none, so its name says it."""
    unmarked = demo.ask("SELECT name FROM delivery WHERE NOT demo ORDER BY id")
    assert unmarked == [("published_figures.csv",), ("Anschreiben Standesamt Pankow DEMONSTRATION.pdf",)]


def test_all_formats_of_the_source_systems_occur(demo: Loaded) -> None:
    seen = {(f.source, f.path.suffix) for answer in demo.answers for f in answer.files if f.source}
    assert seen == {
        ("zms-exchange", ".json"),
        ("zms-report", ".xlsx"),
        ("standesamt-meldung", ".csv"),
        ("standesamt-meldung", ".xlsx"),
        ("wohnhilfen-meldebogen", ".csv"),
        ("wohnhilfen-meldebogen", ".xlsx"),
        ("befragung", ".csv"),
        ("standesamt-vornamen", ".csv"),
        ("figures", ".csv"),
    }


def test_nothing_but_published_figures_passes_for_official(demo: Loaded) -> None:
    official = demo.ask(
        "SELECT DISTINCT name FROM delivery JOIN measurement ON delivery.id = measurement.delivery"
        " WHERE NOT measurement.demo"
    )
    assert official == [("published_figures.csv",)]
    unflagged = demo.ask("SELECT count(*) FROM value WHERE value IS NOT NULL AND NOT demo AND NOT reported")
    assert unflagged == [(0,)]


def test_a_published_figure_is_not_replaced_by_an_invented_one(demo: Loaded) -> None:
    found = demo.ask(
        "SELECT value, demo FROM value WHERE indicator = 'ba_terminausfallquote' AND period = '2023-03'"
        " AND district = '12'"
    )
    assert found == [(15.5, False)]


def test_the_files_stay_where_a_reader_can_open_them(demo: Loaded) -> None:
    paths = demo.ask("SELECT path FROM delivery WHERE demo")
    assert all(Path(path).is_relative_to(demo.home / "demo") and Path(path).exists() for (path,) in paths)


def test_loading_them_again_changes_nothing(demo: Loaded, root: Path, catalogue: Catalogue) -> None:
    """All of the later batches, and of the first the files whose values were corrected since."""
    later = [file.path for answer in demo.answers[1:] for file in answer.files]
    touched = ("Charlottenburg-Wilmersdorf/clientscope", "Spandau_2026-Q1", "Kreuzberg_2026-Q1")
    first = [f.path for f in demo.answers[0].files if any(name in str(f.path) for name in touched)]
    answer = load(
        [*first, *later],
        home=demo.home,
        catalogue=catalogue,
        corrections=Corrections.read(root / "data" / "corrections"),
    )
    assert answer.publication is None
    statuses = Counter(file.status for file in answer.files)
    assert statuses == {"unchanged": len(answer.files) - 3, "rejected": 2, "unrecognised": 1}
    assert len(first) >= 5


def test_a_home_with_real_deliveries_is_refused(tmp_path: Path, root: Path, catalogue: Catalogue) -> None:
    real = tmp_path / "Vornamenstatistik 2024 Mitte.csv"
    real.write_text("anzahl;vorname;geschlecht;position\n3;Ida;w;1\n", encoding="utf-8")
    home = tmp_path / "home"
    load([real], home=home, catalogue=catalogue, corrections=Corrections(()))
    with pytest.raises(PublishError, match="Vornamenstatistik 2024 Mitte"):
        load_demo(home=home, data=root / "data", catalogue=catalogue)
    assert not (home / "demo").exists()


def test_a_damaged_publication_is_told_not_overwritten(
    tmp_path: Path, root: Path, catalogue: Catalogue
) -> None:
    folder = tmp_path / "publications"
    folder.mkdir()
    (folder / "000001.duckdb").write_bytes(b"no database")
    (folder / "current").write_text("1\n")
    with pytest.raises(PublishError, match="beschädigt"):
        load_demo(home=tmp_path, data=root / "data", catalogue=catalogue)
