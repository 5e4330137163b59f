"""The next page where a script draws the pager, and the page states all that the script makes its address of.

TRS WCM writes `createPageHTML(pages, current, name, extension)` into the page, counted from 0; a younger script of
the same name takes the pager's element first and counts from 1; an older one has the numbers in variables. Sudy
states the current page and their number beside a pager whose links its script fills.
"""

import re

from service.domain.urls import Url
from service.extraction.document import Document

_FILE = r"""\s*,\s*(?P<quote>['"])(?P<name>[\w-]+)(?P=quote)\s*,\s*['"](?P<extension>s?html?|jsp|aspx?|php)['"]"""
_NUMBERS = r"(?P<pages>\d+)\s*,\s*(?P<current>\d+)"
_MARKS = ("createPageHTML(", "countPage", "all_pages")
_CALLS = (
    (0, re.compile(rf"\bcreatePageHTML\(\s*{_NUMBERS}{_FILE}")),
    (1, re.compile(rf"""\bcreatePageHTML\(\s*['"][^'"]*['"]\s*,\s*{_NUMBERS}{_FILE}""")),
)
_CURRENT = re.compile(r"\bcurrentPage\s*=\s*(\d+)")
_PAGES = re.compile(r"\bcountPage\s*=\s*(\d+)")
_MADE = re.compile(
    r"""["'](?P<name>\w+?)(?:["']\s*\+\s*["'])?_["']\s*\+[^;\n]{1,60}?\+\s*["']\.(?:["']\s*\+\s*["'])?(?P<extension>s?html?)["']"""
)

_STATED = re.compile(
    r"""class=["']curr_page["']>\s*(?P<current>\d+).{0,40}?class=["']all_pages["']>\s*(?P<pages>\d+)""", re.DOTALL
)
_LIST_FILE = re.compile(r"list\d*\.(?P<extension>htm|psp)")


def scripted_next(document: Document) -> Url | None:
    """The page after this one, of the same list of files; None on the last page, and where no such script is."""
    if not any(mark in document.text for mark in _MARKS):
        return None
    for first, call in _CALLS:
        found = call.search(document.text)
        if found is not None:
            current = int(found["current"]) - first
            return (
                _file(document, found["name"], current + 1 + first, found["extension"])
                if current + 1 < int(found["pages"])
                else None
            )
    current_written, pages, made = (one.search(document.text) for one in (_CURRENT, _PAGES, _MADE))
    if current_written and pages and made and int(current_written[1]) + 1 < int(pages[1]):
        return _file(document, made["name"], int(current_written[1]) + 1, made["extension"])
    stated, listed = _STATED.search(document.text), _LIST_FILE.fullmatch(document.url.path.rpartition("/")[2])
    if stated and listed and int(stated["current"]) < int(stated["pages"]):
        return document.link(f"list{int(stated['current']) + 1}.{listed['extension']}")
    return None


def _file(document: Document, name: str, number: int, extension: str) -> Url | None:
    return document.link(f"{name}_{number}.{extension}")
