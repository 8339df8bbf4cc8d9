"""How do charts and reports become files, apart from the processes that answer readers?

Nothing heavy is imported with this package: the browser's driver comes with the first order (docs/decisions).
"""

from dash_app.rendering.orders import FORMATS, MEDIA_TYPES, Frame, Picture, Unavailable
from dash_app.rendering.renderer import Renderer

__all__ = ["FORMATS", "MEDIA_TYPES", "Frame", "Picture", "Renderer", "Unavailable"]
