"""What holds for every command: its help, its options, its exit codes."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import Result

from service.cli import main

Command = Callable[..., Result]


def _commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        assert command.name == name
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from _commands(command, (*path, name))


ALL = dict(_commands(main))


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_command_explains_itself(command: Command, path: tuple[str, ...]) -> None:
    shown = command(*path, "--help")
    assert shown.exit_code == 0
    assert f"Usage: noticewire {' '.join(path)}" in shown.stdout


_WORKING = ("apprise", "aiohttp", "bs4", "uvicorn", "apscheduler", "procrastinate", "jinja2", "lxml")
_READING = ("sqlalchemy", "alembic", "psycopg", "pydantic", "structlog", "babel")


@pytest.mark.parametrize(
    ("arguments", "without"),
    [
        (["--version"], (*_WORKING, *_READING)),
        (["--help"], (*_WORKING, *_READING)),
        (["sources", "--help"], _WORKING),
        (["deliveries"], (*_WORKING, "alembic", "psycopg", "babel")),
    ],
)
def test_a_command_reads_no_more_libraries_than_it_needs(
    command: Command, tmp_path: Path, arguments: list[str], without: tuple[str, ...]
) -> None:
    (tmp_path / "config.toml").write_text('[database]\nurl = "sqlite:///noticewire.db"\n')
    chosen = ["--config", str(tmp_path / "config.toml")]
    assert command(*chosen, "sources").exit_code == 0, "the database is there"
    called = f"import sys; from service.cli import main; main({[*chosen, *arguments]}, standalone_mode=False)"
    shown = f"print([name for name in {without} if name in sys.modules])"
    ran = subprocess.run(
        [sys.executable, "-c", f"{called}\n{shown}"], capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stdout.splitlines()[-1] == "[]"


def test_the_list_of_commands_says_what_each_says_of_itself() -> None:
    listed = main.get_help(click.Context(main, terminal_width=250, max_content_width=250))
    for name in main.list_commands(click.Context(main)):
        assert f"  {name} " in listed
        assert ALL[(name,)].get_short_help_str(200) in listed


def test_a_worker_whom_nobody_would_hand_anything_says_what_to_set(command: Command) -> None:
    refused = command("worker")
    assert refused.exit_code == 2
    assert "daemon.workers: is not set" in refused.stderr
    assert "postgresql://" in refused.stderr


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_command_knows_the_common_options(path: tuple[str, ...]) -> None:
    options = {option for parameter in ALL[path].params for option in parameter.opts}
    assert {"--config", "--json"} <= options


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_option_has_words(path: tuple[str, ...]) -> None:
    wordless = [
        parameter.name
        for parameter in ALL[path].params
        if isinstance(parameter, click.Option) and not (parameter.help or parameter.show_default)
    ]
    assert wordless == []


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("add",),
        ("add", "example.org"),
        ("add", "https://x.org", "--id", "No Id"),
        ("add", "https://x.org", "--link", "a"),
        ("add", "https://x.org", "--json"),
        ("add", "https://x.org", "--every", "soon"),
        ("add", "https://x.org", "--zone", "Mars"),
        ("subscribe", "nobody"),
        ("subscribe", "a@b.org", "--when", "sometimes"),
        ("subscribe", "a@b.org", "--group", "no-colon"),
        ("replay",),
        ("replay", "msg_1", "--all"),
        ("replay", "--since", "yesterday"),
        ("held", "x", "perhaps"),
        ("extract", "listing"),
        ("extract", "article", "--manifest", "missing"),
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_with_2_and_touches_nothing(
    command: Command, tmp_path: Path, words: tuple[str, ...]
) -> None:
    told = command(*words)
    assert told.exit_code == 2
    assert told.stdout == ""
    assert "Error:" in told.stderr
    assert not list(tmp_path.iterdir())


def test_the_configuration_is_checked(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "good.toml"
    file.write_text('[[sources]]\nurl = "https://x.org/a"')
    told = command("check-config", "--config", str(file))
    assert told.exit_code == 0
    assert "1 sources" in told.stdout


@pytest.mark.parametrize(
    "words", [("--config", "FILE", "--json", "sources"), ("sources", "--json", "--config", "FILE")]
)
def test_a_wrong_configuration_exits_with_2_and_tells_every_problem(
    command: Command, tmp_path: Path, words: tuple[str, ...]
) -> None:
    file = tmp_path / "bad.toml"
    file.write_text("[web]\nprot = 1\nhost = 2\n")
    told = command(*(str(file) if word == "FILE" else word for word in words))
    assert told.exit_code == 2
    assert "line 2: web.prot: unknown key. Did you mean 'port'?" in told.stderr
    assert "noticewire check-config" in told.stderr
    problems = json.loads(told.stdout)["problems"]
    assert [(problem["path"], problem["line"]) for problem in problems] == [("web.prot", 2), ("web.host", 3)]


def test_the_last_config_counts(command: Command, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("x = 1")
    (tmp_path / "good.toml").write_text("")
    told = command("--config", f"{tmp_path}/bad.toml", "check-config", "--config", f"{tmp_path}/good.toml")
    assert told.exit_code == 0


def test_without_a_file_the_defaults_count(command: Command) -> None:
    told = command("check-config", "--json")
    assert json.loads(told.stdout) == {"ok": True, "path": None, "sources": 0, "channels": 0, "subscriptions": 0}
