"""The one entry in which the feed of a source says that the source cannot be read."""

import html
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from service.domain.entry import ArticleKind, Entry, EntryId
from service.domain.overview import SourceStatus
from service.domain.urls import Url
from service.web.catalogue import section_name
from service.web.phrases import N_
from service.wording import translation

__all__ = ["trouble_entry"]

_TITLE = N_("This page cannot be read at the moment: %(name)s")
_TEXT = N_(
    "The page has not been readable since %(since)s. What was published there since is missing here; it will come "
    "as soon as the page can be read again, and this entry will be gone."
)
_MORE = N_("What is known of it")


def trouble_entry(
    status: SourceStatus, since: datetime, after: timedelta, *, public_url: str, language: str
) -> Entry:
    """The entry of the trouble that began after `since`: the same bytes as long as it lasts, and another id for
    the next one. What is known of it stands on the source's page, because it changes."""
    gettext = translation(language).gettext
    zone = ZoneInfo(status.source.zone)
    told_at = since + after
    text = gettext(_TEXT) % {"since": f"{since.astimezone(zone):%Y-%m-%d %H:%M}"}
    page = f"{public_url.rstrip('/')}/sources/{status.source.id}"
    link = f'<p><a href="{html.escape(page)}">{html.escape(gettext(_MORE), quote=False)}</a></p>'
    return Entry(
        id=EntryId(f"trouble:{status.source.id}:{int(since.timestamp())}"),
        site_id=status.site.id,
        url=Url.parse(page),
        title=gettext(_TITLE) % {"name": section_name(status)},
        first_seen_at=told_at,
        updated_at=told_at,
        dated_at=told_at.astimezone(zone),
        precision=None,
        zone=status.source.zone,
        released_at=told_at,
        body=f"<p>{html.escape(text, quote=False)}</p>{link}",
        text=text,
        kind=ArticleKind.HTML,
        sources=(status.source.id,),
    )
