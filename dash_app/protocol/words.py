"""What does a line of the audit say in words: who, what, and each value before and after?"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from dash import html
from dash.development.base_component import Component

from dash_app import formats
from dash_app.access import Role
from dash_app.reading import Reading
from dash_app.register.models import Entry
from dash_app.texts import Texts
from schemas.period import Period

_NOTHING: tuple[object, ...] = (None, "", [], {})
_WORDS = {
    ("delivery", "state"): "intake.state",
    ("comment", "state"): "remarks.state",
    ("comment", "kind"): "audit.remark",
    ("measure", "state"): "remarks.state",
    ("account", "role"): "shell.role",
}
"""Where the words of a value stand, by kind of subject and name of the value."""
_DAYS = ("starts", "due", "done")
_ROLE = re.compile(rf"(?P<name>.*) \((?P<role>{'|'.join(Role)})\)")
LONGEST = 400
"""Characters of a value in the table; the file holds all."""


def action(name: str, t: Texts) -> str:
    """Return an action in words, its name where there are none yet."""
    return t(f"audit.action.{name}") if f"audit.action.{name}" in t else name


def subject(kind: str, t: Texts) -> str:
    """Return a kind of subject in words, its name where there are none yet."""
    return t(f"audit.kind.{kind}") if f"audit.kind.{kind}" in t else kind


def actor(name: str, t: Texts) -> str:
    """Return who it was, with the role in words: `Anna Muster (Bezirk)`."""
    found = _ROLE.fullmatch(name)
    return f"{found['name']} ({t('shell.role.' + found['role'])})" if found else name


def change(entry: Entry, read: Reading) -> Any:
    """Return what was before and what is after, value by value; what was and is nothing is left out."""
    before, after = entry.before or {}, entry.after or {}
    lines: list[Component] = []
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) in _NOTHING and after.get(name) in _NOTHING:
            continue
        parts: list[Any] = [html.Strong(f"{_named(name, read.t)}: ")]
        if name in before:
            parts += [html.Del(_shown(entry.kind, name, before[name], read)), " → "]
        now = html.Ins(_shown(entry.kind, name, after[name], read)) if name in after else read.t("audit.gone")
        lines.append(html.Li([*parts, now]))
    return html.Ul(lines, className="zb-list zb-changed") if lines else "–"


def _named(name: str, t: Texts) -> str:
    return t(f"audit.value.{name}") if f"audit.value.{name}" in t else name


def _shown(kind: str, name: str, value: object, read: Reading) -> str:
    """Return a value in words where it is one of a few or has a name, else as it is."""
    if value in _NOTHING:
        return "–"
    known = _names(name, read)
    key = f"{_WORDS[kind, name]}.{value}" if (kind, name) in _WORDS else ""
    if isinstance(value, list):
        text = ", ".join(known.get(each, str(each)) for each in value)
    elif key in read.t:
        text = read.t(key)
    elif isinstance(value, str):
        text = known.get(value) or _time(name, value, read.language) or value
    elif isinstance(value, float):
        text = formats.number(value, len(str(value).partition(".")[2]), read.language)
    else:
        text = json.dumps(value, ensure_ascii=False)
    return f"{text[:LONGEST]} …" if len(text) > LONGEST else text


def _names(name: str, read: Reading) -> Mapping[str, str]:
    """Return the names of what a value refers to by key."""
    match name:
        case "agreements":
            return {each.id: each.short(read.language) for each in read.catalogue.agreements}
        case "indicator":
            return {
                id_: f"{each.title(read.language)} ({id_})" for id_, each in read.catalogue.indicators.items()
            }
        case "district":
            return {each.key: f"{each.key} {each.name}" for each in read.catalogue.areas}
        case _:
            return {}


def _time(name: str, value: str, language: str) -> str:
    """Return a period or a day in words; empty where the value is neither."""
    try:
        if name == "period":
            return formats.period(Period.parse(value), language)
        return formats.day(date.fromisoformat(value), language) if name in _DAYS else ""
    except ValueError:
        return ""
