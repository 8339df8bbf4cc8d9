"""How are published values read from the command line?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dash_app.commands.outcome import Misused, Refused
from dash_app.settings import Settings

if TYPE_CHECKING:
    from dash_app.exports.files import Format

LEVELS = ("month", "quarter", "half", "year", "date")
FORMATS = ("table", "csv", "csv-machine", "json", "parquet", "xlsx")
NOTHING_YET = "Es wurde noch nichts veröffentlicht. Bitte mit „zielblick load“ Lieferungen laden."


@click.command()
@click.option("--indicator", "indicators", required=True, multiple=True, help="Kennung der Kennzahl.")
@click.option("--district", "districts", multiple=True, help="Schlüssel: 00 Berlin, 01 bis 12.")
@click.option("--period", "periods", multiple=True, help="Zeitraum, etwa 2024-Q3.")
@click.option("--from", "start", help="Erster Zeitraum.")
@click.option("--to", "end", help="Letzter Zeitraum.")
@click.option("--level", type=click.Choice(LEVELS), help="Ebene der Zeiträume.")
@click.option("--publication", type=int, help="Nummer der Veröffentlichung; sonst die aktuelle.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", help="Form der Ausgabe.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Datei statt Bildschirm.")
def values(form: Format, out: Path | None, publication: int | None, **asked: Any) -> None:
    """Veröffentlichte Werte mit Ziel und Stand ausgeben."""
    from dash_app.asked_figures import asked_figures
    from dash_app.exports import export
    from dash_app.store import Store

    if form in ("parquet", "xlsx") and out is None:
        raise Misused(f"Das Format „{form}“ ist keine Textausgabe. Bitte mit --out eine Datei angeben.")
    store = Store(Settings())
    snapshot = store.open(publication) if publication or store.current() is not None else None
    figures = asked_figures(snapshot, **asked) if snapshot else []
    if snapshot is None and form in ("parquet", "xlsx"):
        raise Refused(NOTHING_YET)
    nothing = b"[]\n" if form == "json" else b""
    content = export(figures, snapshot, form) if snapshot else nothing
    if out is None:
        click.echo(content, nl=False)
    else:
        out.write_bytes(content)
