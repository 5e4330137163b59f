"""Libraries that connect by themselves, kept from private addresses while they are confined."""

import asyncio
import http.client
import smtplib
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_network
from pathlib import Path

import pytest

from service.fetching.client import AddressRefused
from service.fetching.confinement import confined
from service.fetching.guard import Guard

CLOSED = Guard(())
OPEN = Guard([ip_network("127.0.0.0/8"), ip_network("::1/128")])


@pytest.fixture(name="port")
def _port() -> Iterator[int]:
    """Something listens there on every loopback address, and says nothing."""
    with socket.create_server(("", 0)) as server:
        yield server.getsockname()[1]


def _tcp(host: str, port: int) -> None:
    socket.create_connection((host, port), timeout=5).close()


def _without_raising(host: str, port: int) -> None:
    with socket.socket() as one:
        one.connect_ex((host, port))


def _http(host: str, port: int) -> None:
    connection = http.client.HTTPConnection(host, port, timeout=5)
    connection.connect()
    connection.close()


def _smtp(host: str, port: int) -> None:
    smtplib.SMTP(timeout=5).connect(host, port)


def _udp(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.sendto(b"x", (host, port))


def _asynchronous(host: str, port: int) -> None:
    async def connect() -> None:
        _, writer = await asyncio.open_connection(host, port)
        writer.close()

    asyncio.run(connect())


@pytest.mark.parametrize("connect", [_tcp, _without_raising, _http, _smtp, _udp, _asynchronous])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_no_way_leads_to_a_private_address(connect: Callable[[str, int], None], host: str, port: int) -> None:
    with confined(CLOSED) as watched, pytest.raises(OSError, match=r"loopback|not an IP address"):
        connect(host, port)
    assert watched.refused is not None


@pytest.mark.parametrize("connect", [_tcp, _http, _udp, _asynchronous])
def test_what_the_guard_lets_through_is_reached(connect: Callable[[str, int], None], port: int) -> None:
    with confined(OPEN) as watched:
        connect("127.0.0.1", port)
    assert watched.refused is None


def test_only_the_thread_that_is_confined_is_watched_and_only_so_long(port: int) -> None:
    with ThreadPoolExecutor(1) as free:
        with confined(CLOSED) as watched:
            free.submit(_tcp, "127.0.0.1", port).result(5)
        _tcp("127.0.0.1", port)
    assert watched.refused is None


def test_no_process_is_started_and_no_local_socket_reached(tmp_path: Path) -> None:
    with confined(CLOSED), pytest.raises(AddressRefused, match="may not start anything"):
        subprocess.run([sys.executable, "-c", ""], check=True)
    with (
        socket.socket(socket.AF_UNIX) as one,
        confined(CLOSED),
        pytest.raises(AddressRefused, match="own sockets"),
    ):
        one.connect(str(tmp_path / "socket"))
