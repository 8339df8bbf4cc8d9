"""Who may see what is decided in one place: does everybody else see nothing?"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dash_app import access, queries
from dash_app.access import DEMO_VIEWER, PUBLIC_VIEWER, RIGHTS, Role, Scope, Viewer, may_see
from dash_app.store import Snapshot, Store
from schemas.catalogue import Document, Visibility
from schemas.observation import Figure, Status
from schemas.period import Level, Period
from tests.dash_app.publication_files import (
    Place,
    agreement,
    catalogue,
    delivery,
    finding,
    indicator,
    measurement,
    share,
    write_publication,
)

Q1 = Period.parse("2024-Q1")
ROOT = Path(__file__).resolve().parents[2]
READER = Viewer("Leserin", Role.READER)
FOUR = Viewer("Bezirk", Role.DISTRICT, "04")
LEAD = Viewer("Fach", Role.DEPARTMENT, agreements=("amt",))
OTHER_LEAD = Viewer("Anderes Fach", Role.DEPARTMENT, agreements=("anderes",))
ADMIN = Viewer("Konten", Role.ADMIN)
KNOWN = [READER, FOUR, LEAD, OTHER_LEAD, DEMO_VIEWER]


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    documents = [
        {"id": "vertrag", "title": "Vertrag", "visibility": "internal"},
        {"id": "drucksache", "title": "Drucksache", "visibility": "public"},
    ]
    due = {"due": 10, "due_level": "quarter"}
    listed = [
        indicator("offen", visibility="public", **due),
        indicator("intern", visibility="internal", **due),
    ]
    staff = indicator("team", visibility="own", min_cases=10, survey=True)
    write_publication(
        tmp_path,
        catalogue(
            agreements=[agreement("amt", listed, documents=documents), agreement("stelle", [staff])],
            measures=[
                {"id": m, "title": {"de": m, "en": m}, "unit": "Anzahl", "source": "standesamt-meldung"}
                for m in ("offen_zaehler", "team_zaehler")
            ],
        ),
        [share(id_, "04", text, 80, 100) for id_ in ("offen", "intern") for text in ("2024-Q1",)]
        + [share("intern", "04", "2024-Q2", 80, 100)]
        + [share("team", f"{n:02}", "2024-Q1", 40 + n, 100) for n in range(1, 13)]
        + [share("team", "00", "2024-Q1", 12 * 40 + 78, 1200)],
        measurements=[
            measurement(1, "offen_zaehler", "04", "2024-Q1", 80),
            measurement(2, "team_zaehler", "05", "2024-Q1", 45, delivery=2),
            measurement(3, "team_zaehler", "04", "2024-Q1", 44, delivery=4),
        ],
        deliveries=[
            delivery(1, districts="04"),
            delivery(2, districts="05"),
            delivery(3, districts="04 05"),
            delivery(4, districts="04"),
        ],
        findings=[finding(number) for number in (1, 2, 3, 4)],
    )
    return Store(Place(tmp_path)).open()


def test_the_page_on_rights_says_what_the_code_does() -> None:
    text = (ROOT / "docs" / "rights.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (\w+) \| (\w+) \| (\w+) \|$", text, re.M)
    said = {True: "yes", False: "no"}
    assert rows == [
        (role.value, said[r.internal], r.own.value, said[r.deliveries], r.findings.value)
        for role, r in RIGHTS.items()
    ]
    assert RIGHTS.keys() == set(Role)
    assert all(f"`{scope.value}`" in text for scope in Scope if scope is not Scope.NONE)


def test_the_page_on_rights_says_who_may_do_what() -> None:
    text = (ROOT / "docs" / "rights.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` " + r"\| (\w+) " * 7 + r"\|$", text, re.M)
    assert rows == [(role.value, *(_how_far(role, act) for act in ACTS)) for role in Role]


ACTS: list[Callable[[Viewer, str, str], bool]] = [
    lambda viewer, agreement, district: access.may_comment(viewer, agreement, district),
    lambda viewer, agreement, district: access.may_approve(viewer, agreement),
    lambda viewer, agreement, district: access.may_upload(viewer),
    lambda viewer, agreement, district: access.may_release(viewer, district, [agreement], sender=99),
    lambda viewer, agreement, district: access.may_roll_back(viewer),
    lambda viewer, agreement, district: access.may_read_audit(viewer),
    lambda viewer, agreement, district: access.may_manage_accounts(viewer),
]
"""In the order of the columns; by agreement and area of what it is done with."""


def _how_far(role: Role, act: Callable[[Viewer, str, str], bool]) -> str:
    """Return whether somebody of a role may, for all or for the own district or agreements only."""
    account = None if role is Role.PUBLIC else 1
    district = "04" if role is Role.DISTRICT else None
    agreements = ("amt",) if role is Role.DEPARTMENT else ()
    viewer = Viewer("Person", role, district, agreements, account)
    own, foreign = act(viewer, "amt", "04"), act(viewer, "stelle", "05")
    assert own or not foreign
    return "no" if not own else "yes" if foreign else "own" if district else "agreements"


@pytest.mark.parametrize("viewer", KNOWN, ids=lambda v: v.name)
def test_known_persons_see_internal_figures(snapshot: Snapshot, viewer: Viewer) -> None:
    assert [i.id for i in queries.indicators(snapshot, viewer)] == ["offen", "intern", "team"]
    assert len(queries.figures(snapshot, viewer, indicators=["offen", "intern"])) == 3


@pytest.mark.parametrize("viewer", [PUBLIC_VIEWER, ADMIN], ids=["public", "admin"])
def test_the_public_sees_public_figures_only_whatever_it_asks_for(snapshot: Snapshot, viewer: Viewer) -> None:
    every = ["offen", "intern", "team"]
    assert [i.id for i in queries.indicators(snapshot, viewer)] == ["offen"]
    assert {f.indicator for f in queries.figures(snapshot, viewer, indicators=every)} == {"offen"}
    assert {f.indicator for f in queries.figures_at(snapshot, viewer, period=Q1)} == {"offen"}
    assert {f.indicator for f in queries.figures_at(snapshot, viewer, period=Q1, indicators=every)} == {
        "offen"
    }
    assert not any(queries.series(snapshot, viewer, indicator="intern", level=Level.QUARTER).values())
    internal = queries.figures(snapshot, DEMO_VIEWER, indicators=["intern"])[1:]
    assert queries.previous(snapshot, viewer, internal) == {}
    assert queries.periods(snapshot, viewer, Level.QUARTER) == [Q1]
    assert queries.latest_period(snapshot, viewer) == Q1
    assert queries.status_summary(snapshot, viewer, period=Q1).no_data == 1


@pytest.mark.parametrize("viewer", [PUBLIC_VIEWER, ADMIN], ids=["public", "admin"])
def test_the_public_sees_no_deliveries_and_nothing_behind_a_figure(
    snapshot: Snapshot, viewer: Viewer
) -> None:
    assert queries.deliveries(snapshot, viewer) == []
    assert queries.delivery(snapshot, viewer, 1) is None
    assert queries.findings(snapshot, viewer, 1) == []
    assert queries.provenance(snapshot, viewer, indicator="offen", district="04", period=Q1) == []
    assert queries.completeness(snapshot, viewer, today=date(2024, 9, 1)) == []


def test_what_one_viewer_asked_is_not_shown_to_another_from_memory(snapshot: Snapshot) -> None:
    for _ in range(2):
        assert len(queries.deliveries(snapshot, DEMO_VIEWER)) == 4
        assert (
            len(queries.provenance(snapshot, DEMO_VIEWER, indicator="offen", district="04", period=Q1)) == 1
        )
        assert len(queries.completeness(snapshot, DEMO_VIEWER, today=date(2024, 9, 1))) > 0
        assert len(queries.figures_at(snapshot, DEMO_VIEWER, period=Q1)) == 39
        assert len(queries.figures_at(snapshot, PUBLIC_VIEWER, period=Q1)) == 13
        test_the_public_sees_no_deliveries_and_nothing_behind_a_figure(snapshot, PUBLIC_VIEWER)
        for viewer in (DEMO_VIEWER, FOUR, READER, Viewer("Bezirk", Role.DISTRICT, "05")):
            shown = {f.district for f in _team(snapshot, viewer) if f.value is not None}
            assert len(shown) == (13 if viewer is DEMO_VIEWER else 2 if viewer.district else 1)
            assert viewer.district in {None, *shown}


def test_documents_follow_their_visibility(snapshot: Snapshot) -> None:
    assert [d.id for d in queries.agreements(snapshot, DEMO_VIEWER)[0].documents] == ["vertrag", "drucksache"]
    for viewer in (PUBLIC_VIEWER, ADMIN):
        public = queries.agreements(snapshot, viewer)[0]
        assert [d.id for d in public.documents] == ["drucksache"]
        assert [i.id for i in public.indicators] == ["offen"]
    assert not may_see(PUBLIC_VIEWER, Document(id="x", title="x", visibility=Visibility.INTERNAL))


# Survey results ----


def _team(snapshot: Snapshot, viewer: Viewer) -> list[Figure]:
    return queries.figures(snapshot, viewer, indicators=["team"])


@pytest.mark.parametrize(
    ("viewer", "seen"),
    [
        (READER, {"00"}),
        (FOUR, {"00", "04"}),
        (Viewer("ohne Bezirk", Role.DISTRICT), {"00"}),
        (LEAD, {"00"}),
        (Viewer("Fach", Role.DEPARTMENT, agreements=("stelle",)), {f"{n:02}" for n in range(13)}),
        (DEMO_VIEWER, {f"{n:02}" for n in range(13)}),
    ],
    ids=lambda each: each.name if isinstance(each, Viewer) else "",
)
def test_survey_results_are_for_the_own_district_and_for_berlin(
    snapshot: Snapshot, viewer: Viewer, seen: set[str]
) -> None:
    found = queries.figures(snapshot, viewer, indicators=["team"])
    assert {f.district for f in found if f.value is not None} == seen
    hidden = [f for f in found if f.district not in seen]
    assert all(f.status is Status.SUPPRESSED and f.is_withheld for f in hidden)
    assert {(f.numerator, f.denominator, f.text) for f in hidden} <= {(None, None, None)}
    assert {place for place, course in queries.courses(snapshot, viewer).items() if course.known} >= {
        ("team", key) for key in seen
    }
    assert not any(
        course.known
        for (id_, key), course in queries.courses(snapshot, viewer).items()
        if id_ == "team" and key not in seen
    )


def test_what_is_behind_another_districts_survey_stays_with_it(snapshot: Snapshot) -> None:
    def behind(viewer: Viewer, district: str) -> list[float | None]:
        found = queries.provenance(snapshot, viewer, indicator="team", district=district, period=Q1)
        return [origin.value for origin in found]

    assert behind(FOUR, "05") == []
    assert behind(FOUR, "04") == [44]
    assert behind(FOUR, "00") == [44, None]
    assert behind(READER, "00") == [None, None]
    assert behind(DEMO_VIEWER, "00") == [44, 45]


@pytest.mark.parametrize(
    ("viewer", "read"),
    [
        (READER, set()),
        (FOUR, {1, 4}),
        (Viewer("ohne Bezirk", Role.DISTRICT), set()),
        (LEAD, {1}),
        (OTHER_LEAD, set()),
        (Viewer("beide", Role.DEPARTMENT, agreements=("amt", "stelle")), {1, 2, 3, 4}),
        (DEMO_VIEWER, {1, 2, 3, 4}),
    ],
    ids=lambda each: each.name if isinstance(each, Viewer) else "",
)
def test_findings_are_for_those_who_deliver_and_who_are_in_charge(
    snapshot: Snapshot, viewer: Viewer, read: set[int]
) -> None:
    """Delivery 3 is of two districts and brought nothing: its source could hold survey results."""
    numbers = (1, 2, 3, 4)
    assert {n for n in numbers if queries.findings(snapshot, viewer, n)} == read
    assert {n for n in numbers if queries.may_read(snapshot, viewer, n)} == read
    assert [each.warnings for each in queries.deliveries(snapshot, viewer)] == [1] * 4
