"""The ledger and the channels in the owner's pages."""

from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest

from service.domain.channel import Channel, ChannelId, ChannelKind, MailTarget, WebhookTarget
from service.domain.delivery import DeliveryState, Result, Settlement
from service.domain.digest import AtOnce
from service.domain.source import SourceId
from service.domain.subscription import Selection, Subscription, SubscriptionId
from service.storage.store import Store
from service.web.gate import Access
from service.web.owner.addresses import shown_address
from service.web.owner.deliveries import Wish, wish_of
from tests.integration.web.newsroom import HOLDER, LEASE, Newsroom
from tests.integration.web.owner import HERE, Owner

FIRST = SourceId("college-0")
SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"


@pytest.fixture
def owner(open_client: Callable[..., httpx.AsyncClient]) -> Owner:
    return Owner(open_client(**HERE, access=Access(local=True), zone="Asia/Shanghai"))


@pytest.fixture
async def written(newsroom: Newsroom) -> Newsroom:
    """Two channels that want everything, and one notice."""
    await newsroom.open()
    hook = WebhookTarget("https://hooks.example.org/group-robot-9/send?access_token=topsecret", (SECRET,))
    for name, target in (("mail", MailTarget("student@example.org")), ("hook", hook)):
        await newsroom.store.add_channel(Channel(ChannelId(name), target))
        await newsroom.store.add_subscription(
            Subscription(
                SubscriptionId(f"s-{name}"), ChannelId(name), Selection(), AtOnce(), newsroom.clock(), f"t-{name}"
            )
        )
    await newsroom.publish(FIRST, "关于开展主题党日活动的通知")
    while await newsroom.store.expand(newsroom.clock()):
        pass
    return newsroom


async def send(newsroom: Newsroom, channel: str, result: Result, detail: str, disable: str = "") -> None:
    """One try of all that is due to the channel."""
    kinds = tuple(ChannelKind)
    now = newsroom.clock()
    claimed = await newsroom.store.claim_deliveries(now, limit=10, holder=HOLDER, lease=LEASE, kinds=kinds)
    for one in claimed:
        if one.channel.id != channel:
            continue
        retry = now + timedelta(minutes=5) if result is Result.RETRY else None
        assert await newsroom.store.settle(Settlement(one.id, HOLDER, now, now, result, detail, retry, disable))
    await newsroom.store.release_leases("daemon:")


async def states(store: Store, channel: str) -> list[DeliveryState]:
    return [record.state for record in await store.deliveries(channel_id=ChannelId(channel))]


async def test_the_ledger_tells_each_try_and_the_next(written: Newsroom, owner: Owner) -> None:
    await send(written, "mail", Result.RETRY, "451 4.7.1 greylisted")
    page = await owner.sees("/owner/deliveries")
    assert "关于开展主题党日活动的通知" in page
    assert "451 4.7.1 greylisted" in page
    assert "next try in 5 minutes" in page
    assert page.count("<code>msg_") == 2


async def test_the_ledger_by_channel_state_and_day(written: Newsroom, owner: Owner) -> None:
    await send(written, "mail", Result.SENT, "250 ok")
    for query, count in (
        ("channel=mail", 1),
        ("channel=nobody", 0),
        ("state=sent", 1),
        ("state=pending", 1),
        ("state=nonsense", 2),
        ("day=2026-11-24", 2),
        ("day=2026-11-23", 0),
        ("day=yesterday", 2),
        ("day=9999-12-31", 2),
        ("channel=mail&state=sent&day=2026-11-24", 1),
    ):
        assert (await owner.sees(f"/owner/deliveries?{query}")).count("<code>msg_") == count, query


async def test_a_dead_message_is_sent_again_alone_or_with_all_of_its_channel(
    written: Newsroom, owner: Owner
) -> None:
    await send(written, "hook", Result.DEAD, "500 Internal Server Error")
    (dead,) = await written.store.deliveries(channel_id=ChannelId("hook"))
    assert "1 message is sent again." in await owner.does("/owner/deliveries/replay", delivery=dead.id)
    assert await states(written.store, "hook") == [DeliveryState.PENDING]
    await send(written, "hook", Result.DEAD, "500")
    await send(written, "mail", Result.DEAD, "550")
    assert "1 message is sent again." in await owner.does("/owner/deliveries/replay", channel="hook")
    assert await states(written.store, "mail") == [DeliveryState.DEAD]


