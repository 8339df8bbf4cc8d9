"""Does every command explain itself, load what is good, refuse what is not, and say nothing else?"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.etl.sources.clerks import sent
from tests.person import CHILDREN, LIST, PANKOW, SPANDAU, Person

COMMANDS = (
    (), ("load",), ("demo",), ("values",), ("publications",), ("rollback",), ("catalogue",),
    ("catalogue", "check"), ("serve",), ("chart",),
)  # fmt: skip


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path / "home")


# Help and wrong usage ----


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_explains_itself(person: Person, words: tuple[str, ...]) -> None:
    done = person.run(*words, "--help")
    assert done.exit_code == 0
    assert done.stdout.startswith("Usage:")
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) > 4
    assert not person.home.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("lade",),
        ("load",),
        ("load", "--json"),
        ("values",),
        ("values", "--indicator", CHILDREN, "--format", "pdf"),
        ("values", "--indicator", CHILDREN, "--format", "xlsx"),
        ("values", "--indicator", CHILDREN, "--level", "woche"),
        ("rollback",),
        ("rollback", "gestern"),
        ("serve", "--port", "http"),
        ("serve", "--port", "0"),
        ("serve", "--workers", "0"),
        ("serve", "--host", "0.0.0.0"),
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_says_why_on_standard_error(
    person: Person, words: tuple[str, ...]
) -> None:
    done = person.run(*words)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert len(done.stderr) > 20 and "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ZIELBLICK_PORT", "achtzig"),
        ("ZIELBLICK_LOGIN", "geheim"),
        ("ZIELBLICK_DATABASE", "nirgends"),
        ("ZIELBLICK_FARBE", "rot"),
        ("ZIELBLICK_CATALOGUE", "/gibt/es/nicht"),
    ],
)
def test_a_wrong_setting_is_named_with_its_value(
    person: Person, tmp_path: Path, name: str, value: str
) -> None:
    file = sent(tmp_path, SPANDAU, LIST.format(9))
    done = person.run("load", file, "--json", env={name: value})
    assert done.exit_code == 2
    assert done.stdout == ""
    assert value in done.stderr
    assert name in done.stderr or name == "ZIELBLICK_CATALOGUE"
    assert not (person.home / "publications" / "current").exists()


# load ----


def test_load_answers_with_one_document_and_nothing_else(person: Person, tmp_path: Path) -> None:
    file = sent(tmp_path / "eingang", SPANDAU, LIST.format(9))
    done = person.run("load", file, "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    wanted = {"path": str(file), "source": "standesamt-vornamen", "status": "loaded", "rows": 2}
    assert answer["publication"] == 1
    assert answer["files"] == [{**wanted, "observations": 1, "findings": []}]


def test_load_tells_people_in_german_what_became_of_each_file(person: Person, tmp_path: Path) -> None:
    good = sent(tmp_path / "eingang", SPANDAU, LIST.format(9))
    bad = sent(tmp_path / "eingang", PANKOW, LIST.format("neun"))
    done = person.run("load", good.parent)
    assert done.exit_code == 1
    assert f"geladen: {good}" in done.stdout and f"abgelehnt: {bad}" in done.stdout
    assert "Fehler [not-a-number] Zeile 2, Spalte „anzahl“: „neun“ ist keine Zahl." in done.stdout
    assert "1 geladen, 1 abgelehnt" in done.stdout
    assert done.stdout.rstrip().endswith("Veröffentlichung 1 ist in Kraft.")


def test_load_refuses_with_1_and_publishes_the_good_file(person: Person, tmp_path: Path) -> None:
    sent(tmp_path / "eingang", SPANDAU, LIST.format(9))
    sent(tmp_path / "eingang", PANKOW, LIST.format("-9"))
    answer = person.json("load", tmp_path / "eingang", code=1)
    assert {Path(file["path"]).name: file["status"] for file in answer["files"]} == {
        SPANDAU: "loaded",
        PANKOW: "rejected",
    }
    by_district = {record["district"]: record["value"] for record in person.values("--indicator", CHILDREN)}
    assert (by_district["05"], by_district["03"]) == (9, None)


def test_load_of_only_bad_files_publishes_nothing(person: Person, tmp_path: Path) -> None:
    bad = sent(tmp_path / "eingang", PANKOW, LIST.format("-9"))
    assert person.json("load", bad, code=1)["publication"] is None
    assert person.json("publications") == []


def test_load_twice_is_no_news(person: Person, tmp_path: Path) -> None:
    file = sent(tmp_path / "eingang", SPANDAU, LIST.format(9))
    person.json("load", file)
    again = person.json("load", file)
    assert (again["publication"], again["files"][0]["status"]) == (None, "unchanged")
    assert len(person.json("publications")) == 1


def test_dry_run_checks_everything_and_publishes_nothing(person: Person, tmp_path: Path) -> None:
    file = sent(tmp_path / "eingang", SPANDAU, LIST.format(9))
    done = person.run("load", file, "--dry-run")
    assert done.exit_code == 0
    assert "Probelauf: nichts veröffentlicht." in done.stdout
    answer = person.json("load", file, "--dry-run")
    assert (answer["publication"], answer["files"][0]["status"]) == (None, "loaded")
    assert person.json("publications") == []


def test_a_path_that_is_not_there_is_wrong_usage_and_nothing_else_is_loaded(
    person: Person, tmp_path: Path
) -> None:
    file = sent(tmp_path, SPANDAU, LIST.format(9))
    done = person.run("load", file, tmp_path / "nirgends.csv", "--json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "nirgends.csv" in done.stderr and "Bitte den Pfad prüfen" in done.stderr
    assert person.json("publications") == []


def test_an_empty_folder_is_loaded_without_a_publication(person: Person, tmp_path: Path) -> None:
    folder = tmp_path / "leer"
    folder.mkdir()
    assert person.json("load", folder) == {"publication": None, "files": []}
    assert "keine Dateien gefunden" in person.run("load", folder).stdout


def test_a_second_load_at_the_same_time_is_told_to_wait(person: Person, tmp_path: Path) -> None:
    file = sent(tmp_path, SPANDAU, LIST.format(9))
    person.json("load", file)
    later = sent(tmp_path, PANKOW, LIST.format(9))
    with (person.home / "publications" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = person.run("load", later, "--json")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "läuft gerade ein anderes Laden" in done.stderr and "Bitte warten" in done.stderr
    assert person.json("load", later)["publication"] == 2


def test_a_home_that_cannot_be_written_is_said_in_one_sentence(person: Person, tmp_path: Path) -> None:
    file = sent(tmp_path / "eingang", SPANDAU, LIST.format(9))
    person.home.write_text("eine Datei, kein Ordner", encoding="utf-8")
    done = person.run("load", file, "--json")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "Bitte" in done.stderr and "Traceback" not in done.stderr


# catalogue ----


def test_the_catalogue_of_the_project_is_in_order(person: Person) -> None:
    assert person.json("catalogue", "check") == []
    assert "ist in Ordnung" in person.run("catalogue", "check").stdout


def test_all_problems_of_a_broken_catalogue_are_listed(person: Person, root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "katalog"
    shutil.copytree(root / "data" / "catalogue", folder)
    file = folder / "agreements" / "strassenbaeume.yaml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("polarity: higher_is_better", "polarity: hoch", 1).replace("unit:", "einheit:", 1)
    file.write_text(text, encoding="utf-8")
    problems = person.json("catalogue", "check", folder, code=1)
    assert len(problems) >= 2
    assert all({"file", "path", "found", "allowed", "message"} <= set(problem) for problem in problems)
    assert any(problem["found"] == "hoch" for problem in problems)
    done = person.run("catalogue", "check", folder)
    assert done.exit_code == 1
    assert "hoch" in done.stdout and f"{len(problems)} Probleme" in done.stdout


def test_a_catalogue_that_is_not_there_is_told(person: Person, tmp_path: Path) -> None:
    done = person.run("catalogue", "check", tmp_path / "nirgends")
    assert done.exit_code in (1, 2)
    assert "nirgends" in done.output


# The installed command ----


def installed(home: Path, *words: object) -> subprocess.CompletedProcess[str]:
    """Run the command as a stranger does."""
    command = Path(sys.executable).with_name("zielblick")
    if not command.exists():
        pytest.skip("needs the installed command `zielblick` beside this Python")
    env = {**os.environ, "ZIELBLICK_HOME": str(home)}
    return subprocess.run([command, *map(str, words)], capture_output=True, text=True, env=env, check=False)


def test_the_installed_command_keeps_progress_and_warnings_out_of_its_answer(tmp_path: Path) -> None:
    for name in (SPANDAU, PANKOW):
        sent(tmp_path / "eingang", name, LIST.format(9))
    done = installed(tmp_path / "home", "load", tmp_path / "eingang", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["publication"] == 1


def test_the_installed_command_works_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = installed(tmp_path / "home", "catalogue", "check")
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "home").exists()
