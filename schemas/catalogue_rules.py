"""Do the files of the catalogue agree with each other?

The rules walk over the files as read, so that a misspelt entry does not hide the other problems of its file.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from schemas.catalogue import BERLIN, Area, AreaKind
from schemas.catalogue_problems import At, Problem, problem

Files = Mapping[str, object]
"""Content of each file as dicts, lists and texts, by its name inside the folder."""
T = TypeVar("T", bound=BaseModel)

_FOLDS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_IN_AGREEMENTS = "agreements/*"


@dataclass(frozen=True, slots=True)
class Spot:
    """One value of a file with its place."""

    file: str
    at: At
    value: Any

    @property
    def where(self) -> str:
        """File and place as text."""
        return f"{self.file}, {problem('missing-key', self.file, self.at).path}"

    def inside(self, *keys: str) -> Iterator[Spot]:
        """Yield what lies at the keys below; `*` stands for every item of a list or mapping."""
        if not keys:
            yield self
            return
        key, *rest = keys
        value = self.value
        if key == "*":
            for part, item in _parts(value):
                yield from Spot(self.file, (*self.at, part), item).inside(*rest)
        elif isinstance(value, dict) and key in value:
            yield from Spot(self.file, (*self.at, key), value[key]).inside(*rest)

    def model(self, model: type[T]) -> T | None:
        """Return the value as a model, None where its shape is wrong, which is reported elsewhere."""
        try:
            return model.model_validate(self.value)
        except ValidationError:
            return None


def spots(files: Files, file: str, *keys: str) -> Iterator[Spot]:
    """Yield the values at the keys in every file whose name matches."""
    for name, data in files.items():
        if fnmatch(name, file):
            yield from Spot(name, (), data).inside(*keys)


def _parts(value: object) -> Iterable[tuple[str | int, Any]]:
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []


def texts(files: Files, file: str, *keys: str) -> Iterator[Spot]:
    """Yield the values at the keys that are texts."""
    return (spot for spot in spots(files, file, *keys) if isinstance(spot.value, str))


def fold(text: str) -> str:
    """Return a spelling without case, umlauts, blanks and punctuation, as deliveries are compared."""
    return re.sub(r"[^a-z0-9]", "", text.casefold().translate(_FOLDS))


# Ids that may occur once ----


def _indicator_ids(files: Files) -> Iterator[Spot]:
    yield from texts(files, _IN_AGREEMENTS, "goals", "*", "indicators", "*", "id")
    yield from texts(files, "context.yaml", "indicators", "*", "id")


def unique_ids(files: Files) -> Iterator[Problem]:
    """Ids are given once, indicators and measures together: a figure is delivered under its id."""
    yield from repeated(texts(files, "areas.yaml", "areas", "*", "key"))
    yield from repeated(texts(files, "references.yaml", "references", "*", "id"))
    yield from repeated(texts(files, "events.yaml", "events", "*", "id"))
    yield from repeated(texts(files, _IN_AGREEMENTS, "id"))
    yield from repeated(texts(files, _IN_AGREEMENTS, "goals", "*", "id"))
    yield from repeated(texts(files, _IN_AGREEMENTS, "documents", "*", "id"))
    yield from repeated([*_indicator_ids(files), *texts(files, "measures.yaml", "measures", "*", "id")])


def repeated(found: Iterable[Spot], key: Callable[[str], str] = str) -> Iterator[Problem]:
    """Yield a problem for every text that occurs again."""
    first: dict[str, Spot] = {}
    for spot in found:
        known = first.setdefault(key(spot.value), spot)
        if known is not spot:
            yield _again(spot, spot.value, known)


def _again(spot: Spot, found: object, known: Spot) -> Problem:
    return problem("duplicate-id", spot.file, spot.at, found=found, allowed="1 x", first=known.where)


def indicator_titles(files: Files) -> Iterator[Problem]:
    """Within an agreement no two indicators have the same title, in either language."""
    for agreement in spots(files, _IN_AGREEMENTS):
        for language in ("de", "en"):
            titles = agreement.inside("goals", "*", "indicators", "*", "title", language)
            yield from repeated(title for title in titles if isinstance(title.value, str))


def area_spellings(files: Files) -> Iterator[Problem]:
    """No spelling means two areas, no two areas share a tile, and there is one Berlin."""
    first: dict[str, Spot] = {}
    tiles: dict[tuple[int, int], Spot] = {}
    cities = []
    for spot in spots(files, "areas.yaml", "areas", "*"):
        if not (area := spot.model(Area)):
            continue
        cities += [spot] if area.kind is AreaKind.CITY else []
        for spelling in (area.name, area.short, *area.abbreviations):
            known = first.setdefault(fold(spelling), spot)
            if known is not spot:
                yield _again(spot, spelling, known)
        if area.tile and (known := tiles.setdefault((area.tile.row, area.tile.column), spot)) is not spot:
            yield _again(Spot(spot.file, (*spot.at, "tile"), None), spot.value["tile"], known)
    if "areas.yaml" in files and [spot.value["key"] for spot in cities] != [BERLIN]:
        found = ", ".join(spot.value["key"] for spot in cities)
        at = ("areas",)
        yield problem("not-allowed", "areas.yaml", at, found=f"city: {found}", allowed=f"city: {BERLIN}")


def site_spellings(files: Files) -> Iterator[Problem]:
    """A site has an id and name of its own; the same id in two mappings of one system is the same site."""
    meant: dict[tuple[str, str], tuple[Spot, object]] = {}
    for mapping in spots(files, "sources/*"):
        for key in ("id", "name"):
            words = mapping.inside("sites", "*", key)
            yield from repeated((word for word in words if isinstance(word.value, str)), fold)
    for spot in spots(files, "sources/*", "sites", "*"):
        if isinstance(spot.value, dict) and isinstance(spot.value.get("id"), str):
            system = spot.file.removeprefix("sources/").removesuffix(".yaml").partition("-")[0]
            known, value = meant.setdefault((system, spot.value["id"]), (spot, spot.value))
            if value != spot.value:
                yield _again(spot, spot.value, known)


# Ids that must be known ----


def known_sources(files: Files) -> Iterator[Problem]:
    """Every source that a fact cites is a reference."""
    known = {spot.value for spot in texts(files, "references.yaml", "references", "*", "id")}
    for file in (_IN_AGREEMENTS, "context.yaml", "events.yaml"):
        for spot in spots(files, file):
            yield from unknown(_cited(spot), known, "references.yaml")


def _cited(spot: Spot) -> Iterator[Spot]:
    for child in spot.inside("*"):
        key = child.at[-1]
        cited = child.inside("*") if key == "sources" else [child] if key == "source" else ()
        yield from (found for found in cited if isinstance(found.value, str))
        yield from _cited(child) if not cited else ()


def unknown(found: Iterable[Spot], known: Iterable[str], listed_in: str) -> Iterator[Problem]:
    """Yield a problem for every text that is not among the known ones."""
    names = set(known)
    for spot in found:
        if spot.value not in names:
            yield problem("unknown-id", spot.file, spot.at, found=spot.value, allowed=listed_in, hints=names)


def known_areas(files: Files) -> Iterator[Problem]:
    """Targets, events and rebases name areas of areas.yaml, sites and signatures of districts districts."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for spot in spots(files, "areas.yaml", "areas", "*"):
        if isinstance(spot.value, dict):
            kinds[str(spot.value.get("kind"))].add(str(spot.value.get("key")))
    districts = kinds["district"]
    used = [
        *texts(files, _IN_AGREEMENTS, "goals", "*", "indicators", "*", "targets", "*", "area"),
        *texts(files, "context.yaml", "indicators", "*", "targets", "*", "area"),
        *texts(files, _IN_AGREEMENTS, "goals", "*", "indicators", "*", "rebases", "*", "areas", "*"),
        *texts(files, "context.yaml", "indicators", "*", "rebases", "*", "areas", "*"),
        *texts(files, "events.yaml", "events", "*", "areas", "*"),
    ]
    yield from unknown(used, set().union(*kinds.values()), "areas.yaml")
    in_districts = [
        *texts(files, "sources/*", "sites", "*", "district"),
        *(
            party
            for signature in spots(files, _IN_AGREEMENTS, "signatures", "*")
            if _is_district(signature.value)
            for party in signature.inside("party")
        ),
    ]
    yield from unknown(in_districts, districts, "areas.yaml (district)")


