"""How much can a comparison of districts bear: how far does chance reach, and who explains the gap of Berlin?

Only where numerator and denominator are known counts of cases: whole numbers, and none for finished figures,
sums and means.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dash_app.metrics import exact, judge
from dash_app.statistics import Funnel, Interval, Trend, funnel, rate_interval, recent_trend, wilson_interval
from schemas.catalogue import BERLIN, Indicator, Target
from schemas.observation import Figure, Status

Kind = Literal["proportion", "rate"]
Reason = Literal["no_counts", "not_whole", "too_few", "no_spread"]
"""Why there is no funnel: nothing to count, parts of a unit (posts), fewer than three districts, a baseline
of 0 or 100 %, around which chance has no room."""
FEWEST_DISTRICTS = 3


def counts_of(figure: Figure, indicator: Indicator) -> tuple[float, float] | None:
    """Return numerator and denominator of a share as counts; None where one is unknown or no whole number."""
    numerator, denominator = figure.numerator, figure.denominator
    if indicator.value.kind != "ratio" or figure.value is None or numerator is None or not denominator:
        return None
    is_counted = numerator == int(numerator) and denominator == int(denominator)
    return (numerator, denominator) if is_counted and numerator >= 0 and denominator > 0 else None


def kind_of(figures: Sequence[Figure], indicator: Indicator) -> Kind:
    """Return whether figures are parts of a whole, or may be larger than what they are set against."""
    counts = [pair for figure in figures if (pair := counts_of(figure, indicator))]
    return "rate" if any(numerator > denominator for numerator, denominator in counts) else "proportion"


def interval_of(figure: Figure, indicator: Indicator, kind: Kind = "proportion") -> Interval | None:
    """Return the 95 % interval of a figure in its unit; None where it does not rest on known counts."""
    pair = counts_of(figure, indicator)
    if pair is None:
        return None
    found = wilson_interval(*pair) if kind == "proportion" and pair[0] <= pair[1] else rate_interval(*pair)
    return found.times(indicator.value.scale) if found else None


def recent(rows: Sequence[Figure], indicator: Indicator) -> Trend:
    """Return the trend of the last five figures of one area and level, in whatever order they come.

    It cannot be calculated across a change of definition, nor with a value whose cases are not known.
    """
    course = sorted(rows, key=lambda row: row.period_start)
    start = max((n for n, row in enumerate(course) if "break" in row.flags), default=0)
    kind = kind_of(rows, indicator)
    points = [interval_of(row, indicator, kind) for row in course[start:]]
    return recent_trend(points, polarity=indicator.polarity.value)


@dataclass(frozen=True, slots=True)
class Spread:
    """Districts in a funnel: figures, what the funnel says of each, and whether these are shares or rates."""

    rows: tuple[Figure, ...]
    result: Funnel
    kind: Kind

    def signals(self, *kinds: str) -> list[Figure]:
        """Return the districts outside limits: `watch` outside 95 % only, `alert` outside 99.8 %."""
        pairs = zip(self.rows, self.result.points, strict=True)
        return [row for row, point in pairs if point.signal in kinds]


def _by_district(figure: Figure) -> str:
    return figure.district


def spread_of(figures: Sequence[Figure], indicator: Indicator) -> Spread | Reason:
    """Return the districts of one period in a funnel, or why there can be none; Berlin itself is left out."""
    known = [f for f in figures if f.district != BERLIN and f.value is not None and f.denominator]
    if not known or indicator.value.kind != "ratio":
        return "no_counts"
    rows = tuple(sorted((f for f in known if counts_of(f, indicator)), key=_by_district))
    if len(rows) < len(known):
        return "not_whole"
    if len(rows) < FEWEST_DISTRICTS:
        return "too_few"
    kind = kind_of(rows, indicator)
    result = funnel([(f.numerator, f.denominator) for f in rows], kind)
    is_flat = result.baseline in (None, 0) or (kind == "proportion" and result.baseline == 1)
    return "no_spread" if is_flat else Spread(rows, result, kind)


# Who explains the gap of Berlin? ----


@dataclass(frozen=True, slots=True)
class Contribution:
    """How many cases an area lacks to the target of Berlin; negative where it has more than enough."""

    figure: Figure
    cases: float


@dataclass(frozen=True, slots=True)
class Gap:
    """The gap of Berlin in cases and what each district adds to it or takes from it."""

    berlin: Figure
    cases: float
    """Cases that Berlin lacks; not above 0 where the target is met."""
    parts: tuple[Contribution, ...]

    @property
    def short(self) -> list[Contribution]:
        """Districts that lack cases, the largest gap first."""
        return sorted((p for p in self.parts if p.cases > 0), key=lambda p: (-p.cases, p.figure.district))


def gap_of(figures: Sequence[Figure], indicator: Indicator) -> Gap | None:
    """Return the gap of Berlin to its target by district; None without target, counts, or outside of a share.

    Every district is measured with the target of Berlin, so that the parts add up to the whole wherever all
    districts are known. Of a band the end counts that Berlin misses, the nearer one where it misses none.
    """
    berlin = next((figure for figure in figures if figure.district == BERLIN), None)
    if berlin is None or berlin.target is None or not _has_counts(berlin, indicator):
        return None
    aim, sign = _aim(berlin, berlin.target, indicator)
    share = aim / indicator.value.scale
    parts = tuple(
        Contribution(figure, _lacking(figure, share, sign))
        for figure in sorted(figures, key=_by_district)
        if figure.district != BERLIN and _has_counts(figure, indicator)
    )
    return Gap(berlin, _lacking(berlin, share, sign), parts) if len(parts) > 1 else None


def _has_counts(figure: Figure, indicator: Indicator) -> bool:
    is_share = indicator.value.kind == "ratio" and judge(figure.value, indicator, None) is not Status.NO_DATA
    return is_share and figure.numerator is not None and bool(figure.denominator)


def _lacking(figure: Figure, share: float, sign: int) -> float:
    return sign * (share * (figure.denominator or 0.0) - (figure.numerator or 0.0))


def _aim(figure: Figure, target: Target, indicator: Indicator) -> tuple[float, int]:
    """Return the value to be reached and 1 where more is missing, -1 where less is."""
    if target.value is not None:
        return float(exact(target.value)), -1 if indicator.polarity.value == "lower_is_better" else 1
    lower, upper, value = target.lower or 0.0, target.upper or 0.0, figure.value or 0.0
    return (upper, -1) if value - lower > upper - value else (lower, 1)
