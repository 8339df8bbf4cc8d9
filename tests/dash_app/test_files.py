"""Do browsers get few files, and of Plotly only what the charts need, or else all of it?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dash_app import files
from dash_app.figures import comparison
from tests.dash_app import samples


def test_our_scripts_and_styles_are_one_file_each_in_their_order(root: Path) -> None:
    script, style = files.scripts(root / "assets"), files.styles(root / "assets")
    for name in ("05-locale-de.js", "90-start.js"):
        assert (root / "assets" / name).read_bytes() in script.content
    assert script.content.index(b"PlotlyLocales") < script.content.index(b"DashRenderer")
    assert style.content.index(b"Bootstrap") < style.content.index((root / "assets/20-base.css").read_bytes())


def test_another_content_has_another_address() -> None:
    first = files.File("a.js", "text/javascript", lambda: b"1")
    second = files.File("a.js", "text/javascript", lambda: b"2")
    assert first.address != second.address
    assert first.address == files.File("a.js", "text/javascript", lambda: b"1").address


def test_without_the_part_all_of_plotly_is_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PART", tmp_path / "plotly-basic.min.js")
    whole = files.plotly()
    assert b"plotly.js v" in whole.content[:100]
    assert b"sourceMappingURL" not in whole.content


def test_a_part_of_another_version_is_not_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PART", tmp_path / "plotly-basic.min.js")
    files.PART.write_text("/**\n* plotly.js (basic - minified) v1.0.0\n*/")
    assert not files.has_part()
    assert b"v1.0.0" not in files.plotly().content[:100]
    found = re.search(rb"v[\d.]+", files.plotly().content[:100])
    assert found
    files.PART.write_bytes(b"/**\n* plotly.js (basic - minified) " + found[0] + b"\n*/")
    assert files.plotly().content == files.PART.read_bytes()


def test_all_charts_are_made_of_what_the_part_draws(root: Path) -> None:
    """The part knows scatter and bar (and pie); a chart of another kind would be empty for every reader."""
    kinds = {
        kind
        for path in (root / "dash_app" / "figures").glob("*.py")
        for kind in re.findall(r'"type": "([a-z0-9]+)"', path.read_text(encoding="utf-8"))
    }
    shapes_and_axes = {"line", "rect", "circle", "path", "date", "data", "category", "linear", "log"}
    assert kinds - shapes_and_axes <= {"scatter", "bar", "pie"}
    drawn = comparison(samples.quarter(), indicator=samples.SHARE, areas=samples.AREAS)
    assert {trace["type"] for trace in drawn["data"]} <= {"scatter", "bar"}
