"""Where does a real OpenID provider for tests come from? From npm by name and hash, run on this machine."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools.front.__main__ import npm_words

HERE = Path(__file__).resolve().parent
SECONDS = 180


class NotHere(Exception):
    """The provider cannot be installed or started; says why."""


@contextmanager
def provider(
    people: Mapping[str, Any], redirects: list[str], client: str = "zielblick", secret: str = "geheim"
) -> Iterator[str]:
    """Run the provider and give its address; `people` are the claims by name.

    Raises:
        NotHere: where npm or its registry cannot be reached.
    """
    folder = installed()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "PORT": str(port),
        "CLIENT": json.dumps({"client_id": client, "client_secret": secret}),
        "PEOPLE": json.dumps(people),
        "REDIRECTS": json.dumps(redirects),
    }
    node = npm_words(folder)[0] if shutil.which("node") is None else "node"
    process = subprocess.Popen(
        [node, "provider.mjs"],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout and process.stderr
        for line in process.stdout:
            if line.startswith("ready"):
                break
        else:
            raise NotHere(process.stderr.read()[-500:])
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)


def installed() -> Path:
    """Return a folder with the provider, installed once for each version of its lock file."""
    names = ("package.json", "package-lock.json", "provider.mjs")
    mark = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in names)).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"zielblick-oidc-{os.getuid()}-{mark}"
    if not (folder / "complete").exists():
        folder.mkdir(mode=0o700, exist_ok=True)
        for name in names:
            shutil.copy(HERE / name, folder)
        try:
            words = [*npm_words(folder), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
            subprocess.run(words, cwd=folder, capture_output=True, text=True, check=True, timeout=SECONDS)
        except (OSError, subprocess.SubprocessError) as error:
            raise NotHere(f"{getattr(error, 'stderr', '') or error}"[:500]) from error
        (folder / "complete").touch()
    return folder
