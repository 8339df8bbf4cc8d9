"""Which publications are reports made of in tests?"""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas.catalogue_files import read_catalogue
from tests import world
from tests.dash_app.reports.office import ROOT


@pytest.fixture(scope="session")
def reports_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two publications with figures of all kinds; nobody changes them."""
    place = tmp_path_factory.mktemp("home")
    catalogue = read_catalogue(ROOT / "data" / "catalogue")
    world.build(place, catalogue, ROOT, folder=tmp_path_factory.mktemp("eingang"))
    return place
