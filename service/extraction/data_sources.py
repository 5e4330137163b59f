"""Lists that a script fills in: the address of their data, made of what the page says, and the rows of the answer.

The services are known by CMS family (`[[data]]` in `families/*.toml`). Nothing is fetched here: whoever reads a
page is told the address, and brings the answer back to be read.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from urllib.parse import parse_qsl, urlencode, urlsplit

from service.domain.errors import InvalidUrl
from service.domain.urls import Url
from service.extraction.document import Document
from service.extraction.families import DataSource, Family, load_families

_BESIDE = re.compile(r"\{(\w+)\}")
_NEXT_GROUP = re.compile(r"<nextgroup>.*?href=[\"']([^\"']+)[\"'].*?</nextgroup>", re.IGNORECASE | re.DOTALL)
_MARKUP = re.compile(r"<(?:li|tr|a)\b", re.IGNORECASE)
_MOST_NESTED = 4


def data_address(document: Document) -> tuple[Url, Family] | None:
    """Where the rows of a page are that shows none itself, and the family that says so; None when the page names
    no service that we know, or not all that it must be asked with."""
    for family in load_families():
        for source in family.data:
            address = _address(document, source)
            if address is not None:
                return address, family
    return None


def is_data_address(url: Url) -> bool:
    """Whether an address is one that `data_address` makes."""
    return _source_of(url) is not None


def rows_markup(text: str) -> str | None:
    """The rows as mark-up, where the answer is JSON that holds a piece of a page; None for any other answer."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    pieces = [piece for piece in _strings(value, _MOST_NESTED) if _MARKUP.search(piece)]
    longest = max(pieces, key=len, default=None)
    return longest if longest is not None and longest.count("<a") >= 1 else None


def next_data(url: Url, text: str, shown: int) -> Url | None:
    """The address of the rows behind those of the answer `text` from `url`, which `shown` rows were read from."""
    source = _source_of(url)
    written = _NEXT_GROUP.search(text)
    if written is not None:
        following = _joined(url, html.unescape(written[1]))
        return following if following is not None and following.canonical != url.canonical else None
    if source is None or not source.next or not shown:
        return None
    asked = dict(parse_qsl(url.query, keep_blank_values=True))
    total = re.search(r'"total"\s*:\s*"?(\d+)|<totalrecord>(\d+)', text)
    if total is not None and int(total[1] or total[2]) <= _reached(asked, shown):
        return None
    for name, step in source.next.items():
        asked[name] = str(int(asked.get(name) or 0) + step)
    return _joined(url, f"?{urlencode(asked)}")


def _address(document: Document, source: DataSource) -> Url | None:
    if _BESIDE.search(source.path):
        found = {name: _value(document, patterns) for name, patterns in source.values.items()}
        if any(not found.get(name) for name in source.required):
            return None
        return _joined(document.base, _BESIDE.sub(lambda match: found[match[1]] or "", source.path))
    calls = _calls(document.text, source)
    if not calls:
        return None
    path, written = max(calls, key=lambda call: len(call[1]))
    asked = dict(source.query) | _queried(document.text, source) | written
    for name, patterns in source.values.items():
        if name not in written and (value := _value(document, patterns)):
            asked[name] = value
    if any(not asked.get(name) for name in source.required):
        return None
    return _joined(document.base, f"{path}?{urlencode(asked)}")


def _calls(text: str, source: DataSource) -> list[tuple[str, dict[str, str]]]:
    """The path as it stands in the page, each time with the parameters that are written there whole."""
    return [
        (match[1], dict(parse_qsl(html.unescape(match[2] or ""))))
        for match in re.finditer(rf"({source.path})(?:\?([^\"'\s<>]*))?", text)
    ]


def _queried(text: str, source: DataSource) -> dict[str, str]:
    found = re.search(source.queried, text) if source.queried else None
    if found is None:
        return {}
    written = html.unescape(next(group for group in found.groups() if group))
    try:
        value = json.loads(written.replace("'", '"'))
    except ValueError:
        return {}
    return {str(key): str(one) for key, one in value.items()} if isinstance(value, dict) else {}


def _value(document: Document, patterns: Iterable[str]) -> str | None:
    for pattern in patterns:
        place, colon, rest = pattern.partition(":")
        of_address = bool(colon) and place == "address"
        found = re.search(rest if of_address else pattern, document.url.path if of_address else document.text)
        if found:
            return found[1]
    return None


@cache
def _paths() -> tuple[tuple[re.Pattern[str], DataSource], ...]:
    return tuple(
        (re.compile(_BESIDE.sub(r"\\w+", source.path).replace(".json", r"\.json") + "$"), source)
        if _BESIDE.search(source.path)
        else (re.compile(f"{source.path}$"), source)
        for family in load_families()
        for source in family.data
    )


def _source_of(url: Url) -> DataSource | None:
    path = urlsplit(url.text).path
    return next((source for pattern, source in _paths() if pattern.search(path)), None)


def _reached(asked: Mapping[str, str], shown: int) -> int:
    """How many rows there are up to the end of this answer."""
    if "endrecord" in asked:
        return int(asked["endrecord"])
    page, rows = asked.get("pageIndex", "1"), asked.get("rows", str(shown))
    return int(page) * int(rows) if page.isdigit() and rows.isdigit() else shown


def _strings(value: object, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict) and depth:
        for one in value.values():
            yield from _strings(one, depth - 1)


def _joined(base: Url, reference: str) -> Url | None:
    try:
        return base.join(reference)
    except InvalidUrl:
        return None
