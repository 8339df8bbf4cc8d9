"""What does a YAML file of the catalogue say, and on which line?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from schemas.catalogue_problems import At, Problem, problem

# The base loader knows no types and runs no code. It reads every scalar as text, and the models decide:
# the district key 01 stays "01", 2021-11-02 becomes a date where a date is wanted and stays text elsewhere.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DEEPEST = 30
"""Levels of nesting; the deepest place of the models is half as deep."""
_EMPTY = ("", "~", "null")
_PLAIN_TAGS = tuple(f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))


@dataclass(frozen=True, slots=True)
class Parsed:
    """Content of a file as dicts, lists, texts and None; with its syntax tree, which knows the lines."""

    data: object = None
    tree: yaml.Node | None = None
    problems: list[Problem] = field(default_factory=list)

    def line_of(self, at: At) -> int | None:
        """Return the 1-based line of a place, or of its closest parent that is in the file."""
        node, line = self.tree, None
        for part in (*at, None):
            if node is None:
                break
            line = node.start_mark.line + 1
            key, node = _child(node, part)
            line = key.start_mark.line + 1 if key is not None and node is not None else line
        return line


def parse(content: bytes, file: str) -> Parsed:
    """Read one YAML document; problems of the syntax are listed, never raised."""
    try:
        text = content.decode("utf-8-sig")
        tree = yaml.compose(text, Loader=_LOADER)
    except UnicodeDecodeError as error:
        return Parsed(problems=[problem("unreadable", file, found=f"Byte {error.start}", allowed="UTF-8")])
    except yaml.YAMLError as error:
        return Parsed(problems=[_syntax_problem(error, file)])
    problems = list(_tree_problems(tree, (), set(), file)) if tree else []
    if any(found.kind != "duplicate-key" for found in problems):
        # An alias may refer to itself: do not follow it.
        return Parsed(tree=tree, problems=problems)
    return Parsed(_value(tree), tree, problems)


def _syntax_problem(error: yaml.YAMLError, file: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    return problem("syntax", file, found=what, allowed="YAML").on_line(mark.line + 1 if mark else None)


def _tree_problems(node: yaml.Node, at: At, seen: set[int], file: str) -> Iterator[Problem]:
    """Yield keys that occur twice, aliases, tags and nesting without end."""
    line = node.start_mark.line + 1
    if len(at) > _DEEPEST:
        yield problem("syntax", file, found=f"> {_DEEPEST} [ {{", allowed="YAML").on_line(line)
        return
    if id(node) in seen or node.tag not in _PLAIN_TAGS:
        found = "*" if id(node) in seen else node.tag
        yield problem("alias", file, at, found=found).on_line(line)
        return
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _tree_problems(item, (*at, index), seen, file)
    elif isinstance(node, yaml.MappingNode):
        keys: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            if name in keys:
                twice = problem("duplicate-key", file, (*at, name), found=name, allowed="1 x")
                yield twice.on_line(key.start_mark.line + 1)
            keys.add(name)
            yield from _tree_problems(value, (*at, name), seen, file)


def _value(node: yaml.Node | None) -> object:
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _value(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_value(item) for item in node.value]
    if isinstance(node, yaml.ScalarNode) and (node.style or node.value not in _EMPTY):
        return str(node.value)
    return None


def _child(node: yaml.Node, part: str | int | None) -> tuple[yaml.Node | None, yaml.Node | None]:
    """Return key and value of a mapping, or the item of a sequence twice; None, None where it has none."""
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == part), (None, None))
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part]
    return None, None
