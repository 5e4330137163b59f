"""A mailbox on an IMAP server (RFC 3501), as far as returned mail needs it. It waits: call it in a thread."""

import imaplib
import re
import ssl
from base64 import b64encode
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby
from socket import SHUT_RDWR
from typing import Any, Literal

from service.alerts.plain import one_line, unvarying
from service.domain.errors import NoticewireError
from service.domain.remark import Remark

IMAP_FAILURES = (imaplib.IMAP4.error, OSError, ValueError)
"""What imaplib may raise: time-outs and TLS failures are OSErrors; an answer without sense, or a session that was
cut, is a ValueError."""
_CONNECT_SECONDS = 5.0


class MailboxUnreadable(NoticewireError):
    """The server does not let us in, or not on. The same cause has the same text, however often it is met."""

    advice = Remark(
        "Check [mail.bounces] with the mail provider: host, port, security, username, password and folder."
    )

    def __init__(self, cause: str) -> None:
        self.cause = cause
        super().__init__(cause)


@dataclass(frozen=True, slots=True)
class ReturnBox:
    """Where returned mail is read: `folder`, and the folder it is moved to when it is done with ('' leaves it
    there, marked as seen)."""

    host: str
    port: int
    security: Literal["tls", "starttls", "none"]
    username: str
    password: str = field(repr=False)
    folder: str = "INBOX"
    move_to: str = ""
    timeout: timedelta = timedelta(seconds=30)

    @property
    def name(self) -> str:
        """What people know it by; without the password."""
        return f"{self.username} at {self.host}:{self.port}"


class OpenBox:
    """A session. Raises MailboxUnreadable and nothing else; `close` and `cut` raise nothing."""

    def __init__(self, box: ReturnBox, tls: ssl.SSLContext | None = None) -> None:
        self._box = box
        self._tls = tls or ssl.create_default_context()
        self._session: imaplib.IMAP4 | None = None
        self._validity = 0

    def open(self) -> None:
        """Log in and select the folder. To be called once, before anything else."""
        try:
            self._session = _connected(self._box, self._tls)
            self._enter(self._imap)
        except IMAP_FAILURES as error:
            self.close()
            raise _unreadable(self._box, error) from error

    def unseen(self, limit: int, without: Collection[tuple[int, int]]) -> list[tuple[int, int]]:
        """The names of the oldest messages that nobody has seen: the folder's UIDVALIDITY and their UID."""
        (found,) = self._done(*self._uid("SEARCH", "UNSEEN"))
        names = [(self._validity, int(uid)) for uid in bytes(found or b"").split()]
        return [name for name in sorted(names) if name not in without][:limit]

    def read(self, name: tuple[int, int], limit: int) -> bytes | None:
        """The first `limit` bytes of a message, which stays unseen; None: it is gone meanwhile."""
        parts = self._done(*self._uid("FETCH", str(name[1]), f"(BODY.PEEK[]<0.{limit}>)"))
        return next((part[1] for part in parts if isinstance(part, tuple) and b"BODY[" in part[0]), None)

    def put_away(self, name: tuple[int, int]) -> None:
        """Mark it as seen, and move it where it is to be moved."""
        uid = str(name[1])
        self._done(*self._uid("STORE", uid, "+FLAGS.SILENT", r"(\Seen)"))
        if not self._box.move_to:
            return
        folder = quoted(self._box.move_to)
        if "MOVE" in self._imap.capabilities:  # RFC 6851
            self._done(*self._uid("MOVE", uid, folder))
            return
        self._done(*self._uid("COPY", uid, folder))
        self._done(*self._uid("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)"))
        if "UIDPLUS" in self._imap.capabilities:  # else EXPUNGE would take what others have marked too
            self._done(*self._uid("EXPUNGE", uid))

    def close(self) -> None:
        if self._session is None:
            return
        try:
            self._session.logout()
        except IMAP_FAILURES:
            with suppress(*IMAP_FAILURES):
                self._session.shutdown()

    def cut(self) -> None:
        """From another thread: the one that waits for the server fails at once."""
        if self._session is not None:
            with suppress(OSError):
                self._session.sock.shutdown(SHUT_RDWR)

    @property
    def _imap(self) -> imaplib.IMAP4:
        if self._session is None:
            raise _unreadable(self._box, ConnectionError("not open"))
        return self._session

    def _enter(self, imap: imaplib.IMAP4) -> None:
        box = self._box
        if box.security == "starttls":
            imap.starttls(self._tls)
        imap.sock.settimeout(box.timeout.total_seconds())
        if box.username.isascii() and box.password.isascii():
            imap.login(box.username, box.password)
        else:
            imap.authenticate("PLAIN", lambda _: f"\0{box.username}\0{box.password}".encode())
        capabilities = self._done(*imap.capability())  # what is offered changes with the login
        imap.capabilities = tuple(bytes(capabilities[-1] or b"").decode("ascii", "replace").upper().split())
        if "ID" in imap.capabilities:  # RFC 2971; 163, 126 and yeah.net let nobody in without
            self._done(*imap.xatom("ID", '("name" "noticewire")'))
        for folder in filter(None, (box.move_to, box.folder)):
            self._done(*imap.select(quoted(folder), readonly=folder != box.folder))
        (validity,) = imap.response("UIDVALIDITY")[1]
        self._validity = int(bytes(validity or b"0"))

    def _uid(self, command: str, *args: str) -> tuple[str, list[Any]]:
        try:
            return self._imap.uid(command, *args)
        except IMAP_FAILURES as error:
            raise _unreadable(self._box, error) from error

    def _done(self, kind: str, answer: list[Any]) -> list[Any]:
        if kind != "OK":
            said = bytes(answer[0] or b"").decode("utf-8", "replace") if answer else ""
            raise _unreadable(self._box, imaplib.IMAP4.error(f"{kind} {said}"))
        return answer


def quoted(folder: str) -> str:
    """A folder's name as it goes over the wire: modified UTF-7 (RFC 3501 section 5.1.3), in quotes."""
    out = []
    for plain, run in groupby(folder, key=lambda sign: " " <= sign <= "~"):
        text = "".join(run)
        if plain:
            out.append(re.sub(r'(["\\])', r"\\\1", text.replace("&", "&-")))
        else:
            encoded = b64encode(text.encode("utf-16-be")).decode().rstrip("=").replace("/", ",")
            out.append(f"&{encoded}-")
    return f'"{"".join(out)}"'


def _connected(box: ReturnBox, tls: ssl.SSLContext) -> imaplib.IMAP4:
    if box.security == "tls":
        return imaplib.IMAP4_SSL(box.host, box.port, ssl_context=tls, timeout=_CONNECT_SECONDS)
    return imaplib.IMAP4(box.host, box.port, timeout=_CONNECT_SECONDS)


def _unreadable(box: ReturnBox, error: Exception) -> MailboxUnreadable:
    if isinstance(error, MailboxUnreadable):
        return error
    told = error.args[0] if error.args else ""
    text = bytes(told).decode("utf-8", "replace") if isinstance(told, bytes) else str(error)
    said = unvarying(one_line(text, 1000), (box.host, box.username, box.folder, box.move_to))
    shown = one_line(said or type(error).__name__, 300)
    return MailboxUnreadable(Remark("the mailbox of %(box)s: %(said)s", box=box.name, said=shown))
