"""What can be asked of the renderer, and what does it say where it cannot?"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import Any, Literal, get_args

from dash_app.figures import Chart
from dash_app.texts import Texts
from dash_app.theme import TOKENS

Format = Literal["png", "svg", "pdf"]
FORMATS: tuple[str, ...] = get_args(Format)
MEDIA_TYPES = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf"}
FONT = "'Liberation Sans', Arial, Helvetica, sans-serif"
"""Letters of pictures; Arial has the same widths: an SVG looks the same where the first is not there."""
PIXELS = 96 / 2.54
"""CSS pixels in a centimetre: text of 13 pixels is printed with 9.75 points."""
WIDTHS = (6.0, 42.0)
"""Narrowest and widest picture in centimetres."""
RESOLUTIONS = (72, 600)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a chart inside its picture."""

    title: str
    subtitle: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    """Label and text: period, state of the data, source, address."""
    demo: str = ""
    alt: str = ""
    """Sentence for those who do not see the picture."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An order: a chart, alone or with its frame.

    Raises:
        ValueError: for a width, height or resolution that no picture can have.
    """

    figure: Chart
    format: Format = "svg"
    width_cm: float = 16.0
    height_cm: float | None = None
    """Height of the chart without its frame; that of the figure where left out."""
    dpi: int = 300
    frame: Frame | None = None
    theme: str = "light"
    language: str = "de"

    def __post_init__(self) -> None:
        """Check the measures."""
        narrow, wide = WIDTHS
        low, high = RESOLUTIONS
        if not (narrow <= self.width_cm <= wide and (self.height_cm is None or 2 <= self.height_cm <= wide)):
            raise ValueError(f"a picture is {narrow:g} to {wide:g} cm wide, not {self.width_cm:g}")
        if not low <= self.dpi <= high:
            raise ValueError(f"a picture has {low} to {high} dots per inch, not {self.dpi}")

    @property
    def scale(self) -> float:
        """Dots for each CSS pixel."""
        return self.dpi / 96

    def message(self) -> dict[str, Any]:
        """Return the order as the renderer's page takes it."""
        tokens, layout = TOKENS[self.theme], self.figure["layout"]
        drawn = layout | {"font": layout.get("font", {}) | {"family": FONT}, "autosize": False}
        return {
            "figure": {"data": self.figure["data"], "layout": drawn},
            "width": round(self.width_cm * PIXELS),
            "height": round(self.height_cm * PIXELS) if self.height_cm else layout.get("height", 400),
            "frame": self._frame(),
            "style": {name: tokens[name] for name in ("ink", "muted", "text", "surface")} | {"font": FONT},
            "scale": self.scale if self.format == "png" else None,
            "language": self.language,
        }

    def _frame(self) -> dict[str, Any] | None:
        found = self.frame
        if found is None:
            return None
        words = {name: getattr(found, name) for name in ("title", "subtitle", "demo", "alt")}
        return words | {"lines": [list(line) for line in found.lines if line[1]]}


BROWSERS = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"
)  # fmt: skip
"""Programs that can draw, in the order in which they are looked for."""


def find_browser() -> str | None:
    """Return the path of a browser of the system, None where there is none."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


class Unavailable(Exception):
    """There is no picture; `reason` is a slug, the message says what was found, where, and what to do."""

    def __init__(self, reason: str, **params: object) -> None:
        self.reason = reason
        self.params = params
        super().__init__(self.message("de"))

    def message(self, language: str) -> str:
        """Return the reason as a sentence for readers."""
        return Texts(language)(f"rendering.{self.reason.replace('-', '_')}", **self.params)
