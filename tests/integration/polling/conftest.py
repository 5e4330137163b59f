from collections.abc import AsyncIterator
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from service.fetching.fetch import open_fetcher
from service.storage.store import Store
from service.web.server import WebServer
from tests.integration.polling.desk import Desk, Origin


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    origin = Origin()
    server = WebServer(origin, "127.0.0.1", 0)
    await server.start()
    store = await Store.open(f"sqlite:///{tmp_path / 'desk.db'}")
    fetcher = open_fetcher(
        allow_addresses=[ip_network("127.0.0.0/8")], contact="", gap=timedelta(0), clock=lambda: made.now
    )
    made = Desk(origin, server, store, fetcher)
    yield made
    await fetcher.aclose()
    await store.close()
    await server.stop(1)
