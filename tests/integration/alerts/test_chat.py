"""Group robots, imitated with their real answers, and services that Apprise speaks to."""

import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from service.alerts.apprise_chats import AppriseChats, is_chat, shown
from service.alerts.chat import ChatSender, chat_rate
from service.alerts.chat_text import compose_chat
from service.alerts.robots import ROBOTS
from service.alerts.traffic import ChannelTraffic
from service.domain.channel import ChannelKind, ChatTarget
from service.domain.delivery import Claimed, DeliveryKind, DeliveryState
from service.domain.entry import Edit, EditKind
from service.domain.errors import DeliveryFailed
from service.fetching.guard import Guard
from service.wording.remarks import in_language
from tests.integration.alerts.outbox import DELAYS, Outbox
from tests.integration.alerts.receiver import Receiver, receiving, status
from tests.unit.alerts.claims import LETTERHEAD, NOON, claim, told

ADDRESSES = {
    "wecom": "wecombot://the-key",
    "dingtalk": "dingtalk://SECsecret@the-token",
    "feishu": "feishu://the-token?secret=SECsecret",
    "serverchan": "schan://SCTkey",
}
TAKEN = {
    "wecom": {"errcode": 0, "errmsg": "ok"},
    "dingtalk": {"errcode": 0, "errmsg": "ok"},
    "feishu": {"StatusCode": 0, "StatusMessage": "success", "code": 0, "data": {}, "msg": "success"},
    "serverchan": {"code": 0, "message": "", "data": {"pushid": "1", "error": "SUCCESS"}},
}

HERE_ALONE = Guard([ip_network("127.0.0.1/32")])


class Robots:
    """A receiver that stands for all services at once."""

    def __init__(self, receiver: Receiver, sender: ChatSender) -> None:
        self.receiver = receiver
        self.sender = sender
        self.now = NOON

    def answer(self, said: object, line: str = "200 OK", *headers: str) -> None:
        """To whatever comes, as all paths are different."""
        body = json.dumps(said, ensure_ascii=False).encode() if not isinstance(said, bytes) else said
        self.receiver.anything = status(line, *headers, body=body)

    async def send(self, service: str, claimed: Claimed | None = None) -> str:
        one = claimed or claim()
        one = replace(one, channel=replace(one.channel, target=ChatTarget(ADDRESSES.get(service, service))))
        return await self.sender.send(one, self.sender.compose(one, NOON))

    async def failure(self, service: str) -> DeliveryFailed:
        with pytest.raises(DeliveryFailed) as failed:
            await self.send(service)
        return failed.value

    @property
    def said(self) -> dict[str, object]:
        body: dict[str, object] = json.loads(self.receiver.posts[-1].body)
        return body


@pytest.fixture(name="receiver")
async def _receiver() -> AsyncIterator[Receiver]:
    async with receiving(Receiver()) as receiver:
        yield receiver


@pytest.fixture(name="robots")
async def _robots(receiver: Receiver) -> AsyncIterator[Robots]:
    sender = ChatSender(
        httpx.AsyncClient(trust_env=False),
        AppriseChats(HERE_ALONE),
        LETTERHEAD,
        clock=lambda: robots.now,
        timeout=timedelta(seconds=5),
        bases=dict.fromkeys(ROBOTS, receiver.url("")),
    )
    robots = Robots(receiver, sender)
    yield robots
    await sender.aclose()


@pytest.mark.parametrize("service", ADDRESSES)
async def test_each_robot_gets_the_notice_in_its_own_form(robots: Robots, service: str) -> None:
    robots.answer(TAKEN[service])
    assert ROBOTS[service].name in await robots.send(service)
    said = json.dumps(robots.said, ensure_ascii=False)
    assert "关于开展2026年度干部考核工作的通知" in said
    assert "(https://zzb.example.edu.cn/info/1006/1.htm)" in said
    assert "党委组织部" in said


