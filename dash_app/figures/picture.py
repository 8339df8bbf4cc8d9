"""What is a small drawing that needs no chart library? Shapes, and the plane that they stand in."""

from __future__ import annotations

from typing import NamedTuple


class Picture(NamedTuple):
    """A drawing for a page that shows it as a part of itself (`components.picture`)."""

    shapes: str
    """SVG markup without text from outside."""
    plane: str
    """Left, top, width and height in the units of the shapes, as `viewBox` has them."""
    stretches: bool = False
    """Whether it fills every box, its lines as wide as ever; else it keeps its proportions."""
