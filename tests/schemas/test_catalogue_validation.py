"""Is every objection of the models said in German, too?"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from schemas.catalogue_validation import german

MODULES = ("catalogue", "words", "indicator", "agreement", "formula", "period")


def objections(root: Path) -> list[str]:
    """Sentences of all `raise ValueError(...)` in the models, with `1` for what is filled in."""
    found = []
    for name in MODULES:
        path = root / "schemas" / f"{name}.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if path.exists() else ():
            match node:
                case ast.Raise(
                    exc=ast.Call(func=ast.Name(id="ValueError"), args=[ast.Constant(value=str(text))])
                ):
                    found.append(text)
                case ast.Raise(
                    exc=ast.Call(func=ast.Name(id="ValueError"), args=[ast.JoinedStr(values=parts)])
                ):
                    words = [part.value if isinstance(part, ast.Constant) else "1" for part in parts]
                    found.append("".join(str(word) for word in words))
    return found


def test_every_objection_of_the_models_has_german_words(root: Path) -> None:
    texts = objections(root)
    assert len(texts) >= 10
    assert [text for text in texts if german(text) == text] == []


@pytest.mark.parametrize(
    ("english", "words"),
    [
        ("`to` 2021-12-31 is before `from` 2022-01-01", "`to` 2021-12-31 liegt vor `from` 2022-01-01"),
        ("'x y' is not a sum of measures such as 'a + b - c'",
         "'x y' ist keine Summe von Messgrößen wie 'a + b - c'"),
        ("something new", "something new"),
    ],
)  # fmt: skip
def test_german_words_keep_what_was_found(english: str, words: str) -> None:
    assert german(english) == words
    assert not re.search(r"\\\d", german(english))
