"""What stands around every page, and which page is it?"""

from dash_app.shell.controls import choice, switch
from dash_app.shell.help import help_parts, offer
from dash_app.shell.notices import not_found
from dash_app.shell.router import Shown, asked, render

__all__ = ["Shown", "asked", "choice", "help_parts", "not_found", "offer", "render", "switch"]
