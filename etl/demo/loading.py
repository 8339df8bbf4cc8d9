"""How do the demonstration data get into a home folder, and when must they not?"""

from __future__ import annotations

from pathlib import Path

import duckdb

from etl.corrections import Corrections
from etl.demo.deliveries import write_deliveries
from etl.load import Answer, Progress, load
from etl.publish import Publications, PublishError
from schemas.catalogue import Catalogue

PUBLISHED = Path("figures") / "published_figures.csv"
"""Below the data folder; the one real delivery that demonstration data stand beside."""
_REAL = """
    SELECT count(*), min(name) FROM delivery WHERE status = 'loaded' AND NOT demo AND name <> ?
"""


def load_demo(*, home: Path, data: Path, catalogue: Catalogue, progress: Progress = iter) -> list[Answer]:
    """Write the demonstration deliveries under `home/demo` and load them batch by batch.

    Args:
        home: folder that holds `publications`; the files stay in `demo`, so that numbers can be followed.
        data: folder with published figures and corrections.
        catalogue: what is agreed and defined.
        progress: wraps the files while they are read.

    Returns:
        One answer for each batch, in order; a second time all are unchanged and nothing is published.

    Raises:
        PublishError: if the home holds real deliveries, or the catalogue no demonstration sites.
    """
    _refuse_beside_real(home)
    try:
        batches = write_deliveries(home / "demo", catalogue)
    except LookupError as error:
        raise PublishError(
            f"Der Katalog nennt keine Demonstrationsstandorte für die Bezirke {error}. Bitte in "
            "sources/zms-exchange.yaml je Bezirk drei Standorte mit „Demo“ im Namen und eine Organisation "
            "eintragen."
        ) from error
    corrections = Corrections.read(data / "corrections")
    answers = []
    for number, batch in enumerate(batches):
        paths = [data / PUBLISHED, *batch.paths] if number == 0 else list(batch.paths)
        answers.append(
            load(
                paths,
                home=home,
                catalogue=catalogue,
                corrections=corrections,
                note=batch.note,
                loaded=batch.arrived,
                progress=progress,
            )
        )
    return answers


def _refuse_beside_real(home: Path) -> None:
    """Raise an error where the current publication holds deliveries that are not invented."""
    publications = Publications(home)
    number = publications.current()
    if number is None:
        return
    path = publications.path(number)
    try:
        with duckdb.connect(path, read_only=True) as con:
            row = con.execute(_REAL, [PUBLISHED.name]).fetchone()
    except duckdb.Error as error:
        raise PublishError(
            f"Die Veröffentlichung {path} lässt sich nicht lesen; die Datei ist beschädigt. Bitte die "
            "Sicherung zurückspielen oder mit ZIELBLICK_HOME einen leeren Ordner nennen."
        ) from error
    if row and row[0]:
        raise PublishError(
            f"In {home} liegen {row[0]} echte Lieferungen (etwa „{row[1]}“). Demonstrationsdaten gehören "
            "nicht daneben. Bitte mit ZIELBLICK_HOME einen eigenen, leeren Ordner nennen."
        )
