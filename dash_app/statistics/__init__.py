"""Which statements do the figures support: noise over time, noise between districts, direction, reliability?

Pure functions without database, Dash or numerical libraries. Missing numbers (None, nan) give None or a
result that says that it cannot be computed; wrong arguments raise `ValueError` with the value and the
allowed range.
"""

from dash_app.statistics.control import (
    Assurance,
    Drawn,
    Obstacle,
    Segment,
    XmrResult,
    assurance,
    drawn_limits,
    xmr,
)
from dash_app.statistics.funnel import (
    ALERT,
    WATCH,
    Dispersion,
    Funnel,
    FunnelPoint,
    funnel,
    funnel_limits,
    overdispersion,
)
from dash_app.statistics.intervals import (
    Comparison,
    Interval,
    compare,
    mean_interval,
    poisson_interval,
    rate_interval,
    wilson_interval,
)
from dash_app.statistics.points import Judgement, Points, XmrPoint
from dash_app.statistics.rules import SpecialCause
from dash_app.statistics.trend import Trend, recent_trend

__all__ = [
    "ALERT",
    "WATCH",
    "Assurance",
    "Comparison",
    "Dispersion",
    "Drawn",
    "Funnel",
    "FunnelPoint",
    "Interval",
    "Judgement",
    "Obstacle",
    "Points",
    "Segment",
    "SpecialCause",
    "Trend",
    "XmrPoint",
    "XmrResult",
    "assurance",
    "compare",
    "drawn_limits",
    "funnel",
    "funnel_limits",
    "mean_interval",
    "overdispersion",
    "poisson_interval",
    "rate_interval",
    "recent_trend",
    "wilson_interval",
    "xmr",
]
