"""Deliveries as the store hands them out, with a readable default for everything."""

from collections.abc import Sequence
from datetime import UTC, datetime

from service.alerts.compose import Letterhead
from service.domain.channel import Channel, ChannelId, MailTarget, Target
from service.domain.delivery import Claimed, DeliveryKind, Told, delivery_id
from service.domain.digest import AtOnce, Timing
from service.domain.entry import Attachment, Entry, EntryId, Precision
from service.domain.source import Holder, SectionPath, SiteId, SourceId
from service.domain.subscription import Selection, Subscription, SubscriptionId
from service.domain.urls import Url

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
AT_ONCE = AtOnce()
HOLDER = Holder("daemon:test")
LETTERHEAD = Letterhead("https://notices.example.org", "通知速递", "notices@example.org")
READER = MailTarget("reader@example.net", "张三")


def told(
    number: int = 1,
    *,
    title: str = "关于开展2026年度干部考核工作的通知",
    text: str = "各单位：现将有关事项通知如下。",
    site: str = "党委组织部",
    section: SectionPath = ("组织工作", "工作动态"),
    source: str = "zzb-gzdt",
    precision: Precision | None = Precision.DAY,
    attachments: tuple[Attachment, ...] = (),
) -> Told:
    entry = Entry(
        id=EntryId(f"{number:024x}"),
        site_id=SiteId("zzb"),
        url=Url.parse(f"https://zzb.example.edu.cn/info/1006/{number}.htm"),
        title=title,
        first_seen_at=NOON,
        updated_at=NOON,
        dated_at=NOON,
        precision=precision,
        zone="Asia/Shanghai",
        released_at=NOON,
        text=text,
        attachments=attachments,
    )
    return Told(entry, SourceId(source), site, section)


def claim(
    kind: DeliveryKind = DeliveryKind.ALERT,
    entries: Sequence[Told] | None = None,
    *,
    target: Target = READER,
    subscription: str = "office-mail",
    timing: Timing = AT_ONCE,
    language: str = "zh",
    attempts: int = 0,
    payload: bytes | None = None,
    channel: str = "reader",
) -> Claimed:
    """A delivery under a lease; an incident has no subscription and no entries."""
    incident = kind is DeliveryKind.INCIDENT
    follows = Subscription(
        id=SubscriptionId(subscription),
        channel_id=ChannelId(channel),
        selection=Selection(),
        timing=timing,
        created_at=NOON,
        token="t0ken-very-long-and-hard-to-guess-0123456789abcdef",
        language=language,
    )
    entries = [] if incident else list(entries or [told()])
    return Claimed(
        id=delivery_id(subscription, entries[0].entry.id if entries else "incident"),
        kind=kind,
        channel=Channel(ChannelId(channel), target),
        subscription=None if incident else follows,
        entries=entries,
        due_at=NOON,
        attempts=attempts,
        first_attempt_at=None,
        holder=HOLDER,
        payload=payload,
        incident_title="组织部：一次出现 42 条新通知，已暂缓" if incident else "",
        incident_text="来源 zzb-gzdt 一次出现 42 条。\n请检查后决定是否发送。" if incident else "",
    )
