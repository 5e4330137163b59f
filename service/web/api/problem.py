"""Errors as RFC 9457 problem details."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.responses import Response

__all__ = ["MEDIA_TYPE", "Problem", "ProblemDetails", "WrongField", "answer", "wrong_fields"]

MEDIA_TYPE = "application/problem+json"


class WrongField(BaseModel):
    """One wrong value."""

    model_config = ConfigDict(extra="forbid")
    field: str = Field(description="Where it stands, as in `body.recipe.item` or `query.limit`.")
    detail: str


class ProblemDetails(BaseModel):
    """RFC 9457 section 3.1; `type` is always about:blank, so `title` is the status's own."""

    model_config = ConfigDict(extra="forbid")
    type: str = "about:blank"
    title: str
    status: int
    detail: str = Field(description="What happened and what to do.")
    errors: list[WrongField] = Field(default=[], description="Of a request that could not be read.")


class Problem(Exception):
    """Ends a request with this status. `detail` says what happened and what to do."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        errors: Sequence[WrongField] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.status = status
        self.detail = detail
        self.errors = list(errors)
        self.headers = dict(headers or {})
        super().__init__(detail)


def answer(problem: Problem) -> Response:
    details = ProblemDetails(
        title=HTTPStatus(problem.status).phrase,
        status=problem.status,
        detail=problem.detail,
        errors=problem.errors,
    )
    headers = {"cache-control": "no-store", **problem.headers}
    return Response(details.model_dump_json(), problem.status, headers, MEDIA_TYPE)


def wrong_fields(where: str, error: ValidationError) -> list[WrongField]:
    """Each wrong value of a query or body, by its place."""
    return [
        WrongField(field=".".join([where, *map(str, found["loc"])]), detail=_words(found))
        for found in error.errors(include_url=False, include_input=False, include_context=False)
    ]


def _words(found: Any) -> str:
    return str(found["msg"])[:300]
