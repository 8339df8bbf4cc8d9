"""Where are the published figures, and how are they opened?"""

from dash_app.store.publications import NoPublication, PublicationInfo, Reason
from dash_app.store.snapshot import Snapshot
from dash_app.store.store import Store

__all__ = ["NoPublication", "PublicationInfo", "Reason", "Snapshot", "Store"]
