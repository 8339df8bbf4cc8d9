"""Which colours and measures does Zielblick have, in light and in dark?

Tokens are data: the Plotly templates use them, and `assets/10-tokens.css` is generated from them with
`python -m dash_app.theme`. A test computes contrasts and distances of the colours, and compares the file.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from textwrap import indent
from typing import Any

THEMES = ("light", "dark")
"""Themes of the pages; pictures and papers have a third one, `print`."""
FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif'
STYLESHEET = Path(__file__).resolve().parents[1] / "assets" / "10-tokens.css"

TOKENS: dict[str, dict[str, str]] = {
    "light": {
        "page": "#FFFFFF",
        "surface": "#FFFFFF",
        "raised": "#F3F6F9",  # heads of tables, context bar: under text, never under marks
        "line": "#D3DAE2",
        "border": "#7A8794",  # edge of a control, 3:1
        "grid": "#E3E8EE",
        "text": "#18222F",
        "muted": "#4B5866",
        "ink": "#0C2753",  # headings, Berlin, actual values
        "active": "#0D5DBF",  # links, own district, focus
        "on-active": "#FFFFFF",
        "active-tint": "#E3EEFB",
        "brand": "#E40521",  # one thin line under the top bar, nothing else
        "neutral": "#7A8794",  # other districts
        "met": "#08839B",
        "near": "#C78500",
        "missed": "#8C1425",
        "none": "#6B7280",  # no target, no data
        "met-tint": "#DCEFF3",
        "near-tint": "#FBECCB",
        "near-deep": "#B27600",  # the mark where it stands on its tint
        "missed-tint": "#F7DADF",
        "none-tint": "#EEF1F4",
    },
    "dark": {
        "page": "#0F1720",
        "surface": "#17212D",
        "raised": "#1E2A38",
        "line": "#334253",
        "border": "#8494A5",
        "grid": "#2A3746",
        "text": "#EAF0F6",
        "muted": "#B3C0CD",
        "ink": "#D5E3F7",
        "active": "#82B6FF",
        "on-active": "#0B1622",
        "active-tint": "#1B3352",
        "brand": "#F0314A",
        "neutral": "#6E8093",
        "met": "#5CCBE0",
        "near": "#FBDC45",
        "missed": "#E5405A",
        "none": "#9AA7B5",
        "met-tint": "#143E49",
        "near-tint": "#463C14",
        "near-deep": "#FBDC45",
        "missed-tint": "#4D1A27",
        "none-tint": "#263342",
    },
    "print": {  # black on white: shapes, dashes and patterns tell apart what colours do elsewhere
        "page": "#FFFFFF",
        "surface": "#FFFFFF",
        "raised": "#F2F2F2",
        "line": "#CCCCCC",
        "border": "#767676",
        "grid": "#E0E0E0",
        "text": "#000000",
        "muted": "#404040",
        "ink": "#000000",
        "active": "#3A3A3A",
        "on-active": "#FFFFFF",
        "active-tint": "#E6E6E6",
        "brand": "#000000",
        "neutral": "#A3A3A3",
        "met": "#6E6E6E",
        "near": "#4A4A4A",
        "missed": "#000000",
        "none": "#767676",
        "met-tint": "#F4F4F4",
        "near-tint": "#DEDEDE",
        "near-deep": "#4A4A4A",
        "missed-tint": "#C4C4C4",
        "none-tint": "#F4F4F4",
    },
}
"""Colours by theme and name."""

MEASURES = {
    "unit": "8px",
    "radius": "8px",
    "width": "1440px",
    "text-size": "1rem",
    "table-size": "0.875rem",
    "small-size": "0.875rem",
}
"""Measures that both themes share, as CSS values."""


@cache
def template(theme: str) -> dict[str, Any]:
    """Return the Plotly template of a theme; one object for all charts, so do not change it."""
    tokens = TOKENS[theme]
    axis = {
        "color": tokens["muted"],
        "gridcolor": tokens["grid"],
        "linecolor": tokens["border"],
        "zerolinecolor": tokens["border"],
        "zerolinewidth": 1,
        "automargin": True,
        "fixedrange": True,
        "tickfont": {"size": 12},
        "title": {"font": {"size": 13}, "standoff": 8},
    }
    layout = {
        "font": {"family": FONT, "size": 13, "color": tokens["text"]},
        "paper_bgcolor": tokens["surface"],
        "plot_bgcolor": tokens["surface"],
        "colorway": [tokens[name] for name in ("ink", "active", "neutral", "met", "near", "missed")],
        "separators": ",.",
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "xaxis": axis,
        "yaxis": axis,
        "hoverlabel": {
            "bgcolor": tokens["surface"],
            "bordercolor": tokens["border"],
            "font": {"family": FONT, "size": 13, "color": tokens["text"]},
        },
        "legend": {"font": {"size": 13}, "orientation": "h"},
    }
    return {"layout": layout}


def css() -> str:
    """Return the tokens as CSS custom properties, `--zb-<name>`, for both themes."""
    blocks = ["/* Generated from dash_app/theme.py with `python -m dash_app.theme`; do not edit. */"]
    blocks.append(_block(":root", {**MEASURES, "font": FONT}))
    selectors = {"light": ':root,\n[data-bs-theme="light"]', "dark": '[data-bs-theme="dark"]'}
    for theme in THEMES:
        blocks.append(_block(selectors[theme], TOKENS[theme], f"color-scheme: {theme};"))
    on_paper = _block(selectors["dark"], TOKENS["light"], "color-scheme: light;")
    blocks.append(f"/* Paper is light. */\n@media print {{\n{indent(on_paper, '  ')}\n}}")
    return "\n\n".join(blocks) + "\n"


def _block(selector: str, values: dict[str, str], *more: str) -> str:
    lines = [*more, *(f"--zb-{name}: {value};" for name, value in values.items())]
    return f"{selector} {{\n" + "".join(f"  {line}\n" for line in lines) + "}"


if __name__ == "__main__":
    STYLESHEET.write_text(css(), encoding="utf-8")
