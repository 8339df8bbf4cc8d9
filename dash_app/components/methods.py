"""How do rules, signs, sources and indicators look in the explanation of the methods?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from dash_app import formats
from dash_app.components.agreement import reference
from dash_app.components.definition import formula
from dash_app.components.deliveries import severity_word
from dash_app.components.frozen import Element, element
from dash_app.components.status import flag_marks, status_word
from dash_app.components.tables import Cell, Column, data_table
from dash_app.figures import goal
from dash_app.markup import german
from dash_app.texts import Texts
from schemas.catalogue import Catalogue, Indicator
from schemas.findings import RULES
from schemas.observation import FLAGS, Status

Row = Sequence[Cell | str]


class _Gaps(dict[str, str]):
    """What stands in a message for what only a finding knows."""

    def __missing__(self, key: str) -> str:
        return "" if key == "hint" else "…"


def rules_table(caption: str, language: str) -> Element:
    """Return all rules of the checks with their weight, and what they say."""
    t = Texts(language)
    columns = [
        t("methods.column.rule"),
        t("methods.column.severity"),
        t("methods.column.message"),
        t("methods.column.effect"),
    ]
    rows: list[Row] = [
        [
            Cell(element("Code", rule.slug)),
            Cell(severity_word(rule.severity, language)),
            Cell((rule.en if language == "en" else rule.de).format_map(_Gaps()), class_name="zb-message"),
            t(f"methods.effect.{rule.severity.value}"),
        ]
        for rule in RULES.values()
    ]
    return data_table(columns, rows, caption=caption, hide_caption=True)


def signs_table(caption: str, language: str) -> Element:
    """Return what stands in place of a number or beside it, and what it means."""
    t = Texts(language)
    signs: list[Row] = [
        [Cell(content), t(f"methods.sign.{key}")]
        for key, content in (
            ("no_data", t("formats.no_data")),
            ("suppressed", t("formats.suppressed")),
            ("text", t("methods.sign.text.example")),
            ("none", "–"),
            ("limited", "*"),
        )
    ]
    states: list[Row] = [
        [Cell(status_word(status, language)), t(f"status.{status.value}.long")] for status in Status
    ]
    flags: list[Row] = [
        [Cell(flag_marks([flag], language)), t(f"components.flag.{flag}.long")] for flag in FLAGS
    ]
    columns = [t("methods.column.sign"), t("methods.column.meaning")]
    return data_table(columns, [*signs, *states, *flags], caption=caption, hide_caption=True)


def sources_table(
    catalogue: Catalogue,
    listed: Sequence[Indicator],
    delivered: Mapping[str, int],
    caption: str,
    language: str,
) -> Element:
    """Return the source systems: for how many measures and indicators, and with how many files so far."""
    t = Texts(language)
    columns: list[Column | str] = [
        t("methods.column.source"),
        t("methods.column.slug"),
        Column(t("methods.column.measures"), is_number=True),
        Column(t("methods.column.indicators"), is_number=True),
        Column(t("methods.column.files"), is_number=True),
    ]
    rows: list[Row] = []
    for mapping in catalogue.sources:
        measures = {measure.id for measure in catalogue.measures if measure.source == mapping.source}
        measures |= set(mapping.columns.values())
        fed = [indicator for indicator in listed if measures & set(indicator.value.measures)]
        rows.append(
            [
                mapping.title(language),
                Cell(element("Code", mapping.source)),
                *(_count(n, language) for n in (len(measures), len(fed), delivered.get(mapping.source, 0))),
            ]
        )
    return data_table(columns, rows, caption=caption, hide_caption=True)


def _count(number: int, language: str) -> Cell:
    return Cell(formats.number(number, 0, language), number)


def indicators_table(
    listed: Iterable[Indicator],
    *,
    catalogue: Catalogue,
    href: Callable[[str], str],
    caption: str,
    language: str,
) -> Element:
    """Return indicators with formula, direction, newest target and levels; each name leads to its page."""
    t = Texts(language)
    columns = [
        t("methods.column.indicator"),
        t("methods.column.formula"),
        t("methods.column.polarity"),
        t("methods.column.target"),
        t("methods.column.levels"),
    ]
    rows: list[Row] = [
        [
            Cell(_named(indicator, href(indicator.id), language)),
            Cell(formula(indicator, catalogue, language), class_name="zb-message"),
            t(f"components.polarity.{indicator.polarity.value}"),
            Cell(_target(indicator, language), class_name="zb-nowrap"),
            ", ".join(t(f"components.level.{level.value}") for level in indicator.levels),
        ]
        for indicator in listed
    ]
    return data_table(columns, rows, caption=caption, hide_caption=True)


def _named(indicator: Indicator, address: str, language: str) -> list[Any]:
    code = element("Div", indicator.id, "zb-small zb-muted")
    return [element("A", indicator.title(language), href=address), code]


def _target(indicator: Indicator, language: str) -> str:
    """Return the target that came last for all areas, a dash where there is none."""
    found = max(
        (target for target in indicator.targets if target.area is None), key=lambda t: t.since, default=None
    )
    if found is None:
        return "–"
    said = goal(found, indicator, language)
    return Texts(language)("components.example_target", target=said) if found.is_example else said


def references_list(catalogue: Catalogue, language: str) -> Element:
    """Return all published sources that the catalogue cites, by title."""
    listed = sorted(catalogue.references, key=lambda each: formats.sorted_as(each.title))
    items = [
        element("Li", [reference(each.id, catalogue, language), *_remark(each.note, language)])
        for each in listed
    ]
    return element("Ul", items, "zb-list")


def _remark(note: str | None, language: str) -> list[Any]:
    return [element("Div", german(note, language), "zb-small zb-muted")] if note else []
