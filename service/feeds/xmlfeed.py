"""RSS 2.0 and Atom 1.0, made with feedgen: the only module that knows it.

What feedgen does behind one's back: the constructors put the current time into every date (each is set here); in
RSS the last feed link given wins as <link>, and the last enclosure of an entry; entries come out in reverse unless
appended; an Atom entry's links lose all but their address (so attachments are written by our extension).
"""

from typing import Any

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from feedgen.util import xml_elem

from service.domain.entry import Attachment, Entry, Precision
from service.domain.feed import Feed, FeedFormat
from service.domain.feedview import Content
from service.feeds.links import Links
from service.feeds.wording import (
    GENERATOR,
    MEDIA_TYPES,
    Sections,
    address,
    categories,
    changed_at,
    content,
    description,
    entry_title,
    feed_tag,
    feed_title,
    line,
    media_type,
    published,
    publisher,
    updated,
)

__all__ = ["atom", "rss"]

_TERMS = "http://purl.org/dc/terms/"
"""Dublin Core's dcterms:available says the date with the precision that the page had it (W3CDTF): '2025-02-21'. A
namespace of our own would be unknown to validators, and readers take dcterms:issued for the time of release."""

_HISTORY = "http://purl.org/syndication/history/1.0"
_ATOM = "http://www.w3.org/2005/Atom"
_TTL_MINUTES = 15


def rss(feed: Feed, links: Links, sections: Sections, amount: Content) -> bytes:
    """RSS 2.0 with content, Atom and Dublin Core elements."""
    generator = _generator(feed, links, FeedFormat.RSS)
    generator.load_extension("dc", atom=False, rss=True)
    generator.description(f"{publisher(feed.head)}: {feed_title(feed.head)}")
    generator.language(feed.head.language)
    generator.lastBuildDate(changed_at(feed))
    generator.ttl(_TTL_MINUTES)
    for entry in feed.entries:
        item = _entry(generator, entry, sections, amount)
        item.link(href=address(entry.url), rel="alternate")
        if amount is not Content.TITLE:
            item.description(description(entry))
        for attachment in entry.attachments[:1]:  # one enclosure an item, says the RSS profile
            item.link(**_enclosure(attachment))
        if entry.author and (author := line(entry.author)):
            item.dc.dc_creator(author)  # RSS's own <author> must be a mail address
    return bytes(generator.rss_str())


def atom(feed: Feed, links: Links, sections: Sections, amount: Content) -> bytes:
    """Atom 1.0 (RFC 4287)."""
    generator = _generator(feed, links, FeedFormat.ATOM)
    generator.author(name=publisher(feed.head))
    newest = max([changed_at(feed), *(updated(entry) for entry in feed.entries)])
    generator.updated(newest)
    for entry in feed.entries:
        item = _entry(generator, entry, sections, amount)
        item.link(href=address(entry.url), rel="alternate")  # without content feedgen wants to see it
        item.updated(updated(entry))
        if amount is not Content.TITLE:
            item.summary(description(entry))
        if entry.author and (author := line(entry.author)):
            item.author(name=author)
    return bytes(generator.atom_str())


def _generator(feed: Feed, links: Links, kind: FeedFormat) -> Any:
    generator: Any = FeedGenerator()
    generator.register_extension("nw", _FeedExtension, _EntryExtension)
    generator.nw.links = links
    generator.id(feed_tag(feed.head))
    generator.title(feed_title(feed.head))
    generator.language(feed.head.language)
    generator.generator(GENERATOR)
    generator.link(href=links.own, rel="self", type=MEDIA_TYPES[kind])
    generator.link(href=address(feed.head.home), rel="alternate", type="text/html")
    return generator


def _entry(generator: Any, entry: Entry, sections: Sections, amount: Content) -> Any:
    item: Any = generator.add_entry(FeedEntry(), order="append")
    item.id(entry.tag)
    item.title(entry_title(entry))
    item.published(published(entry))
    if body := content(entry, amount):
        item.content(body, type="html")
    item.category([{"term": name} for name in categories(entry, sections)])
    item.nw.entry = entry
    return item


def _enclosure(attachment: Attachment) -> dict[str, str]:
    link = {"href": address(attachment.url), "rel": "enclosure", "type": media_type(attachment)}
    if name := line(attachment.name):
        link["title"] = name
    if attachment.size is not None:
        link["length"] = str(attachment.size)
    return link


class _FeedExtension:
    """feedgen's extension of a feed: namespaces, and links to the hub and the archive, which feedgen would drop
    in RSS."""

    def __init__(self) -> None:
        self.links = Links("")

    def extend_ns(self) -> dict[str, str]:
        return {"dcterms": _TERMS} | ({"fh": _HISTORY} if self.links.current else {})

    def extend_rss(self, element: Any) -> None:
        self._extend(element[0], f"{{{_ATOM}}}link")

    def extend_atom(self, element: Any) -> None:
        self._extend(element, "link")

    def _extend(self, element: Any, link: str) -> None:
        if self.links.current:
            xml_elem(f"{{{_HISTORY}}}archive", element)
        for relation, target in self.links.named:
            xml_elem(link, element, rel=relation, href=target)


class _EntryExtension:
    """feedgen's extension of an entry: its links in Atom, and the date with the precision it had on the page."""

    def __init__(self) -> None:
        self.entry: Entry | None = None

    def extend_rss(self, element: Any) -> None:
        if self.entry:
            _add_page_date(element, self.entry)

    def extend_atom(self, element: Any) -> None:
        if self.entry:
            for attachment in self.entry.attachments:
                xml_elem("link", element, **_enclosure(attachment))
            _add_page_date(element, self.entry)


def _add_page_date(element: Any, entry: Entry) -> None:
    if entry.precision:
        precision, moment = entry.precision, entry.dated_at
        told = xml_elem(f"{{{_TERMS}}}available", element)
        told.text = (
            moment.date().isoformat()
            if precision is Precision.DAY
            else moment.isoformat(timespec="minutes" if precision is Precision.MINUTE else "seconds")
        )
