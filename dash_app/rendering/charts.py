"""How does a chart of a page become a file: the same figures, filters, order and language as on the page?

A chart is ordered by the address of its page and the name of its block. The page is made once more, as for a
reader of that address, and its block is overheard: what is exported is what is shown, by construction.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dash_app import figures, formats, url
from dash_app.components.overheard import Drawn, overheard
from dash_app.queries import holds_demo
from dash_app.reading import Reading
from dash_app.rendering.orders import MEDIA_TYPES, RESOLUTIONS, WIDTHS, Format, Frame, Picture
from dash_app.rendering.sheets import sheet
from dash_app.rendering.work import Document, Unmakeable, Work
from dash_app.shell import router
from dash_app.shell.contextbar import frozen_address
from dash_app.store import NoPublication
from dash_app.texts import Texts

Look = Literal["light", "dark", "print"]
LOOKS: tuple[str, ...] = get_args(Look)
_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class ChartChoice(BaseModel):
    """Which chart of which page, and how it is to look."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    address: str = Field(pattern=r"^/([^/#\s][^#\s]*)?$", max_length=2000)
    """Path and query of the page."""
    block: str = Field(min_length=1, max_length=200)
    """Id of the chart's block on it."""
    format: Format = "png"
    width_cm: float = Field(16.0, ge=WIDTHS[0], le=WIDTHS[1])
    height_cm: float | None = Field(None, ge=2, le=WIDTHS[1])
    dpi: int = Field(300, ge=RESOLUTIONS[0], le=RESOLUTIONS[1])
    look: Look = "light"

    @classmethod
    def checked(cls, choice: Mapping[str, Any]) -> ChartChoice:
        """Return a choice.

        Raises:
            Unmakeable: for one that cannot be followed; says what was found and what is allowed.
        """
        try:
            return cls.model_validate(choice)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"]))
            raise Unmakeable(f"{place}: {first['msg']} ({first['input']!r})") from error


@dataclass(frozen=True, slots=True)
class Found:
    """A block of a page with what its picture says about itself."""

    drawn: Drawn
    frame: Frame
    language: str
    name: str
    """Name for files, without ending."""
    notes: tuple[str, ...]
    """What of the address could not be followed."""


def make(work: Work, choice: Mapping[str, Any]) -> Document:
    """Make the picture of a chart; see `ChartChoice`.

    Raises:
        Unmakeable: for a choice that cannot be followed.
        Unavailable: where there is no browser for it.
    """
    chosen = ChartChoice.checked(choice)
    work.progress(0, 1)
    found = find(work, chosen.address, chosen.block, chosen.look)
    return Document(
        f"{found.name}.{chosen.format}", MEDIA_TYPES[chosen.format], content_of(work, found, chosen)
    )


def find(work: Work, address: str, block: str, look: str = "light") -> Found:
    """Return a block of a page, with its chart in the theme `look`.

    Raises:
        Unmakeable: where there is no such page, no such block, or no publication.
    """
    parts = urlsplit(address)
    path, search = parts.path, f"?{parts.query}" if parts.query else ""
    with work.asked(address, look), overheard() as blocks:
        route = router.match(path)
        try:
            read = route.reading(path, search)
        except NoPublication as problem:
            raise Unmakeable(problem.message(work.language)) from problem
        if route.page:
            route.page["layout"](**{**url.read(search), **route.variables})
        if (drawn := blocks.get(block)) is None:
            listed = ", ".join(blocks) or "–"
            raise Unmakeable(read.t("rendering.no_block", block=block, address=address, listed=listed))
        if look == "print" and drawn.chart is not None:
            drawn = replace(drawn, chart=figures.in_print(drawn.chart))
        return Found(drawn, _frame(work, read, drawn), read.language, _name(read, drawn, look), read.notes)


def content_of(work: Work, found: Found, chosen: ChartChoice) -> bytes:
    """Return the file of a block."""
    if found.drawn.chart is None:
        if chosen.format == "svg":
            raise Unmakeable(Texts(found.language)("rendering.no_svg"))
        html = sheet(found.drawn, found.frame, found.language, chosen.look, chosen.width_cm)
        renderer = work.renderer
        return (
            renderer.paper(html, width_cm=chosen.width_cm)
            if chosen.format == "pdf"
            else renderer.photo(html, width_cm=chosen.width_cm, dpi=chosen.dpi, frame=found.frame)
        )
    picture = Picture(
        found.drawn.chart,
        chosen.format,
        width_cm=chosen.width_cm,
        height_cm=chosen.height_cm,
        dpi=chosen.dpi,
        frame=found.frame,
        theme=chosen.look,
        language=found.language,
    )
    return work.renderer.picture(picture)


def _frame(work: Work, read: Reading, drawn: Drawn) -> Frame:
    """Return what stands around the chart: the same as in all downloads of the page."""
    label = {name: read.t(f"shell.export.{name}") for name in ("period", "state", "source", "address")}
    period = drawn.period or formats.period(read.period, read.language, long=True)
    texts = {
        "period": period,
        "state": _state(read),
        "source": drawn.source or "",
        "address": f"{work.base}{frozen_address(read)}#{drawn.name}",
    }
    return Frame(
        title=drawn.words.title,
        subtitle=drawn.words.subtitle,
        lines=tuple((label[name], text) for name, text in texts.items() if text),
        demo=read.t("shell.demo.export") if holds_demo(read.snapshot) else "",
        alt=drawn.words.caption,
    )


def _state(read: Reading) -> str:
    """Return the publication and its day, the same words however long ago that was."""
    day = formats.day(formats.in_berlin(read.snapshot.created), read.language)
    return read.t("rendering.state", number=read.snapshot.number, created=day)


def _name(read: Reading, drawn: Drawn, look: str) -> str:
    """Return a name that says what is in the file and differs from block to block of a page."""
    indicator = drawn.indicator if drawn.indicator and drawn.indicator not in drawn.name else None
    district = f"bezirk-{read.district}" if read.district else None
    period = drawn.period or formats.period(read.period, read.language)
    parts = ["zielblick", indicator, drawn.name, district, period, read.t(f"rendering.look.{look}.name")]
    return "_".join(re.sub(r"[^a-z0-9_]+", "-", p.lower().translate(_SPELT)).strip("-") for p in parts if p)
