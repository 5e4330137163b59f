"""Mail that came back, read: delivery reports (RFC 3464), complaints (RFC 5965), or a server's own words. Pure."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import getaddresses

from service.alerts.plain import one_line
from service.domain.bounce import Bounce, Report
from service.domain.delivery import DeliveryId

_TAG = re.compile(r"\+([0-9a-f]{32})-([0-9a-f]{16})@", re.IGNORECASE)
_MESSAGE_ID = re.compile(r"<(msg_[0-9a-f]{32})@")
_TOKEN = re.compile(r"/unsubscribe/([A-Za-z0-9_-]{20,})")
_CODE = re.compile(r"\b([45])\d\d[ -]+(?:#)?([45]\.\d{1,3}\.\d{1,3})\b|\b(?:#)?(5\.\d{1,3}\.\d{1,3})\b")
_CAME_TO = ("X-Original-To", "Delivered-To", "Envelope-To", "To")
READ_LIMIT = 1_000_000
"""Bytes of a report that are read."""


def read_bounce(raw: bytes, recipient: str = "") -> Bounce | None:
    """What the message says of a delivery of ours; None when it is no report, or names none.

    `recipient` is the envelope's, where the mail server tells it; else the fields that record it are asked. A
    report without a tag there is known by the headers of our message that it returns.
    """
    message = message_from_bytes(raw[:READ_LIMIT], policy=policy.default)
    named = _by_tag(message, recipient) or _by_returned_headers(message)
    if named is None:
        return None
    delivery_id, proof = named
    said = _said(message)
    if said is None:
        return None
    report, status, detail = said
    return Bounce(delivery_id, proof, report, status, one_line(detail, 400))


def _by_tag(message: EmailMessage, recipient: str) -> tuple[DeliveryId, str] | None:
    addresses = [recipient, *(address for name in _CAME_TO for address in _addresses(message, name))]
    for address in addresses:
        if found := _TAG.search(address):
            return DeliveryId(f"msg_{found[1].lower()}"), found[2].lower()
    return None


def _addresses(message: EmailMessage, name: str) -> list[str]:
    return [address for _, address in getaddresses([str(value) for value in message.get_all(name, [])])]


def _by_returned_headers(message: EmailMessage) -> tuple[DeliveryId, str] | None:
    for part in message.walk():
        head = _returned(part)
        if (known := _MESSAGE_ID.search(head)) and (secret := _TOKEN.search(head)):
            return DeliveryId(known[1]), secret[1]
    return None


def _returned(part: Message) -> str:
    """The headers of a returned message, whole or headers alone (RFC 6522), unfolded."""
    kind = part.get_content_type()
    if kind == "message/rfc822" and part.is_multipart():
        inner = part.get_payload(0)
        assert isinstance(inner, Message)
        return "\n".join(f"{name}: {value}" for name, value in inner.items())
    if kind in ("text/rfc822-headers", "message/rfc822-headers"):
        content = part.get_payload(decode=True)
        text = content.decode("utf-8", "replace") if isinstance(content, bytes) else str(part.get_payload())
        return re.sub(r"\r?\n[ \t]+", "", text)
    return ""


def _said(message: EmailMessage) -> tuple[Report, str, str] | None:
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/feedback-report":
            return _complaint(part)
        if kind == "message/delivery-status" and (found := _status(part)):
            return found
    return _in_words(message)


def _complaint(part: Message) -> tuple[Report, str, str] | None:
    text = _text(part)
    if re.search(r"^feedback-type:\s*not-spam", text, re.IGNORECASE | re.MULTILINE):
        return None
    return Report.COMPLAINT, "", "its reader reported it as spam"


def _status(part: Message) -> tuple[Report, str, str] | None:
    """Of a delivery report the group of fields about the recipient; ours have one."""
    groups = part.get_payload()
    for group in groups if isinstance(groups, list) else []:
        if not isinstance(group, Message):
            continue
        action = str(group.get("Action", "")).strip().lower()
        if action not in (Report.FAILED, Report.DELAYED):
            continue
        found = re.search(r"[245]\.\d{1,3}\.\d{1,3}", str(group.get("Status", "")))
        diagnostic = str(group.get("Diagnostic-Code", "")).partition(";")[2].strip()
        status = found.group() if found else ""
        return Report(action), status, f"{action} {status}: {diagnostic}".rstrip(": ")
    return None


def _in_words(message: EmailMessage) -> tuple[Report, str, str] | None:
    """Servers that write no report write a code into a text. An answering machine writes none, and says so."""
    if str(message.get("Auto-Submitted", "")).lower().startswith("auto-replied"):
        return None
    sender = " ".join([*_addresses(message, "From"), *map(str, message.get_all("Return-Path", []))]).lower()
    if not re.search(r"mailer-daemon|postmaster|<>", sender):
        return None
    body = message.get_body(("plain", "html"))
    text = str(body.get_content())[:20_000] if body is not None else ""
    code = _CODE.search(text)
    if code is None:
        return None
    status = code[2] or code[3]
    line = text[text.rfind("\n", 0, code.start()) + 1 : code.end() + 200].partition("\n")[0]
    return (Report.FAILED if status.startswith("5") else Report.DELAYED), status, line


def _text(part: Message) -> str:
    payload = part.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else part
    return inner.as_string() if isinstance(inner, Message) else str(payload)
