"""Which documents can a report become, and what is needed for each?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Literal, Protocol

from dash_app.asked_figures import AskError
from dash_app.rendering.orders import Picture, Unavailable
from dash_app.reports.model import Report
from dash_app.reports.pictures import WIDTH_CM, Pictures
from dash_app.texts import Texts

OFFICE = "application/vnd.openxmlformats-officedocument."
DPI = 300


class Draws(Protocol):
    """Draws charts (`dash_app.rendering.Renderer`)."""

    def pictures(self, pictures: Iterable[Picture]) -> Iterator[bytes | Unavailable]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Form:
    """A format: who writes it, its media type, and the pictures that it needs (None: own charts)."""

    module: str
    media_type: str
    pictures: Literal["png", "svg"] | None = None


FORMS: Mapping[str, Form] = {
    "docx": Form("word", f"{OFFICE}wordprocessingml.document", "png"),
    "pdf": Form("pdf", "application/pdf", "svg"),
    "pptx": Form("slides", f"{OFFICE}presentationml.presentation"),
    "xlsx": Form("workbook", f"{OFFICE}spreadsheetml.sheet"),
    "html": Form("html", "text/html; charset=utf-8", "svg"),
}
"""Formats by suffix."""


def form_of(suffix: str, language: str = "de") -> Form:
    """Return the format of a suffix, with or without its dot.

    Raises:
        AskError: where there is none; the message lists all.
    """
    found = FORMS.get(suffix.lower().removeprefix("."))
    if found is None:
        allowed = ", ".join(f".{each}" for each in FORMS)
        raise AskError(Texts(language)("report.unknown.suffix", found=suffix, allowed=allowed))
    return found


def written(
    report: Report,
    suffix: str,
    renderer: Draws,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> bytes:
    """Return the report as a document; charts that cannot be drawn are named in it, with their tables.

    Raises:
        AskError: for a suffix that there is not.
    """
    form = form_of(suffix, report.language)
    render = import_module(f"dash_app.reports.{form.module}").render
    total = len(report.charts) + 1 if form.pictures else 1
    if form.pictures is None:
        content: bytes = render(report)
    else:
        content = render(report, drawn(report, renderer, form.pictures, lambda done: progress(done, total)))
    progress(total, total)
    return content


def drawn(
    report: Report, renderer: Draws, kind: Literal["png", "svg"], progress: Callable[[int], None]
) -> Pictures:
    """Return the pictures of all charts, or why there is none."""
    found: dict[str, bytes | str] = {}
    orders = [
        Picture(
            chart.figure, kind, width_cm=WIDTH_CM, dpi=DPI, theme=report.choice.look, language=report.language
        )
        for chart in report.charts
    ]
    progress(0)
    for done, (chart, answer) in enumerate(zip(report.charts, renderer.pictures(orders), strict=True), 1):
        found[chart.key] = answer.message(report.language) if isinstance(answer, Unavailable) else answer
        progress(done)
    return found
