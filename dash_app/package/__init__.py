"""How does everything that is public leave as one package for an open-data portal?

`portal` holds what only the publishing office knows, `descriptor` writes `datapackage.json` (Frictionless),
`dcat` the metadata after DCAT-AP.de, and `pack` puts the files together.
"""

from dash_app.package.pack import Packed, pack, written
from dash_app.package.portal import Portal, PortalError

__all__ = ["Packed", "Portal", "PortalError", "pack", "written"]
