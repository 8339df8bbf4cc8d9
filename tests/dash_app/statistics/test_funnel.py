"""Do funnels match published ones, treat every district alike and never narrow the limits?"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dash_app.statistics import Dispersion, FunnelPoint, funnel, funnel_limits, overdispersion
from dash_app.statistics.funnel import Kind
from dash_app.statistics.intervals import exact_limits

Reference = Callable[[str], list[dict[str, str]]]
KINDS: tuple[Kind, ...] = ("proportion", "rate")
COUNTS = st.lists(
    st.integers(1, 10**5).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=2, max_size=15
)

# Test numbers of PHEindicatormethods (github.com/ukhsa-collaboration/PHEindicatormethods, commit 093fd288):
# events, limits of the rate per 100,000 at 95 % and 99.8 % for a baseline of 114.8591735 per 100,000.
RATES = [
    (1, 20.61494982, 4536.678859, 12.4395182, 114796.3768),
    (5, 49.21832987, 353.7423501, 34.90153604, 776.7347474),
    (58, 88.84994987, 151.2614858, 77.81737468, 178.7012499),
    (487, 105.0969512, 125.7839896, 100.0428597, 132.6627742),
]


def limits(denominator: float, baseline: float, kind: Kind, confidence: float) -> tuple[float, float]:
    got = funnel_limits(denominator, baseline, kind, confidence)
    assert got is not None
    return got


def assert_published_rate(events: float, rate: float, baseline: float, confidence: float, side: int) -> None:
    """Ask from the denominator what the published curves answer from the number of events."""
    got = limits(events / rate, baseline, "rate", confidence)
    # Their solver stops at a distance of 1e-7.
    assert got[side] == pytest.approx(rate, rel=5e-5)


def test_limits_of_rates_are_the_published_ones() -> None:
    for events, *published in RATES:
        for i, rate in enumerate(published):
            confidence = 0.95 if i < 2 else 0.998
            # A low rate belongs to a large denominator and is its lower limit.
            assert_published_rate(events, rate / 1e5, 114.8591735e-5, confidence, i % 2)


def test_all_published_limits_are_reproduced(reference: Reference) -> None:
    for row in reference("funnel_limits"):
        scale, x = float(row["multiplier"]), float(row["x"])
        baseline = float(row["baseline"]) / scale
        for names, confidence in ((("lower_2s", "upper_2s"), 0.95), (("lower_3s", "upper_3s"), 0.998)):
            published = [float(row[name]) / scale for name in names]
            if row["case"].startswith("proportion"):
                assert limits(x, baseline, "proportion", confidence) == pytest.approx(published, abs=1e-6), (
                    row
                )
                continue
            for side, rate in enumerate(published):
                assert_published_rate(x, rate, baseline, confidence, side)


def label(value: float, denominator: float, baseline: float, kind: Kind) -> str:
    """Name the position in words of the published labels."""
    for confidence, tail in ((0.998, "0.001"), (0.95, "0.025")):
        lower, upper = limits(denominator, baseline, kind, confidence)
        if not lower <= value <= upper:
            return f"{'Low' if value < lower else 'High'} ({tail})"
    return "Not significant"


def test_all_published_labels_are_reproduced(reference: Reference) -> None:
    rows = [row for row in reference("funnel_significance") if "applicable" not in row["expected_label"]]
    for name in {row["statistic"] for row in rows}:
        areas = [row for row in rows if row["statistic"] == name]
        kind: Kind = "proportion" if name == "proportion" else "rate"
        sizes = [float(row["denominator_or_expected"]) for row in areas]
        # Standardised rates are published beside their events, other values follow from the two columns.
        values = [
            float(row["rate"]) / float(row["multiplier"]) if "dsr" in name else float(row["numerator"]) / size
            for row, size in zip(areas, sizes, strict=True)
        ]
        sums = sum(value * size for value, size in zip(values, sizes, strict=True)) / sum(sizes)
        # The folder holds a part of the areas, so that the baseline of all areas lies near the one of these.
        tried = (
            [1.0] if name == "ratio" else [sums * (1 + k / 2000) for k in sorted(range(-200, 201), key=abs)]
        )
        expected = [row["expected_label"] for row in areas]
        assert any(
            all(label(v, n, baseline, kind) == e for v, n, e in zip(values, sizes, expected, strict=True))
            for baseline in tried
        ), name


def test_a_funnel_knows_baseline_limits_and_signal_of_every_district() -> None:
    got = funnel([(500, 1000), (530, 1000), (400, 1000), (None, 1000), (50, 100)], "proportion", adjust=False)
    assert got.baseline == pytest.approx(1480 / 3100)
    assert [(point.side, point.signal) for point in got.points] == [
        (None, "none"),
        ("above", "alert"),
        ("below", "alert"),
        (None, None),
        (None, "none"),
    ]
    assert got.points[0].watch == limits(1000, 1480 / 3100, "proportion", 0.95)


def test_a_district_without_figures_or_cases_has_no_place_in_the_funnel() -> None:
    empty = FunnelPoint(None, None, None, None, None, None)
    for gap in ((None, 10), (1, None), (math.nan, 10), (0, 0)):
        assert funnel([gap, (5, 10), (6, 10)], "proportion").points[0] == empty
    nothing = funnel([(None, None)] * 12, "rate")
    assert nothing.baseline is None and nothing.dispersion.phi is None and set(nothing.points) == {empty}


@pytest.mark.parametrize("hit", [0, 1])
def test_a_district_with_a_single_case_is_never_an_outlier(hit: int) -> None:
    """Around the baseline of all others the limits of one case reach from never to always."""
    got = funnel([(hit, 1), (500, 1000), (480, 1000), (520, 1000)], "proportion")
    point = got.points[0]
    assert (point.watch, point.alert, point.value, point.signal) == ((0, 1), (0, 1), hit, "none")


def test_districts_of_one_case_each_have_a_funnel_and_no_spread_beyond_chance() -> None:
    got = funnel([(n % 2, 1) for n in range(12)], "proportion")
    assert (got.baseline, got.dispersion) == (0.5, Dispersion(1.0))
    assert {point.signal for point in got.points} == {"none"}
    assert {point.signal for point in funnel([(1, 1)] * 12, "rate").points} == {"none"}


def test_overdispersion_is_the_mean_square_of_winsorised_scores() -> None:
    """Checked by hand: scores -4, -1, 0, 1, 4 around 50 %; the 10 % quantiles are -2.8 and 2.8."""
    counts = [(5000 + 50 * z, 10_000) for z in (-4, -1, 0, 1, 4)]
    got = overdispersion(counts, "proportion")
    assert got.phi == pytest.approx((2 * 2.8**2 + 2) / 5)
    assert got.applied and got.factor == got.phi


def test_the_quantiles_of_the_scores_are_those_of_numpy() -> None:
    numpy = pytest.importorskip("numpy")
    from dash_app.statistics.funnel import _quantile

    for size in (2, 3, 11, 12, 13):
        ordered = sorted(math.sin(7 * i) for i in range(size))
        for share in (0.1, 0.9):
            assert _quantile(ordered, share) == pytest.approx(float(numpy.quantile(ordered, share)))


def test_overdispersion_widens_the_limits_by_its_root_around_the_baseline() -> None:
    for kind in KINDS:
        plain, wide = limits(1000, 0.3, kind, 0.95), funnel_limits(1000, 0.3, kind, 0.95, dispersion=4)
        assert wide == pytest.approx([0.3 + 2 * (limit - 0.3) for limit in plain])


def test_districts_more_alike_than_chance_do_not_narrow_the_limits() -> None:
    alike = [(500, 1000)] * 11 + [(501, 1000)]
    got = funnel(alike, "proportion")
    assert got.dispersion.phi is not None and got.dispersion.phi < 1
    assert not got.dispersion.applied and got.dispersion.factor == 1
    assert got.points[0].watch == limits(1000, got.baseline or 0, "proportion", 0.95)


def test_overdispersion_of_one_district_or_of_a_share_of_nothing_cannot_be_computed() -> None:
    for counts in ([(5, 10)], [(0, 10), (0, 20)], [(10, 10), (20, 20)], []):
        got = overdispersion(counts, "proportion")
        assert got.phi is None and not got.applied and got.factor == 1


def test_adjusted_limits_quieten_districts_that_all_differ() -> None:
    counts = [(x, 10_000) for x in (7000, 7400, 7600, 7700, 7800, 7900, 8000, 8100, 8200, 8300, 8500, 9000)]
    plain, adjusted = (funnel(counts, "proportion", adjust=adjust) for adjust in (False, True))
    assert plain.dispersion == adjusted.dispersion
    assert sum(point.signal != "none" for point in plain.points) == 10
    assert sum(point.signal != "none" for point in adjusted.points) <= 2


@pytest.mark.parametrize(
    ("call", "found"),
    [
        (lambda: funnel_limits(0, 0.5, "rate", 0.95), "denominator is 0; allowed: greater than 0"),
        (
            lambda: funnel_limits(10, 1.5, "proportion", 0.95),
            "baseline is 1.5; allowed for a proportion: 0 to 1",
        ),
        (lambda: funnel_limits(10, -1, "rate", 0.95), "baseline is -1; allowed: 0 or more"),
        (lambda: funnel_limits(10, 0.5, "rate", 95), "confidence is 95; allowed"),
        (lambda: funnel_limits(10, 0.5, "rate", 0.95, dispersion=0), "dispersion is 0; allowed"),
        (lambda: funnel_limits(None, 0.5, "ratio", 0.95), "kind is 'ratio'; allowed: proportion, rate"),  # type: ignore[arg-type]
        (
            lambda: funnel([(11, 10)], "proportion"),
            "numerator is 11; allowed for a proportion of 10: 0 to 10",
        ),
        (lambda: funnel([(1, 0)], "rate"), "numerator is 1; allowed for a rate of 0: 0 to 0"),
        (lambda: funnel([(-1, 10)], "rate"), "numerator is -1; allowed: 0 or more"),
    ],
)
def test_nonsense_is_refused_with_value_and_allowed_range(call: Callable[[], object], found: str) -> None:
    with pytest.raises(ValueError, match=found):
        call()


def test_limits_without_size_or_baseline_are_missing() -> None:
    for denominator, baseline in ((None, 0.5), (10, None), (math.nan, 0.5), (10, math.nan)):
        assert funnel_limits(denominator, baseline, "proportion", 0.95) is None


def test_certainty_allows_everything() -> None:
    assert funnel_limits(10, 0.0, "proportion", 1) == (0, 1)
    assert funnel_limits(10, 0.0, "rate", 1) == (0, math.inf)


def test_where_nothing_is_expected_the_limits_are_nothing() -> None:
    assert funnel_limits(10, 0, "rate", 0.95) == (0, 0)


@given(st.integers(1, 10**7), st.floats(0, 1), st.sampled_from(KINDS), st.floats(1, 400))
def test_limits_contain_the_baseline_and_only_possible_values(
    denominator: int, baseline: float, kind: Kind, dispersion: float
) -> None:
    watch = funnel_limits(denominator, baseline, kind, 0.95, dispersion=dispersion)
    alert = funnel_limits(denominator, baseline, kind, 0.998, dispersion=dispersion)
    assert watch is not None and alert is not None
    assert 0 <= alert[0] <= watch[0] <= baseline <= watch[1] <= alert[1]
    assert kind == "rate" or alert[1] <= 1


@given(st.integers(0, 300), st.floats(1, 300), st.floats(0.01, 5))
def test_a_rate_is_unusual_exactly_where_its_exact_interval_misses_the_baseline(
    events: int, expected: float, baseline: float
) -> None:
    lower, upper = limits(expected / baseline, baseline, "rate", 0.95)
    least, most = exact_limits(events, 0.95)
    rate = events / (expected / baseline)
    if min(abs(least / expected - 1), abs(most / expected - 1)) > 1e-9:  # not on the border
        assert (rate > upper) == (expected < least)
        assert (rate < lower) == (expected > most)


@given(COUNTS, st.randoms(use_true_random=False), st.sampled_from(KINDS))
def test_the_order_of_districts_does_not_matter(
    counts: list[tuple[int, int]], random: Any, kind: Kind
) -> None:
    order = list(range(len(counts)))
    random.shuffle(order)
    straight, shuffled = funnel(counts, kind), funnel([counts[i] for i in order], kind)
    assert shuffled.baseline == straight.baseline
    assert shuffled.dispersion == straight.dispersion
    assert shuffled.points == tuple(straight.points[i] for i in order)
