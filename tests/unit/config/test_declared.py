from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from service.config.reading import read
from service.config.settings import Settings
from service.domain.channel import Channel, ChannelId, MailTarget, WebhookTarget
from service.domain.digest import AtOnce, Daily
from service.domain.source import Origin, Recipe, Site, SiteId, Source, SourceId
from service.domain.subscription import Selection, Subscription, SubscriptionId
from service.domain.urls import Url

Read = Callable[[str], Settings]
Problems = Callable[[str], list[str]]
SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"


def test_a_url_is_enough_for_a_source(settings_of: Read) -> None:
    settings = settings_of('zone = "Europe/Berlin"\n[[sources]]\nurl = "https://www.x.edu.cn/tzgg/list.htm"')
    site = Site(SiteId("x-edu-cn"), Url.parse("https://www.x.edu.cn/"), "www.x.edu.cn")
    assert settings.sites == (site,)
    assert settings.sources == (
        Source(
            id=SourceId("x-edu-cn-tzgg"),
            site_id=site.id,
            url=Url.parse("https://www.x.edu.cn/tzgg/list.htm"),
            title="www.x.edu.cn",
            zone="Europe/Berlin",
            origin=Origin.CONFIG,
        ),
    )


def test_a_source_in_full(settings_of: Read) -> None:
    settings = settings_of("""
        [[sources]]
        url = "https://news.x.edu.cn/gzdt.htm"
        id = "gzdt"
        section = ["组织工作", "工作动态"]
        site = "X 大学"
        home = "https://www.x.edu.cn/dept/"
        every = "30s"
        announce_last = 3
        ignore_robots = "our own site"
        paused = true
        [sources.recipe]
        item = "li"
        date = "span"
        """)
    (source,) = settings.sources
    assert settings.sites == (Site(SiteId("x-edu-cn"), Url.parse("https://www.x.edu.cn/dept/"), "X 大学"),)
    assert source == Source(
        id=SourceId("gzdt"),
        site_id=SiteId("x-edu-cn"),
        url=Url.parse("https://news.x.edu.cn/gzdt.htm"),
        title="组织工作 / 工作动态",
        section=("组织工作", "工作动态"),
        every=timedelta(seconds=30),
        recipe=Recipe("li", date="span"),
        announce_last=3,
        ignore_robots="our own site",
        origin=Origin.CONFIG,
        paused=True,
    )


def test_one_source_names_the_site_for_all(settings_of: Read) -> None:
    settings = settings_of("""
        [[sources]]
        url = "https://x.org/a"
        [[sources]]
        url = "https://x.org/b"
        site = "X"
        """)
    assert [site.title for site in settings.sites] == ["X"]


def test_channels_and_subscriptions(settings_of: Read, tmp_path: Path) -> None:
    (tmp_path / "more").write_text(f"{SECRET}\n\n")
    settings = settings_of(f"""
        [[channels]]
        id = "me"
        mail = "我 <me@example.org>"
        owner = true
        [[channels]]
        id = "bot"
        webhook = "https://bot.example.org/x"
        secrets = ["{SECRET}"]
        secrets_file = "more"
        [[subscriptions]]
        id = "everything"
        channel = "me"
        [[subscriptions]]
        id = "some"
        channel = "bot"
        sources = ["a"]
        sites = ["b"]
        groups = [["b", "组织工作", "通知"]]
        when = "daily 07:30"
        zone = "Europe/Berlin"
        language = "en"
        """)
    assert settings.channels == (
        Channel(ChannelId("me"), MailTarget("me@example.org", "我"), Origin.CONFIG, owner=True),
        Channel(
            ChannelId("bot"),
            WebhookTarget("https://bot.example.org/x", (SECRET, SECRET)),
            Origin.CONFIG,
            owner=False,
        ),
    )
    everything, some = settings.subscriptions
    assert everything == Subscription(
        id=SubscriptionId("everything"),
        channel_id=ChannelId("me"),
        selection=Selection(),
        timing=AtOnce(),
        created_at=datetime(2026, 1, 5, tzinfo=UTC),
        token="token",
        origin=Origin.CONFIG,
    )
    assert some.selection == Selection(
        frozenset({SourceId("a")}),
        frozenset({SiteId("b")}),
        frozenset({(SiteId("b"), ("组织工作", "通知"))}),
    )
    assert (some.timing, some.zone, some.language) == (Daily(time(7, 30)), "Europe/Berlin", "en")


def test_each_new_subscription_has_its_own_token(tmp_path: Path) -> None:
    text = '[[channels]]\nid = "a"\nmail = "a@b.org"\n'
    text += "".join(f'[[subscriptions]]\nid = "s{n}"\nchannel = "a"\n' for n in range(2))
    one, other = read(text, source="x", folder=tmp_path, now=datetime(2026, 1, 5, tzinfo=UTC)).subscriptions
    assert one.token != other.token
    assert len(one.token) >= 32


SOURCE = '[[sources]]\nurl = "https://x.org/a"\n'
CHANNEL = '[[channels]]\nid = "a"\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (SOURCE + SOURCE, "line 3: sources[1].id: 'x-org-a' is taken by another of [[sources]]"),
        (SOURCE + SOURCE + 'id = "b"', "line 4: sources[1].url: the same listing is watched as 'x-org-a' already"),
        (SOURCE + 'id = "all"', "line 3: sources[0].id: not an id: 'all'"),
        (SOURCE + 'id = "工作"', "not an id"),
        ('[[sources]]\nid = "a"', "line 1: sources[0].url: is missing"),
        (SOURCE + 'recipe = { link = "a" }', "line 3: sources[0].recipe.item: is missing"),
        (
            SOURCE + 'recipe = { item = "a", dat = "b" }',
            "recipe.dat: unknown key. Did you mean 'date'?",
        ),
        (SOURCE + 'site = "X"\n' + SOURCE + 'id = "b"\nsite = "Y"', "sources[1].site: another source says 'X'"),
        (CHANNEL, "line 1: channels[0]: needs one of mail, webhook and chat"),
        (CHANNEL + 'mail = "a@b"\nwebhook = "https://x.org"', "channels[0]: needs one of mail, webhook and chat"),
        (CHANNEL + 'mail = "a b@c"', "not a mail address"),
        (CHANNEL + f'mail = "a@b"\nsecrets = ["{SECRET}"]', "only a webhook has secrets"),
        (CHANNEL + 'webhook = "https://x.org"', "channels[0].secrets: is missing"),
        (CHANNEL + 'webhook = "https://x.org"\nsecrets = ["x"]', "secrets[0]: not a webhook secret"),
        (CHANNEL + 'webhook = "https://x.org"\nsecrets_file = "x"', "channels[0].secrets_file"),
        (CHANNEL + 'mail = "a@b"\n' + CHANNEL + 'mail = "c@d"', "channels[1].id: 'a' is taken"),
        (
            CHANNEL + '[[subscriptions]]\nid = "s"\nchannel = "a"\nwhen = "weekly"',
            "not a time to tell at",
        ),
        ('[[subscriptions]]\nid = "s"\nchannel = "a"\ngroups = [["x"]]', "needs at least 2 elements"),
    ],
)
def test_what_is_wrong_is_told(problems_in: Problems, text: str, told: str) -> None:
    assert told in "\n".join(problems_in(text))


def test_a_broken_channel_is_not_told_a_second_time_as_missing(problems_in: Problems) -> None:
    text = CHANNEL + 'mail = "nobody"\n[[subscriptions]]\nid = "s"\nchannel = "a"'
    assert len(problems_in(text)) == 1
