"""What do the tests of the loader share?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.etl.small import TIDY_FILES


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty home folder."""
    return tmp_path / "home"


@pytest.fixture
def tidy_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the loader know the source of the small world."""
    monkeypatch.setattr(
        "etl.load.recognise", lambda path, head: TIDY_FILES if path.suffix == ".tidy" else None
    )
