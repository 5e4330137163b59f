"""The instance lock: one daemon on one SQLite file. On PostgreSQL leases alone keep several daemons apart."""

from pathlib import Path

from filelock import FileLock, Timeout

from service.domain.errors import NoticewireError


class AlreadyRunning(NoticewireError):
    """Another daemon holds the database file."""

    advice = "Stop it first (Ctrl-C there, or `systemctl stop noticewire`), or give this one its own database.url."

    def __init__(self, database: Path) -> None:
        self.database = database
        super().__init__(f"another noticewire daemon is running on {database}")


class InstanceLock:
    """Held from `acquire` to `release`, and given up by the system when the process dies, however it dies.

    Without a `database` file there is nothing to hold.
    """

    def __init__(self, database: Path | None) -> None:
        self._database = database
        self._lock = FileLock(f"{database}.lock") if database else None

    def acquire(self) -> None:
        """Raises AlreadyRunning when another process holds it."""
        if self._lock is None or self._database is None:
            return
        self._database.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise AlreadyRunning(self._database) from error

    def release(self) -> None:
        if self._lock is not None:
            self._lock.release()


def database_file(url: str) -> Path | None:
    """The file of a 'sqlite:///…' address; None for any other database."""
    if not url.startswith("sqlite:"):
        return None
    path = url.partition(":///")[2].partition("?")[0]
    return Path(path) if path and path != ":memory:" else None
