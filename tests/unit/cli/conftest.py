import logging
from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path

import pytest
import structlog
from click.testing import CliRunner, Result

from service.cli import main

Command = Callable[..., Result]


@pytest.fixture
def command(tmp_path: Path) -> Iterator[Command]:
    """Runs one command in an empty folder, as from a terminal; leaves logging as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    runner = CliRunner()

    def run(*words: str, answers: str | None = None) -> Result:
        with chdir(tmp_path):
            return runner.invoke(main, list(words), input=answers, catch_exceptions=False, prog_name="noticewire")

    yield run
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()
