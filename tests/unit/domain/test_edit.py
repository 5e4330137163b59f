"""Which changes of a notice are told to those who were told of it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.edit import edit_of, says_deleted, title_edit
from service.domain.entry import ArticleKind, Attachment, Edit, EditKind, Entry, EntryId
from service.domain.source import SiteId
from service.domain.urls import Url

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
TEXT = "各学院：\n请于3月10日17:00前将名单报送人事处。\n联系人：王老师。\n发布时间：2026-03-02 10:11"


def file(name: str, path: str = "f", size: int | None = None) -> Attachment:
    return Attachment(Url.parse(f"https://college.example.edu.cn/{path}"), name, size=size)


def entry(title: str = "关于报送名单的通知", text: str = TEXT, *files: Attachment) -> Entry:
    return Entry(
        EntryId("e"),
        SiteId("college"),
        Url.parse("https://college.example.edu.cn/1.htm"),
        title,
        first_seen_at=NOON,
        updated_at=NOON,
        dated_at=NOON,
        precision=None,
        zone="Asia/Shanghai",
        released_at=NOON,
        text=text,
        body=text,
        kind=ArticleKind.HTML,
        attachments=files,
    )


def kind(before: Entry, after: Entry) -> EditKind | None:
    edit = edit_of(before, after)
    return edit.kind if edit else None


def test_a_deadline_that_moves_is_told_with_both_dates() -> None:
    edit = edit_of(entry(), entry(text=TEXT.replace("3月10日17:00", "3月15日12:00")))
    assert edit == Edit(
        EditKind.DATE_MOVED,
        ("- 请于3月10日17:00前将名单报送人事处。", "+ 请于3月15日12:00前将名单报送人事处。"),
    )
    assert edit.is_told


@pytest.mark.parametrize(
    ("was", "says"),
    [("3月10日", "3月12日"), ("17:00", "18:00"), ("3月10日17:00", "2026年4月10日17:00")],
)
def test_each_part_of_a_date_counts(was: str, says: str) -> None:
    assert kind(entry(), entry(text=TEXT.replace(was, says))) is EditKind.DATE_MOVED


def test_a_date_in_the_title_counts() -> None:
    assert kind(entry("3月9日讲座预告"), entry("3月11日讲座预告")) is EditKind.DATE_MOVED


@pytest.mark.parametrize(
    ("was", "says"),
    [
        ("王老师", "李老师"),
        ("各学院：", "各学院、各部门："),
        ("2026-03-02 10:11", "2026-03-05 09:00"),
        ("3月10日17:00", "2026年3月10日17:00"),
        ("名单报送人事处", "人员名单报送到人事处"),
        ("\n联系人", "\n\n联系人"),
        ("发布时间：2026-03-02 10:11", ""),
    ],
)
def test_other_edits_are_cosmetic(was: str, says: str) -> None:
    after = entry(text=TEXT.replace(was, says))
    assert kind(entry(), after) is EditKind.COSMETIC


def test_files_that_come_go_or_are_exchanged_are_told() -> None:
    old = entry("通知", TEXT, file("名单.xlsx"), file("表格.docx", "b", 100))
    changed = {
        "come": (*old.attachments, file("补充.pdf", "c")),
        "gone": old.attachments[:1],
        "exchanged": (file("名单.xlsx", "new"), old.attachments[1]),
    }
    for files in changed.values():
        assert kind(old, replace(old, attachments=files)) is EditKind.FILES_REPLACED
    moved = (old.attachments[0], file("表格.docx", "elsewhere", 100))
    assert kind(old, replace(old, attachments=moved)) is None


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("【已撤回】讲座预告", EditKind.WITHDRAWN),
        ("讲座预告（延期）", EditKind.DATE_MOVED),
        ("讲座预告（附海报）", None),
    ],
)
def test_a_title_that_a_listing_changed_tells_by_itself(title: str, kind: EditKind | None) -> None:
    edit = title_edit("讲座预告", title)
    assert (edit.kind if edit else None) is kind


def test_the_first_reading_is_no_edit() -> None:
    unread = replace(entry(text=""), kind=ArticleKind.UNREAD)
    assert edit_of(unread, entry()) is None
    assert edit_of(replace(entry(), released_at=None), entry(text="另文 3月9日")) is None


@pytest.mark.parametrize("text", ["该文章已被删除", "此信息已撤回", "页面不存在", "您访问的文章不存在！"])
def test_a_page_that_says_it_was_taken_down(text: str) -> None:
    assert says_deleted(text)


@pytest.mark.parametrize("text", ["关于删除过期信息的通知", "各学院：" + "已删除的数据不再恢复。" * 10, ""])
def test_a_notice_about_deleting_is_not_deleted(text: str) -> None:
    assert not says_deleted(text)


texts = st.text(st.sampled_from("请于3月10日前报送17:00\n名单。 a"), max_size=80)


@given(texts, texts)
def test_nothing_changed_is_no_edit_and_any_change_is_one(one: str, other: str) -> None:
    assert edit_of(entry(text=one), entry(text=one)) is None
    edit = edit_of(entry(text=one), entry(text=other))
    assert (edit is None) == (one == other)
    if edit and edit.is_told:
        assert any(line.startswith("+") for line in edit.lines)


@given(texts)
def test_layout_alone_is_never_told(text: str) -> None:
    respaced = "\n\n".join(f"  {line}  " for line in text.splitlines())
    edit = edit_of(entry(text=text), entry(text=respaced))
    assert edit is None or not edit.is_told
