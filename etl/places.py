"""Which area does a delivery mean?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

from schemas.catalogue import AreaKind, Catalogue

_FOLDS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_PREFIX = re.compile(r"^(bezirksamt|bezirk|ba|skberlin|standesamt|berlin(?=.))(?=[a-z0-9])")


def fold(name: str) -> str:
    """Return a name without case, umlauts, blanks and punctuation, for comparing spellings."""
    return re.sub(r"[^a-z0-9]", "", name.casefold().translate(_FOLDS))


@dataclass(frozen=True, slots=True)
class Place:
    """An area found: its key, the name of the place in it, and whether it speaks for the whole area."""

    district: str
    place: str
    whole: bool
    outside: bool = False
    """Whether the area lies outside the twelve districts and Berlin."""


class Places:
    """Finds areas and sites by every spelling of the catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._names = {a.key: a.name for a in catalogue.areas}
        self._outside = {a.key for a in catalogue.areas if a.kind is AreaKind.UNIT}
        self._areas: dict[str, str] = {}
        for area in catalogue.areas:
            for spelling in (
                area.key,
                area.key.lstrip("0") or area.key,
                area.name,
                area.short,
                *area.abbreviations,
            ):
                self._areas.setdefault(fold(spelling), area.key)
        self._sites = {
            (mapping.source, fold(word)): site
            for mapping in catalogue.sources
            for site in mapping.sites
            for word in (site.name, site.id)
        }

    def area(self, text: str) -> Place | None:
        """Return the area of a name, key or abbreviation, None where it is not known."""
        folded = fold(text)
        key = self._areas.get(folded) or self._areas.get(_PREFIX.sub("", folded))
        return None if key is None else Place(key, key, whole=True, outside=key in self._outside)

    def site(self, source: str, text: str) -> Place | None:
        """Return the area of a site or unit of a source system, None where it is not known."""
        site = self._sites.get((source, fold(text)))
        if site is None:
            return None
        whole = site.kind != "site"
        return Place(site.district, f"{source.partition('-')[0]}:{site.id}", whole=whole)

    def resolve(self, source: str, kind: str, text: str) -> Place | None:
        """Return the place of a tidy row, None where it is not known."""
        return self.area(text) if kind == "district" else self.site(source, text)

    def hint(self, text: str) -> str:
        """Return the name most like an unknown one, None-like empty text where none is near."""
        names = {fold(name): name for name in self._names.values()}
        near = get_close_matches(fold(text), names, n=1, cutoff=0.75)
        return names[near[0]] if near else ""
