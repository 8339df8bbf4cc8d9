"""Does the page for operators promise only what a test proves?"""

from __future__ import annotations

import re
from pathlib import Path


def rows(root: Path) -> list[list[str]]:
    text = (root / "docs" / "operations.md").read_text(encoding="utf-8")
    table = text.partition("## Threats")[2].partition("\n## ")[0]
    lines = [line for line in table.splitlines() if line.startswith("| ")][1:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_threat_names_tests_that_exist(root: Path) -> None:
    missing, listed = [], rows(root)
    assert len(listed) > 15
    for threat, protection, proof in listed:
        assert threat and protection
        named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", proof)
        assert named, f"nothing proves: {threat}"
        for path, name in named:
            file = root / path
            if not file.is_file() or f"def {name}(" not in file.read_text(encoding="utf-8"):
                missing.append(f"{path}::{name}")
    assert missing == []
