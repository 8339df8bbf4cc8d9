"""What does the report look like as a Word document, for its authors to finish?"""

from dash_app.reports.word.document import render

__all__ = ["render"]
