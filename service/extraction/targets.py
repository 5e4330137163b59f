"""Where an element leads when it is followed: by its href, or by the script that a click runs."""

import re

from lxml.html import HtmlElement

_BY_SCRIPT = re.compile(
    r"""(?:\bopen\s*\(|\blocation(?:\.href)?\s*=|\blocation\.(?:assign|replace)\s*\()\s*(?P<quote>['"])(?P<to>[^'"]+)(?P=quote)(?!\s*\+)""",
    re.IGNORECASE,
)
_NO_PAGE = ("javascript:", "mailto:", "tel:", "data:", "about:")
_STATED = ("data-href", "data-url", "data-link")
_ROWS = frozenset(("li", "tr", "td", "div", "p", "span", "article", "dl", "dt", "dd", "h2", "h3", "h4"))


def target_of(element: HtmlElement, *, linked: bool) -> str:
    """The reference as written, empty where following it leads to no page.

    `linked`: links stand inside of it; then only an `<a>` is one itself.
    """
    if element.tag == "a":
        href = (element.get("href") or "").strip()
        if href and not href.startswith("#") and not href[:11].lower().startswith(_NO_PAGE):
            return href
        return _of_script(href) or _of_click(element) if href or element.attrib else ""
    return _of_click(element) if not linked and element.tag in _ROWS and element.attrib else ""


def clicked(element: HtmlElement) -> str:
    """The reference that a click's script goes to, empty where it states none."""
    return _of_script(element.get("onclick") or "")


def _of_click(element: HtmlElement) -> str:
    if found := clicked(element):
        return found
    stated = next((value for name in _STATED if (value := (element.get(name) or "").strip())), "")
    return stated if "/" in stated or "." in stated else ""


def _of_script(script: str) -> str:
    found = _BY_SCRIPT.search(script) if script else None
    to = found["to"].strip() if found else ""
    return "" if to.startswith("#") or to.lower().startswith(_NO_PAGE) else to
