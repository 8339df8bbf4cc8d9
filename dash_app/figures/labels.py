"""What is written on charts: values, targets, names?"""

from __future__ import annotations

from collections.abc import Mapping

from dash_app.figures.base import ends
from dash_app.formats import number, with_unit
from dash_app.texts import Texts
from schemas.catalogue import Area, Indicator, Target
from schemas.observation import Figure, Status


def amount(value: float, indicator: Indicator, language: str) -> str:
    """Return a value of the indicator with its unit, as readers see it."""
    return with_unit(value, indicator.unit, indicator.decimals, language)


def bare(value: float, indicator: Indicator, language: str) -> str:
    """Return a value without unit, without needless decimals: for the ends of scales."""
    return number(value, 0 if value == round(value) else max(indicator.decimals, 1), language)


def goal(target: Target, indicator: Indicator, language: str) -> str:
    """Return what is agreed, as "95 %", "85–90 %"; whole numbers without decimals."""
    known = ends(target)
    decimals = 0 if all(end == round(end) for end in known) else indicator.decimals
    first = f"{number(known[0], decimals, language)}–" if len(known) == 2 else ""
    return first + with_unit(known[-1], indicator.unit, decimals, language)


def goal_label(target: Target, indicator: Indicator, language: str) -> str:
    """Return the label of the target mark; targets without a source say that they are examples."""
    key = "figures.target_example" if target.is_example else "figures.target"
    return Texts(language)(key, value=goal(target, indicator, language))


def is_ceiling(target: Target) -> bool:
    """Tell whether the binding floor lies above the target, as it does where lower is better."""
    return target.floor is not None and target.value is not None and target.floor > target.value


def floor_value(target: Target, indicator: Indicator, language: str) -> str:
    """Return the binding floor or ceiling with its unit, empty without one."""
    if target.floor is None:
        return ""
    decimals = 0 if target.floor == round(target.floor) else indicator.decimals
    return with_unit(target.floor, indicator.unit, decimals, language)


def floor_label(target: Target, indicator: Indicator, language: str) -> str:
    """Return the label of the binding floor or ceiling, empty without one."""
    value = floor_value(target, indicator, language)
    key = "figures.ceiling" if is_ceiling(target) else "figures.floor"
    return Texts(language)(key, value=value) if value else ""


SAID = ("text", "nothing")
"""States of a figure without number that are an answer of the office all the same."""


def status_word(figure: Figure, language: str) -> str:
    """Return the status in a word or two; what was said in words or as "nothing" is not called missing."""
    is_said = figure.status is Status.NO_DATA and figure.state in SAID
    return Texts(language)(f"status.{figure.state}" if is_said else f"status.{figure.status.value}")


def short_name(area: str, areas: Mapping[str, Area]) -> str:
    """Return the short name of an area, its key where the catalogue does not know it."""
    return areas[area].short if area in areas else area


def full_name(area: str, areas: Mapping[str, Area]) -> str:
    """Return the name of an area, its key where the catalogue does not know it."""
    return areas[area].name if area in areas else area
