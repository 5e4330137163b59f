"""A notice changed after it was told: who was told hears of what counts, once."""

from dataclasses import replace
from datetime import timedelta

from service.domain.deadline import Deadline, Instant, Meaning
from service.domain.delivery import Claimed, DeliveryKind
from service.domain.entry import Article, Attachment, EditKind
from service.domain.feed import FeedId
from service.domain.publishing import after_reading, after_vanishing
from service.domain.urls import Url
from service.storage.store import Store
from tests.integration.storage.office import EIGHT, LEASE, ME, Office, notice, settlement, source

TEXT = "各学院：\n请于3月10日17:00前将名单报送人事处。\n联系人：王老师，电话内线6021，地点行政楼二楼。"
ARTICLE = Article(body=TEXT, text=TEXT)
OLD = [notice(number) for number in range(900, 903)]


async def open_office(store: Store) -> Office:
    """One notice was announced, read and told to `reader`; 'late' follows since then."""
    office = Office(store)
    await office.watch(source("news"))
    await office.poll("news", *OLD)
    await read(office, Article(body="旧", text="旧"))
    await office.subscribe("reader")
    office.later(minutes=20)
    await office.poll("news", notice(1), *OLD)
    await read(office, ARTICLE)
    await office.expand()
    return office


async def read(office: Office, article: Article | None) -> int:
    """Read what is to be read; None: the article is gone."""
    count = 0
    while owed := await office.store.claim_articles(office.now, limit=50, holder=ME, lease=LEASE):
        for one in owed:
            done = after_reading(one, article, office.now) if article else after_vanishing(one, office.now)
            assert await office.store.publish(done, ME)
            count += 1
    return count


async def claim(office: Office) -> list[Claimed]:
    await office.expand()
    return await office.store.claim_deliveries(office.now, limit=10, holder=ME, lease=LEASE)


async def look_again(office: Office, article: Article | None) -> list[Claimed]:
    """The alert is sent; a day later the article is read again, and what follows is due."""
    assert len(await office.send_all()) == 1
    await office.subscribe("late")
    office.later(days=1, minutes=1)
    assert await read(office, article) == 1
    return await claim(office)


async def test_a_date_that_moved_is_told_to_who_was_told_and_names_the_first_message(store: Store) -> None:
    office = await open_office(store)
    (first,) = await store.deliveries()
    (revision,) = await look_again(office, replace(ARTICLE, text=TEXT.replace("3月10日", "3月15日")))
    assert (revision.kind, revision.channel.id, revision.follows) == (DeliveryKind.REVISION, "reader", first.id)
    assert revision.edit is not None
    assert revision.edit.kind is EditKind.DATE_MOVED
    assert "+ 请于3月15日17:00前将名单报送人事处。" in revision.edit.lines
    assert [told.entry.text for told in revision.entries] == [TEXT.replace("3月10日", "3月15日")]


async def test_a_file_that_was_replaced_is_told(store: Store) -> None:
    office = await open_office(store)
    files = (Attachment(Url.parse("https://office.example.edu.cn/f.xlsx"), "名单.xlsx"),)
    (revision,) = await look_again(office, replace(ARTICLE, attachments=files))
    assert revision.edit is not None
    assert revision.edit.kind is EditKind.FILES_REPLACED


async def test_a_cosmetic_edit_is_kept_and_told_to_nobody(store: Store) -> None:
    office = await open_office(store)
    assert await look_again(office, replace(ARTICLE, text=TEXT.replace("王老师", "李老师"))) == []
    feed = await store.feed(FeedId("news"))
    assert feed is not None
    assert "李老师" in feed.entries[0].text


async def test_an_edit_before_the_first_message_is_read_in_it(store: Store) -> None:
    office = await open_office(store)
    office.later(days=1)
    await read(office, replace(ARTICLE, text=TEXT.replace("3月10日", "3月15日")))
    (alert,) = await claim(office)
    assert alert.kind is DeliveryKind.ALERT
    assert "3月15日" in alert.entries[0].entry.text


async def test_withdrawn_is_what_left_its_listing_and_its_page(store: Store) -> None:
    office = await open_office(store)
    assert len(await office.send_all()) == 1
    office.later(hours=1)
    await office.poll("news", *OLD)
    assert await read(office, None) == 1
    (revision,) = await claim(office)
    assert revision.edit is not None
    assert revision.edit.kind is EditKind.WITHDRAWN
    assert revision.entries[0].entry.text == TEXT
    office.later(days=9)
    again = await office.store.claim_articles(office.now, limit=9, holder=ME, lease=LEASE)
    assert notice(1).title not in {one.entry.title for one in again}


