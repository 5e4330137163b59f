"""Floor 2: entries -> bytes of RSS 2.0, Atom 1.0, JSON Feed 1.1, OPML 2.0 and iCalendar. No I/O and no clock.

The same feed gives the same bytes, always; so the entity tag is made from them.
"""

from service.feeds.build import FeedDocument, build_feed, feed_url
from service.feeds.calendar import build_calendar
from service.feeds.links import Links
from service.feeds.opml import build_opml

__all__ = ["FeedDocument", "Links", "build_calendar", "build_feed", "build_opml", "feed_url"]
