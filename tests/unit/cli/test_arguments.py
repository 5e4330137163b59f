import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import pytest

from service.cli.extract import BadManifest, read_manifest
from service.cli.follow import choice, recipe_of
from service.cli.kinds import ADDRESS, DURATION, GROUP, SINCE
from service.domain.source import Recipe


def test_arguments_are_read() -> None:
    assert ADDRESS("https://x.org/通知").text == "https://x.org/%E9%80%9A%E7%9F%A5"
    assert DURATION("0.5") == DURATION("500ms") == timedelta(milliseconds=500)
    assert GROUP("x-org: 组织工作 / 组织通知") == ("x-org", ("组织工作", "组织通知"))
    assert SINCE("2026-01-05T08:00+08:00") == datetime(2026, 1, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("answer", "numbers"),
    [("y", [1, 2, 3, 4]), ("", [1, 2, 3, 4]), ("N", []), ("2", [2]), ("4, 1-2", [1, 2, 4]), ("1 3", [1, 3])],
)
def test_sections_are_chosen_by_number(answer: str, numbers: list[int]) -> None:
    assert choice(answer, 4) == numbers


@pytest.mark.parametrize("answer", ["0", "5", "3-2", "x", "1-9", "-1"])
def test_a_choice_that_makes_no_sense_is_told(answer: str) -> None:
    with pytest.raises(ValueError, match="is no number from 1 to 4"):
        choice(answer, 4)


def test_selectors_make_a_recipe() -> None:
    assert recipe_of(None, None, None, None) is None
    assert recipe_of("li", None, "a", None) == Recipe("li", title="a")
    with pytest.raises(click.UsageError, match="relative to --item"):
        recipe_of(None, None, None, "span")


def test_a_manifest_names_files_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("x")
    lines = [
        {"id": "a", "file": "a.html", "url": "https://x.org/", "fetched_at": "2026-01-05T00:00:00Z"},
        {"id": "b", "file": "/elsewhere.html", "url": "https://x.org/b"},
    ]
    (tmp_path / "in.jsonl").write_text("\n\n".join(map(json.dumps, lines)))
    one, other = read_manifest(tmp_path / "in.jsonl")
    assert (one.id, one.file, one.fetched_at) == ("a", tmp_path / "a.html", datetime(2026, 1, 5, tzinfo=UTC))
    assert (other.file, other.fetched_at) == (Path("/elsewhere.html"), None)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "line 1"),
        ("[]", "line 1"),
        ('{"id": "a", "url": "https://x.org"}', "line 1: 'file' is missing"),
        ('{"id": "a", "file": "a", "url": "x"}', "not a web address"),
        ('{"id": "a", "file": "a", "url": "https://x.org", "fetched_at": "now"}', "line 1"),
    ],
)
def test_a_wrong_manifest_is_told_by_line(tmp_path: Path, line: str, told: str) -> None:
    (tmp_path / "in.jsonl").write_text(line)
    with pytest.raises(BadManifest, match=told):
        list(read_manifest(tmp_path / "in.jsonl"))
