"""How does the machine interface describe itself to programs (OpenAPI 3.1)?"""

from __future__ import annotations

from typing import Any

from dash_app.api.problems import MEDIA_TYPE
from dash_app.api.questions import FORMS, MANY, OF_VALUES, QUESTIONS
from dash_app.exports import RECORD_KEYS
from dash_app.texts import Texts
from schemas.observation import FLAGS, Status
from schemas.period import Level

NUMBER = {"type": ["number", "null"]}
_VALUES: dict[str, dict[str, Any]] = {
    "value": NUMBER,
    "numerator": NUMBER,
    "denominator": NUMBER,
    "target": {"type": ["number", "array", "null"], "items": {"type": "number"}},
    "period_start": {"type": "string", "format": "date"},
    "period_end": {"type": "string", "format": "date"},
    "level": {"type": "string", "enum": [level.value for level in Level]},
    "status": {"type": "string", "enum": [status.value for status in Status]},
    "flags": {"type": "array", "items": {"type": "string", "enum": list(FLAGS)}},
    "publication": {"type": "integer"},
}
"""Types of the keys of a value that are no plain text."""
_PARAMETERS: dict[str, dict[str, Any]] = {
    "level": {"type": "string", "enum": [level.value for level in Level]},
    "publication": {"type": "integer", "minimum": 1},
    "format": {"type": "string", "enum": list(FORMS)},
}


def description(root: str) -> dict[str, Any]:
    """Return the OpenAPI document of the interface whose addresses begin with `root`."""
    t = Texts("en")
    return {
        "openapi": "3.1.0",
        "info": {"title": t("api.title"), "version": "1", "description": t("api.description")},
        "servers": [{"url": root}],
        "paths": {f"/{name}": {"get": _operation(name, keys, t)} for name, keys in QUESTIONS.items()},
        "components": {
            "schemas": {"Value": _value(t), "Problem": _problem()},
            "responses": {
                "problem": {
                    "description": t("api.problem"),
                    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
                }
            },
        },
    }


def _operation(name: str, keys: tuple[str, ...], t: Texts) -> dict[str, Any]:
    record = {"$ref": "#/components/schemas/Value"} if name == "values" else {"type": "object"}
    forms = [form for form in FORMS if form not in OF_VALUES or name == "values"]
    content: dict[str, Any] = {FORMS[form]: {"schema": {"type": "string"}} for form in forms}
    content[FORMS["json"]] = {"schema": {"type": "array", "items": record}}
    failed = {"$ref": "#/components/responses/problem"}
    return {
        "operationId": name,
        "summary": t(f"api.question.{name}"),
        "parameters": [_parameter(key, name, t) for key in keys],
        "responses": {
            "200": {"description": t(f"api.question.{name}"), "content": content},
            **dict.fromkeys(("400", "404", "406", "503"), failed),
        },
    }


def _parameter(key: str, name: str, t: Texts) -> dict[str, Any]:
    kind = _PARAMETERS.get(key, {"type": "string"})
    if key == "format" and name != "values":
        kind = {"type": "string", "enum": ["json", "csv"]}
    many = {"schema": {"type": "array", "items": kind}, "explode": True} if key in MANY else {"schema": kind}
    return {
        "name": key,
        "in": "query",
        "required": key == "indicator",
        "description": t(f"api.key.{key}"),
        **many,
    }


def _value(t: Texts) -> dict[str, Any]:
    kinds = {key: _VALUES.get(key, {"type": "string"}) for key in RECORD_KEYS}
    said = {key: kind | {"description": t(f"package.field.{key}")} for key, kind in kinds.items()}
    return {"type": "object", "properties": said, "required": list(RECORD_KEYS)}


def _problem() -> dict[str, Any]:
    texts = {key: {"type": "string"} for key in ("type", "title", "detail", "instance")}
    return {"type": "object", "properties": {**texts, "status": {"type": "integer"}}}