async def test_wecom_is_asked_with_its_key_for_markdown_within_its_limit(robots: Robots) -> None:
    robots.answer(TAKEN["wecom"])
    many = claim(entries=[told(number, title=f"第{number}号通知" + "长" * 60) for number in range(1, 200)])
    await robots.send("wecom", many)
    assert robots.receiver.posts[-1].path == "/cgi-bin/webhook/send?key=the-key"
    markdown = robots.said["markdown"]
    assert isinstance(markdown, dict)
    assert len(markdown["content"].encode()) <= 4096
    shown_count = markdown["content"].count("/info/1006/")
    assert markdown["content"].startswith("**199 条新通知**")
    assert f"另有 {199 - shown_count} 条" in markdown["content"]


async def test_dingtalk_signs_with_the_milliseconds_of_the_try(robots: Robots) -> None:
    robots.answer(TAKEN["dingtalk"])
    await robots.send("dingtalk")
    query = parse_qs(urlsplit(robots.receiver.posts[-1].path).query)
    at = str(int(NOON.timestamp() * 1000))
    wanted = hmac.new(b"SECsecret", f"{at}\nSECsecret".encode(), hashlib.sha256).digest()
    assert query == {"access_token": ["the-token"], "timestamp": [at], "sign": [base64.b64encode(wanted).decode()]}


async def test_feishu_signs_nothing_with_a_key_of_time_and_secret(robots: Robots) -> None:
    robots.answer(TAKEN["feishu"])
    await robots.send("feishu")
    assert robots.receiver.posts[-1].path == "/open-apis/bot/v2/hook/the-token"
    at = str(int(NOON.timestamp()))
    wanted = hmac.new(f"{at}\nSECsecret".encode(), b"", hashlib.sha256).digest()
    assert (robots.said["timestamp"], robots.said["sign"]) == (at, base64.b64encode(wanted).decode())


@pytest.mark.parametrize(
    ("service", "code", "said", "words", "outcome"),
    [
        ("dingtalk", 310000, "keywords not in content", "自定义关键词", "later"),
        ("dingtalk", 310000, "description:关键词不匹配", "自定义关键词", "later"),
        ("dingtalk", 310000, "sign not match", "加签", "later"),
        ("dingtalk", 310000, "invalid timestamp", "本机时间", "later"),
        ("dingtalk", 310000, "ip 1.2.3.4 not in whitelist", "白名单", "later"),
        ("dingtalk", 130101, "send too fast, exceed 20 times per minute", "限流", "10 min"),
        ("dingtalk", 300005, "token is not exist", "机器人不存在", "closed"),
        ("dingtalk", 40035, "param error", "过长", "never"),
        ("feishu", 19024, "Key Words Not Found", "自定义关键词", "later"),
        ("feishu", 19021, "sign match fail or timestamp is not within one hour", "加签", "later"),
        ("feishu", 19022, "Ip Not Allowed", "白名单", "later"),
        ("feishu", 11232, "frequency limited psm", "限流", "1 min"),
        ("feishu", 19001, "param invalid: incoming webhook access token invalid", "机器人不存在", "closed"),
        ("wecom", 45009, "api freq out of limit", "限流", "1 min"),
        ("wecom", 93000, "invalid webhook url, hint: [1]", "机器人不存在", "closed"),
        ("wecom", 40058, "markdown.content exceed max length 4096", "过长", "never"),
        ("wecom", -1, "system error", "繁忙", "later"),
        ("wecom", 12345, "something new", "something new", "later"),
        ("serverchan", 40001, "超过当天的发送次数限制[5]", "今天的发送次数已用完", "180 min"),
        ("serverchan", 40001, "[AUTH]错误的Key", "机器人不存在", "closed"),
    ],
)
async def test_a_refusal_in_a_200_is_one_and_says_what_to_do(
    robots: Robots, service: str, code: int, said: str, words: str, outcome: str
) -> None:
    robot = ROBOTS[service]
    robots.answer({robot.code: code, robot.said: said})
    failed = await robots.failure(service)
    assert f"{robot.name} {code}" in failed.cause
    assert words in in_language(failed.cause, "zh")
    assert said in failed.cause
    assert "secret" not in in_language(failed.cause, "zh").lower()
    assert failed.permanent is (outcome in ("never", "closed"))
    assert failed.disable is (outcome == "closed")
    waits = (failed.retry_at - NOON) // timedelta(minutes=1) if failed.retry_at else None
    assert waits == (int(outcome.split(maxsplit=1)[0]) if outcome.endswith("min") else None)


