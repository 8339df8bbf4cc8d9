"""What did the registry offices report on their form?"""

from __future__ import annotations

from etl.sources.forms import STANDESAMT, source_of

SOURCE = source_of(STANDESAMT)
