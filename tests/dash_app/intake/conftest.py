"""What do the tests of deliveries share?"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from schemas.catalogue import Catalogue
from tests.dash_app.intake.desk import Desk, published


@pytest.fixture(scope="session")
def before(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Path:
    """A home with one publication, to copy."""
    home = tmp_path_factory.mktemp("before") / "home"
    published(home, catalogue)
    return home


@pytest.fixture
def desk(tmp_path: Path, before: Path) -> Desk:
    """An installation of its own."""
    shutil.copytree(before, tmp_path / "home")
    return Desk(tmp_path / "home")


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory, before: Path) -> Desk:
    """An installation that a module shares: its tests leave nothing behind."""
    home = tmp_path_factory.mktemp("counter") / "home"
    shutil.copytree(before, home)
    return Desk(home)
