"""How is one headless browser kept, spoken to, and ended? A page for drawings and a page for papers.

The browser is Chromium of the system, driven by choreographer (docs/decisions) over pipes: no port is opened.
It can reach no network, and its pages read no file: scripts are handed in, papers are written into the page.
"""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import os
import signal
from collections.abc import Mapping, MutableMapping, Sequence
from contextlib import suppress
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from choreographer import Browser, Tab
from choreographer.browsers import BrowserFailedError, Chromium

from dash_app.rendering.orders import Unavailable, find_browser

ASSETS = Path(__file__).resolve().parents[2] / "assets"
POLICY = "default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; font-src data:"
EMPTY = (
    '<!doctype html><html><head><meta charset="utf-8">'
    f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"></head><body></body></html>'
)
HEAP = 1024
"""Memory of the scripts of a page in MiB; the supervisor watches all processes together."""
_TAKEN_AWAY = frozenset({"--disable-web-security", "--allow-file-access-from-files"})
_ADDED = (
    "--proxy-server=http://127.0.0.1:9",  # nobody listens there
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--disable-background-networking",
    "--disable-features=Translate,MediaRouter,OptimizationHints,SpareRendererForSitePerProcess,InitialWebUI,WebUIReloadButton",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    "--mute-audio",
    "--disable-crash-reporter",
    "--disable-crashpad-for-testing",
    f"--js-flags=--max-old-space-size={HEAP}",
)
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "TMPDIR", "FONTCONFIG_PATH", "FONTCONFIG_FILE")

LEAST_SCALE = 0.1
"""The smallest that Chromium prints."""
FAREWELL = 10.0
"""Seconds that the driver may take to close."""

logger = logging.getLogger(__name__)


class Broken(Exception):
    """The browser is gone or does not do what it is told."""


class Offline(Chromium):
    """Chromium without network, without access to files, and without the environment of our process."""

    def get_cli(self) -> Sequence[str]:
        """Return the command line."""
        return [word for word in super().get_cli() if word not in _TAKEN_AWAY] + [*_ADDED, "about:blank"]

    def get_env(self) -> MutableMapping[str, str]:
        """Return the environment: nothing that could hold a secret."""
        kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        return kept | {"HOME": str(self.tmp_dir.path)}


