"""What do the values before and after a measure say, in a sentence?"""

from __future__ import annotations

from dash_app import formats
from dash_app.remarks.effect import Effect
from dash_app.statistics.control import FEWEST
from dash_app.texts import Texts
from schemas.catalogue import Indicator


def effect_words(found: Effect, indicator: Indicator, t: Texts) -> str:
    """Return the sentence: both means, and what they bear."""
    before, after = (amount(side.mean, indicator, t.language) for side in (found.before, found.after))
    has_both = found.before.values and found.after.values
    means = t("remarks.effect.means", before=before, after=after) if has_both else ""
    verdict = t(f"remarks.effect.{found.verdict}", fewest=FEWEST, found=len(found.before.values))
    left_out = t("remarks.effect.break") if found.has_break else ""
    return " ".join(part for part in (means, verdict, left_out) if part)


def amount(value: float | None, indicator: Indicator, language: str) -> str:
    """Return a mean with its unit, a dash where there is none."""
    if value is None:
        return "–"
    return formats.with_unit(value, indicator.unit, indicator.decimals, language)
