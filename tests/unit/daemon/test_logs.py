"""Logs for people, and for machines."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from service.daemon.logs import configure


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    yield
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


def test_one_json_object_a_line_from_ours_and_the_libraries() -> None:
    out = io.StringIO()
    configure("info", "json", out)
    structlog.get_logger("polling").info("polled", source="工作动态", new=3)
    logging.getLogger("somebody.else").warning("a word")
    structlog.get_logger("polling").debug("too quiet")
    first, second = (json.loads(line) for line in out.getvalue().splitlines())
    assert (first["event"], first["source"], first["new"], first["level"]) == ("polled", "工作动态", 3, "info")
    assert first["timestamp"].endswith("Z")
    assert (second["event"], second["logger"]) == ("a word", "somebody.else")


def test_a_traceback_shows_no_values() -> None:
    out = io.StringIO()
    configure("info", "json", out)
    password = "very secret"
    try:
        int("no number")
    except ValueError:
        structlog.get_logger("x").exception("failed")
    logged = json.loads(out.getvalue())
    assert logged["exception"][0]["exc_type"] == "ValueError"
    assert password not in out.getvalue()


def test_people_get_lines() -> None:
    out = io.StringIO()
    configure("info", "human", out)
    structlog.get_logger("polling").info("polled", new=3)
    assert "polled" in out.getvalue()
    assert not out.getvalue().lstrip().startswith("{")
