"""How does a slide draw a chart of its own, whose numbers can be edited, with targets as lines?"""

from __future__ import annotations

import copy
from typing import Any

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from dash_app import formats
from dash_app.exports import sheets
from dash_app.reports.deck import COLOURS, clean, described
from dash_app.reports.model import Chart, Report
from dash_app.reports.plots import Line, Plot

SHEET = "Sheet1"
"""Name of the sheet behind a chart; the references in the chart name it."""
_LINES = {"value": "active", "city": "ink", "target": "missed", "floor": "muted"}


def add_chart(slide: Any, place: tuple[int, int, int, int], chart: Chart, plot: Plot, report: Report) -> None:
    """Add a native chart to a slide: columns or lines, with what was agreed as dashed lines."""
    data = CategoryChartData(number_format=sheets.number_format(plot.decimals))
    data.categories = [clean(name) for name in plot.categories]
    for line in plot.lines:
        data.add_series(clean(line.name), line.values)
    kind = XL_CHART_TYPE.COLUMN_CLUSTERED if plot.kind == "columns" else XL_CHART_TYPE.LINE_MARKERS
    frame = slide.shapes.add_chart(kind, *map(Emu, place), data)
    described(frame, chart.key, chart.alternative)
    made = frame.chart
    _axes(made, plot, report.language)
    _series(made, plot)
    if plot.kind == "columns":
        _agreed_as_lines(made, plot)
    made.part.chart_workbook.update_from_xlsx_blob(_workbook(chart, plot, report))


def _axes(made: Any, plot: Plot, language: str) -> None:
    made.font.size = Pt(12)
    made.font.color.rgb = RGBColor.from_string(COLOURS["text"])
    made.has_title = False
    made.has_legend = len(plot.lines) > 1
    if made.has_legend:
        made.legend.position = XL_LEGEND_POSITION.BOTTOM
        made.legend.include_in_layout = False
        made.legend.font.size = Pt(12)
    values, categories = made.value_axis, made.category_axis
    values.has_major_gridlines = True
    values.major_gridlines.format.line.color.rgb = RGBColor.from_string(COLOURS["grid"])
    values.format.line.fill.background()
    values.tick_labels.number_format = "#,##0.##" if plot.decimals and _is_small(plot) else "#,##0"
    values.tick_labels.number_format_is_linked = False
    values.tick_labels.font.size = Pt(11)
    if plot.kind == "columns" and all(v is None or v >= 0 for line in plot.lines for v in line.values):
        values.minimum_scale = 0
    if unit := formats.unit(plot.unit, language):
        values.has_title = True
        values.axis_title.text_frame.text = clean(unit)
        run = values.axis_title.text_frame.paragraphs[0].runs[0]
        run.font.size, run.font.bold = Pt(11), False
    categories.tick_labels.font.size = Pt(10)
    categories.tick_labels._element.find(qn("c:txPr")).find(qn("a:bodyPr")).set("rot", "0")
    categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    categories.format.line.color.rgb = RGBColor.from_string(COLOURS["border"])


def _is_small(plot: Plot) -> bool:
    return all(value is None or abs(value) < 5 for line in plot.lines for value in line.values)


def _series(made: Any, plot: Plot) -> None:
    """Colour what was measured: columns by status, lines by area; the last value bears its number."""
    for series, line in zip(made.plots[0].series, plot.lines, strict=True):
        if plot.kind == "columns" and line.is_measured:
            _columns(made, series, plot)
        elif plot.kind == "lines":
            _line(series, line)
            if line.is_measured:
                _last_label(series, line, plot)
    if plot.kind == "columns":
        made.plots[0].gap_width = 60
        made.plots[0].overlap = 100


def _columns(made: Any, series: Any, plot: Plot) -> None:
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = RGBColor.from_string(COLOURS["neutral"])
    for place, status in enumerate(plot.statuses):
        if status.value in ("met", "near", "missed") and plot.lines[0].values[place] is not None:
            fill = series.points[place].format.fill
            fill.solid()
            fill.fore_color.rgb = RGBColor.from_string(COLOURS[status.value])
    labels = series.data_labels
    labels.show_value = True
    labels.number_format = sheets.number_format(plot.decimals)
    labels.number_format_is_linked = False
    labels.font.size = Pt(11)
    labels.position = XL_LABEL_POSITION.INSIDE_BASE  # above the column, target and chance would cross it
    _on_surface(labels._element)
    if plot.reach:
        _error_bars(series, plot)


def _on_surface(labels: Any) -> None:
    """Put labels on small fields of the colour of the slide: they are read over any column."""
    properties = etree.Element(qn("c:spPr"))
    fill = etree.SubElement(properties, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), val=COLOURS["surface"])
    labels.find(qn("c:txPr")).addprevious(properties)


def _line(series: Any, line: Line) -> None:
    colour = RGBColor.from_string(COLOURS[_LINES[line.role]])
    series.smooth = False
    series.format.line.color.rgb = colour
    series.format.line.width = Pt(2.5 if line.is_measured else 1.75)
    if line.is_measured:
        series.marker.size = 6
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = colour
        series.marker.format.line.color.rgb = colour
    else:
        series.format.line.dash_style = MSO_LINE.DASH if line.role == "target" else MSO_LINE.ROUND_DOT
        _no_marker(series._element, alone=len(line.values) == 1)


