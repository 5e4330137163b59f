"""What the three formats say alike: clean text, addresses, times, the content of an entry."""

import html
import re
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit, urlunsplit

from service.domain.entry import Attachment, Entry, utc
from service.domain.feed import Feed, FeedFormat, FeedHead, FeedId
from service.domain.feedview import Content, FeedView
from service.domain.source import SectionPath, SourceId
from service.domain.urls import Url

Sections = Mapping[SourceId, SectionPath]

MEDIA_TYPES = {
    FeedFormat.RSS: "application/rss+xml",
    FeedFormat.ATOM: "application/atom+xml",
    FeedFormat.JSON: "application/feed+json",
}

GENERATOR = "noticewire"

_BEFORE_ANY_ENTRY = datetime(2026, 1, 1, tzinfo=UTC)
"""What an empty feed gives as its time: a fixed one, so that its bytes stand still."""

_DESCRIPTION_LENGTH = 200

# What XML 1.0 forbids (section 2.2), and the C1 controls, which it discourages.
_UNFIT = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SENTENCE_END = re.compile(r"[。！？!?；;]|\.(?=\s)")
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+")
_URL_SAFE = "%/:@!$&'()*+,;=-._~?"


def fit(text: str) -> str:
    """Without the characters that an XML document cannot hold."""
    return _UNFIT.sub("", text)


def line(text: str) -> str:
    """Fit, and on one line: for titles and names."""
    return " ".join(fit(text).split())


def address(url: Url) -> str:
    """The address as a URI (RFC 3986): what browsers let pass in query and fragment is escaped."""
    parts = urlsplit(fit(url.text))
    path, query, fragment = (quote(part, safe=_URL_SAFE) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, parts.netloc, path, query, fragment))


def feed_url(public_url: str, feed_id: FeedId, feed_format: FeedFormat) -> str:
    """Where we serve the feed: '<public_url>/feeds/<id>.<format>'."""
    return f"{public_url.rstrip('/')}/{FeedView(feed_id, feed_format).address}"


def feed_tag(head: FeedHead) -> str:
    """The feed's id: a tag URI (RFC 4151), whatever address we are served at."""
    return f"tag:noticewire,2026:feed:{quote(head.id, safe='-._~')}"


def feed_title(head: FeedHead) -> str:
    return line(head.title) or head.home.host


def publisher(head: FeedHead) -> str:
    """Who speaks in the feed: the site's title. Atom demands an author (RFC 4287 section 4.2.1)."""
    return line(head.folder[0]) if head.folder and line(head.folder[0]) else feed_title(head)


def entry_title(entry: Entry) -> str:
    """Never blank: validators and readers both want one."""
    return line(entry.title) or address(entry.url)


def published(entry: Entry) -> datetime:
    """In the source's zone, whole seconds; in UTC where the offset has seconds, which RFC 3339 cannot say."""
    moment = entry.dated_at.replace(microsecond=0)
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError(f"naive datetime in entry {entry.id}: {entry.dated_at!r}")
    return moment.astimezone(UTC) if offset.seconds % 60 else moment


def updated(entry: Entry) -> datetime:
    """In UTC. Entries of one poll share a moment, and two entries of one `updated` are a fault to validators;
    so the fraction of the second is taken from the id."""
    return utc(entry.updated_at).replace(microsecond=zlib.crc32(entry.tag.encode()) % 1_000_000)


def changed_at(feed: Feed) -> datetime:
    """The last time that the feed said something new (UTC, whole seconds): a revision, or a release."""
    moments = [utc(entry.updated_at) for entry in feed.entries]
    moments += [utc(entry.released_at) for entry in feed.entries if entry.released_at]
    return max(moments, default=_BEFORE_ANY_ENTRY).replace(microsecond=0)


def media_type(attachment: Attachment) -> str:
    """As RFC 6838 section 4.2 writes one; 'application/octet-stream' for anything else."""
    known = _MEDIA_TYPE.fullmatch(attachment.media_type)
    return known.group() if known else "application/octet-stream"


def categories(entry: Entry, sections: Sections) -> list[str]:
    """The sections the entry was seen in, each as a path: '组织工作 / 工作动态'."""
    paths = (sections.get(source_id, ()) for source_id in entry.sources)
    names = [" / ".join(filter(None, map(line, path))) for path in paths]
    return list(dict.fromkeys(filter(None, names)))


def description(entry: Entry) -> str:
    """Plain text for readers that show no body: the summary, the text's beginning, or the title."""
    return line(entry.summary) or _beginning(line(entry.text)) or entry_title(entry)


def content(entry: Entry, amount: Content = Content.FULL) -> str:
    """HTML: the body, or else title and link; then the attachments that the body does not link to. Of the title
    alone, title and link; empty where the summary is all that is wanted."""
    if amount is Content.SUMMARY:
        return ""
    link = html.escape(address(entry.url))
    paragraph = f'<p><a href="{link}">{html.escape(entry_title(entry), quote=False)}</a></p>'
    if amount is Content.TITLE:
        return paragraph
    body = fit(entry.body) if entry.body.strip() else paragraph
    missing = [
        f'<li><a href="{target}">{html.escape(line(attachment.name) or attachment.url.host, quote=False)}</a></li>'
        for attachment in entry.attachments
        if (target := html.escape(address(attachment.url))) not in body
        and html.escape(attachment.url.text) not in body
    ]
    return body + (f"<ul>{''.join(missing)}</ul>" if missing else "")


def _beginning(text: str) -> str:
    if len(text) <= _DESCRIPTION_LENGTH:
        return text
    start = text[:_DESCRIPTION_LENGTH]
    ends = [match.end() for match in _SENTENCE_END.finditer(start)]
    whole = [end for end in ends if end >= _DESCRIPTION_LENGTH // 2]
    return start[: whole[-1]] if whole else start.rstrip() + "…"
