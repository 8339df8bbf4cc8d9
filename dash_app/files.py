"""Which files does every page load, and under which addresses? Few, and named by what is in them.

Our style sheets and scripts are one file each. Browsers keep them, as another content has another address.
"""

from __future__ import annotations

import hashlib
import importlib.util
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from flask import Flask, Response

FOLDER = "/packages/"
"""What the addresses of these files begin with."""
BUILT = Path(__file__).resolve().parent / "built"
"""What `python -m tools.front` has fetched, where the registry of scripts could be reached."""
PART = BUILT / "plotly-basic.min.js"


@dataclass(frozen=True)
class File:
    """A file that is served under an address that changes with its content."""

    name: str
    mimetype: str
    read: Callable[[], bytes] = field(repr=False)

    @cached_property
    def content(self) -> bytes:
        """The bytes; read once per process."""
        return self.read()

    @cached_property
    def address(self) -> str:
        """Address on this host."""
        return f"{FOLDER}{hashlib.sha256(self.content).hexdigest()[:12]}/{self.name}"


def packaged(package: str, path: str) -> bytes:
    """Return a file of an installed package without importing it; the map of its sources is not served."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError(f"package {package} is not installed; run `make setup`")
    data = Path(next(iter(spec.submodule_search_locations)), path).read_bytes()
    return data.partition(b"/*# sourceMappingURL")[0]


def joined(folder: Path, ending: str) -> bytes:
    """Return the files of a folder with an ending, one after the other in the order of their names."""
    return b"\n".join(path.read_bytes() for path in sorted(folder.glob(f"*{ending}")))


def styles(assets: Path) -> File:
    """Return Bootstrap and our style sheets as one file."""
    bootstrap = "static/bootstrap5/css/bootstrap.min.css"
    return File(
        "zielblick.css", "text/css", lambda: packaged("flask_bootstrap", bootstrap) + joined(assets, ".css")
    )


def scripts(assets: Path) -> File:
    """Return our scripts as one file."""
    return File("zielblick.js", "text/javascript", lambda: joined(assets, ".js"))


def plotly() -> File:
    """Return the part of Plotly where it was fetched, else all of it from its Python package."""
    return File("plotly.min.js", "text/javascript", lambda: PART.read_bytes() if has_part() else _whole())


def has_part() -> bool:
    """Tell whether the part of Plotly is there, of the version of its Python package."""
    return PART.is_file() and _version(PART.read_bytes()) == _version(_whole())


def _whole() -> bytes:
    return packaged("plotly", "package_data/plotly.min.js")


def _version(script: bytes) -> bytes | None:
    """Return the version that the first lines of Plotly name."""
    found = re.search(rb"plotly\.js\b.* v([\w.-]+)", script[:200])
    return found and found[1]


def serve(server: Flask, *files: File) -> None:
    """Answer the addresses of files."""
    for file in files:

        def answer(file: File = file) -> Response:
            return Response(file.content, mimetype=file.mimetype)

        server.add_url_rule(file.address, endpoint=file.address, view_func=answer)