def _last_label(series: Any, line: Line, plot: Plot) -> None:
    known = [place for place, value in enumerate(line.values) if value is not None]
    if not known:
        return
    label = series.points[known[-1]].data_label._get_or_add_dLbl()
    shape = f'<c:numFmt xmlns:c="{_C}" formatCode="" sourceLinked="0"/>'
    node = etree.fromstring(shape)
    node.set("formatCode", sheets.number_format(plot.decimals))
    label.insert(1, node)
    for name, shown in (("showVal", "1"), ("showSerName", "0"), ("showCatName", "0")):
        label.find(qn(f"c:{name}")).set("val", shown)


_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def _no_marker(series: Any, *, alone: bool = False) -> None:
    """Take the markers from a line; a single value keeps one, since no line would show it."""
    for old in series.findall(qn("c:marker")):
        series.remove(old)
    marker = etree.Element(qn("c:marker"))
    etree.SubElement(marker, qn("c:symbol"), val="dash" if alone else "none")
    if alone:
        etree.SubElement(marker, qn("c:size"), val="20")
    _after(series, marker, ("c:spPr", "c:tx"))


def _after(parent: Any, node: Any, names: tuple[str, ...]) -> None:
    """Insert a node behind the first of some children that is there; the schema wants their order."""
    before = next(found for name in names if (found := parent.find(qn(name))) is not None)
    before.addnext(node)


def _agreed_as_lines(made: Any, plot: Plot) -> None:
    """Move what was agreed from the columns into a line chart over the same axes."""
    columns = made._chartSpace.xpath(".//c:barChart")[0]
    agreed = [
        (element, line)
        for element, line in zip(columns.findall(qn("c:ser")), plot.lines, strict=True)
        if not line.is_measured
    ]
    if not agreed:
        return
    lines = etree.Element(qn("c:lineChart"))
    etree.SubElement(lines, qn("c:grouping"), val="standard")
    etree.SubElement(lines, qn("c:varyColors"), val="0")
    for element, line in agreed:
        columns.remove(element)
        for name in ("c:invertIfNegative", "c:spPr", "c:dPt", "c:dLbls"):
            for old in element.findall(qn(name)):
                element.remove(old)
        element.find(qn("c:tx")).addnext(_dashed(line))
        _no_marker(element, alone=len(line.values) == 1)
        etree.SubElement(element, qn("c:smooth"), val="0")
        lines.append(element)
    etree.SubElement(lines, qn("c:marker"), val="1")
    for axis in columns.findall(qn("c:axId")):
        lines.append(copy.deepcopy(axis))
    columns.addnext(lines)


def _dashed(line: Line) -> Any:
    """Return the look of a line of what was agreed."""
    properties = etree.Element(qn("c:spPr"))
    stroke = etree.SubElement(properties, qn("a:ln"), w="22225")
    fill = etree.SubElement(stroke, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), val=COLOURS[_LINES[line.role]])
    etree.SubElement(stroke, qn("a:prstDash"), val="dash" if line.role == "target" else "sysDot")
    return properties


def _error_bars(series: Any, plot: Plot) -> None:
    """Add how far chance reaches, as on the page."""
    bars = etree.Element(qn("c:errBars"))
    for name, value in (("errBarType", "both"), ("errValType", "cust"), ("noEndCap", "0")):
        etree.SubElement(bars, qn(f"c:{name}"), val=value)
    for side, name in ((1, "plus"), (0, "minus")):
        numbers = etree.SubElement(etree.SubElement(bars, qn(f"c:{name}")), qn("c:numLit"))
        etree.SubElement(numbers, qn("c:formatCode")).text = "General"
        etree.SubElement(numbers, qn("c:ptCount"), val=str(len(plot.reach)))
        for place, reach in enumerate(plot.reach):
            if reach:
                point = etree.SubElement(numbers, qn("c:pt"), idx=str(place))
                etree.SubElement(point, qn("c:v")).text = repr(reach[side])
    stroke = etree.SubElement(etree.SubElement(bars, qn("c:spPr")), qn("a:ln"), w="9525")
    fill = etree.SubElement(stroke, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), val=COLOURS["text"])
    series._element.find(qn("c:cat")).addprevious(bars)


def _workbook(chart: Chart, plot: Plot, report: Report) -> bytes:
    """Return the workbook behind a chart; texts stay texts there, and the same gives the same bytes."""
    about = sheets.About(chart.title, chart.subtitle, report.permalink, report.title, report.stamp)
    book = sheets.Book(about, report.title)
    sheet = book.sheet(SHEET, (28, *[16.0] * len(plot.lines)))
    for column, line in enumerate(plot.lines, 1):
        sheets.write(sheet, 0, column, clean(line.name), book.heading(is_right=True))
    number = book.style(num_format=sheets.number_format(plot.decimals))
    for row, name in enumerate(plot.categories, 1):
        sheets.write(sheet, row, 0, clean(name))
        for column, line in enumerate(plot.lines, 1):
            sheets.write(sheet, row, column, line.values[row - 1], number)
    return book.done()
