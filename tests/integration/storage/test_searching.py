"""Words found in entries, on both databases."""

from service.domain.feed import FeedId
from service.domain.words import Words
from service.storage.store import Store
from tests.integration.storage.office import Office, notice, source


async def _found(store: Store, query: str, *, feed: str = "all", limit: int = 50) -> list[str]:
    found = await store.feed(FeedId(feed), limit=limit, words=Words.parse(query))
    assert found is not None
    return [entry.title for entry in found.entries]


async def _office(store: Store) -> Office:
    office = Office(store)
    await office.watch(source("a", "组织工作", "动态"), source("b", "组织工作", "通知"))
    await office.poll("a", notice(1, "關於ＡＩ獎學金的通知"), notice(2, "Email 100%_of mail"))
    await office.poll("b", notice(3, "奖学金补充通知"))
    await office.publish("<p>正文</p>")
    return office


async def test_written_forms_do_not_matter_and_wildcards_mean_themselves(store: Store) -> None:
    await _office(store)
    assert await _found(store, "奖学金 ai") == ["關於ＡＩ獎學金的通知"]
    assert await _found(store, "100%_of") == ["Email 100%_of mail"]
    assert await _found(store, "1_0%of") == []
    assert await _found(store, "ail") == []


async def test_the_newest_come_first_up_to_the_limit_and_within_the_feed(store: Store) -> None:
    office = await _office(store)
    office.now = office.now.replace(hour=office.now.hour + 1)
    await office.poll("b", notice(4, "新的奖学金通知"), notice(3, "奖学金补充通知"))
    await office.publish()
    assert await _found(store, "奖学金", limit=2) == ["新的奖学金通知", "奖学金补充通知"]
    assert await _found(store, "奖学金 -补充", feed="b") == ["新的奖学金通知"]
    assert await _found(store, "-奖学金") == ["Email 100%_of mail"]


async def test_an_article_is_found_by_its_text_once_it_is_read(store: Store) -> None:
    await _office(store)
    assert sorted(await _found(store, "正文", feed="a")) == ["Email 100%_of mail", "關於ＡＩ獎學金的通知"]


async def test_what_is_not_released_is_not_found(store: Store) -> None:
    office = Office(store)
    await office.watch(source("a"))
    await office.poll("a", notice(1, "尚未发布"))
    assert await _found(store, "尚未发布") == []
