from datetime import timedelta

import pytest

from service.alerts.chat import chat_rate
from service.alerts.robots import ROBOTS, RobotAddress, robot_address
from service.alerts.traffic import KNOWN_RELAYS, ChannelTraffic, FreeTraffic, RelayTraffic
from service.domain.channel import Channel, ChannelId, ChatTarget
from service.domain.rate import Rate
from tests.unit.alerts.claims import NOON, READER

MINUTE = timedelta(minutes=1)
MAIL = Channel(ChannelId("reader"), READER)
GROUP = Channel(ChannelId("group"), ChatTarget("dingtalk://token"))


def test_a_relay_takes_so_many_in_any_minute() -> None:
    traffic = RelayTraffic(Rate(3, MINUTE))
    for seconds in (0, 20, 40):
        assert traffic.room(NOON + timedelta(seconds=seconds))
        traffic.started(MAIL, NOON + timedelta(seconds=seconds))
    assert traffic.room(NOON + timedelta(seconds=59)) == 0
    assert traffic.room(NOON + MINUTE) == 1
    assert traffic.room(NOON + 3 * MINUTE) == 3


def test_relays_that_lock_accounts_are_known() -> None:
    assert KNOWN_RELAYS["smtp.qq.com"] == KNOWN_RELAYS["smtp.163.com"] == Rate(15, MINUTE)


def test_each_chat_has_a_limit_of_its_own() -> None:
    traffic = ChannelTraffic(chat_rate)
    for _ in range(20):
        assert list(traffic.resting(NOON)) == []
        traffic.started(GROUP, NOON)
    assert list(traffic.resting(NOON)) == [GROUP.id]
    assert list(traffic.resting(NOON + MINUTE)) == []
    assert traffic.room(NOON) is None


def test_without_a_limit_nothing_rests() -> None:
    traffic = FreeTraffic()
    traffic.started(MAIL, NOON)
    assert (traffic.room(NOON), list(traffic.resting(NOON))) == (None, [])


def test_the_address_that_a_robots_page_shows_is_understood() -> None:
    shown = {
        "wecombot://KEY": RobotAddress("wecom", "KEY"),
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=KEY": RobotAddress("wecom", "KEY"),
        "dingtalk://SEC@TOKEN": RobotAddress("dingtalk", "TOKEN", "SEC"),
        "https://oapi.dingtalk.com/robot/send?access_token=TOKEN&secret=SEC": RobotAddress(
            "dingtalk", "TOKEN", "SEC"
        ),
        "feishu://TOKEN?secret=SEC": RobotAddress("feishu", "TOKEN", "SEC"),
        "https://open.feishu.cn/open-apis/bot/v2/hook/TOKEN": RobotAddress("feishu", "TOKEN"),
        "https://open.larksuite.com/open-apis/bot/v2/hook/TOKEN": RobotAddress("lark", "TOKEN"),
        "schan://KEY": RobotAddress("serverchan", "KEY"),
        "tgram://TOKEN/1": None,
        "https://evil.example/robot/send?access_token=TOKEN": None,
        "wecombot://": None,
    }
    assert {text: robot_address(text) for text in shown} == shown


@pytest.mark.parametrize("service", ["feishu", "lark"])
def test_feishu_is_never_sent_more_than_its_five_a_second_or_its_hundred_a_minute(service: str) -> None:
    rate = ROBOTS[service].rate
    assert rate.count <= 5
    assert rate.per >= timedelta(seconds=1)
    assert rate.count * (timedelta(minutes=1) / rate.per) <= 100


def test_what_still_counts_is_remembered_for_as_long_as_it_does() -> None:
    for traffic, channel in ((RelayTraffic(Rate(3, MINUTE)), MAIL), (ChannelTraffic(chat_rate), GROUP)):
        assert not traffic.remembers(NOON)
        traffic.started(channel, NOON)
        assert traffic.remembers(NOON + timedelta(seconds=59))
        assert not traffic.remembers(NOON + timedelta(minutes=10))
    FreeTraffic().started(MAIL, NOON)
    assert not FreeTraffic().remembers(NOON)
