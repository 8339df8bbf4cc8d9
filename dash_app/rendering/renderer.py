"""How do pictures and papers come out of one kept browser, and never hang?"""

from __future__ import annotations

import asyncio
import base64
import logging
import re
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from html import escape
from itertools import islice
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from dash_app.rendering.orders import PIXELS, Frame, Picture, Unavailable
from dash_app.rendering.png import with_metadata

if TYPE_CHECKING:
    from dash_app.rendering.browser import Pages

LIMIT = 20.0
"""Seconds that a picture may take."""
BATCH = 12
"""Pictures that are drawn in one go: each trip to the browser costs as much as a simple chart."""
NOBODY = ("no-browser", "no-start")
"""Why nobody draws: it is not asked for twice in one document."""
PAPER_LIMIT = 60.0
"""Seconds that a paper of many pages may take."""

logger = logging.getLogger(__name__)
T = TypeVar("T")


class Renderer:
    """One browser, started with the first order, kept until `close`; to be used by one thread.

    A browser that dies or hangs is ended and started anew: the order that it had is tried once more where the
    browser died, and given up where the time was up.
    """

    def __init__(self, *, limit: float = LIMIT, paper_limit: float = PAPER_LIMIT) -> None:
        self._limit = limit
        self._paper_limit = paper_limit
        self._runner = asyncio.Runner()
        self._pages: Pages | None = None
        self._early: Thread | None = None
        self.starts = 0
        """How often a browser was started."""

    def __enter__(self) -> Renderer:
        """Return the renderer; no browser is started yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the browser."""
        self.close()
        self._runner.close()

    @property
    def is_open(self) -> bool:
        """Whether a browser is kept."""
        return self._pages is not None

    def begin(self) -> None:
        """Start the browser beside what its caller does first; the next order waits for it."""
        if self._pages is None and self._early is None:
            self._early = Thread(target=self._started, daemon=True)
            self._early.start()

    def _started(self) -> None:
        with suppress(Unavailable):  # the next order tries again and says why
            self._runner.run(self._opened())

    def _wait(self) -> None:
        if self._early is not None:
            self._early.join()
            self._early = None

    def _run(self, order: Coroutine[Any, Any, T]) -> T:
        self._wait()
        return self._runner.run(order)

    def warm_up(self) -> None:
        """Start the browser now. Raises `Unavailable` where it cannot."""
        self._run(self._opened())

    def picture(self, picture: Picture) -> bytes:
        """Return a picture.

        Raises:
            Unavailable: where it cannot be had.
        """
        return self._run(self._tried(lambda pages: _drawn(pages, picture), self._limit))

    def pictures(self, pictures: Iterable[Picture]) -> Iterator[bytes | Unavailable]:
        """Yield a picture, or why there is none, for each order as they get ready."""
        waiting = iter(pictures)
        while batch := list(islice(waiting, BATCH)):
            answers = self._batch(batch)
            yield from answers
            if isinstance(last := answers[-1], Unavailable) and last.reason in NOBODY:
                yield from (last for _ in waiting)

    def _batch(self, pictures: Sequence[Picture]) -> list[bytes | Unavailable]:
        """Return some pictures, all in one go; one by one where that fails, to know which it was."""
        if len(pictures) > 1 and not any(picture.format == "pdf" for picture in pictures):
            try:
                return self._run(self._tried(lambda pages: _all_drawn(pages, pictures), self._limit))
            except Unavailable as problem:
                if problem.reason in NOBODY:
                    return [problem for _ in pictures]
        return [self._answer(picture) for picture in pictures]

    def _answer(self, picture: Picture) -> bytes | Unavailable:
        try:
            return self.picture(picture)
        except Unavailable as problem:
            return problem

    def paper(self, html: str, *, width_cm: float | None = None) -> bytes:
        """Return a document as tagged PDF, made smaller where its pages are too narrow for it.

        Scripts in it do not run. Raises as `picture`.
        """
        width = round(width_cm * PIXELS) if width_cm else None
        return self._run(self._tried(lambda pages: pages.print(html, width), self._paper_limit))

    def photo(self, html: str, *, width_cm: float, dpi: int = 300, frame: Frame | None = None) -> bytes:
        """Return a document as PNG of this width, wider where its tables need it. Raises as `picture`."""
        width = round(width_cm * PIXELS)
        order = self._tried(lambda pages: pages.photograph(html, width, dpi / 96), self._paper_limit)
        return with_metadata(self._run(order), dpi, _texts(frame))

    def close(self) -> None:
        """End the browser; an order after this starts another one."""
        self._wait()
        if self._pages is not None:
            pages, self._pages = self._pages, None
            self._runner.run(pages.close())

    async def _opened(self) -> Pages:
        if self._pages is None:
            from dash_app.rendering.browser import Pages

            start = time.perf_counter()
            self._pages = await Pages.opened()
            self.starts += 1
            logger.info("browser started in %.1f s", time.perf_counter() - start)
        return self._pages

    async def _tried(self, order: Callable[[Pages], Awaitable[T]], limit: float) -> T:
        """Carry out an order; once more with a new browser where the first one died."""
        from dash_app.rendering.browser import Broken

        for _ in range(2):
            pages = await self._opened()
            try:
                async with asyncio.timeout(limit):
                    return await order(pages)
            except TimeoutError as error:
                await self._dropped()
                raise Unavailable("too-slow", seconds=f"{limit:g}") from error
            except Broken as problem:
                logger.warning("browser gone during %s", problem)
                await self._dropped()
        raise Unavailable("crashed")

    async def _dropped(self) -> None:
        pages, self._pages = self._pages, None
        if pages is not None:
            await pages.close()


