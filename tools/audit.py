"""Is a weakness known of anything that we build on? Both lock files of Python and those of npm are looked up.

A finding ends with 1. Where the service that knows of weaknesses cannot be reached, or does not know a
package, one line says so and the work goes on: a check that fails without network would be switched off.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")
PACKAGES = ("tools/front", "tools/oidc")
SECONDS = 120

Run = Callable[[Sequence[str], Path], str]


def main(run: Run | None = None) -> int:
    """Look everything up and say what is known."""
    asked = run or _run
    found: list[str] = []
    for name, look in (("pip-audit", python), ("npm audit", npm)):
        try:
            weak, unknown, count = look(asked)
        except (OSError, subprocess.SubprocessError, ValueError, LookupError) as error:
            print(f"{name}: not reached ({type(error).__name__}), weaknesses are unknown.")
            continue
        found += weak
        if unknown:
            print(f"{name}: {unknown} of {count} packages could not be looked up here.")
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


def python(run: Run) -> tuple[list[str], int, int]:
    """Return weaknesses, number of packages not looked up, and number of packages of both lock files."""
    locks = [word for name in LOCKS for word in ("-r", name)]
    words = [str(Path(sys.executable).with_name("pip-audit")), "--disable-pip", "--require-hashes"]
    told = run([*words, "--progress-spinner", "off", "-f", "json", *locks], ROOT)
    listed = json.loads(told)["dependencies"]
    weak = [
        f"{each['name']} {each['version']}: {weakness['id']}, mended in {', '.join(weakness['fix_versions'])}"
        for each in listed
        for weakness in each.get("vulns", ())
    ]
    return sorted(set(weak)), sum("skip_reason" in each for each in listed), len(listed)


def npm(run: Run) -> tuple[list[str], int, int]:
    """Return the same of the packages of npm, which either all are looked up or none."""
    weak: list[str] = []
    count = 0
    for folder in PACKAGES:
        told: dict[str, Any] = json.loads(
            run(["npm", "audit", "--json", "--package-lock-only"], ROOT / folder)
        )
        weak += list(_of_npm(folder, told["vulnerabilities"]))
        count += told["metadata"]["dependencies"]["total"]
    return weak, 0, count


def _of_npm(folder: str, weaknesses: dict[str, Any]) -> Iterator[str]:
    for name, weakness in weaknesses.items():
        yield f"{folder}: {name} {weakness.get('range', '')}: {weakness['severity']}"


def _run(words: Sequence[str], folder: Path) -> str:
    """Return what a program writes; its exit code also tells findings, so what it says decides."""
    if shutil.which(words[0]) is None:
        raise FileNotFoundError(words[0])
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False, timeout=SECONDS)
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
