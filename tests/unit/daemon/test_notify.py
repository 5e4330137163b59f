"""What systemd is told, on a socket like its own."""

import os
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from socket import AF_UNIX, SOCK_DGRAM, socket

import pytest

from service.daemon.notify import Notifier


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[tuple[socket, str]]:
    address = str(tmp_path / "notify")
    with socket(AF_UNIX, SOCK_DGRAM) as listener:
        listener.bind(address)
        listener.settimeout(2)
        yield listener, address


def test_each_word_is_one_datagram(listening: tuple[socket, str]) -> None:
    listener, address = listening
    notifier = Notifier({"NOTIFY_SOCKET": address})
    notifier.ready("serving here")
    assert listener.recv(500) == b"READY=1\nSTATUS=serving here"
    notifier.reloading()
    told = listener.recv(500).splitlines()
    assert told[0] == b"RELOADING=1"
    assert told[1].startswith(b"MONOTONIC_USEC=")
    notifier.alive()
    assert listener.recv(500) == b"WATCHDOG=1"
    notifier.stopping()
    assert listener.recv(500) == b"STOPPING=1"


@pytest.mark.skipif(sys.platform != "linux", reason="abstract sockets are Linux's")
def test_a_name_that_begins_with_an_at_sign_is_abstract() -> None:
    name = f"noticewire-test-{os.getpid()}"
    with socket(AF_UNIX, SOCK_DGRAM) as listener:
        listener.bind(f"\0{name}")
        listener.settimeout(2)
        Notifier({"NOTIFY_SOCKET": f"@{name}"}).ready("here")
        assert listener.recv(500) == b"READY=1\nSTATUS=here"


def test_without_systemd_nothing_happens() -> None:
    notifier = Notifier({})
    notifier.ready("x")
    assert notifier.watchdog is None


def test_a_listener_that_is_gone_does_no_harm(tmp_path: Path) -> None:
    Notifier({"NOTIFY_SOCKET": str(tmp_path / "nobody")}).ready("x")


@pytest.mark.parametrize(
    ("environment", "watchdog"),
    [
        ({"WATCHDOG_USEC": "60000000"}, timedelta(seconds=60)),
        ({"WATCHDOG_USEC": "60000000", "WATCHDOG_PID": str(os.getpid())}, timedelta(seconds=60)),
        ({"WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "1"}, None),
        ({"WATCHDOG_USEC": "soon"}, None),
    ],
)
def test_the_watchdog_is_ours_alone(environment: dict[str, str], watchdog: timedelta | None) -> None:
    assert Notifier(environment).watchdog == watchdog
