"""How does somebody get a chart as a file from the command line?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dash_app.commands.outcome import Misused
from dash_app.commands.work import at_work
from dash_app.settings import Settings

KINDS = (
    "comparison", "trend", "multiples", "map", "spc", "funnel", "contribution", "gauge", "bullet", "spine",
    "matrix", "projection",
)  # fmt: skip
OUT = click.Path(path_type=Path, dir_okay=False)
ENDINGS = (".png", ".svg", ".pdf", ".html", ".json")


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.option("--indicator", help="Kennung der Kennzahl; nur „matrix“ kommt ohne aus.")
@click.option("--district", help="Schlüssel des hervorgehobenen Bezirks: 01 bis 12.")
@click.option("--period", help="Zeitraum, etwa 2024-Q3; sonst der neueste.")
@click.option("--publication", type=int, help="Nummer der Veröffentlichung; sonst die aktuelle.")
@click.option("--language", type=click.Choice(["de", "en"]), default="de", help="Sprache der Texte.")
@click.option("--width-cm", type=float, default=16.0, help="Breite in Zentimetern (6 bis 42).")
@click.option("--height-cm", type=float, help="Höhe des Diagramms ohne Kopf und Fuß.")
@click.option("--dpi", type=int, default=300, help="Auflösung von PNG (72 bis 600).")
@click.option("--dark", "look", flag_value="dark", help="Dunkle Fassung.")
@click.option("--grey", "--print", "look", flag_value="print", help="Für den Druck in Grau.")
@click.option("--address", default="", help="Adresse der Anwendung für den Verweis; sonst die eingestellte.")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Datei: png, svg, pdf, html, json.",
)
@click.pass_context
def chart(context: click.Context, /, out: Path, look: str | None, address: str, **asked: Any) -> None:
    """Ein Diagramm als Bild, PDF, Webseite oder Daten, so wie es auf der Seite steht."""
    if (ending := out.suffix.lower()) not in ENDINGS:
        raise Misused(f"Die Endung „{out.suffix}“ gibt es nicht. Erlaubt sind {', '.join(ENDINGS)}.")
    from dash_app.rendering.asked import Asked, asked_chart

    chosen = Settings()
    base = address or f"http://{chosen.host}:{chosen.port}"
    with at_work(context, language=asked["language"], base=base) as work:
        content = asked_chart(work, Asked(ending=ending.removeprefix("."), look=look or "light", **asked))
    out.write_bytes(content)
