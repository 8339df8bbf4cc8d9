"""How does somebody write the package of all public figures from the command line?"""

from __future__ import annotations

import json
from pathlib import Path

import click

from dash_app.commands.outcome import Misused
from dash_app.settings import Settings


@click.command()
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Ordner, oder Datei auf .zip.")
@click.option("--portal", type=click.Path(path_type=Path), help="Angaben der veröffentlichenden Stelle.")
@click.option("--publication", type=int, help="Nummer der Veröffentlichung; sonst die aktuelle.")
@click.option("--json", "as_json", is_flag=True, help="Antwort als JSON.")
def package(out: Path, portal: Path | None, publication: int | None, as_json: bool) -> None:
    """Datenpaket alles Öffentlichen für das Open-Data-Portal schreiben."""
    from dash_app.package import Portal, PortalError, pack, written
    from dash_app.package.portal import NAME
    from dash_app.store import Store
    from dash_app.texts import Texts

    settings = Settings()
    if portal and not portal.is_file():
        raise FileNotFoundError(str(portal))
    try:
        said = Portal.read(portal or settings.home / NAME)
    except PortalError as error:
        raise Misused(str(error)) from error
    snapshot = Store(settings).open(publication)
    packed = pack(snapshot, said)
    written(packed, out)
    told = {"values": packed.values, "indicators": packed.indicators}
    if as_json:
        answer = {"path": str(out), "publication": snapshot.number, **told, "demo": packed.is_demo}
        click.echo(json.dumps(answer | {"missing": list(said.missing)}, ensure_ascii=False, indent=1))
        return
    t = Texts("de")
    click.echo(t("package.written", path=out, number=snapshot.number, **told))
    if said.missing:
        click.echo(t("package.readme.missing", listed=", ".join(said.missing)))
