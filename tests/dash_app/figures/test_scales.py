"""Do scales, zones and labels keep what they promise?"""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dash_app.figures import base, labels
from dash_app.figures.gauge import dial_scale
from dash_app.metrics import judge
from schemas.catalogue import Indicator
from schemas.observation import Status
from tests.dash_app import samples

JUDGED = (samples.SHARE, samples.NO_SHOW, samples.DAYS, samples.CONTROLS, samples.BAND)


@pytest.mark.parametrize("indicator", JUDGED, ids=lambda indicator: indicator.id)
@pytest.mark.parametrize("value", [0, 3, 8.5, 11.5, 14.5, 45, 71, 81, 83, 87, 92, 99, 101, 124, 126, 149])
def test_the_zone_under_a_value_has_the_status_of_the_value(indicator: Indicator, value: float) -> None:
    target = indicator.targets[0]
    zones = base.zones(target, indicator, 0, 150)
    under = next(status for start, end, status in zones if start <= value <= end)
    assert under is judge(value, indicator, target)
    assert [start for start, _, _ in zones[1:]] == [end for _, end, _ in zones[:-1]], "zones leave no hole"
    assert (zones[0][0], zones[-1][1]) == (0, 150)


def test_zones_of_a_share_with_floor_are_missed_near_met() -> None:
    zones = base.zones(samples.SHARE.targets[0], samples.SHARE, 0, 100)
    assert zones == [(0, 70, Status.MISSED), (70, 80, Status.NEAR), (80, 100, Status.MET)]


def test_zones_of_a_band_lie_on_both_sides() -> None:
    zones = base.zones(samples.BAND.targets[0], samples.BAND, 0, 100)
    assert [status.value for _, _, status in zones] == ["missed", "near", "met", "near", "missed"]


VALUES = st.floats(-1e9, 1e9).filter(lambda value: value == 0 or abs(value) > 1e-6)


@given(st.lists(VALUES, max_size=8))
def test_every_value_lies_on_the_scale_of_bars_and_zero_too(values: list[float]) -> None:
    low, high = base.scale_from_zero(values, [])
    assert low <= 0 <= high or not values
    assert low < high
    assert all(low <= value <= high for value in values)


@given(st.lists(VALUES, min_size=1, max_size=8))
def test_every_value_lies_on_the_scale_of_lines(values: list[float]) -> None:
    low, high = base.scale_around(values, [])
    assert low < high
    assert all(low <= value <= high for value in values)


@given(st.lists(st.floats(0, 300), min_size=1, max_size=6))
def test_labels_moved_apart_keep_order_and_distance(places: list[float]) -> None:
    moved = base.spread(places, 33, 0, 300)
    order = sorted(range(len(places)), key=lambda i: places[i])
    heights = [moved[i] for i in order]
    assert all(b - a >= 33 - 1e-6 for a, b in pairwise(heights))
    assert all(-1e-6 <= height <= 300 + 1e-6 for height in heights)


@pytest.mark.parametrize(
    ("indicator", "value", "high"),
    [
        (samples.SHARE, 72.3, 100),  # a share with a high target ends at 100 %
        (samples.CONTROLS, 87.4, 200),  # a target above 100 % has room beyond it
        (samples.NO_SHOW, 4.0, 15),  # a share far below 100 % is not drawn on 0 to 100
        (samples.NO_SHOW, 60.0, 100),
        (samples.COUNT, 123_456.0, 150_000),
    ],
)
def test_dials_end_where_readers_expect_it(indicator: Indicator, value: float, high: float) -> None:
    target = indicator.targets[0] if indicator.targets else None
    assert dial_scale(value, target, indicator) == (0, high)


def test_targets_are_written_without_needless_decimals_and_marked_as_examples() -> None:
    share, example, band = samples.SHARE, samples.NO_SHOW, samples.BAND
    assert labels.goal_label(share.targets[0], share, "de") == "Ziel 80\N{NO-BREAK SPACE}%"
    assert labels.goal_label(example.targets[0], example, "de") == "Beispielziel 10\N{NO-BREAK SPACE}%"
    assert labels.goal_label(example.targets[0], example, "en") == "Example target 10%"
    assert labels.goal_label(band.targets[0], band, "de") == "Ziel 85–90\N{NO-BREAK SPACE}%"
    assert labels.floor_label(share.targets[0], share, "de") == "Mindestwert 70\N{NO-BREAK SPACE}%"


def test_a_floor_above_the_target_is_called_a_ceiling() -> None:
    target = samples.DAYS.targets[0].model_copy(update={"floor": 21.0})
    assert labels.floor_label(target, samples.DAYS, "en").startswith("Maximum 21")
