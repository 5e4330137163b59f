"""`noticewire test CHANNEL`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from service.alerts.mailbox import Mailbox
from service.cli import main

CHANNELS = """
language = "en"
[[channels]]
id = "me"
mail = "reader@example.org"
[[channels]]
id = "nowhere"
webhook = "http://127.0.0.1:1/"
secrets = ["whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"]
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


def test_what_does_not_arrive_says_why(config: Path) -> None:
    done = call(config, "nowhere", "--json")
    assert done.exit_code == 1
    said = json.loads(done.stdout)
    assert said["sent"] is False
    assert "fetch.allow_addresses" in said["detail"] or "127.0.0.1" in said["detail"]


def test_an_unknown_channel_is_told(config: Path) -> None:
    done = call(config, "nobody")
    assert done.exit_code == 1
    assert "no open channel has the id 'nobody'" in done.stderr
