"""The hub's side of WebSub (W3C Recommendation, 2018): what a subscriber asks for, and whether he may have it."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from service.domain.feed import FeedId
from service.domain.feedview import SEARCH, FeedView
from service.domain.source import Holder

SHORTEST_LEASE = timedelta(minutes=5)
USUAL_LEASE = timedelta(days=10)
LONGEST_LEASE = timedelta(days=30)
LONGEST_SECRET = 200
"""Bytes; a secret must be shorter (section 5.1)."""
_LONGEST_ADDRESS = 2000


class Mode(StrEnum):
    SUBSCRIBE = "subscribe"
    UNSUBSCRIBE = "unsubscribe"


class BadHubRequest(ValueError):
    """The request cannot be taken; the text says why, for the subscriber's developer."""


@dataclass(frozen=True, slots=True)
class HubRequest:
    """What a subscriber asked for; nothing of it holds before his callback has confirmed it.

    `callback` and `topic` are as he sent them, byte for byte. `secret` is empty where he gave none.
    """

    mode: Mode
    callback: str
    topic: str
    lease: timedelta = USUAL_LEASE
    secret: str = ""

    @property
    def id(self) -> str:
        """One for each callback and topic: 32 hexadecimal digits."""
        return hashlib.sha256(f"{self.callback}\n{self.topic}".encode()).hexdigest()[:32]

    @property
    def callback_host(self) -> str:
        return urlsplit(self.callback).hostname or ""

    def verification(self, challenge: str) -> str:
        """The address that asks the callback whether it wants this (section 5.3): its own query string stays."""
        asked = {"hub.mode": self.mode.value, "hub.topic": self.topic, "hub.challenge": challenge}
        if self.mode is Mode.SUBSCRIBE:
            asked["hub.lease_seconds"] = str(int(self.lease.total_seconds()))
        return _with_query(self.callback, asked)

    def denial(self, reason: str) -> str:
        """The address that tells the callback that it does not get this (section 5.2)."""
        return _with_query(self.callback, {"hub.mode": "denied", "hub.topic": self.topic, "hub.reason": reason})


@dataclass(frozen=True, slots=True)
class PendingRequest:
    """A request taken under a lease, to be verified once."""

    request: HubRequest
    holder: Holder
    tries: int
    """Tries that ended before this one."""


def parse_request(fields: Mapping[str, str]) -> HubRequest:
    """Reads the fields of a form. Those that we do not know are passed over (section 5.1).

    Raises BadHubRequest.
    """
    try:
        mode = Mode(fields.get("hub.mode", ""))
    except ValueError as error:
        raise BadHubRequest("hub.mode must be 'subscribe' or 'unsubscribe'") from error
    callback, topic = fields.get("hub.callback", ""), fields.get("hub.topic", "")
    _check_callback(callback)
    if not topic or len(topic) > _LONGEST_ADDRESS:
        raise BadHubRequest("hub.topic must be the address of one of our feeds")
    secret = fields.get("hub.secret", "")
    if len(secret.encode()) >= LONGEST_SECRET:
        raise BadHubRequest(f"hub.secret must be shorter than {LONGEST_SECRET} bytes")
    return HubRequest(mode, callback, topic, _lease(fields), secret)


def feed_pushed(view: FeedView | None) -> FeedId | None:
    """The feed whose news go to the subscribers of this view; None: such a view is not pushed (a search, a
    document of the archive, a private feed), or it is none."""
    if view is None or view.words or view.archive or view.token or view.feed_id == SEARCH:
        return None
    return view.feed_id


def hub_address(public_url: str) -> str:
    """Where our hub takes requests."""
    return f"{public_url.rstrip('/')}/hub"


def signature(secret: str, body: bytes) -> str:
    """The X-Hub-Signature field (section 7.1): 'sha256=' and the HMAC of the exact body in hexadecimal digits."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def _check_callback(callback: str) -> None:
    try:
        parts = urlsplit(callback)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or len(callback) > _LONGEST_ADDRESS or not callback.isprintable() or " " in callback:
        raise BadHubRequest("hub.callback must be an http or https address")
    if parts.fragment or parts.username is not None:
        raise BadHubRequest("hub.callback must have no fragment and no password in it")


def _lease(fields: Mapping[str, str]) -> timedelta:
    text = fields.get("hub.lease_seconds", "").strip()
    if not text or text == "0":
        return USUAL_LEASE
    if not (text.isascii() and text.isdigit()):
        raise BadHubRequest("hub.lease_seconds must be a whole number of seconds")
    wanted = timedelta(seconds=int(text[:9]) if len(text) <= 9 else 10**9)
    return min(max(wanted, SHORTEST_LEASE), LONGEST_LEASE)


def _with_query(address: str, more: Mapping[str, str]) -> str:
    scheme, netloc, path, query, _ = urlsplit(address)
    added = urlencode(more, quote_via=quote)
    return urlunsplit((scheme, netloc, path, f"{query}&{added}" if query else added, ""))
