"""What a mail says, in the reader's language: subject, plain text and HTML. Pure."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote, urlsplit

from service.alerts.plain import excerpt, one_line, readable_size
from service.alerts.reason import reason
from service.alerts.templating import render
from service.domain.deadline import Deadline, due_soon
from service.domain.delivery import Claimed, DeliveryKind, Told
from service.domain.digest import Daily
from service.domain.entry import EditKind, Entry, Precision
from service.domain.subscription import Addressee
from service.wording import translation
from service.wording.remarks import in_language
from service.wording.spans import heading, span

SUBJECT_LIMIT = 200
_WAY_OUT = "https://unsubscribe.invalid/"
"""Stands for a reader's own link while a letter is made for all of them; no page can be there (RFC 2606)."""
_MOST_DATES = 6
HTML_LIMIT = 90_000
"""Bytes. Gmail hides what lies beyond 102 kB, the way out of the subscription first of all."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes. `public_url` is the address every link starts with; `language` is that of mails without a
    subscription (incidents); `templates` a folder with the owner's own. What comes back goes to `return_path`
    ('bounces@example.org'), tagged with the delivery when it is `tagged`; without one, to the sender."""

    public_url: str
    sender_name: str
    sender_address: str
    language: str = "zh"
    templates: Path | None = None
    return_path: str = ""
    tagged: bool = False

    @property
    def domain(self) -> str:
        """The host of `public_url`, the right side of Message-ID and List-Id; for a bare IP address, which names
        nobody for ever, the sender's domain."""
        return _domain(self.public_url, self.sender_address)

    def link(self, *path: str) -> str:
        """An absolute link below `public_url`, each part of the path escaped."""
        return "/".join([self.public_url.rstrip("/"), *(quote(part, safe="") for part in path)])


