"""Do readers find where a figure is heading, its figures as a table, and the reason where nothing is said?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from threading import Thread

import pytest
from dash.testing.browser import Browser
from werkzeug.serving import make_server

import app
from dash_app.settings import Settings
from tests.browser.reader import Reader
from tests.dash_app.projected import project
from tests.dash_app.publication_files import catalogue, indicator, share

QUARTERS = [f"{year}-Q{n}" for year in range(2020, 2025) for n in (1, 2, 3, 4)]
TARGET = [{"from": "2020-01-01", "value": 80, "source": "quelle"}]
BLOCK = "figure[data-chart=projection]"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a share with a history of five years and one with five values."""
    home, rows = tmp_path_factory.mktemp("home"), []
    for n, quarter in enumerate(QUARTERS):
        for key in (f"{each:02}" for each in range(13)):
            hits = 700 + (n * 5 + int(key) * 3) % 9
            rows.append(share("lang", key, quarter, hits, 1000))
            if n > 14:
                rows.append(share("kurz", key, quarter, hits, 1000))
    listed = [indicator(slug, targets=TARGET, levels=["quarter"]) for slug in ("lang", "kurz")]
    project(home, catalogue(*listed), rows)
    server = make_server("127.0.0.1", 0, app.create_app(Settings(home=home)).server, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()


@pytest.fixture
def person(dash_br: Browser, address: str, tmp_path: Path) -> Reader:
    """Open the first page."""
    dash_br.server_url = address
    return Reader(dash_br, tmp_path)


def text(person: Reader, selector: str) -> str:
    return str(person.run("return document.querySelector(arguments[0]).textContent", selector))


def test_a_reader_finds_the_projection_its_sentence_and_its_figures_as_a_table(person: Reader) -> None:
    person.visit("/kennzahl/lang?bezirk=01")
    person.run(f"document.querySelector('{BLOCK}').scrollIntoView()")
    person.until(f"return Boolean(document.querySelector('{BLOCK} .main-svg'))")
    assert person.run(f"return document.querySelector('{BLOCK}').dataset.indicator") == "lang"
    said = text(person, f"{BLOCK} figcaption")
    assert "mit 80 % Wahrscheinlichkeit" in said and "Wahrscheinlichkeit, dass das Ziel" in said
    assert "MASE" not in said, "figures of the test are for those who open them"
    assert "MASE" in text(person, f"{BLOCK} details:has(> .zb-summary)")
    twin = f"{BLOCK} .zb-twin"
    assert person.run(f"return document.querySelector('{twin}').hidden")
    person.browser.find_element(f"{BLOCK} [aria-controls$=-twin]").click()
    person.until(f"return !document.querySelector('{twin}').hidden")
    expected = person.run(
        f"return document.querySelector('{BLOCK} .zb-plot').data"
        ".find(each => each.name === 'expected').y.slice(1)"
    )
    rows = person.run(
        f"return [...document.querySelectorAll('{twin} tbody tr')].slice(-{len(expected)})"
        ".map(row => parseFloat(row.children[2].dataset.value))"
    )
    assert rows == pytest.approx(expected)


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_names_under_the_axis_of_time_never_touch(person: Reader, width: int) -> None:
    person.browser.driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False},
    )
    person.visit("/kennzahl/lang?bezirk=01")
    person.run("window.zielblick.charts.all()")
    person.until(
        "return [...document.querySelectorAll('.zb-plot')].every(place => place.querySelector('.main-svg'))"
    )
    boxes = person.run(
        "return [...document.querySelectorAll('.zb-plot')]"
        ".filter(place => place.layout.xaxis.type === 'date')"
        ".map(place =>"
        " [...place.querySelectorAll('.xtick text')].map(t => t.getBoundingClientRect())"
        ".map(box => [box.left, box.right]).sort((a, b) => a[0] - b[0]))"
    )
    assert len(boxes) >= 3, "trend, control chart, projection"
    for names in boxes:
        assert names and all(one[1] < other[0] for one, other in pairwise(names))
    person.browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_where_nothing_is_projected_the_reason_stands_in_its_place(person: Reader) -> None:
    person.visit("/kennzahl/kurz")
    assert "mindestens 13" in text(person, f"{BLOCK} figcaption")
    assert not person.run(f"return Boolean(document.querySelector('{BLOCK} .zb-plot'))")
