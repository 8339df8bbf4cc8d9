"""Is a movement more than noise, which way did the last values go, what does a sign say: worked out?"""

from __future__ import annotations

from dash_app import formats
from dash_app.control import Control, Course, limits, upheld
from dash_app.evidence import recent
from dash_app.figures import controlled, goal
from dash_app.queries import courses, standings
from dash_app.sentences import standing_words
from dash_app.sentences.control import direction_words, tells_direction
from dash_app.sentences.words import period_of
from dash_app.statistic_blocks import course_rows
from dash_app.statistics.trend import CRITICAL, POINTS
from dash_app.worked.base import At, Example
from schemas.catalogue import BERLIN, Indicator
from schemas.observation import Figure


def control(at: At) -> Example | None:
    """Work out mean and limits of one course; one whose last value stands out goes first."""
    area, moving = at.read.district or BERLIN, courses(at.read.snapshot, at.read.viewer)
    first: tuple[Indicator, Figure, list[Figure], Control] | None = None
    for indicator, frame in at.with_frames():
        if not _is_long(moving.get((indicator.id, area))):
            continue
        figure = next(f for f in frame if f.district == area)
        rows = course_rows(at.read, indicator, area, period_of(figure))
        found = controlled(rows, indicator) if rows else None
        if found is None or found.obstacle or found.result.variation is None or figure.target is None:
            continue
        first = first or (indicator, figure, rows, found)
        if found.result.variation != "common_cause":
            first = indicator, figure, rows, found
            break
    return _controlled(at, *first) if first else None


def _is_long(course: Course | None) -> bool:
    return course is not None and course.known >= 13


def _controlled(at: At, indicator: Indicator, figure: Figure, rows: list[Figure], found: Control) -> Example:
    last, t, language = found.result.segments[-1], at.read.t, at.read.language
    point, row = found.result.points[-1], rows[-1]
    drawn = limits(found, indicator, len(rows) - 1)
    target = indicator.target_on(row.period_end, row.district)
    start = formats.period(period_of(rows[last.start]), language)
    ends = {"lower": at.shown(last.lower, indicator), "upper": at.shown(last.upper, indicator)}
    finding = t(f"statistics.judgement.{point.judgement}")
    if point.special_cause not in (None, "none"):
        finding += f" ({t(f'statistics.rule.{point.special_cause}')})"
    steps = [
        at.t("worked.control.mean", n=last.based_on, start=start, mean=at.shown(last.mean, indicator)),
        at.t("worked.control.range", screened=last.screened, range=at.number(last.moving_range, 2)),
        at.t("worked.control.limits", **ends),
    ]
    if drawn.clipped:
        drawn_ends = {"lower": at.shown(drawn.lower, indicator), "upper": at.shown(drawn.upper, indicator)}
        steps.append(at.t("worked.control.clipped", **drawn_ends))
    value = {"period": at.period(row), "value": at.shown(row.value, indicator), "finding": finding}
    steps.append(at.t("worked.control.last", **value))
    if target and found.result.assurance:
        held = upheld(found.result.assurance, point.judgement) or "withheld"
        steps.append(t(f"statistics.spc.assurance.{held}", target=goal(target, indicator, language)))
    return Example(figure, tuple(steps), "schwankung")


def direction(at: At) -> Example | None:
    """Work out the trend of the last five values of one share; one of which a page tells it goes first."""
    area, moving = at.read.district or BERLIN, courses(at.read.snapshot, at.read.viewer)
    shares = [
        (indicator, frame, course)
        for indicator, frame in at.with_frames()
        if indicator.value.kind == "ratio" and (course := moving.get((indicator.id, area)))
    ]
    for indicator, frame, _ in sorted(shares, key=lambda each: _is_long(each[2])):
        figure = next(f for f in frame if f.district == area)
        rows = course_rows(at.read, indicator, area, period_of(figure))
        found = recent(rows, indicator) if len(rows) >= POINTS else None
        if found is None or found.chi_square is None or found.slope is None:
            continue
        listed = "; ".join(f"{at.period(row)}: {at.shown(row.value, indicator)}" for row in rows[-POINTS:])
        words = {"slope": formats.signed(found.slope, 2, at.read.language), "limit": at.number(CRITICAL, 2)}
        steps = (
            at.t("worked.direction.points", n=POINTS, listed=listed),
            at.t("worked.direction.slope", chi=at.number(found.chi_square, 1), **words),
            direction_words(found, at.read.language),
        )
        is_shown = tells_direction(controlled(rows, indicator), indicator)
        return Example(figure, steps, "schwankung", is_shown=is_shown)
    return None


def sign(at: At) -> Example | None:
    """Read one sign aloud; one that says all four things goes first."""
    area = at.read.district or BERLIN
    figures = [f for _, frame in at.with_frames() for f in frame if f.district == area and f.target]
    found = standings(at.read.snapshot, at.read.viewer, figures)
    ranked = sorted(
        (f for f in figures if f.value is not None),
        key=lambda f: sum(part is None for part in found[f.indicator, f.district]),
    )
    if not ranked:
        return None
    figure = ranked[0]
    standing = found[figure.indicator, figure.district]
    parts = [
        at.t("worked.sign.status", status=at.read.t(f"status.{standing.status.value}")),
        at.read.t(f"statistics.sign.assurance.{standing.assurance or 'unknown'}"),
        at.read.t(f"statistics.sign.variation.{standing.variation or 'unknown'}"),
    ]
    steps = (
        at.t("worked.sign.shape", words=parts[0]),
        at.t("worked.sign.line", words=parts[1]),
        at.t("worked.sign.move", words=parts[2]),
        at.t("worked.sign.whole", words=standing_words(standing, at.read.language)),
    )
    return Example(figure, steps, "", sign=standing, path="/")
