"""Which questions can be asked of a publication? One function is one question; each takes the viewer."""

from dash_app.queries.agreements import agreements, indicators
from dash_app.queries.completeness import Arrival, Due, completeness
from dash_app.queries.courses import Courses, course_level, courses, standings
from dash_app.queries.deliveries import Delivery, RecordedFinding, deliveries, delivery, findings, may_read
from dash_app.queries.figures import areas, figures, figures_at, previous, series, status_summary
from dash_app.queries.periods import holds_demo, latest_period, periods
from dash_app.queries.projections import Projections, projections
from dash_app.queries.provenance import Origin, provenance

__all__ = [
    "Arrival",
    "Courses",
    "Delivery",
    "Due",
    "Origin",
    "Projections",
    "RecordedFinding",
    "agreements",
    "areas",
    "completeness",
    "course_level",
    "courses",
    "deliveries",
    "delivery",
    "figures",
    "figures_at",
    "findings",
    "holds_demo",
    "indicators",
    "latest_period",
    "may_read",
    "periods",
    "previous",
    "projections",
    "provenance",
    "series",
    "standings",
    "status_summary",
]
