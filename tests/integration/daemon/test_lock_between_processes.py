"""The lock is the system's: it holds against other processes, and falls with the one that held it."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.daemon.lock import AlreadyRunning, InstanceLock

_HOLDER = """
import sys
from pathlib import Path
from service.daemon.lock import InstanceLock
lock = InstanceLock(Path(sys.argv[1]))
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock of `noticewire.db` until it dies."""
    command = [sys.executable, "-c", _HOLDER, str(tmp_path / "noticewire.db")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_another_process_keeps_us_out_and_lets_us_in_by_dying(
    tmp_path: Path, holder: subprocess.Popen[str]
) -> None:
    lock = InstanceLock(tmp_path / "noticewire.db")
    with pytest.raises(AlreadyRunning):
        lock.acquire()
    holder.send_signal(signal.SIGKILL)
    holder.wait(10)
    lock.acquire()
    lock.release()


def test_a_lock_file_left_behind_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "noticewire.db.lock").touch()
    lock = InstanceLock(tmp_path / "noticewire.db")
    lock.acquire()
    lock.release()
