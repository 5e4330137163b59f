import asyncio
import signal
import socket

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from service.domain.errors import AddressUnusable
from service.web.server import WebServer


class Slow:
    """Answers when told; says when it was asked."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.go_on = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked.set()
        await self.go_on.wait()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"ok"})


async def hello(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"5")]})
    await send({"type": "http.response.body", "body": b"hello"})


async def test_it_serves_on_a_free_port_and_stops() -> None:
    server = WebServer(hello, "127.0.0.1", 0)
    await server.start()
    assert server.port > 0
    async with httpx.AsyncClient() as client:
        answer = await client.get(server.url)
    assert (answer.text, "server" in answer.headers) == ("hello", False)
    await server.stop(2)
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", server.port)


async def test_signals_stay_with_the_daemon() -> None:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    server = WebServer(hello, "127.0.0.1", 0)
    await server.start()
    assert {number: signal.getsignal(number) for number in before} == before
    await server.stop(2)
    assert {number: signal.getsignal(number) for number in before} == before


async def test_a_taken_port_is_told_with_advice() -> None:
    first = WebServer(hello, "127.0.0.1", 0)
    await first.start()
    second = WebServer(hello, "127.0.0.1", first.port)
    with pytest.raises(AddressUnusable) as told:
        await second.start()
    assert str(first.port) in str(told.value)
    assert "another port" in told.value.advice
    await second.stop(1)
    await first.stop(2)


@pytest.mark.parametrize("host", ["192.0.2.1", "no.such.host.invalid"])
async def test_an_address_that_is_not_ours_is_told(host: str) -> None:
    with pytest.raises(AddressUnusable, match=host) as told:
        await WebServer(hello, host, 0).start()
    assert "address of this machine" in told.value.advice


async def test_a_port_can_be_used_again_at_once() -> None:
    first = WebServer(hello, "127.0.0.1", 0)
    await first.start()
    async with httpx.AsyncClient() as client:
        await client.get(first.url)
    await first.stop(2)
    second = WebServer(hello, "127.0.0.1", first.port)
    await second.start()
    await second.stop(2)


async def test_an_answer_under_way_is_finished_before_it_stops() -> None:
    slow = Slow()
    server = WebServer(slow, "127.0.0.1", 0)
    await server.start()
    async with httpx.AsyncClient() as client:
        asking = asyncio.create_task(client.get(server.url))
        await slow.asked.wait()
        stopping = asyncio.create_task(server.stop(5))
        slow.go_on.set()
        assert (await asking).text == "ok"
    await stopping


async def test_an_answer_that_never_ends_is_cut() -> None:
    slow = Slow()
    server = WebServer(slow, "127.0.0.1", 0)
    await server.start()
    async with httpx.AsyncClient() as client:
        asking = asyncio.create_task(client.get(server.url))
        await slow.asked.wait()
        async with asyncio.timeout(10):
            await server.stop(1)
            with pytest.raises(httpx.HTTPError):
                (await asking).raise_for_status()


async def test_both_families_of_addresses() -> None:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("this machine has no IPv6 loopback")
    server = WebServer(hello, "::1", 0)
    await server.start()
    assert server.url == f"http://[::1]:{server.port}"
    async with httpx.AsyncClient() as client:
        assert (await client.get(server.url)).text == "hello"
    await server.stop(2)
