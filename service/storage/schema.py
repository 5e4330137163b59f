"""The tables, the same on SQLite and PostgreSQL.

`number` columns count rows in the order of insertion; `id` columns are the ids of the domain. A row taken for work
carries `lease_holder` and `lease_until`; whoever writes the end of the work names himself in the WHERE clause.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from service.storage.columns import Json, Moment, Number, Span, Written, lease, metadata, number, partial
from service.storage.remarks import Said

versions = Table(
    "versions",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("version", BigInteger, nullable=False),
    comment="'all' counts every change of what any feed shows; a source or site keeps its last change's count",
)

sites = Table(
    "sites",
    metadata,
    number(),
    Column("id", Text, nullable=False, unique=True),
    Column("url", Written, nullable=False),
    Column("title", Written, nullable=False),
)

sources = Table(
    "sources",
    metadata,
    number(),
    Column("id", Text, nullable=False, unique=True),
    Column("site_id", Text, ForeignKey(sites.c.id), nullable=False),
    Column("url", Written, nullable=False),
    Column("title", Written, nullable=False),
    Column("section", Json, nullable=False),
    Column("zone", Text, nullable=False),
    Column("every", Span),
    Column("recipe", Json),
    Column("announce_last", Integer, nullable=False),
    Column("ignore_robots", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("paused", Boolean, nullable=False),
    Column("retired_at", Moment),
    Column("next_poll_at", Moment, nullable=False),
    Column("etag", Written),
    Column("last_modified", Written),
    Column("body_digest", Text),
    Column("health", Text, nullable=False),
    Column("evidence", Said, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("wait_until", Moment),
    Column("last_poll_at", Moment),
    Column("last_good_at", Moment),
    Column("baseline_at", Moment),
    Column("method", Written, nullable=False),
    Column("gap", Json),
    Column("moved_to", Written),
    Column("listing_title", Written, nullable=False, server_default=""),
    Column("tags", Json, nullable=False, server_default="[]"),
    Column("healing", Json),
    *lease(),
    Index(None, "site_id", "next_poll_at"),
    Index(None, "next_poll_at"),
)

histories = Table(
    "histories",
    metadata,
    Column("source_id", Text, ForeignKey(sources.c.id), primary_key=True),
    Column("page", Written, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
    comment="How far back the pages of a listing were read: `page` was the last one",
)

entries = Table(
    "entries",
    metadata,
    number(),
    Column("id", Text, nullable=False, unique=True),
    Column("site_id", Text, ForeignKey(sites.c.id), nullable=False),
    Column("source_id", Text, ForeignKey(sources.c.id), nullable=False),
    Column("url", Written, nullable=False),
    Column("title", Written, nullable=False),
    Column("summary", Written, nullable=False),
    Column("published", Json),
    Column("first_seen_at", Moment, nullable=False),
    Column("position", Integer, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("dated_at", Moment, nullable=False),
    Column("precision", Text),
    Column("zone", Text, nullable=False),
    Column("released_at", Moment),
    Column("author", Written),
    Column("body", Written, nullable=False),
    Column("text", Written, nullable=False),
    Column("kind", Text, nullable=False),
    Column("attachments", Json, nullable=False),
    Column("deadlines", Json, nullable=False, server_default="[]"),
    Column("due_until", Moment),
    Column("announced", Boolean, nullable=False),
    Column("shown_at", Moment, nullable=False, server_default="0", comment="Feeds show the newest first"),
    Column("article_due_at", Moment),
    Column("tries", Integer, nullable=False),
    Column("title_key", Written, nullable=False, server_default=""),
    Column("same_as", Text),
    *lease(),
    Index(None, "site_id", "title_key"),
    partial("ix_entries_same_as", "same_as", where="same_as IS NOT NULL"),
    Index(None, "dated_at"),
    Index(None, "shown_at"),
    Index(None, "site_id", "shown_at"),
    partial("ix_entries_due", "due_until", where="due_until IS NOT NULL"),
    partial("ix_entries_article_owed", "site_id", "article_due_at", where="article_due_at IS NOT NULL"),
    partial("ix_entries_unreleased", "first_seen_at", where="released_at IS NULL"),
    partial("ix_entries_leased", "lease_holder", where="lease_holder IS NOT NULL"),
)

entry_keys = Table(
    "entry_keys",
    metadata,
    Column("site_id", Text, ForeignKey(sites.c.id), nullable=False),
    Column("key", Written, nullable=False),
    Column("entry_id", Text, ForeignKey(entries.c.id), nullable=False),
    PrimaryKeyConstraint("site_id", "key"),
    Index(None, "entry_id"),
)

entry_words = Table(
    "entry_words",
    metadata,
    Column("entry_id", Text, ForeignKey(entries.c.id), primary_key=True),
    Column("folded", Written, nullable=False),
    comment="All that an entry says, in the form in which written forms do not differ; beside the entries, "
    "because they are read far more often than searched",
)

sightings = Table(
    "sightings",
    metadata,
    Column("source_id", Text, ForeignKey(sources.c.id), nullable=False),
    Column("entry_id", Text, ForeignKey(entries.c.id), nullable=False),
    Column("first_seen_at", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
    Column("present", Boolean, nullable=False),
    Column("position", Integer, nullable=False),
    Column("title", Written, nullable=False),
    Column("pinned", Boolean, nullable=False),
    Column("announce", Boolean, nullable=False),
    Column("held", Boolean, nullable=False),
    Column("fanned", Boolean, nullable=False),
    PrimaryKeyConstraint("source_id", "entry_id"),
    Index(None, "entry_id"),
)

revisions = Table(
    "revisions",
    metadata,
    number(),
    Column("entry_id", Text, ForeignKey(entries.c.id), nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("title", Written, nullable=False),
    Column("body", Written, nullable=False),
    Column("text", Written, nullable=False),
    Column("attachments", Json, nullable=False),
    Index(None, "entry_id"),
    comment="What an entry said from `seen_at` until it was changed; what it says now stands in `entries`",
)

channels = Table(
    "channels",
    metadata,
    number(),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("target", Json, nullable=False),
    Column("origin", Text, nullable=False),
    Column("owner", Boolean, nullable=False),
    Column("disabled_reason", Said, nullable=False),
    Column("ended_at", Moment),
    Column("trouble", Text, comment="The incident that told of its closing; null once something arrived again"),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    number(),
    Column("id", Text, nullable=False, unique=True),
    Column("channel_id", Text, ForeignKey(channels.c.id), nullable=False),
    Column("selection", Json, nullable=False),
    Column("timing", Text, nullable=False, server_default="at once"),
    Column("rules", Json, nullable=False, server_default="{}"),
    Column("quiet", Text),
    Column("entries_cap", Integer, nullable=False, server_default="0"),
    Column("alerts_cap", Integer, nullable=False, server_default="0"),
    Column("created_at", Moment, nullable=False),
    Column("token", Text, nullable=False, unique=True),
    Column("zone", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("ended_at", Moment),
    Column("undeclared", Boolean, nullable=False),
    Index(None, "channel_id"),
)

fanouts = Table(
    "fanouts",
    metadata,
    number(),
    Column("entry_id", Text, ForeignKey(entries.c.id), nullable=False),
    Column("source_id", Text, ForeignKey(sources.c.id), nullable=False),
    Column("earlier", Json, nullable=False),
    Column("cursor", Number, nullable=False),
    Column(
        "late",
        Boolean,
        nullable=False,
        server_default=false(),
        comment="Its text came after its release: judged again for those who wanted nothing of its title",
    ),
    UniqueConstraint("entry_id", "source_id", "late"),
    comment="An entry to be told to the subscriptions numbered above `cursor`; `earlier`: source ids",
)

deliveries = Table(
    "deliveries",
    metadata,
    number(),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("channel_id", Text, ForeignKey(channels.c.id), nullable=False),
    Column("subscription_id", Text, ForeignKey(subscriptions.c.id)),
    Column("state", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("next_attempt_at", Moment, comment="Set exactly while pending"),
    Column("attempts", Integer, nullable=False),
    Column("first_attempt_at", Moment),
    Column("ended_at", Moment),
    Column("page", Text, comment="Of a digest: where it can be read, a name that nobody guesses"),
    Column("edit_number", Number),
    Column("follows", Text, comment="The delivery that told first what this one says more of"),
    Column("incident_title", Said, nullable=False),
    Column("incident_text", Said, nullable=False),
    *lease(),
    Index(None, "next_attempt_at"),
    Index(None, "subscription_id"),
    Index(None, "channel_id", "state"),
    Index(None, "state", "ended_at"),
    partial("ix_deliveries_page", "page", where="page IS NOT NULL", unique=True),
    partial("ix_deliveries_leased", "lease_holder", where="lease_holder IS NOT NULL"),
)

owed = Table(
    "owed",
    metadata,
    Column("subscription_id", Text, ForeignKey(subscriptions.c.id), nullable=False),
    Column("entry_id", Text, ForeignKey(entries.c.id), nullable=False),
    Column("delivery_id", Text, ForeignKey(deliveries.c.id), nullable=False),
    Column("source_id", Text, ForeignKey(sources.c.id), nullable=False),
    PrimaryKeyConstraint("subscription_id", "entry_id"),
    Index(None, "delivery_id"),
    Index(None, "entry_id"),
)

payloads = Table(
    "payloads",
    metadata,
    Column("number", Number, ForeignKey(deliveries.c.number), primary_key=True, autoincrement=False),
    Column("bytes", LargeBinary, nullable=False),
    comment="What every try of the delivery of this number sends",
)

attempts = Table(
    "attempts",
    metadata,
    number(),
    Column("delivery_id", Text, ForeignKey(deliveries.c.id), nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("ended_at", Moment, nullable=False),
    Column("result", Text, nullable=False),
    Column("detail", Said, nullable=False),
    Index(None, "delivery_id"),
)

started = Table(
    "started",
    metadata,
    number(),
    Column("name", Text, nullable=False),
    Column("channel_id", Text),
    Column("until", Moment, nullable=False),
    Column("most", Integer, nullable=False),
    Index(None, "name"),
    comment="Messages that count for the limit `name` until then: for one channel, or (null) for all together",
)

edits = Table(
    "edits",
    metadata,
    number(),
    Column("entry_id", Text, ForeignKey(entries.c.id), nullable=False),
    Column("at", Moment, nullable=False),
    Column("kind", Text, nullable=False),
    Column("lines", Json, nullable=False),
    Column("cursor", Number, comment="To be told to the subscriptions numbered above; null: all were told"),
    Index(None, "entry_id"),
    partial("ix_edits_untold", "number", where="cursor IS NOT NULL"),
)

incidents = Table(
    "incidents",
    metadata,
    number(),
    Column("key", Written, nullable=False, unique=True),
    Column("title", Said, nullable=False),
    Column("text", Said, nullable=False),
    Column("filed_at", Moment, nullable=False),
)

mailboxes = Table(
    "mailboxes",
    metadata,
    Column("name", Written, primary_key=True),
    Column("looked_at", Moment, nullable=False),
    Column("failing_since", Moment),
    Column("cause", Said, nullable=False),
    comment="Where returned mail is read; `failing_since` is null after a look that went well",
)

hub_requests = Table(
    "hub_requests",
    metadata,
    number(),
    Column("id", Text, nullable=False, unique=True),
    Column("mode", Text, nullable=False),
    Column("callback", Text, nullable=False),
    Column("host", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("secret", Written, nullable=False),
    Column("lease", Span, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("next_attempt_at", Moment, nullable=False),
    *lease(),
    Index(None, "host"),
    Index(None, "next_attempt_at"),
    comment="What WebSub subscribers asked for and their callbacks have not confirmed yet",
)

hub_leases = Table(
    "hub_leases",
    metadata,
    Column("subscription_id", Text, ForeignKey(subscriptions.c.id), primary_key=True),
    Column("expires_at", Moment, nullable=False),
    Index(None, "expires_at"),
)
