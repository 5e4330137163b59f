"""A letter as the bytes that go over the wire: RFC 5322 with MIME (RFC 2045), 7-bit, CRLF. Pure.

The same letter for the same delivery at the same time gives the same bytes: nothing in them is random.
"""

import re
from base64 import encodebytes
from binascii import b2a_qp
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import lru_cache
from hashlib import sha256

from service.alerts.compose import Letter, Letterhead, compose, unsubscribe_link
from service.alerts.headers import address_field, field, phrase_field, text_field
from service.domain.bounce import return_tag
from service.domain.channel import MailTarget
from service.domain.delivery import Claimed
from service.domain.errors import DeliveryFailed
from service.domain.remark import Remark
from service.domain.subscription import SubscriptionId

_PIECE = 16 * 57


def compose_mail(claimed: Claimed, letterhead: Letterhead, now: datetime) -> bytes:
    """The whole message that a claimed delivery sends. Raises DeliveryFailed for an address mail cannot reach."""
    return build_mail(compose(claimed, letterhead), claimed, letterhead, now)


def build_mail(letter: Letter, claimed: Claimed, letterhead: Letterhead, now: datetime) -> bytes:
    """The message in its standard form.

    - One From, To (the one recipient), Subject, Date (`now`) and Message-ID (RFC 5322 section 3.6). The Message-ID
      is made of the delivery's id: the same however often it is composed or sent.
    - Auto-Submitted (RFC 3834 section 5), so that no vacation notice answers.
    - For a subscription List-Id (RFC 2919), List-Unsubscribe (RFC 2369) and, where the link is https as it asks,
      List-Unsubscribe-Post (RFC 8058 section 3.1).
    - In-Reply-To and References (RFC 5322 section 3.6.4) name the message that this one follows up.
    - text/plain first, text/html last, in multipart/alternative (RFC 2046 section 5.1.4), in quoted-printable or
      base64.
    """
    recipient = mail_address(target(claimed).address)
    sender = mail_address(letterhead.sender_address)
    subscription = claimed.subscription
    boundary = "=_" + sha256(claimed.id.encode()).hexdigest()[:32]
    head = [
        address_field("From", letterhead.sender_name, sender),
        address_field("To", target(claimed).name, recipient),
        text_field("Subject", letter.subject),
        field("Date", format_datetime(now.astimezone(UTC))),
        field("Message-ID", f"<{claimed.id}@{letterhead.domain}>"),
    ]
    if claimed.follows is not None:
        first = f"<{claimed.follows}@{letterhead.domain}>"
        head += [field("In-Reply-To", first), field("References", first)]
    if subscription is not None:
        list_id = f"<{_label(subscription.id)}.{letterhead.domain}>"
        head += [
            phrase_field("List-Id", letterhead.sender_name, list_id),
            field("List-Unsubscribe", f"<{unsubscribe_link(letterhead, subscription)}>"),
        ]
        if letterhead.public_url.startswith("https://"):
            head.append(field("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    head += [
        field("Auto-Submitted", "auto-generated"),
        field("MIME-Version", "1.0"),
        field("Content-Type", f'multipart/alternative; boundary="{boundary}"'),
    ]
    parts = (_part("plain", letter.text), _part("html", letter.html))
    body = b"".join(f"\r\n--{boundary}\r\n".encode() + part for part in parts)
    return "".join(head).encode("ascii") + body + f"\r\n--{boundary}--\r\n".encode()


def return_path(claimed: Claimed, letterhead: Letterhead) -> str:
    """The envelope's sender, where reports go: with a tag that names the delivery (VERP), when the letterhead has
    tagged return paths and the reader a subscription."""
    address = mail_address(letterhead.return_path or letterhead.sender_address)
    if not letterhead.tagged or claimed.subscription is None:
        return address
    local, _, domain = address.rpartition("@")
    tagged = f"{local}+{return_tag(claimed.id, claimed.subscription.token)}"
    return f"{tagged}@{domain}"


def target(claimed: Claimed) -> MailTarget:
    """The mail address of a claimed delivery. Raises TypeError for a channel of another kind."""
    if not isinstance(claimed.channel.target, MailTarget):
        raise TypeError(f"channel {claimed.channel.id} does not take mail")
    return claimed.channel.target


@lru_cache(maxsize=4096)
def mail_address(address: str) -> str:
    """The address in ASCII, its domain in punycode (RFC 5891).

    Raises DeliveryFailed (permanent) for what cannot be one, and for a local part outside ASCII, which only relays
    with SMTPUTF8 (RFC 6531) carry.
    """
    local, at, domain = address.strip().rpartition("@")
    if not at or not re.fullmatch(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}", local):
        raise DeliveryFailed(
            Remark("not an e-mail address we can write to: %(address)r", address=address), permanent=True
        )
    try:
        host = domain.encode("idna").decode("ascii")
    except UnicodeError:
        host = ""
    if not re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.IPv]+\]", host):
        raise DeliveryFailed(
            Remark("not an e-mail address we can write to: %(address)r", address=address), permanent=True
        )
    return f"{local}@{host}"


def _label(identity: SubscriptionId) -> str:
    """A subscription's id as a label of a List-Id: itself when it is one, else what can stay and a hash of all."""
    if re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?", identity):
        return identity
    kept = re.sub(r"[^A-Za-z0-9]+", "-", identity).strip("-")[:40]
    return f"{kept}-{sha256(identity.encode()).hexdigest()[:12]}".strip("-")


def _part(subtype: str, text: str) -> bytes:
    """One text part. Quoted-printable keeps mostly ASCII text readable; Chinese is shorter in base64."""
    content = text.replace("\r\n", "\n").replace("\n", "\r\n").encode("utf-8", "replace")
    foreign = len(content) - len(text)  # two for each Chinese character
    if foreign * 9 > len(content):
        encoding, encoded = "base64", b"".join(map(_base64, _pieces(content)))
    else:
        encoding, encoded = "quoted-printable", b2a_qp(content, istext=True)
    head = f"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    return head.encode() + encoded


def _pieces(content: bytes) -> Iterator[bytes]:
    """Of whole lines, 57 bytes each (RFC 2045 section 6.8)."""
    return (content[start : start + _PIECE] for start in range(0, len(content), _PIECE))


@lru_cache(maxsize=256)
def _base64(piece: bytes) -> bytes:
    """Kept for a while: one notice goes to many, and few of its pieces differ."""
    return encodebytes(piece).replace(b"\n", b"\r\n")
