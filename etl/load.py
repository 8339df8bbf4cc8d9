"""How do files become a publication, and what does each file get as an answer?"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import duckdb

from etl import compute, history, plausibility, projections
from etl.checks import EVERYTHING, Delivered, check
from etl.corrections import Corrections
from etl.notes import note_deliveries, note_findings
from etl.publish import Building, Publications, now
from etl.scope import Scope
from etl.source import HEAD_BYTES, Source, Tidy, Unreadable
from etl.sources import SOURCES, recognise
from etl.sources._archive import checked_content, is_workbook
from schemas.catalogue import Catalogue
from schemas.findings import Finding

MOST_BYTES = 512 * 1024 * 1024
"""Larger files are refused: `too-large`."""
UPLOADED = "hochgeladen"
"""Folder of a file that came without one, so that its place on our disk says nothing about it."""


@dataclass(slots=True)
class FileAnswer:
    """What became of one file."""

    path: Path
    source: str | None = None
    status: str = "unrecognised"
    rows: int = 0
    observations: int = 0
    sha256: str = ""
    bytes: int = 0
    findings: list[Finding] = field(default_factory=list)
    tidy: Tidy | None = None
    name: str = ""
    """Name of the file as it was sent."""

    def refuse(self, *findings: Finding, status: str = "rejected") -> None:
        """Note why nothing of the file is published."""
        self.findings.extend(findings)
        self.status = status


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a load; `publication` is None where nothing new was published."""

    publication: int | None
    files: tuple[FileAnswer, ...]

    @property
    def is_acceptable(self) -> bool:
        """Whether every file was loaded or is published already."""
        return all(file.status in ("loaded", "unchanged") for file in self.files)


Progress = Callable[[Sequence[Path]], Iterator[Path]]


