from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from service.storage.store import Store
from service.web.app import create_app
from tests.integration.web.newsroom import Newsroom

PUBLIC_URL = "https://notices.example.org"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await Store.open(f"sqlite:///{tmp_path / 'notices.db'}")
    yield opened
    await opened.close()


@pytest.fixture
def newsroom(store: Store) -> Newsroom:
    return Newsroom(store)


@pytest.fixture
async def open_client(newsroom: Newsroom) -> AsyncIterator[Callable[..., httpx.AsyncClient]]:
    """Makes clients of an application on the newsroom's store: one at the address `peer`, which asks for `host`.
    Keyword arguments go to create_app."""
    clients: list[httpx.AsyncClient] = []

    def make(*, peer: str = "203.0.113.7", host: str = "testserver", **settings: Any) -> httpx.AsyncClient:
        given: dict[str, Any] = {"mailbox": None, "version": "1.2.3", "public_url": PUBLIC_URL, **settings}
        app = create_app(newsroom.store, clock=newsroom.clock, **given)
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=True, client=(peer, 50_000))
        client = httpx.AsyncClient(transport=transport, base_url=f"http://{host}")
        clients.append(client)
        return client

    yield make
    for client in clients:
        await client.aclose()


@pytest.fixture
def client(open_client: Callable[..., httpx.AsyncClient]) -> httpx.AsyncClient:
    return open_client()
