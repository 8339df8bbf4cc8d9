"""What does a report say about each goal: figures, charts, sentences, comments?"""

from __future__ import annotations

from collections.abc import Sequence

from dash_app import formats, sentences
from dash_app.figures import status_word
from dash_app.reports import charts
from dash_app.reports.cells import area_name, columns, figure_cell, group, limited, row, target_cell, when
from dash_app.reports.draft import Draft, is_known
from dash_app.reports.model import Cell, Chart, Column, GoalPart, IndicatorPart, Row, Table
from schemas.catalogue import BERLIN, Goal, Indicator
from schemas.observation import Figure, Status


def goals(draft: Draft) -> tuple[GoalPart, ...]:
    """Return the goals of the agreement that have indicators, in order."""
    return tuple(_goal(draft, goal) for goal in draft.goals if goal.indicators)


def bare_goals(draft: Draft) -> tuple[str, ...]:
    """Return the goals without indicators in order: title and description in one line."""
    language, bare = draft.language, [goal for goal in draft.goals if not goal.indicators]
    told = [(goal.title(language), _described(goal, language)) for goal in bare]
    return tuple(": ".join(part for part in parts if part) for parts in told)


def _described(goal: Goal, language: str) -> str:
    return goal.description(language) if goal.description else ""


def _goal(draft: Draft, goal: Goal) -> GoalPart:
    language = draft.language
    frame = draft.of_lead(goal.indicators)
    said = sentences.summary(frame, period=draft.period, language=language)
    parts: Sequence[IndicatorPart] = ()
    if draft.choice.scope == "full":
        parts = [
            _indicator(draft, indicator) for indicator in goal.indicators if _has_target(draft, indicator)
        ]
    return GoalPart(
        id=goal.id,
        title=goal.title(language),
        description=_described(goal, language),
        sentence=draft.say(f"goal.{goal.id}", said),
        table=_table(draft, goal),
        chart=charts.bullet(draft, goal),
        indicators=tuple(parts),
    )


def _has_target(draft: Draft, indicator: Indicator) -> bool:
    return any(figure.target is not None for figure in draft.row(indicator))


def _indicator(draft: Draft, indicator: Indicator) -> IndicatorPart:
    found: list[Chart | None] = [charts.comparison(draft, indicator), charts.trend(draft, indicator)]
    made = tuple(chart for chart in found if chart)
    return IndicatorPart(
        id=indicator.id,
        title=indicator.title(draft.language),
        note="" if made else draft.t("report.no_chart"),
        charts=made,
        comments=_comments(draft, indicator),
    )


def _comments(draft: Draft, indicator: Indicator) -> Table | None:
    """Return what was commented on an indicator in the areas of the report; None where nothing was."""
    t = draft.t
    listed = [
        comment
        for comment in draft.remarks.comments
        if comment.indicator == indicator.id and comment.district in ("", *draft.areas)
    ]
    if not listed:
        return None
    heads = columns(
        ("area", t("report.column.area"), False, 1.6),
        ("text", t("report.column.comment"), False, 4),
        ("author", t("report.column.author"), False, 1.4),
        ("day", t("report.column.day"), False, 1),
    )
    rows = [
        row(
            area_name(draft, comment.district or BERLIN),
            comment.text,
            ", ".join(part for part in (comment.author, comment.state) if part),
            formats.day(comment.day, draft.language),
        )
        for comment in listed
    ]
    caption = t("report.comments", indicator=indicator.title(draft.language))
    return Table(key=f"table.comments.{indicator.id}", caption=caption, columns=heads, rows=tuple(rows))


# Tables ----


def _table(draft: Draft, goal: Goal) -> Table:
    """Return one row per indicator: target, value, value before, districts that meet it, range."""
    t = draft.t
    is_city = draft.lead == BERLIN
    heads = [
        *columns(
            ("indicator", t("report.column.indicator"), False, 3.2),
            ("target", t("report.column.target"), True, 1.2),
            ("value", area_name(draft, draft.lead), True, 2),
            ("status", t("components.column.status"), False, 1.5),
            ("before", t("report.column.before"), True, 1.7),
        )
    ]
    if is_city:
        heads += columns(
            ("met", t("report.column.met"), True, 1.2), ("range", t("report.column.range"), True, 1.9)
        )
    else:
        heads += columns(("berlin", area_name(draft, BERLIN), True, 1.5))
    rows = [_row(draft, indicator, is_city) for indicator in goal.indicators]
    period = formats.period(draft.period, draft.language, long=True)
    caption = t("report.goal.caption", goal=goal.title(draft.language), period=period)
    return Table(
        key=f"table.goal.{goal.id}",
        caption=caption,
        columns=tuple(heads),
        rows=tuple(rows),
        notes=limited(draft, rows),
    )


