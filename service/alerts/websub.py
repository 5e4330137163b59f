"""Content to WebSub subscribers (W3C Recommendation, section 7): what is new, in the format of the topic."""

from datetime import datetime

from service.alerts.posting import Poster
from service.domain.channel import CallbackTarget
from service.domain.delivery import Claimed
from service.domain.errors import DeliveryFailed
from service.domain.feed import Feed, FeedHead, FeedId, FeedScope
from service.domain.feedview import EVERYTHING, FeedView, Unclear, parse_address, tag_of
from service.domain.remark import Remark
from service.domain.urls import Url
from service.domain.websub import hub_address, signature
from service.feeds import FeedDocument, Links, build_feed
from service.feeds.wording import MEDIA_TYPES


class CallbackSender:
    """Posts the topic's feed with the new entries alone, a diff as section 7 allows for feeds.

    A callback that answers 410 is gone: its subscription ends.
    """

    def __init__(self, poster: Poster, *, version: str, public_url: str) -> None:
        self._poster = poster
        self._version = version
        self._public_url = public_url

    def compose(self, claimed: Claimed, now: datetime) -> bytes:
        return self._document(claimed).body

    async def send(self, claimed: Claimed, payload: bytes) -> str:
        target, view = self._topic(claimed)
        links = f'<{hub_address(self._public_url)}>; rel="hub", <{target.topic}>; rel="self"'
        headers = {
            "Content-Type": f"{MEDIA_TYPES[view.format]}; charset=utf-8",
            "User-Agent": f"noticewire/{self._version}",
            "Accept": "*/*",
            "Accept-Encoding": "identity",
            "Link": links,
        }
        if target.secret:
            headers["X-Hub-Signature"] = signature(target.secret, payload)
        return await self._poster.post(target.callback, headers, payload)

    async def aclose(self) -> None:
        await self._poster.aclose()

    def _document(self, claimed: Claimed) -> FeedDocument:
        target, view = self._topic(claimed)
        own = target.feed_id == EVERYTHING or tag_of(FeedId(target.feed_id)) is not None
        home = self._public_url.rstrip("/") + "/" if own else target.home
        head = FeedHead(FeedId(target.feed_id), FeedScope.SOURCE, target.title, Url.parse(home), target.folder)
        feed = Feed(head, tuple(told.entry for told in claimed.entries))
        return build_feed(
            feed,
            view.format,
            public_url=self._public_url,
            sections={told.source_id: told.section for told in claimed.entries},
            content=view.content,
            links=Links(target.topic, hub_address(self._public_url)),
        )

    def _topic(self, claimed: Claimed) -> tuple[CallbackTarget, FeedView]:
        """Raises DeliveryFailed (permanent) when the topic is none of our feeds any more."""
        target = claimed.channel.target
        if not isinstance(target, CallbackTarget):
            raise TypeError(f"channel {claimed.channel.id} is no WebSub subscriber")
        try:
            view = parse_address(target.topic, self._public_url)
        except Unclear:
            view = None
        if view is None:
            raise DeliveryFailed(
                Remark("%(topic)s is no feed of %(url)s", topic=target.topic, url=self._public_url), permanent=True
            )
        return target, view