class Pages:
    """A running browser with its two pages."""

    def __init__(self, browser: Browser, drawing: Tab, paper: Tab) -> None:
        self._browser = browser
        self._drawing = drawing
        self._paper = paper

    @classmethod
    async def opened(cls) -> Pages:
        """Start a browser; as root, and where its sandbox cannot be had, without sandbox.

        Raises:
            Unavailable: where there is no browser, or it does not start.
        """
        quiet()
        if (program := find_browser()) is None:
            raise Unavailable("no-browser")
        wanted = [True, False] if os.geteuid() else [False]
        for is_sandboxed in wanted:
            try:
                return await cls._opened(program, is_sandboxed)
            except (Broken, BrowserFailedError, TimeoutError) as error:
                logger.warning("browser did not start (sandbox: %s): %s", is_sandboxed, type(error).__name__)
        raise Unavailable("no-start")

    @classmethod
    async def _opened(cls, program: str, is_sandboxed: bool) -> Pages:
        browser = Browser(program, browser_cls=Offline, enable_sandbox=is_sandboxed, enable_extensions=False)
        try:
            async with asyncio.timeout(30):
                await browser.open()
                drawing, paper = [await browser.create_tab("about:blank") for _ in range(2)]
                made = cls(browser, drawing, paper)
                for tab in (drawing, paper):
                    await made._empty(tab)
                for script in scripts():
                    await _evaluated(drawing, script)
                await _told(paper, "Emulation.setScriptExecutionDisabled", value=True)
                return made
        except BaseException:
            await ended(browser)
            raise

    async def _empty(self, tab: Tab) -> None:
        """Make a page that can load nothing."""
        await _told(tab, "Network.enable")
        conditions = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
        await _told(tab, "Network.emulateNetworkConditions", **conditions)
        await _write(tab, EMPTY)

    async def draw(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answer of `drawing.js`: `svg` or `png` (base64), `width` and `height` in pixels.

        Raises:
            Unavailable: where Plotly cannot draw it.
            Broken: where the browser is gone.
        """
        order = json.dumps(message, ensure_ascii=False, separators=(",", ":"))
        return dict(await _evaluated(self._drawing, f"drawn({order})"))

    async def draw_all(self, messages: Sequence[Mapping[str, Any]]) -> list[dict[str, Any] | None]:
        """Return the answers for many orders in one go; None where Plotly cannot draw. Raises `Broken`."""
        orders = json.dumps(messages, ensure_ascii=False, separators=(",", ":"))
        return list(await _evaluated(self._drawing, f"drawnAll({orders})"))

    async def print(self, html: str, width: int | None = None) -> bytes:
        """Return a document as tagged PDF; sizes of pages come from its own style. Raises as `draw`.

        `width` of its pages in pixels: what needs more, such as a wide table, is made smaller until it fits.
        """
        await _write(self._paper, html)
        scale = await self._scale(width) if width else 1
        options = {"preferCSSPageSize": True, "printBackground": True, "generateTaggedPDF": True}
        made = await _told(
            self._paper, "Page.printToPDF", **options, generateDocumentOutline=True, scale=scale
        )
        await _write(self._paper, EMPTY)
        return base64.b64decode(made["data"])

    async def _scale(self, width: int) -> float:
        """Return by how much the document has to be made smaller to fit pages of this width."""
        await _told(self._paper, "Emulation.setEmulatedMedia", media="print")
        await self._screen(width)
        needed = float((await _told(self._paper, "Page.getLayoutMetrics"))["cssContentSize"]["width"])
        await _told(self._paper, "Emulation.clearDeviceMetricsOverride")
        await _told(self._paper, "Emulation.setEmulatedMedia", media="")
        return max(LEAST_SCALE, min(1.0, width / needed))

    async def _screen(self, width: int, scale: float = 1) -> None:
        screen = {"height": 8, "deviceScaleFactor": scale, "mobile": False}
        await _told(self._paper, "Emulation.setDeviceMetricsOverride", width=width, **screen)

    async def photograph(self, html: str, width: int, scale: float) -> bytes:
        """Return a document as PNG, `scale` dots for each of its pixels. Raises as `draw`."""
        await self._screen(width, scale)
        await _write(self._paper, html)
        size = (await _told(self._paper, "Page.getLayoutMetrics"))["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        options = {"clip": clip, "captureBeyondViewport": True}
        made = await _told(self._paper, "Page.captureScreenshot", format="png", **options)
        await _told(self._paper, "Emulation.clearDeviceMetricsOverride")
        await _write(self._paper, EMPTY)
        return base64.b64decode(made["data"])

    async def close(self) -> None:
        """End the browser and remove its profile."""
        await ended(self._browser)


async def ended(browser: Browser) -> None:
    """Kill the browser with all its processes, which have a process group of their own, and clean up.

    The process is waited for before its driver closes: it would ask a browser that is not quite dead for a
    farewell, and wait for ever.
    """
    if process := getattr(browser, "subprocess", None):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await asyncio.to_thread(process.wait)
    try:
        async with asyncio.timeout(FAREWELL):
            await browser.close()
    except (TimeoutError, asyncio.CancelledError):
        logger.warning("the driver of the browser did not close in %g s", FAREWELL)


def quiet() -> None:
    """Keep the chatter of the browser and its driver out of the log."""
    for name in ("choreographer", "browser_proc", "chrome_wrapper"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


@cache
def scripts() -> tuple[str, ...]:
    """Return what the page for drawings needs: Plotly, its German, and our drawing."""
    plotly = files("plotly").joinpath("package_data/plotly.min.js")
    names = ("05-locale-de.js", "34-ticks.js", "35-picture.js")
    ours = [*(ASSETS / name for name in names), Path(__file__).with_name("drawing.js")]
    found = [*(path.read_text(encoding="utf-8") for path in ours)]
    return (found[0], plotly.read_text(encoding="utf-8"), *found[1:])


async def _write(tab: Tab, html: str) -> None:
    frame = (await _told(tab, "Page.getFrameTree"))["frameTree"]["frame"]["id"]
    await _told(tab, "Page.setDocumentContent", frameId=frame, html=html)


async def _evaluated(tab: Tab, script: str) -> Any:
    """Return the value of a script, awaited where it is a promise."""
    options = {"awaitPromise": True, "returnByValue": True, "allowUnsafeEvalBlockedByCSP": False}
    found = await _told(tab, "Runtime.evaluate", expression=script, **options)
    if problem := found.get("exceptionDetails"):
        logger.warning("a picture could not be drawn: %s", problem.get("text", ""))
        raise Unavailable("not-drawn")
    return found["result"].get("value") or {}


async def _told(tab: Tab, command: str, **params: Any) -> dict[str, Any]:
    """Send a command and return its result; a browser that goes away cancels what waits for it."""
    task = asyncio.current_task()
    try:
        answer = await tab.send_command(command, params)
    except asyncio.CancelledError as error:
        if task is not None and task.cancelling():
            raise  # somebody else cancelled us: the time is up
        raise Broken(command) from error
    except Exception as error:  # the driver says in many ways that the browser is gone
        raise Broken(f"{command}: {type(error).__name__}") from error
    if "error" in answer:
        raise Broken(f"{command}: {answer['error'].get('message')}")
    return dict(answer["result"])
