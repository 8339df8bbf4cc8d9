"""What did the checks find in a delivery, as a file to work through?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dash_app.exports import delimited
from dash_app.intake import words
from dash_app.register.models import Delivery
from dash_app.texts import Texts

COLUMNS = ("file", "severity", "line", "column", "found", "message", "rule")
WIDTHS = (30, 12, 8, 24, 30, 80, 24)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def findings_file(delivery: Delivery, ending: str, t: Texts) -> tuple[bytes, str]:
    """Return the findings as the content of a file (`csv`, `xlsx`) and its type."""
    head = [t(f"intake.findings.column.{name}") for name in COLUMNS]
    if ending == "csv":
        return delimited.german(head, rows(delivery, t)), "text/csv; charset=utf-8"
    return _workbook(delivery, head, t), XLSX


def rows(delivery: Delivery, t: Texts) -> Iterator[list[Any]]:
    """Yield file, severity, line, column, what was found, what to do, and the rule, file by file."""
    for file in delivery.report.get("files", ()):
        for finding in file["findings"]:
            yield [
                file["name"],
                t(f"intake.severity.{finding['severity']}"),
                finding["line"],
                finding["column"],
                finding["found"],
                words.message(finding, t.language),
                finding["rule"],
            ]


def _workbook(delivery: Delivery, head: list[str], t: Texts) -> bytes:
    from dash_app.exports import sheets  # the library takes a while to import

    title = t("intake.findings.title", number=delivery.id)
    book = sheets.Book(sheets.About(title, title, "", "", delivery.created), title)
    sheet = book.sheet(t("intake.findings.sheet"), WIDTHS, is_wide=True)
    for column, word in enumerate(head):
        sheets.write(sheet, 0, column, word, book.heading())
    count = 0
    for count, row in enumerate(rows(delivery, t), 1):
        for column, value in enumerate(row):
            sheets.write(sheet, count, column, value, book.style(text_wrap=True))
    sheets.frozen(sheet, 0, len(head), max(1, count))
    return book.done()
