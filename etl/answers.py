"""How is the answer to a load told, to a person and to a program?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from etl.load import Answer
from etl.publish import Publication
from schemas.findings import Severity

_WORDS = {
    "loaded": "geladen",
    "unchanged": "unverändert",
    "rejected": "abgelehnt",
    "unrecognised": "nicht erkannt",
}
_SHOWN = 20
"""Findings of one file that a person gets to read; the JSON answer has all."""


def as_document(answer: Answer) -> dict[str, Any]:
    """Return the answer as the JSON document of `zielblick load --json`."""
    return {
        "publication": answer.publication,
        "files": [
            {
                "path": str(file.path),
                "source": file.source,
                "status": file.status,
                "rows": file.rows,
                "observations": file.observations,
                "findings": [
                    {
                        "severity": finding.severity.value,
                        "rule": finding.rule,
                        "line": finding.line,
                        "column": finding.column,
                        "found": finding.found,
                        "message": finding.message(),
                    }
                    for finding in file.findings
                ],
            }
            for file in answer.files
        ],
    }


def as_text(answer: Answer, *, dry_run: bool = False) -> str:
    """Return the answer as German lines: each file with its findings, then what was published."""
    lines = []
    for file in answer.files:
        source = f" ({file.source})" if file.source else ""
        lines.append(
            f"{_WORDS[file.status]}: {file.path}{source}, {file.rows} Zeilen, {file.observations} Werte"
        )
        order = sorted(file.findings, key=lambda finding: list(Severity).index(finding.severity))
        lines += [
            f"  {_SEVERITIES[finding.severity]} [{finding.rule}] {finding.message()}"
            for finding in order[:_SHOWN]
        ]
        if len(order) > _SHOWN:
            lines.append(f"  … und {len(order) - _SHOWN} weitere Hinweise (alle mit --json)")
    counts = {word: sum(file.status == status for file in answer.files) for status, word in _WORDS.items()}
    lines.append(
        ", ".join(f"{count} {word}" for word, count in counts.items() if count) or "keine Dateien gefunden"
    )
    if answer.publication is not None:
        lines.append(f"Veröffentlichung {answer.publication} ist in Kraft.")
    else:
        lines.append(
            "Probelauf: nichts veröffentlicht." if dry_run else "Nichts Neues, keine Veröffentlichung."
        )
    return "\n".join(lines)


_SEVERITIES = {Severity.ERROR: "Fehler", Severity.WARNING: "Warnung", Severity.INFO: "Hinweis"}


def publication_records(listing: Sequence[Publication]) -> list[dict[str, Any]]:
    """Return the list of publications as the JSON document of `zielblick publications --json`."""
    return [
        {
            "number": entry.number,
            "created": entry.created.isoformat(),
            "current": entry.current,
            "files": entry.files,
            "note": entry.note,
        }
        for entry in listing
    ]


def publication_lines(listing: Sequence[Publication]) -> str:
    """Return the list of publications as German lines."""
    if not listing:
        return "Es wurde noch nichts veröffentlicht. Bitte mit „zielblick load“ Lieferungen laden."
    return "\n".join(
        f"{'*' if entry.current else ' '} {entry.number:>6}  {entry.created:%d.%m.%Y %H:%M} UTC  "
        f"{entry.files:>5} Dateien  {entry.note}"
        for entry in listing
    )
