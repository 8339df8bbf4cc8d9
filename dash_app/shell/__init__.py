"""What stands around every page, and which page is it?"""

from dash_app.shell.controls import choice, switch
from dash_app.shell.notices import not_found
from dash_app.shell.router import Shown, render

__all__ = ["Shown", "choice", "not_found", "render", "switch"]
