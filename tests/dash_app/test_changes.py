"""Is it said what changed and why, and does no small cell follow from two publications side by side?"""

from __future__ import annotations

import itertools
import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dash_app.access import DEMO_VIEWER as ME
from dash_app.asked_changes import asked_changes
from dash_app.asked_figures import AskError
from dash_app.change_words import line, summary
from dash_app.changes import Change, Reason, What, between_publications
from dash_app.comparisons import Comparison, compare, counts
from dash_app.store import Store
from dash_app.suppression import suppress
from schemas.observation import Figure, Status
from schemas.period import Level, Period
from tests.dash_app.publication_files import (
    Place,
    Row,
    catalogue,
    delivery,
    indicator,
    measurement,
    share,
    value,
    write_publication,
)
from tests.dash_app.small_cells import hidden, make, published

A, B = "q_zaehler", "q_nenner"
TARGET: Row = {"from": "2020-01-01", "value": 80, "floor": 70}


def store_of(home: Path, *sides: tuple[list[Row], list[Row], dict[str, Any]]) -> Store:
    """Write publications: values, fresh measurements, and what is different in the indicator."""
    history: list[Row] = []
    for number, (values, fresh, given) in enumerate(sides, 1):
        history += [row | {"publication": number, "delivery": number} for row in fresh]
        write_publication(
            home,
            catalogue(indicator("q", **{"targets": [TARGET], "levels": ["quarter"]} | given)),
            values,
            number=number,
            measurements=history,
            deliveries=[delivery(each, publication=each) for each in range(1, number + 1)],
        )
    return Store(Place(home))


def compared(store: Store, before: int = 1, after: int = 2) -> Comparison:
    return compare(store.open(before), store.open(after), ME)


def one(found: Comparison) -> Change:
    (change,) = found.changes
    return change


def counted(number: int, hits: float, cases: float, period: str = "2024-Q1", **given: Any) -> list[Row]:
    return [
        measurement(number, A, "01", period, hits, **given),
        measurement(number + 1, B, "01", period, cases, **given),
    ]


FIRST: tuple[list[Row], list[Row], dict[str, Any]] = (
    [share("q", "01", "2024-Q1", 80, 100)],
    counted(1, 80, 100),
    {},
)


def test_nothing_new_is_no_change(tmp_path: Path) -> None:
    found = compared(store_of(tmp_path, FIRST, (FIRST[0], [], {})))
    assert (found.changes, found.targets, found.definitions) == ((), (), ())
    assert "hat sich nichts geändert" in summary(found, "de")


def test_a_revision_that_flips_the_status_is_named_so(tmp_path: Path) -> None:
    values = [share("q", "01", "2024-Q1", 75, 100, revised=True)]
    found = compared(store_of(tmp_path, FIRST, (values, counted(3, 75, 100, revision=1)[:1], {})))
    change = one(found)
    assert change.what == (What.VALUE, What.STATUS) and change.reasons == (Reason.REVISION,)
    assert change.is_flip and counts(found).revised == counts(found).flips == 1
    said = line(change, found.indicators, {}, "de").replace("\N{NO-BREAK SPACE}", " ")
    assert "80,0 % (erreicht) → 75,0 % (knapp verfehlt); Berichtigung" in said
    assert "1 Wert berichtigt und 1 Bewertung geändert" in summary(found, "de")


def test_a_target_that_moved_is_the_reason_where_the_value_stayed(tmp_path: Path) -> None:
    moved = {"targets": [TARGET | {"value": 90, "floor": 85}]}
    found = compared(store_of(tmp_path, FIRST, (FIRST[0], [], moved)))
    change = one(found)
    assert change.what == (What.TARGET, What.STATUS) and change.reasons == (Reason.TARGET,)
    assert counts(found).targets == 1 and counts(found).revised == 0
    answer = asked_changes(Store(Place(tmp_path)), before="1", after="2")
    assert "80 %, verbindliche Grenze 70,0 → 90 %, verbindliche Grenze 85,0" in answer


def test_value_and_target_at_once_name_first_what_explains_the_status(tmp_path: Path) -> None:
    values = [share("q", "01", "2024-Q1", 81, 100, revised=True)]
    moved = {"targets": [TARGET | {"value": 90}]}
    found = compared(store_of(tmp_path, FIRST, (values, counted(3, 81, 100, revision=1)[:1], moved)))
    assert one(found).reasons == (Reason.TARGET, Reason.REVISION)


