"""Messages to chats: group robots that we speak to ourselves, and whatever else Apprise knows."""

import asyncio
import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Protocol

import httpx

from service.alerts.chat_text import ChatText, compose_chat
from service.alerts.compose import Letterhead
from service.alerts.plain import one_line
from service.alerts.posting import NETWORK_FAILURES, beginning_of, cause_of, wait_until
from service.alerts.robot_answers import failed
from service.alerts.robots import ROBOTS, Robot, RobotAddress, robot_address
from service.domain.channel import Channel, ChatTarget
from service.domain.delivery import Claimed
from service.domain.errors import DeliveryFailed
from service.domain.rate import Rate
from service.domain.remark import Remark

TOGETHER = 20
"""How many alerts to one chat go as one message."""
_ELSEWHERE = Rate(20, timedelta(minutes=1))


class OtherChats(Protocol):
    """The services that are not ours to speak to."""

    async def notify(self, url: str, text: ChatText) -> None:
        """Raises DeliveryFailed."""
        ...


class ChatSender:
    """Posts to robots and reads their answers; hands the rest to `others`.

    `client` comes with its address guard, without redirects or cookies. `bases` puts other origins in the
    place of the services' own (by the names in ROBOTS).
    """

    def __init__(
        self,
        client: httpx.AsyncClient,
        others: OtherChats,
        letterhead: Letterhead,
        *,
        clock: Callable[[], datetime],
        timeout: timedelta = timedelta(seconds=20),
        bases: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._client = client
        self._others = others
        self._letterhead = letterhead
        self._clock = clock
        self._timeout = timeout.total_seconds()
        self._bases = bases

    def compose(self, claimed: Claimed, now: datetime) -> bytes:
        return compose_chat(claimed, self._letterhead).encoded()

    async def send(self, claimed: Claimed, payload: bytes) -> str:
        target = claimed.channel.target
        if not isinstance(target, ChatTarget):
            raise TypeError(f"channel {claimed.channel.id} is no chat")
        text = ChatText.decoded(payload)
        address = robot_address(target.url)
        try:
            async with asyncio.timeout(self._timeout):
                if address is None:
                    await self._others.notify(target.url, text)
                    return Remark("taken")
                return await self._to_robot(address, text)
        except TimeoutError as error:
            raise DeliveryFailed(Remark("no whole answer within %(seconds)g s", seconds=self._timeout)) from error

    async def aclose(self) -> None:
        await self._client.aclose()

    async def _to_robot(self, address: RobotAddress, text: ChatText) -> str:
        robot = ROBOTS[address.service]
        path, body = robot.request(address, text, self._clock())
        base = self._bases.get(address.service, robot.base)
        content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        headers = {"Content-Type": "application/json; charset=utf-8", "Accept-Encoding": "identity"}
        try:
            request = self._client.build_request("POST", base + path, content=content, headers=headers)
            response = await self._client.send(request, stream=True, follow_redirects=False)
            try:
                answer = await beginning_of(response)
            finally:
                await response.aclose()
        except NETWORK_FAILURES as error:
            # its address holds the robot's token, and is not told
            raise DeliveryFailed(
                Remark("%(service)s: %(cause)s", service=robot.name, cause=cause_of(error))
            ) from error
        return self._read(robot, response, answer)

    def _read(self, robot: Robot, response: httpx.Response, answer: bytes) -> str:
        """A robot answers 200 to what it refuses: its own code counts, where there is one."""
        now, status = self._clock(), response.status_code
        retry_at = wait_until(response.headers.get("Retry-After", ""), now)
        try:
            said = json.loads(answer)
            code = int(said[robot.code])
        except (ValueError, TypeError, KeyError):
            beginning = one_line(answer.decode("utf-8", "replace"), 200)
            raise DeliveryFailed(f"{robot.name}: HTTP {status}: {beginning}", retry_at=retry_at) from None
        if code == 0 and 200 <= status < 300:
            return one_line(f"{robot.name}: {said.get(robot.said) or 'ok'}", 300)
        if code == 0 or status in (429, 502, 503, 504):
            raise DeliveryFailed(f"{robot.name}: HTTP {status}", retry_at=retry_at)
        raise failed(robot, code, str(said.get(robot.said, "")), now)


def chat_rate(channel: Channel) -> Rate | None:
    """How fast this channel may be written to."""
    target = channel.target
    address = robot_address(target.url) if isinstance(target, ChatTarget) else None
    return ROBOTS[address.service].rate if address else _ELSEWHERE
