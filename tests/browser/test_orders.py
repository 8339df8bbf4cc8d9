"""Do readers get pictures and papers from the chart's menu, while others go on reading?"""

from __future__ import annotations

import io
import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from PIL import Image
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

from tests.browser.reader import publish
from tools import browser, server

pytestmark = pytest.mark.browser
PAGE = "/kennzahl/amt_quote?zeitraum=2024-Q1&bezirk=04"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    """Serve a publication as an office does: address, and process id of the server."""
    home = tmp_path_factory.mktemp("home")
    publish(home, 1)
    with server.started(home, workers=2) as (base, process):
        yield base, process.pid


def asked(address: str, body: object = None, **headers: str) -> tuple[int, Any, bytes]:
    """Return status, JSON and bytes of an answer."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, data, {"Content-Type": "application/json", **headers})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            content, code = answer.read(), answer.status
    except urllib.error.HTTPError as error:
        content, code = error.read(), error.code
    return code, json.loads(content) if content.startswith(b"{") else None, content


def chart(block: str = "vergleich", **choice: Any) -> dict[str, Any]:
    """Return the order of a chart."""
    return {"kind": "chart", "choice": {"address": PAGE, "block": block, **choice}}


def made(base: str, order: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Order something, wait for it, and return its state and file."""
    code, answer, _ = asked(f"{base}/auftraege", order)
    assert code == 202, answer
    end = time.monotonic() + 120
    while (state := asked(base + answer["address"])[1])["state"] in ("waiting", "running"):
        assert time.monotonic() < end, state
        time.sleep(0.1)
    return state, asked(base + state["file"])[2] if state["file"] else b""


def test_a_picture_is_chosen_in_the_menu_and_arrives(served: tuple[str, int], tmp_path: Path) -> None:
    base, _ = served
    driver = webdriver.Chrome(options=browser.options())
    try:
        given = {"behavior": "allow", "downloadPath": str(tmp_path)}
        driver.execute_cdp_cmd("Browser.setDownloadBehavior", given)
        driver.get(base + PAGE)
        wait = WebDriverWait(driver, 60, 0.1)
        wait.until(lambda d: d.execute_script("return Boolean(document.documentElement.dataset.shown)"))
        driver.find_element(By.CSS_SELECTOR, "#vergleich .zb-chart__menu summary").click()
        field = wait.until(lambda d: d.find_element(By.CSS_SELECTOR, "#vergleich select[data-look=width]"))
        Select(field).select_by_value("12")
        driver.find_element(By.CSS_SELECTOR, "#vergleich button[data-export=png]").click()
        wait.until(lambda _: list(tmp_path.glob("*.png")))
        (file,) = tmp_path.glob("*.png")
        assert file.name == "zielblick_amt_quote_vergleich_bezirk-04_1-quartal-2024_hell.png"
        image = Image.open(file)
        assert image.width == pytest.approx(12 / 2.54 * 300, abs=3)
        said = driver.find_element(By.CSS_SELECTOR, "#vergleich .zb-chart__order").text
        assert said == f"Fertig: {file.name}"
    finally:
        driver.quit()


BLOCKS = ("vergleich", "verlauf", "bezirke", "karte", "vergleich")
TEN = {
    "charts": [chart(block, look=look) for block in BLOCKS for look in ("light", "print")],
    "reports": [
        {
            "kind": "report",
            "choice": {"address": f"/bericht?zeitraum=2024-Q1&umfang={scope}", "format": suffix},
        }
        for suffix in ("docx", "pdf", "pptx", "xlsx", "html")
        for scope in ("lang", "kurz")
    ],
}


@pytest.mark.parametrize("orders", TEN.values(), ids=TEN)
def test_ten_orders_at_once_are_all_made_while_pages_are_answered(
    served: tuple[str, int], orders: list[dict[str, Any]]
) -> None:
    base, _ = served
    places = [asked(f"{base}/auftraege", order)[1]["address"] for order in orders]
    pages = 0
    while {asked(base + place)[1]["state"] for place in places} & {"waiting", "running"}:
        assert asked(base + PAGE)[0] == 200
        pages += 1
    states = [asked(base + place)[1] for place in places]
    assert [state["state"] for state in states] == ["done"] * 10, states
    assert pages >= 3
    assert asked(f"{base}/readyz")[1]["renderer"] == "ready"


def test_a_browser_that_is_killed_costs_no_order(served: tuple[str, int]) -> None:
    base, pid = served
    made(base, chart())
    family = psutil.Process(pid).children(recursive=True)
    browsers = [process for process in family if "chrom" in process.name()]
    assert browsers
    for process in browsers:
        process.kill()
    state, data = made(base, chart(format="svg"))
    assert state["state"] == "done"
    assert data.startswith(b"<svg")


def test_two_trends_of_a_page_have_names_of_their_own(served: tuple[str, int]) -> None:
    base, _ = served
    names = [made(base, chart(block, format="svg"))[0]["name"] for block in ("verlauf", "bezirke")]
    assert len(set(names)) == 2


def test_the_address_in_a_picture_is_the_one_of_the_reader_and_pins_the_data(
    served: tuple[str, int],
) -> None:
    base, _ = served
    origin = {"Origin": base}
    code, answer, _ = asked(f"{base}/auftraege", chart(format="svg"), **origin)
    assert code == 202
    while (state := asked(base + answer["address"])[1])["state"] in ("waiting", "running"):
        time.sleep(0.1)
    svg = asked(base + state["file"])[2].decode()
    assert "stand=1#vergleich" in svg.replace("\n", "")
    assert base in svg


def test_what_is_on_no_page_is_said_and_tables_are_photographed(served: tuple[str, int]) -> None:
    base, _ = served
    assert "gibt es kein Diagramm" in made(base, chart("nirgends"))[0]["message"]
    matrix = {"address": "/", "block": "matrix"}
    state, data = made(base, {"kind": "chart", "choice": matrix})
    assert state["state"] == "done", state
    assert Image.open(io.BytesIO(data)).width >= 1800
    state, data = made(base, {"kind": "chart", "choice": matrix | {"format": "pdf"}})
    assert data.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("order", "headers", "code"),
    [
        ({"kind": "nichts", "choice": {}}, {}, 400),
        ([1], {}, 400),
        (chart(), {"Origin": "https://fremd.example"}, 403),
        (chart(), {"Content-Type": "text/plain"}, 415),
    ],
)
def test_orders_of_strangers_and_nonsense_are_refused(
    served: tuple[str, int], order: object, headers: dict[str, str], code: int
) -> None:
    base, _ = served
    found, answer, _ = asked(f"{base}/auftraege", order, **headers)
    assert found == code
    assert answer["message"]