def test_another_formula_is_a_definition_not_a_revision(tmp_path: Path) -> None:
    values = [share("q", "01", "2024-Q1", 75, 100)]
    given = {"value": {"ratio": ["q_anders", "q_nenner"], "scale": 100}}
    found = compared(store_of(tmp_path, FIRST, (values, [], given)))
    assert one(found).reasons == (Reason.DEFINITION,) and found.definitions == ("q",)


def test_a_different_value_without_any_delivery_is_never_called_a_revision(tmp_path: Path) -> None:
    found = compared(store_of(tmp_path, FIRST, ([share("q", "01", "2024-Q1", 79, 100)], [], {})))
    assert one(found).reasons == (Reason.DEFINITION,)


@pytest.mark.parametrize(
    ("period", "reason"), [("2023-Q4", Reason.MISSING), ("2024-Q2", Reason.NEW)], ids=["late", "new"]
)
def test_late_deliveries_and_new_periods_are_told_apart(tmp_path: Path, period: str, reason: Reason) -> None:
    """The first publication is of 12 April 2024."""
    values = [*FIRST[0], share("q", "01", period, 50, 100)]
    found = compared(store_of(tmp_path, FIRST, (values, counted(3, 50, 100, period), {})))
    assert one(found).before is None and one(found).reasons == (reason,)


def test_berlin_that_became_complete_was_not_revised(tmp_path: Path) -> None:
    first = [*FIRST[0], share("q", "00", "2023-Q4", 80, 100, districts=1, incomplete=True)]
    values = [*FIRST[0], share("q", "00", "2023-Q4", 130, 200, districts=2)]
    fresh = [measurement(5, A, "02", "2023-Q4", 50), measurement(6, B, "02", "2023-Q4", 100)]
    found = compared(store_of(tmp_path, (first, FIRST[1], {}), (values, fresh, {})))
    assert one(found).reasons == (Reason.MISSING,)


def test_a_return_to_an_earlier_publication_withdraws_what_came_in_between(tmp_path: Path) -> None:
    values = [share("q", "01", "2024-Q1", 75, 100, revised=True)]
    store = store_of(tmp_path, FIRST, (values, counted(3, 75, 100, revision=1)[:1], {}))
    assert one(compared(store, 2, 1)).reasons == (Reason.WITHDRAWN,)


def test_words_delivered_instead_of_a_number_are_a_change(tmp_path: Path) -> None:
    values = [value("q", "01", "2024-Q1", state="text", text="sofort")]
    fresh = [measurement(3, A, "01", "2024-Q1", state="text", text="sofort", revision=1)]
    change = one(compared(store_of(tmp_path, FIRST, (values, fresh, {}))))
    assert change.reasons == (Reason.REVISION,) and not change.is_flip


# Between two periods ----


def test_between_periods_things_are_really_different_unless_the_target_moved(tmp_path: Path) -> None:
    targets = [TARGET | {"to": "2024-03-31"}, TARGET | {"from": "2024-04-01", "value": 90, "floor": 85}]
    values = [
        *FIRST[0], share("q", "01", "2024-Q2", 80, 100),
        share("q", "02", "2024-Q1", 60, 100), share("q", "02", "2024-Q2", 95, 100),
        share("q", "03", "2024-Q1", 60, 100),
    ]  # fmt: skip
    store = store_of(tmp_path, (values, [], {"targets": targets}))
    document = json.loads(asked_changes(store, before="2024-Q1", after="2024-Q2", as_json=True))
    found = {each["district"]: each for each in document["changes"]}
    assert (document["from"], document["publication"]) == ({"period": "2024-Q1"}, 1)
    assert (found["01"]["what"], found["01"]["reasons"]) == (["target", "status"], ["target"])
    assert found["02"]["reasons"] == ["real", "target"]
    assert (found["02"]["before"]["value"], found["02"]["after"]["value"]) == (60, 95)
    assert found["03"]["reasons"] == ["missing"]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [("1", "7", "keine Veröffentlichung 7"), ("1", "2024-Q1", "nicht von einer Art"), ("x", "y", "„x“")],
)
def test_what_cannot_be_compared_is_named(tmp_path: Path, before: str, after: str, said: str) -> None:
    with pytest.raises(AskError, match=said):
        asked_changes(store_of(tmp_path, FIRST, FIRST), before=before, after=after)


