"""Does a known weakness stop `make check`, and a service that is away not?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tools import audit

CLEAN: dict[str, Any] = {"dependencies": [{"name": "a", "version": "1", "vulns": []}]}
WEAK = {"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}]}
SKIPPED = {"dependencies": [{"name": "a", "skip_reason": "Dependency not found"}]}
NPM: dict[str, Any] = {"vulnerabilities": {}, "metadata": {"dependencies": {"total": 3}}}
NPM_WEAK = NPM | {"vulnerabilities": {"b": {"severity": "high", "range": "<2"}}}
NPM_AWAY = {"error": {"summary": "audit endpoint returned an error"}}


def asked(python: Any, npm: Any) -> audit.Run:
    def run(words: Sequence[str], _folder: Path) -> str:
        told = npm if words[0] == "npm" else python
        if isinstance(told, Exception):
            raise told
        return json.dumps(told)

    return run


@pytest.mark.parametrize(
    ("python", "npm", "code", "said"),
    [
        (CLEAN, NPM, 0, ""),
        (WEAK, NPM, 1, "a 1: CVE-1, mended in 2"),
        (CLEAN, NPM_WEAK, 1, "tools/front: b <2: high"),
        (SKIPPED, NPM, 0, "pip-audit: 1 of 1 packages could not be looked up here."),
        (CLEAN, NPM_AWAY, 0, "npm audit: not reached"),
        (OSError(), FileNotFoundError(), 0, "pip-audit: not reached"),
    ],
)
def test_findings_fail_and_silence_is_told(
    python: Any, npm: Any, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit.main(asked(python, npm)) == code
    told = capsys.readouterr()
    assert said in told.out + told.err
    assert len((told.out + told.err).splitlines()) <= 2
