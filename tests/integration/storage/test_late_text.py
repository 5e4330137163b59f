"""A notice that was released by its title, and its text that came afterwards."""

import pytest

from service.domain.entry import Article, Attachment
from service.domain.publishing import after_reading
from service.domain.rules import Clause, Part, Rules
from service.domain.source import SourceId
from service.domain.subscription import Selection
from service.domain.urls import Url
from service.storage.store import Store
from tests.integration.storage.office import LEASE, ME, Office, notice, source

FELLOWSHIP = Rules(include=(Clause("奖学金", Part.BODY),))
TEXT = "各学院：请组织申报国家奖学金。"
LATE = Article(body=TEXT, text=TEXT)


async def open_office(store: Store) -> Office:
    """Two sections; the first has released a notice whose article nobody could read yet."""
    office = Office(store)
    await office.watch(source("a"), source("b"))
    await office.poll("a", notice(1))
    await office.poll("b", notice(2))
    await office.publish()
    await office.subscribe("body", rules=FELLOWSHIP)
    await office.subscribe("pattern", rules=Rules(patterns=(Clause("国家.学金"),)))
    await office.subscribe("everything")
    await office.subscribe("elsewhere", Selection(sources=frozenset({SourceId("b")})), rules=FELLOWSHIP)
    await office.subscribe("not this", rules=Rules(include=FELLOWSHIP.include, exclude=(Clause("各学院"),)))
    await office.subscribe("title", rules=Rules(include=(Clause("第3号", Part.TITLE), *FELLOWSHIP.include)))
    office.later(minutes=10)
    await office.poll("a", notice(3), notice(1))
    await office.fail_articles()
    office.later(minutes=2)
    assert await office.give_up() == 1
    return office


async def arrives(office: Office, article: Article = LATE) -> None:
    office.later(hours=1)
    claimed = await office.store.claim_articles(office.now, limit=9, holder=ME, lease=LEASE)
    for one in claimed:
        assert await office.store.publish(after_reading(one, article, office.now), ME)
    assert claimed


async def test_a_rule_that_finds_something_in_the_late_text_alerts_once(store: Store) -> None:
    office = await open_office(store)
    assert {channel for channel, _ in await office.send_all()} == {"everything", "title"}
    await arrives(office)
    assert sorted(await office.send_all()) == [("body", ("第3号通知",)), ("pattern", ("第3号通知",))]
    office.later(days=1)
    await arrives(office)
    assert await office.send_all() == []


async def test_text_that_comes_before_its_title_was_told_tells_once(store: Store) -> None:
    office = await open_office(store)
    await arrives(office)
    told = [channel for channel, _ in await office.send_all()]
    assert sorted(told) == ["body", "everything", "pattern", "title"]


@pytest.mark.parametrize("article", [Article(body="另", text="另有通知。"), Article()])
async def test_other_text_tells_nobody(store: Store, article: Article) -> None:
    office = await open_office(store)
    await office.send_all()
    await arrives(office, article)
    assert await office.send_all() == []


async def test_names_of_files_count_like_text(store: Store) -> None:
    office = await open_office(store)
    await office.subscribe("files", rules=Rules(include=(Clause("申请表", Part.FILES),)))
    await office.send_all()
    await arrives(office, Article(attachments=(Attachment(Url.parse("https://a.example/f.doc"), "申请表.doc"),)))
    assert await office.send_all() == [("files", ("第3号通知",))]


async def test_who_follows_since_is_not_told_of_what_was_out(store: Store) -> None:
    office = await open_office(store)
    await office.send_all()
    office.later(minutes=1)
    await office.subscribe("new", rules=FELLOWSHIP)
    await arrives(office)
    assert "new" not in {channel for channel, _ in await office.send_all()}


async def test_a_notice_listed_in_two_sections_is_told_once_to_each(store: Store) -> None:
    office = await open_office(store)
    await office.poll("b", notice(3), notice(2))
    await office.send_all()
    await arrives(office)
    assert sorted(channel for channel, _ in await office.send_all()) == ["body", "elsewhere", "pattern"]
