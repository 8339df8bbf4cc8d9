"""How do the parts become the web application? The composition root of the web; nothing runs at import."""

from __future__ import annotations

import gc
import importlib
import json
import pkgutil
import re
import sys
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from threading import Thread
from types import ModuleType
from typing import Any

import dash
from dash import Dash, dcc, html
from dash.development.base_component import Component
from flask import Flask, Response

import callbacks
import pages
from dash_app import companion, downloads, files, formats, identity, ids, serving, texts
from dash_app.access import Viewer
from dash_app.api import serve_api
from dash_app.intake.entry import Forms, serve_entry
from dash_app.intake.folder import Folder
from dash_app.intake.process import Loader
from dash_app.intake.serving import serve_intake
from dash_app.intake.work import Intake
from dash_app.lean import give_back, keep_lean
from dash_app.markup import attributes
from dash_app.protocol.serving import serve_protocol
from dash_app.reading import EXTENSION
from dash_app.register import Register
from dash_app.remarks.serving import serve_remarks
from dash_app.rendering import supervisor
from dash_app.rendering.queue import Queue
from dash_app.rendering.web import serve_orders
from dash_app.reports.serving import serve_preview
from dash_app.settings import Settings, SettingsError
from dash_app.shell import answers, document, faults
from dash_app.shell.router import CALLBACKS
from dash_app.signin import guard, serve_desk, serve_sign_in
from dash_app.store import NoPublication, Store

ROOT = Path(__file__).resolve().parent
ASSETS = ROOT / "assets"
_LOADER = "from dash_app.lean import keep_lean; keep_lean(); from etl.intake import main; main()"
"""What the process does that reads deliveries from the browser."""
_UNUSED = re.compile(r"/dash_table/|/deps/polyfill@")
"""Scripts that Dash lists and no page uses: its table, and what browsers before 2020 lack.

The latter is a third of all time that scripts take."""


@dataclass(frozen=True, slots=True)
class Site:
    """What the web application knows about itself; see `dash_app.reading.Site`."""

    store: Store
    register: Register
    settings: Settings

    @property
    def viewer(self) -> Viewer:
        """Who asks now."""
        return identity.viewer()


class Application(Dash):
    """Dash with our document and without its router: one callback of the shell shows every page."""

    def enable_pages(self) -> None:
        """Import the pages, each anew, so that a second application in the process has them too."""
        dash.page_registry.clear()
        for module in _modules(pages):
            dash.page_registry[module.__name__]["layout"] = module.layout

    def index(self, *_path: Any, **_named: Any) -> Response:
        """Answer with the document of the address that is asked for."""
        return document.document(self.parts)

    @cached_property
    def parts(self) -> document.Parts:
        """What is the same in all documents; asking for it makes Dash know its own scripts."""
        own, style, plotly = files.scripts(ASSETS), files.styles(ASSETS), files.plotly()
        files.serve(self.server, own, style, plotly)
        listed = re.findall(r'src="([^"]+)"', self._generate_scripts_html())
        begun = {"layout": self.serve_layout(), "dependencies": self.dependencies()}  # type: ignore[no-untyped-call]
        return document.Parts(
            icon=self.get_asset_url("icon.svg"),
            style=style.address,
            plotly=plotly.address,
            scripts=(own.address, *(each for each in listed if not _UNUSED.search(each))),
            begun=json.dumps({name: said.get_json() for name, said in begun.items()}, separators=(",", ":")),
            config=self._generate_config_html(),
        )


def create_app(settings: Settings) -> Dash:
    """Compose the application; opens no publication.

    Raises:
        SettingsError: where a setting asks for what this version does not have.
    """
    site = _site(settings)
    app = Application(
        "zielblick",
        assets_folder=str(ASSETS),
        assets_ignore=r".*\.(css|js)$",  # they come in one file each
        pages_folder=str(ROOT / "pages"),
        use_pages=True,
        include_pages_meta=False,
        suppress_callback_exceptions=True,  # a page's components come with the page
        serve_locally=True,
        title="Zielblick",
        update_title="",
        on_error=faults.on_error,
        add_log_handler=False,
        enable_mcp=False,
    )
    app.enable_dev_tools(debug=False, dev_tools_disable_version_check=True)
    app.layout = layout()
    for module in _modules(callbacks):
        module.register(app)
    _equip(app, site, Queue(settings.home))
    return app


def _site(settings: Settings) -> Site:
    try:
        return Site(Store(settings), Register.of(settings), settings)
    except NoPublication as problem:
        raise SettingsError(str(problem)) from problem


