"""For which period, for whom, and from which publication is the page? The same bar on every page."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dash_app import formats, ids
from dash_app.components.frozen import Element, frozen
from dash_app.markup import attributes
from dash_app.queries import holds_demo
from dash_app.reading import Reading, all_periods
from dash_app.shell.controls import choice, copy_button, menu
from schemas.period import Level, Period

OFFERED = (Level.QUARTER, Level.HALF, Level.YEAR, Level.MONTH)
"""Levels in the order in which the periods are offered."""


def contextbar(read: Reading) -> Component:
    """Return the bar with period, district, state of the data and link."""
    return html.Div(
        html.Div(
            [_period(read), _district(read), _state(read), _copy(read)],
            className="zb-bar",
        ),
        className="zb-context",
        role="region",
        **attributes(aria_label=read.t("shell.context")),
    )


def _period(read: Reading) -> Component:
    t, language = read.t, read.language
    newest = t("shell.period.newest", period=formats.period(read.latest, language))
    options = [("", newest)]
    listed = all_periods(read.snapshot, read.viewer)
    for level in OFFERED:
        options += [(str(p), formats.period(p, language)) for p in reversed(listed[level])]
    value = str(read.view.zeitraum or "")
    if value not in dict(options):
        options.append((value, formats.period(read.period, language)))
    periods = listed[read.period.level]
    steps = [
        _step(read, _neighbour(periods, read.period, -1), "‹", "shell.period.before"),
        _step(read, _neighbour(periods, read.period, +1), "›", "shell.period.after"),
    ]
    chooser = choice("zeitraum", t("shell.period"), options, value, id=ids.Shell.PERIOD)
    return html.Div([chooser, frozen(html.Div(steps, className="zb-steps"))], className="zb-context__period")


def _neighbour(periods: list[Period], period: Period, step: int) -> Period | None:
    """Return the next period with figures before (-1) or after (+1) a period."""
    if step < 0:
        return max((p for p in periods if p < period), default=None)
    return min((p for p in periods if p > period), default=None)


def _step(read: Reading, period: Period | None, sign: str, key: str) -> Component:
    if period is None:
        return html.Span(sign, className="zb-step", **attributes(aria_hidden=True))
    words = read.t(key, period=formats.period(period, read.language))
    address = read.here(zeitraum=None if period == read.latest else period)
    name = f"{ids.Shell.PERIOD}-{'before' if key.endswith('before') else 'after'}"
    return html.A(
        sign,
        href=address,
        id=name,
        className="zb-step",
        title=words,
        **attributes(aria_label=words, data_replace=""),
    )


def _district(read: Reading) -> Element:
    options = [("", read.t("shell.district.none"))]
    options += [(area.key, area.name) for area in read.catalogue.districts]
    label = read.t("shell.district")
    return choice("bezirk", label, options, read.district or "", id=ids.Shell.DISTRICT, remember=True)


def _state(read: Reading) -> Element:
    t, snapshot = read.t, read.snapshot
    parts: list[Component] = []
    if holds_demo(snapshot):
        parts.append(html.Span(t("shell.demo"), className="zb-demo", title=t("shell.demo.title")))
    exactly = formats.moment(snapshot.created, read.language)
    parts.append(
        html.Span(f"{t('shell.export.state')}: {state_text(read)}", className="zb-state__text", title=exactly)
    )
    if read.is_pinned:
        is_newest = snapshot.number == read.current
        words = t("shell.state.unpin") if is_newest else t("shell.state.newest", number=read.current)
        parts.append(html.A(words, href=read.here(stand=None), **attributes(data_replace="")))
    return frozen(html.Div(parts, className="zb-state"))


def state_text(read: Reading) -> str:
    """Return which publication is shown, of which day, and whether the address pins it."""
    day = formats.day(formats.in_berlin(read.snapshot.created), read.language)
    key = "shell.state.pinned" if read.is_pinned else "shell.state.current"
    return read.t(key, number=read.snapshot.number, created=day)


def frozen_address(read: Reading) -> str:
    """Return the address that shows the same figures for ever: period and publication are in it."""
    return read.here(stand=read.snapshot.number, zeitraum=read.view.zeitraeume or read.period)


def _copy(read: Reading) -> Element:
    t = read.t
    link = menu(
        t("shell.link"),
        [
            copy_button(t("shell.link.copy"), t("shell.link.copied")),
            copy_button(t("shell.link.frozen"), t("shell.link.copied"), frozen_address(read)),
            html.P(t("shell.link.explained"), className="zb-menu__note"),
        ],
        class_name="zb-menu--end zb-context__link",
    )
    return frozen(link)
