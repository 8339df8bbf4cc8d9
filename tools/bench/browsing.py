"""What does a reader wait for and download, against one static file with the full plotly.js?

A page is done with the last change of its document, which it notes itself: the same for all of them.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from selenium import webdriver

from dash_app import ids
from tools import browser, server
from tools.bench import Row, in_turn, ratio, reference

TIMES = 5
QUIET_SECONDS = 0.5
COLD: dict[str, tuple[str, float | None]] = {
    "Überblick": ("/", 0.4),
    "reference": (reference.PATH + reference.SEARCH, 0.7),
    "Vereinbarung": ("/vereinbarung/buergeraemter", None),
    "Kennzahl": ("/kennzahl/ba_terminausfallquote", None),
}
"""Pages by name: address and goal as a multiple of the static page; those with more in them have none."""
_WATCH = """
    window.lastChange = window.shift = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => {
        if (!entry.hadRecentInput) window.shift += entry.value;
    })).observe({type: 'layout-shift', buffered: true});
    new MutationObserver(() => { window.lastChange = performance.now(); }).observe(
        document, {subtree: true, childList: true, attributes: true, characterData: true});
"""
_CHOICES = {"period": ids.Shell.PERIOD, "district": ids.Shell.DISTRICT}
_CHOOSE = """
    const choice = document.getElementById('%s');
    const field = choice.matches('select') ? choice : choice.querySelector('select');
    window.started = performance.now();
    field.selectedIndex = (field.selectedIndex + 2) %% field.options.length;
    field.dispatchEvent(new Event('change', {bubbles: true}));
"""
_SHOW = "window.started = performance.now(); window.state = 1 - (window.state || 0); show(window.state);"


def pages(home: Path) -> Iterator[Row]:
    """Open pages cold and change the period, with time, transfer and requests."""
    with (
        tempfile.TemporaryDirectory(prefix="zielblick-bench-") as folder,
        reference.served(Path(folder)) as static,
        server.application(home) as base,
        browser.chromium() as driver,
    ):
        driver.execute_cdp_cmd("Performance.enable", {})
        driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": _WATCH})
        for name, (path, goal) in COLD.items():
            yield from _cold(driver, static, base, name, path, goal)
        for what, control in _CHOICES.items():
            yield from _change(driver, static, base, what, _CHOOSE % control)


def _cold(
    driver: webdriver.Chrome, static: str, base: str, name: str, path: str, goal: float | None
) -> Iterator[Row]:
    _open(driver, base + path)  # the processes have read the publication before anything is measured
    ours, limit = in_turn(TIMES, lambda: _open(driver, base + path), lambda: _open(driver, static))
    said = f"{min(ours) * 1000:.0f} ms, static {min(limit) * 1000:.0f} ms"
    yield Row(f"cold page: {name}", ratio(ours, limit), "x static", goal, detail=said)
    _open(driver, base + path)
    asked, kibibytes, foreign = _transfer(driver, base)
    yield Row(f"transfer, cold: {name}", kibibytes, "KiB", 900)
    yield Row(f"requests, cold: {name}", asked, "requests", 20)
    yield Row(f"requests to other hosts: {name}", foreign, "requests", 0)
    yield Row(f"layout shift: {name}", float(driver.execute_script("return window.shift")), "", 0.1)
    yield from _script_time(driver, static, base + path, name)


def _script_time(driver: webdriver.Chrome, static: str, page: str, name: str) -> Iterator[Row]:
    """Compare how long scripts run until the page is there."""

    def seconds(address: str) -> float:
        before = _ran(driver)
        _open(driver, address)
        after = _ran(driver)
        return after - before if after >= before else after  # another process counts from zero

    ours, limit = in_turn(TIMES, lambda: seconds(page), lambda: seconds(static))
    said = f"{min(ours) * 1000:.0f} ms, static {min(limit) * 1000:.0f} ms"
    yield Row(f"script time, cold: {name}", ratio(ours, limit), "x static", detail=said)


def _ran(driver: webdriver.Chrome) -> float:
    """Return the seconds that scripts have run in the page."""
    metrics = driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
    return float(next(m["value"] for m in metrics if m["name"] == "ScriptDuration"))


def _change(driver: webdriver.Chrome, static: str, base: str, what: str, choose: str) -> Iterator[Row]:
    """Change period or district of the page with the reference content, always from the same one."""
    ours, limit = [], []
    for _ in range(TIMES):
        _open(driver, base + COLD["reference"][0])
        ours.append(_after(driver, choose))
        asked, _, _ = _transfer(driver, base)
        _open(driver, static)
        limit.append(_after(driver, _SHOW))
    said = f"{min(ours) * 1000:.0f} ms, static {min(limit) * 1000:.0f} ms"
    yield Row(f"change of the {what}", ratio(ours, limit), "x static", 2.0, detail=said)
    yield Row(f"requests per change of the {what}", asked, "requests", 1)


def _open(driver: webdriver.Chrome, address: str) -> float:
    """Open an address with an empty cache; return the seconds until the last change of the page."""
    driver.get("about:blank")
    driver.execute_cdp_cmd("Network.clearBrowserCache", {})
    browser.asked(driver)
    driver.get(address)
    browser.wait_until_settled(driver)
    return _quiet(driver, lambda: float(driver.execute_script("return window.lastChange")))


def _after(driver: webdriver.Chrome, script: str) -> float:
    """Run a choice in the page; return the seconds until the last change that follows."""
    browser.asked(driver)
    driver.execute_script(script)
    time.sleep(0.05)
    browser.wait_until_settled(driver)
    last = "return window.lastChange - window.started"
    return _quiet(driver, lambda: float(driver.execute_script(last)))


def _quiet(driver: webdriver.Chrome, read: Callable[[], float]) -> float:
    """Return what `read` says in milliseconds, as seconds, once it has not changed for a while."""
    before = -1.0
    while (now := read()) != before:
        before = now
        time.sleep(QUIET_SECONDS)
    return now / 1000


def _transfer(driver: webdriver.Chrome, base: str) -> tuple[int, float, int]:
    """Return requests, KiB received and requests to other hosts since the last look at the log."""
    seen = browser.events(driver, "Network.requestWillBeSent", "Network.loadingFinished")
    sent = [e["params"] for e in seen if e["method"] == "Network.requestWillBeSent"]
    addresses = [
        p["request"]["url"] for p in sent if urlsplit(p["request"]["url"]).scheme not in browser.NO_HOST
    ]
    finished = [e["params"]["encodedDataLength"] for e in seen if e["method"] == "Network.loadingFinished"]
    return len(addresses), sum(finished) / 1024, len(browser.foreign(addresses, base))