def _equip(app: Application, site: Site, queue: Queue) -> None:
    server: Flask = app.server
    server.extensions[EXTENSION] = site
    server.extensions[CALLBACKS] = app.callback_map
    guard(server, site, lambda: app.parts)
    serving.secure(server, [document.script_hash(document.BOOT)], site.settings)
    faults.answer_faults(server)
    serving.compress(server)
    serving.robots(server)
    serving.health(server, site.store, lambda: queue.health().state)
    serve_sign_in(server, site, app.parts)
    serve_desk(server, site, lambda: app.parts)
    answers.answer_choices(server)
    companion.serve_companion(server, ROOT / "assets")
    downloads.serve_templates(server, site, _write_template)
    downloads.serve_package(server, site, site.settings.home)
    serve_api(server, site)
    serve_orders(server, queue, lambda: site.viewer)
    intake, show = _intake(site), partial(document.said, app.parts)
    serve_intake(server, site, intake, show)
    serve_entry(server, site, intake, Forms(_rows_of_form, _write_template), show)
    serve_preview(server, site, app.parts.plotly)
    serve_remarks(server, site, lambda shown: document.written(app.parts, shown))
    serve_protocol(server, site, lambda shown: document.written(app.parts, shown))


def _intake(site: Site) -> Intake:
    """Return the deliveries of an installation; the loader that looks at them is a process of its own."""
    settings = site.settings
    command = [sys.executable, "-P", "-W", "ignore", "-c", _LOADER]
    loader = Loader(command, ROOT, settings.home, settings.catalogue, ROOT / "data" / "corrections")
    return Intake(site.register, Folder(settings.home), loader)


def _rows_of_form(*given: Any) -> Any:
    """Return the rows of a form; the loader is imported with the first one, as for templates."""
    from etl.templates import form_rows

    return form_rows(*given)


def _write_template(*given: Any, **named: Any) -> None:
    """Write a template; the loader is imported with the first one, not with every start."""
    from etl.templates import write_template

    write_template(*given, **named)


def create_server() -> Flask:
    """Return the server for gunicorn, `app:create_server()`; a wrong setting ends it with a sentence."""
    keep_lean()
    try:
        return _awake(_composed(Settings()))
    except SettingsError as problem:
        sys.exit(str(problem))


def serve(settings: Settings) -> None:
    """Serve under gunicorn until a signal ends it; all processes share what was composed before they began.

    Raises:
        SettingsError: as `create_app`.
    """
    give_back()
    server = _composed(settings)
    queue = Queue(settings.home)
    supervisor.start(queue, lambda: _carry_out_orders(queue, server))
    serving.run(settings, lambda: _awake(server))


def _composed(settings: Settings) -> Flask:
    """Return a server that has read texts and names of months, but no publication."""
    texts.tolerate_missing()
    server: Flask = create_app(settings).server
    for language in texts.LANGUAGES:
        formats.day(date.today(), language)
        formats.with_unit(1.5, "%", 1, language)
    gc.freeze()  # it lives as long as the process, and processes share it: spare the collector looking at it
    gc.enable()
    return server


def _carry_out_orders(queue: Queue, server: Flask) -> None:
    """Make what readers order; what that needs is imported in the process that does it."""
    from dash_app.rendering import service

    serving.log_to_stderr()
    service.work(queue, lambda: server)


def _awake(server: Flask) -> Flask:
    """Return the server of a worker, which begins to read the publication."""
    serving.log_to_stderr()
    server.extensions[document.WARMING] = True
    Thread(target=_warm_up, args=(server,)).start()  # no daemon: a worker that stops waits for the database
    return server


def _warm_up(server: Flask) -> None:
    """Show the first page to nobody; until that is done, documents come without their page (`document`)."""
    try:
        server.test_client().get("/", environ_overrides={document.WARMING: True})
    finally:
        server.extensions[document.WARMING] = False


def layout() -> Component:
    """Return what Dash keeps: the address, what is asked and answered; pages stand beside it as markup."""
    return html.Div(
        [
            dcc.Location(id=ids.Shell.ADDRESS, refresh=False),
            dcc.Store(id=ids.Shell.REQUEST),
            dcc.Store(id=ids.Shell.MARKUP),
            dcc.Store(id=ids.Shell.ANSWER),
            html.Div(id=ids.Shell.NOTICE, role="alert"),
            html.Div(id=ids.Shell.FRAME),
            html.Div(id=ids.Shell.STATUS, className="zb-sr", role="status", **attributes(aria_live="polite")),
        ]
    )


def _modules(package: ModuleType) -> list[ModuleType]:
    """Import the modules of a package anew, in order; names that begin with `_` are helpers."""
    names = [f"{package.__name__}.{found.name}" for found in pkgutil.iter_modules(package.__path__)]
    listed = [name for name in sorted(names) if not name.rpartition(".")[2].startswith("_")]
    loaded = sys.modules
    return [importlib.reload(loaded[n]) if n in loaded else importlib.import_module(n) for n in listed]
