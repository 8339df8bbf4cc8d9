"""How does a reader see at a glance whether a target is met, and what limits a value?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dash import html

from dash_app import figures
from dash_app.components.frozen import Element, element, frozen
from dash_app.components.glyph import shapes
from dash_app.control import LIMITING, Standing
from dash_app.formats import figure_text
from dash_app.markup import attributes
from dash_app.sentences.standing import movement_words
from dash_app.sentences.words import gap
from dash_app.texts import Texts
from schemas.catalogue import Indicator
from schemas.observation import FLAGS, Figure, Status


def status_mark(status: Status, language: str) -> Element:
    """Return the mark alone, with its word for screen readers and under the pointer."""
    word = Texts(language)(f"status.{status.value}")
    return element("Span", None, f"zb-mark zb-mark--{status.value}", role="img", title=word, aria_label=word)


def status_word(status: Status | Figure, language: str) -> Element:
    """Return mark and word; of a figure delivered in words it does not say that it is missing."""
    found = status.status if isinstance(status, Figure) else status
    word = (
        figures.status_word(status, language)
        if isinstance(status, Figure)
        else Texts(language)(f"status.{found.value}")
    )
    mark = html.Span(className=f"zb-mark zb-mark--{found.value}", **attributes(aria_hidden=True))
    return frozen(html.Span([mark, word], className="zb-status"))


def status_legend(language: str) -> Element:
    """Return the key of all marks."""
    t = Texts(language)
    items = [
        html.Li(
            [
                html.Span(className=f"zb-mark zb-mark--{s.value}", **attributes(aria_hidden=True)),
                t(f"status.{s.value}.long"),
            ]
        )
        for s in Status
    ]
    return frozen(
        html.Ul(
            [*items, html.Li(t("components.limited"))],
            className="zb-legend",
            **attributes(aria_label=t("components.legend")),
        )
    )


def described(figure: Figure, indicator: Indicator, language: str) -> str:
    """Return value, status and limits in words: "72,3 %, knapp verfehlt, vorläufig"."""
    return _spoken(figure, figure_text(figure, indicator, language), language)


def _spoken(figure: Figure, text: str, language: str) -> str:
    """Return the text of a value with status and limits."""
    t = Texts(language)
    words = [text, figures.status_word(figure, language)]
    return ", ".join(
        [*words, *(t(f"components.flag.{flag}") for flag in FLAGS if flag in LIMITING & set(figure.flags))]
    )


def value_cell(
    figure: Figure,
    indicator: Indicator,
    language: str,
    *,
    href: str | None = None,
    with_unit: bool = True,
    own: bool = False,
    standing: Standing | None = None,
) -> Element:
    """Return a table cell: mark, value, asterisk where it is limited; a link where `href` is given.

    Screen readers get value, status and limits in words; `data-value` holds the number as it is. With
    `standing` the mark says more than the status, and so do the words, missing cases included.
    """
    text = figure_text(figure, indicator, language)
    spoken = _spoken(figure, text, language)
    if standing:
        more = ". ".join(["; ".join(movement_words(standing, language)), gap(figure, indicator, language)])
        spoken = f"{spoken}; {more}".rstrip("; .")
    if not with_unit and figure.value is not None:
        text = (
            text.removesuffix("%").rstrip() if indicator.unit == "%" else text.split("\N{NO-BREAK SPACE}")[0]
        )
    if LIMITING & set(figure.flags) and figure.value is not None:
        text += "*"
    names, parts = shapes(standing) if standing else ("", [])
    # The text bears the sign: an element less in each of a thousand cells.
    look = f"zb-signed {names}" if names else None
    leads: dict[str, Any] = {"href": href} if href else {"role": "img"}
    inner = element("A" if href else "Span", [*parts, text], look, aria_label=spoken, title=spoken, **leads)
    return element(
        "Td",
        inner,
        f"zb-cell zb-cell--{figure.status.value}" + (" zb-cell--own" if own else ""),
        data_value=None if figure.value is None else repr(figure.value),
    )


def flag_marks(figure: Figure | Iterable[str], language: str, *, districts: int | None = None) -> Element:
    """Return what limits or describes a value as small labels in words."""
    t = Texts(language)
    flags = set(figure.flags if isinstance(figure, Figure) else figure)
    count = figure.districts if isinstance(figure, Figure) and figure.district == "00" else districts
    labels = []
    for flag in (f for f in FLAGS if f in flags):
        text = t(f"components.flag.{flag}")
        if flag == "incomplete" and count is not None and 0 < count < 12:
            text = t("components.flag.incomplete_of", n=count)
        labels.append(
            html.Span(text, className=f"zb-flag zb-flag--{flag}", title=t(f"components.flag.{flag}.long"))
        )
    return frozen(html.Span(labels, className="zb-flags"))


def example_mark(language: str) -> Element:
    """Return the label of a target that no source states."""
    t = Texts(language)
    return html.Span(
        t("components.example"), className="zb-flag zb-flag--example", title=t("components.example.long")
    )


def demo_badge(language: str) -> Element:
    """Return the badge that says that figures are made up."""
    t = Texts(language)
    return html.Span(t("components.demo"), className="zb-demo", title=t("components.demo.long"))
