"""What does each method come to, worked out with the figures that are shown?

One example for each method, from the publication and period of the page, with the numbers put in. Results are
those of the functions that charts and tables use, so that an example never says anything else than a page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dash_app.queries import figures_at, indicators
from dash_app.reading import Reading
from dash_app.worked.ahead import outlook
from dash_app.worked.base import At, Example
from dash_app.worked.block import worked_block
from dash_app.worked.districts import compared, contribution, counted, funnel, interval, missing
from dash_app.worked.movement import control, direction, sign
from dash_app.worked.wholes import changed, city, hidden
from schemas.observation import Figure

__all__ = ["At", "Example", "examples", "worked_block"]

_MAKERS: Mapping[str, Callable[[At], Example | None]] = {
    "berlin": city,
    "fallzahlen": hidden,
    "luecke": missing,
    "intervalle": interval,
    "raten": counted,
    "bezug": compared,
    "trichter": funnel,
    "beitrag": contribution,
    "regelkarte": control,
    "richtung": direction,
    "symbol": sign,
    "prognose": outlook,
}


def examples(read: Reading) -> Mapping[str, Example | None]:
    """Return one example by section of the page, None where the shown data have nothing that fits.

    Made once for each publication, period, district and language.
    """
    key = "worked", read.viewer, read.period, read.district, read.language

    def make() -> dict[str, Example | None]:
        at = at_of(read)
        return {section: maker(at) for section, maker in _MAKERS.items()}

    # What changed rests on two publications, and keeps its own answers.
    return read.snapshot.remember(key, make) | {"aenderungen": changed(read)}


def at_of(read: Reading) -> At:
    """Return the figures of the period of a page, by indicator."""
    listed = indicators(read.snapshot, read.viewer)
    found = figures_at(read.snapshot, read.viewer, period=read.period, indicators=[i.id for i in listed])
    frames: dict[str, list[Figure]] = {}
    for figure in found:
        frames.setdefault(figure.indicator, []).append(figure)
    return At(read, tuple(listed), frames)
