"""What does the report look like as one web page that asks nobody for anything?"""

from dash_app.reports.html.document import render

__all__ = ["render"]