@lru_cache(maxsize=16)
def _domain(public_url: str, sender_address: str) -> str:
    host = urlsplit(public_url).hostname or ""
    if not host or ":" in host or host.replace(".", "").isdigit():
        host = sender_address.rpartition("@")[2] or "localhost"
    return host.encode("idna").decode("ascii") if not host.isascii() else host.lower()


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says. `subject` is one line without control characters; `text` has lines ended by '\\n'."""

    subject: str
    text: str
    html: str


def compose(claimed: Claimed, letterhead: Letterhead) -> Letter:
    """The letter of an alert, a digest or an incident. Raises ValueError for one that has no entries to tell."""
    language = claimed.subscription.language if claimed.subscription else letterhead.language
    if claimed.kind is DeliveryKind.INCIDENT:
        return _incident(claimed, letterhead, language)
    if claimed.kind is DeliveryKind.REQUESTED:
        return _requested(claimed, letterhead, language)
    if not claimed.entries:
        raise ValueError(f"{claimed.id} is a {claimed.kind} without entries")
    if claimed.kind in (DeliveryKind.ALERT, DeliveryKind.REVISION):
        return _alert(claimed, letterhead, language)
    return _digest(claimed, letterhead, language)


CHANGES = MappingProxyType(
    {
        EditKind.COSMETIC: "Changed",
        EditKind.DATE_MOVED: "A date has moved",
        EditKind.FILES_REPLACED: "Attachments have changed",
        EditKind.WITHDRAWN: "Withdrawn",
    }
)
"""Message ids."""


def unsubscribe_link(letterhead: Letterhead, subscription: Addressee) -> str:
    """Where a subscription ends: GET shows a button, POST ends it (RFC 8058)."""
    return letterhead.link("unsubscribe", subscription.token)


@dataclass(frozen=True, slots=True)
class _Item:
    title: str
    url: str
    place: str
    dated: str
    summary: str
    author: str
    attachments: tuple[tuple[str, str, str], ...]
    """Name, address, size in words (may be empty)."""
    pinned: bool
    also: str
    """Where else the notice was posted."""
    dates: tuple[str, ...] = ()
    """What it asks for by when: '报名截止：2026年9月30日 17:00'."""


@dataclass(frozen=True, slots=True)
class _Group:
    site: str
    section: str
    page: str
    items: tuple[_Item, ...]


def _alert(claimed: Claimed, letterhead: Letterhead, language: str) -> Letter:
    told = claimed.entries[0]
    item = _item(told, summary=300, language=language)
    footer = _footer(claimed, letterhead)
    way_out = str(footer["unsubscribe"])
    edit = claimed.edit
    change = translation(language).gettext(CHANGES[edit.kind]) if edit else ""
    facts = {
        "item": item,
        "change": change,
        "lines": tuple(one_line(line, 300) for line in edit.lines) if edit else (),
        "page": letterhead.link("sources", told.source_id),
        **footer,
        "unsubscribe": _WAY_OUT,
    }
    subject = one_line(f"[{change}] {item.title}" if change else item.title, SUBJECT_LIMIT)
    if letterhead.templates is not None or not way_out:
        return _letter("alert", subject, language, facts | {"unsubscribe": way_out}, letterhead.templates)
    letter = _alert_letter(subject, language, frozenset(facts.items()), None)
    return replace(
        letter, text=letter.text.replace(_WAY_OUT, way_out), html=letter.html.replace(_WAY_OUT, way_out)
    )


def _digest(claimed: Claimed, letterhead: Letterhead, language: str) -> Letter:
    count = len(claimed.entries)
    limit = claimed.subscription.caps.entries if claimed.subscription else 0
    title = translation(language).ngettext("%(num)d new notice", "%(num)d new notices", count) % {"num": count}
    subject = one_line(f"{title} · {_names(claimed.entries, language)}", SUBJECT_LIMIT)
    footer = _footer(claimed, letterhead)
    facts = {"heading": title, "subject": subject, "more": _more(claimed, letterhead), **footer}
    facts["soon"] = [_reminder(told, claimed.due_at, language) for told in claimed.soon]
    kept = most = min(limit or count, count)
    whole = _grouped(facts, claimed.entries, kept, 160, letterhead, language)
    letter = _letter("digest", subject, language, whole, letterhead.templates)
    while len(letter.html.encode()) > HTML_LIMIT and kept > 1:
        kept = min(kept - 1, max(1, kept * HTML_LIMIT // len(letter.html.encode()))) if kept < most else most - 1
        shorter = _grouped(facts, claimed.entries, kept, 0, letterhead, language)
        letter = Letter(subject, letter.text, render("digest.html", language, shorter, letterhead.templates))
    return letter


def _more(claimed: Claimed, letterhead: Letterhead) -> str:
    """Where all of a digest can be read."""
    return letterhead.link("digests", claimed.page) if claimed.page else letterhead.public_url


def _grouped(
    facts: dict[str, object],
    entries: Sequence[Told],
    kept: int,
    summary: int,
    letterhead: Letterhead,
    language: str,
) -> dict[str, object]:
    """The facts of a digest that shows the first `kept` entries by site and section, places in order of their
    newest entry, and says how many are left out."""
    order: dict[tuple[str, tuple[str, ...], str], int] = {}
    sites: dict[str, int] = {}
    for told in entries:
        sites.setdefault(told.site_title, len(sites))
        order.setdefault(_place(told), len(order))
    shown = sorted(entries[:kept], key=lambda told: (sites[told.site_title], order[_place(told)]))
    groups = [
        _Group(
            site=one_line(place[0]),
            section=_section(place[1]),
            page=letterhead.link("sources", place[2]),
            items=tuple(_item(told, summary=summary, language=language) for told in group),
        )
        for place, group in groupby(shown, key=_place)
    ]
    return {**facts, "groups": groups, "left_out": len(entries) - kept}


def _incident(claimed: Claimed, letterhead: Letterhead, language: str) -> Letter:
    title = one_line(in_language(claimed.incident_title, language), SUBJECT_LIMIT)
    text = in_language(claimed.incident_text, language)
    paragraphs = [line for raw in text.splitlines() if (line := one_line(raw))]
    facts = {"title": title, "paragraphs": paragraphs, **_footer(claimed, letterhead)}
    return _letter("incident", title, language, facts, letterhead.templates)


def _requested(claimed: Claimed, letterhead: Letterhead, language: str) -> Letter:
    """Written in the reader's language by whoever asks for it; the paragraph that is an address is the link."""
    title = one_line(claimed.incident_title, SUBJECT_LIMIT)
    paragraphs = [line for raw in claimed.incident_text.splitlines() if (line := one_line(raw))]
    facts = {"title": title, "paragraphs": paragraphs, **_footer(claimed, letterhead)}
    return _letter("requested", title, language, facts, letterhead.templates)