async def test_a_day_and_all_are_sent_again(written: Newsroom, owner: Owner) -> None:
    await send(written, "hook", Result.DEAD, "500")
    await send(written, "mail", Result.DEAD, "550")
    assert "0 messages are sent" in await owner.does("/owner/deliveries/replay", day="2026-11-23")
    assert "2 messages are sent" in await owner.does("/owner/deliveries/replay", day="2026-11-24")
    await send(written, "hook", Result.DEAD, "500")
    assert (await owner.sends("/owner/deliveries/replay")).status_code == 400, "never everything by mistake"
    assert "1 message is sent" in await owner.does("/owner/deliveries/replay", all="yes")


async def test_older_messages_are_on_the_next_page(written: Newsroom, owner: Owner) -> None:
    for number in range(30):
        await written.store.owner.send_test(ChannelId("mail"), f"第{number}条", "", written.clock())
        written.clock.advance(seconds=1)
        await written.store.owner.send_test(ChannelId("hook"), f"另{number}条", "", written.clock())
        written.clock.advance(seconds=1)
    first = await owner.sees("/owner/deliveries")
    assert first.count("<code>msg_") == 50
    older = first.partition("older=")[2].partition('"')[0]
    second = await owner.sees(f"/owner/deliveries?older={older}")
    assert second.count("<code>msg_") == 12
    assert "第0条" in second
    assert "older=" not in second
    assert (await owner.sees("/owner/deliveries?older=msg_unknown")).count("<code>msg_") == 0


async def test_channels_are_shown_without_their_secrets(written: Newsroom, owner: Owner) -> None:
    page = await owner.sees("/owner/channels")
    assert "student@example.org" in page
    assert "https://hooks.example.org/…" in page
    for secret in ("topsecret", SECRET, "group-robot-9", "t-mail", "t-hook"):
        assert secret not in page
        assert secret not in await owner.sees("/owner/deliveries")


async def test_a_test_goes_through_the_outbox_and_shows_its_result(written: Newsroom, owner: Owner) -> None:
    written.clock.advance(minutes=1)
    assert "The test is on its way." in await owner.does("/owner/channels/mail/test")
    await send(written, "mail", Result.SENT, "250 first")
    await send(written, "mail", Result.SENT, "250 2.0.0 kept for you")
    page = await owner.sees("/owner/channels")
    assert "Test message" in page
    assert "250 2.0.0 kept for you" in page
    assert (await owner.sends("/owner/channels/nobody/test")).status_code == 404


async def test_a_closed_channel_says_why_and_is_opened(written: Newsroom, owner: Owner) -> None:
    await send(written, "hook", Result.DEAD, "410 Gone", disable="410 Gone: the endpoint is no more")
    page = await owner.sees("/owner/channels")
    assert "410 Gone: the endpoint is no more" in page
    assert page.index("hooks.example.org") < page.index("student@example.org"), "trouble stands first"
    assert "Nothing was sent" in await owner.does("/owner/channels/hook/test")
    assert "It is open." in await owner.does("/owner/channels/hook/enable")
    assert "It was open already." in await owner.does("/owner/channels/hook/enable")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://hooks.example.org/secret/path?key=1", "https://hooks.example.org/…"),
        ("https://user:password@hooks.example.org:8443/", "https://hooks.example.org:8443"),
        ("https://hooks.example.org/?key=1", "https://hooks.example.org/…"),
        ("nonsense", "…"),
    ],
)
def test_of_an_address_only_the_host_is_shown(url: str, shown: str) -> None:
    assert shown_address(WebhookTarget(url, ())) == shown


def test_a_day_begins_where_the_clocks_of_the_owner_say() -> None:
    since, until = wish_of({"day": "2026-11-24"}).span("Asia/Shanghai")
    assert since is not None
    assert until is not None
    assert since.isoformat() == "2026-11-23T16:00:00+00:00"
    assert until - since == timedelta(days=1)
    assert wish_of({}) == Wish()


async def test_a_mailbox_that_is_not_read_says_why_and_what_to_do(newsroom: Newsroom, owner: Owner) -> None:
    assert "Returned mail" not in await owner.sees("/owner/channels")
    returns, now = newsroom.store.returns, newsroom.clock()
    await returns.looked("bounces@example.org at imap.test:993", "login refused <here>", now - timedelta(hours=2))
    page = await owner.sees("/owner/channels")
    assert "bounces@example.org at imap.test:993" in page
    assert "login refused &lt;here&gt;" in page
    assert "first failed 2 hours ago" in page
    assert "Check [mail.bounces]" in page
    await returns.looked("bounces@example.org at imap.test:993", "", now)
    page = await owner.sees("/owner/channels")
    assert "is read" in page
    assert "first failed" not in page
