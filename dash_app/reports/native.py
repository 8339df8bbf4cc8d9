"""How does a sheet draw a chart of its own beside the numbers that it shows?"""

from __future__ import annotations

from typing import Any

from dash_app import formats
from dash_app.exports.sheets import number_format, write
from dash_app.reports.model import Chart
from dash_app.reports.plots import Line, Plot
from dash_app.reports.tabular import Place
from dash_app.texts import Texts
from dash_app.theme import TOKENS

COLOURS = TOKENS["light"]
ROW_PIXELS = 20
HEIGHT = 340
"""Height of a chart in pixels."""
STATUS_COLOURS = {"met": "met", "near": "near", "missed": "missed"}


def draw(place: Place, chart: Chart, plot: Plot, language: str, t: Texts) -> None:
    """Write the numbers of a chart, and the chart to the right of them."""
    head = place.row
    name = place.sheet.get_name()
    columns = [plot.heading, *(line.name for line in plot.lines)]
    if plot.statuses:
        columns.append(t("office.column.status"))
    for column, text in enumerate(columns):
        write(place.sheet, head, column, text, place.book.heading(is_right=0 < column <= len(plot.lines)))
    number = place.book.style(num_format=number_format(plot.decimals), align="right")
    for row, category in enumerate(plot.categories, head + 1):
        write(place.sheet, row, 0, category, place.book.style())
        for column, line in enumerate(plot.lines, 1):
            write(place.sheet, row, column, line.values[row - head - 1], number)
        if plot.statuses:
            status = plot.statuses[row - head - 1]
            write(
                place.sheet,
                row,
                len(plot.lines) + 1,
                t(f"status.{status.value}"),
                place.book.style(indent=1, align="left"),
            )
    last = head + len(plot.categories)
    made = _chart(place, plot, name, head, language)
    made.set_title({"name": chart.title, "overlay": False, "name_font": {"size": 11, "bold": True}})
    made.set_size({"width": 620, "height": HEIGHT})
    options = {"description": chart.alternative, "object_position": 1, "x_offset": 16}
    place.sheet.insert_chart(head, len(columns), made, options)
    place.row = max(last, head + HEIGHT // ROW_PIXELS) + 2


def _chart(place: Place, plot: Plot, name: str, head: int, language: str) -> Any:
    """Return the chart: columns with what was agreed as lines over them, or lines only."""
    book = place.book.book
    kind = "column" if plot.kind == "columns" else "line"
    made = book.add_chart({"type": kind})
    agreed = book.add_chart({"type": "line"}) if kind == "column" else made
    for column, line in enumerate(plot.lines, 1):
        series = _series(plot, line, name, head, column)
        (made if line.is_measured else agreed).add_series(series)
    if agreed is not made and any(not line.is_measured for line in plot.lines):
        made.combine(agreed)
    grid = {"visible": True, "line": {"color": COLOURS["grid"]}}
    unit = formats.unit(plot.unit, language)
    made.set_x_axis({"num_font": {"size": 9, "rotation": -45}, "line": {"color": COLOURS["border"]}})
    made.set_y_axis(
        {
            "name": unit,
            "name_font": {"size": 9, "bold": False},
            "major_gridlines": grid,
            "line": {"none": True},
            "num_font": {"size": 9},
            "num_format": "#,##0.##" if plot.decimals else "#,##0",
            **({"min": 0} if plot.kind == "columns" and _is_positive(plot) else {}),
        }
    )
    made.set_legend({"position": "bottom", "font": {"size": 9}})
    made.show_blanks_as("gap")
    return made


def _is_positive(plot: Plot) -> bool:
    return all(value is None or value >= 0 for line in plot.lines for value in line.values)


def _series(plot: Plot, line: Line, name: str, head: int, column: int) -> dict[str, Any]:
    first, last = head + 1, head + len(plot.categories)
    said: dict[str, Any] = {
        "name": [name, head, column],
        "categories": [name, first, 0, last, 0],
        "values": [name, first, column, last, column],
    }
    colour = {"value": "active", "city": "ink", "target": "missed", "floor": "muted"}[line.role]
    if not line.is_measured:
        dash = "dash" if line.role == "target" else "round_dot"
        alone = {"marker": {"type": "long_dash", "size": 12}} if len(line.values) == 1 else {}
        return said | {"line": {"color": COLOURS[colour], "width": 1.75, "dash_type": dash}, **alone}
    if plot.kind == "lines":
        marker = {"type": "circle", "size": 4, "fill": {"color": COLOURS[colour]}, "border": {"none": True}}
        return said | {"line": {"color": COLOURS[colour], "width": 2.25}, "marker": marker}
    points = [
        {"fill": {"color": COLOURS[STATUS_COLOURS.get(status.value, "neutral")]}} for status in plot.statuses
    ]
    bars: dict[str, Any] = {}
    if plot.reach:
        below, above = zip(*(each or (0, 0) for each in plot.reach), strict=True)
        ends = {"type": "custom", "plus_values": list(above), "minus_values": list(below)}
        bars = {"y_error_bars": ends | {"line": {"color": COLOURS["text"], "width": 1}}}
    labels = {"value": True, "font": {"size": 8}, "num_format": number_format(plot.decimals)}
    return said | {
        "fill": {"color": COLOURS["neutral"]},
        "points": points,
        "data_labels": labels,
        "gap": 60,
        **bars,
    }
