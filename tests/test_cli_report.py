"""Does the command line write reports, and say what is wrong where it cannot?"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dash_app.rendering.renderer import Renderer
from tests.etl.sources.clerks import sent
from tests.person import LIST, SPANDAU, Person

STAMP = "1700000000"


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    """Somebody whose home has a publication."""
    made = Person(tmp_path_factory.mktemp("home"))
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("ZIELBLICK_")]:
            patch.delenv(name)
        # These reports have no charts: a browser that starts ahead takes longer than they do.
        patch.setattr(Renderer, "begin", lambda _: None)
        file = sent(tmp_path_factory.mktemp("eingang"), SPANDAU, LIST.format(9))
        assert made.run("load", file).exit_code == 0
        yield made


@pytest.mark.parametrize("suffix", ["docx", "pdf", "pptx", "xlsx", "html"])
def test_a_report_without_charts_comes_out_the_same_each_time(
    reader: Person, suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", STAMP)
    files = [tmp_path / f"{n}.{suffix}" for n in (1, 2)]
    for file in files:
        answer = reader.run("report", "radverkehr", "--period", "2024-Q3", "--out", file)
        assert answer.exit_code == 0, answer.output
        assert answer.stdout == ""
        assert "Radverkehr" in answer.stderr
    assert files[0].read_bytes() == files[1].read_bytes()


def test_the_overview_of_all_agreements_needs_no_agreement(reader: Person, tmp_path: Path) -> None:
    file = tmp_path / "alle.html"
    assert reader.run("report", "--form", "--period", "2024", "--out", file).exit_code == 0
    assert "Federführende Behörde" in file.read_text(encoding="utf-8")


def test_a_report_needs_no_browser(reader: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name, *_, **__: None)
    file = tmp_path / "bericht.html"
    assert reader.run("report", "standesaemter", "--period", "2019", "--out", file).exit_code == 0
    assert "Hier fehlt das Diagramm" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("given", "word"),
    [
        (("radfahren", "--period", "2024-Q3", "--out", "a.pdf"), "radverkehr"),
        (("radverkehr", "--period", "gestern", "--out", "a.pdf"), "gestern"),
        (("radverkehr", "--period", "2024-Q3", "--out", "a.odt"), ".docx"),
        (("radverkehr", "--period", "2024-Q3", "--out", "a.pdf", "--district", "13"), "13"),
        (("radverkehr", "--period", "2024-Q3", "--out", "a.pdf", "--stamp", "bald"), "bald"),
        (("radverkehr", "--period", "2024-Q3", "--out", "fehlt/a.pdf"), "fehlt"),
        (("--period", "2024-Q3", "--out", "a.pdf"), "keine Vereinbarung"),
    ],
)
def test_wrong_usage_is_said_and_writes_nothing(
    reader: Person, given: tuple[str, ...], word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = reader.run("report", *given)
    assert answer.exit_code == 2
    assert word in answer.stderr
    assert not list(tmp_path.iterdir())


def test_before_the_first_publication_there_is_no_report(tmp_path: Path) -> None:
    answer = Person(tmp_path / "home").run(
        "report", "radverkehr", "--period", "2024", "--out", tmp_path / "a.pdf"
    )
    assert answer.exit_code == 1
    assert "zielblick load" in answer.stderr
