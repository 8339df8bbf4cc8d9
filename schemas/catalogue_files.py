"""What is in the catalogue folder, and is it free of problems?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from schemas import catalogue_consistency as consistency
from schemas import catalogue_rules as rules
from schemas.catalogue import Agreement, Area, Catalogue, Event, Indicator, Measure, Reference, SourceMapping
from schemas.catalogue_problems import CatalogueError, Problem, problem
from schemas.catalogue_validation import validate
from schemas.catalogue_yaml import Parsed, parse

__all__ = ["CatalogueError", "Problem", "check_catalogue", "read_catalogue"]


class _List(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Areas(_List):
    areas: tuple[Area, ...]


class _References(_List):
    references: tuple[Reference, ...]


class _Measures(_List):
    measures: tuple[Measure, ...]


class _Events(_List):
    events: tuple[Event, ...]


class _Context(_List):
    indicators: tuple[Indicator, ...]


_LISTS: dict[str, type[_List]] = {
    "areas.yaml": _Areas,
    "references.yaml": _References,
    "measures.yaml": _Measures,
    "events.yaml": _Events,
    "context.yaml": _Context,
}
_OPTIONAL = ("events.yaml", "context.yaml")
_FOLDERS: dict[str, type[Agreement | SourceMapping]] = {"agreements": Agreement, "sources": SourceMapping}
_ALLOWED = ", ".join([*_LISTS, *(f"{folder}/*.yaml" for folder in _FOLDERS), "README.md"])
_RULES = (
    rules.unique_ids,
    rules.indicator_titles,
    rules.area_spellings,
    rules.site_spellings,
    rules.known_sources,
    rules.known_areas,
    rules.known_measures,
    rules.known_indicators,
    rules.names_of_files,
    consistency.formulas,
    consistency.targets,
    consistency.indicators,
    consistency.life_cycles,
    consistency.signatures,
    consistency.events,
)


def read_catalogue(folder: Path) -> Catalogue:
    """Return the catalogue of a folder.

    Raises:
        CatalogueError: with all problems of all files.
    """
    catalogue, problems = _read(folder)
    if catalogue is None:
        raise CatalogueError(problems)
    return catalogue


def check_catalogue(folder: Path) -> list[Problem]:
    """Return all problems of all files of a folder, ordered by file and line; empty where it is sound."""
    return _read(folder)[1]


def _read(folder: Path) -> tuple[Catalogue | None, list[Problem]]:
    if not folder.is_dir():
        return None, [problem("missing-folder", str(folder), found=str(folder), allowed=_ALLOWED)]
    parsed: dict[str, Parsed] = {}
    problems = list(_unknown_files(folder))
    for name in _names(folder):
        try:
            parsed[name] = parse((folder / name).read_bytes(), name)
        except OSError as error:
            problems.append(problem("unreadable", name, found=error.strerror or str(error), allowed="UTF-8"))
    for name, model in _LISTS.items():
        if name not in parsed and name not in _OPTIONAL and not any(found.file == name for found in problems):
            problems.append(problem("missing-file", name, allowed=", ".join(model.model_fields)))
    models: dict[str, BaseModel | None] = {}
    for name, file in parsed.items():
        if file.problems and file.data is None:
            continue
        models[name], shape = validate(_model_of(name), file.data, name)
        problems += shape
    content = {name: file.data for name, file in parsed.items()}
    empty = [name for name in (*_LISTS, *parsed) if content.get(name) is None and name not in _OPTIONAL]
    broken = {name.partition("/")[0] for name in empty}
    for rule in _RULES:
        problems += [found for found in rule(content) if not _follows_from(found, broken)]
    problems = [_with_line(found, parsed) for found in problems]
    problems += [found for file in parsed.values() for found in file.problems]
    problems.sort(key=lambda found: (found.file, found.line or 0, found.path))
    return (None if problems else _catalogue(models)), problems


def _names(folder: Path) -> list[str]:
    lists = [name for name in _LISTS if (folder / name).is_file()]
    filed = [path for inner in _FOLDERS for path in sorted((folder / inner).glob("*.yaml"))]
    return lists + [path.relative_to(folder).as_posix() for path in filed]


def _unknown_files(folder: Path) -> Iterator[Problem]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        inner, _, file = name.rpartition("/")
        known = name in _LISTS or (inner in _FOLDERS and file.endswith(".yaml")) or file == "README.md"
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not known and not hidden:
            yield problem("unknown-file", name, found=name, allowed=_ALLOWED)


def _model_of(name: str) -> type[BaseModel]:
    return _LISTS[name] if name in _LISTS else _FOLDERS[name.partition("/")[0]]


def _follows_from(found: Problem, broken: set[str]) -> bool:
    """Whether an id is unknown only because the file that lists it could not be read."""
    return found.kind == "unknown-id" and any(name in found.allowed for name in broken)


def _with_line(found: Problem, parsed: dict[str, Parsed]) -> Problem:
    file = parsed.get(found.file)
    return found.on_line(file.line_of(found.at)) if file and found.line is None else found


def _catalogue(models: dict[str, BaseModel | None]) -> Catalogue:
    def listed(name: str, key: str) -> tuple[Any, ...]:
        return getattr(models.get(name), key, ())

    agreements = [model for model in models.values() if isinstance(model, Agreement)]
    return Catalogue(
        areas=listed("areas.yaml", "areas"),
        references=listed("references.yaml", "references"),
        measures=listed("measures.yaml", "measures"),
        sources=tuple(model for model in models.values() if isinstance(model, SourceMapping)),
        agreements=tuple(sorted(agreements, key=lambda agreement: (agreement.order, agreement.id))),
        context=listed("context.yaml", "indicators"),
        events=tuple(sorted(listed("events.yaml", "events"), key=lambda event: (event.since, event.id))),
    )
