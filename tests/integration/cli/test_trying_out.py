"""`noticewire test CHANNEL`."""

import asyncio
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from service.alerts.mailbox import Mailbox
from service.cli import main
from service.domain.channel import CallbackTarget, Channel, ChannelId
from service.domain.source import Origin
from service.storage.store import Store

CHANNELS = """
language = "en"
[[channels]]
id = "me"
mail = "reader@example.org"
[[channels]]
id = "nowhere"
webhook = "http://127.0.0.1:1/"
secrets = ["whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"]
[[channels]]
id = "group"
chat = "ntfy://127.0.0.1:1/notices"
"""


@pytest.fixture(name="config")
def _config(tmp_path: Path) -> Path:
    config = tmp_path / "config.toml"
    config.write_text(CHANNELS, encoding="utf-8")
    return config


def call(config: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["test", "--config", str(config), *words])


def test_a_message_arrives_and_its_receivers_answer_is_shown(config: Path, tmp_path: Path) -> None:
    done = call(config, "me")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("Sent: kept for reader@example.org")
    [kept] = Mailbox.read(tmp_path / "data/mailbox")
    assert kept.letter.subject == "Test message"


@pytest.mark.parametrize("channel", ["nowhere", "group"])
def test_what_does_not_arrive_says_why(config: Path, channel: str) -> None:
    done = call(config, channel, "--json")
    assert done.exit_code == 1
    said = json.loads(done.stdout)
    assert said["sent"] is False
    assert "127.0.0.1, a loopback address; fetch.allow_addresses can open it" in said["detail"]


def test_a_subscriber_of_a_feed_is_not_tried(config: Path, tmp_path: Path) -> None:
    target = CallbackTarget(
        "https://reader.example.org/", "https://x.org/feed", "", "feed", "Feed", "https://x.org"
    )
    asyncio.run(_add(tmp_path, Channel(ChannelId("hub-1"), target, Origin.HUB)))
    done = call(config, "hub-1")
    assert done.exit_code == 1
    assert "'hub-1' is a subscriber of a feed" in done.stderr


async def _add(folder: Path, channel: Channel) -> None:
    store = await Store.open(f"sqlite:///{folder / 'data/noticewire.db'}")
    await store.add_channel(channel)
    await store.close()


def test_an_unknown_channel_is_told(config: Path) -> None:
    done = call(config, "nobody")
    assert done.exit_code == 1
    assert "no open channel has the id 'nobody'" in done.stderr
