"""What do all tests share? Real data where at hand, the catalogue, a clean environment and a browser."""

from __future__ import annotations

import fcntl
import os
import pickle
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from dash.testing.browser import Browser
from selenium.webdriver.chrome.options import Options

from schemas.catalogue import Catalogue
from tests.demonstration import Loaded
from tools import browser

ROOT = Path(__file__).parent.parent
PORTS_PER_WORKER = 500


def pytest_configure(config: pytest.Config) -> None:
    """Use the installed driver instead of looking for one online, and give each worker its own ports."""
    browser.use_installed_driver()
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    from dash.testing.application_runners import BaseDashRunner

    BaseDashRunner._next_port = 58050 + PORTS_PER_WORKER * int(worker)


def pytest_setup_options() -> Options:
    """Options of the browser that `dash_duo` and `dash_br` start (a hook of dash.testing)."""
    return browser.options()


@pytest.fixture(scope="session")
def _browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One browser for all tests of a worker; to start one takes longer than most tests."""
    downloads = str(tmp_path_factory.mktemp("downloads"))
    with Browser("Chrome", options=[pytest_setup_options()], download_path=downloads) as started:
        yield started


@pytest.fixture
def dash_br(_browser: Browser) -> Iterator[Browser]:
    """A new tab in a browser that remembers nothing of the tests before: no cookie, no file, no page."""
    driver = _browser.driver
    before = driver.window_handles
    driver.switch_to.new_window("tab")
    fresh = driver.current_window_handle
    for handle in before:  # all: a forgotten one would go on asking a server that is no more
        driver.switch_to.window(handle)
        driver.close()
    driver.switch_to.window(fresh)
    driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
    driver.execute_cdp_cmd("Network.clearBrowserCache", {})
    driver.get_log("browser")
    yield _browser
    if _browser.server_url:
        kept = {"origin": _browser.server_url, "storageTypes": "all"}
        driver.execute_cdp_cmd("Storage.clearDataForOrigin", kept)


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


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, root: Path, catalogue: Catalogue) -> Iterator[Loaded]:
    """The demonstration data, loaded once; workers of one run share them and change nothing."""
    from etl.demo import load_demo

    folder = _of_all_workers(tmp_path_factory) / "demonstration"
    folder.mkdir(exist_ok=True)
    noted = folder / "answers.pickle"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not noted.exists():
            answers = load_demo(home=folder / "home", data=root / "data", catalogue=catalogue)
            for file in (file for answer in answers for file in answer.files):
                file.tidy = None
            noted.write_bytes(pickle.dumps(answers))
    yield Loaded(folder / "home", pickle.loads(noted.read_bytes()))


@pytest.fixture(scope="session")
def _berlin(tmp_path_factory: pytest.TempPathFactory, root: Path, catalogue: Catalogue) -> Path:
    """The small Berlin of `tests.world`, loaded once by the first worker that needs it."""
    from tests import world

    folder = _of_all_workers(tmp_path_factory) / "berlin"
    folder.mkdir(exist_ok=True)
    done = folder / "done"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            world.build(folder / "home", catalogue, root, folder=folder / "eingang")
            done.touch()
    return folder / "home"


@pytest.fixture(scope="module")
def berlin(_berlin: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the small Berlin for the tests of one file, which may write into it."""
    return Path(shutil.copytree(_berlin, tmp_path_factory.mktemp("berlin") / "home"))


def _of_all_workers(factory: pytest.TempPathFactory) -> Path:
    """Return the folder that all workers of one run share."""
    base = factory.getbasetemp()
    return base if base.name.startswith("pytest-") else base.parent
