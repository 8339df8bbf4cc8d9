"""Does a part of the catalogue have the shape that the models ask for?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import Enum
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from schemas.catalogue import Text
from schemas.catalogue_problems import At, Problem, problem

T = TypeVar("T", bound=BaseModel)

_ALLOWED: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "string_pattern_mismatch": lambda c: "a-z, 0-9, _, -",
    "string_type": lambda c: "Text",
    "string_too_short": lambda c: "Text",
    "enum": lambda c: _listed(c["expected"]),
    "literal_error": lambda c: _listed(c["expected"]),
    "greater_than_equal": lambda c: f">= {c['ge']}",
    "less_than_equal": lambda c: f"<= {c['le']}",
    "finite_number": lambda c: "12.5",
    "float_parsing": lambda c: "12.5",
    "float_type": lambda c: "12.5",
    "int_parsing": lambda c: "12",
    "int_type": lambda c: "12",
    "int_from_float": lambda c: "12",
    "bool_parsing": lambda c: "true, false",
    "bool_type": lambda c: "true, false",
    "model_type": lambda c: "key: value",
    "dict_type": lambda c: "key: value",
    "tuple_type": lambda c: "[..., ...]",
    "list_type": lambda c: "[..., ...]",
    "too_short": lambda c: f">= {c['min_length']}",
    "too_long": lambda c: f"<= {c['max_length']}",
}
_DATE = "2024-03-31"
_ABSENT = object()

_GERMAN = (
    (r"a target has either `value` or both `lower` and `upper`",
     "ein Zielwert hat entweder `value` oder `lower` und `upper`"),
    (r"`(\w+)` (\S+) is above `(\w+)` (\S+)", r"`\1` \2 liegt über `\3` \4"),
    (r"`(\w+)` (\S+) is before `(\w+)` (\S+)", r"`\1` \2 liegt vor `\3` \4"),
    (r"`due_level` (\S+) is not one of `levels`", r"`due_level` \1 gehört nicht zu `levels`"),
    (r"targets with `lower` and `upper` go with polarity `band`, and only with it",
     "Zielwerte mit `lower` und `upper` gehören zur Richtung `band` und nur zu ihr"),
    (r"an indicator of polarity `neutral` has no targets",
     "eine Kennzahl der Richtung `neutral` hat keine Zielwerte"),
    (r"level `date` goes with a value of kind `last` or `reported`",
     "die Ebene `date` gehört zu einem Wert der Art `last` oder `reported`"),
    (r"(.+) is not a sum of measures such as 'a \+ b - c'",
     r"\1 ist keine Summe von Messgrößen wie 'a + b - c'"),
    (r"a sum names at least one measure, such as 'a \+ b - c'",
     "eine Summe nennt mindestens eine Messgröße, etwa 'a + b - c'"),
    (r"a value has exactly one of (.+); found (.+)", r"ein Wert hat genau eine der Angaben \1; gefunden: \2"),
    (r"(.+) is not a period: allowed are (.+) and (.+)", r"\1 ist kein Zeitraum: erlaubt sind \2 und \3"),
)  # fmt: skip


def validate(model: type[T], data: object, file: str) -> tuple[T | None, list[Problem]]:
    """Return the model, or None and every problem of its shape."""
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, list(_problems(error, model, data, file))


def german(text: str) -> str:
    """Return the German words for the sentence of a validator, the sentence itself where there are none."""
    for pattern, words in _GERMAN:
        if match := re.fullmatch(pattern, text):
            return match.expand(words)
    return text


def _problems(error: ValidationError, model: type[BaseModel], data: object, file: str) -> Iterator[Problem]:
    """Yield one problem a place; a place that allows several types fails once for each of them."""
    merged: dict[At, Problem] = {}
    for detail in error.errors(include_url=False):
        at = _place(detail, data)
        found = _problem(detail, at, model, file)
        if (before := merged.get(at)) and before.allowed != found.allowed:
            allowed = f"{before.allowed}; {found.allowed}"
            found = problem("not-allowed", file, at, found=before.found, allowed=allowed)
        merged[at] = found
    yield from merged.values()


def _problem(detail: ErrorDetails, at: At, model: type[BaseModel], file: str) -> Problem:
    context, kind = detail.get("ctx", {}), detail["type"]
    if kind == "missing":
        return problem("missing-key", file, at, allowed=_kind_of(model, at))
    if kind == "extra_forbidden":
        parent = _model_at(model, at[:-1]) or model
        names = _names(parent)
        if parent is Text and detail["input"] is None:  # {de: Erstens, zweitens, en: ...}
            return problem("comma", file, at, found=str(at[-1]), allowed='"Text"')
        return problem("unknown-key", file, at, found=str(at[-1]), allowed=", ".join(names), hints=names)
    if kind == "value_error":
        text = str(context["error"])
        given = detail["input"]
        found = given if isinstance(given, str) else ", ".join(re.findall(r"`(\w+)`", text)) or text
        return problem("contradiction", file, at, found=found, allowed=text, why_de=german(text), why_en=text)
    form = _ALLOWED.get(kind)
    allowed = _DATE if kind.startswith("date_") else form(context) if form else detail["msg"]
    return problem("not-allowed", file, at, found=detail["input"], allowed=allowed, hints=allowed.split(", "))


def _place(detail: ErrorDetails, data: object) -> At:
    """Return the place as it is in the file: without the types that pydantic adds where there is a choice."""
    at: list[str | int] = []
    for part in detail["loc"]:
        inner = _inside(data, part)
        if inner is not _ABSENT:
            data = inner
        elif detail["type"] != "missing":
            continue
        at.append(part)
    return tuple(at)


def _inside(data: object, part: str | int) -> object:
    if isinstance(data, dict):
        return data.get(part, _ABSENT)
    if isinstance(data, list) and isinstance(part, int) and part < len(data):
        return data[part]
    return _ABSENT


def _names(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _field_types(model: type[BaseModel], at: At) -> Iterator[Any]:
    """Yield the annotation of each key on the way to a place."""
    current: type[BaseModel] | None = model
    for part in at:
        if isinstance(part, int) or current is None:
            continue
        field = next((f for name, f in current.model_fields.items() if part in (name, f.alias)), None)
        yield field.annotation if field else None
        current = _model_in(field.annotation) if field else None


def _model_at(model: type[BaseModel], at: At) -> type[BaseModel] | None:
    types = list(_field_types(model, at))
    return _model_in(types[-1]) if types else model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the first model inside an annotation such as `tuple[Target, ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _model_in(inner))), None)


def _kind_of(model: type[BaseModel], at: At) -> str:
    """Say in a few neutral words what a missing entry looks like."""
    annotations = list(_field_types(model, at))[-1:]
    wanted = [_form(inner) for annotation in annotations for inner in _flat(annotation)]
    return ", ".join(dict.fromkeys(form for form in wanted if form)) or "Text"


def _form(kind: Any) -> str:
    if not isinstance(kind, type):
        return ""
    if issubclass(kind, BaseModel):
        return f"{{{', '.join(_names(kind))}}}"
    if issubclass(kind, Enum):
        return ", ".join(str(member.value) for member in kind)
    return {str: "Text", int: "12", float: "12.5", bool: "true, false", date: _DATE}.get(kind, "")


def _flat(annotation: Any) -> Iterator[Any]:
    inner = get_args(annotation)
    if not inner:
        yield annotation
    for part in inner:
        yield from _flat(part)


def _listed(expected: str) -> str:
    return ", ".join(re.findall(r"'([^']*)'", expected))
