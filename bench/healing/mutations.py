"""Random changes of a page's markup that change nothing of what it says."""

import random
import zlib

import lxml.html

from service.domain.poll import Page
from service.domain.urls import Url
from service.extraction.document import read_document

_BLOCKS = frozenset(("div", "section", "main", "aside", "header", "footer", "nav"))


def mutate(body: bytes, seed: int) -> bytes:
    """UTF-8. Renames every class and id, puts wrappers around some blocks and within some, and turns the order of
    some blocks that stand side by side and are not alike, the same way in every page for one seed."""
    dice = random.Random(seed)
    page = Page(Url.parse("http://office.example.edu.cn/"), 200, "text/html", "utf-8", body, None)
    root = read_document(page).root
    names = f"{seed}"
    wrapped = {tag for tag in ("ul", "ol", "table", "dl") if dice.random() < 0.5}
    inside = {tag for tag in ("li", "td", "dd", "article") if dice.random() < 0.3}
    for element in list(root.iter("*")):
        _reorder(element, seed)
    for element in list(root.iter("*")):
        for attribute in ("class", "id"):
            words = (element.get(attribute) or "").split()
            if words:
                renamed = (f"n{zlib.crc32((names + word).encode()):x}" for word in words)
                element.set(attribute, " ".join(renamed))
        parent = element.getparent()
        if element.tag in wrapped and parent is not None:
            around = lxml.html.Element("div")
            around.set("class", f"w{seed}")
            parent.replace(element, around)
            around.append(element)
            around.tail, element.tail = element.tail, None
        if element.tag in inside:
            inner = lxml.html.Element("div")
            inner.text, element.text = element.text, None
            for child in list(element):
                inner.append(child)
            element.append(inner)
    text: bytes = lxml.html.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>")
    return text


def _reorder(parent: lxml.html.HtmlElement, seed: int) -> None:
    """Turns the order of the blocks within `parent` around, by the toss of its names; rows, which are named alike,
    stay as they are."""
    blocks = [child for child in parent if child.tag in _BLOCKS]
    names = [_named(block) for block in blocks]
    toss = zlib.crc32(f"{seed} {_named(parent)} {names}".encode()) % 3
    if len(blocks) == len(parent) > 1 and len(set(names)) == len(names) and toss == 0:
        for block in reversed(blocks):
            parent.append(block)


def _named(element: lxml.html.HtmlElement) -> str:
    return f"{element.get('class')} {element.get('id')}"
