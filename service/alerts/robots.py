"""The group robots of WeCom, DingTalk, Feishu (Lark) and ServerChan: what each is sent. Pure.

We speak to them ourselves, because they answer 200 to what they refuse, and the reason stands in the body.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from service.alerts.chat_text import ChatText
from service.domain.rate import Rate

_SECOND, _MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class RobotAddress:
    """`service` names a robot; `token` and `secret` are what its page shows."""

    service: str
    token: str
    secret: str = ""


@dataclass(frozen=True, slots=True)
class Robot:
    """How one service is spoken to. `base` is its origin; `request` gives path with query and the JSON body;
    `code` and `said` are the fields of its answer."""

    name: str
    base: str
    rate: Rate
    request: Callable[[RobotAddress, ChatText, datetime], tuple[str, dict[str, object]]]
    code: str = "errcode"
    said: str = "errmsg"


def robot_address(text: str) -> RobotAddress | None:
    """Of 'wecombot://KEY', 'dingtalk://SECRET@TOKEN', 'feishu://TOKEN?secret=SECRET', 'lark://…', 'schan://KEY',
    or of the address that the service's own page shows (with '&secret=…' added where it signs).

    None for any other.
    """
    parts = urlsplit(text.strip())
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    place = f"{parts.scheme}://{parts.netloc}{parts.path}"
    if parts.scheme == "https":
        return _copied(place, query)
    if parts.scheme not in _SCHEMES:
        return None
    user, at, rest = parts.netloc.rpartition("@")
    token = unquote(rest) + unquote(parts.path).rstrip("/")
    secret = unquote(user) if at else query.get("secret", "")
    return RobotAddress(_SCHEMES[parts.scheme], token, secret) if token else None


def _copied(place: str, query: Mapping[str, str]) -> RobotAddress | None:
    secret = query.get("secret", "")
    if place == "https://qyapi.weixin.qq.com/cgi-bin/webhook/send" and (key := query.get("key")):
        return RobotAddress("wecom", key)
    if place == "https://oapi.dingtalk.com/robot/send" and (token := query.get("access_token")):
        return RobotAddress("dingtalk", token, secret)
    for service in ("feishu", "lark"):
        base, token = place.rpartition("/")[::2]
        if base == f"{ROBOTS[service].base}/open-apis/bot/v2/hook" and token:
            return RobotAddress(service, token, secret)
    return None


def _wecom(address: RobotAddress, text: ChatText, now: datetime) -> tuple[str, dict[str, object]]:
    """Markdown of at most 4096 bytes."""
    heading = f"**{text.title}**\n\n" if len(text.items) > 1 else ""
    content = heading + text.markdown(4096 - len(heading.encode()))
    body: dict[str, object] = {"msgtype": "markdown", "markdown": {"content": content}}
    return f"/cgi-bin/webhook/send?{urlencode({'key': address.token})}", body


def _dingtalk(address: RobotAddress, text: ChatText, now: datetime) -> tuple[str, dict[str, object]]:
    """Signed, where there is a secret, with the milliseconds of this try (it must be within an hour)."""
    query = {"access_token": address.token}
    if address.secret:
        at = str(int(now.timestamp() * 1000))
        digest = hmac.digest(address.secret.encode(), f"{at}\n{address.secret}".encode(), hashlib.sha256)
        query |= {"timestamp": at, "sign": base64.b64encode(digest).decode()}
    # a single line break is none in its Markdown
    content = f"### {text.title}\n\n" + text.markdown(19_000).replace("\n", "\n\n").replace("\n\n\n\n", "\n\n")
    body: dict[str, object] = {"msgtype": "markdown", "markdown": {"title": text.title, "text": content}}
    return f"/robot/send?{urlencode(query)}", body


def _feishu(address: RobotAddress, text: ChatText, now: datetime) -> tuple[str, dict[str, object]]:
    """A card; signed, where there is a secret, with the seconds of this try: an empty message under that key."""
    card = {
        "config": {"wide_screen_mode": True},
        "header": {"title": {"tag": "plain_text", "content": text.title}},
        "elements": [{"tag": "markdown", "content": text.markdown(18_000)}],
    }
    body: dict[str, object] = {"msg_type": "interactive", "card": card}
    if address.secret:
        at = str(int(now.timestamp()))
        digest = hmac.digest(f"{at}\n{address.secret}".encode(), b"", hashlib.sha256)
        body |= {"timestamp": at, "sign": base64.b64encode(digest).decode()}
    return f"/open-apis/bot/v2/hook/{quote(address.token, safe='')}", body


def _serverchan(address: RobotAddress, text: ChatText, now: datetime) -> tuple[str, dict[str, object]]:
    """A title of at most 32 characters, and Markdown."""
    title = text.title if len(text.title) <= 32 else text.title[:31] + "…"
    return f"/{quote(address.token, safe='')}.send", {"title": title, "desp": text.markdown(30_000)}


ROBOTS: Mapping[str, Robot] = MappingProxyType(
    {
        "wecom": Robot("WeCom", "https://qyapi.weixin.qq.com", Rate(20, _MINUTE), _wecom),
        "dingtalk": Robot("DingTalk", "https://oapi.dingtalk.com", Rate(20, _MINUTE), _dingtalk),
        "feishu": Robot("Feishu", "https://open.feishu.cn", Rate(1, _SECOND), _feishu, "code", "msg"),
        "lark": Robot("Lark", "https://open.larksuite.com", Rate(1, _SECOND), _feishu, "code", "msg"),
        "serverchan": Robot(
            "ServerChan", "https://sctapi.ftqq.com", Rate(5, _MINUTE), _serverchan, "code", "message"
        ),
    }
)
_SCHEMES = {
    "wecombot": "wecom",
    "wecom": "wecom",
    "dingtalk": "dingtalk",
    "feishu": "feishu",
    "lark": "lark",
    "schan": "serverchan",
}
