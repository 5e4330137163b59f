"""The kinds of values a key can hold, each checked as it is read. A ValueError's text is told to the author."""

import base64
import binascii
import re
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, Strict

from service.config.durations import parse_duration, parse_size
from service.domain.channel import ChatTarget, MailTarget
from service.domain.digest import Quiet, Timing, parse_quiet, parse_timing
from service.domain.errors import InvalidUrl
from service.domain.naming import is_id
from service.domain.rate import Rate
from service.domain.rules import Clause
from service.domain.urls import Url
from service.domain.words import LONGEST_QUERY, Words
from service.matching import check_pattern
from service.passwords import is_hash

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")


def _lasting(duration: timedelta) -> timedelta:
    if not duration:
        raise ValueError("must be longer than nothing")
    return duration


def check_zone(name: str) -> str:
    """An IANA name that this machine knows. Raises ValueError for anything else."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"no such time zone: {name!r}. Write an IANA name, as in 'Asia/Shanghai'") from None
    return name


def _network(value: object) -> IPv4Network | IPv6Network:
    try:
        return ip_network(value if isinstance(value, str) else "", strict=False)
    except ValueError:
        raise ValueError(f"not an address or network: {value!r}. Write '10.1.2.3' or '10.0.0.0/8'") from None


def check_url(value: object) -> Url:
    """An absolute http or https address. Raises ValueError for anything else."""
    try:
        return value if isinstance(value, Url) else Url.parse(value if isinstance(value, str) else "")
    except InvalidUrl:
        raise ValueError(f"not a web address: {value!r}. {InvalidUrl.advice}") from None


def _public_url(text: str) -> str:
    """Without the slash at the end; a path is allowed, behind a proxy that serves us below it."""
    url = check_url(text) if text else None
    if url and (url.query or "#" in url.text or "@" in url.origin):
        raise ValueError("holds a query, a fragment or a password; write just the address of the service")
    return url.text.rstrip("/") if url else ""


def check_id(text: str) -> str:
    """See `naming.is_id`. Raises ValueError for anything else."""
    if not is_id(text):
        raise ValueError(f"not an id: {text!r}. Use a-z, 0-9 and single hyphens, at most 80, and not 'all'")
    return text


def parse_mail_address(value: object) -> MailTarget:
    """'a@example.org' or 'Name <a@example.org>'. Raises ValueError for anything else."""
    if isinstance(value, MailTarget):
        return value
    text = value.strip() if isinstance(value, str) else ""
    named = re.fullmatch(r"(.*?)\s*<([^<>]*)>", text)
    name, address = (named.group(1).strip('" '), named.group(2)) if named else ("", text)
    if not _ADDRESS.fullmatch(address) or ".." in address or _CONTROL.search(name):
        raise ValueError(f"not a mail address: {value!r}. Write 'a@example.org' or 'Name <a@example.org>'")
    return MailTarget(address, name)


def parse_chat(value: object) -> ChatTarget:
    """'service://…'. Raises ValueError, which does not repeat what may be secret, for anything else."""
    if isinstance(value, ChatTarget):
        return value
    text = value.strip() if isinstance(value, str) else ""
    if not re.fullmatch(r"[a-z][a-z0-9]*://[^\s\x00-\x1f]+", text):
        raise ValueError("not a chat's address. Write it as in 'dingtalk://SECRET@TOKEN'; see docs/chat.md")
    return ChatTarget(text)


def check_timing(value: object) -> Timing:
    """See `digest.parse_timing`. Raises ValueError for anything else."""
    return value if isinstance(value, Timing) else parse_timing(value if isinstance(value, str) else "")


def check_quiet(value: object) -> Quiet:
    """See `digest.parse_quiet`. Raises ValueError for anything else."""
    return value if isinstance(value, Quiet) else parse_quiet(value if isinstance(value, str) else "")


def check_words(value: object) -> Clause:
    """Words to look for, 'title:', 'body:' or 'files:' before them. Raises ValueError for anything else."""
    clause = value if isinstance(value, Clause) else Clause.parse(value if isinstance(value, str) else "")
    if len(clause.text) > LONGEST_QUERY:
        raise ValueError(f"too long: {len(clause.text)} characters, {LONGEST_QUERY} are the most")
    if not Words.parse(clause.text):
        raise ValueError(f"holds no word to look for: {value!r}")
    return clause


def check_search(value: object) -> Clause:
    """A pattern in RE2's syntax, 'title:', 'body:' or 'files:' before it. Raises ValueError for anything else."""
    clause = value if isinstance(value, Clause) else Clause.parse(value if isinstance(value, str) else "")
    check_pattern(clause.text)
    return clause


