"""What did the offices for social housing assistance report on their form?"""

from __future__ import annotations

from etl.sources.forms import WOHNHILFEN, source_of

SOURCE = source_of(WOHNHILFEN)
