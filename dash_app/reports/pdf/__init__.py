"""What does the report look like as a PDF for the committee: tagged, with bookmarks, ready to print?"""

from dash_app.reports.pdf.document import render

__all__ = ["render"]
