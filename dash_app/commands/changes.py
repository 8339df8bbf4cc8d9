"""How does somebody ask from the command line what has changed?"""

from __future__ import annotations

from typing import Any

import click

from dash_app.settings import Settings


@click.command()
@click.option("--from", "before", required=True, help="Frühere Veröffentlichung oder früherer Zeitraum.")
@click.option("--to", "after", required=True, help="Spätere Veröffentlichung oder späterer Zeitraum.")
@click.option("--indicator", "indicators", multiple=True, help="Nur diese Kennzahl.")
@click.option("--json", "as_json", is_flag=True, help="Antwort als JSON.")
def changes(**asked: Any) -> None:
    """Was sich zwischen zwei Veröffentlichungen (2, 3) oder Zeiträumen (2024-Q2, 2024-Q3) geändert hat."""
    from dash_app.asked_changes import asked_changes
    from dash_app.store import Store

    click.echo(asked_changes(Store(Settings()), **asked))
