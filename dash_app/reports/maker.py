"""How is a report that a browser ordered made, apart from the web workers?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dash_app import url
from dash_app.asked_figures import AskError
from dash_app.reading import reading_at
from dash_app.remarks.for_report import approved
from dash_app.rendering.work import Document, Unmakeable, Work
from dash_app.reports.address import KEYS, PATH
from dash_app.reports.asked import asked_edits, choice_of
from dash_app.reports.builder import build_report
from dash_app.reports.documents import form_of, written
from dash_app.store import NoPublication
from dash_app.texts import Texts


class Order(BaseModel):
    """A report as its page orders it: the address says which, `edits` holds the author's words by key."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    address: str = Field(pattern=rf"^{PATH}(\?[^#\s]*)?$", max_length=4000)
    format: str = Field(max_length=8)
    edits: dict[str, str] = {}


def make(work: Work, choice: Mapping[str, Any]) -> Document:
    """Make a report.

    Raises:
        Unmakeable: for an order that cannot be followed.
    """
    try:
        order = Order.model_validate(choice)
        edits = asked_edits(order.edits, work.language)
        form = form_of(order.format, work.language)
        search = f"?{urlsplit(order.address).query}"
        with work.asked(order.address):
            read = reading_at(PATH, search, KEYS, has_any_period=True)
            chosen, _ = choice_of(read, url.read(search), edits)
            if form.pictures:
                work.renderer.begin()
            now = datetime.now(UTC).replace(microsecond=0)
            remarks = approved(work.store, work.register, work.viewer, chosen)
            report = build_report(
                work.store, work.viewer, chosen, stamp=now, address=work.base, remarks=remarks
            )
            content = written(report, order.format, work.renderer, work.progress)
    except ValidationError as error:
        raise Unmakeable(Texts(work.language)("report.unknown.order")) from error
    except AskError as problem:
        raise Unmakeable(str(problem)) from problem
    except NoPublication as problem:
        raise Unmakeable(problem.message(work.language)) from problem
    return Document(f"{report.file_name}.{order.format}", form.media_type, content)
