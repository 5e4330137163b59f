"""The next page where a click calls a function of the page, and the function states all of the address.

`goPage(2)` beside `function goPage(n) { location.href = "list" + n + ".htm" }`; a button that goes somewhere; a
form that is sent by GET once a field of it holds the number. A form that is posted has no address to be told.
"""

import re
from collections.abc import Callable
from urllib.parse import urlencode

from lxml.html import HtmlElement

from service.domain.urls import Url
from service.extraction.document import Document
from service.extraction.outline import Outline, folded
from service.extraction.targets import clicked

_CLICKED = ("a", "input", "button", "span", "li", "td")
_LONGEST_WORDS = 24
_CALL = re.compile(
    r"(?:javascript:)?\s*(?:return\s+)?(?P<name>[A-Za-z_$][\w$]*)\s*\(\s*['\"]?(?P<number>\d{1,4})['\"]?\s*"
    r"(?:,[^()]*)?\)\s*;?(?:\s*return false;?)?",
    re.IGNORECASE,
)
_LONGEST_BODY = 1500
_GOES = re.compile(r"location(?:\.href)?\s*=(?!=)|location\.(?:assign|replace)\s*\(|window\.open\s*\(")
_SUBMITS = re.compile(r"\.submit\s*\(")


def called_next(document: Document, flat: Outline, says_next: Callable[[str], bool]) -> Url | None:
    """Where a click on what says 'next page' leads by a script of the page that states all of the address."""
    for element in flat.elements:
        if element.tag not in _CLICKED or not any(says_next(words) for words in _words(element)):
            continue
        if to := clicked(element):
            url = document.link(to)
        else:
            script = (element.get("onclick") or element.get("href") or "").strip()
            call = _CALL.fullmatch(script)
            url = _called(document, call["name"], int(call["number"])) if call else None
        if url is not None and url.canonical != document.url.canonical and url.host == document.url.host:
            return url
    return None


def _words(element: HtmlElement) -> tuple[str, ...]:
    shown = folded(element.text_content()) if len(element) <= 2 else ""
    said = (shown, folded(element.get("value") or ""), folded(element.get("title") or ""))
    return tuple(one for one in said if 0 < len(one) <= _LONGEST_WORDS)


def _called(document: Document, name: str, number: int) -> Url | None:
    head = re.search(
        rf"(?:function\s+{re.escape(name)}|\b{re.escape(name)}\s*[=:]\s*function)\s*\(\s*(?P<param>\w+)[^)]*\)\s*\{{",
        document.text,
    )
    if head is None:
        return None
    body, param = _body(document.text[head.end() : head.end() + _LONGEST_BODY]), head["param"]
    for goes in _GOES.finditer(body):
        made = _value(body, body[goes.end() :], param, number)
        if made:
            return document.link(made)
    return _sent(document, body, param, number) if _SUBMITS.search(body) else None


def _body(text: str) -> str:
    """Up to the brace that closes the function."""
    depth = 1
    for place, sign in enumerate(text):
        depth += (sign == "{") - (sign == "}")
        if not depth:
            return text[:place]
    return text


def _value(body: str, expression: str, param: str, number: int, *, deeper: bool = True) -> str | None:
    """What strings and the parameter, added up, come to; None where anything else is added, or no parameter."""
    term = re.compile(
        r"\s*(?:(?P<quote>['\"])(?P<text>[^'\"]*)(?P=quote)"
        rf"|\(?\s*(?:(?:parseInt|Number)\s*\(\s*)?{re.escape(param)}\b\s*\)?\s*(?:(?P<sign>[+-])\s*(?P<by>\d+)\s*\))?)"
        r"\s*(?P<more>\+)?"
    )
    made, place, used = "", 0, False
    while True:
        found = term.match(expression, place)
        if found is None or found.end() == place:
            break
        if found["quote"]:
            made += found["text"]
        else:
            used = True
            made += str(number + (int(f"{found['sign']}{found['by']}") if found["by"] else 0))
        place = found.end()
        if not found["more"]:
            ended = re.match(r"\s*(?:[;)\n}]|$)", expression[place:])
            return made if used and ended else None
    name = re.match(r"\s*(\w+)\s*[;)\n}]", expression)
    set_before = name and deeper and re.search(rf"\b{re.escape(name[1])}\s*=(?!=)", body)
    return _value(body, body[set_before.end() :], param, number, deeper=False) if set_before else None


def _sent(document: Document, body: str, param: str, number: int) -> Url | None:
    field = re.search(
        r"(?:(?:getElementById\s*\(|\$\s*\()\s*['\"]#?(?P<id>[\w-]+)['\"]\s*\)|\.(?P<name>\w+))\s*\.\s*"
        rf"(?:value\s*=\s*|val\s*\(\s*){re.escape(param)}\b",
        body,
    )
    if field is None:
        return None
    wanted = field["id"] or field["name"]
    for form in document.root.iter("form"):
        fields = [one for one in form.iter("input", "select") if one.get("name")]
        holder = next((one for one in fields if wanted in (one.get("name"), one.get("id"))), None)
        if holder is not None and (form.get("method") or "get").lower() == "get":
            values = [(one.get("name") or "", str(number) if one is holder else _held(one)) for one in fields]
            return document.link(f"{(form.get('action') or document.url.path).split('?')[0]}?{urlencode(values)}")
    return None


def _held(field: HtmlElement) -> str:
    chosen = next((one for one in field.iter("option") if one.get("selected") is not None), None)
    return (chosen.get("value") if chosen is not None else field.get("value")) or ""
