"""Logs for people, and for machines."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Literal

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


@pytest.mark.parametrize("form", ["json", "human"])
def test_a_traceback_shows_no_values(form: Literal["json", "human"]) -> None:
    out = io.StringIO()
    configure("info", form, out)
    password = "".join(["very", " ", "secret"])
    try:
        _log_in(password)
    except ValueError:
        structlog.get_logger("x").exception("failed")
        logging.getLogger("somebody.else").exception("failed there too")
    assert out.getvalue().count("ValueError") >= 2
    assert "_log_in" in out.getvalue()
    assert password not in out.getvalue()


def test_a_traceback_of_json_logs_is_json() -> None:
    out = io.StringIO()
    configure("info", "json", out)
    try:
        _log_in("x")
    except ValueError:
        structlog.get_logger("x").exception("failed")
    (exception,) = json.loads(out.getvalue())["exception"]
    assert (exception["exc_type"], exception["exc_value"]) == ("ValueError", "refused")


def test_people_get_lines() -> None:
    out = io.StringIO()
    configure("info", "human", out)
    structlog.get_logger("polling").info("polled", new=3)
    assert "polled" in out.getvalue()
    assert not out.getvalue().lstrip().startswith("{")


def _log_in(secret: str) -> None:
    attempt = {"secret": secret}
    if attempt:
        raise ValueError("refused")
