"""Is a chart that somebody asks for the one of its page, and is it said where it cannot be had?"""

from __future__ import annotations

import json
import os
from pathlib import Path

import plotly.graph_objects as go
import pytest

from dash_app.figures import in_print
from tests.dash_app.publication_files import catalogue, indicator, share, write_publication
from tests.person import Person

AREAS = ["00", *(f"{n:02}" for n in range(1, 13))]
PERIODS = ("2023-Q3", "2023-Q4", "2024-Q1", "2024-Q2")
TARGET = [{"from": "2022-01-01", "value": 80, "tolerance": 2, "source": "quelle"}]


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Person:
    """Somebody at a terminal without any browser."""
    home = tmp_path_factory.mktemp("home")
    values = [share("amt_quote", area, period, 80, 100, demo=True) for area in AREAS for period in PERIODS]
    write_publication(home, catalogue(indicator("amt_quote", targets=TARGET)), values)
    return Person(home)


@pytest.mark.parametrize("kind", ["comparison", "trend", "multiples", "map"])
def test_a_chart_as_data_is_what_plotly_reads_and_says_where_it_is_from(
    person: Person, tmp_path: Path, kind: str
) -> None:
    out = tmp_path / "chart.json"
    words = ("--indicator", "amt_quote", "--period", "2024-Q1", "--district", "04", "--out", out)
    done = person.run("chart", kind, *words)
    assert done.exit_code == 0, done.output
    figure = json.loads(out.read_text(encoding="utf-8"))
    go.Figure(figure)
    about = dict(figure["layout"]["meta"]["about"])
    assert about["Adresse"].startswith("http://127.0.0.1:8050/kennzahl/amt_quote?zeitraum=2024-Q1&bezirk=04")
    assert "stand=1" in about["Adresse"]
    assert figure["layout"]["meta"]["title"]
    assert "erfundene Zahlen" in figure["layout"]["meta"]["note"]


def test_a_page_of_its_own_names_no_other_host_and_holds_the_table(person: Person, tmp_path: Path) -> None:
    out = tmp_path / "chart.html"
    done = person.run("chart", "comparison", "--indicator", "amt_quote", "--language", "en", "--out", out)
    assert done.exit_code == 0, done.output
    page = out.read_text(encoding="utf-8")
    assert '<html lang="en"' in page
    assert "<table" in page and "Pankow" in page
    assert 'src="http' not in page and "@import" not in page


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("trend", "--indicator", "amt_kwote", "--out", "a.png"), "amt_quote"),
        (("trend", "--out", "a.png"), "--indicator"),
        (("trend", "--indicator", "amt_quote", "--period", "1999-Q1", "--out", "a.svg"), "1999"),
        (("trend", "--indicator", "amt_quote", "--out", "a.gif"), ".png"),
        (("trend", "--indicator", "amt_quote", "--width-cm", "2", "--out", "a.png"), "width_cm"),
        (("spine", "--indicator", "amt_quote", "--out", "a.png"), "--district"),
        (("matrix", "--out", "a.json"), "zielblick values"),
    ],
)
def test_what_cannot_be_drawn_ends_with_2_and_a_sentence(
    person: Person, words: tuple[str, ...], said: str
) -> None:
    done = person.run("chart", *words)
    assert done.exit_code == 2, done.output
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_without_browser_a_picture_ends_with_1_and_says_what_to_do(person: Person, tmp_path: Path) -> None:
    words = ("--indicator", "amt_quote", "--out", tmp_path / "a.png")
    done = person.run("chart", "trend", *words, env={"PATH": os.devnull})
    assert done.exit_code == 1
    assert "Chromium" in done.stderr
    assert not (tmp_path / "a.png").exists()


def test_in_print_the_own_district_has_a_form_of_its_own(person: Person, tmp_path: Path) -> None:
    figures = {}
    for kind in ("comparison", "trend"):
        out = tmp_path / f"{kind}.json"
        words = ("--indicator", "amt_quote", "--district", "04", "--grey", "--out", out)
        assert person.run("chart", kind, *words).exit_code == 0
        figures[kind] = json.loads(out.read_text(encoding="utf-8"))
    bars = next(trace for trace in figures["comparison"]["data"] if trace["type"] == "bar")
    assert bars["marker"]["pattern"]["shape"].count("/") == 1
    dashed = [trace for trace in figures["trend"]["data"] if trace.get("meta") == "04"]
    assert dashed[0]["line"]["dash"]
    assert "square" in dashed[0]["marker"]["symbol"][0]
    before = json.dumps(figures)
    in_print(figures["trend"])
    assert json.dumps(figures) == before
