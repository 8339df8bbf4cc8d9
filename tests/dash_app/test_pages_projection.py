"""Do pages say where a figure is heading, and why they cannot?"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pytest
from flask.testing import FlaskClient
from plotly import graph_objects

import app
from dash_app.access import DEMO_VIEWER as ME
from dash_app.figures import projection as draw
from dash_app.outlook import outlook_of
from dash_app.queries import projections, series
from dash_app.settings import Settings
from dash_app.store import Store
from schemas.period import Level
from tests.dash_app.projected import project
from tests.dash_app.publication_files import Place, agreement, catalogue, indicator, share, value
from tests.dash_app.shell_server import shown

QUARTERS = [f"{year}-Q{n}" for year in range(2020, 2025) for n in (1, 2, 3, 4)]
KEYS = [f"{n:02}" for n in range(13)]
TARGET = [{"from": "2020-01-01", "value": 80, "source": "quelle"}]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A share that rises in Mitte and wavers elsewhere, one with few values, and one without a target."""
    home = tmp_path_factory.mktemp("home")
    rows = []
    for n, quarter in enumerate(QUARTERS):
        for key in KEYS:
            hits = 700 + (n * 5 + int(key) * 3) % 9 + (12 * n if key == "01" else 0)
            rows.append(share("q", key, quarter, hits, 1000))
            rows.append(share("frei", key, quarter, hits, 1000))
            if n > 14:
                rows.append(share("kurz", key, quarter, hits, 1000))
            rows.append(value("gleich", key, quarter, 12.0))
    listed = [indicator(slug, targets=TARGET, levels=["quarter"]) for slug in ("q", "kurz", "gleich")]
    free = indicator("frei", levels=["quarter"])
    term = {"since": "2020", "until": "2025-12-31", "source": "quelle"}
    project(home, catalogue(agreements=[agreement("amt", [*listed, free], term=term)]), rows)
    return home


@pytest.fixture(scope="module")
def client(home: Path) -> FlaskClient:
    made: FlaskClient = app.create_app(Settings(home=home)).server.test_client()
    return made


def test_the_page_says_what_is_expected_by_the_date_and_how_sure_that_is(client: FlaskClient) -> None:
    page = shown(client, "/kennzahl/q?bezirk=01")
    assert 'data-chart="projection"' in page
    assert "Mitte: Das Ziel ist am 31.12.2025 voraussichtlich erreicht" in page
    assert "Die Vereinbarung endet am 31.12.2025." in page
    assert "MASE" in page and "80 % von" in page, "record and table"
    berlin = shown(client, "/kennzahl/q")
    assert "Berlin: Das Ziel ist am 31.12.2025 voraussichtlich nicht erreicht" in berlin
    assert "je Quartal um" in berlin and "Üblich ist von Quartal zu Quartal eine Veränderung" in berlin


def test_the_page_says_it_in_english_too(client: FlaskClient) -> None:
    page = shown(client, "/kennzahl/q?bezirk=01&sprache=en")
    assert "Mitte: the target is expected to be met on 31 Dec 2025" in page


def test_where_nothing_can_be_projected_the_place_says_why(client: FlaskClient) -> None:
    assert "liegen 5 vergleichbare Werte vor" in shown(client, "/kennzahl/kurz")
    assert "Wie weit künftige Werte abweichen können, lässt sich daraus nicht ableiten" in shown(
        client, "/kennzahl/gleich"
    )


def test_without_a_target_there_is_nothing_to_expect(client: FlaskClient) -> None:
    assert 'data-chart="projection"' not in shown(client, "/kennzahl/frei")


def test_an_earlier_period_is_told_that_the_projection_knows_more(client: FlaskClient) -> None:
    page = shown(client, "/kennzahl/q?zeitraum=2023-Q4")
    assert "auch auf denen nach dem gewählten Zeitraum" in page


def test_the_agreement_says_it_in_a_line_and_only_for_now(client: FlaskClient) -> None:
    said = "Prognose: Ziel am 31.12.2025 voraussichtlich erreicht"
    assert said in shown(client, "/vereinbarung/amt?bezirk=01")
    assert said not in shown(client, "/vereinbarung/amt?bezirk=01&zeitraum=2023-Q4")


def test_an_older_publication_says_that_it_has_none(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "publications"
    folder.mkdir()
    for name in ("000001.duckdb", "current"):
        (folder / name).write_bytes((home / "publications" / name).read_bytes())
    with duckdb.connect(folder / "000001.duckdb") as con:
        con.execute("DROP TABLE projection; DROP TABLE projected")
    made = app.create_app(Settings(home=tmp_path)).server.test_client()
    assert "bevor es Prognosen gab" in shown(made, "/kennzahl/q")


def chart(home: Path, **given: Any) -> dict[str, Any]:
    snapshot = Store(Place(home)).open()
    known = snapshot.catalogue.indicators["q"]
    found = projections(snapshot, ME, indicators=["q"], districts=["01"])["q", "01"]
    rows = series(snapshot, ME, indicator="q", level=Level.QUARTER, districts=["01"])["01"]
    outlook = outlook_of(found, rows, known)
    assert outlook is not None
    return draw(outlook, rows, indicator=known, areas=snapshot.catalogue.areas_by_key, **given)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_the_chart_is_valid_and_its_parts_tell_themselves_apart_without_colour(
    home: Path, theme: str, language: str
) -> None:
    made = chart(home, theme=theme, language=language)
    graph_objects.Figure(made)
    traces = {trace["name"]: trace for trace in made["data"]}
    assert {"target", "interval 95", "interval 80", "expected"} <= set(traces)
    assert traces["expected"]["line"]["dash"] == "dot" and traces["target"]["line"]["dash"] == "dash"
    assert len(traces["expected"]["x"]) == 5, "from the last value to the date"


def test_labels_at_the_end_do_not_touch(home: Path) -> None:
    made = chart(home)
    height = made["layout"]["height"] - made["layout"]["margin"]["t"] - made["layout"]["margin"]["b"]
    places = sorted(each["y"] * height for each in made["layout"]["annotations"] if each.get("name") == "end")
    assert len(places) == 6
    assert all(b - a > 30 for a, b in pairwise(places))


def test_the_label_of_the_last_value_stands_on_no_other_value(home: Path) -> None:
    made = chart(home)
    label = next(each for each in made["layout"]["annotations"] if each.get("name") == "last")
    traces = {trace.get("meta"): trace for trace in made["data"]}
    values = [value for value in traces["01"]["y"] if value is not None]
    near = values[-8:]
    assert label["y"] <= min(near) or label["y"] >= max(near)
    assert (label["yanchor"] == "top") == (label["y"] <= min(near))
