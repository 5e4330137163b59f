"""From a link to the title a reader would give it."""

import re
from functools import lru_cache

from service.extraction.date_patterns import written_dates
from service.extraction.outline import Link, Outline, folded, joined
from service.extraction.page_dates import units
from service.extraction.paging_words import END_WORDS, NEXT_WORDS, PREVIOUS_WORDS

_CUT = re.compile(r"(?:…+|\.{2,}|。。+|⋯+)\s*$")
_BULLET = re.compile(r"^(?:[\s·•●○◆◇■□▪▫►▶▸»>※☆★◎⊙|]|[-–—*]\s|&gt;|&middot;)+(?=\S)")
_TAG = re.compile(r"^[\[【［]\s*[^\[\]【】［］]{1,12}[\]】］]\s*")
"""The kind or place that a site puts before a title, and leaves out of the title attribute."""
_TITLE_CLASS = re.compile(r"tit(?:le)?s?\b|[-_]tit|subject|headline|\bbt\b", re.IGNORECASE)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_GENERIC = re.compile(
    r"[\[【（(<>«»‹›→>+\s]*(?:"
    r"(?:查看|阅读|点击|更多|详细|全文|详情|原文|下载|附件|继续|浏览|了解|进入|展开|回复|评论|编辑|删除|分享|转发|收藏|打印|关闭|返回)\S{0,6}"
    r"|(?:(?:learn|see|show|load|find\s*out|know|view)\s+)?more(?:\s+about\b.*)?|discover|explore|get\s+started|sign\s*up|register|apply(?:\s+now)?|read\s*(?:more|on|full\b.*|the\b.*|→)?|continue(?:\s+reading)?.*|view(?:\s+\w+)?|details?|download(?:\s+(?:pdf|file|document|here|now))?|pdf|html?|docx?|word|xlsx?|excel|zip|rar|附件\d*|full\s+(?:text|story|article)"
    r"|(?:共\s*)?\d*\s*[篇条个次]?\s*(?:评论|回复|留言|跟帖|阅读|浏览|点击)\s*[(（]?\d*[)）]?|[首尾末][页頁]|第一[页頁]|最[后後]一[页頁]|[上下]一?[页頁]"
    r"|next|prev(?:ious)?|older\b.*|newer\b.*|first|last|back\b.*|top|\d+\s*comments?|no comments"
    r"|permalink|\#|comments?|leave a comment|reply|share|tweet|like|link|here|opinion"
    r"|weiterlesen|mehr|lire la suite|leer m[aá]s|leggi.*|continua.*"
    r"|続きを読む|記事を読む|もっと見る|read →"
    r")[\]】）)<>«»‹›→>+.…\s]*",
    re.IGNORECASE,
)
_PAGING = re.compile(
    rf"[\[<>«»‹›→\s]*(?:{END_WORDS}|{NEXT_WORDS}|{PREVIOUS_WORDS}|\d+)[\]<>«»‹›→\s]*", re.IGNORECASE
)
_EMPHASIS = frozenset(("em", "i", "b", "strong", "u", "font", "mark", "sub", "sup"))
_PERMALINK = re.compile(r"^(?:perma(?:nent )?link(?: to)?|link to|read more about)\s*:?\s+", re.IGNORECASE)
_SHORTEST_CUT = 16
"""Width from which on a text may be a title that is cut without a sign."""
_PARTS = frozenset(("", *" -–—|/:：·_,，;；"))
"""What parts a title from something else said of it, where an attribute goes on behind the text."""
_LONGEST_DATE = 40
_DATE_LABEL = re.compile(
    r"(?:发布|发表|更新|公布|提交)?(?:日期|时间)|发布|发表|更新|\bon\b|\bam\b|\bpm\b|星期.|周.|uhr", re.IGNORECASE
)
_CLOCK = re.compile(r"\d{1,2}\s*(?:[时時点:]\s*)\d{1,2}(?:\s*[分:](?:\s*\d{1,2})?\s*秒?)?")
_WORD = re.compile(r"[^\W\d_]{3,}")
_FRAME = " \t[]()（）【】〔〕|/,:：·•-–—"
_NUMBER_LIKE = re.compile(r"[\W\d_]*")


@lru_cache(maxsize=4096)
def is_generic(text: str) -> bool:
    """Whether a link's text names what it does ('阅读全文', 'Read more') or counts, and not what it leads to."""
    return bool(_GENERIC.fullmatch(text)) or bool(_NUMBER_LIKE.fullmatch(text))


def is_paging(text: str) -> bool:
    """Whether a link's text is one of a pager's."""
    return bool(_PAGING.fullmatch(text))


def without_bullet(text: str) -> str:
    return _BULLET.sub("", text).strip()


def is_cut(text: str) -> bool:
    """Whether the site cut the text short: it ends in dots."""
    return bool(_CUT.search(text))


