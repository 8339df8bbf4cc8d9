"""What does a delivery look like that nobody can read by machine?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

_LINES = (
    "DEMONSTRATIONSDATEN - erfundenes Schreiben",
    "Standesamt Pankow: Meldung fuer das 3. Quartal 2026",
    "Sehr geehrte Damen und Herren,",
    "die Zahlen finden Sie in der Tabelle, die wir Ihnen gesondert zusenden.",
)


def write_letter(path: Path) -> None:
    """Write a letter as PDF with one page of text."""
    text = " T* ".join(f"({line}) Tj" for line in _LINES)
    content = f"BT /F1 12 Tf 16 TL 60 760 Td {text} ET"
    parts = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_document(parts))


def _document(parts: Sequence[str]) -> bytes:
    """Return a PDF of numbered objects, the first of them the catalogue of the document."""
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{part}\nendobj\n".encode("ascii")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(parts) + 1
    end = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<< /Size {count} /Root 1 0 R >>\n"
    return body + f"{end}startxref\n{len(body)}\n%%EOF\n".encode("ascii")
