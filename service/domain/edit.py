"""What it means to a reader that a notice was changed after he was told of it. Pure.

Most edits are cosmetic and are shown on the notice's page alone. Three are told: a date has moved, a file was
replaced, the notice was withdrawn.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from service.domain.difference import Change, Piece, difference, inline
from service.domain.entry import ArticleKind, Edit, EditKind, Entry
from service.domain.saidtimes import sentence_around, times_said, years_said
from service.domain.words import fold

_STAMP = re.compile(
    r"(?:^|[\s|\[(【])(?:信息|文章|本文|最后|责任|点击)?"
    r"(?:发布|更新|修改|录入|上传|添加|创建|编辑|审核|浏览|点击|阅读|来源|作者|打印)"
    r"(?:时间|日期|次数|单位|部门|者|人|数|量|于)?\s*[:(\d]"
    r"|^(?:时间|日期):\s*\d{4}[-/.]\d\d?[-/.]\d\d?(?:\s+\d\d?:\d\d(?::\d\d)?)?(?:\s|$)"
    r"|^[<《]?(?:上|下)一(?:条|篇)\s*:"
)
"""Lines that tell of the page and not of the matter: their dates move with every edit."""
_MOVING = re.compile(r"延期|延长|延至|延后|推迟|顺延|改期|提前[至到]|[改调][整]?[至到为在]|更正")
"""What a note says that moves a date without touching the sentence that named it."""
_PUT_OFF = re.compile(r"延期|推迟|顺延|改期")
_CALLED_OFF = re.compile(r"撤回|撤销|取消|作废|废止|终止|中止")
_THIS_IS_OFF = re.compile(
    r"(?:(?:本|该|此|原|上述)(?:次|场|项|份|篇|条)?|原定[^。;]{0,30})"
    r"(?:通知|公告|公示|启事|报告会?|讲座|会议|活动|项目|招标|采购|招聘|考试|比赛|培训)"
    r"(?:已经?|现|予以|因故|被|决定|自行|全部)*(?:撤回|撤销|取消|作废|废止|终止|中止)"
)
_ONLY_IF = re.compile(r"逾期|否则|如|若|者|未|视为")
_ALIKE = 0.8
"""Sentences that share less beside their dates are two sentences."""
_DELETED = re.compile(r"(?:已|被)(?:删除|撤回|撤销|下架|撤下)|(?:文章|页面|信息|内容|通知)(?:不存在|已失效)")
_A_LINE = 60
_MOST_LINES = 12


def edit_of(before: Entry, after: Entry) -> Edit | None:
    """What was changed; None where nothing was, or where the article is read for the first time."""
    if before.kind is not ArticleKind.HTML or before.released_at is None:
        return None
    lines = tuple(_lines(before, after))
    if _is_called_off(before, after):
        return Edit(EditKind.WITHDRAWN, lines[:_MOST_LINES])
    moved = list(_moved(before, after))
    if moved:
        return Edit(EditKind.DATE_MOVED, tuple(moved[:_MOST_LINES]))
    files = _files(before, after)
    if files:
        return Edit(EditKind.FILES_REPLACED, files[:_MOST_LINES])
    return Edit(EditKind.COSMETIC, lines[:_MOST_LINES]) if lines or before.body != after.body else None


def title_edit(before: str, after: str) -> Edit | None:
    """What the title alone tells: it is called off, a date in it moved, or it was put off; None: none of these."""
    if _says_off(before, after):
        return Edit(EditKind.WITHDRAWN, tuple(_told(inline(before, after))))
    put_off = _PUT_OFF.search(fold(after)) and not _PUT_OFF.search(fold(before))
    if not put_off and not (
        times_said(before) and _other_dates(before, after) and sentence_around(before) == sentence_around(after)
    ):
        return None
    return Edit(EditKind.DATE_MOVED, tuple(_told(inline(before, after))))


def says_deleted(text: str) -> bool:
    """Whether a page that is nearly empty says that its article was taken down."""
    return len(text) <= _A_LINE and _DELETED.search(fold(text)) is not None


def _moved(before: Entry, after: Entry) -> Iterator[str]:
    """The lines of the edited paragraphs in which a date stands that stood there otherwise."""
    if edit := title_edit(before.title, after.title):
        yield from edit.lines
    for pieces in difference(before.text, after.text).paragraphs:
        if pieces is None:
            continue
        was, now = _side(pieces, Change.GONE), _side(pieces, Change.NEW)
        if was == now or _STAMP.search(fold(now)[:40]):
            continue
        if _dates_moved(was, now) or _says_moved(was, now):
            yield from _told(pieces)


def _dates_moved(was: str, now: str) -> bool:
    """The sentence stayed and its dates did not; where its words changed as well, one date must have given way to
    another."""
    if not (times_said(was) and times_said(now) and _other_dates(was, now)):
        return False
    here, there = sentence_around(was), sentence_around(now)
    if here == there:
        return True
    gone, came = times_said(was) - times_said(now), times_said(now) - times_said(was)
    return bool(gone and came) and SequenceMatcher(None, here, there, autojunk=False).ratio() >= _ALIKE


def _says_moved(was: str, now: str) -> bool:
    """A note that was put in: '报名延期至5月10日'."""
    return bool(
        times_said(now) - times_said(was)
        and len(_MOVING.findall(fold(now))) > len(_MOVING.findall(fold(was)))
        and not _ONLY_IF.search(now)
    )


def _says_off(before: str, after: str) -> bool:
    return bool(_CALLED_OFF.search(fold(after))) and not _CALLED_OFF.search(fold(before))


def _is_called_off(before: Entry, after: Entry) -> bool:
    """Whether its office says now, in the title or in a paragraph that was not there, that it holds no more."""
    if _says_off(before.title, after.title):
        return True
    known = {fold(line) for line in before.text.splitlines()}
    return any(
        _THIS_IS_OFF.search(line) and not _ONLY_IF.search(line)
        for line in map(fold, after.text.splitlines())
        if line not in known
    )


def _files(before: Entry, after: Entry) -> tuple[str, ...]:
    """Files by name and address; one whose address alone is another was replaced, if its size does not deny it."""
    old = {fold(found.name): found for found in before.attachments}
    new = {fold(found.name): found for found in after.attachments}
    gone = [f"- {found.name}" for name, found in old.items() if name not in new]
    came = [f"+ {found.name}" for name, found in new.items() if name not in old]
    swapped = [
        f"+ {found.name}"
        for name, found in new.items()
        if name in old
        and found.url.canonical != old[name].url.canonical
        and (found.size is None or found.size != old[name].size)
    ]
    return tuple(gone + came + swapped)


def _lines(before: Entry, after: Entry) -> Iterator[str]:
    if before.title != after.title:
        yield from _told(inline(before.title, after.title))
    for pieces in difference(before.text, after.text).paragraphs:
        if pieces is not None:
            yield from _told(pieces)


def _told(pieces: tuple[Piece, ...]) -> Iterator[str]:
    was, now = _side(pieces, Change.GONE), _side(pieces, Change.NEW)
    if was != now:
        yield from (f"{mark} {said}" for mark, said in (("-", was), ("+", now)) if said)


def _side(pieces: tuple[Piece, ...], side: Change) -> str:
    return "".join(said for change, said in pieces if change in (Change.SAME, side)).strip()


def _other_dates(was: str, now: str) -> bool:
    """A year that is only added or left out moves nothing."""
    years, others = years_said(was), years_said(now)
    return times_said(was) != times_said(now) or (bool(years and others) and years != others)
