"""Is a target met, reliably, is it moving, and are the data complete? One small sign with its words."""

from __future__ import annotations

from typing import Any

from dash import html

from dash_app.components.frozen import Element, element, frozen
from dash_app.control import Standing
from dash_app.markup import attributes
from dash_app.sentences.standing import standing_words
from dash_app.statistics import Assurance, Judgement
from dash_app.texts import Texts
from schemas.observation import Status

_LINES: dict[Assurance | None, str] = {
    "consistent_pass": "pass",
    "consistent_fail": "fail",
    "inconsistent": "mixed",
}
_MOVES: dict[Judgement | None, str] = {
    "improvement": "better",
    "concern": "worse",
    "neither": "other",
    "common_cause": "usual",
}


def glyph(standing: Standing, language: str, *, with_words: bool = True, with_star: bool = True) -> Element:
    """Return the sign: a shape for the status, a line for reliability, a mark for the movement, an asterisk.

    The line is the target: below the shape it is met reliably, above it never as things are, through it now
    and then; no line says nothing. A triangle up is an improvement, one down a deterioration, a diamond
    another change, a dot usual noise; nothing says nothing. `with_words=False` hides the sign from screen
    readers, where the words stand beside it; `with_star=False` leaves the asterisk to the text.
    """
    names, parts = shapes(standing)
    if with_star and not standing.is_complete and standing.status not in (Status.NO_DATA, Status.SUPPRESSED):
        parts.append(element("B", "*"))
    words = standing_words(standing, language) if with_words else None
    spoken = {"role": "img", "title": words, "aria_label": words} if words else {"aria_hidden": "true"}
    return element("Span", parts or None, f"zb-glyph {names}", **spoken)


def shapes(standing: Standing) -> tuple[str, list[Any]]:
    """Return the classes of a sign's shapes and the elements that they need in what bears the sign."""
    line, move = _LINES.get(standing.assurance), _MOVES.get(standing.variation)
    names = [standing.status.value, *(name for name in (line, move) if name)]
    return " ".join(f"zb-glyph--{name}" for name in names), [element("I")] if line else []


_KEYS = (
    ("pass", Standing(Status.MET, "consistent_pass")),
    ("mixed", Standing(Status.MET, "inconsistent")),
    ("fail", Standing(Status.MISSED, "consistent_fail")),
    ("better", Standing(Status.MET, None, "improvement")),
    ("worse", Standing(Status.MET, None, "concern")),
    ("other", Standing(Status.NO_TARGET, None, "neither")),
    ("usual", Standing(Status.MET, None, "common_cause")),
)


def glyph_legend(language: str) -> Element:
    """Return the key of lines and movements."""
    t = Texts(language)
    items = [
        html.Li([glyph(sign, language, with_words=False), t(f"statistics.legend.{name}")])
        for name, sign in _KEYS
    ]
    names = attributes(aria_label=t("statistics.legend"))
    key = html.Ul([*items, html.Li(t("statistics.legend.nothing"))], className="zb-legend", **names)
    return frozen(html.Details([html.Summary(t("statistics.legend"), className="zb-summary"), key]))