def files_below(paths: Sequence[Path]) -> list[Path]:
    """Return the files that paths name, folders searched, in order; no hidden and lock files of Office.

    Raises:
        FileNotFoundError: naming the first path that is not there.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(path)
        inside = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        hidden = [
            p
            for p in inside
            if path.is_dir() and any(part.startswith((".", "~$")) for part in p.relative_to(path).parts)
        ]
        found.update(dict.fromkeys(p for p in inside if p not in hidden))
    return list(found)


def load(
    paths: Sequence[Path],
    *,
    home: Path,
    catalogue: Catalogue,
    corrections: Corrections,
    note: str = "",
    dry_run: bool = False,
    loaded: datetime | None = None,
    progress: Progress = iter,
) -> Answer:
    """Read deliveries (files or folders), check them, and publish what is acceptable as one publication.

    Args:
        paths: where they are.
        home: folder that holds `publications`.
        catalogue: what is agreed and defined; the publication keeps it.
        corrections: known errors of sources.
        note: what the list of publications says about this one.
        dry_run: do everything but publish; several can at once.
        loaded: time of the load (UTC, without zone), now where left out; demonstrations tell of the past.
        progress: wraps the files while they are read.

    Raises FileNotFoundError if a path is not there, PublishError if the publication cannot be written.
    """
    files, publications = files_below(paths), Publications(home)

    def build(building: Building, copies: Path) -> tuple[bool, tuple[FileAnswer, ...]]:
        answers = read_files(map(Given, progress(files)), copies, catalogue, corrections)
        if is_new := check_files(building, answers, catalogue):
            fill(building, answers, catalogue, note, loaded or now())
        return is_new, tuple(answers)

    with tempfile.TemporaryDirectory() as folder:
        if dry_run:
            with publications.trial(Path(folder) / "trial.duckdb") as building:
                return Answer(None, build(building, Path(folder))[1])
        with publications.writing(), publications.building() as building:
            is_new, answers = build(building, Path(folder))
            return Answer(publications.publish(building) if is_new else None, answers)


@dataclass(frozen=True, slots=True)
class Given:
    """A file to load; one that came through the browser lies under its hash and was called otherwise."""

    path: Path
    name: str | None = None


def read_files(
    given: Iterable[Given], copies: Path, catalogue: Catalogue, corrections: Corrections
) -> list[FileAnswer]:
    """Read files from copies that nobody changes, made in a folder, as far as they can be read."""
    return [_read(each, copies / str(n), catalogue, corrections) for n, each in enumerate(given)]


def _read(given: Given, copy: Path, catalogue: Catalogue, corrections: Corrections) -> FileAnswer:
    """Read one file."""
    path = given.path
    answer = FileAnswer(path, name=given.name or path.name)
    try:
        before = path.stat()
        answer.bytes = before.st_size
        if before.st_size > MOST_BYTES:
            found, allowed = f"{before.st_size / 1e6:.0f} MB", f"{MOST_BYTES / 1e6:.0f} MB"
            answer.refuse(Finding("too-large", found, params={"allowed": allowed}))
            return answer
        # Name and folder of a delivery can carry meaning (year, office): the copy keeps both.
        same = copy / (UPLOADED if given.name else path.resolve().parent.name) / answer.name
        same.parent.mkdir(parents=True)
        shutil.copyfile(path, same)
        after = path.stat()
        with same.open("rb") as handle:
            answer.sha256 = hashlib.file_digest(handle, "sha256").hexdigest()
            handle.seek(0)
            head = handle.read(HEAD_BYTES)
    except OSError as error:
        answer.refuse(Finding("unreadable", error.strerror or type(error).__name__))
        return answer
    if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size):
        answer.refuse(Finding("changed-while-reading"))
    elif (source := recognise(same, head)) is None:
        answer.refuse(*_unknown(same, head), status="unrecognised")
    else:
        _tidy(answer, same, source, catalogue, corrections)
    return answer


def _unknown(path: Path, head: bytes) -> Sequence[Finding]:
    """Say why no source knows a file: most often a workbook is damaged, locked, or carries macros."""
    if is_workbook(head):
        try:
            checked_content(path)
        except Unreadable as problem:
            return problem.findings
    slugs = ", ".join(known.slug for known in SOURCES)
    return [Finding("unknown-format", path.suffix, params={"allowed": slugs})]


def _tidy(
    answer: FileAnswer, path: Path, source: Source, catalogue: Catalogue, corrections: Corrections
) -> None:
    """Mirror and tidy one file of a known source."""
    answer.source = source.slug
    try:
        table = source.read(path)
        table, noted = corrections.apply(source.slug, path, table)
        answer.tidy = source.tidy(table, catalogue)
    except Unreadable as error:
        answer.refuse(*error.findings)
        return
    answer.findings.extend((*table.findings, *noted))
    answer.rows = answer.tidy.data_rows


def check_files(
    building: Building, answers: list[FileAnswer], catalogue: Catalogue, scope: Scope = EVERYTHING
) -> bool:
    """Give every file its status; return whether there is anything new to publish."""
    delivered = [
        Delivered(n, a.source, a.tidy, list(a.findings))
        for n, a in enumerate(answers)
        if a.source is not None and a.tidy is not None
    ]
    if not delivered:
        return False
    con = building.con
    check(con, delivered, catalogue, scope)
    about = {row[0]: row[1:] for row in con.execute("SELECT * FROM about").fetchall()}
    known = _published_before(con)
    for done in delivered:
        answer = answers[done.file]
        answer.findings = done.findings
        answer.status = "loaded" if done.is_acceptable else "rejected"
        if done.file not in about or not done.is_acceptable:
            continue
        *meaning, answer.observations = about[done.file]
        identity = (answer.sha256, answer.source, *meaning)
        answer.status = "unchanged" if identity in known else "loaded"
        known.add(identity)
    unchanged = [n for n, a in enumerate(answers) if a.status == "unchanged"]
    con.execute("DELETE FROM observed WHERE list_contains($1, file)", [unchanged])
    news = history.find_changes(con)
    for n, answer in enumerate(answers):
        if answer.status == "loaded" and answer.observations and n not in news:
            answer.status = "unchanged"
    return bool(news)


def _published_before(con: duckdb.DuckDBPyConnection) -> set[tuple[object, ...]]:
    """Return what tells published deliveries apart: content, and what it was taken to be about."""
    rows = con.execute(
        "SELECT sha256, source, districts, period_start, period_end FROM delivery WHERE status = 'loaded'"
    )
    return set(rows.fetchall())


def fill(
    building: Building,
    answers: list[FileAnswer],
    catalogue: Catalogue,
    note: str,
    loaded: datetime,
    *,
    projected: bool = True,
) -> None:
    """Write history, values, projections if wanted, findings and the note about the publication itself."""
    con = building.con
    new = sum(answer.status == "loaded" for answer in answers)
    note_deliveries(building, answers, loaded)
    history.append(con, building.number)
    compute.compute(con, catalogue)
    if projected and (lost := projections.publish(con, catalogue)):
        next(answer for answer in answers if answer.status == "loaded").findings.append(lost)
    for file, finding in plausibility.second_look(con):
        answers[file].findings.append(finding)
    note_findings(building, answers)
    con.execute(
        "INSERT INTO publication VALUES (?, ?, ?, NULL, ?, ?)",
        [
            building.number,
            loaded,
            note,
            new,
            catalogue.model_dump_json(by_alias=True, exclude_defaults=True),
        ],
    )
