"""What the API takes and gives. Times are RFC 3339; ids are those of the pages and commands."""

import re
from datetime import date, datetime
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

from service.domain.channel import ChannelKind
from service.domain.delivery import DeliveryKind, DeliveryState, Result
from service.domain.entry import ArticleKind, Precision
from service.domain.source import Health

__all__ = [
    "CURSOR",
    "ENTRY_ID",
    "GROUP",
    "ID",
    "Attachment",
    "Attempt",
    "Cause",
    "Channel",
    "Channels",
    "Count",
    "Decision",
    "Deliveries",
    "Delivery",
    "Entries",
    "Entry",
    "EntryQuery",
    "EntrySummary",
    "Found",
    "Hits",
    "LedgerQuery",
    "NewProbe",
    "NewSource",
    "NewSubscription",
    "PageQuery",
    "Probe",
    "Recipe",
    "Replay",
    "Replayed",
    "SearchQuery",
    "Section",
    "Source",
    "SourceChange",
    "SourceQuery",
    "Sources",
    "Subscription",
    "Subscriptions",
]  # fmt: skip

ID = r"[a-z0-9]+(-[a-z0-9]+)*"
ENTRY_ID = r"[0-9a-f]{24}"
CURSOR = r"[A-Za-z0-9_-]{1,100}"
_WHEN = (
    r"(at once|hourly( :[0-5][0-9])?|daily ([01][0-9]|2[0-3]):[0-5][0-9]"
    r"|weekly (mon|tue|wed|thu|fri|sat|sun) ([01][0-9]|2[0-3]):[0-5][0-9])"
)
GROUP = rf"{ID}:[^/:\s][^/:]{{0,99}}(/[^/:\s][^/:]{{0,99}}){{0,5}}"
_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_ADDRESS = rf"https?://{_LABEL}(\.{_LABEL}){{1,8}}(:[1-9][0-9]{{1,3}})?(/[A-Za-z0-9._~/%=&?+,;!()-]*)?"


