"""Which questions can be asked of a publication? One function is one question; each takes the viewer."""

from dash_app.queries.agreements import agreements, indicators
from dash_app.queries.figures import areas, figures, figures_at, previous, series, status_summary
from dash_app.queries.periods import holds_demo, latest_period, periods

__all__ = [
    "agreements",
    "areas",
    "figures",
    "figures_at",
    "holds_demo",
    "indicators",
    "latest_period",
    "periods",
    "previous",
    "series",
    "status_summary",
]
