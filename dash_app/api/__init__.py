"""How do other programs ask for what the pages show: addresses under `/api/v1/`, same viewer, same rights?"""

from dash_app.api.service import serve_api

__all__ = ["serve_api"]
