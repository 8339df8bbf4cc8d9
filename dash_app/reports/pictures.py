"""Which pictures of charts go into a document, and what stands in the place of one that cannot be had?"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from dash_app.reports.model import Chart, Report
from dash_app.texts import Texts

LIVE = "live"
"""In place of a picture: the browser that shows the page draws the chart by itself (preview)."""
Pictures = Mapping[str, "bytes | str"]
"""By key of the chart: the picture, `LIVE`, or the reason why there is none, as a sentence."""
WIDTH_CM = 16.0
"""Width of a chart between the margins of an upright page."""

_UID = re.compile(rb"""(?:id="|url\(['"]?#|href="#)(?:defs-|topdefs-|clip|legend|g)?([0-9a-f]{6})""")


def settled_svg(svg: bytes, number: int) -> bytes:
    """Return an SVG whose ids depend on its place in the document alone.

    The chart library numbers its definitions by chance: two pictures on one page could share a name, and no
    two documents would be the same.
    """
    for uid in sorted(set(_UID.findall(svg))):
        svg = svg.replace(uid, b"%06x" % (number + 0xF0000))
    return svg


def missing(chart: Chart, reason: str, language: str) -> str:
    """Return what stands in the place of a chart that could not be drawn."""
    return Texts(language)("report.picture.missing", title=chart.title, reason=reason)


def none(report: Report, reason: str) -> dict[str, bytes | str]:
    """Return the pictures of a report where there is nobody to draw."""
    return {chart.key: reason for chart in report.charts}


Draw = Callable[[Report, str], Pictures]
"""Draws all charts of a report as `svg` or `png`."""
