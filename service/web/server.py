"""An HTTP server inside a running event loop: uvicorn without its own signal handlers and without exits."""

import asyncio
import math
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from service.domain.errors import AddressUnusable

__all__ = ["WebServer"]

_BACKLOG = 2048


class WebServer:
    """Serves one ASGI application on one address. Start and stop it once each.

    `port` 0 takes any free port; `.port` is the real one after `start`.
    """

    def __init__(self, app: ASGIApp, host: str, port: int) -> None:
        self.host = host
        self.port = port
        config = uvicorn.Config(
            app,
            http="httptools",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,  # nothing here depends on the client's address
            timeout_keep_alive=20,
        )
        self._server = _Server(config)
        self._serving: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        """The address a browser on this machine opens."""
        name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 - compared, not bound
        return f"http://[{name}]:{self.port}" if ":" in name else f"http://{name}:{self.port}"

    async def start(self) -> None:
        """Returns when connections are accepted. Raises AddressUnusable, with advice, when the address is taken,
        not allowed or not ours."""
        listener = await asyncio.to_thread(_bind, self.host, self.port)
        self.port = listener.getsockname()[1]
        self._serving = asyncio.create_task(self._server.serve(sockets=[listener]))
        opened = asyncio.create_task(self._server.opened.wait())
        await asyncio.wait((self._serving, opened), return_when=asyncio.FIRST_COMPLETED)
        if self._serving.done():
            opened.cancel()
            listener.close()
            self._serving.result()

    async def stop(self, seconds: float) -> None:
        """Accepts nothing more, gives running answers at most `seconds`, then cuts them. Safe when not started."""
        if self._serving is None:
            return
        self._server.config.timeout_graceful_shutdown = max(1, math.floor(seconds))
        self._server.should_exit = True
        await self._serving
        self._serving = None


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.opened = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.opened.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """The daemon owns the signals."""
        yield


def _bind(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise AddressUnusable(host, port, error) from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
        listener.setblocking(False)
    except OSError as error:
        listener.close()
        raise AddressUnusable(host, port, error) from error
    return listener
