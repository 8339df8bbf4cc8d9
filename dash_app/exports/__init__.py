"""How do figures leave the application: as records, table, CSV, JSON, Parquet or workbook?"""

from dash_app.exports.files import FORMATS, MEDIA_TYPES, export
from dash_app.exports.records import RECORD_KEYS, to_record

__all__ = ["FORMATS", "MEDIA_TYPES", "RECORD_KEYS", "export", "to_record"]
