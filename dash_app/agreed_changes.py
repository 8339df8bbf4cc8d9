"""What is agreed or defined differently in two catalogues?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.catalogue import Indicator, Target


@dataclass(frozen=True, slots=True)
class TargetChange:
    """A target of the catalogue that is new, gone or different; compared by area and first day."""

    indicator: str
    before: Target | None
    after: Target | None


def bounds(target: Target | None) -> tuple[float | None, ...] | None:
    """Return the numbers of a target: value, ends of a band, tolerance, floor."""
    if target is None:
        return None
    return target.value, target.lower, target.upper, target.tolerance, target.floor


def is_redefined(was: Indicator, now: Indicator) -> bool:
    """Tell whether an indicator is counted, computed or shown differently."""
    keys = ("value", "unit", "polarity", "decimals", "min_cases", "levels", "breaks")
    return any(getattr(was, key) != getattr(now, key) for key in keys)


def target_changes(was: Mapping[str, Indicator], now: Mapping[str, Indicator]) -> list[TargetChange]:
    """Return the targets that are new, gone or different, of indicators that both catalogues have."""
    found = []
    for id_ in (id_ for id_ in now if id_ in was):
        old, new = ({(t.since, t.area or ""): t for t in side[id_].targets} for side in (was, now))
        for key in sorted(old.keys() | new.keys()):
            sides = old.get(key), new.get(key)
            ends = [(bounds(side), side.until) if side else None for side in sides]
            if ends[0] != ends[1]:
                found.append(TargetChange(id_, *sides))
    return found
