"""What does the value of a workbook's cell say, as text?

Every value becomes text the way a clerk would read it aloud, and never anything else:

- whole numbers without decimals (12.0 is `12`), others with decimal comma and at most 15 digits (`1234,5`),
  never grouped; a number that is shown as a percentage is `12,5 %`;
- dates as `2024-03-31`, or as `2024-03` where the cell shows month and year only; times of day as `08:30`,
  with a date as `2024-03-31 08:30`, seconds only where they are not zero; lengths of time as `26:15:00`;
- truth values as `WAHR` and `FALSCH`, errors as Excel shows them (`#DIV/0!`);
- text with plain blanks and none around it; an empty cell as the empty text.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""Parts of a number format that say nothing of dates and percentages: quoted text, escapes, colours."""


def number_text(value: float | Decimal) -> str:
    """Return a number as text: no grouping, decimal comma, at most 15 digits, no exponent."""
    text = format(Decimal(f"{value:.15g}"), "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def cell_text(value: object, number_format: str = "General") -> str:
    """Return the text of a cell's value in its number format, in the words of the module's docstring."""
    match value:
        case None:
            return ""
        case bool():
            return "WAHR" if value else "FALSCH"
        case int() | float() | Decimal():
            is_share = "%" in _NOT_SHOWN.sub("", number_format)
            return f"{number_text(value * 100)} %" if is_share else number_text(value)
        case datetime() if value.time() != time():
            return f"{value:%Y-%m-%d} {_clock_text(value.time())}"
        case date():
            return _day_text(value, number_format)
        case time():
            return _clock_text(value)
        case timedelta():
            minutes, seconds = divmod(round(value.total_seconds()), 60)
            return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
        case _:
            return str(value).replace("\xa0", " ").strip()


def _day_text(day: date, number_format: str) -> str:
    """Return a date as the cell shows it: a month where the format has month and year but no day."""
    shown = _NOT_SHOWN.sub("", number_format).lower()
    is_month = "y" in shown and "m" in shown and not {"d", "h"} & set(shown)
    return f"{day:%Y-%m}" if is_month else f"{day:%Y-%m-%d}"


def _clock_text(moment: time) -> str:
    """Return a time of day, with seconds where there are any."""
    return f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"
