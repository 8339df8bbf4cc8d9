"""How is the application served? Headers, caching, health, and gunicorn."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable
from typing import Any, ClassVar

from flask import Flask, Response, request
from flask_compress import Compress

from dash_app.files import FOLDER
from dash_app.settings import Settings
from dash_app.store import NoPublication, Store

YEAR = 31_536_000
MOST_BYTES = 2**20
"""Bytes of what a browser sends: choices, forms, edited texts. Uploads have a bound of their own."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
}
"""What every answer says to browsers (OWASP HTTP headers cheat sheet)."""
FOREVER = f"public, max-age={YEAR}, immutable"
_FINGERPRINTED = "/_dash-component-suites/"
_FINGERPRINT = re.compile(r"\.v[\w-]+m[0-9a-fA-F]+\.")  # as dash.fingerprint writes it


class Kept:
    """Compressed bytes of files that never change, kept by the process; answers that change are not kept."""

    _data: ClassVar[dict[str, bytes]] = {}

    def get(self, key: str) -> bytes | None:
        """Return the compressed bytes of a key."""
        return self._data.get(key)

    def set(self, key: str, value: bytes) -> None:
        """Keep bytes of files with a fingerprint; the key is `<algorithm>;<address>`."""
        if key.partition(";")[2]:
            self._data[key] = value


def compress(server: Flask) -> None:
    """Compress all answers; files with a fingerprint only once per process."""
    server.config.update(
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=5,
        COMPRESS_CACHE_BACKEND=Kept,
        COMPRESS_CACHE_KEY=lambda asked: asked.full_path if _is_fixed(asked) else "",
    )
    Compress(server)


def secure(server: Flask, script_hashes: list[str], settings: Settings) -> None:
    """Let browsers load nothing from other hosts, keep fixed files, and ask again for everything else.

    With accounts, browsers keep nothing else: who has signed out finds nothing by going back.
    """
    server.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    kept = "private, no-cache" if settings.login == "demo" else "private, no-store"
    is_encrypted = (settings.address or "").startswith("https://")
    policy = "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {' '.join(script_hashes)}",
            "style-src 'self' 'unsafe-inline'",  # React and Plotly write styles into elements
            "img-src 'self' data: blob:",
            "connect-src 'self'",
            "object-src 'none'",
            "frame-ancestors 'self'",  # the preview of a report stands in a frame
            "base-uri 'none'",
            "form-action 'self'",
        )
    )

    @server.after_request
    def add_headers(response: Response) -> Response:
        response.headers.update(HEADERS)
        if is_encrypted or request.is_secure:
            response.headers["Strict-Transport-Security"] = f"max-age={YEAR}"
        if response.mimetype == "text/html":
            response.headers["Content-Security-Policy"] = policy
        elif response.is_json:
            response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
        if response.status_code == 200 and _is_fixed(request):
            response.headers["Cache-Control"] = FOREVER
        elif "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = kept
        return response


def _is_fixed(asked: Any) -> bool:
    """Tell whether an address names its content by version or time, so that it never changes."""
    path: str = asked.path
    if path.startswith(_FINGERPRINTED):
        return bool(_FINGERPRINT.search(path))
    return path.startswith(FOLDER) or (path.startswith("/assets/") and "m" in asked.args)


def health(server: Flask, store: Store, renderer: Callable[[], str]) -> None:
    """Answer `/healthz` while the process lives, `/readyz` when a publication can be read.

    How the renderer is (`renderer`) is told by the way: without it pages are as good as ever.
    """

    @server.get("/healthz")
    def healthz() -> tuple[dict[str, str], int]:
        return {"status": "ok"}, 200

    @server.get("/readyz")
    def readyz() -> tuple[dict[str, Any], int]:
        try:
            snapshot = store.open()
        except NoPublication as problem:
            reason = problem.message("de")
            return {"status": "no publication", "reason": reason, "renderer": renderer()}, 503
        return {"status": "ok", "publication": snapshot.number, "renderer": renderer()}, 200


def robots(server: Flask) -> None:
    """Answer `/robots.txt`: pages may be found, but nobody needs every combination of choices."""

    @server.get("/robots.txt")
    def robots_txt() -> tuple[str, int, dict[str, str]]:
        return "User-agent: *\nDisallow: /*?\n", 200, {"Content-Type": "text/plain; charset=utf-8"}


# gunicorn ----


def log_to_stderr() -> None:
    """Write the log to standard error: time, level, place, message; no addresses and no persons."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)


def run(settings: Settings, create: Callable[[], Flask]) -> None:
    """Serve under gunicorn until a signal ends it; `create` gives each worker the application."""
    from gunicorn.app.base import BaseApplication

    class Application(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
        def load_config(self) -> None:
            host = f"[{settings.host}]" if ":" in settings.host else settings.host
            self.cfg.set("bind", [f"{host}:{settings.port}"])
            self.cfg.set("workers", settings.workers)
            # Threads keep connections of browsers open; DuckDB is opened by each process for itself.
            self.cfg.set("worker_class", "gthread")
            self.cfg.set("threads", 4)
            self.cfg.set("keepalive", 30)
            self.cfg.set("preload_app", False)
            self.cfg.set("errorlog", "-")
            self.cfg.set("loglevel", "warning")
            self.cfg.set("control_socket_disable", True)

        def load(self) -> Flask:
            return create()

    Application().run()
