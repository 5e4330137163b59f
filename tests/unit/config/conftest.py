from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.config.reading import read
from service.config.settings import Settings
from service.domain.errors import ConfigError

NOW = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.fixture
def settings_of(tmp_path: Path) -> Callable[[str], Settings]:
    """Reads a text as a configuration file in an empty folder."""
    return lambda text: read(text, source="config.toml", folder=tmp_path, now=NOW, token=lambda: "token")


@pytest.fixture
def problems_in(settings_of: Callable[[str], Settings]) -> Callable[[str], list[str]]:
    """Everything that is told of a text, one line each."""

    def problems(text: str) -> list[str]:
        try:
            settings_of(text)
        except ConfigError as error:
            return [str(problem) for problem in error.problems]
        return []

    return problems