def same_start(cut: str, full: str) -> bool:
    """Whether a cut text is the beginning of a fuller one, white space and bullets aside."""
    stem = _squeezed(without_bullet(_CUT.sub("", cut)))
    return bool(stem) and _squeezed(full).startswith(stem)


def without_edge_date(title: str) -> str:
    """A title without the date it begins or ends with, brackets and all."""
    for written in written_dates(title):
        before, after = title[: written.start].rstrip(_FRAME), title[written.end :].lstrip(_FRAME)
        if not before or not after:
            return (before or after).strip() or title
    return title


def label_of(link: Link) -> str:
    """What names a link's target, at a glance: its text, or its title attribute where the text says nothing."""
    text = without_bullet(link.text)
    if text and not is_generic(text) and not is_only_date(text):
        return text
    return without_bullet(link.title) or without_bullet(link.image) or text


def title_of(flat: Outline, link: Link) -> str:
    """The link's text without bullets; its title attribute where the text is cut, missing or no mere title."""
    attribute = _PERMALINK.sub("", without_bullet(link.title))
    text = without_bullet(link.text)
    if not text or is_generic(text) or is_only_date(text):
        return attribute or without_bullet(link.image) or text
    if not attribute:
        return inner_title(flat, link) or text if wraps_more(flat, link) else text
    if _squeezed(attribute) == _squeezed(_TAG.sub("", text)) or _completes(attribute, text):
        return attribute
    if wraps_more(flat, link):
        inner = inner_title(flat, link)
        return (
            attribute if _squeezed(attribute) in _squeezed(text) or _completes(attribute, inner) else inner or text
        )
    return text


def _completes(attribute: str, text: str) -> bool:
    if is_cut(text):
        return same_start(text, attribute) and not is_cut(attribute)
    runs_on = attribute.startswith(text) and attribute[len(text) : len(text) + 1] not in _PARTS
    return runs_on and units(text) >= _SHORTEST_CUT


def wraps_more(flat: Outline, link: Link) -> bool:
    """Whether a link wraps a whole row: several pieces in block elements, or a date beside the title."""
    if flat.end[link.element] == link.element + 1:
        return False
    blocks = sum(flat.tags[one] in _BLOCKS for one in range(link.element + 1, flat.end[link.element]))
    pieces = flat.texts_of(link.element)
    return len(pieces) > 1 and (blocks > 0 or any(is_only_date(piece.text) for piece in pieces))


_BLOCKS = frozenset(("div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "section",
                     "article", "header", "footer", "figure", "table", "tr", "td", "time"))  # fmt: skip


@lru_cache(maxsize=4096)
def is_only_date(text: str) -> bool:
    """Whether a text is a date and nothing else, but for its label and the time of day."""
    if len(text) > _LONGEST_DATE or text.isalpha():
        return False
    found = written_dates(text)
    if not found:
        return False
    for one in reversed(found):
        text = text[: one.start] + text[one.end :]
    beside = _CLOCK.sub("", _DATE_LABEL.sub("", text))
    return len(beside) <= 4 and not _WORD.search(beside)


def inner_title(flat: Outline, link: Link) -> str:
    """The title in a link that wraps a row: a heading, an element named so, else the first piece like one."""
    inside = range(link.element + 1, flat.end[link.element])
    for wanted in (
        lambda one: flat.tags[one] in _HEADINGS,
        lambda one: _TITLE_CLASS.search(flat.name(one)),
        lambda one: flat.tags[one] in ("strong", "b", "dt"),
    ):
        found = next((one for one in inside if wanted(one) and units(flat.text(one)) >= 4), None)
        if found is not None:
            return without_bullet(_title_attribute(flat, found) or joined(flat, found))
    pieces = [piece for piece in flat.texts_of(link.element) if _reads_like_title(piece.text)]
    return without_bullet(_around_piece(flat, link, pieces[0].owner)) if pieces else ""


def _title_attribute(flat: Outline, element: int) -> str:
    attribute = folded(flat.elements[element].get("title") or "")
    return attribute if attribute and is_cut(joined(flat, element)) else ""


def _around_piece(flat: Outline, link: Link, owner: int) -> str:
    """The whole text of the element a piece stands in, for a piece may be a part ('关于' <em>…</em>)."""
    if _emphasised(flat, link, owner) != link.element:
        return joined(flat, _emphasised(flat, link, owner))
    text = joined(flat, link.element)
    apart = [one.text for one in flat.texts_of(link.element) if _emphasised(flat, link, one.owner) != link.element]
    for piece in apart:
        text = text.removeprefix(piece).lstrip()
    for piece in reversed(apart):
        text = text.removesuffix(piece).rstrip()
    return text


def _emphasised(flat: Outline, link: Link, owner: int) -> int:
    """What a piece stands in that is more than emphasis."""
    while owner != link.element and flat.tags[owner] in _EMPHASIS:
        owner = flat.parent[owner]
    return owner


def _reads_like_title(text: str) -> bool:
    return not is_only_date(text) and not is_generic(text) and units(text) >= 4


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