async def _all_drawn(pages: Pages, pictures: Sequence[Picture]) -> list[bytes | Unavailable]:
    answers = await pages.draw_all([picture.message() for picture in pictures])
    pairs = zip(pictures, answers, strict=True)
    return [_image(each, got) if got else Unavailable("not-drawn") for each, got in pairs]


async def _drawn(pages: Pages, picture: Picture) -> bytes:
    answer = await pages.draw(picture.message())
    if picture.format == "pdf":
        return await pages.print(_sheet(str(answer["svg"]), answer["width"], answer["height"], picture))
    return _image(picture, answer)


def _image(picture: Picture, answer: Mapping[str, Any]) -> bytes:
    """Return a PNG or an SVG."""
    if picture.format == "png":
        return with_metadata(base64.b64decode(answer["png"]), picture.dpi, _texts(picture.frame))
    return str(answer["svg"]).encode()


def _texts(frame: Frame | None) -> dict[str, str]:
    """Return what a picture says about itself to programs."""
    if frame is None:
        return {}
    about = {"Title": frame.title, "Description": frame.alt or frame.subtitle}
    return about | {"Source": "; ".join(": ".join(line) for line in frame.lines)}


def _sheet(svg: str, width: int, height: int, picture: Picture) -> str:
    """Return a document of one page that is exactly as large as the picture."""
    frame = picture.frame
    title = frame.title if frame else ""
    alt = f"{title}. {frame.alt or frame.subtitle}" if frame else ""
    size = f"{width / PIXELS:.4f}cm {height / PIXELS:.4f}cm"
    return (
        f'<!doctype html><html lang="{picture.language}"><head><meta charset="utf-8"><title>{escape(title)}'
        f"</title><style>@page {{ size: {size}; margin: 0 }} html, body {{ margin: 0 }} "
        f"svg {{ display: block }}</style></head><body>{_labelled(svg, alt)}</body></html>"
    )


def _labelled(svg: str, alt: str) -> str:
    """Return the outer drawing with its words for those who do not see it."""
    return svg.replace(' role="img">', f' role="img" aria-label="{escape(alt)}">', 1)


_DATE = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}")


def dated(pdf: bytes, moment: time.struct_time) -> bytes:
    """Return a PDF with another time stamp: the same choice gives the same bytes but for it."""
    return _DATE.sub(lambda found: found[1] + time.strftime("%Y%m%d%H%M%S", moment).encode(), pdf)
