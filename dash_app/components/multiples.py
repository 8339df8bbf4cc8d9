"""How did each of the twelve districts move, in small pictures on one scale?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dash import html

from dash_app.components.frozen import Element, element, frozen
from dash_app.components.picture import picture
from dash_app.figures import lines, status_word, targets, timeline
from dash_app.figures.base import Palette, by_area
from dash_app.figures.labels import bare, full_name, short_name
from dash_app.figures.picture import Picture
from dash_app.figures.small_multiples import panels
from dash_app.formats import figure_text, number, with_unit
from dash_app.texts import Texts
from schemas.catalogue import Area, Indicator
from schemas.observation import Figure, Status
from schemas.period import Period


def multiples(
    frame: Sequence[Figure],
    *,
    indicator: Indicator,
    areas: Mapping[str, Area],
    href: Callable[[str], str],
    district: str | None = None,
    language: str = "de",
    theme: str = "light",
) -> Element:
    """Return a grid with one picture per district, its name, last value and status; the own district first.

    Lines and targets share both axes; a line below says where these begin and end. Each picture is a link:
    `href(key)`.
    """
    keys, line = panels(frame, district), timeline.periods(frame)
    if not keys:
        return frozen(html.P(Texts(language)("figures.nothing"), className="zb-empty"))
    found, steps, palette = by_area(frame), targets.paths(indicator, keys, line), Palette.of(theme)
    # Berlin does not count: the sum of all districts would press each of them to the ground.
    ends = targets.scale([found[key] for key in keys], steps.values())
    pictures = []
    for key in keys:
        rows = found[key]
        drawn = lines.drawing(
            rows,
            indicator=indicator,
            steps=steps[key],
            line=line,
            ends=ends,
            palette=palette,
            colour=palette.active if key == district else palette.ink,
        )
        pictures.append(
            _panel(rows[-1], drawn, indicator, areas, href(key), language, is_own=key == district)
        )
    has_target = any(row.target for row in frame if row.district in keys)
    note = html.P(_scale(line, ends, indicator, language, has_target), className="zb-small zb-muted")
    return frozen(html.Div([html.Ul(pictures, className="zb-multiples"), note]))


def _scale(
    line: Sequence[Period], ends: tuple[float, float], indicator: Indicator, language: str, has_target: bool
) -> str:
    """Return where the shared axes begin and end, as a sentence."""
    decimals = 0 if ends[1] == round(ends[1]) else max(indicator.decimals, 1)
    high = with_unit(ends[1], indicator.unit, decimals, language)
    words = {"span": timeline.span(line, language), "low": bare(ends[0], indicator, language), "high": high}
    key = "components.multiples.scale.target" if has_target else "components.multiples.scale"
    return Texts(language)(key, **words)


def _short(figure: Figure, value: str, indicator: Indicator, language: str) -> str:
    """Return a value for a narrow heading: a unit that is a word stands in the line below all pictures."""
    if figure.value is None or figure.status is Status.SUPPRESSED or indicator.unit == "%":
        return value
    return number(figure.value, indicator.decimals, language)


def _panel(
    last: Figure,
    drawn: Picture,
    indicator: Indicator,
    areas: Mapping[str, Area],
    href: str,
    language: str,
    *,
    is_own: bool,
) -> Element:
    """Return one picture with its heading."""
    word = status_word(last, language)
    value = figure_text(last, indicator, language)
    name, shown = full_name(last.district, areas), short_name(last.district, areas)
    number_ = _short(last, value, indicator, language)
    # What is read out begins with what is seen, so that it can be spoken to (WCAG 2.5.3).
    unseen = [word, *([name] if name != shown else []), *([value] if value != number_ else [])]
    head = [
        element("Span", None, f"zb-mark zb-mark--{last.status.value}", aria_hidden="true"),
        element("Span", [shown, " "], "zb-multiple__name"),
        element("Span", number_, "zb-multiple__value"),
        element("Span", ", " + ", ".join(unseen), "zb-sr"),
    ]
    return element(
        "Li",
        element(
            "A",
            [
                element("Span", head, "zb-multiple__head"),
                picture(drawn, "zb-multiple__picture"),
            ],
            "zb-multiple" + (" zb-multiple--own" if is_own else ""),
            href=href,
        ),
    )
