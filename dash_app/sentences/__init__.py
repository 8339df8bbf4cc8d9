"""What do the figures say, in German and English sentences?"""

from dash_app.sentences.charts import bullet, gauge, headline, verdict
from dash_app.sentences.control import spc
from dash_app.sentences.course import trend
from dash_app.sentences.districts import comparison, few, small_multiples, tile_map
from dash_app.sentences.evidence import contribution, funnel
from dash_app.sentences.pages import agreement, change_line, district, indicator_state, missing, summary
from dash_app.sentences.projection import (
    chance_words,
    no_projection,
    outlook_line,
    projection,
    projection_record,
)
from dash_app.sentences.standing import movement_words, standing_words
from dash_app.sentences.words import Words, caveats, difference, gap, when

__all__ = [
    "Words",
    "agreement",
    "bullet",
    "caveats",
    "chance_words",
    "change_line",
    "comparison",
    "contribution",
    "difference",
    "district",
    "few",
    "funnel",
    "gap",
    "gauge",
    "headline",
    "indicator_state",
    "missing",
    "movement_words",
    "no_projection",
    "outlook_line",
    "projection",
    "projection_record",
    "small_multiples",
    "spc",
    "standing_words",
    "summary",
    "tile_map",
    "trend",
    "verdict",
    "when",
]
