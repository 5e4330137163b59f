"""Random changes of a page's markup that change nothing of what it says."""

import random
import zlib

import lxml.html

from service.domain.poll import Page
from service.domain.urls import Url
from service.extraction.document import read_document


def mutate(body: bytes, seed: int) -> bytes:
    """UTF-8. Renames every class and id, puts wrappers around some blocks, and inserts empty ones, the same way in
    every page for one seed."""
    dice = random.Random(seed)
    page = Page(Url.parse("http://office.example.edu.cn/"), 200, "text/html", "utf-8", body, None)
    root = read_document(page).root
    names = f"{seed}"
    wrapped = {tag for tag in ("ul", "ol", "table", "dl") if dice.random() < 0.5}
    inside = {tag for tag in ("li", "td", "dd", "article") if dice.random() < 0.3}
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
