"""What a form sent: application/x-www-form-urlencoded, read once and kept with the request."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

__all__ = ["MOST_BYTES", "fields_of", "many_of"]

MOST_BYTES = 64 * 1024
_MOST_FIELDS = 2000
_KIND = "application/x-www-form-urlencoded"


async def fields_of(request: Request) -> Mapping[str, str]:
    """The form's fields, of several with one name the last. Raises HTTPException 413, 415 or 400."""
    return dict(await _pairs(request))


async def many_of(request: Request, name: str) -> list[str]:
    """Every value of the field `name`, as ticked boxes send them."""
    return [value for key, value in await _pairs(request) if key == name]


async def _pairs(request: Request) -> list[tuple[str, str]]:
    kept: list[tuple[str, str]] | None = getattr(request.state, "form_pairs", None)
    if kept is None:
        kept = request.state.form_pairs = await _read(request)
    return kept


async def _read(request: Request) -> list[tuple[str, str]]:
    if request.headers.get("content-type", _KIND).partition(";")[0].strip().lower() != _KIND:
        raise HTTPException(415)
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            raise HTTPException(413)
    try:
        return parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict")
    except ValueError:
        raise HTTPException(400) from None
