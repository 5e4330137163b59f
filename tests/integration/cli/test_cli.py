"""Commands in-process, on a real database: what they print, and their exit codes."""

import json
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from service.ambient import utc_now
from service.cli import main
from service.config import load

SOURCE = '[[sources]]\nid = "gzdt"\nurl = "https://www.example.edu.cn/zzgz/gzdt.htm"\n'
COMMANDS = main.list_commands(click.Context(main))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder: where ./config.toml and data/ are looked for."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def told(*arguments: str, code: int = 0) -> Any:
    """The one JSON object that a command prints."""
    result = call(*arguments, "--json")
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_and_takes_a_configuration(command: str) -> None:
    result = call(command, "--help")
    assert result.exit_code == 0
    if command != "extract":
        assert "--json" in result.output
        assert "--config" in result.output


def test_the_commands_there_are() -> None:
    wanted = {
        "run",
        "add",
        "probe",
        "poll",
        "sources",
        "feeds",
        "deliveries",
        "replay",
        "check-config",
        "doctor",
        "export",
    }
    assert wanted <= set(COMMANDS)


def test_a_right_configuration(folder: Path) -> None:
    (folder / "config.toml").write_text(SOURCE, encoding="utf-8")
    report = told("check-config")
    assert (report["ok"], report["sources"]) == (True, 1)


def test_every_problem_of_a_wrong_one_is_told_at_once(folder: Path) -> None:
    (folder / "config.toml").write_text('[web]\nprot = 1\n\n[fetch]\ngap = "soon"\n', encoding="utf-8")
    report = told("check-config", code=2)
    problems = {problem["path"]: problem for problem in report["problems"]}
    assert problems["web.prot"]["line"] == 2
    assert "port" in problems["web.prot"]["message"]
    assert problems["fetch.gap"]["line"] == 5


def test_a_missing_file_is_named(folder: Path) -> None:
    result = call("sources", "--config", "nowhere.toml")
    assert result.exit_code == 2
    assert "nowhere.toml" in result.output


def test_declared_sources_can_be_used_before_any_daemon_ran(folder: Path) -> None:
    (folder / "config.toml").write_text(SOURCE, encoding="utf-8")
    assert told("poll", "nobody", code=1)["error"]
    (source,) = told("sources")["sources"]
    assert (source["id"], source["health"]) == ("gzdt", "unchecked")
    assert {feed["id"] for feed in told("feeds")["feeds"]} >= {"all", "gzdt"}


def test_what_the_file_declares_is_read_only(folder: Path) -> None:
    (folder / "config.toml").write_text(SOURCE, encoding="utf-8")
    told("poll", "nobody", code=1)
    assert "configuration" in told("remove", "gzdt", code=1)["error"]


def test_subscriptions_come_and_go_and_are_exported_as_toml(folder: Path) -> None:
    mail = told("subscribe", "reader@example.org", "--when", "daily 08:00")
    hook = told("subscribe", "https://bot.example.org/notices")
    assert hook["secret"].startswith("whsec_")
    listed = {one["id"]: one for one in told("subscriptions")["subscriptions"]}
    assert set(listed) == {mail["subscription"], hook["subscription"]}
    exported = folder / "exported.toml"
    exported.write_text(told("export")["toml"], encoding="utf-8")
    settings = load(exported, now=utc_now())
    assert {subscription.id for subscription in settings.subscriptions} == set(listed)
    told("unsubscribe", mail["subscription"])
    assert [one["id"] for one in told("subscriptions")["subscriptions"]] == [hook["subscription"]]


def test_a_private_webhook_or_a_wrong_address_is_refused(folder: Path) -> None:
    assert call("subscribe", "not an address").exit_code == 2


def test_an_empty_ledger(folder: Path) -> None:
    assert told("deliveries")["deliveries"] == []
    assert told("replay", "--all")["replayed"] == 0


def test_saved_pages_are_read_by_a_manifest_without_network(folder: Path) -> None:
    rows = "".join(
        f'<li><a href="/info/1006/{n}.htm">关于第{n}次会议的通知</a><span>2026-03-{n:02d}</span></li>'
        for n in range(20, 8, -1)
    )
    page = f"<html><head><meta charset=utf-8><title>通知</title></head><body><ul>{rows}</ul></body></html>"
    (folder / "page.html").write_text(page, encoding="utf-8")
    line = {"id": "one", "file": "page.html", "url": "https://www.example.edu.cn/tzgg.htm"}
    (folder / "in.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    result = call("extract", "listing", "--manifest", "in.jsonl", "--out", "out.json")
    assert result.exit_code == 0, result.output
    predicted = json.loads((folder / "out.json").read_text(encoding="utf-8"))["one"]
    assert [item["date"] for item in predicted["items"][:2]] == ["2026-03-20", "2026-03-19"]
    assert predicted["items"][0]["url"] == "https://www.example.edu.cn/info/1006/20.htm"
    shown = call("probe", "page.html", "--base-url", line["url"])
    assert shown.exit_code == 0
    assert "关于第20次会议的通知" in shown.output
