"""Sections that only the blocks of a home page lead to: a heading, some notices, and a link called 更多."""

import re
from collections.abc import Iterator

from service.extraction.outline import Link, Outline, folded

_MORE = re.compile(
    r"(?:(?:查看|阅读|浏览)?更多(?:内容|信息|新闻|公告|通知)?|more|view (?:all|more)|see (?:all|more)|全部)",
    re.IGNORECASE,
)
_EDGES = " >»›→+·•.…[]【】()（）:："
_LONGEST = 24
_LEVELS = 4


def block_sections(flat: Outline) -> Iterator[tuple[str, str]]:
    """Heading and address, as written, of each block that has such a link."""
    for link in flat.links:
        if _MORE.fullmatch(folded(link.label).strip(_EDGES)) and (name := _heading(flat, link)):
            yield name, link.href


def _heading(flat: Outline, link: Link) -> str:
    """The first text of the smallest element around the link that says anything before it; empty for what is no
    name."""
    for around in flat.ancestors(link.element)[:_LEVELS]:
        before = flat.texts[flat.text_from[around] : flat.text_from[link.element]]
        if before:
            name = folded(before[0].text).strip(_EDGES)
            return name if 2 <= len(name) <= _LONGEST and not _MORE.fullmatch(name) else ""
    return ""
