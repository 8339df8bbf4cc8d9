"""Who sits at the terminal? Somebody with a home folder who runs commands and reads their answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from cli import main

LIST = "anzahl;vorname;geschlecht;position\n{};Noah;m;1\n7;Elias;m;2\n"
"""A list of first names with a number to fill in."""
SPANDAU, PANKOW = "Spandau von Berlin Vornamen 2019.csv", "Pankow von Berlin Vornamen 2019.csv"
CHILDREN = "sta_kinder_mit_erstem_vornamen"


@dataclass(frozen=True)
class Person:
    """Somebody at a terminal, with a home folder."""

    home: Path

    def run(self, *words: object, env: Mapping[str, str] | None = None) -> Result:
        """Run a command in this process."""
        settings = {"ZIELBLICK_HOME": str(self.home)} | dict(env or {})
        return CliRunner().invoke(main, [str(word) for word in words], env=settings)

    def json(self, *words: object, code: int = 0) -> Any:
        """Run a command with `--json` and return its one document."""
        done = self.run(*words, "--json")
        assert done.exit_code == code, done.output
        return json.loads(done.stdout)

    def values(self, *words: object) -> list[dict[str, Any]]:
        """Return the records of `values`."""
        done = self.run("values", "--format", "json", *words)
        assert done.exit_code == 0, done.output
        records: list[dict[str, Any]] = json.loads(done.stdout)
        return records
