"""The hub against real callbacks that say yes, no, something else, or nothing; and content that they verify."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import parse_qs

import feedparser
import pytest
from starlette.types import Receive, Scope, Send

from service.alerts.posting import READ_LIMIT, Poster
from service.alerts.verifying import HubVerifier
from service.alerts.websub import CallbackSender
from service.domain.channel import CallbackTarget, ChannelKind
from service.domain.websub import HubRequest, Mode
from service.fetching.client import open_client, open_post_client
from service.fetching.guard import Guard
from service.fetching.limits import Limits
from service.web.server import WebServer
from tests.integration.alerts.outbox import HOLDER, Outbox

PUBLIC = "https://n.example.org"
HUB = f"{PUBLIC}/hub"


@dataclass
class Subscriber:
    """A callback that behaves as its path says."""

    asked: list[dict[str, list[str]]] = field(default_factory=list)
    posts: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    release: asyncio.Event = field(default_factory=asyncio.Event)
    origin: str = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        status, body = 200, b""
        if scope["method"] == "POST":
            message = await receive()
            self.posts.append(
                ({name.decode(): value.decode() for name, value in scope["headers"]}, message["body"])
            )
            status = 410 if scope["path"] == "/leaves" else 204
        else:
            asked = parse_qs(scope["query_string"].decode())
            self.asked.append(asked)
            status, body = await self._answer(scope["path"], asked["hub.challenge"][0].encode())
        headers = [(b"location", b"/yes")] if status == 302 else []
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _answer(self, path: str, challenge: bytes) -> tuple[int, bytes]:
        match path:
            case "/other":
                return 200, challenge[::-1]
            case "/longer":
                return 200, challenge + b"\n"
            case "/no":
                return 404, challenge
            case "/elsewhere":
                return 302, challenge
            case "/hangs":
                await self.release.wait()
        return 200, challenge


@dataclass
class Scene:
    outbox: Outbox
    subscriber: Subscriber
    verifier: HubVerifier
    sender: CallbackSender

    def request(self, path: str, topic: str = "all.atom", **changes: object) -> HubRequest:
        asked = HubRequest(Mode.SUBSCRIBE, self.subscriber.origin + path, f"{PUBLIC}/feeds/{topic}")
        return replace(asked, **changes)  # type: ignore[arg-type]  # the test names the fields

    async def ask(self, request: HubRequest) -> None:
        assert await self.outbox.store.hub.ask(request, self.outbox.now)
        await self.verifier.round()
        await self.verifier.idle()

    async def subscribed(self) -> list[str]:
        targets = [channel.target for channel in await self.outbox.store.channels()]
        return [target.callback for target in targets if isinstance(target, CallbackTarget)]


@pytest.fixture(name="scene")
async def _scene(tmp_path: Path) -> AsyncIterator[Scene]:
    outbox = await Outbox.open(tmp_path)
    subscriber = Subscriber()
    server = WebServer(subscriber, "127.0.0.1", 0)
    await server.start()
    subscriber.origin = server.url.rstrip("/")
    limits = Limits(max_bytes=4096, total=timedelta(seconds=5), connect=timedelta(seconds=5), redirects=0)
    here = Guard([ip_network("127.0.0.0/8"), ip_network("::1/128")])
    client = open_client(here, limits, "noticewire/test", concurrency=5)
    verifier = HubVerifier(
        outbox.store,
        client,
        public_url=PUBLIC,
        clock=outbox.clock,
        holder=HOLDER,
        new_token=lambda: f"token {len(subscriber.asked)}",
        timeout=timedelta(seconds=1),
    )
    posts = open_post_client(here, read_limit=READ_LIMIT, concurrency=5)
    poster = Poster(posts, clock=outbox.clock, timeout=timedelta(seconds=5))
    yield Scene(outbox, subscriber, verifier, CallbackSender(poster, version="1", public_url=PUBLIC))
    subscriber.release.set()
    await posts.aclose()
    await verifier.aclose()
    await server.stop(1)
    await outbox.store.close()


async def test_a_callback_that_repeats_the_challenge_is_subscribed(scene: Scene) -> None:
    await scene.ask(scene.request("/yes?id=7", lease=timedelta(hours=3)))
    (asked,) = scene.subscriber.asked
    assert (asked["id"], asked["hub.mode"], asked["hub.lease_seconds"]) == (["7"], ["subscribe"], ["10800"])
    assert asked["hub.topic"] == [f"{PUBLIC}/feeds/all.atom"]
    assert len(asked["hub.challenge"][0]) >= 32
    assert await scene.subscribed() == [scene.subscriber.origin + "/yes?id=7"]


@pytest.mark.parametrize("path", ["/other", "/longer", "/no", "/elsewhere"])
async def test_a_callback_that_does_not_is_not(scene: Scene, path: str) -> None:
    await scene.ask(scene.request(path))
    assert len(scene.subscriber.asked) == 1, "a redirect is not followed"
    assert await scene.subscribed() == []
    scene.outbox.now += timedelta(days=1)
    assert await scene.verifier.round() == 0, "a no is not asked about again"


async def test_a_callback_that_hangs_is_asked_again_and_holds_up_no_other(scene: Scene) -> None:
    assert await scene.outbox.store.hub.ask(scene.request("/hangs"), scene.outbox.now)
    other = scene.request("/yes")
    other = replace(other, callback=other.callback.replace("127.0.0.1", "localhost"))
    assert await scene.outbox.store.hub.ask(other, scene.outbox.now)
    assert await scene.verifier.round() == 2
    await scene.verifier.idle()
    assert await scene.subscribed() == [other.callback]
    scene.subscriber.release.set()
    scene.outbox.now += timedelta(seconds=30)
    assert await scene.verifier.round() == 1
    await scene.verifier.idle()
    assert len(await scene.subscribed()) == 2


async def test_a_callback_that_cannot_be_reached_is_given_up_in_the_end(scene: Scene) -> None:
    gone = replace(scene.request("/yes"), callback="http://127.0.0.1:9/cb")
    assert await scene.outbox.store.hub.ask(gone, scene.outbox.now)
    tries = 0
    for _ in range(10):
        tries += await scene.verifier.round()
        await scene.verifier.idle()
        scene.outbox.now += timedelta(hours=1)
    assert tries == 4
    assert await scene.subscribed() == []


async def test_nobody_can_point_us_at_our_own_network(scene: Scene) -> None:
    guarded = HubVerifier(
        scene.outbox.store,
        open_client(
            Guard(()),
            Limits(max_bytes=99, total=timedelta(seconds=5), connect=timedelta(seconds=5), redirects=0),
            "noticewire/test",
            concurrency=1,
        ),
        public_url=PUBLIC,
        clock=scene.outbox.clock,
        holder=HOLDER,
        new_token=lambda: "t",
    )
    assert await scene.outbox.store.hub.ask(scene.request("/yes"), scene.outbox.now)
    assert await guarded.round() == 1
    await guarded.idle()
    await guarded.aclose()
    assert scene.subscriber.asked == []
    assert await scene.subscribed() == []


async def test_the_content_is_the_topic_with_what_is_new_signed(scene: Scene) -> None:
    await scene.ask(scene.request("/yes", secret="s3cret"))
    await scene.ask(scene.request("/json", topic="all.json?content=title"))
    await scene.outbox.publish(1)
    dispatcher = scene.outbox.dispatcher({ChannelKind.WEBSUB: scene.sender})
    await dispatcher.round()
    await dispatcher.idle()
    assert len(scene.subscriber.posts) == 2
    signed, plain = sorted(scene.subscriber.posts, key=lambda post: "x-hub-signature" not in post[0])
    headers, body = signed
    assert headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert headers["link"] == f'<{HUB}>; rel="hub", <{PUBLIC}/feeds/all.atom>; rel="self"'
    digest = hmac.new(b"s3cret", body, hashlib.sha256).hexdigest()
    assert headers["x-hub-signature"] == f"sha256={digest}"
    parsed = feedparser.parse(body)
    assert len(parsed.entries) == 1
    assert {link.rel: link.href for link in parsed.feed.links}["hub"] == HUB
    headers, body = plain
    document = json.loads(body)
    assert headers["content-type"].startswith("application/feed+json")
    assert document["hubs"] == [{"type": "WebSub", "url": HUB}]
    assert len(document["items"]) == 1
    assert document["feed_url"] == f"{PUBLIC}/feeds/all.json?content=title"


async def test_a_subscriber_that_answers_410_is_told_nothing_more(scene: Scene) -> None:
    await scene.ask(scene.request("/leaves"))
    dispatcher = scene.outbox.dispatcher({ChannelKind.WEBSUB: scene.sender})
    await scene.outbox.publish(1)
    await dispatcher.round()
    await dispatcher.idle()
    scene.outbox.now += timedelta(minutes=5)
    await scene.verifier.round()
    assert await scene.subscribed() == []
    await scene.outbox.publish(1)
    await dispatcher.round()
    await dispatcher.idle()
    assert len(scene.subscriber.posts) == 1
