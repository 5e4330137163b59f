"""One daemon on one SQLite file."""

from pathlib import Path

import pytest

from service.daemon.lock import AlreadyRunning, InstanceLock, database_file


def test_a_second_holder_is_refused_until_the_first_lets_go(tmp_path: Path) -> None:
    database = tmp_path / "new folder" / "noticewire.db"
    first, second = InstanceLock(database), InstanceLock(database)
    first.acquire()
    with pytest.raises(AlreadyRunning, match=r"noticewire\.db") as refused:
        second.acquire()
    assert "database.url" in refused.value.advice
    first.release()
    second.acquire()
    second.release()


def test_another_database_is_another_lock(tmp_path: Path) -> None:
    first, second = InstanceLock(tmp_path / "a.db"), InstanceLock(tmp_path / "b.db")
    first.acquire()
    second.acquire()
    first.release()
    second.release()


def test_without_a_file_there_is_nothing_to_hold() -> None:
    first, second = InstanceLock(None), InstanceLock(None)
    first.acquire()
    second.acquire()
    second.release()


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:////var/lib/noticewire/noticewire.db", Path("/var/lib/noticewire/noticewire.db")),
        ("sqlite:///data/noticewire.db?timeout=5", Path("data/noticewire.db")),
        ("postgresql://postgres@127.0.0.1/noticewire", None),
        ("sqlite:///:memory:", None),
    ],
)
def test_the_file_of_a_database(url: str, path: Path | None) -> None:
    assert database_file(url) == path
