"""What the robots' codes mean, in plain words, and what follows from them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from types import MappingProxyType

from service.alerts.plain import one_line
from service.alerts.robots import Robot
from service.domain.errors import DeliveryFailed
from service.domain.remark import Remark


class Follows(Enum):
    LATER = "later"
    """The owner can mend it."""
    SLOWER = "slower"
    NEVER = "never"
    """This message cannot be sent."""
    GONE = "gone"
    """Nothing can be sent there any more."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """`wait`: how long the service locks out who was too fast."""

    follows: Follows
    words: str
    wait: timedelta = timedelta(minutes=1)


_KEYWORD = Remark(
    "the robot wants a keyword that the message does not hold: take the keyword away, or use a signature"
)
_SIGNATURE = Remark("the signature is not right: copy the robot's secret again, and check this machine's clock")
_ADDRESS = Remark("the robot answers only to some addresses: add this machine's to its list, or use a signature")
_NO_ROBOT = Remark("there is no such robot any more: make a new one and give its address")
_TOO_FAST = Remark("more messages than the service takes; they wait and go together")
_TOO_LONG = Remark("the service finds the message wrong or too long")
_BUSY = Remark("the service is busy")
_OFFENSIVE = Remark("the service does not let this text or link through")
_DAILY = Remark("the service takes no more messages today")

_LOCKED = timedelta(minutes=10)
_SIGNED_OR_NOT: Mapping[str, str] = MappingProxyType(
    {
        "keyword": _KEYWORD,
        "关键词": _KEYWORD,
        "sign": _SIGNATURE,
        "签名": _SIGNATURE,
        "timestamp": _SIGNATURE,
        "whitelist": _ADDRESS,
        "白名单": _ADDRESS,
    }
)
"""DingTalk's 310000 is one code for three causes; its words tell which."""

_MEANINGS: Mapping[tuple[str, int], Meaning] = MappingProxyType(
    {
        ("WeCom", -1): Meaning(Follows.LATER, _BUSY),
        ("WeCom", 45009): Meaning(Follows.SLOWER, _TOO_FAST),
        ("WeCom", 45033): Meaning(Follows.SLOWER, _TOO_FAST),
        ("WeCom", 93000): Meaning(Follows.GONE, _NO_ROBOT),
        ("WeCom", 93008): Meaning(Follows.GONE, _NO_ROBOT),
        ("WeCom", 40058): Meaning(Follows.NEVER, _TOO_LONG),
        ("WeCom", 40008): Meaning(Follows.NEVER, _TOO_LONG),
        ("WeCom", 44004): Meaning(Follows.NEVER, _TOO_LONG),
        ("WeCom", 45002): Meaning(Follows.NEVER, _TOO_LONG),
        ("DingTalk", -1): Meaning(Follows.LATER, _BUSY),
        ("DingTalk", 130101): Meaning(Follows.SLOWER, _TOO_FAST, _LOCKED),
        ("DingTalk", 410100): Meaning(Follows.SLOWER, _TOO_FAST, _LOCKED),
        ("DingTalk", 660026): Meaning(Follows.SLOWER, _TOO_FAST, _LOCKED),
        ("DingTalk", 300001): Meaning(Follows.GONE, _NO_ROBOT),
        ("DingTalk", 300005): Meaning(Follows.GONE, _NO_ROBOT),
        ("DingTalk", 400013): Meaning(Follows.GONE, _NO_ROBOT),
        ("DingTalk", 400101): Meaning(Follows.GONE, _NO_ROBOT),
        ("DingTalk", 400102): Meaning(Follows.GONE, _NO_ROBOT),
        ("DingTalk", 400106): Meaning(Follows.GONE, _NO_ROBOT),
        ("DingTalk", 40035): Meaning(Follows.NEVER, _TOO_LONG),
        ("DingTalk", 400105): Meaning(Follows.NEVER, _TOO_LONG),
        ("DingTalk", 460101): Meaning(Follows.NEVER, _TOO_LONG),
        ("DingTalk", 430101): Meaning(Follows.NEVER, _OFFENSIVE),
        ("DingTalk", 430102): Meaning(Follows.NEVER, _OFFENSIVE),
        ("DingTalk", 430104): Meaning(Follows.NEVER, _OFFENSIVE),
        ("Feishu", 19001): Meaning(Follows.GONE, _NO_ROBOT),
        ("Feishu", 19007): Meaning(Follows.GONE, _NO_ROBOT),
        ("Feishu", 19021): Meaning(Follows.LATER, _SIGNATURE),
        ("Feishu", 19022): Meaning(Follows.LATER, _ADDRESS),
        ("Feishu", 19024): Meaning(Follows.LATER, _KEYWORD),
        ("Feishu", 19002): Meaning(Follows.NEVER, _TOO_LONG),
        ("Feishu", 9499): Meaning(Follows.NEVER, _TOO_LONG),
        ("Feishu", 11232): Meaning(Follows.SLOWER, _TOO_FAST),
        ("Feishu", 99991400): Meaning(Follows.SLOWER, _TOO_FAST),
        ("ServerChan", 40001): Meaning(Follows.GONE, _NO_ROBOT),
        ("ServerChan", 40002): Meaning(Follows.NEVER, _TOO_LONG),
    }
)


def failed(robot: Robot, code: int, said: str, now: datetime) -> DeliveryFailed:
    """The failure that an answer with a code other than 0 is."""
    meaning = _meaning(robot, code, said)
    code_said: dict[str, str | int] = {"service": robot.name, "code": code, "said": one_line(said, 300)}
    follows = meaning.follows
    return DeliveryFailed(
        Remark("%(service)s %(code)d: %(words)s (%(said)s)", words=meaning.words, **code_said)
        if meaning.words
        else Remark("%(service)s %(code)d (%(said)s)", **code_said),
        permanent=follows is Follows.NEVER,
        disable=follows is Follows.GONE,
        retry_at=now + meaning.wait if follows is Follows.SLOWER else None,
    )


def _meaning(robot: Robot, code: int, said: str) -> Meaning:
    name = "Feishu" if robot.name == "Lark" else robot.name
    if name == "DingTalk" and code == 310000:
        words = next((words for word, words in _SIGNED_OR_NOT.items() if word in said.lower()), _SIGNATURE)
        return Meaning(Follows.LATER, words)
    if name == "ServerChan" and ("次数" in said or "limit" in said.lower()):
        return Meaning(Follows.SLOWER, _DAILY, timedelta(hours=3))
    return _MEANINGS.get((name, code)) or Meaning(Follows.LATER, "")
