"""A WebSub subscriber of another project (flask-websub) follows a feed of the real daemon."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_websub.subscriber import SQLite3SubscriberStorage, SQLite3TempSubscriberStorage, Subscriber, discover
from werkzeug.serving import BaseWSGIServer, make_server

from tests.acceptance.conftest import World
from tests.acceptance.daemon import SECOND_QUEUE, Daemon, eventually


class Reader:
    """A web application that subscribes to feeds."""

    def __init__(self, folder: Path) -> None:
        self.confirmed: list[str] = []
        self.contents: list[tuple[datetime, bytes]] = []
        self.app = Flask(__name__)
        self.app.config["SERVER_NAME"] = ""
        self.subscriber = Subscriber(
            SQLite3SubscriberStorage(str(folder / "subscriber.db")),
            SQLite3TempSubscriberStorage(str(folder / "asked.db")),
        )
        self.app.register_blueprint(self.subscriber.build_blueprint("/callbacks"))
        self.subscriber.add_success_handler(lambda topic, callback, mode: self.confirmed.append(mode))
        self.subscriber.add_listener(lambda topic, callback, body: self.contents.append((datetime.now(UTC), body)))
        self.server: BaseWSGIServer = make_server("127.0.0.1", 0, self.app)
        self.app.config["SERVER_NAME"] = f"127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def subscribe(self, feed: str) -> Any:
        with self.app.app_context():
            return self.subscriber.subscribe(**discover(feed))

    def unsubscribe(self, callback: Any) -> None:
        with self.app.app_context():
            self.subscriber.unsubscribe(callback)

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join(5)
        self.server.server_close()


def polled_at(daemon: Daemon) -> datetime:
    """When the last poll that found something new was done, by the daemon's own log."""
    lines = [json.loads(line) for line in daemon.log().splitlines() if line.startswith("{")]
    return max(
        datetime.fromisoformat(line["timestamp"])
        for line in lines
        if line["event"] == "polled" and line["source"] == "gzdt" and line["new"] == 1
    )


@pytest.fixture(name="reader")
async def _reader(tmp_path: Path) -> AsyncIterator[Reader]:
    reader = Reader(tmp_path)
    yield reader
    await asyncio.to_thread(reader.close)


@SECOND_QUEUE
async def test_a_subscriber_of_another_project_hears_of_a_notice_within_two_seconds_of_its_poll(
    world: World, reader: Reader
) -> None:
    daemon = await world.daemon().start()
    try:
        await eventually(lambda: daemon.titles("gzdt"))
        callback = await asyncio.to_thread(reader.subscribe, f"{daemon.url}/feeds/gzdt.atom")

        async def confirmed() -> bool:
            return reader.confirmed == ["subscribe"]

        await eventually(confirmed)
        notice = world.site.publish()

        async def heard() -> bool:
            return bool(reader.contents)

        await eventually(heard)
        ((at, body),) = reader.contents
        assert notice.title in body.decode()
        assert at - polled_at(daemon) < timedelta(seconds=2)
        await asyncio.to_thread(reader.unsubscribe, callback)

        async def left() -> bool:
            return reader.confirmed == ["subscribe", "unsubscribe"]

        await eventually(left)
        every_section = (world.site.publish() for _ in range(100))
        silent = next(found for found in every_section if found.section == notice.section)

        async def shown() -> bool:
            return silent.title in await daemon.titles("gzdt")

        await eventually(shown)
        assert len(reader.contents) == 1
    finally:
        await daemon.stop()
