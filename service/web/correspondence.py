"""Letters that readers ask for, their links, and how often they may be asked for."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog
from starlette.requests import Request

from service.domain.channel import Channel, ChannelId, MailTarget
from service.storage.store import Store
from service.web.client import client_group
from service.web.gate import Gate
from service.web.links import Links, Purpose, Read
from service.web.phrases import N_
from service.web.rendering import Pages
from service.web.throttle import Limit, Throttle
from service.web.wishes import Complaint, Wish
from service.wording import translation

__all__ = ["CONFIRM_WITHIN", "Correspondence", "channel_of", "mail_address"]

CONFIRM_WITHIN = timedelta(days=2)
_PREFERENCES_FOR = timedelta(days=1)
_OF_ONE_CLIENT, _OF_ALL = Limit(8, timedelta(hours=1)), Limit(300, timedelta(hours=1))
_TO_ONE_ADDRESS, _WITHIN = 4, timedelta(days=1)
_LONGEST_ADDRESS = 254

log = structlog.get_logger("subscribing")


class Correspondence:
    """What is answered never depends on whether an address is known: whoever asks learns nothing of others."""

    def __init__(self, store: Store, pages: Pages, gate: Gate, throttle: Throttle | None = None) -> None:
        self._store = store
        self._pages = pages
        self._gate = gate
        self._throttle = throttle or Throttle(_OF_ONE_CLIENT, _OF_ALL)
        self._links: Links | None = None

    def wait(self, request: Request) -> timedelta | None:
        """None: go ahead, and the request is counted. Else how long this client has to wait."""
        return self._throttle.wait(client_group(self._gate.client(request)), self._pages.clock())

    async def ask_to_confirm(self, address: str, wish: Wish, name: str) -> None:
        """Send a link that begins the subscription; the link carries all of it, and nothing else is kept."""
        words = translation(wish.language).gettext
        carried = {"address": address, "wish": wish.carried()}
        link = await self._link(Purpose.CONFIRM, carried, CONFIRM_WITHIN)
        text = [
            words(N_("Somebody, you we hope, wants the new notices of “%s” sent to this address.")) % name,
            words(N_("Press to confirm, within two days:")),
            link,
            words(N_("If that was not you, do nothing: nothing will be sent, and the address is forgotten.")),
        ]
        await self._write(address, words(N_("Confirm your subscription")), text)

    async def send_preferences(self, address: str, language: str) -> None:
        """Send a link to what an address gets; to one that gets nothing, nothing."""
        reader = await self._store.readers.reader(channel_of(address).id)
        if reader is None or not reader.subscriptions:
            return
        words = translation(language).gettext
        text = [
            words(N_("With this link you see and change what is sent to you. It works for one day:")),
            await self.preferences(channel_of(address).id),
            words(N_("If you did not ask for it, do nothing: nothing changes.")),
        ]
        await self._write(address, words(N_("Your subscriptions")), text)

    async def preferences(self, channel_id: ChannelId) -> str:
        """The link itself."""
        return await self._link(Purpose.PREFERENCES, {"channel": channel_id}, _PREFERENCES_FOR)

    async def read(self, purpose: Purpose, token: str) -> Read | None:
        """None: none of ours."""
        return (await self._signed()).read(purpose, token, self._pages.clock())

    async def _link(self, purpose: Purpose, carried: Mapping[str, Any], good_for: timedelta) -> str:
        until: datetime = self._pages.clock() + good_for
        token = (await self._signed()).sign(purpose, carried, until)
        return f"{self._pages.frame.public_url}/{purpose}/{token}"

    async def _write(self, address: str, title: str, text: list[str]) -> None:
        write = partial(self._store.readers.write_to, at_most=_TO_ONE_ADDRESS, within=_WITHIN)
        if not await write(channel_of(address), title, "\n".join(text), self._pages.clock()):
            log.info("asked too often", channel=channel_of(address).id)

    async def _signed(self) -> Links:
        if self._links is None:
            self._links = Links(await self._store.access.form_key())
        return self._links


def channel_of(address: str) -> Channel:
    """The channel of a reader's address: the same for the same mailbox, whoever asks."""
    digest = hashlib.sha256(address.casefold().encode()).hexdigest()[:20]
    return Channel(ChannelId(f"reader-{digest}"), MailTarget(address))


def mail_address(text: str) -> str:
    """What was typed, without blanks around it. Raises Complaint for what does not look like an address (HTML,
    section 4.10.5.1.5); only a letter that is answered proves one."""
    address = text.strip()
    local, _, domain = address.rpartition("@")
    plain = not any(sign.isspace() or sign in '<>,;:"()[]\\' or not sign.isprintable() for sign in address)
    whole = bool(local) and "@" not in local and "." in domain.strip(".") and len(address) <= _LONGEST_ADDRESS
    if not (plain and whole):
        raise Complaint(N_("This is no e-mail address."))
    return address