def parse_rate(value: object) -> "RateWish":
    """'15/min', '100/h', '2/s', '300/5m', 'unlimited', or '' (what is known of the relay). Raises ValueError for
    anything else."""
    if isinstance(value, Rate):
        return value
    text = value.strip() if isinstance(value, str) else "?"
    if text == "unlimited":
        return "unlimited"
    if not text:
        return ""
    if found := re.fullmatch(r"([1-9]\d{0,6})\s*/\s*(\w+)", text):
        per = {"min": "1m", "s": "1s", "h": "1h", "m": "1m", "d": "1d"}.get(found[2], found[2])
        try:
            return Rate(int(found[1]), _lasting(parse_duration(per)))
        except ValueError:
            pass
    raise ValueError(f"not a rate: {value!r}. Write messages and a time, as in '15/min', or 'unlimited'")


def check_secret(secret: str) -> str:
    """'whsec_' and 24 to 64 bytes in base64 (Standard Webhooks 1.0.0, signature scheme). Raises ValueError."""
    try:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except binascii.Error:
        key = b""
    if not secret.startswith("whsec_") or not 24 <= len(key) <= 64:
        raise ValueError("not a webhook secret. Write 'whsec_' and 24 to 64 random bytes in base64")
    return secret


def _password_hash(text: str) -> str:
    if text and not is_hash(text):
        raise ValueError("not an Argon2 hash. `noticewire password --print` makes one")
    return text


Text = Annotated[str, Strict()]
Flag = Annotated[bool, Strict()]
Whole = Annotated[int, Strict(), Field(ge=0)]
AtLeastOne = Annotated[int, Strict(), Field(ge=1)]
Port = Annotated[int, Strict(), Field(ge=0, le=65535)]
Size = Annotated[int, BeforeValidator(parse_size)]
Duration = Annotated[timedelta, BeforeValidator(parse_duration)]
Lasting = Annotated[timedelta, BeforeValidator(parse_duration), AfterValidator(_lasting)]
RateWish = Rate | Literal["", "unlimited"]
MessageRate = Annotated[RateWish, PlainValidator(parse_rate)]
Zone = Annotated[str, Strict(), AfterValidator(check_zone)]
Network = Annotated[IPv4Network | IPv6Network, BeforeValidator(_network)]
Address = Annotated[Url, BeforeValidator(check_url)]
PublicUrl = Annotated[str, Strict(), AfterValidator(_public_url)]
Id = Annotated[str, Strict(), AfterValidator(check_id)]
ChatAddress = Annotated[ChatTarget, BeforeValidator(parse_chat)]
MailAddress = Annotated[MailTarget, BeforeValidator(parse_mail_address)]
PasswordHash = Annotated[str, Strict(), AfterValidator(_password_hash)]
When = Annotated[Timing, BeforeValidator(check_timing)]
QuietHours = Annotated[Quiet, BeforeValidator(check_quiet)]
LookedFor = Annotated[Clause, BeforeValidator(check_words)]
Pattern = Annotated[Clause, BeforeValidator(check_search)]
Secret = Annotated[str, Strict(), AfterValidator(check_secret)]