def _row(draft: Draft, indicator: Indicator, is_city: bool) -> Row:
    figure = draft.figures[indicator.id, draft.lead]
    earlier = draft.before.get((indicator.id, draft.lead))
    cells = [
        name_cell(draft, indicator, figure),
        target_cell(draft, figure),
        figure_cell(draft, figure, standing=draft.standings[indicator.id, draft.lead]),
        Cell(text=status_word(figure, draft.language)),
        figure_cell(draft, earlier) if earlier else Cell(text="–"),
    ]
    if is_city:
        districts = draft.row(indicator)[1:]
        cells += [Cell(text=_met(districts)), Cell(text=_range(draft, districts, indicator))]
    else:
        cells.append(figure_cell(draft, draft.figures[indicator.id, BERLIN]))
    return row(*cells)


def name_cell(draft: Draft, indicator: Indicator, figure: Figure, *, short: bool = False) -> Cell:
    """Return the name of an indicator, with its period where that is not the one of the report."""
    title = ((indicator.short if short else None) or indicator.title)(draft.language)
    is_other = figure.period != str(draft.period)
    return Cell(text=f"{title} ({when(figure, draft.language)})" if is_other else title)


def _met(districts: Sequence[Figure]) -> str:
    """Return how many of the districts with a target meet it: "7/12"; a dash where none is judged."""
    judged = [f for f in districts if f.status in (Status.MET, Status.NEAR, Status.MISSED)]
    return f"{sum(f.status is Status.MET for f in judged)}/{len(judged)}" if judged else "–"


def _range(draft: Draft, districts: Sequence[Figure], indicator: Indicator) -> str:
    """Return the lowest and the highest value of the districts: "61,2–88,0 %"."""
    values = sorted(figure.value for figure in districts if figure.value is not None)
    if len(values) < 2:
        return "–"
    ends = [formats.number(value, indicator.decimals, draft.language) for value in (values[0], values[-1])]
    last = formats.with_unit(values[-1], indicator.unit, indicator.decimals, draft.language)
    return last if ends[0] == ends[1] else f"{ends[0]}–{last}"


# Matrix ----


def matrix(draft: Draft) -> Table | None:
    """Return all indicators by all areas on one page: sign and value, target, districts with a figure."""
    listed = [goal for goal in draft.goals if goal.indicators]
    if not listed:
        return None
    t = draft.t
    heads = [
        Column(key="indicator", title=t("report.column.indicator"), weight=3.4),
        Column(key="target", title=t("report.column.target"), is_number=True, weight=1.1),
        *(
            Column(key=key, title=draft.places[key].short, long=draft.places[key].name, is_number=True)
            for key in draft.areas
        ),
    ]
    if len(draft.districts) > 1:
        title = t("report.column.reported")
        heads.append(
            Column(
                key="reported", title=title, long=t("report.column.reported.long"), is_number=True, weight=0.8
            )
        )
    rows: list[Row] = []
    for goal in listed:
        rows.append(group(goal.title(draft.language)))
        rows += [_line(draft, indicator) for indicator in goal.indicators]
    period = formats.period(draft.period, draft.language, long=True)
    return Table(
        key="table.matrix",
        caption=t("report.matrix.caption", period=period),
        columns=tuple(heads),
        rows=tuple(rows),
        notes=limited(draft, rows),
        is_wide=True,
    )


def _line(draft: Draft, indicator: Indicator) -> Row:
    found = draft.row(indicator)
    unit = formats.unit(indicator.unit, draft.language)
    name = name_cell(draft, indicator, found[0], short=True)
    is_bare = unit in ("", "%") and unit in name.text
    cells = [
        Cell(text=name.text if is_bare or not unit else f"{name.text}, {unit}"),
        target_cell(draft, found[0]),
        *(
            figure_cell(draft, f, with_unit=False, standing=draft.standings[indicator.id, f.district])
            for f in found
        ),
    ]
    if len(draft.districts) > 1:
        known = sum(is_known(figure) for figure in found[1:])
        cells.append(Cell(text=f"{known}/{len(found) - 1}"))
    return row(*cells)
