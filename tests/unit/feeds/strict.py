"""What strict validators complain of, as errors or as warnings: rules of the specifications, and of the W3C's feed
validation service (its catalogue of messages) where they go beyond them. Each function gives the complaints."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
KNOWN_NAMESPACES = {
    "http://www.w3.org/2005/Atom": "atom",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/syndication/history/1.0": "fh",
}
"""With the prefixes that the validation service wants to see."""
_RSS_ORDER_FREE = {"title", "link", "description", "language", "lastBuildDate", "generator", "docs", "ttl", "item"}
_ITEM = {"title", "link", "description", "guid", "pubDate", "category", "enclosure"}
_W3CDTF = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d|Z))?")
_MEDIA_TYPE = re.compile(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+")
_UNSAFE = re.compile(r"<(script|style|iframe|object|embed|form|meta|link)\b|\son\w+=|javascript:", re.IGNORECASE)
_REFERENCE = re.compile(r"""\b(?:href|src)=["']([^"']*)""")


def atom(body: bytes, own: str) -> list[str]:
    root = etree.fromstring(body)
    grammar = etree.RelaxNG(etree.parse(str(Path(__file__).parent / "schemas" / "atom.rng")))
    complaints = [] if grammar.validate(root) else [str(error) for error in grammar.error_log]
    complaints += _namespaces(root)
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    complaints += [] if links.get("self") == own else ["SelfDoesntMatchLocation"]
    entries = root.findall(f"{ATOM}entry")
    for name, complaint in (("id", "DuplicateIds"), ("updated", "DuplicateUpdated")):
        values = [entry.findtext(f"{ATOM}{name}") for entry in entries]
        complaints += [complaint] if len(values) != len(set(values)) else []
    for entry in entries:
        alternates = [link for link in entry.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
        complaints += ["DuplicateAtomLink"] if len(alternates) != 1 else []
        title, content = entry.findtext(f"{ATOM}title") or "", entry.find(f"{ATOM}content")
        complaints += [] if title.strip() else ["NotBlank title"]
        summary = entry.findtext(f"{ATOM}summary")
        complaints += ["MissingTextualContent"] if content is None and not summary else []
        if content is not None:
            complaints += ["NotHtml"] if content.get("type") == "html" and "<" not in (content.text or "") else []
            complaints += _html(content.text or "")
    return complaints


def rss(body: bytes, own: str) -> list[str]:
    root = etree.fromstring(body)
    (channel,) = root
    complaints = list(_namespaces(root))
    complaints += [] if (root.tag, root.get("version")) == ("rss", "2.0") else ["InvalidRSSVersion"]
    plain = [child.tag for child in channel if "{" not in str(child.tag)]
    complaints += [f"UndefinedElement {tag}" for tag in plain if tag not in _RSS_ORDER_FREE]
    complaints += [f"DuplicateElement {tag}" for tag in set(plain) - {"item"} if plain.count(tag) > 1]
    complaints += [
        f"MissingElement {tag}" for tag in ("title", "link", "description") if not channel.findtext(tag)
    ]
    complaints += _rfc822(channel.findtext("lastBuildDate"))
    own_links = [link.get("href") for link in channel.findall(f"{ATOM}link") if link.get("rel") == "self"]
    complaints += [] if own_links == [own] else ["MissingAtomSelfLink"]
    guids = [item.findtext("guid") for item in channel.findall("item")]
    complaints += ["DuplicateValue guid"] if len(guids) != len(set(guids)) else []
    for item in channel.findall("item"):
        complaints += _item(item)
    return complaints


def _item(item: etree._Element) -> Iterator[str]:
    tags = [str(child.tag) for child in item]
    plain = [tag for tag in tags if "{" not in tag]
    yield from (f"UndefinedElement {tag}" for tag in plain if tag not in _ITEM)
    yield from (f"DuplicateElement {tag}" for tag in set(plain) - {"category"} if plain.count(tag) > 1)
    if not (item.findtext("title") or "").strip():
        yield "NotBlank title"
    guid = item.find("guid")
    if guid is None or guid.get("isPermaLink") != "false":
        yield "InvalidHttpGUID"
    if not _is_uri(item.findtext("link")):
        yield "InvalidLink"
    if CONTENT in tags and ("description" not in tags or tags.index("description") > tags.index(CONTENT)):
        yield "NeedDescriptionBeforeContent"
    yield from _rfc822(item.findtext("pubDate"))
    enclosure = item.find("enclosure")
    if enclosure is not None:
        right = (
            (enclosure.get("length") or "").isdigit()
            and _MEDIA_TYPE.fullmatch(enclosure.get("type") or "")
            and urlsplit(enclosure.get("url") or "").scheme in ("http", "https")
        )
        if not right:
            yield "enclosure"
    yield from ("NotBlank category" for category in item.findall("category") if not (category.text or "").strip())
    yield from _html((item.findtext(CONTENT) or "") + (item.findtext("description") or ""))


def json_feed(body: bytes, own: str) -> list[str]:
    """JSON Feed 1.1."""
    feed = json.loads(body)
    complaints = [] if feed["version"] == "https://jsonfeed.org/version/1.1" else ["version"]
    complaints += [] if feed["feed_url"] == own else ["feed_url"]
    for name in ("home_page_url", "next_url"):
        complaints += [] if name not in feed or _is_uri(feed[name]) else [name]
    complaints += [] if isinstance(feed["title"], str) and feed["title"] else ["title"]
    known = {"version", "title", "home_page_url", "feed_url", "next_url", "language", "authors", "hubs", "items"}
    complaints += sorted(set(feed) - known)
    complaints += [name for name in ("author", "expired") if name in feed]  # of version 1.0, deprecated
    ids = [item["id"] for item in feed["items"]]
    complaints += ["duplicate id"] if len(ids) != len(set(ids)) else []
    for item in feed["items"]:
        complaints += [] if isinstance(item["id"], str) and item["id"] else ["id"]
        complaints += [] if ("content_html" in item) != ("content_text" in item) else ["content"]
        complaints += [] if _is_uri(item["url"]) else ["url"]
        complaints += [name for name in ("date_published", "date_modified") if not _rfc3339(item[name])]
        for attachment in item.get("attachments", ()):
            complaints += [] if _is_uri(attachment["url"]) else ["attachment url"]
            complaints += [] if _MEDIA_TYPE.fullmatch(attachment["mime_type"]) else ["mime_type"]
            complaints += [] if isinstance(attachment.get("size_in_bytes", 0), int) else ["size_in_bytes"]
        extensions = {name for name in item if name.startswith("_")}
        complaints += [name for name in extensions if not isinstance(item[name], dict)]
        complaints += _html(item.get("content_html", ""))
    return complaints


def opml(body: bytes) -> list[str]:
    """OPML 2.0 of a subscription list."""
    root = etree.fromstring(body)
    complaints = [] if (root.tag, root.get("version")) == ("opml", "2.0") else ["InvalidOPMLVersion"]
    complaints += [] if [child.tag for child in root] == ["head", "body"] else ["structure"]
    modified = root.findtext("head/dateModified")
    complaints += _rfc822(modified) if modified else []
    complaints += [] if root.findtext("head/title") else ["MissingElement title"]
    for outline in root.iter("outline"):
        complaints += [] if outline.get("text") else ["MissingAttribute text"]
        if outline.get("type") == "rss":
            right = _is_uri(outline.get("xmlUrl")) and _is_uri(outline.get("htmlUrl")) and outline.get("title")
            complaints += [] if right else ["subscription"]
        elif len(outline) == 0 or outline.get("xmlUrl"):
            complaints += ["MissingOutlineType"]
    return complaints


def _namespaces(root: etree._Element) -> Iterator[str]:
    used = {(prefix, uri) for element in root.iter() for prefix, uri in element.nsmap.items()}
    for prefix, uri in sorted(used, key=str):
        if uri not in KNOWN_NAMESPACES:
            yield f"UnknownNamespace {uri}"
        elif prefix and prefix != KNOWN_NAMESPACES[uri]:
            yield f"NonstdPrefix {prefix}"
    for element in root.iter("{http://purl.org/dc/terms/}available"):
        if not _W3CDTF.fullmatch(element.text or ""):
            yield "InvalidW3CDTFDate"


def _html(text: str) -> Iterator[str]:
    if _UNSAFE.search(text):
        yield "SecurityRisk"
    yield from (f"ContainsRelRef {found}" for found in _REFERENCE.findall(text) if not urlsplit(found).scheme)


def _rfc822(text: str | None) -> list[str]:
    """The date as RSS wants it, with the day of the week that it is, a four-digit year and a numeric zone."""
    try:
        moment = parsedate_to_datetime(text or "")
    except ValueError:
        return ["InvalidRFC2822Date"]
    right = moment.tzinfo and f"{moment:%a, %d %b %Y %H:%M:%S %z}" == (text or "").replace("GMT", "+0000")
    return [] if right else ["ProblematicalRFC822Date"]


def _rfc3339(text: str) -> bool:
    return datetime.fromisoformat(text).tzinfo is not None and "T" in text


def _is_uri(text: str | None) -> bool:
    return bool(text and re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[!-~]+", text))
