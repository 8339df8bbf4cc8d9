"""What do figures look like as charts? Pure functions from rows to plain Plotly dicts."""

from dash_app.figures.base import Chart, is_total
from dash_app.figures.bullet import bullet
from dash_app.figures.comparison import comparison
from dash_app.figures.contribution import contribution
from dash_app.figures.funnel import funnel
from dash_app.figures.gauge import gauge
from dash_app.figures.in_print import in_print
from dash_app.figures.labels import full_name, goal, goal_label, short_name, status_word
from dash_app.figures.projection import projection
from dash_app.figures.small_multiples import small_multiples
from dash_app.figures.sparkline import sparkline
from dash_app.figures.spc import controlled, spc
from dash_app.figures.spine import spine
from dash_app.figures.tile_map import tile_map
from dash_app.figures.trend import trend

__all__ = [
    "Chart",
    "bullet",
    "comparison",
    "contribution",
    "controlled",
    "full_name",
    "funnel",
    "gauge",
    "goal",
    "goal_label",
    "in_print",
    "is_total",
    "projection",
    "short_name",
    "small_multiples",
    "sparkline",
    "spc",
    "spine",
    "status_word",
    "tile_map",
    "trend",
]
