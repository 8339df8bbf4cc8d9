"""Do the tools measure and watch what they say they do?"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tools import browser
from tools.bench import Row, in_turn, ratio, reference, table
from tools.screenshots import Picture


def test_things_are_measured_alternately_so_that_a_slow_moment_meets_all() -> None:
    order: list[str] = []

    def measure(name: str, figure: float) -> float:
        order.append(name)
        return figure

    ours, limit = in_turn(2, lambda: measure("ours", 3.0), lambda: measure("limit", 2.0))
    assert order == ["ours", "limit", "ours", "limit"]
    assert ratio(ours, limit) == 1.5


@pytest.mark.parametrize(
    ("figure", "more_is_better", "verdict"), [(1.4, False, "ok"), (1.6, False, "over"), (1.6, True, "ok")]
)
def test_a_row_says_whether_its_goal_is_met(figure: float, more_is_better: bool, verdict: str) -> None:
    row = Row("load", figure, "x limit", 1.5, more_is_better)
    assert row.verdict == verdict
    assert verdict in table([row]).splitlines()[1]


def test_a_row_without_a_goal_passes_no_verdict() -> None:
    assert Row("answer", 12.0, "ms").verdict == ""


def test_an_address_of_another_host_or_port_is_noticed() -> None:
    base = "http://127.0.0.1:8050"
    asked = [f"{base}/assets/a.css", "http://127.0.0.1:8051/", "https://cdn.example/a.js"]
    assert browser.foreign(asked, base) == asked[1:]


def test_a_picture_is_named_by_page_theme_language_and_width() -> None:
    picture = Picture("kennzahl", "dark", "en", 390)
    assert picture.name == "kennzahl-dark-en-390.png"
    assert picture.address.endswith("bezirk=04&sprache=en")
    assert picture.shown_as is None
    assert Picture("ueberblick", "light", "de", 1440).shown_as == "ueberblick-light-1440.png"


def test_the_reference_page_has_the_reference_content() -> None:
    kinds = [figure["data"][0]["type"] for figure in reference.figures(0)]
    assert kinds == ["indicator"] * 4 + ["bar", "scatter"]
    assert reference.figures(0) != reference.figures(1)
    assert all(len(trace["x"]) == 60 for trace in reference.figures(0)[5]["data"])


def test_make_alone_lists_every_target(root: Path) -> None:
    listed = subprocess.run(["make"], cwd=root, capture_output=True, text=True, check=True).stdout
    for target in ("setup", "run", "test", "check", "format", "bench", "screenshots"):
        assert f"  {target} " in listed


def test_a_python_for_the_environment_is_new_enough(root: Path) -> None:
    found = subprocess.run([root / "tools" / "python-for-venv"], capture_output=True, text=True, check=True)
    version = subprocess.run([found.stdout.strip(), "--version"], capture_output=True, text=True, check=True)
    assert tuple(map(int, version.stdout.split()[1].split(".")[:2])) >= (3, 11)
