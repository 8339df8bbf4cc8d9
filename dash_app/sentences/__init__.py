"""What do the figures say, in German and English sentences? Never a judgement without target, never "stable"."""

from dash_app.sentences.charts import (
    bullet,
    comparison,
    gauge,
    headline,
    small_multiples,
    tile_map,
    trend,
    verdict,
)
from dash_app.sentences.pages import agreement, change_line, district, indicator_state, missing, summary
from dash_app.sentences.words import Words, caveats, difference, gap, when

__all__ = [
    "Words",
    "agreement",
    "bullet",
    "caveats",
    "change_line",
    "comparison",
    "difference",
    "district",
    "gap",
    "gauge",
    "headline",
    "indicator_state",
    "missing",
    "small_multiples",
    "summary",
    "tile_map",
    "trend",
    "verdict",
    "when",
]