def _footer(claimed: Claimed, letterhead: Letterhead) -> dict[str, object]:
    subscription = claimed.subscription
    timing = subscription.timing if subscription else None
    host = urlsplit(letterhead.public_url).netloc
    return {
        "home": letterhead.public_url,
        "host": host,
        "why": reason(subscription, host, subscription.language if subscription else letterhead.language),
        "unsubscribe": unsubscribe_link(letterhead, subscription) if subscription else "",
        "daily": f"{timing.at:%H:%M}" if isinstance(timing, Daily) else "",
        "zone": subscription.zone if subscription else "",
    }


@lru_cache(maxsize=256)
def _item(told: Told, *, summary: int, language: str) -> _Item:
    """Kept for a while: one notice goes to many."""
    entry = told.entry
    return _Item(
        title=entry_title(entry, language),
        url=entry.url.text,
        place=" › ".join(part for part in (one_line(told.site_title), _section(told.section)) if part),
        dated=readable_date(entry),
        summary=excerpt(entry.summary or entry.text, summary) if summary else "",
        author=one_line(entry.author or "", 80),
        attachments=tuple(
            (
                one_line(found.name, 150) or one_line(found.url.text, 150),
                found.url.text,
                "" if found.size is None else readable_size(found.size),
            )
            for found in entry.attachments
        ),
        pinned=told.pinned,
        also=", ".join(one_line(name, 60) for name in told.also),
        dates=tuple(_dated(due, language) for due in entry.deadlines[:_MOST_DATES]),
    )


def _reminder(told: Told, at: datetime, language: str) -> tuple[str, str, str]:
    """Title, address, and what is due of it, the most urgent alone."""
    entry = told.entry
    urgent = due_soon(entry.deadlines, entry.zone, at)[0]
    return entry_title(entry, language), entry.url.text, _dated(urgent, language)


def _dated(due: Deadline, language: str) -> str:
    colon = "：" if language == "zh" else ": "
    return f"{one_line(heading(due, language))}{colon}{span(due, language)}"


def entry_title(entry: Entry, language: str) -> str:
    """The title in one line; never empty."""
    return one_line(entry.title) or translation(language).gettext("(untitled)")


def readable_date(entry: Entry) -> str:
    """As its site would write it, on the site's clock: '2026-11-24', with '15:30' when the site told the time."""
    exact = entry.precision in (Precision.MINUTE, Precision.SECOND)
    return f"{entry.dated_at:%Y-%m-%d %H:%M}" if exact else f"{entry.dated_at:%Y-%m-%d}"


def _place(told: Told) -> tuple[str, tuple[str, ...], str]:
    return told.site_title, told.section, told.source_id


def _section(path: tuple[str, ...]) -> str:
    return " › ".join(part for name in path if (part := one_line(name, 60)))


def _names(entries: Sequence[Told], language: str) -> str:
    """Where a digest's entries are from: the area (else the site) of the newest, and whether there are others."""
    names = list(
        dict.fromkeys(one_line(told.section[0] if told.section else told.site_title, 60) for told in entries)
    )
    if len(names) == 1:
        return names[0]
    return translation(language).gettext("%(name)s and others") % {"name": names[0]}


@lru_cache(maxsize=64)
def _alert_letter(
    subject: str, language: str, facts: frozenset[tuple[str, Hashable]], templates: Path | None
) -> Letter:
    """One notice goes to many, and only their way out differs."""
    return _letter("alert", subject, language, dict(facts), templates)


def _letter(
    template: str, subject: str, language: str, facts: dict[str, object], templates: Path | None
) -> Letter:
    text = render(f"{template}.txt", language, facts, templates)
    return Letter(subject, text, render(f"{template}.html", language, {**facts, "subject": subject}, templates))
