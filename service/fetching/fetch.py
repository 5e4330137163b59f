"""Fetching a page: the face of this folder."""

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta

import httpx

from service.domain.errors import Refused, Unreachable
from service.domain.poll import NotModified, Page
from service.domain.remark import Remark
from service.domain.source import Validators
from service.domain.urls import Url
from service.fetching.client import PRODUCT, open_client, user_agent
from service.fetching.guard import Guard, Network
from service.fetching.headers import conditions, renewed
from service.fetching.limits import Limits
from service.fetching.login import login_field, without_login
from service.fetching.media import Accept
from service.fetching.politeness import Politeness, host_key
from service.fetching.redirects import follow
from service.fetching.robots import Robots
from service.fetching.status import NOT_MODIFIED
from service.fetching.wire import Allowance, Answer, Wire

_ROBOTS_REDIRECTS = 5  # RFC 9309 section 2.3.1.2
_NO_GAP = timedelta(0)
_NEVER_SEEN = Validators()
_USUAL_LIMITS = Limits()


class Fetcher:
    """Brings pages, politely and within the limits. Build one with `open_fetcher`; close it with `aclose`."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        *,
        limits: Limits,
        politeness: Politeness,
        concurrency: int,
        follow_robots: bool,
        clock: Callable[[], datetime],
    ) -> None:
        self._client = client
        self._limits = limits
        self._clock = clock
        self._politeness = politeness
        self._wire = Wire(client, limits=limits, politeness=politeness, concurrency=concurrency, clock=clock)
        self._robots = Robots(self._read_robots, PRODUCT) if follow_robots else None

    async def fetch(
        self,
        url: Url,
        *,
        validators: Validators = _NEVER_SEEN,
        ignore_robots: str = "",
        accept: Accept = Accept.DOCUMENT_OR_FILE,
    ) -> Page | NotModified:
        """The page at `url`, or NotModified (with the validators to keep) when the server says that what
        `validators` stand for is still current.

        `ignore_robots` is the owner's reason to fetch what robots.txt forbids. Waits for the host's turn as
        long as it takes; from then on the limits hold. A login in `url` is sent, and left out of the page's
        address. Raises FetchError and nothing else.
        """
        allowance = Allowance(self._limits.total.total_seconds())
        login = login_field(url)
        url = without_login(url)
        conditional = conditions(validators)

        async def get(hop: Url) -> Answer:
            gap = _NO_GAP if ignore_robots else await self._crawl_delay(hop)
            fields = conditional if login is None or hop.origin != url.origin else [*conditional, login]
            return await self._wire.get(hop, fields=fields, accept=accept, allowance=allowance, gap=gap)

        arrival = await follow(get, url, self._limits.redirects)
        answer = arrival.answer
        if answer.status == NOT_MODIFIED:
            if not conditional:
                raise Unreachable(url.text, Remark("the server answered 304 to a request without conditions"))
            return NotModified(renewed(validators, answer.validators))
        return Page(
            url=answer.url,
            status=answer.status,
            media_type=answer.media_type,
            charset=answer.charset,
            body=answer.body,
            fetched_at=self._clock(),
            validators=answer.validators,
            moved_to=arrival.moved_to,
        )

    def rest(self, url: Url) -> timedelta:
        """How long the host of `url` is to be left alone after our last request to it."""
        return self._politeness.rest(host_key(url))

    async def aclose(self) -> None:
        """Closes all connections. Call it when no fetch is under way."""
        await self._client.aclose()

    async def _crawl_delay(self, url: Url) -> timedelta:
        if self._robots is None:
            return _NO_GAP
        rules = await self._robots.rules(url)
        if not rules.allows(url):
            raise Refused(
                url.text,
                Remark(
                    "robots.txt of %(origin)s forbids it; `ignore_robots` with a reason overrides that",
                    origin=url.origin,
                ),
            )
        return rules.delay

    async def _read_robots(self, url: Url) -> bytes:
        allowance = Allowance(self._limits.total.total_seconds())

        async def get(hop: Url) -> Answer:
            return await self._wire.get(hop, fields=(), accept=Accept.ANYTHING, allowance=allowance)

        return (await follow(get, url, _ROBOTS_REDIRECTS)).answer.body


def open_fetcher(
    *,
    allow_addresses: Sequence[Network],
    contact: str,
    gap: timedelta,
    own_hosts: Collection[str] = (),
    limits: Limits = _USUAL_LIMITS,
    follow_robots: bool = True,
    concurrency: int = 20,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Fetcher:
    """The whole wiring. `gap` is what lies between two requests to one host (zero: none), but for `own_hosts`;
    `contact` tells the sites' staff whom to ask; `clock` gives aware UTC."""
    client = open_client(Guard(allow_addresses), limits, user_agent(contact), concurrency=concurrency)
    return Fetcher(
        client,
        limits=limits,
        politeness=Politeness(gap, own=own_hosts),
        concurrency=concurrency,
        follow_robots=follow_robots,
        clock=clock,
    )
