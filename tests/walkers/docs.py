"""Do the documents name only what exists?

Each walker returns problems as `file what`.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click

_FENCE = re.compile(r"^```[^\n]*\n(.*?)^```", re.DOTALL | re.MULTILINE)
_INLINE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_TARGET = re.compile(r"^([a-z][a-z-]*):(?!=)", re.MULTILINE)


def documents(root: Path) -> list[Path]:
    """Return README, CHANGELOG and all pages under docs."""
    return [
        p
        for p in (root / "README.md", root / "CHANGELOG.md", *sorted((root / "docs").rglob("*.md")))
        if p.is_file()
    ]


def commands(path: Path) -> Iterator[str]:
    """Yield what a document shows as code: inline pieces and lines of blocks, without prompt and comment."""
    text = path.read_text(encoding="utf-8")
    for block in _FENCE.findall(text):
        yield from (line.split(" #")[0].strip().removeprefix("$ ") for line in block.splitlines())
    yield from _INLINE.findall(_FENCE.sub("", text))


def targets(makefile: str) -> list[str]:
    """Return the targets that people call."""
    return _TARGET.findall(makefile)


def undocumented_targets(root: Path) -> list[str]:
    """Find make targets that `make help` does not list."""
    text = (root / "Makefile").read_text(encoding="utf-8")
    return [
        f"Makefile: {t} has no ## comment"
        for t in targets(text)
        if not re.search(rf"^{t}:[^#\n]*## \S", text, re.MULTILINE)
    ]


def unknown_targets(root: Path) -> list[str]:
    """Find make targets that a document names and the Makefile does not have."""
    known = targets((root / "Makefile").read_text(encoding="utf-8"))
    return [
        f"{path.relative_to(root)}: make {target} does not exist"
        for path in documents(root)
        for command in commands(path)
        for target in re.findall(r"^make ([a-z][a-z-]*)", command)
        if target not in known
    ]


def unknown_commands(root: Path, program: click.Group, name: str = "zielblick") -> list[str]:
    """Find commands and options of the program that a document names and the program does not have."""
    problems = []
    for path in documents(root):
        for line in commands(path):
            if match := re.match(rf"^(?:\.venv/bin/)?{name} (.+)", line):
                problem = _follow(program, shlex.split(match[1]))
                problems += [f"{path.relative_to(root)}: {line}: {problem}"] if problem else []
    return problems


def _follow(command: click.Command, words: list[str]) -> str | None:
    for word in words:
        if word.startswith("--"):
            option = word.split("=")[0]
            known = {opt for parameter in command.params for opt in parameter.opts} | {"--help"}
            if option not in known:
                return f"there is no option {option}"
        elif isinstance(command, click.Group):
            step = command.commands.get(word)
            if step is None:
                return f"there is no command {word}"
            command = step
    return None


def dead_links(root: Path) -> list[str]:
    """Find links and pictures that lead to no file of the project."""
    problems = []
    for path in documents(root):
        for link in _LINK.findall(path.read_text(encoding="utf-8")):
            target = link.split("#")[0]
            if (
                target
                and "://" not in target
                and not target.startswith("mailto:")
                and not (path.parent / target).exists()
            ):
                problems.append(f"{path.relative_to(root)}: {link} leads nowhere")
    return problems


def settings_named(path: Path) -> set[str]:
    """Return the settings that the table of a document describes (first column of its rows)."""
    rows = re.findall(r"^\| ([^|]*ZIELBLICK_[^|]*)\|", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {name for row in rows for name in re.findall(r"ZIELBLICK_[A-Z_]+", row)}
