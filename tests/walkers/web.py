"""Do pages, callbacks and assets keep to their one shape?

Each walker returns problems as `file:line what`.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import dash

from tests.walkers.code import ROOMS, ROOTS, sources, strings

SHELL = "shell"
"""The frame around all pages: callbacks without a page of their own."""
PAGE_KEYWORDS = {"name", "title", "order"}
CALLBACK_KEYWORDS = {"output", "inputs", "state", "prevent_initial_call"} | {
    name for name, p in inspect.signature(dash.callback).parameters.items() if p.kind is p.KEYWORD_ONLY
}
NAMES_NOT_PLACES = {
    "www.w3.org", "schemas.openxmlformats.org", "json-schema.org", "localhost", "127.0.0.1",
    # words of the metadata for open-data portals and the licences that they name
    "dcat-ap.de", "publications.europa.eu", "data.europa.eu", "www.iana.org", "spdx.org", "purl.org",
    "datapackage.org", "www.govdata.de", "creativecommons.org",
}  # fmt: skip
"""Hosts in names of vocabularies, which nobody asks for anything, and the own machine."""
_HOST = re.compile(
    r"(?:https?:|(?<=[\"'(\s]))//([a-z0-9][a-z0-9.-]*\.[a-z]{2,}|localhost|[0-9.]+)", re.IGNORECASE
)
_COMMENT = re.compile(r"/\*.*?\*/|^\s*//[^\n]*$", re.DOTALL | re.MULTILINE)


def _modules(root: Path, folder: str) -> dict[str, ast.Module]:
    """Return the modules of a folder by name, private ones left out."""
    found = {Path(path).stem: tree for path, tree in sources(root, folder)}
    return {name: tree for name, tree in found.items() if not name.startswith("_")}


def _calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in names:
            yield node


def unpaired(root: Path) -> list[str]:
    """Find callback modules without a page of the same name."""
    pages = _modules(root, "pages").keys() | {SHELL}
    return [
        f"callbacks/{name}.py:1 has no page pages/{name}.py"
        for name in _modules(root, "callbacks")
        if name not in pages
    ]


def incomplete_pages(root: Path) -> list[str]:
    """Find pages that leave out address, name, title or order, or whose layout cannot be called bare."""
    problems = []
    for name, tree in _modules(root, "pages").items():
        where = f"pages/{name}.py"
        given = {keyword.arg for call in _calls(tree, "register_page") for keyword in call.keywords}
        if not given & {"path", "path_template"} or not given >= PAGE_KEYWORDS:
            problems.append(
                f"{where}:1 register_page needs path (or path_template), {', '.join(sorted(PAGE_KEYWORDS))}"
            )
        layouts = [n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == "layout"]
        if not layouts:
            problems.append(f"{where}:1 has no function layout")
        for layout in layouts:
            if len(layout.args.defaults) < len(layout.args.args) or layout.args.kwarg is None:
                problems.append(f"{where}:{layout.lineno} layout needs a default for every argument and **_")
    return problems


def unregistered_callbacks(root: Path) -> list[str]:
    """Find callback modules whose first function is not `register`, and callbacks outside of one."""
    problems = []
    for name, tree in _modules(root, "callbacks").items():
        functions = [n for n in tree.body if isinstance(n, ast.FunctionDef)]
        if not functions or functions[0].name != "register":
            problems.append(f"callbacks/{name}.py:1 does not begin with register(app)")
    for path, tree in sources(root, *ROOMS):
        for node in ast.walk(tree):
            if not (isinstance(node, ast.ImportFrom) and node.module == "dash"):
                continue
            if {"callback", "clientside_callback"} & {alias.name for alias in node.names}:
                problems.append(
                    f"{path}:{node.lineno} imports callback from dash, lost in a second app: use register"
                )
    return problems


def misspelt_keywords(root: Path) -> list[str]:
    """Find keywords of `callback` that Dash does not know and would silently ignore."""
    return [
        f"{path}:{call.lineno} callback has no keyword {keyword.arg!r}"
        for path, tree in sources(root, *ROOMS, *ROOTS)
        for call in _calls(tree, "callback", "clientside_callback")
        for keyword in call.keywords
        if keyword.arg and keyword.arg not in CALLBACK_KEYWORDS
    ]


def _names(statements: list[ast.stmt], prefix: str = "") -> Iterator[str]:
    for node in statements:
        if isinstance(node, ast.ClassDef):
            yield from _names(node.body, f"{prefix}{node.name}.")
        elif isinstance(node, ast.FunctionDef):
            yield prefix + node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (prefix + target.id for target in targets if isinstance(target, ast.Name))


def _used_ids(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield `Class.NAME` and line of every use of the module `ids`."""
    inner = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute) or id(node) in inner:
            continue
        if re.match(r"ids\.[A-Z]", ast.unparse(node)):
            yield ast.unparse(node).removeprefix("ids."), node.lineno


def lost_ids(root: Path) -> list[str]:
    """Find ids that do not exist, ids that callbacks use and no layout has, and ids written as text."""
    declared = set(_names(ast.parse((root / "dash_app/ids.py").read_text(encoding="utf-8")).body))
    problems: list[str] = []
    in_callbacks: dict[str, str] = {}
    in_layouts: set[str] = set()
    for path, tree in sources(root, *ROOMS, *ROOTS):
        for name, line in _used_ids(tree):
            if not any(name == known or name.startswith(known + ".") for known in declared):
                problems.append(f"{path}:{line} ids.{name} does not exist in dash_app/ids.py")
            elif path.startswith("callbacks/"):
                in_callbacks.setdefault(name, f"{path}:{line}")
            else:
                in_layouts.add(name)
        for call in _calls(tree, "Input", "Output", "State") if path.startswith("callbacks/") else ():
            written = [node for node in call.args[:1] if isinstance(node, ast.Constant)]
            problems += [
                f"{path}:{node.lineno} the id {node.value!r} is written as text; name it in dash_app/ids.py"
                for node in written
            ]
    problems += [
        f"{where} uses ids.{name}, which no layout has"
        for name, where in in_callbacks.items()
        if name not in in_layouts
    ]
    return problems


def foreign_hosts(root: Path) -> list[str]:
    """Find addresses of other hosts in code, styles and scripts, and themes that a content network serves."""
    problems = []
    themes = ("dbc.themes.", "dbc.icons.")
    for path, tree in sources(root, *ROOMS, *ROOTS):
        for text in strings(tree):
            problems += [f"{path}:{text.lineno} names the host {host}" for host in _hosts(str(text.value))]
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and ast.unparse(node).startswith(themes):
                problems.append(f"{path}:{node.lineno} {ast.unparse(node)} is an address of another host")
    served = (
        path for path in (root / "assets").rglob("*") if path.suffix in {".css", ".js", ".svg", ".html"}
    )
    for file in sorted(served):
        content = _COMMENT.sub("", file.read_text(encoding="utf-8"))
        problems += [f"{file.relative_to(root).as_posix()} names the host {host}" for host in _hosts(content)]
    return problems


def _hosts(text: str) -> list[str]:
    return [host for host in _HOST.findall(text) if host.lower() not in NAMES_NOT_PLACES]
