import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from _pytest.capture import CaptureFixture

from service.cli.output import Output, ago, local, printable
from service.domain.errors import Blocked, ConfigError, Problem

NOW = datetime(2026, 1, 5, 8, tzinfo=UTC)


def test_with_json_standard_output_holds_one_object(capsys: CaptureFixture[str]) -> None:
    out = Output(as_json=True)
    out.say("for people")
    out.table(("a",), [("b",)], empty="none")
    out.note("aside")
    out.document({"标题": "通知", "at": NOW, "day": date(2026, 1, 5), "path": Path("x"), "ids": frozenset("ba")})
    told = capsys.readouterr()
    assert told.out.count("\n") == 1
    assert json.loads(told.out) == {
        "标题": "通知",
        "at": "2026-01-05T08:00:00+00:00",
        "day": "2026-01-05",
        "path": "x",
        "ids": ["a", "b"],
    }
    assert told.err == "aside\n"


def test_people_see_tables_and_no_json(capsys: CaptureFixture[str]) -> None:
    out = Output(as_json=False)
    out.document({"a": 1})
    out.table(("name", "[title]"), [("x", "[bold]关于[/bold] :smile:")], empty="none")
    out.table(("name",), [], empty="none")
    told = capsys.readouterr().out
    assert "[bold]关于[/bold] :smile:" in told
    assert "[title]" in told
    assert told.endswith("none\n")


def test_what_could_steer_a_terminal_is_taken_out(capsys: CaptureFixture[str]) -> None:
    Output(as_json=False).table(("title",), [("a\x1b[2Jb\r\u202ec",)], empty="")
    told = capsys.readouterr().out
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert printable("通知 a\u200b\x07") == "通知 a  "


def test_failures_say_what_where_and_what_to_do(capsys: CaptureFixture[str]) -> None:
    Output(as_json=True).failure(Blocked("https://x.org/a", "403 Forbidden"))
    told = capsys.readouterr()
    assert told.err == f"error: 403 Forbidden (https://x.org/a) — {Blocked.advice}\n"
    assert json.loads(told.out) == {"error": "403 Forbidden (https://x.org/a)", "advice": Blocked.advice}


def test_problems_of_a_file_are_listed(capsys: CaptureFixture[str]) -> None:
    Output(as_json=False).failure(ConfigError("c.toml", (Problem("web.port", "is wrong", 3), Problem("", "odd"))))
    told = capsys.readouterr()
    assert told.out == ""
    assert "c.toml:\n  line 3: web.port: is wrong\n  odd\n" in told.err


@pytest.mark.parametrize(
    ("apart", "told"),
    [
        (timedelta(), "0 s ago"),
        (timedelta(milliseconds=1), "0 s ago"),
        (timedelta(seconds=59), "59 s ago"),
        (timedelta(minutes=5), "5 min ago"),
        (timedelta(hours=30), "1 d ago"),
        (-timedelta(hours=2), "in 2 h"),
    ],
)
def test_how_long_ago(apart: timedelta, told: str) -> None:
    assert ago(NOW - apart, NOW) == told


def test_moments_are_told_in_the_readers_zone() -> None:
    assert local(NOW, "Asia/Shanghai") == "2026-01-05 16:00"
    assert local(None, "Asia/Shanghai") == ago(None, NOW) == "-"
