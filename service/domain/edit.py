"""What it means to a reader that a notice was changed after he was told of it. Pure.

Most edits are cosmetic and are shown on the notice's page alone. Three are told: a date has moved, a file was
replaced, the notice was withdrawn.
"""

import re
from collections import Counter
from collections.abc import Iterator

from service.domain.difference import Change, Piece, difference, inline
from service.domain.entry import ArticleKind, Edit, EditKind, Entry
from service.domain.words import fold

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d\s*[年./-]\s*")
_DATE = re.compile(r"\d{1,2}\s*(?:月\s*\d{1,2}\s*[日号]?|[./-]\s*\d{1,2}(?!\d))|\d{1,2}\s*[日号]|\d{1,2}:\d{2}")
_STAMPS = ("发布", "更新", "修改", "编辑", "浏览", "点击", "阅读", "来源", "作者", "时间:")
"""Lines that tell of the page and not of the matter: their dates move with every edit."""
_DELETED = re.compile(r"(?:已|被)(?:删除|撤回|撤销|下架|撤下)|(?:文章|页面|信息|内容|通知)(?:不存在|已失效)")
_A_LINE = 60
_MOST_LINES = 12


def edit_of(before: Entry, after: Entry) -> Edit | None:
    """What was changed; None where nothing was, or where the article is read for the first time."""
    if before.kind is not ArticleKind.HTML or before.released_at is None:
        return None
    lines = tuple(_lines(before, after))
    moved = list(_moved(before, after))
    if moved:
        return Edit(EditKind.DATE_MOVED, tuple(moved[:_MOST_LINES]))
    files = _files(before, after)
    if files:
        return Edit(EditKind.FILES_REPLACED, files[:_MOST_LINES])
    return Edit(EditKind.COSMETIC, lines[:_MOST_LINES]) if lines or before.body != after.body else None


def title_edit(before: str, after: str) -> Edit | None:
    """A date that moved in the title; None: the title says something else, and no other date."""
    if not (_dates(before) and _other_dates(before, after) and _frame(before) == _frame(after)):
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
        if not was or not now or any(stamp in fold(now)[:20] for stamp in _STAMPS):
            continue
        if _dates(was) and _dates(now) and _other_dates(was, now) and _frame(was) == _frame(now):
            yield from _told(pieces)


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
    years, others = (set(_YEAR.findall(fold(text))) for text in (was, now))
    return _dates(was) != _dates(now) or (bool(years and others) and years != others)


def _dates(text: str) -> Counter[str]:
    return Counter("".join(found.split()) for found in _DATE.findall(_YEAR.sub("", fold(text))))


def _frame(text: str) -> str:
    """The sentence around its dates: what stays when they move."""
    return re.sub(r"[\d\s:.,\-/年月日号时点分上下午周星期一二三四五六七()]+", "", fold(text))
