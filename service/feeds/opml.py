"""OPML 2.0: the list of feeds as a tree of folders, for subscribing to all at once."""

from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from service.domain.entry import utc
from service.domain.feed import FeedFormat, FeedHead
from service.feeds.wording import address, feed_title, feed_url, line

__all__ = ["build_opml"]


def build_opml(
    heads: Sequence[FeedHead],
    *,
    public_url: str,
    title: str,
    feed_format: FeedFormat = FeedFormat.RSS,
    modified_at: datetime | None = None,
) -> bytes:
    """The feeds in the order given, each in the folders that its head names; a folder stands where its first feed
    stands. `modified_at` (aware), where known, is told as the time of the last change."""
    root = ET.Element("opml", version="2.0")
    head = ET.SubElement(root, "head")
    ET.SubElement(head, "title").text = line(title)
    if modified_at is not None:
        ET.SubElement(head, "dateModified").text = format_datetime(utc(modified_at), usegmt=True)
    ET.SubElement(head, "docs").text = "http://opml.org/spec2.opml"
    folders: dict[tuple[str, ...], ET.Element] = {(): ET.SubElement(root, "body")}
    for feed in heads:
        folder = _folder(folders, tuple(filter(None, map(line, feed.folder))))
        name = feed_title(feed)
        ET.SubElement(
            folder,
            "outline",
            type="rss",  # of every feed, says the specification ("Subscription lists"); readers sniff the format
            text=name,
            title=name,
            xmlUrl=feed_url(public_url, feed.id, feed_format),
            htmlUrl=address(feed.home),
            language=feed.language,
        )
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _folder(folders: dict[tuple[str, ...], ET.Element], path: tuple[str, ...]) -> ET.Element:
    if path not in folders:
        above = _folder(folders, path[:-1])
        folders[path] = ET.SubElement(above, "outline", text=path[-1], title=path[-1])
    return folders[path]
