"""Asking our own addresses, for `doctor`: one request, no politeness, private addresses permitted."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from ipaddress import ip_network

import httpx

from service.domain.errors import Unreachable
from service.fetching.client import open_client, user_agent
from service.fetching.guard import Guard
from service.fetching.limits import Limits

_EVERYWHERE = (ip_network("0.0.0.0/0"), ip_network("::/0"))


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """What answered: `facts` is the JSON object of its body, None for anything else; `date` (UTC) what its clock
    said, if it told."""

    status: int
    text: str
    facts: dict[str, object] | None
    date: datetime | None


async def ask_own(url: str, patience: timedelta) -> OwnAnswer:
    """What answers at one of our own addresses, within `patience`; no redirects. Raises Unreachable."""
    limits = Limits(total=patience, connect=patience, redirects=0, silence=patience)
    async with open_client(Guard(_EVERYWHERE), limits, user_agent("doctor"), concurrency=2) as client:
        try:
            answer = await client.get(url)
        except httpx.HTTPError as error:
            raise Unreachable(url, str(error) or type(error).__name__) from error
    return OwnAnswer(answer.status_code, answer.text.strip(), _object(answer), _date(answer))


def _object(answer: httpx.Response) -> dict[str, object] | None:
    try:
        facts = answer.json()
    except ValueError:
        return None
    return facts if isinstance(facts, dict) else None


def _date(answer: httpx.Response) -> datetime | None:
    try:
        return parsedate_to_datetime(answer.headers.get("date", "")).astimezone(UTC)
    except ValueError:
        return None
