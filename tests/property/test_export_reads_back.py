"""What `export` writes, `load` reads back to equal values."""

import base64
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from service.config import read, to_toml
from service.domain.channel import Channel, ChannelId, MailTarget, WebhookTarget
from service.domain.digest import AtOnce, Daily, Hourly, Quiet, Weekly
from service.domain.naming import is_id, site_id
from service.domain.rules import Clause, Part, Rules
from service.domain.source import Origin, Recipe, Site, SiteId, Source, SourceId
from service.domain.subscription import Caps, Selection, Subscription, SubscriptionId
from service.domain.urls import Url
from service.domain.words import Words

NOW = datetime(2026, 1, 5, tzinfo=UTC)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
ids = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True).filter(is_id)
zones = st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/St_Johns", "UTC"])
sections = st.lists(texts, max_size=3).map(tuple)
hosts = st.from_regex(r"[a-z]{1,8}\.(org|edu\.cn)", fullmatch=True)
urls = st.builds(lambda host, path: Url.parse(f"https://{host}/{path}"), hosts, texts)
recipes = st.builds(Recipe, texts, st.none() | texts, st.none() | texts, st.none() | texts)
intervals = st.timedeltas(timedelta(microseconds=1), timedelta(days=400))
names = texts.filter(lambda name: name.isprintable() and name == name.strip('" ') and not set(name) & set("<>"))
mail_targets = st.builds(
    MailTarget, st.from_regex(r"[a-z]{1,4}([.+][a-z]{1,4})?@[a-z]{1,9}\.org", fullmatch=True), names
)
secrets = st.binary(min_size=24, max_size=64).map(lambda key: "whsec_" + base64.b64encode(key).decode())
webhooks = st.builds(
    WebhookTarget, urls.map(str), st.lists(secrets, min_size=1, max_size=2, unique=True).map(tuple)
)
selections = st.builds(
    Selection,
    st.frozensets(ids.map(SourceId), max_size=2),
    st.frozensets(ids.map(SiteId), max_size=2),
    st.frozensets(st.tuples(ids.map(SiteId), st.lists(texts, min_size=1, max_size=2).map(tuple)), max_size=2),
    st.frozensets(ids, max_size=2),
)
clocks = st.builds(time, st.integers(0, 23), st.integers(0, 59))
timings = st.one_of(
    st.just(AtOnce()),
    st.builds(Daily, clocks),
    st.builds(Hourly, st.integers(0, 59)),
    st.builds(Weekly, st.integers(0, 6), clocks),
)
quiets = st.builds(Quiet, clocks, clocks).filter(lambda quiet: quiet.start != quiet.end)
parts = st.none() | st.sampled_from(Part)
words = st.builds(Clause, texts.map(str.strip).filter(Words.parse), parts).filter(
    lambda one: Clause.parse(str(one)) == one
)
patterns = st.builds(Clause, st.sampled_from([r"第\d+批", r"\.zip$", '"[^"]+"', "a|b"]), parts)
rules = st.builds(
    Rules, *(st.lists(kind, max_size=2).map(tuple) for kind in (words, words, patterns, patterns, words))
)


@st.composite
def watched(draw: st.DrawFn) -> tuple[list[Site], list[Source]]:
    homes = draw(st.lists(urls, min_size=1, max_size=3, unique_by=site_id))
    sites = [Site(site_id(home), home, draw(texts)) for home in homes]
    addresses = draw(st.lists(urls, max_size=4, unique_by=lambda url: url.canonical))
    sources = [
        Source(
            id=SourceId(f"source-{number}"),
            site_id=draw(st.sampled_from(sites)).id,
            url=url,
            title=draw(texts),
            section=draw(sections),
            zone=draw(zones),
            every=draw(st.none() | intervals),
            recipe=draw(st.none() | recipes),
            announce_last=draw(st.integers(0, 99)),
            ignore_robots=draw(texts),
            origin=Origin.CONFIG,
            paused=draw(st.booleans()),
            tags=draw(st.frozensets(ids, max_size=2)),
        )
        for number, url in enumerate(addresses)
    ]
    return sites, sources


@st.composite
def people(draw: st.DrawFn) -> tuple[list[Channel], list[Subscription]]:
    named = draw(st.lists(ids, min_size=1, max_size=3, unique=True))
    channels = [
        Channel(ChannelId(name), draw(mail_targets | webhooks), Origin.CONFIG, draw(st.booleans()))
        for name in named
    ]
    subscriptions = [
        Subscription(
            id=SubscriptionId(name),
            channel_id=ChannelId(draw(st.sampled_from(named))),
            selection=draw(selections),
            timing=draw(timings),
            created_at=NOW,
            token="token",
            zone=draw(zones),
            language=draw(st.sampled_from(["zh", "en"])),
            origin=Origin.CONFIG,
            rules=draw(rules),
            quiet=draw(st.none() | quiets),
            caps=Caps(draw(st.integers(0, 99)), draw(st.integers(0, 99))),
        )
        for name in draw(st.lists(ids, max_size=3, unique=True))
    ]
    return channels, subscriptions


@given(watched(), people())
def test_everything_comes_back(
    watched: tuple[list[Site], list[Source]], people: tuple[list[Channel], list[Subscription]]
) -> None:
    (sites, sources), (channels, subscriptions) = watched, people
    text = to_toml(sites, sources, channels, subscriptions)
    settings = read(text, source="export", folder=Path(), now=NOW, token=lambda: "token")
    assert settings.sources == tuple(sources)
    assert set(settings.sites) == {site for site in sites if any(source.site_id == site.id for source in sources)}
    assert settings.channels == tuple(channels)
    assert settings.subscriptions == tuple(subscriptions)


@given(people())
def test_who_has_unsubscribed_is_left_out(people: tuple[list[Channel], list[Subscription]]) -> None:
    channels, subscriptions = people
    ended = [replace(subscription, ended_at=NOW) for subscription in subscriptions]
    assert read(to_toml([], [], channels, ended), source="x", folder=Path(), now=NOW).subscriptions == ()