def _whole(value: object) -> object:
    """JSON knows one kind of number: 900.0 is 900 (JSON Schema 2020-12 section 6.1.1 of validation)."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _rfc3339(value: object) -> object:
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        raise ValueError("not a time of RFC 3339, as in 2026-11-24T08:00:00Z")
    return datetime.fromisoformat(value.upper())


_Id = Annotated[str, Field(pattern=f"^{ID}$", max_length=80)]
_Time = Annotated[AwareDatetime, BeforeValidator(_rfc3339)]
_Cursor = Annotated[str, Field(pattern=f"^{CURSOR}$", description="`next` of the page before.")]
_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)")
_Title = Annotated[str, Field(pattern=r"^[^\x00-\x20\x7f][^\x00-\x1f\x7f]{0,199}$")]
_Selector = Annotated[str, Field(pattern=r"^[^\x00-\x20\x7f][^\x00-\x1f\x7f]{0,199}$")]
_Section = Annotated[list[_Title], Field(max_length=6, description="Names from the outside in.")]
_Every = Annotated[
    int,
    Field(ge=60, le=31_536_000, description="Seconds between visits; null: by the schedule."),
    BeforeValidator(_whole),
]
_Tags = Annotated[list[_Id], Field(max_length=20, description="Names of the owner's own.")]
_Limit = Annotated[int, Field(ge=1, le=200, description="At most so many.")]
_Address = Annotated[str, Field(pattern=f"^{_ADDRESS}$", max_length=2000, description="An http or https address.")]


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Told(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_serialization_defaults_required=True)


class PageQuery(_Given):
    cursor: _Cursor | None = None
    limit: _Limit = 50


class SourceQuery(PageQuery):
    health: Health | None = Field(None, description="Only those in this state.")
    tag: str | None = Field(None, max_length=80, description="Only those with this tag.")


class EntryQuery(PageQuery):
    source: _Id | None = Field(None, description="Only those seen on this source.")
    site: _Id | None = Field(None, description="Only those of this site.")


class SearchQuery(_Given):
    q: str = Field(min_length=1, max_length=200, description='Words: `研究生 "open call" -讲座`.')
    feed: _Id = Field("all", description="In this feed only: a source, a group, a site, or all.")
    limit: _Limit = 50


class LedgerQuery(PageQuery):
    channel: _Id | None = Field(None, description="Only those to this channel.")
    state: DeliveryState | None = Field(None, description="Only those in this state.")
    since: _Time | None = Field(None, description="Only those owed at this time or later.")
    until: _Time | None = Field(None, description="Only those owed before this time.")


class Recipe(_Given):
    """How a listing is read: CSS selectors, all but `item` relative to it."""

    item: _Selector
    link: _Selector | None = None
    title: _Selector | None = None
    date: _Selector | None = None


class NewSource(_Given):
    url: _Address
    title: _Title | None = None
    site_title: _Title | None = None
    section: _Section = []
    tags: _Tags = []
    every: _Every | None = None
    recipe: Recipe | None = None


class SourceChange(_Given):
    """What is left out stays as it is."""

    title: _Title | None = Field(None, description="Null: stays.")
    section: _Section | None = Field(None, description="Null: stays.")
    tags: _Tags | None = Field(None, description="Null: they stay.")
    every: _Every | None = None
    recipe: Recipe | None = Field(None, description="Null: it is read by itself.")
    paused: bool | None = Field(None, description="Null: stays.")


class Decision(_Given):
    announce: bool = Field(description="True: they are told; false: they rest, kept and told to nobody.")


class NewProbe(_Given):
    url: _Address


class NewSubscription(_Given):
    """Everything, when nothing is named."""

    channel: _Id
    sources: list[_Id] = Field([], max_length=500)
    sites: list[_Id] = Field([], max_length=500)
    groups: list[Annotated[str, Field(pattern=f"^{GROUP}$")]] = Field(
        [], max_length=500, description="As in `site-id:组织工作/组织通知`."
    )
    when: str = Field("at once", pattern=f"^{_WHEN}$")


class Replay(_Given):
    """One message, or all that were given up: of a channel, of a time, or of both."""

    delivery: Annotated[str, Field(pattern="^msg_[0-9a-f]{32}$")] | None = None
    channel: _Id | None = None
    since: _Time | None = None
    until: _Time | None = None


class Source(_Told):
    id: str
    site: str
    site_title: str
    url: str
    title: str
    section: list[str]
    tags: list[str]
    zone: str
    every: int | None = Field(description="Seconds; null: by the schedule.")
    recipe: Recipe | None
    declared: bool = Field(description="By the configuration file, where alone it can be changed.")
    paused: bool
    health: Health
    evidence: str
    failures: int
    last_poll_at: datetime | None
    last_good_at: datetime | None
    next_poll_at: datetime
    entries: int
    held: int = Field(description="Notices that the flood guard keeps back.")


class Sources(_Told):
    items: list[Source]
    next: str | None


class Attachment(_Told):
    url: str
    name: str
    media_type: str
    size: int | None


class EntrySummary(_Told):
    id: str
    tag: str = Field(description="Its id in feeds.")
    site: str
    sources: list[str]
    url: str
    title: str
    dated_at: datetime
    precision: Precision | None = Field(description="What of `dated_at` the site told; null: nothing.")
    first_seen_at: datetime
    updated_at: datetime


class Entry(EntrySummary):
    summary: str
    author: str | None
    kind: ArticleKind
    html: str = Field(description="Sanitised, with absolute addresses.")
    text: str
    attachments: list[Attachment]


class Entries(_Told):
    items: list[EntrySummary]
    next: str | None


class Hits(_Told):
    items: list[EntrySummary]


class Channel(_Told):
    id: str
    kind: ChannelKind
    address: str = Field(description="Of a web address the host alone: the rest may be a secret.")
    owner: bool
    open: bool
    closed_because: str


class Channels(_Told):
    items: list[Channel]


class Subscription(_Told):
    id: str
    channel: str
    sources: list[str]
    sites: list[str]
    groups: list[str]
    tags: list[str]
    rules: dict[str, list[str]]
    when: str
    zone: str
    language: str
    declared: bool
    created_at: datetime


class Subscriptions(_Told):
    items: list[Subscription]


class Attempt(_Told):
    started_at: datetime
    ended_at: datetime
    result: Result
    detail: str


class Delivery(_Told):
    id: str
    kind: DeliveryKind
    channel: str
    channel_kind: ChannelKind
    state: DeliveryState
    titles: list[str]
    created_at: datetime
    due_at: datetime
    next_attempt_at: datetime | None
    attempts: list[Attempt]


class Deliveries(_Told):
    items: list[Delivery]
    next: str | None


class Replayed(_Told):
    count: int


class Count(_Told):
    count: int


class Found(_Told):
    title: str
    url: str
    day: date | None


class Cause(_Told):
    cause: str
    advice: str


class Section(_Told):
    url: str
    title: str
    section: list[str]
    newest: list[Found]
    failure: Cause | None


class Probe(_Told):
    """`done` false: it is still being looked at; ask again in a second."""

    id: str
    url: str
    done: bool
    looked_at: int
    of: int
    site_title: str | None
    whole_site: bool | None
    sections: list[Section]
    failure: Cause | None
