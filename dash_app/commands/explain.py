"""How does somebody ask from the command line where a value comes from?"""

from __future__ import annotations

from typing import Any

import click

from dash_app.settings import Settings


@click.command()
@click.option("--indicator", required=True, help="Kennung der Kennzahl.")
@click.option("--district", default="00", help="Schlüssel: 00 Berlin, 01 bis 12.")
@click.option("--period", required=True, help="Zeitraum, etwa 2024-Q3.")
@click.option("--publication", type=int, help="Nummer der Veröffentlichung; sonst die aktuelle.")
@click.option("--json", "as_json", is_flag=True, help="Antwort als JSON.")
def explain(**asked: Any) -> None:
    """Herkunft eines Wertes: Lieferungen, Prüfung, Formel, Rundung, Ziel, Regel und frühere Stände."""
    from dash_app.asked_explanation import asked_explanation
    from dash_app.store import Store

    click.echo(asked_explanation(Store(Settings()), **asked))
