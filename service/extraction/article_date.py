"""When an article says it was published, and who wrote it: the lines around the headline first, then the head of
the page, then the address, then the signature under the text."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from lxml.html import HtmlElement

from service.domain.entry import Published
from service.domain.urls import Url
from service.extraction.article_blocks import Block
from service.extraction.article_tree import one_line, select
from service.extraction.date_patterns import WrittenDate
from service.extraction.dates import date_from_url, find_dates, published

_BEST_LABEL = re.compile(
    r"(?:发布|发文|发表|公布|刊发|发稿|上传|录入|添加|创建|published|posted|date published|publish)\s*(?:日期|时间|于|on|at)?\s*[:：]?\W*$",
    re.IGNORECASE,
)
_GOOD_LABEL = re.compile(r"(?:日期|时间|date|time|on)\s*[:：]?\W*$", re.IGNORECASE)
_POOR_LABEL = re.compile(
    r"(?:更新|修改|编辑|updated|modified)\s*(?:日期|时间|于|on|at)?\s*[:：]?\W*$", re.IGNORECASE
)
_WRONG_LABEL = re.compile(
    r"(?:截止|截至|开始|结束|报名|考试|会议|活动|当前|今天(?:是)?|生成)\s*(?:日期|时间|于|是)?\s*[:：]?\W*$"
)
_LINE = 160
_SHORT = 60
_DOUBT = 2.0
_META_NAMES = (
    "pubdate", "article:published_time", "publishdate", "publish_date", "datepublished", "publication_date",
    "og:article:published_time", "og:published_time", "weibo:article:create_at", "parsely-pub-date", "sailthru.date",
    "dc.date.issued", "dcterms.created", "dc.date", "date", "firstpublishedtime", "bt:pubdate",
)  # fmt: skip
_AUTHOR = re.compile(
    r"(?:作者|撰稿人?|供稿(?:单位|人)?|发布(?:人|者|单位)|发布机构|(?:信息|文章|稿件)?来源)\s*[:：]\s*([^\s:：|｜【】\[\]]{2,30}?(?:\s[^\s:：|｜]{2,12}?)?)"
    r"(?=\s*(?:$|[|｜\]】]|发布|发文|日期|时间|作者|来源|编辑|审核|浏览|点击|阅读|字号|\d{4}[-年/.]))"
)


def find_published(
    blocks: Sequence[Block],
    root: HtmlElement,
    url: Url,
    *,
    headline: Block | None,
    body: tuple[int, int],
    family_selectors: tuple[str, ...],
    zone: str,
    fetched_at: datetime | None,
) -> Published | None:
    """`body` is the range of blocks that the text takes. None when the page does not say."""
    lines = list(_lines_around(blocks, headline, body))
    visible = [
        _rated(text, place, zone, fetched_at, -doubt) for place, (text, doubt) in enumerate(lines)
    ]
    family = [_rated(one_line(_said(one)), 0, zone, fetched_at, 0.5) for one in _found(root, family_selectors)]
    rated = sorted((one for one in [*visible, *family] if one), key=lambda one: -one[0])
    head = next(iter(_told_by_head(root, zone)), None)
    if rated:
        best = rated[0][1]
        if best.clock is None and head and head.day == best.day and head.clock:
            return head
        return best
    if head:
        return head
    return date_from_url(url, zone=zone) or _signature(blocks[body[0] : body[1]], zone)


def _found(root: HtmlElement, selectors: tuple[str, ...]) -> list[HtmlElement]:
    return [element for selector in selectors for element in select(root, selector)[:2]]


def _said(element: HtmlElement) -> str:
    return str(element.get("content") or element.get("datetime") or element.text_content())[:_LINE]


def _lines_around(
    blocks: Sequence[Block], headline: Block | None, body: tuple[int, int]
) -> Iterator[tuple[str, float]]:
    """Nearest first: from the headline to the text, then above the headline, then under the text; and how doubtful
    the line is, because it stands in the text."""
    begin, end = body
    top = next((place for place, block in enumerate(blocks) if block is headline), max(0, begin - 8))
    near = [*range(top, begin + 4), *reversed(range(max(0, top - 6), top)), *range(end, end + 8)]
    for place in near:
        if place < len(blocks) and len(blocks[place].text) <= _LINE and blocks[place].link_share < 0.6:
            inside = begin <= place < end
            short = place < begin + 3 and len(blocks[place].text) <= _SHORT
            yield blocks[place].text, (_DOUBT / 2 if short else _DOUBT) if inside else 0.0


def _rated(
    text: str, place: int, zone: str, fetched_at: datetime | None, bonus: float = 0.0
) -> tuple[float, Published] | None:
    best: tuple[float, Published] | None = None
    for written in find_dates(text, zone=zone, fetched_at=fetched_at):
        if not (written.sure and written.has_year):
            continue
        value = published(written, written.meanings[0], zone)
        if value:
            score = _label(text, written) + bonus + (0.5 if value.clock else 0.0) - 0.05 * place
            if score > 0 and (best is None or score > best[0]):
                best = (score, value)
    return best


def _label(text: str, written: WrittenDate) -> float:
    before = text[max(0, written.start - 14) : written.start]
    if _WRONG_LABEL.search(before):
        return -5.0
    if _POOR_LABEL.search(before):
        return 2.0
    if _BEST_LABEL.search(before):
        return 4.0
    if _GOOD_LABEL.search(before):
        return 3.0
    alone = len(text) - (written.end - written.start)
    return 2.5 if alone <= 12 else 1.5 if alone <= 60 else -1.0


def _told_by_head(root: HtmlElement, zone: str) -> Iterator[Published]:
    told: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").lower()
        if name in _META_NAMES and meta.get("content"):
            told.setdefault(name, meta.get("content") or "")
    texts = [told[name] for name in _META_NAMES if name in told]
    for script in root.iter("script"):
        if (script.get("type") or "").lower() == "application/ld+json" and script.text:
            texts += _published_in(script.text)
    texts += [element.get("datetime") or "" for element in list(root.iter("time"))[:2]]
    for text in texts:
        found = [one for one in find_dates(text, zone=zone) if one.has_year]
        value = published(found[0], found[0].meanings[0], zone) if found else None
        if value:
            yield value


def _published_in(text: str) -> list[str]:
    try:
        stack = [json.loads(text, strict=False)]
    except ValueError:
        return []
    found = []
    while stack:
        value = stack.pop()
        if isinstance(value, list):
            stack.extend(value)
        elif isinstance(value, dict):
            if isinstance(value.get("datePublished"), str):
                found.append(value["datePublished"])
            stack.extend(value["@graph"] if isinstance(value.get("@graph"), list) else [])
    return found


def _signature(blocks: Sequence[Block], zone: str) -> Published | None:
    """The date under a notice, where its author signs."""
    for block in reversed(blocks[-6:]):
        if block.size <= 20:
            found = [one for one in find_dates(block.text, zone=zone) if one.sure and one.has_year]
            if found:
                return published(found[-1], found[-1].meanings[0], zone)
    return None


def find_author(blocks: Sequence[Block], headline: Block | None, body: tuple[int, int]) -> str | None:
    """Author, else office or source, as the line under the headline names them."""
    for text, doubt in _lines_around(blocks, headline, body):
        found = None if doubt else _AUTHOR.search(text)
        if found:
            return found[1].strip()
    return None
