"""One operation of the API: what it takes, what it gives, and who may; and the way a request goes through it."""

import hashlib
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from service.domain.access import Scope, Token
from service.web.api.problem import Problem, wrong_fields
from service.web.conditional import etag_matches

__all__ = ["Answer", "Call", "Operation", "PathParameter", "run"]

_MOST_BYTES = 64 * 1024
_M = TypeVar("_M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Call:
    """A request that was read and admitted. `path` holds the parameters of the address."""

    token: Token
    path: Mapping[str, str]
    given_query: BaseModel | None
    given_body: BaseModel | None

    def query(self, kind: type[_M]) -> _M:
        assert isinstance(self.given_query, kind)
        return self.given_query

    def body(self, kind: type[_M]) -> _M:
        assert isinstance(self.given_body, kind)
        return self.given_body


@dataclass(frozen=True, slots=True)
class Answer:
    """What an operation gives: its result, and the path (below the API's root) of what it made."""

    result: BaseModel | None = None
    location: str = ""


Handler = Callable[[Call], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class PathParameter:
    """A parameter of an address. What does not match is not found."""

    name: str
    pattern: str
    description: str


@dataclass(frozen=True, slots=True)
class Operation:
    """`path` is below the API's root; `problems` are the statuses beyond those that every operation may give."""

    name: str
    method: str
    path: str
    summary: str
    scope: Scope
    handler: Handler
    tag: str
    status: int = 200
    parameters: tuple[PathParameter, ...] = ()
    query: type[BaseModel] | None = None
    body: type[BaseModel] | None = None
    result: type[BaseModel] | None = None
    problems: tuple[int, ...] = ()
    description: str = ""
    located: bool = field(default=False)
    """Whether the answer carries Location."""


async def run(operation: Operation, request: Request, token: Token, root: str) -> Response:
    """Read the request, do what it asks, write the answer. Raises Problem. `root` is the API's own path."""
    call = Call(
        token,
        _path(operation, request),
        _query(operation, request),
        await _body(operation, request),
    )
    given = await operation.handler(call)
    headers = {"cache-control": "private, no-cache"}
    if operation.located:
        headers["location"] = f"{root}{given.location}"
    if given.result is None:
        return Response(status_code=operation.status, headers=headers)
    body = given.result.model_dump_json().encode()
    if operation.method == "GET":
        etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers["etag"] = etag
        if etag_matches(request.headers.get("if-none-match", "").encode("latin-1"), (etag.encode(),)):
            return Response(status_code=304, headers=headers)
    return Response(body, operation.status, headers, "application/json")


def _path(operation: Operation, request: Request) -> Mapping[str, str]:
    for parameter in operation.parameters:
        if not re.fullmatch(parameter.pattern, request.path_params[parameter.name]):
            raise Problem(404, f"There is nothing here: no {parameter.name} has such an id.")
    return request.path_params


def _query(operation: Operation, request: Request) -> BaseModel | None:
    given: dict[str, Any] = {}
    for name, value in request.query_params.multi_items():
        if name in given:
            raise Problem(422, f"The query names {name} more than once; name it once.")
        given[name] = value
    if operation.query is None:
        if given:
            raise Problem(422, "This address takes no query; leave it out.")
        return None
    try:
        return operation.query.model_validate_strings(given, strict=False)
    except ValidationError as error:
        wrong = wrong_fields("query", error)
        raise Problem(422, "The query cannot be read; see `errors`.", errors=wrong) from None


async def _body(operation: Operation, request: Request) -> BaseModel | None:
    if operation.body is None:
        return None
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Problem(415, "Send the body as JSON, with `Content-Type: application/json`.")
    whole = bytearray()
    async for piece in request.stream():
        whole += piece
        if len(whole) > _MOST_BYTES:
            raise Problem(413, f"The body has more than {_MOST_BYTES} bytes; send less.")
    try:
        json.loads(whole)
    except (ValueError, RecursionError):
        raise Problem(400, "The body is not JSON.") from None
    try:
        return operation.body.model_validate_json(bytes(whole), strict=True)
    except ValidationError as error:
        wrong = wrong_fields("body", error)
        raise Problem(422, "The body cannot be read; see `errors`.", errors=wrong) from None
