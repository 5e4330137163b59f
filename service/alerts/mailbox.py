"""A local mailbox (Maildir) instead of an SMTP server: for a first look, and to read what would have been sent."""

import asyncio
import contextlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from service.alerts.compose import Letter, Letterhead
from service.alerts.mail import compose_mail, target
from service.domain.delivery import Claimed
from service.domain.errors import DeliveryFailed
from service.domain.remark import Remark

_SUFFIX = ".noticewire"
"""A name in a Maildir is up to who delivers, and ends before ':', where a mail program keeps its flags."""


class MailboxSender:
    """Delivers into the Maildir at `folder`, which it makes. A delivery is one file, named after its id: sent
    again, it is found there already."""

    def __init__(self, letterhead: Letterhead, folder: Path) -> None:
        self._letterhead = letterhead
        self._folder = folder

    def compose(self, claimed: Claimed, now: datetime) -> bytes:
        return compose_mail(claimed, self._letterhead, now)

    async def send(self, claimed: Claimed, payload: bytes) -> str:
        try:
            return await asyncio.to_thread(self._keep, claimed, payload)
        except OSError as error:
            raise DeliveryFailed(
                Remark(
                    "the mailbox %(folder)s cannot be written: %(error)s",
                    folder=str(self._folder),
                    error=str(error),
                )
            ) from error

    async def aclose(self) -> None:
        """Nothing is held open."""

    def _keep(self, claimed: Claimed, payload: bytes) -> str:
        for part in ("tmp", "new", "cur"):
            (self._folder / part).mkdir(parents=True, exist_ok=True)
        name = claimed.id + _SUFFIX
        if (self._folder / "new" / name).exists() or _find(self._folder, claimed.id, ("cur",)):
            return Remark("already in the local mailbox")
        draft = self._folder / "tmp" / name
        with draft.open("wb") as file:
            file.write(payload)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._folder / "new" / name)
        return Remark("kept for %(address)s in the local mailbox", address=target(claimed).address)


@dataclass(frozen=True, slots=True)
class KeptLetter:
    """A letter in the mailbox. `id` is its delivery's; `sent_at` aware UTC; `raw` the message as it was sent."""

    id: str
    sender: str
    recipient: str
    sent_at: datetime
    letter: Letter
    raw: bytes


class Mailbox:
    """Reads what a MailboxSender keeps. Files that are no mail of ours are passed over."""

    @staticmethod
    def read(folder: Path, *, limit: int = 200) -> list[KeptLetter]:
        """The `limit` newest letters, newest first; empty when there is no mailbox yet."""
        dated: list[tuple[float, Path]] = []
        for path in _files(folder):
            with contextlib.suppress(OSError):
                dated.append((path.stat().st_mtime, path))
        newest = sorted(dated, key=lambda found: (found[0], found[1].name), reverse=True)[:limit]
        letters = [kept for _, path in newest if (kept := _read(path)) is not None]
        return sorted(letters, key=lambda kept: kept.sent_at, reverse=True)

    @staticmethod
    def find(folder: Path, identity: str) -> KeptLetter | None:
        """The letter of one delivery. Any text may be asked for; it is never used as a path."""
        path = _find(folder, identity)
        return _read(path) if path else None


def _files(folder: Path, parts: Sequence[str] = ("new", "cur")) -> Iterator[Path]:
    for part in parts:
        if (folder / part).is_dir():
            yield from (path for path in (folder / part).iterdir() if _identity(path).startswith("msg_"))


def _identity(path: Path) -> str:
    return path.name.partition(":")[0].removesuffix(_SUFFIX)


def _find(folder: Path, identity: str, parts: Sequence[str] = ("new", "cur")) -> Path | None:
    return next((path for path in _files(folder, parts) if _identity(path) == identity), None)


def _read(path: Path) -> KeptLetter | None:
    try:
        raw = path.read_bytes()
    except OSError:
        return None  # moved by a mail program since it was listed
    message = message_from_bytes(raw, policy=policy.default)
    date = message.get("Date")
    sent_at = getattr(date, "datetime", None)
    if not isinstance(sent_at, datetime):
        return None
    letter = Letter(str(message.get("Subject", "")), _body(message, "plain"), _body(message, "html"))
    return KeptLetter(
        id=_identity(path),
        sender=str(message.get("From", "")),
        recipient=str(message.get("To", "")),
        sent_at=sent_at.astimezone(UTC),
        letter=letter,
        raw=raw,
    )


def _body(message: EmailMessage, subtype: str) -> str:
    part = message.get_body((subtype,))
    return str(part.get_content()).replace("\r\n", "\n") if part is not None else ""
