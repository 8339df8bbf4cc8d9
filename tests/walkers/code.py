"""Is the code as small, as explained and as well placed as agreed?

Each walker returns problems as `file:line what`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOMS = ("schemas", "etl", "dash_app", "pages", "callbacks")
ROOTS = ("app.py", "cli.py")
MAX_FILE, MAX_FUNCTION = 300, 40
_SQL = re.compile(
    r"^\s*(select\b.+\bfrom\b|with\s+\w+\s+as\s*\(|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s"
    r"|(create|drop|alter)\s+(or\s+replace\s+)?(temp(orary)?\s+)?(table|view|schema|index)\b|attach\s+'|copy\s+\()",
    re.IGNORECASE | re.DOTALL,
)


def sources(root: Path, *folders: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield path (relative, with slashes) and syntax tree of every Python file of the folders or files."""
    for folder in folders:
        start = root / folder
        for path in [start] if start.is_file() else sorted(start.rglob("*.py")):
            yield path.relative_to(root).as_posix(), _tree(path.read_text(encoding="utf-8"))


@cache
def _tree(text: str) -> ast.Module:
    """Return the syntax tree of a source; nobody may change it, since all walkers share it."""
    return ast.parse(text)


def docstrings(tree: ast.Module) -> set[int]:
    """Return the identities of the strings that stand alone as a statement: docstrings of all kinds."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def strings(tree: ast.Module) -> Iterator[ast.Constant]:
    """Yield the string constants that are not docstrings."""
    documentation = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node


def oversized(root: Path) -> list[str]:
    """Find files over 300 lines and functions over 40, tests and tools included."""
    problems = []
    for path, tree in sources(root, *ROOMS, *ROOTS, "tests", "tools"):
        lines = len((root / path).read_text(encoding="utf-8").splitlines())
        if lines > MAX_FILE:
            problems.append(f"{path}:1 has {lines} lines, at most {MAX_FILE} are agreed; is there a seam?")
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > MAX_FUNCTION:
                    problems.append(
                        f"{path}:{node.lineno} {node.name} has {length} lines, agreed are {MAX_FUNCTION}"
                    )
    return problems


def unexplained(root: Path) -> list[str]:
    """Find modules whose docstring does not begin with the question that they answer."""
    problems = []
    for path, tree in sources(root, *ROOMS, *ROOTS, "tools"):
        paragraph = (ast.get_docstring(tree) or "").split("\n\n")[0]
        if "?" not in paragraph:
            problems.append(f"{path}:1 does not begin with the question that the module answers")
    return problems


def misplaced_sql(root: Path) -> list[str]:
    """Find SQL text outside the store, the queries and the loader."""
    problems = []
    for path, tree in sources(root, *ROOMS, *ROOTS):
        if path.startswith(("etl/", "dash_app/store", "dash_app/queries", "dash_app/register")):
            continue
        for text in strings(tree):
            if _SQL.search(str(text.value)):
                problems.append(
                    f"{path}:{text.lineno} holds SQL; it belongs to dash_app/store, dash_app/queries or etl"
                )
    return problems


def early_connections(root: Path) -> list[str]:
    """Find database connections opened while a module is imported: they do not survive a fork."""
    problems = []
    for path, tree in sources(root, *ROOMS, *ROOTS):
        for statement in tree.body:
            if isinstance(statement, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
                continue
            for node in ast.walk(statement):
                if isinstance(node, ast.Call) and ast.unparse(node.func) in {
                    "duckdb.connect",
                    "create_engine",
                    "sqlite3.connect",
                }:
                    problems.append(f"{path}:{node.lineno} opens a database while it is imported")
    return problems
