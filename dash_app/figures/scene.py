"""What do all parts of a chart need to know?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dash_app.figures.base import Palette, escaped
from dash_app.figures.labels import floor_label, full_name, goal_label, short_name
from dash_app.formats import figure_text
from schemas.catalogue import Area, Indicator, Target
from schemas.observation import Figure


@dataclass(frozen=True, slots=True)
class Scene:
    """What all parts of a chart of one indicator need."""

    indicator: Indicator
    areas: Mapping[str, Area]
    language: str
    theme: str
    district: str | None = None
    """Key of the reader's district."""

    @property
    def palette(self) -> Palette:
        """Colours of the theme."""
        return Palette.of(self.theme)

    def text(self, figure: Figure) -> str:
        """Return the value of a figure as text that Plotly shows as it is."""
        return escaped(figure_text(figure, self.indicator, self.language))

    def short(self, area: str) -> str:
        """Return the short name of an area for Plotly."""
        return escaped(short_name(area, self.areas))

    def goal(self, target: Target) -> str:
        """Return the label of a target for Plotly."""
        return escaped(goal_label(target, self.indicator, self.language))

    def floor(self, target: Target) -> str:
        """Return the label of a binding floor for Plotly, empty without one."""
        return escaped(floor_label(target, self.indicator, self.language))

    def hover(self, figure: Figure, *more: str) -> str:
        """Return what the pointer shows: full name, value, target, and what else is given."""
        words = [f"<b>{escaped(full_name(figure.district, self.areas))}</b>", self.text(figure)]
        if figure.target is not None:
            words += [self.goal(figure.target), self.floor(figure.target)]
        return "<br>".join(word for word in (*words, *more) if word)
