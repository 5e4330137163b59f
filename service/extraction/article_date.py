"""When an article says it was published, and who wrote it: the lines around the headline first, then the head of
the page, then the address, then the signature under the text."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from service.domain.entry import Published
from service.domain.urls import Url
from service.extraction.article_blocks import Block
from service.extraction.article_head import Head
from service.extraction.article_tree import one_line, select
from service.extraction.dates import date_from_url, find_dates, published
from service.extraction.written_date import WrittenDate

_BEST_LABEL = re.compile(
    r"(?:发布|发文|发表|公布|刊发|发稿|上传|录入|添加|创建|published|posted|publish)\s*(?:日期|时间|于|on|at)?\s*[:：]?\W*$",
    re.IGNORECASE,
)
_GOOD_LABEL = re.compile(r"(?:日期|时间|date|time|on)\s*[:：]?\W*$", re.IGNORECASE)
_POOR_LABEL = re.compile(
    r"(?:更新|修改|编辑|updated|modified)\s*(?:日期|时间|于|on|at)?\s*[:：]?\W*$", re.IGNORECASE
)
_WRONG_LABEL = re.compile(
    r"(?:截止|截至|开始|结束|报名|考试|会议|活动|当前|今天(?:是)?|生成)\s*(?:日期|时间|于|是)?\s*[:：]?\W*$"
)
_TO = re.compile(r"\s*(?:起?[至到]|[—–~～]+|\s-\s)\s*(?:\d|今)")
"""What makes a date the first of a span: a week's plan, a course."""
_LINE = 160
_SHORT = 60
_DOUBT = 2.0
_METAS = (
    "pubdate", "article:published_time", "publishdate", "publish_date", "datepublished", "publication_date",
    "og:article:published_time", "og:published_time", "weibo:article:create_at", "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued", "dcterms.created", "dc.date", "date", "firstpublishedtime", "bt:pubdate",
)  # fmt: skip
_AUTHOR_METAS = ("contentsource", "author", "article:author")
_VENDOR = re.compile(r"^.{40}|^https?:|网络$|科技|软件|\bteam\b|cms|^admin|^webmaster", re.IGNORECASE)
"""Who made the site's software, and no author."""
_EPOCH = re.compile(r"""\bct\s*=\s*["'](1\d{9})["']""")
"""How WeChat writes the time of an article."""
_SCRIPTED = re.compile(
    r"""\b(?:pub|publish|published|release|issue)_?(?:date|time)["']?\s*[:=]\s*["']((?:19|20)\d\d[^"']{4,20})["']""",
    re.IGNORECASE,
)
"""How scripts hold the day that they write into the page."""
_NO_NAME = re.compile(
    r"^(?:发布|日期|时间|浏览|点击|阅读|编辑|来源|作者|审核|字号|打印|分享|本站|未知|佚名|admin)"
)
_AUTHOR = re.compile(
    r"(?:作者|撰稿人?|供稿(?:单位|人)?|发布(?:人|者|单位)|发布机构|(?:信息|文章|稿件)?来源)\s*[:：]\s*([^\s:：|｜【】\[\]]{2,30}?(?:\s[A-Za-z.]{1,15}){0,3})"
    r"(?=\s*(?:$|\s|[|｜\]】]|发布|发文|日期|时间|作者|来源|编辑|审核|浏览|点击|阅读|字号|\d{4}[-年/.]))"
)


def find_published(
    blocks: Sequence[Block],
    root: HtmlElement,
    head: Head,
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
    visible = [_rated(text, place, zone, fetched_at, -doubt) for place, (text, doubt) in enumerate(lines)]
    family = [_rated(one_line(_said(one)), 0, zone, fetched_at, 0.5) for one in _found(root, family_selectors)]
    rated = sorted((one for one in [*visible, *family] if one), key=lambda one: -one[0])
    told = next(_told_by_head(head, root, zone), None)
    if not rated:
        text = blocks[body[0] : body[1]]
        return told or date_from_url(url, zone=zone) or _labelled(text, zone) or _signature(text, zone)
    best = rated[0][1]
    return told if told and told.day == best.day and best.clock is None else best


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
    if _WRONG_LABEL.search(before) or _TO.match(text[written.end :]):
        return -5.0
    if _POOR_LABEL.search(before):
        return 2.0
    if _BEST_LABEL.search(before):
        return 4.0
    if _GOOD_LABEL.search(before):
        return 3.0
    alone = len(text) - (written.end - written.start)
    return 2.5 if alone <= 12 else 1.5 if alone <= 60 else -1.0


def _told_by_head(head: Head, root: HtmlElement, zone: str) -> Iterator[Published]:
    texts = [*head.said(_METAS), *head.linked("datePublished")]
    texts += [element.get("datetime") or "" for element in root.iter("time")][:2]
    for text in texts:
        found = [one for one in find_dates(text, zone=zone) if one.has_year]
        value = published(found[0], found[0].meanings[0], zone) if found else None
        if value:
            yield value
    for script in root.iter("script"):
        for seconds in _EPOCH.findall(script.text or "")[:1]:
            moment = datetime.fromtimestamp(int(seconds), ZoneInfo(zone))
            yield Published(moment.date(), zone, moment.time())
        for said in _SCRIPTED.findall(script.text or "")[:1]:
            scripted = [one for one in find_dates(said, zone=zone) if one.has_year]
            if scripted and (value := published(scripted[0], scripted[0].meanings[0], zone)):
                yield value


def _labelled(blocks: Sequence[Block], zone: str) -> Published | None:
    """The date of the first line in the text that says when it was published: of a post in a forum."""
    for block in blocks:
        for written in find_dates(block.text, zone=zone) if len(block.text) <= _LINE else ():
            if written.has_year and _BEST_LABEL.search(block.text[max(0, written.start - 14) : written.start]):
                return published(written, written.meanings[0], zone)
    return None


def _signature(blocks: Sequence[Block], zone: str) -> Published | None:
    """The date under a notice, where its author signs."""
    for block in reversed(blocks[-6:]):
        if block.size <= 20:
            found = [one for one in find_dates(block.text, zone=zone) if one.sure and one.has_year]
            if found:
                return published(found[-1], found[-1].meanings[0], zone)
    return None


def find_author(
    blocks: Sequence[Block], root: HtmlElement, head: Head, headline: Block | None, body: tuple[int, int]
) -> str | None:
    """Author, else office or source, as the line under the headline names them; else as the head does."""
    for text, doubt in _lines_around(blocks, headline, body):
        for found in () if doubt else _AUTHOR.finditer(text):
            name = found[1].strip("　 ,，;；")
            if not _NO_NAME.match(name):
                return name
    said = [*head.said(_AUTHOR_METAS), *head.named("author"), *_signed(root)]
    return next((name for name in said if not _VENDOR.search(name)), None)


def _signed(root: HtmlElement) -> Iterator[str]:
    """The names that links and microdata mark as the author's."""
    for element in select(root, "[rel~=author], [itemprop~=author] [itemprop~=name], .vcard .fn, .byline .fn"):
        if name := one_line(element.text_content()):
            yield name
