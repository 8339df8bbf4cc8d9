"""What do all tests share? Real data where at hand, the catalogue, a clean environment and a browser."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from selenium.webdriver.chrome.options import Options

from schemas.catalogue import Catalogue

ROOT = Path(__file__).parent.parent
CHROMIUM = (
    "--headless=new",
    "--no-sandbox",  # tests may run as root
    "--disable-gpu",
    "--disable-dev-shm-usage",
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
PORTS_PER_WORKER = 500


def pytest_configure(config: pytest.Config) -> None:
    """Use the installed driver instead of looking for one online, and give each worker its own ports."""
    driver = shutil.which("chromedriver")
    if driver:
        os.environ.setdefault("SE_CHROMEDRIVER", driver)
    os.environ.setdefault("SE_OFFLINE", "true")
    os.environ.setdefault("SE_AVOID_STATS", "true")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    from dash.testing.application_runners import BaseDashRunner

    BaseDashRunner._next_port = 58050 + PORTS_PER_WORKER * int(worker)


def pytest_setup_options() -> Options:
    """Options of the browser that `dash_duo` and `dash_br` start (a hook of dash.testing)."""
    options = Options()
    for flag in CHROMIUM:
        options.add_argument(flag)
    return options


@pytest.fixture(autouse=True)
def _no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove ZIELBLICK_* so that tests see the defaults, on every machine the same."""
    for name in [name for name in os.environ if name.startswith("ZIELBLICK_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real deliveries kept beside the project; tests that want them are skipped where they are absent."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"needs the real deliveries in {folder.relative_to(ROOT.parent)} beside the project")
    return folder


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The catalogue of the project."""
    from schemas.catalogue_files import read_catalogue

    return read_catalogue(ROOT / "data" / "catalogue")
