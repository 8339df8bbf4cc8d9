"""What is noted about every file of a load, refused ones too?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from etl import bulk
from etl.publish import Building

if TYPE_CHECKING:
    from etl.load import FileAnswer


def note_deliveries(building: Building, answers: Sequence[FileAnswer], loaded: datetime) -> None:
    """Write a delivery for every file that is new, so that nobody has to guess what became of it.

    Makes the temporary table `accepted` (file, delivery, demo), also for the files that were refused.
    """
    con = building.con
    row = con.execute("SELECT coalesce(max(id), 0) FROM delivery").fetchone()
    first = (row[0] if row else 0) + 1
    about = {row[0]: row[1:4] for row in con.execute("SELECT * FROM about").fetchall()}
    noted = [n for n, answer in enumerate(answers) if answer.status != "unchanged"]
    records, accepted = [], []
    for number, n in enumerate(noted, first):
        answer = answers[n]
        districts, start, end = about.get(n, ("", None, None))
        is_demo = answer.tidy is not None and answer.tidy.demo
        accepted.append((n, number, is_demo))
        records.append(
            {
                "id": number,
                "publication": building.number,
                "path": str(answer.path),
                "name": answer.name,
                "source": answer.source,
                "status": answer.status,
                "sha256": answer.sha256,
                "bytes": answer.bytes,
                "loaded": loaded,
                "rows": answer.rows,
                "observations": answer.observations,
                "period_start": start,
                "period_end": end,
                "districts": districts,
                "demo": is_demo,
            }
        )
    bulk.append(con, "delivery", records)
    columns = {"file": bulk.WHOLE, "delivery": bulk.WHOLE, "demo": bulk.TRUTH}
    bulk.make(con, "accepted", columns, accepted)


def note_findings(building: Building, answers: Sequence[FileAnswer]) -> None:
    """Write the findings of all files that are noted as deliveries, in both languages."""
    deliveries = dict(building.con.execute("SELECT file, delivery FROM accepted").fetchall())
    records = [
        {
            "delivery": deliveries[n],
            "severity": finding.severity.value,
            "rule": finding.rule,
            "line": finding.line,
            "column": finding.column,
            "found": finding.found,
            "message_de": finding.message("de"),
            "message_en": finding.message("en"),
        }
        for n, answer in enumerate(answers)
        if n in deliveries
        for finding in answer.findings
    ]
    bulk.append(building.con, "finding", records)