def _is_district(signature: object) -> bool:
    return isinstance(signature, dict) and signature.get("side") == "bezirk"


def known_measures(files: Files) -> Iterator[Problem]:
    """Columns of a source become measures of measures.yaml, and measures name a source that has a mapping."""
    known = {spot.value for spot in texts(files, "measures.yaml", "measures", "*", "id")}
    yield from unknown(texts(files, "sources/*", "columns", "*"), known, "measures.yaml")
    mapped = {spot.value for spot in texts(files, "sources/*", "source")}
    yield from unknown(texts(files, "measures.yaml", "measures", "*", "source"), mapped, "sources/")


def known_indicators(files: Files) -> Iterator[Problem]:
    """Events concern indicators of the catalogue."""
    known = {spot.value for spot in _indicator_ids(files)}
    listed_in = "agreements/, context.yaml"
    yield from unknown(texts(files, "events.yaml", "events", "*", "indicators", "*"), known, listed_in)


def names_of_files(files: Files) -> Iterator[Problem]:
    """A file of an agreement or source is called as its id."""
    for file, key in ((_IN_AGREEMENTS, "id"), ("sources/*", "source")):
        for spot in texts(files, file, key):
            stem = spot.file.partition("/")[2].removesuffix(".yaml")
            if spot.value != stem:
                yield problem("wrong-name", spot.file, spot.at, found=spot.value, allowed=stem)
