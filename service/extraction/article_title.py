"""An article's title: the line of the page that the page's own <title>, its CMS and its layout agree upon."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from service.extraction.article_blocks import Block, has_wide
from service.extraction.article_furniture import heads_article, is_furniture, is_meta
from service.extraction.article_head import Head
from service.extraction.article_tree import letters, marks, one_line, select

_SEPARATOR = re.compile(r"\s*(?:[|｜_»›·•]|-{1,3}|–|—{1,2}|::)\s*")
_STRONG = re.compile(r"\s*[|｜_»›]\s*|::")
"""What stands before section and site, and hardly ever in a title."""
_SITE_NAME = re.compile(
    r"(?:大学|学院|学校|[中小]学|幼儿园|[局处部厅委办]|网站?|中心|政府|公司|医院|馆|研究[院所]|协会|学会|平台|官网|门户|公告|公示|新闻|动态|通知)$"
)
_LAST_PART = re.compile(r"(?P<title>.*\w.*?)(?P<separator>\s*(?:-{1,3}|–|—{1,2}|[·•])\s*)(?P<last>[^–—·•-]+)$")
_SHORTEST = 4
_TITLE_MARK = re.compile(r"(?<![a-z])(?:\w*title\w*|\w*tit|bt|biaoti|headline|subject|arti_title|tt)(?![a-z])")
_CHROME = frozenset(("nav", "footer", "aside", "li", "header"))
_METAS = ("articletitle", "og:title", "twitter:title", "title", "pagetitle", "dc.title", "headline")
_STEP = re.compile(r"\s*(?:>+|›|»|→|＞)\s*")
_LONGEST_STEP = 20
_LONGEST_SECTION = 10
_MOST_LINES = 4
_LONGEST_NAME = 8
_LONGEST = 200
_MOST = 400
"""Blocks that are looked at: no headline stands further down."""
_ENOUGH = 2.0
_DOWNRANKED = 2.0
"""What a line that the page's own title does not know loses if a link says it too (a section's name), or if it
stands right under a greater heading (a sub-title)."""
_NAME_ALONE = 1.0
"""What a page's title counts for that is a site's name and nothing else."""


@dataclass(frozen=True, slots=True)
class Headline:
    """`block` is the line where it stands; None when only the head of the page says it."""

    text: str
    block: Block | None


def find_headline(
    blocks: Sequence[Block],
    root: HtmlElement,
    head: Head,
    page_title: str,
    family_selectors: tuple[str, ...],
    hint: str,
) -> Headline:
    """The headline of the page that `blocks` are read from. `page_title` is what its <title> says, `hint` the
    title as the listing had it, or empty."""
    told = [text for text in (hint, *head.said(_METAS), *head.linked("headline")) if letters(text)]
    family = {element for selector in family_selectors[:4] for element in _elements(root, selector)}
    links = frozenset(one_line(link.text_content()) for link in root.iter("a")) - {hint, ""}
    links = frozenset(text for text in links if len(text) <= _LONGEST_SECTION)
    best, place = max(
        (
            (_score(place, blocks, page_title, told, family, links), -place)
            for place in range(min(len(blocks), _MOST))
        ),
        default=(0.0, 0),
    )
    if best >= _ENOUGH:
        block = blocks[-place]
        return Headline(_whole(block, blocks, told, page_title), block)
    return Headline(without_site(told[0] if told else page_title), None)


def _elements(root: HtmlElement, selector: str) -> list[HtmlElement]:
    return [] if selector.startswith("meta") else select(root, selector)


def _score(
    place: int,
    blocks: Sequence[Block],
    page_title: str,
    told: Sequence[str],
    family: set[HtmlElement],
    links: frozenset[str],
) -> float:
    block = blocks[place]
    text = block.text
    if not 2 <= len(text) <= _LONGEST or is_meta(text) or is_furniture(text):
        return -1.0
    said = letters(text)
    if not said:
        return -1.0
    score = agreed = _agreement(said, page_title, told)
    lines = [block.element, *block.element.iterancestors()][:4]
    score += {"h1": 2.0, "h2": 1.5, "h3": 1.0}.get(block.element.tag, 0.0)
    score += 1.0 if any(_TITLE_MARK.search(marks(one)) for one in lines[:2]) else 0.0
    score += 2.0 if any(one in family for one in lines) else 0.0
    score -= _DOWNRANKED if not agreed and (text in links or _below_heading(blocks, place)) else 0.0
    if place + 1 < len(blocks) and heads_article(blocks[place + 1].text):
        score += 2.0
    elif any(heads_article(after.text) for after in blocks[place + 2 : place + 4]):
        score += 1.0
    score += 0.5 if 8 <= block.size <= 60 else -0.5 if block.size < 4 else 0.0
    score -= 2.0 if block.link_share > 0.5 else 0.0
    score -= 1.5 if any(one.tag in _CHROME for one in lines) else 0.0
    return score


def _agreement(said: str, page_title: str, told: Sequence[str]) -> float:
    """How well the line agrees with what the page calls itself."""
    best = 0.0
    for text in told:
        whole = letters(text)
        if len(said) > 3 and said == whole:
            best = max(best, 4.0)
        elif (len(said) > 5 and whole.startswith(said)) or (len(whole) > 8 and said.startswith(whole)):
            best = max(best, 3.0)
    whole = letters(page_title)
    names_site = len(said) <= _LONGEST_NAME and _SITE_NAME.search(page_title)
    if whole == said and (len(said) > 3 or names_site):
        return max(best, _NAME_ALONE if names_site else 3.5)
    if len(said) > 5 and whole.startswith(said):
        return max(best, 3.0)
    if len(said) > 8 and said in whole:
        return max(best, 2.5)
    segments = [letters(part) for part in _SEPARATOR.split(page_title)]
    if any(len(part) > 5 and said.startswith(part) for part in segments):
        return max(best, 2.0)
    if said in segments:
        place = segments.index(said)
        return max(best, 3.0 if place == 0 else 1.5 if place == len(segments) - 1 else 0.5)
    return best


def _below_heading(blocks: Sequence[Block], place: int) -> bool:
    """Whether the line is a heading right under a greater one: its sub-title."""
    if not place or not (blocks[place].is_heading and blocks[place - 1].is_heading):
        return False
    above, line = blocks[place - 1].element, blocks[place].element
    return str(above.tag) < str(line.tag) and above.getparent() is line.getparent()


def without_path(text: str) -> str:
    """The last step of a breadcrumb, for on some pages only that says the title; other texts as they are."""
    steps = _STEP.split(text)
    return steps[-1] if len(steps) > 2 and all(len(step) <= _LONGEST_STEP for step in steps[:-1]) else text


def _whole(block: Block, blocks: Sequence[Block], told: Sequence[str], page_title: str) -> str:
    """The line itself; where it was cut ('…'), what the head says in full."""
    text = _across_breaks(block, blocks, (*told, page_title))
    said = letters(text)
    if has_wide(text):  # a break of the line is no blank in Chinese
        text = min((one for one in told if letters(one) == said), key=len, default=text)
        text = without_site(page_title) if letters(without_site(page_title)) == said else text
    if text.endswith(("…", "...")):
        cut = letters(text)
        for other in (*told, page_title):
            if letters(other).startswith(cut) and len(other) > len(text):
                return without_site(other)
    return text


def _across_breaks(block: Block, blocks: Sequence[Block], told: Sequence[str]) -> str:
    """The headline with the lines beside it in the same element, if the page says them in one breath elsewhere."""
    lines = [other for other in blocks if other.element is block.element]
    if 1 < len(lines) <= _MOST_LINES:
        wide = has_wide(block.text)
        whole = ("" if wide else " ").join(line.text for line in lines)
        if any(letters(whole) in letters(text) for text in told):
            return whole
    return without_path(block.text)


def without_site(text: str) -> str:
    """The page title without the names of section and site behind it."""
    strong = _STRONG.search(text)
    if strong and len(letters(text[: strong.start()])) >= _SHORTEST:
        text = text[: strong.start()]
    while found := _LAST_PART.match(text):
        if not (_SITE_NAME.search(found["last"]) or found["separator"] != found["separator"].strip()):
            break
        text = found["title"]
    return text.strip()
