"""What do the lines of a chart over time say at their right end, instead of a legend?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash_app.figures import targets
from dash_app.figures.base import CHARACTER, LABEL, centre, escaped, note, spread
from dash_app.figures.labels import amount
from dash_app.figures.scene import Scene

_HEIGHT = 33
"""Height of a label of two lines, with its distance from the next, in pixels."""


@dataclass(frozen=True, slots=True)
class EndLabel:
    """A label of two lines: at which value, in which words and colour."""

    value: float
    first: str
    second: str
    colour: str
    is_strong: bool = False


def end_labels(
    lines: Sequence[dict[str, Any]], steps: Sequence[targets.Step], scene: Scene
) -> list[EndLabel]:
    """Return the labels of the areas with their last values, of target and floor."""
    found = []
    for trace in lines:
        known = [value for value in trace["y"] if value is not None]
        if known:
            text = escaped(amount(known[-1], scene.indicator, scene.language))
            found.append(EndLabel(known[-1], trace["name"], text, trace["line"]["color"], is_strong=True))
    if steps:
        target = steps[-1].target
        found.append(EndLabel(centre(target), *_folded(scene.goal(target)), scene.palette.text))
        if target.floor is not None:
            found.append(EndLabel(target.floor, *_folded(scene.floor(target)), scene.palette.muted))
    return found


def room(labels: Sequence[EndLabel]) -> int:
    """Return the width that the labels need, in pixels."""
    longest = max((len(words) for label in labels for words in (label.first, label.second)), default=4)
    return 14 + round(CHARACTER * longest)


def _folded(text: str) -> tuple[str, str]:
    """Break a label into two lines at its first blank."""
    first, _, second = text.partition(" ")
    return first, second


def placed(labels: Sequence[EndLabel], scale: tuple[float, float], height: float) -> list[dict[str, Any]]:
    """Return the labels beside a plotting area of so many pixels, moved apart where they would touch."""
    low, high = scale
    heights = [height * (label.value - low) / (high - low) for label in labels]
    places = spread(heights, _HEIGHT, 12, height - 8)
    spot = {
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "middle",
        "xshift": 8,
        "align": "left",
    }
    notes = []
    for place, label in zip(places, labels, strict=True):
        first = f"<b>{label.first}</b>" if label.is_strong else label.first
        font = {"size": LABEL - 1, "color": label.colour}
        notes.append(note(f"{first}<br>{label.second}", 1, place / height, **spot, font=font, name="end"))
    return notes
