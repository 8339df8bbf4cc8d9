"""How is a headless Chromium driven, and what did a page ask for?

Shared by tests, screenshots and measurements.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from selenium import webdriver
from selenium.webdriver.chrome.options import Options

FLAGS = (
    "--headless=new",
    "--no-sandbox",  # tests may run as root
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--window-size=1440,1000",
    "--lang=de",
    # No request of the browser itself: what the log shows was asked for by the page.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-quic",
    "--disable-sync",
    "--no-default-browser-check",
    "--no-first-run",
)
SCREEN_HEIGHT = 1000
NO_HOST = {"data", "blob", "about", "chrome", "devtools"}
"""Schemes that ask nobody for anything."""
SETTLED = """
    const open = document.querySelector('[data-dash-is-loading="true"], ._dash-loading, [aria-busy="true"]')
        || (document.getElementById('react-entry-point') && !document.documentElement.dataset.shown);
    return Boolean(document.readyState === 'complete' && document.getElementById('inhalt') && !open)
        && document.documentElement.scrollHeight;
"""


def use_installed_driver() -> None:
    """Make selenium use the driver of the system instead of looking for one online."""
    if driver := shutil.which("chromedriver"):
        os.environ.setdefault("SE_CHROMEDRIVER", driver)
    os.environ.setdefault("SE_OFFLINE", "true")
    os.environ.setdefault("SE_AVOID_STATS", "true")


def options() -> Options:
    """Return the options of a headless browser that asks for nothing of its own."""
    chosen = Options()
    for flag in FLAGS:
        chosen.add_argument(flag)
    return chosen


@contextmanager
def chromium() -> Iterator[webdriver.Chrome]:
    """Start a browser that keeps a log of its console and of its requests."""
    use_installed_driver()
    chosen = options()
    chosen.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=chosen)
    try:
        driver.set_script_timeout(30)
        yield driver
    finally:
        driver.quit()


def wait_until_settled(driver: webdriver.Chrome, seconds: float = 30) -> None:
    """Wait until the page has loaded, no callback is under way and the height stays the same for a while.

    Raises:
        TimeoutError: with the address, if that takes longer than `seconds`.
    """
    end, heights = time.monotonic() + seconds, [-1, -2, -3]
    while time.monotonic() < end:
        heights = [*heights[1:], driver.execute_script(SETTLED)]
        if heights[0] and len(set(heights)) == 1:
            return
        time.sleep(0.15)
    raise TimeoutError(f"{driver.current_url} was not ready after {seconds:.0f} s")


def draw_all(driver: webdriver.Chrome) -> None:
    """Draw the charts too that no reader has come near yet."""
    driver.execute_async_script("window.zielblick.charts.all().then(() => arguments[0]())")


def set_screen(driver: webdriver.Chrome, width: int, height: int = SCREEN_HEIGHT) -> None:
    """Emulate a screen of this size; below 600 pixels of width a telephone."""
    screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)


def set_cookie(driver: webdriver.Chrome, base: str, name: str, value: str) -> None:
    """Set a cookie before the first visit."""
    driver.execute_cdp_cmd("Network.setCookie", {"url": base, "name": name, "value": value})


def picture(driver: webdriver.Chrome, path: Path, highest: int | None = None) -> None:
    """Write a picture of the whole page, also of what lies beyond the screen, or of its first pixels."""
    size = driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
    height = min(size["height"], highest or size["height"])
    clip = {"x": 0, "y": 0, "width": size["width"], "height": height, "scale": 1}
    parameters = {"format": "png", "captureBeyondViewport": True, "clip": clip}
    answer = driver.execute_cdp_cmd("Page.captureScreenshot", parameters)
    path.write_bytes(base64.b64decode(answer["data"]))


def console(driver: webdriver.Chrome) -> list[str]:
    """Return what the console says since the last call: errors and warnings of page and network."""
    entries = _log(driver, "browser")
    return [str(entry["message"]) for entry in entries if entry["level"] in ("SEVERE", "WARNING")]


def _log(driver: webdriver.Chrome, kind: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = driver.execute("getLog", {"type": kind})["value"]
    return entries


def events(driver: webdriver.Chrome, *methods: str) -> list[dict[str, Any]]:
    """Return the network events since the last call, such as `Network.requestWillBeSent`."""
    messages = (json.loads(entry["message"])["message"] for entry in _log(driver, "performance"))
    return [message for message in messages if message["method"] in methods]


def asked(driver: webdriver.Chrome) -> list[str]:
    """Return the addresses asked for since the last call."""
    sent = (event["params"]["request"]["url"] for event in events(driver, "Network.requestWillBeSent"))
    return [address for address in sent if urlsplit(address).scheme not in NO_HOST]


def foreign(addresses: list[str], base: str) -> list[str]:
    """Return the addresses that belong to another host than the application at `base`."""
    return [address for address in addresses if urlsplit(address).netloc != urlsplit(base).netloc]
