"""What is a chart as data, and as a page of its own that needs no other file?"""

from __future__ import annotations

import json
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

from dash_app.components.frozen import markup
from dash_app.rendering.charts import Found
from dash_app.rendering.sheets import sheet
from dash_app.rendering.work import Unmakeable
from dash_app.texts import Texts

ASSETS = Path(__file__).resolve().parents[2] / "assets"


def as_json(found: Found) -> bytes:
    """Return the chart as Plotly reads it; what its picture says about itself is in `layout.meta`.

    Raises:
        Unmakeable: where the block is a table.
    """
    figure = _figure(found)
    frame = found.frame
    about = {"title": frame.title, "subtitle": frame.subtitle, "caption": frame.alt, "note": frame.demo}
    meta = figure["layout"].get("meta", {}) | about | {"about": [list(line) for line in frame.lines]}
    made = {"data": figure["data"], "layout": figure["layout"] | {"meta": meta}}
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def as_html(found: Found, look: str) -> bytes:
    """Return a page with the chart, its sentence, its table, and where it comes from."""
    if found.drawn.chart is None:
        return sheet(found.drawn, found.frame, found.language, look).encode()
    caption = f"<p>{escape(found.frame.alt)}</p>"
    parts = f'<div id="chart" role="img" aria-label="{escape(found.frame.title)}"></div>{caption}'
    table = markup(found.drawn.table) if found.drawn.table is not None else ""
    document = sheet(found.drawn, found.frame, found.language, look, content=parts + table)
    return document.replace("</body>", f"{_scripts(_figure(found), found.language)}</body>").encode()


def _figure(found: Found) -> dict[str, Any]:
    if found.drawn.chart is None:
        raise Unmakeable(Texts(found.language)("rendering.no_figure"))
    return found.drawn.chart


def _scripts(figure: dict[str, Any], language: str) -> str:
    """Return Plotly and the drawing of a figure, safe inside a page."""
    plotly = files("plotly").joinpath("package_data/plotly.min.js").read_text(encoding="utf-8")
    words = (ASSETS / "05-locale-de.js").read_text(encoding="utf-8")
    data = json.dumps(figure, ensure_ascii=False).replace("<", "\\u003c")
    config = json.dumps({"displayModeBar": False, "locale": language, "responsive": True})
    draw = f"Plotly.newPlot('chart', Object.assign({data}, {{config: {config}}}))"
    texts = [text.replace("</script", "<\\/script") for text in (words, plotly, draw)]
    return "".join(f"<script>{text}</script>" for text in texts)
