"""What can be done with Zielblick from the command line?"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dash_app.commands.changes import changes
from dash_app.commands.chart import chart
from dash_app.commands.explain import explain
from dash_app.commands.outcome import Misused, Refused
from dash_app.commands.package import package
from dash_app.commands.report import report
from dash_app.commands.user import user
from dash_app.commands.values import values
from dash_app.lean import keep_lean
from dash_app.settings import Settings, SettingsError

if TYPE_CHECKING:
    from flask import Flask

DATA = Path(__file__).resolve().parent / "data"
"""Published figures and known errors of sources, as they come with the program."""


class Program(click.Group):
    """All commands; what a command expects to go wrong becomes a sentence and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            if isinstance(error, click.ClickException) or (said := _said(error)) is None:
                raise
            raise said from error


def _said(error: Exception) -> click.ClickException | None:
    """Return the sentence and exit code of an error that is expected, None for any other."""
    # Imported only when something went wrong: `serve` must not hold DuckDB when it forks.
    from dash_app.asked_figures import AskError
    from dash_app.rendering import Unavailable
    from dash_app.rendering.work import Unmakeable
    from dash_app.store import NoPublication
    from etl.corrections import CorrectionError
    from etl.publish import PublishError
    from schemas.catalogue_files import CatalogueError

    if isinstance(error, FileNotFoundError):
        name = error.args[0] if len(error.args) == 1 else error.filename
        return Misused(f"Es gibt keine Datei und keinen Ordner „{name}“. Bitte den Pfad prüfen.")
    if isinstance(error, SettingsError | CatalogueError | CorrectionError | AskError | Unmakeable):
        return Misused(str(error))
    if isinstance(error, PublishError | NoPublication | Unavailable):
        return Refused(str(error))
    if isinstance(error, OSError):
        return Refused(f"Es ließ sich nicht schreiben oder lesen: {error}. Bitte Platz und Rechte prüfen.")
    return None


def _dump(document: object) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))


def _progress(paths: Sequence[Path]) -> Iterator[Path]:
    """Show how far the reading is, on standard error and only at a terminal."""
    from tqdm import tqdm

    is_quiet = not sys.stderr.isatty()
    return iter(tqdm(paths, desc="Lieferungen", unit="Datei", file=sys.stderr, disable=is_quiet))


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="zielblick")
@click.pass_context
def main(context: click.Context) -> None:
    """Zielblick: Werden die gesamtstädtischen Zielvereinbarungen eingehalten?"""
    context.obj = _application


def _application() -> Flask:
    """Return the application for commands that make what pages show."""
    from app import create_app

    server: Flask = create_app(Settings()).server
    return server


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Nur prüfen, nichts veröffentlichen.")
@click.option("--note", default="", help="Bemerkung zur Veröffentlichung.")
@click.option("--json", "as_json", is_flag=True, help="Antwort als JSON.")
def load(paths: tuple[Path, ...], dry_run: bool, note: str, as_json: bool) -> None:
    """Lieferungen prüfen und als eine neue Veröffentlichung übernehmen."""
    from etl.corrections import Corrections
    from etl.load import load as load_files
    from schemas.catalogue_files import read_catalogue

    chosen = Settings()
    answer = load_files(
        paths,
        home=chosen.home,
        catalogue=read_catalogue(chosen.catalogue),
        corrections=Corrections.read(DATA / "corrections"),
        note=note,
        dry_run=dry_run,
        progress=_progress,
    )
    _tell_answer(answer, as_json, dry_run)


def _tell_answer(answer: Any, as_json: bool, dry_run: bool) -> None:
    from etl.answers import as_document, as_text

    if as_json:
        _dump(as_document(answer))
    else:
        click.echo(as_text(answer, dry_run=dry_run))
    if not answer.is_acceptable:
        sys.exit(1)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Antwort als JSON.")
def demo(as_json: bool) -> None:
    """Demonstrationslieferungen schreiben und zusammen mit den veröffentlichten Zahlen laden."""
    from etl.demo import load_demo
    from schemas.catalogue_files import read_catalogue

    chosen = Settings()
    answers = load_demo(
        home=chosen.home, data=DATA, catalogue=read_catalogue(chosen.catalogue), progress=_progress
    )
    if as_json:
        from etl.answers import as_document

        _dump([as_document(answer) for answer in answers])
        return
    files = sum(len(answer.files) for answer in answers)
    numbers = [str(answer.publication) for answer in answers if answer.publication is not None]
    said = f"Veröffentlichung {', '.join(numbers)}" if numbers else "nichts Neues"
    click.echo(f"Demonstrationsdaten geladen: {files} Dateien, {said}. Keine amtlichen Zahlen.")


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Liste als JSON.")
def publications(as_json: bool) -> None:
    """Veröffentlichungen auflisten, die neueste zuletzt."""
    from etl.answers import publication_lines, publication_records
    from etl.publish import Publications

    listing = Publications(Settings().home).listing()
    if as_json:
        _dump(publication_records(listing))
    else:
        click.echo(publication_lines(listing))


@main.command()
@click.argument("number", type=int)
@click.option("--note", default="", help="Grund, der in der Liste steht.")
def rollback(number: int, note: str) -> None:
    """Veröffentlichung NUMBER wieder in Kraft setzen, als neue Veröffentlichung."""
    from etl.publish import Publications

    reason = f"Rückkehr zu Veröffentlichung {number}" + (f": {note}" if note else "")
    made = Publications(Settings().home).rollback(number, reason)
    click.echo(f"Veröffentlichung {made} ist in Kraft; sie enthält den Stand von Veröffentlichung {number}.")


@main.group()
def catalogue() -> None:
    """Katalog der Vereinbarungen und Kennzahlen."""


@catalogue.command("check")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Probleme als JSON.")
def catalogue_check(folder: Path | None, as_json: bool) -> None:
    """Einen Katalog prüfen; nennt alle Probleme, nicht nur das erste."""
    from schemas.catalogue_files import check_catalogue

    place = folder or Settings().catalogue
    problems = check_catalogue(place)
    if as_json:
        _dump([problem.record() for problem in problems])
    else:
        count = f"{len(problems)} Probleme in {place}."
        last = count if problems else f"Der Katalog {place} ist in Ordnung."
        click.echo("\n".join([*map(str, problems), last]))
    if problems:
        sys.exit(1)


@main.command()
@click.option("--host", help="Adresse, auf der die Anwendung hört.")
@click.option("--port", type=int, help="Port der Anwendung.")
@click.option("--workers", type=int, help="Zahl der Prozesse.")
def serve(host: str | None, port: int | None, workers: int | None) -> None:
    """Die Webanwendung starten."""
    gc.disable()  # nothing of what is imported and composed is garbage; `app.serve` lets it begin again
    from app import serve as serve_web

    given: dict[str, Any] = {"host": host, "port": port, "workers": workers}
    serve_web(Settings(**{name: value for name, value in given.items() if value is not None}))


COMMANDS = (changes, chart, explain, package, report, user, values)
"""Commands that load nothing; they live in dash_app/commands."""
for command in COMMANDS:
    main.add_command(command)


def run() -> None:
    """Run the command line as a program of its own."""
    keep_lean()
    main()


if __name__ == "__main__":
    run()
