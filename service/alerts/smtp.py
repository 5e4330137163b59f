"""Mail through an SMTP relay (RFC 5321), one recipient a message."""

import asyncio
import re
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Literal

from aiosmtplib import SMTP, SMTPStatus
from aiosmtplib.errors import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPDataError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from service.alerts.compose import Letterhead
from service.alerts.mail import compose_mail, mail_address, return_path, target
from service.alerts.plain import one_line
from service.alerts.signing import DkimKey
from service.domain.bounce import speaks_of_the_address
from service.domain.delivery import Claimed
from service.domain.errors import ConfigError, DeliveryFailed, Problem
from service.domain.remark import Remark
from service.slots import Slots

_ENHANCED = re.compile(r"5\.\d{1,3}\.\d{1,3}\b")
_CONNECT = 20.0
"""Seconds for a connection and the relay's greeting."""


@dataclass(frozen=True, slots=True)
class Relay:
    """An SMTP server that takes our mail.

    `security`: 'starttls' (usually port 587), 'tls' from the first byte (465), or 'none' (a relay on this machine
    or in a closed network). `timeout` bounds one mail from connecting to the last answer. Raises ConfigError for a
    password that would cross the network in clear (RFC 4954 section 4).
    """

    host: str
    port: int
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: str = ""
    password: str = field(default="", repr=False)
    timeout: timedelta = timedelta(seconds=60)

    def __post_init__(self) -> None:
        if self.security == "none" and self.username and not _loopback(self.host):
            cause = f"the password would go to {self.host} in clear: set 'starttls' or 'tls'"
            raise ConfigError("mail", (Problem("mail.security", cause),))

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


class SmtpSender:
    """Hands mails to a relay.

    A relay's 4xx means later, its 5xx to RCPT or DATA never (for this recipient alone), and one that says that
    there is no such address closes the channel; what concerns the relay
    itself (no connection, no STARTTLS, wrong password, sender refused) is tried again, for the owner can mend it.
    A connection lost after DATA leaves open whether the mail was taken: it is sent again with the same Message-ID.

    Up to `connections` sessions are open at a time and are used for one mail after the other; one that rests for
    `idle` is ended with QUIT. After a relay gave no session, or no answer in time, none is opened for `pause`, and
    then one mail alone tries; the others fail at once meanwhile. So a relay that hangs does not fill the
    dispatcher's slots with mails, and a wrong password is not tried a hundred times.
    """

    def __init__(
        self,
        letterhead: Letterhead,
        relay: Relay,
        *,
        key: DkimKey | None = None,
        tls: ssl.SSLContext | None = None,
        connections: int = 5,
        idle: timedelta = timedelta(seconds=20),
        pause: timedelta = timedelta(seconds=15),
    ) -> None:
        self._letterhead = letterhead
        self._relay = relay
        self._key = key
        self._tls = None if relay.security == "none" else tls or ssl.create_default_context()
        self._room = asyncio.Semaphore(connections)
        self._idle = idle.total_seconds()
        self._pause = pause.total_seconds()
        self._resting: dict[SMTP, asyncio.TimerHandle] = {}
        self._leaving = Slots(connections)
        self._trouble = ""
        """Why the last session could not be had or hung; empty: all is well."""
        self._shut_until = 0.0
        """By the loop's clock; counts while there is trouble."""
        self._trying = False
        """Whether somebody is finding out if the trouble is over."""

    def compose(self, claimed: Claimed, now: datetime) -> bytes:
        mail = compose_mail(claimed, self._letterhead, now)
        return self._key.signed(mail) if self._key else mail

    async def send(self, claimed: Claimed, payload: bytes) -> str:
        recipient = mail_address(target(claimed).address)
        try:
            async with self._room, asyncio.timeout(self._relay.timeout.total_seconds()):
                return await self._hand_over(return_path(claimed, self._letterhead), recipient, payload)
        except (SMTPException, OSError) as error:  # TimeoutError and ssl.SSLError are OSErrors
            failed = delivery_failed(error, self._relay)
            if isinstance(error, TimeoutError):
                self._shut(failed)
            raise failed from error

    async def check(self) -> str:
        """Begin a session (greeting, TLS, AUTH) without a mail; the relay in a line. Raises DeliveryFailed."""
        self._rest(await self._open())
        return str(self._relay)

    async def aclose(self) -> None:
        """End the resting sessions with QUIT, and wait for that."""
        for session in list(self._resting):
            self._leave(session)
        await self._leaving.idle()

    async def _hand_over(self, sender: str, recipient: str, payload: bytes) -> str:
        async with self._transaction(sender) as session:
            await _rcpt(session, recipient)
            answer = await session.data(payload)
            return one_line(f"{answer.code} {answer.message}", 300)

    @asynccontextmanager
    async def _transaction(self, sender: str) -> AsyncIterator[SMTP]:
        """A session in which MAIL was accepted; it rests afterwards if it is in order."""
        session = await self._begin(sender)
        try:
            try:
                yield session
            except SMTPResponseException:
                if session.is_connected:
                    await session.rset()
                raise
        except SMTPResponseException:
            self._rest(session)
            raise
        except BaseException:
            session.close()
            raise
        self._rest(session)

    async def _begin(self, sender: str) -> SMTP:
        """Resting sessions first; the relay may have ended one meanwhile, and that costs no try of the mail."""
        while self._resting:
            session, timer = self._resting.popitem()
            timer.cancel()
            try:
                await _mail(session, sender)
            except (SMTPException, OSError):
                session.close()
            except BaseException:
                session.close()
                raise
            else:
                return session
        session = await self._open()
        try:
            await session.mail(sender)  # says EHLO first
        except BaseException:
            session.close()
            raise
        return session

    async def _open(self) -> SMTP:
        if self._trouble and (self._trying or asyncio.get_running_loop().time() < self._shut_until):
            raise DeliveryFailed(self._trouble)
        self._trying = bool(self._trouble)
        try:
            session = await self._connected()
        except (SMTPException, OSError) as error:
            failed = delivery_failed(error, self._relay)
            self._shut(failed)
            raise failed from error
        finally:
            self._trying = False
        self._trouble = ""
        return session

    def _shut(self, failed: DeliveryFailed) -> None:
        self._trouble = failed.cause
        self._shut_until = asyncio.get_running_loop().time() + self._pause

    async def _connected(self) -> SMTP:
        relay = self._relay
        patience = relay.timeout.total_seconds()
        session = SMTP(
            hostname=relay.host,
            port=relay.port,
            use_tls=relay.security == "tls",
            start_tls=relay.security == "starttls",  # True: without it no further word, AUTH least of all
            username=relay.username or None,
            password=relay.password or None,
            tls_context=self._tls,
            local_hostname=self._letterhead.domain,
            timeout=patience,
        )
        try:
            await session.connect(timeout=min(patience, _CONNECT))
        except BaseException:
            session.close()
            raise
        return session

    def _rest(self, session: SMTP) -> None:
        if session.is_connected:
            loop = asyncio.get_running_loop()
            self._resting[session] = loop.call_later(self._idle, self._leave, session)

    def _leave(self, session: SMTP) -> None:
        self._resting.pop(session).cancel()
        self._leaving.start(_quit(session))


