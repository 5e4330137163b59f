from dataclasses import replace
from datetime import UTC, datetime, timedelta

from service.domain.difference import Change
from service.domain.entry import Attachment, Entry, EntryId, Revision
from service.domain.source import SiteId
from service.domain.urls import Url
from service.web.edits import edits

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
FORM = Attachment(Url.parse("https://college.example.edu.cn/form.docx"), "登记表.docx")
ENTRY = Entry(
    EntryId("e1"),
    SiteId("college"),
    Url.parse("https://college.example.edu.cn/1.htm"),
    "关于报送材料的通知",
    first_seen_at=NOON,
    updated_at=NOON + HOUR,
    dated_at=NOON,
    precision=None,
    zone="Asia/Shanghai",
    text="请于11月30日前报送。",
)


def test_an_entry_that_never_changed_has_no_history() -> None:
    assert edits(ENTRY, []) == []


def test_each_edit_tells_what_differs_from_the_state_before_newest_first() -> None:
    first = Revision(NOON, "关于报送材料的通知", "")
    second = Revision(NOON + HOUR / 2, "关于报送材料的通知", "请于11月20日前报送。")
    late, early = edits(replace(ENTRY, title="关于报送材料的补充通知", attachments=(FORM,)), [first, second])
    assert early.seen_at == second.since
    assert early.text_came
    assert not early.text
    assert late.seen_at == ENTRY.updated_at
    assert (Change.NEW, "补充") in late.title
    assert late.text.paragraphs == (
        ((Change.SAME, "请于11月"), (Change.GONE, "20"), (Change.NEW, "30"), (Change.SAME, "日前报送。")),
    )
    assert late.attached == (FORM,)
    assert late.detached == ()


def test_an_attachment_that_was_taken_away_is_told() -> None:
    (edit,) = edits(ENTRY, [Revision(NOON, ENTRY.title, ENTRY.text, (FORM,))])
    assert edit.detached == (FORM,)
    assert edit.title == ()


def test_an_edit_of_what_is_not_shown_is_left_out() -> None:
    assert edits(ENTRY, [Revision(NOON, ENTRY.title, ENTRY.text + "\n")]) == []


def test_the_newest_ten_are_told() -> None:
    many = [Revision(NOON + HOUR * number, f"第{number}稿", "") for number in range(15)]
    told = edits(replace(ENTRY, updated_at=NOON + HOUR * 15), many)
    assert [edit.seen_at for edit in told] == [NOON + HOUR * number for number in range(15, 5, -1)]
