"""The list of feeds as folders."""

from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from service.domain.feed import FeedFormat, FeedHead, FeedId
from service.feeds import build_opml


def outline(element: ET.Element) -> list[object]:
    return [
        child.get("xmlUrl") or [child.get("text"), *outline(child)] for child in element if child.tag == "outline"
    ]


def body(document: bytes) -> ET.Element:
    found = ET.fromstring(document).find("body")
    assert found is not None
    return found


def named(head: FeedHead, feed_id: str, *folder: str) -> FeedHead:
    return replace(head, id=FeedId(feed_id), folder=folder)


def test_feeds_stand_in_their_folders(head: FeedHead) -> None:
    heads = [
        named(head, "all"),
        named(head, "a", "教务处", "通知"),
        named(head, "b", "研究生院"),
        named(head, "c", "教务处", "通知"),
        named(head, "d", "教务处", "新闻"),
        named(head, "e", "教务处"),
    ]

    tree = outline(body(build_opml(heads, public_url="https://x.org", title="t")))

    at = "https://x.org/feeds/{}.rss".format
    assert tree == [
        at("all"),
        ["教务处", ["通知", at("a"), at("c")], ["新闻", at("d")], at("e")],
        ["研究生院", at("b")],
    ]


def test_the_same_name_under_two_parents_is_two_folders(head: FeedHead) -> None:
    heads = [named(head, "a", "廉政", "警示教育"), named(head, "b", "党建", "警示教育")]

    tree = outline(body(build_opml(heads, public_url="https://x.org", title="t")))

    assert [len(folder) for folder in tree if isinstance(folder, list)] == [2, 2]


def test_an_outline_says_what_it_is(head: FeedHead) -> None:
    document = build_opml([replace(head, folder=())], public_url="https://x.org", title="教务 & 招生")

    assert body(document)[0].attrib == {
        "type": "rss",
        "text": "通知公告 & 公示",
        "title": "通知公告 & 公示",
        "xmlUrl": "https://x.org/feeds/jiaowu-tzgg.rss",
        "htmlUrl": "https://jw.example.edu.cn/tzgg.htm?a=1&b=2",
        "language": "zh-CN",
    }
    assert ET.fromstring(document).findtext("head/title") == "教务 & 招生"


def test_the_bytes_depend_on_nothing_else(head: FeedHead) -> None:
    first, second = (build_opml([head], public_url="https://x.org", title="t") for _ in range(2))

    assert first == second
    assert b"dateModified" not in first


def test_the_time_of_change_and_another_format(head: FeedHead) -> None:
    document = build_opml(
        [head],
        public_url="https://x.org",
        title="t\x00",
        feed_format=FeedFormat.ATOM,
        modified_at=datetime(2026, 3, 2, 1, 30, 5, tzinfo=UTC),
    )

    assert ET.fromstring(document).findtext("head/dateModified") == "Mon, 02 Mar 2026 01:30:05 GMT"
    assert b"/feeds/jiaowu-tzgg.atom" in document
