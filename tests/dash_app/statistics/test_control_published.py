"""Do control charts match published ones, point by point?"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dash_app.statistics import XmrResult, assurance, xmr
from dash_app.statistics.rules import special_causes, steps_of

Reference = Callable[[str], list[dict[str, str]]]
# Test numbers of nhspy-plotthedots (github.com/nhs-pycom/nhspy-plotthedots, commit bfdefe4a)
# and NHSRplotthedots (github.com/nhs-r-community/NHSRplotthedots, commit 050b07d7).
SHORT = [1, 6, 1, 8, 0, 3]
DOWN = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]
RULES = [  # input, marked points
    ("one_side", [1, 1, 1, 1, 1, 1, -1], [0, 0, 0, 0, 0, 0, 0]),
    ("one_side", [-1, -1, -1, -1, -1, -1, -1, -1, 1], [1, 1, 1, 1, 1, 1, 1, 1, 0]),
    ("trend", [1, 2, 3, 3, 4, 5, 6], [0, 0, 0, 0, 0, 0, 0]),
    ("trend", [1, 2, 3, 4, 5, 6], [0, 0, 0, 0, 0, 0]),
    ("trend", [7, 6, 5, 4, 3, 2, 1], [1, 1, 1, 1, 1, 1, 1]),
    ("trend", [2, 1, 2, 3, 4, 5, 6, 7, 3], [0, 1, 1, 1, 1, 1, 1, 1, 0]),
    ("two_of_three", [8, 1, 8], [1, 0, 1]),
    ("two_of_three", [1, 8, 8], [0, 1, 1]),
    ("two_of_three", [8, 8, 1], [1, 1, 0]),
    ("two_of_three", [8, -1, 8], [0, 0, 0]),
    ("two_of_three", [1, -8, 8], [0, 0, 0]),
    ("two_of_three", [1, 1, 8, 1, 8, 1, 1], [0, 0, 1, 0, 1, 0, 0]),
    ("two_of_three", [8, 1, 1, 8], [0, 0, 0, 0]),
    ("two_of_three", [8, 1, 1, 8, 8], [0, 0, 0, 1, 1]),
]
WORDS = {
    "Above UCL": "outside",
    "Below LCL": "outside",
    "7 Point Trend (Increasing)": "trend",
    "7 Point Trend (Decreasing)": "trend",
    "2 in 3 Above CL": "two_of_three",
    "2 in 3 Below CL": "two_of_three",
    "7 Points Above CL": "one_side",
    "7 Points Below CL": "one_side",
    "Common Cause": "none",
}


def marks(result: XmrResult) -> list[tuple[str | None, str | None]]:
    return [(point.special_cause, point.judgement) for point in result.points]


def rule_marks(values: list[float]) -> list[str]:
    return list(special_causes(values, steps_of(values), 0.0, 10.0, 1e-9).causes)


@pytest.mark.parametrize(("rule", "values", "marked"), RULES)
def test_each_rule_marks_the_published_points(rule: str, values: list[float], marked: list[int]) -> None:
    assert [cause == rule for cause in rule_marks(values)] == [bool(mark) for mark in marked]


def test_limits_of_short_series_are_the_published_ones() -> None:
    got = xmr(SHORT, improvement="increase")
    assert (got.mean, got.lower, got.upper) == pytest.approx(
        (19 / 6, -11.729333333333333, 18.062666666666665)
    )
    assert {cause for cause, _ in marks(got)} == {"none"}
    got = xmr(DOWN, improvement="increase")
    assert (got.mean, got.lower, got.upper) == pytest.approx((5.5, 2.84, 8.16))
    assert got.variation == "concern"


def series_of(rows: list[dict[str, str]], name: str) -> list[dict[str, str]]:
    return [row for row in rows if row["series_id"] == name]


def test_all_published_charts_are_reproduced_point_by_point(reference: Reference) -> None:
    table = reference("spc_xmr")
    for row in reference("spc_series"):
        published = series_of(table, row["series_id"])
        values = [float(point["value"]) for point in published]
        got = xmr(
            values,
            improvement=row["improvement_direction"],
            target=float(row["target"]) if row["target"] else None,
            screen_outliers=row["outliers_screened"] == "yes",
            baseline=int(row["baseline_first_n"]) if row["baseline_first_n"] else None,
        )
        assert got.mean == pytest.approx(float(row["check_mean"])), row
        if len(values) < 6:  # too few for limits here; the sources draw them
            assert got.lower is None and got.variation is None and got.obstacle == "too_few", row
            continue
        assert got.lower == pytest.approx(float(row["check_lcl"])), row
        assert got.upper == pytest.approx(float(row["check_ucl"])), row
        expected = [
            (WORDS[point["special_cause_type"]], point["point_type"].removeprefix("special_cause_"))
            for point in published
        ]
        assert marks(got) == expected, row
        assert got.variation == row["check_variation_last_point"].removeprefix("special_cause_"), row
        assert (got.assurance or "") == row["check_assurance"], row
        assert_published(row, got)


def assert_published(row: dict[str, str], got: XmrResult) -> None:
    """Compare with what the source itself states, to the decimals that it states."""
    for name, value in (("mean", got.mean), ("lcl", got.lower), ("ucl", got.upper)):
        text = row[f"published_{name}"]
        if text:
            decimals = min(len(text.partition(".")[2]), 6)
            assert value == pytest.approx(float(text), abs=0.6 * 10**-decimals), (row, name)
    if row["published_variation_last_point"]:
        assert got.variation == row["published_variation_last_point"].removeprefix("special_cause_"), row
    if row["published_assurance"]:
        assert got.assurance == row["published_assurance"], row


def test_all_published_assurances_are_reproduced(reference: Reference) -> None:
    for row in reference("spc_assurance"):
        lower, upper, target = (float(row[name]) for name in ("lcl", "ucl", "target"))
        got = assurance(lower, upper, target, improvement=row["improvement_direction"])
        assert (got or "") == row["expected_assurance"], row


def test_all_published_rule_vectors_are_reproduced(reference: Reference) -> None:
    for row in reference("spc_rule_vectors"):
        given, expected = ([int(text) for text in row[name].split()] for name in ("input", "expected"))
        sides = [int(text) for text in row["side_of_mean_if_needed"].split()]
        if row["rule"].startswith("two_of_three"):
            values = [side * (8.0 if close else 1.0) for close, side in zip(given, sides, strict=True)]
            # The window marks all three points, a chart only those close to the limit.
            marked = [bool(e and close) for e, close in zip(expected, given, strict=True)]
            assert [cause == "two_of_three" for cause in rule_marks(values)] == marked, row
        elif "ends_here" in row["rule"]:
            rule = "trend" if "trend" in row["rule"] else "one_side"
            ends = [i for i, flag in enumerate(expected) if flag]
            marked = [any(end - 6 <= i <= end for end in ends) for i in range(len(given))]
            assert [cause == rule for cause in rule_marks([float(x) for x in given])] == marked, row
        else:  # a flag at the end of a run of seven marks the whole run
            end = next(i for i, flag in enumerate(given) if flag)
            values = [1.0 if end - 6 <= i <= end else -1.0 for i in range(len(given))]
            assert [int(cause == "one_side") for cause in rule_marks(values)] == expected, row
