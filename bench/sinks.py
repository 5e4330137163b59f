"""python -m bench.sinks mail|http: takes whatever comes, in a process of its own, as fast as Python can."""

import asyncio
import sys
from typing import cast

import uvloop

_LOCAL = "127.0.0.1"


class MailSink(asyncio.Protocol):
    """Speaks SMTP to one client: says yes, and counts nothing."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._buffer = b""
        self._reading = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's are no subclass
        self._transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        assert self._transport is not None
        self._buffer += data
        while True:
            end = b"\r\n.\r\n" if self._reading else b"\r\n"
            line, found, rest = self._buffer.partition(end)
            if not found:
                return
            self._buffer = rest
            if self._reading:
                self._reading = False
                self._transport.write(b"250 2.0.0 taken\r\n")
                continue
            verb = line[:4].upper()
            self._reading = verb == b"DATA"
            self._transport.write(b"354 go on\r\n" if self._reading else b"250 yes\r\n")


class HttpSink(asyncio.Protocol):
    """Speaks HTTP/1.1 to one client: 204 to each request with a Content-Length."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's are no subclass

    def data_received(self, data: bytes) -> None:
        assert self._transport is not None
        self._buffer += data
        while True:
            head, found, rest = self._buffer.partition(b"\r\n\r\n")
            if not found:
                return
            length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
            if len(rest) < length:
                return
            self._buffer = rest[length:]
            self._transport.write(b"HTTP/1.1 204 No Content\r\n\r\n")


async def main(kind: str) -> None:
    """Prints its port, then serves until it is ended."""
    sink: type[asyncio.Protocol] = MailSink if kind == "mail" else HttpSink
    server = await asyncio.get_running_loop().create_server(sink, _LOCAL, 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1]))
