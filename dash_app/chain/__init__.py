"""How is the chain behind a figure said in words? Steps in German and English, for page and command line."""

from __future__ import annotations

from dash_app import formats
from dash_app.chain.judging import Judging
from dash_app.chain.making import Making
from dash_app.explanation import Explanation
from dash_app.figures import full_name, status_word
from dash_app.steps import Item, Step
from dash_app.texts import Texts
from schemas.catalogue import Catalogue
from schemas.period import Period

__all__ = ["Item", "Step", "as_text", "heading", "steps"]


def steps(found: Explanation, catalogue: Catalogue, language: str) -> list[Step]:
    """Return the chain behind a figure as steps in the order in which it was made."""
    made_by, judged_by = Making(found, catalogue, language), Judging(found, catalogue, language)
    t = Texts(language)
    made = (
        ("deliveries", made_by.deliveries()),
        ("checks", made_by.checks()),
        ("measures", made_by.measures()),
        ("formula", made_by.formula()),
        ("rounding", made_by.rounding()),
        ("target", judged_by.target()),
        ("rule", judged_by.rule()),
        ("publication", judged_by.publication()),
        ("earlier", judged_by.earlier()),
    )
    return [Step(key, t(f"explanation.{key}"), said, items) for key, (said, items) in made if said]


def heading(found: Explanation, catalogue: Catalogue, language: str) -> str:
    """Return which figure it is: indicator, area, period, value and status."""
    figure = found.figure
    period = Period(figure.period_start, figure.period_end, figure.level)
    return Texts(language)(
        "explanation.heading",
        indicator=found.indicator.title(language),
        area=full_name(figure.district, catalogue.areas_by_key),
        period=formats.period(period, language, long=True),
        value=formats.figure_text(figure, found.indicator, language),
        status=status_word(figure, language),
    )


def as_text(found: Explanation, catalogue: Catalogue, language: str = "de") -> str:
    """Return the chain as lines of text for a terminal."""
    lines = [heading(found, catalogue, language), ""]
    for number, step in enumerate(steps(found, catalogue, language), 1):
        lines.append(f"{number}. {step.title}: {step.said}")
        lines += [f"   - {item.text}" for item in step.items]
    return "\n".join(lines).replace(formats.NO_BREAK, " ")