async def test_what_is_no_answer_of_a_robot_is_tried_again(robots: Robots) -> None:
    for said, line, headers in (
        (b"<html>502 Bad Gateway</html>", "502 Bad Gateway", ()),
        (b"", "200 OK", ()),
        (b"[]", "200 OK", ()),
        (b'{"errcode":0}', "302 Found", ("Location: http://127.0.0.1/",)),
        (b"x" * 100_000, "200 OK", ()),
    ):
        robots.answer(said, line, *headers)
        failed = await robots.failure("wecom")
        assert not failed.permanent
        assert "the-key" not in failed.cause
    robots.answer(b"slow down", "429 Too Many Requests", "Retry-After: 90")
    assert (await robots.failure("wecom")).retry_at == NOON + timedelta(seconds=90)


async def test_no_connection_does_not_tell_the_robots_token(receiver: Receiver) -> None:
    sender = ChatSender(
        httpx.AsyncClient(trust_env=False),
        AppriseChats(HERE_ALONE),
        LETTERHEAD,
        clock=lambda: datetime.now(UTC),
        bases={"wecom": "http://127.0.0.1:1"},
    )
    failed = await Robots(receiver, sender).failure("wecom")
    await sender.aclose()
    assert "WeCom: no connection" in failed.cause
    assert "the-key" not in failed.cause


async def test_a_title_can_call_nobody_and_hide_no_link(robots: Robots) -> None:
    robots.answer(TAKEN["feishu"])
    await robots.send(
        "feishu", claim(entries=[told(title="<at id=all></at> @everyone [x](https://evil.example)")])
    )
    said = json.dumps(robots.said, ensure_ascii=False)
    assert not any(hostile in said for hostile in ("<at", "@everyone", "[x]"))


async def test_a_change_is_told_as_one(robots: Robots) -> None:
    robots.answer(TAKEN["wecom"])
    edit = Edit(EditKind.DATE_MOVED, ("报名截止 11月30日 → 12月5日",))
    await robots.send("wecom", replace(claim(DeliveryKind.REVISION), edit=edit))
    said = json.dumps(robots.said, ensure_ascii=False)
    assert "11月30日 → 12月5日" in said


async def test_ntfy_through_apprise(robots: Robots) -> None:
    robots.answer({"id": "1"})
    await robots.send(f"ntfy://127.0.0.1:{robots.receiver.port}/notices")
    said = json.dumps(robots.said, ensure_ascii=False)
    assert "关于开展2026年度干部考核工作的通知" in said
    assert "https://zzb.example.edu.cn/info/1006/1.htm" in said


@pytest.mark.parametrize(
    "url", ["ntfy://127.0.0.1:{}/notices", "gotify://localhost:{}/token", "bark://[::1]:{}/k"]
)
async def test_apprise_does_not_write_to_a_private_address(robots: Robots, url: str) -> None:
    robots.answer({"id": "1"})
    address = url.format(robots.receiver.port)
    with pytest.raises(DeliveryFailed, match=r"a loopback address; fetch.allow_addresses can open it"):
        await AppriseChats(Guard(())).notify(address, compose_chat(claim(), LETTERHEAD))
    assert robots.receiver.posts == []


async def test_apprise_is_not_led_to_a_private_address_by_a_redirect(robots: Robots) -> None:
    robots.answer(b"", "307 Temporary Redirect", f"Location: http://127.0.0.2:{robots.receiver.port}/notices")
    failed = await robots.failure(f"ntfy://127.0.0.1:{robots.receiver.port}/notices")
    assert "127.0.0.2, a loopback address" in failed.cause
    assert len(robots.receiver.posts) == 1