def test_the_document_has_the_shape_that_programs_rely_on(tmp_path: Path) -> None:
    values = [share("q", "01", "2024-Q1", 75, 100, revised=True)]
    store = store_of(tmp_path, FIRST, (values, counted(3, 75, 100, revision=1)[:1], {}))
    document = json.loads(asked_changes(store, before="1", after="2", indicators=["q"], as_json=True))
    assert list(document) == ["from", "to", "counts", "targets", "definitions", "changes"]
    assert (document["from"]["number"], document["to"]["number"]) == (1, 2)
    (change,) = document["changes"]
    assert change["before"] == {
        "period": "2024-Q1",
        "value": 80,
        "text": None,
        "target": {"value": 80, "lower": None, "upper": None, "tolerance": None, "floor": 70},
        "status": "met",
    }
    assert (change["hidden"], change["reasons"], change["after"]["value"]) == (False, ["revision"], 75)


# Small cells ----


def test_a_late_delivery_of_few_cases_cannot_be_computed_from_berlin_before_and_after() -> None:
    """Berlin after minus Berlin before would be exactly the eight answers that are hidden."""
    kind = make(["quarter", "year"])
    many = {("2024-Q1", f"{n:02}"): (50.0, 100.0 + n) for n in range(1, 13) if n != 5}
    levels = (Level.QUARTER, Level.YEAR)
    before = suppress(published(many, levels), kind)
    after = suppress(published({**many, ("2024-Q1", "05"): (2.0, 8.0)}, levels), kind)
    found = between_publications(
        before, after, was={"q": kind}, now={"q": kind}, came=[], made=date(2024, 5, 1)
    )
    berlin = [change for change in found if change.figure.district == "00"]
    assert {change.figure.period for change in berlin} == {"2024-Q1", "2024"}
    assert all(change.is_hidden and change.before and change.before.value is None for change in berlin)
    assert all(change.after and change.after.value is not None for change in berlin)


def differences(found: list[Change]) -> set[tuple[str, str]]:
    """Return the places of which a reader learns both values, and so the difference."""
    return {
        (c.figure.period, c.figure.district)
        for c in found
        if c.after and c.after.value is not None and (c.before is None or c.before.value is not None)
    }


@pytest.mark.parametrize("seed", range(25))
def test_no_difference_of_a_hidden_figure_follows_from_the_differences_shown(seed: int) -> None:
    """Along every sum with a hidden part no change is told with both its values."""
    chance = random.Random(seed)
    levels = (Level.QUARTER, Level.YEAR)
    kind = make(["quarter", "year"])
    places = [(str(q), f"{n:02}") for q in Period.parse("2024").split(Level.QUARTER) for n in range(1, 5)]
    first = {place: (float(chance.randint(0, 15)), float(chance.randint(15, 90))) for place in places}
    second = dict(first)
    for place in chance.sample(places, 5):
        second[place] = (float(chance.randint(0, 5)), float(chance.randint(5, 60)))
    before, after = (suppress(published(each, levels), kind) for each in (first, second))
    found = between_publications(
        before, after, was={"q": kind}, now={"q": kind}, came=[], made=date(2024, 1, 1)
    )
    small, told = hidden(before) | hidden(after), differences(found)
    assert not small & told
    assert all(c.before is None or c.before.value is None for c in found if key(c.figure) in small)
    moved = {key(f) for f in after} - {key(f) for f in unchanged(before, after)}
    for total, parts in sums():
        cells = {total, *parts}
        if cells & small:
            assert not (cells & moved & told), "one sum with a hidden part tells no change at all"


def key(figure: Figure) -> tuple[str, str]:
    return figure.period, figure.district


def unchanged(before: list[Figure], after: list[Figure]) -> list[Figure]:
    old = {key(f): (f.numerator, f.denominator) for f in before}
    return [
        f for f in after if f.status is not Status.SUPPRESSED and old[key(f)] == (f.numerator, f.denominator)
    ]


def sums() -> list[tuple[tuple[str, str], list[tuple[str, str]]]]:
    quarters, districts = [f"2024-Q{n}" for n in range(1, 5)], [f"{n:02}" for n in range(1, 5)]
    over_districts = [((p, "00"), [(p, d) for d in districts]) for p in (*quarters, "2024")]
    over_time = [(("2024", d), [(p, d) for p in quarters]) for d in ("00", *districts)]
    return list(itertools.chain(over_districts, over_time))
