"""Does every figure explain itself, with the numbers published and with none that must stay hidden?"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from dash_app.access import DEMO_VIEWER, PUBLIC_VIEWER
from dash_app.asked_explanation import asked_explanation, explanation
from dash_app.asked_figures import AskError
from dash_app.chain import as_text, steps
from dash_app.explanation import Explanation, Way
from dash_app.queries import figures
from dash_app.store import Store
from schemas.period import Period
from tests.dash_app.publication_files import (
    Place,
    Row,
    catalogue,
    delivery,
    finding,
    indicator,
    measurement,
    share,
    value,
    write_publication,
)

MISSED, KEPT = "missed", "kept"
RATIO = {"ratio": [MISSED, f"{KEPT} + {MISSED}"], "scale": 100}
TARGET = {"from": "2022-01-01", "value": 10, "tolerance": 2, "source": "quelle"}


def measures(*names: str) -> list[Row]:
    return [
        {"id": name, "title": {"de": name.title(), "en": name.upper()}, "unit": "Anzahl", "source": "zms"}
        for name in names
    ]


def world(**given: Any) -> Any:
    words = {"value": RATIO, "polarity": "lower_is_better", "targets": [TARGET], "visibility": "public"}
    return catalogue(indicator("q", **words | given), measures=measures(MISSED, KEPT))


def both(number: int, district: str, period: str, missed: float, kept: float, **given: Any) -> list[Row]:
    return [
        measurement(number, MISSED, district, period, missed, **given),
        measurement(number + 1, KEPT, district, period, kept, **given),
    ]


def two_publications(home: Path, **given: Any) -> Store:
    """Mitte reports 10 of 100 missed, then corrects it to 17 of 107."""
    known = world(**given)
    first = both(1, "01", "2024-Q1", 10, 90)
    deliveries = [delivery(1), delivery(2, publication=2, name="korrektur.csv", loaded=datetime(2024, 5, 2))]
    write_publication(
        home, known, [share("q", "01", "2024-Q1", 10, 100)], measurements=first, deliveries=deliveries[:1]
    )
    fresh = measurement(
        3, MISSED, "01", "2024-Q1", 17, delivery=2, publication=2, revision=1, line_first=9, line_last=9
    )
    write_publication(
        home,
        known,
        [share("q", "01", "2024-Q1", 17, 107, revised=True)],
        number=2,
        measurements=[first[0] | {"current": False}, first[1], fresh],
        deliveries=deliveries,
        findings=[finding(2, "jump", line=9), finding(2, "jump", line=30, message_de="Anderswo.")],
    )
    return Store(Place(home))


def explained(store: Store, district: str = "01", period: str = "2024-Q1", **given: Any) -> Explanation:
    found = explanation(
        store,
        store.open(),
        given.get("viewer", DEMO_VIEWER),
        indicator="q",
        district=district,
        period=Period.parse(period),
    )
    assert found is not None
    return found


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return two_publications(tmp_path)


def test_the_formula_carries_the_numbers_that_are_published(store: Store) -> None:
    found = explained(store)
    (figure,) = figures(
        store.open(), DEMO_VIEWER, indicators=["q"], districts=["01"], periods=[Period.parse("2024-Q1")]
    )
    assert found.figure == figure and found.agrees and found.way is Way.COMPUTED
    assert [(term.side, term.measure, term.value) for term in found.terms] == [
        ("numerator", MISSED, 17),
        ("denominator", KEPT, 90),
        ("denominator", MISSED, 17),
    ]
    text = as_text(found, store.open().catalogue)
    assert "100 × 17 ÷ (90 + 17) = 15,8879" in text
    assert "kaufmännisch auf 1 Nachkommastelle gerundet: 15,9 %" in text


def test_target_rule_and_status_are_said_with_their_source(store: Store) -> None:
    text = as_text(explained(store), store.open().catalogue)
    assert "Ziel 10 % (seit 01.01.2022)" in text and "Quelle: Quelle" in text
    assert "höchstens 10 %" in text and "höchstens 2 Prozentpunkte beträgt" in text
    assert "liegt 5,9 Prozentpunkte darüber. Status: verfehlt." in text


def test_files_lines_and_the_findings_of_these_lines_are_named(store: Store) -> None:
    text = as_text(explained(store), store.open().catalogue)
    assert "korrektur.csv (Mitte), Zeile 9: 1 Messwert" in text
    assert "ergab 2 Warnungen. 1 davon betrifft" in text
    assert "Anderswo" not in text, "another line of the same file is somebody else's figure"


def test_the_history_says_what_it_was_before_and_what_replaced_it(store: Store) -> None:
    found = explained(store)
    assert [(e.edition.number, e.figure and e.figure.numerator) for e in found.earlier] == [(1, 10)]
    text = as_text(found, store.open().catalogue)
    assert "Veröffentlichung 1 vom 12.04.2024: 10,0 %, erreicht" in text
    assert "17 statt 10, geliefert am 02.05.2024; bisher aus lieferung_1.csv" in text


def test_english_readers_get_every_step(store: Store) -> None:
    german, english = (steps(explained(store), store.open().catalogue, each) for each in ("de", "en"))
    assert [step.key for step in german] == [step.key for step in english]
    assert all(a.said != b.said for a, b in zip(german, english, strict=True))


def test_a_site_that_lacks_a_measure_does_not_go_into_the_sums(tmp_path: Path) -> None:
    rows = both(1, "04", "2024-Q1", 5, 95, place="zms:141", whole=False)
    half = measurement(3, MISSED, "04", "2024-Q1", 8, place="zms:142", whole=False)
    write_publication(
        tmp_path,
        world(),
        [share("q", "04", "2024-Q1", 5, 100, incomplete=True)],
        measurements=[*rows, half],
        deliveries=[delivery(1)],
    )
    found = explained(Store(Place(tmp_path)), "04")
    assert found.agrees and [term.value for term in found.terms] == [5, 95, 5]


def test_sums_that_do_not_give_what_is_published_say_so(tmp_path: Path) -> None:
    write_publication(
        tmp_path,
        world(),
        [share("q", "01", "2024-Q1", 11, 100)],
        measurements=both(1, "01", "2024-Q1", 10, 90),
        deliveries=[delivery(1)],
    )
    found = explained(Store(Place(tmp_path)))
    text = as_text(found, Store(Place(tmp_path)).open().catalogue)
    assert not found.agrees
    assert "100 × 11 ÷ 100 = 11" in text and "es gilt, was veröffentlicht ist" in text


def test_a_finished_figure_is_not_called_computed(tmp_path: Path) -> None:
    rows = [measurement(1, "q", "00", "2024", 16.25, reported=True)]
    row = value("q", "00", "2024", 16.25, reported=True)
    write_publication(tmp_path, world(), [row], measurements=rows, deliveries=[delivery(1)])
    found = explained(Store(Place(tmp_path)), "00", "2024")
    assert found.way is Way.FINISHED
    assert "16,25 wurde als fertige Zahl geliefert" in as_text(found, world())


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (value("q", "01", "2024-Q1", state="text", text="8-12 Wochen"), "„8-12 Wochen“; mit Worten"),
        (value("q", "01", "2024-Q1", state="unknown", text="."), "das Zeichen „.“"),
        (share("q", "01", "2024-Q1", 0, 0), "Der Nenner ist 0"),
        (value("q", "01", "2024-Q1"), "liegt keine Lieferung vor"),
    ],
    ids=["word", "sign", "zero", "nothing"],
)
def test_where_there_is_no_number_the_reason_is_said(tmp_path: Path, row: Row, said: str) -> None:
    write_publication(tmp_path, world(), [row])
    found = explained(Store(Place(tmp_path)))
    assert found.way is Way.MISSING and said in as_text(found, world())


# Small cells ----


def numbers(document: Any) -> set[float]:
    """Return all numbers of measured things in a document: values, sums, not lines and ids."""
    if isinstance(document, dict):
        kept = {"value", "numerator", "denominator", "exact", "shown", "distance", "found", "message", "text"}
        found: set[float] = set()
        for key, each in document.items():
            if isinstance(each, (dict, list)):
                found |= numbers(each)
            elif key in kept and isinstance(each, (int, float)):
                found.add(float(each))
        return found
    return set().union(*map(numbers, document)) if isinstance(document, list) else set()


def survey(home: Path, small: tuple[float, float]) -> None:
    """All districts answer; those of Mitte are few, until the second publication brings more of them."""
    known = world(min_cases=20, targets=[], polarity="higher_is_better", levels=["quarter"])
    for number, mitte in ((1, small), (2, (30.0, 61.0))):
        counts = {f"{n:02}": (40.0 + n, 100.0 + 3 * n) for n in range(2, 13)} | {"01": mitte}
        totals = tuple(sum(each[side] for each in counts.values()) for side in (0, 1))
        values = [share("q", key, "2024-Q1", *each) for key, each in {**counts, "00": totals}.items()]
        rows: list[Row] = []
        for key, (hits, cases) in counts.items():
            first = number == 1 or key != "01"
            rows += both(
                10 * int(key), key, "2024-Q1", hits, cases - hits, **({} if first else {"revision": 1})
            )
        if number == 2:
            old = both(900, "01", "2024-Q1", small[0], small[1] - small[0], current=False)
            rows += old
        write_publication(
            home, known, values, number=number, measurements=rows, deliveries=[delivery(1), delivery(2)]
        )


def test_a_small_cell_follows_from_no_explanation(tmp_path: Path) -> None:
    """Neither from its own, nor from its history once it is large enough, nor from that of Berlin."""
    survey(tmp_path, (3.0, 7.0))
    store = Store(Place(tmp_path))
    for number in (1, 2):
        for district in ("00", "01", "02"):
            answer = asked_explanation(
                store, indicator="q", district=district, period="2024-Q1", publication=number, as_json=True
            )
            assert not numbers(json.loads(answer)) & {3.0, 4.0, 7.0, 100 * 3 / 7}, (number, district)
    (then,) = explained(store, "00").earlier
    assert then.is_hidden


def test_a_suppressed_figure_says_why_and_no_number(tmp_path: Path) -> None:
    survey(tmp_path, (3.0, 7.0))
    store = Store(Place(tmp_path))
    text = asked_explanation(
        store, indicator="q", district="01", period="2024-Q1", publication=1, as_json=False
    )
    assert "x (gesperrt)" in text and "weniger als 20 Fälle" in text


# Asked in words ----


def test_the_document_names_the_figure_as_values_does(store: Store) -> None:
    words: dict[str, Any] = {"indicator": "q", "district": "01", "period": "2024-Q1", "publication": None}
    found = json.loads(asked_explanation(store, **words, as_json=True))
    assert found["figure"]["value"] == found["rounding"]["exact"] == pytest.approx(100 * 17 / 107)
    assert found["formula"]["expression"] == "100 * (missed) / (kept + missed)"
    assert (found["formula"]["numerator"], found["formula"]["denominator"]) == (17, 107)
    assert found["target"]["source"] == {"id": "quelle", "title": "Quelle", "url": None}
    assert found["earlier"][0]["publication"] == 1 and found["publication"]["number"] == 2
    assert [m["value"] for m in found["measurements"] if m["used"]] == [17, 90]


@pytest.mark.parametrize(
    ("word", "wrong", "said"),
    [
        ("indicator", "p", "Eine Kennzahl „p“ gibt es nicht"),
        ("district", "13", "„13“"),
        ("period", "gestern", "„gestern“ ist kein Zeitraum"),
        ("period", "2024-H1", "month, quarter, year"),
    ],
)
def test_an_unknown_word_is_named(store: Store, word: str, wrong: str, said: str) -> None:
    words: dict[str, Any] = {"indicator": "q", "district": "01", "period": "2024-Q1", "publication": None}
    with pytest.raises(AskError, match=said):
        asked_explanation(store, **words | {word: wrong}, as_json=True)


def test_the_public_sees_the_formula_but_no_files(store: Store) -> None:
    found = explained(store, viewer=PUBLIC_VIEWER)
    assert found.sheets == () and found.way is Way.COMPUTED
    text = as_text(found, store.open().catalogue)
    assert "nicht einsehbar" in text and "100 × 17 ÷ 107" in text
