"""Whether two entries are one notice that two offices posted. Pure.

Precision first: a reader forgives hearing of a notice twice, and never that he did not hear of it. So titles are
to be equal but for the marks of passing on, bodies nearly so, and numbers without exception: 第一批 and 第二批,
2025年 and 2026年 are two notices.
"""

import re
from collections import Counter
from datetime import timedelta

from service.domain.entry import Entry
from service.domain.identity import normalised_title
from service.domain.words import fold

_OFFICE = r"[^\W\d_]{1,14}(?:大学|学院|学校|[处部院系所室办会科馆]|中心)"
_BEFORE = re.compile(
    r"^(?:[\[【(]\s*(?:转发?|转载|置顶|重要|推荐|new|hot)\s*[\]】)]\s*"
    r"|转(?:发|载)?\s*[::]\s*|转发?(?=" + _OFFICE + r"\s*[::]?\s*关于)"
    r"|(?P<office>" + _OFFICE + r")\s*[::]?\s*(?=关于))"
)
"""What an office puts before the title of a notice that it passes on, and what a list puts there."""
_BEHIND = re.compile(r"[\[【(](?P<mark>[^()\[\]【】]{0,12}[\[(〔]\d{4}[\])〕]\d+号|\d+月\d+日)[\]】)]$")
"""Its number, or its day."""
_FRAME = re.compile(r"^关于(?=.{8})|(?<=.{6})的通知$")
_SIGNER = re.compile(r"(?:\n|^)\s*(?P<office>" + _OFFICE + r")\s*(?:\n\s*)?(?:\d{4}年)?\d+月\d+日\s*$")
_FOREWORD = re.compile(r"转发|转载")
_NOT_ONLY = re.compile(r"更正|补充|有误|改[为至在到]|延期|推迟|取消|作废|除外|其中|另行")
"""A foreword that says this says more than that the notice is passed on."""
_LONGEST_FOREWORD = 60
_NUMBER = re.compile(r"\d+|第[一二三四五六七八九十百零〇两]+|[一二三四五六七八九十]+月[一二三四五六七八九十]+日")
_APART = timedelta(days=3)
"""Offices pass a notice on within days; the same title later is the next of its kind."""
_ALIKE = 0.9
"""Jaccard similarity (Broder 1997) of the bodies' shingles."""
_SHINGLE = 5
_TELLING_TITLE = 12
_TELLING_BODY = 40
"""Characters below which a title or body says too little to know a notice by."""


def title_key(title: str) -> str:
    """What the titles of one notice have in common; empty when there is nothing to compare."""
    return _stripped(title)[0]


def same_notice(one: Entry, other: Entry) -> bool:
    """Whether a reader who was told of `one` need not be told of `other`.

    Only entries of one site that no source lists both; articles that were not read are never the same as anything,
    unless their files tell.
    """
    (title, marks), (title_there, marks_there) = _stripped(one.title), _stripped(other.title)
    differ = any(mark != there for mark, there in zip(marks, marks_there, strict=True) if mark and there)
    if not title or title != title_there or differ or one.site_id != other.site_id:
        return False
    if set(one.sources) & set(other.sources) or abs(one.dated_at - other.dated_at) > _APART:
        return False
    files = sorted(fold(found.name) for found in one.attachments)
    if files != sorted(fold(found.name) for found in other.attachments):
        return False
    here, there = (normalised_title(entry.text) for entry in (one, other))
    if min(len(here), len(there)) < _TELLING_BODY:
        return here == there and bool(files) and len(title) >= _TELLING_TITLE
    ours, theirs = _unsigned(one.text, other.text)
    if _numbers(ours) != _numbers(theirs):
        return False
    here, there = normalised_title(ours), normalised_title(theirs)
    return here == there or _likeness(here, there) >= _ALIKE or _is_passed_on(here, there)


def _stripped(title: str) -> tuple[str, tuple[str, str]]:
    """The title without its marks; the office before it and the number or day behind it, where one is named: two
    titles may lack them, and not differ in them."""
    said, office, behind = fold(title), "", ""
    while found := _BEFORE.match(said):
        office = found["office"] or office
        said = said[found.end() :]
    if mark := _BEHIND.search(said):
        said, behind = said[: mark.start()].rstrip(), mark["mark"]
    return _FRAME.sub("", normalised_title(said)), (office, behind)


def _unsigned(one: str, other: str) -> tuple[str, str]:
    """Both without office and day at their end, where each is signed by another office: who passes a notice on
    puts his own name and day."""
    here, there = _SIGNER.search(one), _SIGNER.search(other)
    if here and there and here["office"] != there["office"]:
        return one[: here.start()], other[: there.start()]
    return one, other


def _is_passed_on(here: str, there: str) -> bool:
    """Whether one is the other behind a short foreword that says so."""
    short, long = sorted((here, there), key=len)
    foreword = long.removesuffix(short)
    if foreword == long or len(foreword) > _LONGEST_FOREWORD or _NOT_ONLY.search(foreword):
        return False
    return _FOREWORD.search(foreword) is not None


def _numbers(text: str) -> Counter[str]:
    return Counter(_NUMBER.findall(fold(text)))


def _likeness(here: str, there: str) -> float:
    """Of all shingles of both, the share that both have."""
    ours, theirs = _shingles(here), _shingles(there)
    return len(ours & theirs) / len(ours | theirs)


def _shingles(text: str) -> frozenset[str]:
    return frozenset(text[start : start + _SHINGLE] for start in range(len(text) - _SHINGLE + 1))
