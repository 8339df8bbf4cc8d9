"""How is a register brought to the newest schema? By Alembic, inside the transaction of the caller."""

from __future__ import annotations

from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from dash_app.register import migrations
from dash_app.register.models import Base


def upgrade(connection: Connection, revision: str = migrations.HEAD) -> None:
    """Take the steps that are missing up to a revision."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)

    def steps(found: object, _context: object) -> list[object]:
        return list(scripts._upgrade_revs(revision, found))  # type: ignore[arg-type]

    with EnvironmentContext(config, scripts, fn=steps, destination_rev=revision) as environment:
        environment.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
        environment.run_migrations()