def delivery_failed(error: SMTPException | OSError, relay: Relay) -> DeliveryFailed:
    """The only place where failures of the library and the network become ours."""
    permanent = isinstance(error, SMTPRecipientRefused | SMTPDataError) and 500 <= error.code < 600
    disable = isinstance(error, SMTPRecipientRefused) and permanent and _no_such_address(error.message)
    return DeliveryFailed(
        Remark("%(cause)s (%(relay)s)", cause=_cause(error), relay=str(relay)),
        permanent=permanent,
        disable=disable,
    )


def _no_such_address(answer: str) -> bool:
    """By the enhanced status code (RFC 3463) with which the answer begins; a bare 550 may be anything."""
    found = _ENHANCED.match(answer)
    return found is not None and speaks_of_the_address(found.group())


def _cause(error: SMTPException | OSError) -> str:
    match error:
        case SMTPResponseException():
            return Remark(
                "%(refused)s: %(answer)s",
                refused=_refused(error),
                answer=one_line(f"{error.code} {error.message}", 300),
            )
        case SMTPConnectError() if isinstance(error.__cause__, OSError):
            return _cause(error.__cause__)
        case SMTPException():
            return one_line(str(error), 300)
        case ssl.SSLError():
            return Remark("no safe connection: %(error)s", error=one_line(str(error), 300))
        case TimeoutError():
            return Remark("no answer in time")
        case _:
            return Remark(
                "the connection failed: %(error)s", error=one_line(str(error) or type(error).__name__, 300)
            )


def _refused(error: SMTPResponseException) -> str:
    match error:
        case SMTPAuthenticationError():
            return Remark("the relay refused user name or password")
        case SMTPSenderRefused():
            return Remark("the relay refused the sender %(address)s", address=error.sender)
        case SMTPRecipientRefused():
            return Remark("the relay refused %(address)s", address=error.recipient)
        case _:
            return (
                Remark("the relay refused the mail")
                if isinstance(error, SMTPDataError)
                else Remark("the relay refused")
            )


async def _mail(session: SMTP, sender: str) -> None:
    """MAIL FROM with an address that is in its standard form already: the library would parse it for each mail,
    which takes as long as sending the command. Raises SMTPSenderRefused."""
    answer = await session.execute_command(b"MAIL", f"FROM:<{sender}>".encode("ascii"))
    if answer.code != SMTPStatus.completed:
        raise SMTPSenderRefused(answer.code, answer.message, sender)


async def _rcpt(session: SMTP, recipient: str) -> None:
    """The same for RCPT TO. Raises SMTPRecipientRefused."""
    answer = await session.execute_command(b"RCPT", f"TO:<{recipient}>".encode("ascii"))
    if answer.code not in (SMTPStatus.completed, SMTPStatus.will_forward):
        raise SMTPRecipientRefused(answer.code, answer.message, recipient)


async def _quit(session: SMTP) -> None:
    try:
        await session.quit(timeout=5)
    except (SMTPException, OSError):
        session.close()


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
