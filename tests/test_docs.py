"""Can a reader follow the documents word by word?"""

from __future__ import annotations

from pathlib import Path

import click

from dash_app.settings import PREFIX, Settings
from tests.walkers import docs


def test_documents_name_only_commands_that_exist(root: Path) -> None:
    from cli import main

    assert docs.unknown_commands(root, main) == []


def test_an_unknown_command_or_option_in_a_document_is_found(tmp_path: Path) -> None:
    @click.group()
    def program() -> None: ...

    @program.command()
    @click.option("--out")
    def load(out: str) -> None: ...

    (tmp_path / "README.md").write_text(
        "`zielblick load a --out b`, `zielblick lod`, `zielblick load --to b`\n"
    )
    assert docs.unknown_commands(tmp_path, program) == [
        "README.md: zielblick lod: there is no command lod",
        "README.md: zielblick load --to b: there is no option --to",
    ]


def test_operations_describes_every_setting(root: Path) -> None:
    fields = Settings.model_fields.items()
    real = {str(field.validation_alias or f"{PREFIX}{name.upper()}") for name, field in fields}
    assert docs.settings_named(root / "docs" / "operations.md") == real


def test_readme_names_the_two_commands_and_the_licence_is_whole(root: Path) -> None:
    shown = set(docs.commands(root / "README.md"))
    assert {"make run", "make test"} <= shown
    licence = (root / "LICENCE").read_text(encoding="utf-8")
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in licence
    assert "15.Applicable Law" in licence
    assert "Appendix" in licence


def test_the_libraries_given_by_the_user_are_locked(root: Path) -> None:
    locked = (root / "requirements.lock").read_text(encoding="utf-8")
    names = {line.split("==")[0] for line in locked.splitlines() if "==" in line}
    given = {"dash", "dash-bootstrap-components", "plotly", "pandas", "sqlalchemy", "duckdb", "pydantic"}
    assert given <= names
