"""The API as an application of its own, mounted at ROOT: errors are problems, not pages."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus

import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from service.domain.access import Token, digest_of
from service.domain.errors import StorageError
from service.storage.access import AccessStore
from service.web.api.openapi import document
from service.web.api.operation import Operation, run
from service.web.api.problem import Problem, answer
from service.web.rendering import Clock

__all__ = ["ROOT", "create_api"]

ROOT = "/api/v1"

log = structlog.get_logger("api")


def create_api(
    access: AccessStore, operations: Sequence[Operation], *, clock: Clock, version: str, public_url: str
) -> ASGIApp:
    """Each of `operations` at its path below ROOT, and /openapi.json, which anyone may read."""
    description = json.dumps(document(operations, version=version, root=f"{public_url}{ROOT}"), ensure_ascii=False)

    async def openapi(request: Request) -> Response:
        return Response(description, media_type="application/json", headers={"cache-control": "no-cache"})

    doors = _Doors(access, clock, f"{public_url}{ROOT}")
    by_path: dict[str, dict[str, Operation]] = {}
    for operation in operations:
        by_path.setdefault(operation.path, {})[operation.method] = operation
    routes = [doors.route(path, methods) for path, methods in by_path.items()]
    api = Starlette(
        routes=[Route("/openapi.json", openapi), *routes],
        exception_handlers={
            Problem: _problem,
            HTTPException: _refused,
            StorageError: _unavailable,
            Exception: _unforeseen,
        },
    )
    api.router.redirect_slashes = False
    return api


class _Doors:
    """Lets in who has a token of the scope that an operation wants (RFC 6750)."""

    def __init__(self, access: AccessStore, clock: Clock, root: str) -> None:
        self._access = access
        self._clock = clock
        self._root = root

    def route(self, path: str, methods: Mapping[str, Operation]) -> Route:
        async def endpoint(request: Request) -> Response:
            operation = methods["GET" if request.method == "HEAD" else request.method]
            return await run(operation, request, await self._token(request, operation), self._root)

        return Route(path, endpoint, methods=list(methods))

    async def _token(self, request: Request, operation: Operation) -> Token:
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        token = await self._access.token(digest_of(secret.strip())) if scheme.lower() == "bearer" else None
        if token is None:
            wanted = "Send `Authorization: Bearer …` with a token of `noticewire token create`."
            challenge = 'Bearer error="invalid_token"' if secret else "Bearer"
            raise Problem(401, wanted, headers={"www-authenticate": challenge})
        if not token.scope.allows(operation.scope):
            raise Problem(403, f"This wants a token of scope {operation.scope}; yours is of scope {token.scope}.")
        now = self._clock()
        if token.wants_noting(now):
            await self._access.note_token(token.digest, now)
        return token


async def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return answer(error)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    told = {
        404: f"There is nothing at this address. {ROOT}/openapi.json lists all there are.",
        405: "This address does not take that method; the Allow field names those that it takes.",
    }
    detail = told.get(error.status_code, HTTPStatus(error.status_code).phrase)
    return answer(Problem(error.status_code, detail, headers=error.headers))


async def _unavailable(request: Request, error: Exception) -> Response:
    log.warning("api_without_database", path=request.url.path, cause=str(error))
    return answer(Problem(503, "The database is busy; try again in a moment.", headers={"retry-after": "5"}))


async def _unforeseen(request: Request, error: Exception) -> Response:
    log.error("api_failed", path=request.url.path, exc_info=error)
    return answer(Problem(500, "It is our fault, and it is written down in the log."))
