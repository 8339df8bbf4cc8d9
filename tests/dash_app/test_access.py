"""Who may see what is decided in one place: does everybody else see nothing?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dash_app import queries
from dash_app.access import DEMO_VIEWER, PUBLIC_VIEWER, Role, Viewer, may_see
from dash_app.store import Snapshot, Store
from schemas.catalogue import Document, Visibility
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
    write_publication(
        tmp_path,
        catalogue(agreements=[agreement("amt", listed, documents=documents)]),
        [share(id_, "04", text, 80, 100) for id_ in ("offen", "intern") for text in ("2024-Q1",)]
        + [share("intern", "04", "2024-Q2", 80, 100)],
        measurements=[measurement(1, "offen_zaehler", "04", "2024-Q1", 80)],
        deliveries=[delivery(1)],
        findings=[finding(1)],
    )
    return Store(Place(tmp_path)).open()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PUBLIC])
def test_known_persons_see_internal_figures(snapshot: Snapshot, role: Role) -> None:
    viewer = Viewer("Person", role, "04" if role is Role.DISTRICT else None)
    assert [i.id for i in queries.indicators(snapshot, viewer)] == ["offen", "intern"]
    assert len(queries.figures(snapshot, viewer, indicators=["offen", "intern"])) == 3


def test_the_public_sees_public_figures_only_whatever_it_asks_for(snapshot: Snapshot) -> None:
    viewer, both = PUBLIC_VIEWER, ["offen", "intern"]
    assert [i.id for i in queries.indicators(snapshot, viewer)] == ["offen"]
    assert {f.indicator for f in queries.figures(snapshot, viewer, indicators=both)} == {"offen"}
    assert {f.indicator for f in queries.figures_at(snapshot, viewer, period=Q1)} == {"offen"}
    assert {f.indicator for f in queries.figures_at(snapshot, viewer, period=Q1, indicators=both)} == {
        "offen"
    }
    assert not any(queries.series(snapshot, viewer, indicator="intern", level=Level.QUARTER).values())
    internal = queries.figures(snapshot, DEMO_VIEWER, indicators=["intern"])[1:]
    assert queries.previous(snapshot, viewer, internal) == {}
    assert queries.periods(snapshot, viewer, Level.QUARTER) == [Q1]
    assert queries.latest_period(snapshot, viewer) == Q1
    assert queries.status_summary(snapshot, viewer, period=Q1).no_data == 1


def test_the_public_sees_no_deliveries_and_nothing_behind_a_figure(snapshot: Snapshot) -> None:
    viewer = PUBLIC_VIEWER
    assert queries.deliveries(snapshot, viewer) == []
    assert queries.delivery(snapshot, viewer, 1) is None
    assert queries.findings(snapshot, viewer, 1) == []
    assert queries.provenance(snapshot, viewer, indicator="offen", district="04", period=Q1) == []
    assert queries.completeness(snapshot, viewer, today=date(2024, 9, 1)) == []


def test_what_one_viewer_asked_is_not_shown_to_another_from_memory(snapshot: Snapshot) -> None:
    for _ in range(2):
        assert len(queries.deliveries(snapshot, DEMO_VIEWER)) == 1
        assert (
            len(queries.provenance(snapshot, DEMO_VIEWER, indicator="offen", district="04", period=Q1)) == 1
        )
        assert len(queries.completeness(snapshot, DEMO_VIEWER, today=date(2024, 9, 1))) > 0
        assert len(queries.figures_at(snapshot, DEMO_VIEWER, period=Q1)) == 26
        assert len(queries.figures_at(snapshot, PUBLIC_VIEWER, period=Q1)) == 13
        test_the_public_sees_no_deliveries_and_nothing_behind_a_figure(snapshot)


def test_documents_follow_their_visibility(snapshot: Snapshot) -> None:
    assert [d.id for d in queries.agreements(snapshot, DEMO_VIEWER)[0].documents] == ["vertrag", "drucksache"]
    public = queries.agreements(snapshot, PUBLIC_VIEWER)[0]
    assert [d.id for d in public.documents] == ["drucksache"]
    assert [i.id for i in public.indicators] == ["offen"]
    assert not may_see(PUBLIC_VIEWER, Document(id="x", title="x", visibility=Visibility.INTERNAL))
