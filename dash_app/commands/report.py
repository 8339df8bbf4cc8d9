"""How does somebody write the progress report from the command line?"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dash_app.commands.outcome import Misused
from dash_app.settings import Settings

if TYPE_CHECKING:
    from dash_app.reports.choice import Choice

EPOCH = "SOURCE_DATE_EPOCH"
"""Variable by which builds fix the time stamp of all that they write."""


@click.command()
@click.argument("agreement", required=False, default="")
@click.option("--period", required=True, help="Berichtszeitraum, etwa 2024-Q3.")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Datei; die Endung wählt das Format: .docx, .pdf, .pptx, .xlsx, .html.",
)
@click.option("--district", "districts", multiple=True, help="Schlüssel 01 bis 12; sonst alle Bezirke.")
@click.option("--language", type=click.Choice(["de", "en"]), default="de", help="Sprache des Berichts.")
@click.option("--publication", type=int, help="Nummer der Veröffentlichung; sonst die aktuelle.")
@click.option("--since", type=int, help="Veröffentlichung des letzten Berichts; sonst die davor.")
@click.option("--form", is_flag=True, help="Übersicht in drei Spalten statt Bericht; ohne Vereinbarung alle.")
@click.option("--short", is_flag=True, help="Nur ein Diagramm je Ziel.")
@click.option(
    "--addressee",
    type=click.Choice(["lenkungskreis", "hauptausschuss", "bvv"]),
    default="lenkungskreis",
    help="An wen der Bericht geht.",
)
@click.option("--reference", default="", help="Geschäftszeichen, etwa die Rote Nummer.")
@click.option("--grey", is_flag=True, help="Diagramme in Grau, für den Druck (Word, PDF, HTML).")
@click.option("--final", is_flag=True, help="Endfassung statt Entwurf.")
@click.option("--address", default="", help="Adresse der Anwendung für den Verweis; sonst die eingestellte.")
@click.option("--stamp", default="", help=f"Zeitstempel, etwa 2026-11-22T10:00; sonst {EPOCH} oder jetzt.")
def report(out: Path, address: str, stamp: str, **asked: Any) -> None:
    """Fortschrittsbericht zu AGREEMENT als Word, PDF, PowerPoint, Excel oder HTML schreiben."""
    from dash_app.access import DEMO_VIEWER
    from dash_app.register import Register
    from dash_app.remarks.for_report import approved
    from dash_app.rendering.renderer import Renderer
    from dash_app.reports.builder import build_report
    from dash_app.reports.documents import form_of, written
    from dash_app.store import Store

    form = form_of(out.suffix)
    if not out.resolve().parent.is_dir():
        raise FileNotFoundError(str(out.parent))
    chosen = Settings()
    base = address.rstrip("/") or f"http://{chosen.host}:{chosen.port}"
    choice = _choice(**asked)
    made_at = time_stamp(stamp)
    with Renderer() as renderer:
        if form.pictures:
            renderer.begin()
        store = Store(chosen)
        remarks = approved(store, Register.of(chosen), DEMO_VIEWER, choice)
        made = build_report(store, DEMO_VIEWER, choice, stamp=made_at, address=base, remarks=remarks)
        out.write_bytes(written(made, out.suffix, renderer))
    click.echo(f"{out}: {made.title}, {made.head.subtitle}, Veröffentlichung {made.publication}.", err=True)


def _choice(
    period: str,
    districts: tuple[str, ...],
    form: bool,
    short: bool,
    final: bool,
    grey: bool,
    addressee: str,
    **same: Any,
) -> Choice:
    """Return the choice of the options; `same` are those that it has by the same name."""
    from dash_app.reports.address import ADDRESSEES
    from dash_app.reports.asked import asked_period
    from dash_app.reports.choice import Choice

    return Choice(
        period=asked_period(period),
        districts=tuple(sorted(set(districts))),
        kind="form" if form else "report",
        scope="short" if short else "full",
        state="final" if final else "draft",
        look="print" if grey else "light",
        addressee=ADDRESSEES[addressee],
        **same,
    )


def time_stamp(text: str) -> datetime:
    """Return the time stamp of a document: as given, else that of the environment, else now (UTC)."""
    given = text or os.environ.get(EPOCH, "")
    if not given:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        if text:
            found = datetime.fromisoformat(text)
            return found if found.tzinfo else found.replace(tzinfo=UTC)
        return datetime.fromtimestamp(int(given), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise Misused(
            f"„{given}“ ist kein Zeitstempel. Bitte --stamp wie 2026-11-22T10:00 angeben oder {EPOCH} als "
            "Zahl der Sekunden seit 1970."
        ) from error