async def test_what_was_withdrawn_is_cancelled_in_calendars_and_due_no_more(store: Store) -> None:
    office = Office(store)
    await office.watch(source("news"))
    await office.poll("news", *OLD)
    await read(office, Article(body="旧", text="旧"))
    await office.subscribe("daily", timing=EIGHT)
    office.later(minutes=20)
    due = Deadline(Meaning.DEADLINE, None, Instant((office.now + timedelta(days=6)).date()), "报送", "…")
    await office.poll("news", notice(1), *OLD)
    await read(office, replace(ARTICLE, deadlines=(due,)))
    reminded = []
    for number, withdrawn in ((2, False), (3, True)):
        office.later(hours=1)
        listed = [notice(2) if withdrawn else notice(1), *OLD]
        await office.poll("news", *listed)
        if withdrawn:
            await read(office, None)
        await office.poll("news", notice(number), *listed)
        await office.publish()
        await office.expand()
        office.later(days=1)
        (digest,) = await claim(office)
        reminded.append([told.entry.title for told in digest.soon])
        assert await store.settle(settlement(digest.id, office.now))
        feed = await store.due(FeedId("news"), since=office.now)
        assert feed is not None
        assert [entry.title for entry in feed.entries] == [notice(1).title]
        assert feed.withdrawn == ({feed.entries[0].id} if withdrawn else set())
    assert reminded == [[notice(1).title], []]


async def test_a_page_that_says_it_was_deleted_counts_as_gone(store: Store) -> None:
    office = await open_office(store)
    assert len(await office.send_all()) == 1
    office.later(hours=1)
    await office.poll("news", *OLD)
    gone = "该信息已被删除"
    assert await read(office, Article(body=gone, text=gone)) == 1
    (revision,) = await claim(office)
    assert revision.edit is not None
    assert revision.edit.kind is EditKind.WITHDRAWN
    assert revision.entries[0].entry.text == TEXT


async def test_gone_while_listed_and_unlisted_while_there_are_no_withdrawals(store: Store) -> None:
    office = await open_office(store)
    assert await look_again(office, None) == []
    await office.poll("news", *OLD)
    assert await read(office, ARTICLE) == 1
    assert await claim(office) == []


async def test_what_slid_off_the_end_of_its_page_was_not_withdrawn(store: Store) -> None:
    office = await open_office(store)
    assert len(await office.send_all()) == 1
    await office.store.end_subscription("token of reader", office.now)
    office.later(days=2)
    newer = [notice(number, day=office.now.date()) for number in range(10, 13)]
    await office.poll("news", *newer)
    await read(office, None)
    assert [one for one in await claim(office) if one.kind is DeliveryKind.REVISION] == []


async def test_a_date_that_moves_in_the_title_is_told_when_the_listing_shows_it(store: Store) -> None:
    office = await open_office(store)
    await office.poll("news", notice(2, "3月9日学术讲座预告"), notice(1), *OLD)
    await read(office, ARTICLE)
    assert len(await office.send_all()) == 2
    office.later(hours=1)
    await office.poll("news", notice(2, "3月11日学术讲座预告"), notice(1), *OLD)
    (revision,) = await claim(office)
    assert revision.edit is not None
    assert revision.edit.lines == ("- 3月9日学术讲座预告", "+ 3月11日学术讲座预告")


async def test_readers_of_digests_hear_of_it_at_their_hour(store: Store) -> None:
    office = await open_office(store)
    await office.send_all()
    await office.subscribe("daily", timing=EIGHT)
    await office.poll("news", notice(2), notice(1), *OLD)
    await read(office, ARTICLE)
    await office.expand()
    office.later(days=1)
    assert ("daily", ("第2号通知",)) in await office.send_all()
    office.later(minutes=30)
    await read(office, replace(ARTICLE, text=TEXT.replace("17:00", "18:00")))
    told = await claim(office)
    assert "daily" not in {one.channel.id for one in told}
    office.now += timedelta(days=1)
    assert "daily" in {one.channel.id for one in await claim(office)}
