"""Answers with validators: a page asked for again is sent only if it changed (RFC 9110 sections 8.8 and 13)."""

import hashlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

from starlette.requests import Request
from starlette.responses import Response


def answer(request: Request, body: bytes, content_type: str, changed_at: datetime, now: datetime) -> Response:
    """200 with the body, or 304. The ETag is a function of the body alone; times are aware.

    A page may change twice within a second, so Last-Modified is left out until that second is over
    (RFC 9110 section 8.8.2.2).
    """
    headers = {"etag": f'"{hashlib.sha256(body).hexdigest()[:32]}"', "cache-control": "no-cache"}
    whole = changed_at.astimezone(UTC).replace(microsecond=0)
    settled = now - whole >= timedelta(seconds=1)
    if settled:
        headers["last-modified"] = format_datetime(whole, usegmt=True)
    if _unchanged(request, headers["etag"], whole if settled else None):
        return Response(status_code=304, headers=headers)
    return Response(body, headers={**headers, "content-type": content_type})


def _unchanged(request: Request, etag: str, modified_at: datetime | None) -> bool:
    """If-Modified-Since counts only without If-None-Match (RFC 9110 section 13.2.2)."""
    asked = request.headers.get("if-none-match")
    if asked is not None:
        tags = {tag.strip().removeprefix("W/") for tag in asked.split(",")}
        return etag in tags or "*" in tags
    since = request.headers.get("if-modified-since")
    if since is None or modified_at is None:
        return False
    try:
        moment = parsedate_to_datetime(since)
    except ValueError:
        return False
    return modified_at <= (moment if moment.tzinfo else moment.replace(tzinfo=UTC))
