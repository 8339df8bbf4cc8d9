"""Do the sums that a report prints fit its rows?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

import pyarrow as pa

from etl.source import totals_of
from schemas.findings import Finding

_WHOLE = re.compile(r"\d{1,15}")


class Sums:
    """Collects printed sums; those of several blocks about one place are added up, as its rows are."""

    def __init__(self) -> None:
        self._printed: defaultdict[tuple[str, str], list[tuple[int, str, str]]] = defaultdict(list)

    def add(self, line: int, column: str, place: str, measure: str, value: str) -> None:
        """Note a sum as it is printed."""
        self._printed[place, measure].append((line, column, value))

    def table(self) -> pa.Table:
        """Return the sums as `TOTALS`: one for each place and measure, in the line of the last."""
        records: list[dict[str, object]] = []
        for (place, measure), printed in self._printed.items():
            total = whole_sum(value for _, _, value in printed)
            together = [(*printed[-1][:2], str(total))] if total is not None else printed
            records += [
                {"line": line, "column": column, "place": place, "measure": measure, "value": value}
                for line, column, value in together
            ]
        return totals_of(records)


def whole_sum(texts: Iterable[str]) -> int | None:
    """Return the sum of whole numbers, None where a text is none; figures are made in `etl.checks` only."""
    numbers = list(texts)
    return sum(map(int, numbers)) if all(_WHOLE.fullmatch(text) for text in numbers) else None


def mismatch(texts: Iterable[str], printed: str, line: int, column: str) -> Finding | None:
    """Return a finding where whole numbers do not add up to the printed sum."""
    total = whole_sum(texts)
    if total is None or not _WHOLE.fullmatch(printed) or total == int(printed):
        return None
    return Finding("total-mismatch", str(total), line, column, {"allowed": printed})
