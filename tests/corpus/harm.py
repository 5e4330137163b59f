"""Pages harmed on purpose, so that what is read from them cannot rest on the names or places of one site.

Each harm is a function of a page's tree and of chance. It takes something away that a reader of the page would not
miss, or adds what sites put around their articles; the gold labels stay true.
"""

import random
import re
from collections.abc import Callable

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

Harm = Callable[[HtmlElement, random.Random], None]

_LETTERS = "bcdfghjkmpqrvwxz"
_WORDS = "学校召开年度工作会议举行座谈调研检查交流培训比赛开展科研教学后勤安全党建校园专题活动暑期新生毕业"
_ONES = ("关于", "我校", "学院", "校领导", "图书馆")


def renamed(root: HtmlElement, chance: random.Random) -> None:
    """Each class and id has another name, the same throughout the page."""
    known: dict[str, str] = {}

    def other(word: str) -> str:
        return known.setdefault(word, "".join(chance.choices(_LETTERS, k=7)))

    for element in _elements(root):
        for name in ("class", "id", "name"):
            if element.get(name) and element.tag != "meta":
                element.set(name, " ".join(map(other, (element.get(name) or "").split())))


def stripped(root: HtmlElement, chance: random.Random) -> None:
    """No class and no id, nor any comment."""
    for element in _elements(root):
        for name in ("class", "id", "frag", "portletmode"):
            element.attrib.pop(name, None)
    etree.strip_elements(root, etree.Comment, with_tail=False)


def surrounded(root: HtmlElement, chance: random.Random) -> None:
    """A menu, a hot list and a share bar more, under names that say nothing."""
    body = root.find("body")
    if body is None:
        return
    hot = "".join(
        f'<li><a href="/h/{n}.htm">{_headline(chance)}</a><span>03-0{n}</span></li>' for n in range(1, 7)
    )
    related = "".join(f'<li><a href="/r/{n}.htm">{_headline(chance)}</a></li>' for n in range(5))
    menu = "".join(f'<a href="/m/{n}/">{"".join(chance.choices(_WORDS, k=4))}</a>' for n in range(7))
    body.insert(0, lxml.html.fromstring(f"<div><div>{menu}</div></div>"))
    body.insert(1, lxml.html.fromstring(f"<div><h3>本周关注</h3><ul>{hot}</ul></div>"))
    for block in (
        f"<div><h4>相关新闻</h4><ul>{related}</ul></div>",
        "<div><p>扫一扫在手机打开当前页</p><img src='/qr.png'></div>",
        "<div><span>分享到：</span><a href='javascript:;'>微信</a><a href='javascript:;'>微博</a></div>",
        "<div><p>版权所有：某单位 邮编：100000</p><p>技术支持：某公司 京ICP备00000001号</p></div>",
    ):
        body.append(lxml.html.fromstring(block))


def without_head(root: HtmlElement, chance: random.Random) -> None:
    """The head says nothing of the article: no meta elements, and the site's name for a title."""
    for meta in list(root.iter("meta")):
        if meta.get("charset") is None and (meta.get("http-equiv") or "").lower() != "content-type":
            meta.drop_tree()
    for script in root.iter("script"):
        if "json" in (script.get("type") or ""):
            script.text = ""
    for title in root.iter("title"):
        title.text = "某某大学"


def without_headings(root: HtmlElement, chance: random.Random) -> None:
    """Headings are made of divs, and nothing is an article or a main."""
    for element in _elements(root):
        if element.tag in (
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "article",
            "main",
            "header",
            "footer",
            "nav",
            "aside",
        ):
            element.tag = "div"


def neighbours_elsewhere(root: HtmlElement, chance: random.Random) -> None:
    """The articles before and after are told of in another shape."""
    shapes = ("上一条：", "前一篇：", "« 上篇：", "上一则："), ("下一条：", "后一篇：", "» 下篇：", "下一则：")
    place = chance.randrange(4)
    for element in _elements(root):
        for name in ("text", "tail"):
            said = getattr(element, name)
            if said and re.search(r"[上下]一[篇条页]", said):
                said = re.sub(r"【?上一[篇条页]】?\s*[:：]?", shapes[0][place], said)
                setattr(element, name, re.sub(r"【?下一[篇条页]】?\s*[:：]?", shapes[1][place], said))


def dated_otherwise(root: HtmlElement, chance: random.Random) -> None:
    """All days of the page are written in another way, the same throughout."""
    shape = chance.choice(("{0}年{1}月{2}日", "{0}/{1}/{2}", "{0}.{1:02}.{2:02}", "[{0}-{1:02}-{2:02}]"))

    def other(found: re.Match[str]) -> str:
        return shape.format(int(found[1]), int(found[2]), int(found[3]))

    for element in _elements(root):
        if element.tag in ("script", "style"):
            continue
        for name in ("text", "tail"):
            said = getattr(element, name)
            if said:
                setattr(element, name, re.sub(r"\b(20\d\d)-(\d{1,2})-(\d{1,2})\b", other, said))


def wrapped(root: HtmlElement, chance: random.Random) -> None:
    """Everything stands in the cell of a table, as pages of 2005 do."""
    body = root.find("body")
    if body is None:
        return
    table = lxml.html.fromstring("<table><tr><td></td></tr></table>")
    cell = table.find(".//td")
    assert cell is not None
    cell.text, body.text = body.text, None
    for child in list(body):
        cell.append(child)
    body.append(table)


def _headline(chance: random.Random) -> str:
    return chance.choice(_ONES) + "".join(chance.choices(_WORDS, k=chance.randint(8, 18)))


def _elements(root: HtmlElement) -> list[HtmlElement]:
    return [element for element in root.iter() if isinstance(element.tag, str)]


HARMS: dict[str, tuple[Harm, ...]] = {
    "renamed": (renamed,),
    "stripped": (stripped,),
    "surrounded": (surrounded,),
    "without head": (without_head,),
    "without headings": (without_headings,),
    "neighbours elsewhere": (neighbours_elsewhere,),
    "wrapped": (wrapped,),
    "dated otherwise": (dated_otherwise,),
    "all": (stripped, surrounded, without_headings, neighbours_elsewhere, wrapped),
    "all, without head": (stripped, surrounded, without_head, without_headings, neighbours_elsewhere, wrapped),
}


def harmed(body: str, name: str, seed: int) -> bytes:
    """The page as harmed, in UTF-8. The same for the same seed."""
    root = lxml.html.document_fromstring(body.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    chance = random.Random(f"{name} {seed}")
    for harm in HARMS[name]:
        harm(root, chance)
    for meta in root.iter("meta"):
        if meta.get("charset"):
            meta.set("charset", "utf-8")
        if "charset" in (meta.get("content") or "").lower():
            meta.set("content", "text/html; charset=utf-8")
    return bytes(lxml.html.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>"))