async def test_what_apprise_could_not_send_is_tried_again_with_its_reason(robots: Robots) -> None:
    robots.answer({"code": 400, "message": "device token is invalid"}, "400 Bad Request")
    failed = await robots.failure(f"bark://127.0.0.1:{robots.receiver.port}/devicekey")
    assert not failed.permanent
    assert "400" in failed.cause
    assert "devicekey" not in failed.cause


@pytest.mark.parametrize("url", ["nothing://x", "syslog://", "json://127.0.0.1/", "mailto://a:b@example.org"])
async def test_an_address_that_is_no_chat_fails_for_good(robots: Robots, url: str) -> None:
    assert not is_chat(url)
    assert (await robots.failure(url)).permanent


def test_addresses_are_shown_without_their_secrets() -> None:
    assert "abcdefghijklmnop" not in shown("tgram://123456789:abcdefghijklmnop_abcdefg/12345678/")
    assert ChatTarget("dingtalk://SECsecret@0123456789abcdef").shown == "dingtalk://…cdef"
    assert "SECsecret" not in repr(ChatTarget("dingtalk://SECsecret@0123456789abcdef"))


@pytest.fixture(name="outbox")
async def _outbox(tmp_path: Path) -> AsyncIterator[Outbox]:
    outbox = await Outbox.open(tmp_path)
    yield outbox
    await outbox.store.close()


async def test_over_the_limit_messages_wait_and_go_as_one(robots: Robots, outbox: Outbox) -> None:
    robots.answer(TAKEN["dingtalk"])
    await outbox.follow("group", ChatTarget(ADDRESSES["dingtalk"]))
    dispatcher = outbox.dispatcher(
        {ChannelKind.CHAT: robots.sender}, traffic=ChannelTraffic(chat_rate), together=20
    )
    for _ in range(25):
        await outbox.publish()
        await dispatcher.round()
        await dispatcher.idle()
    assert len(robots.receiver.posts) == 20
    outbox.now += timedelta(minutes=1)
    await dispatcher.round()
    await dispatcher.idle()
    assert len(robots.receiver.posts) == 21
    assert "5 条新通知" in json.dumps(robots.said, ensure_ascii=False)
    assert {record.state for record in await outbox.ledger()} == {DeliveryState.SENT}


async def test_told_to_wait_the_channel_rests_and_what_comes_meanwhile_costs_no_try(
    robots: Robots, outbox: Outbox
) -> None:
    robots.answer({"errcode": 130101, "errmsg": "send too fast"})
    robots.now = outbox.now
    await outbox.follow("group", ChatTarget(ADDRESSES["dingtalk"]))
    dispatcher = outbox.dispatcher({ChannelKind.CHAT: robots.sender}, together=20)
    for _ in range(3):
        await outbox.publish()
        await dispatcher.round()
        await dispatcher.idle()
    assert len(robots.receiver.posts) == 1
    robots.answer(TAKEN["dingtalk"])
    outbox.now += timedelta(minutes=10)
    await dispatcher.round()
    await dispatcher.idle()
    assert len(robots.receiver.posts) == 3
    assert [len(record.attempts) for record in await outbox.ledger()] == [1, 1, 2]


async def test_messages_told_together_come_back_together_after_a_failure(robots: Robots, outbox: Outbox) -> None:
    robots.answer({"errcode": -1, "errmsg": "system error"})
    await outbox.follow("group", ChatTarget(ADDRESSES["wecom"]))
    dispatcher = outbox.dispatcher({ChannelKind.CHAT: robots.sender}, together=20)
    await outbox.publish(3)
    await dispatcher.round()
    await dispatcher.idle()
    robots.answer(TAKEN["wecom"])
    outbox.now += DELAYS[0]
    await outbox.publish()
    await dispatcher.round()
    await dispatcher.idle()
    first, again, new = robots.receiver.posts
    assert first.body == again.body
    assert "第4号通知" in new.body.decode()
    assert {record.state for record in await outbox.ledger()} == {DeliveryState.SENT}
