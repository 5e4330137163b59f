"""config.example.toml documents every key, and with its real default."""

import dataclasses
import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.config.reading import load, read
from service.config.shapes import ELEMENTS, FileShape, known_keys

EXAMPLE = Path(__file__).parents[3] / "config.example.toml"
NOW = datetime(2026, 1, 5, tzinfo=UTC)
TEXT = EXAMPLE.read_text("utf-8")
OPENED = re.sub(r"^#(?=\[\[|[a-z_]+ = |  \"|\])", "", TEXT, flags=re.MULTILINE)
TABLES = [name for name in FileShape.model_fields if known_keys((name,)) and name not in ELEMENTS]


def test_as_it_stands_it_changes_nothing(tmp_path: Path) -> None:
    untouched = load(None, folder=tmp_path, now=NOW)
    copied = load(EXAMPLE, folder=tmp_path, now=NOW)
    assert dataclasses.replace(copied, path=None) == untouched


def test_the_values_shown_are_the_defaults(tmp_path: Path) -> None:
    tables = OPENED[: OPENED.index("[[sources]]")]
    assert read(tables, source="example", folder=tmp_path, now=NOW) == load(None, folder=tmp_path, now=NOW)


@pytest.mark.parametrize("table", TABLES)
def test_every_key_of_a_table_is_shown(table: str) -> None:
    assert set(tomllib.loads(OPENED)[table]) == set(known_keys((table,)))


def test_every_key_at_the_top_is_shown() -> None:
    assert set(tomllib.loads(OPENED)) == set(FileShape.model_fields)


@pytest.mark.parametrize("name", ELEMENTS)
def test_every_key_of_a_list_is_shown(name: str) -> None:
    shown = {key for element in tomllib.loads(OPENED)[name] for key in element}
    assert shown == set(known_keys((name, 0)))


def test_every_key_of_the_mailbox_for_returned_mail_is_shown() -> None:
    assert set(tomllib.loads(OPENED)["mail"]["bounces"]) == set(known_keys(("mail", "bounces")))


def test_every_selector_of_a_recipe_is_shown() -> None:
    assert set(tomllib.loads(OPENED)["sources"][0]["recipe"]) == set(known_keys(("sources", 0, "recipe")))


def test_the_whole_example_is_valid(tmp_path: Path) -> None:
    (tmp_path / "bot.secret").write_text("whsec_GBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgY\n")
    (tmp_path / "chat.secret").write_text("tgram://123456789:TOKEN/1234\n")
    settings = read(OPENED, source="example", folder=tmp_path, now=NOW)
    assert [source.id for source in settings.sources] == ["gzdt"]
    assert [channel.id for channel in settings.channels] == ["me", "bot", "group", "phone"]
    assert [subscription.id for subscription in settings.subscriptions] == ["daily"]
