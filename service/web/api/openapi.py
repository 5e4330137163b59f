"""The OpenAPI 3.1 document, made from the operations. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from service.web.api.operation import Operation
from service.web.api.problem import MEDIA_TYPE, ProblemDetails

__all__ = ["document"]

_ALWAYS = (401, 403, 503)
_REF = "#/components/schemas/{model}"
_TEXT = {"type": "string"}


def document(operations: Sequence[Operation], *, version: str, root: str) -> dict[str, Any]:
    """`root` is the path that all operations stand below."""
    schemas = _schemas(operations)
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "noticewire",
            "version": version,
            "description": "Sources, entries, subscriptions, messages. `noticewire token create` makes a token.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": root}],
        "security": [{"token": []}],
        "tags": [{"name": name} for name in dict.fromkeys(operation.tag for operation in operations)],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "Each operation names the scope it wants: read, write or admin.",
                }
            },
            "responses": {f"Problem{status}": _problem(status) for status in _problems(operations)},
        },
    }


def _operation(operation: Operation, schemas: Mapping[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": operation.name,
        "tags": [operation.tag],
        "summary": operation.summary,
        "description": f"{operation.description}\n\nScope: `{operation.scope}`.".strip(),
        "security": [{"token": []}],
        "responses": _responses(operation),
    }
    parameters = [
        {
            "name": parameter.name,
            "in": "path",
            "required": True,
            "description": parameter.description,
            "schema": {"type": "string", "pattern": f"^{parameter.pattern}$"},
        }
        for parameter in operation.parameters
    ]
    if operation.query is not None:
        parameters += _query(schemas[operation.query.__name__])
    if parameters:
        told["parameters"] = parameters
    if operation.body is not None:
        told["requestBody"] = {"required": True, "content": {"application/json": {"schema": _ref(operation.body)}}}
    return told


def _query(schema: Mapping[str, Any]) -> list[dict[str, Any]]:
    required = schema.get("required", ())
    return [
        {
            "name": name,
            "in": "query",
            "required": name in required,
            "description": shape.get("description", ""),
            "schema": _without_null(shape),
        }
        for name, shape in schema["properties"].items()
    ]


def _without_null(shape: Mapping[str, Any]) -> dict[str, Any]:
    """A query has no null: what may be missing is left out."""
    rest = {name: value for name, value in shape.items() if name not in ("description", "title", "anyOf")}
    options = [option for option in shape.get("anyOf", ()) if option.get("type") != "null"]
    if options:
        rest |= options[0]
    if rest.get("default", "") is None:
        del rest["default"]
    return rest


def _responses(operation: Operation) -> dict[str, Any]:
    good: dict[str, Any] = {"description": HTTPStatus(operation.status).phrase}
    headers: dict[str, Any] = {}
    if operation.result is not None:
        good["content"] = {"application/json": {"schema": _ref(operation.result)}}
    if operation.located:
        headers["Location"] = {"description": "Of what was made.", "required": True, "schema": _TEXT}
    responses: dict[str, Any] = {str(operation.status): good}
    if operation.method == "GET":
        headers["ETag"] = {"description": "Send it back in If-None-Match.", "schema": _TEXT}
        responses["304"] = {"description": "It is as it was."}
    if headers:
        good["headers"] = headers
    for status in _statuses(operation):
        responses[str(status)] = {"$ref": f"#/components/responses/Problem{status}"}
    return responses


def _statuses(operation: Operation) -> list[int]:
    found = {*_ALWAYS, 422, *operation.problems}
    if operation.parameters:
        found.add(404)
    if operation.body is not None:
        found |= {400, 413, 415}
    return sorted(found)


def _problems(operations: Iterable[Operation]) -> list[int]:
    return sorted({status for operation in operations for status in _statuses(operation)})


def _problem(status: int) -> dict[str, Any]:
    told: dict[str, Any] = {
        "description": HTTPStatus(status).phrase,
        "content": {MEDIA_TYPE: {"schema": _ref(ProblemDetails)}},
    }
    if status == 401:
        told["headers"] = {"WWW-Authenticate": {"required": True, "schema": _TEXT}}
    return told


def _ref(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": _REF.format(model=model.__name__)}


def _schemas(operations: Sequence[Operation]) -> dict[str, Any]:
    given = [(model, "validation") for one in operations for model in (one.query, one.body) if model]
    told = [(one.result, "serialization") for one in operations if one.result]
    models: list[Any] = list(dict.fromkeys([*given, *told, (ProblemDetails, "serialization")]))
    _, whole = models_json_schema(models, ref_template=_REF)
    definitions: dict[str, Any] = whole["$defs"]
    return definitions
