"""How does Zielblick look with data? Invented deliveries in the formats of the real source systems."""

from __future__ import annotations

from etl.demo.deliveries import Batch, write_deliveries
from etl.demo.loading import load_demo

__all__ = ["Batch", "load_demo", "write_deliveries"]
