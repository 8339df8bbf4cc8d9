"""Where in the city is the target met? A map of tiles, each a link."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dash import html

from dash_app.components.frozen import Element, element, frozen
from dash_app.components.status import described
from dash_app.formats import figure_text, number
from schemas.catalogue import Area, Indicator
from schemas.observation import Figure, Status


def tile_grid(
    frame: Sequence[Figure],
    *,
    indicator: Indicator,
    areas: Mapping[str, Area],
    href: Callable[[str], str],
    district: str | None = None,
    language: str = "de",
) -> Element:
    """Return one tile per area with a place on the map (rows of one period): status mark, short name, value.

    Tiles lie as in the city and are read by key; the own district has a strong border. Narrow screens show
    two letters instead of the name, which tooltip and screen reader tell in full, after what is seen.
    """
    tiles = []
    for figure in sorted(frame, key=lambda figure: figure.district):
        area = areas.get(figure.district)
        if area is None or area.tile is None:
            continue
        spoken = f"{area.name} ({area.letters}): {described(figure, indicator, language)}"
        own = " zb-tile--own" if area.key == district else ""
        content = [
            element("Span", None, f"zb-mark zb-mark--{figure.status.value}", aria_hidden="true"),
            element("Span", [area.short, " "], "zb-tile__name"),
            element("Span", [area.letters, " "], "zb-tile__code"),
            element("Span", _value(figure, indicator, language), "zb-tile__value"),
            element("Span", f" – {spoken}", "zb-sr"),
        ]
        link = element(
            "A",
            content,
            f"zb-tile zb-cell--{figure.status.value}{own}",
            href=href(area.key),
            title=spoken,
        )
        tiles.append(element("Li", link, style={"gridColumn": area.tile.column, "gridRow": area.tile.row}))
    return frozen(html.Ul(tiles, className="zb-tiles-map"))


def _value(figure: Figure, indicator: Indicator, language: str) -> str:
    """Return the value for a narrow tile: the unit stands above the map, only percent signs stay."""
    if figure.value is None or figure.status is Status.SUPPRESSED or indicator.unit == "%":
        return figure_text(figure, indicator, language)
    return number(figure.value, indicator.decimals, language)
