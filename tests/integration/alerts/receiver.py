"""A real HTTP endpoint on 127.0.0.1 that verifies what it gets and answers as told, properly or not."""

import asyncio
import base64
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from standardwebhooks import Webhook

SECRET = "whsec_" + base64.b64encode(b"s" * 32).decode()
NO_CONTENT = b"HTTP/1.1 204 No Content\r\n\r\n"

Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Post:
    path: str
    headers: dict[str, str]
    body: bytes

    def verified(self, secret: str = SECRET) -> Any:
        """The event, when id, timestamp and signature are right. Raises WebhookVerificationError otherwise."""
        return Webhook(secret).verify(self.body, self.headers)


@dataclass
class Receiver:
    """`answers` maps a path to what is written back: bytes, or a function that writes as it likes."""

    answers: dict[str, bytes | Answer] = field(default_factory=dict)
    anything: bytes | Answer = NO_CONTENT
    """The answer to every other path."""
    posts: list[Post] = field(default_factory=list)
    release: asyncio.Event = field(default_factory=asyncio.Event)
    """Ends whoever hangs."""
    arrived: asyncio.Condition = field(default_factory=asyncio.Condition)
    port: int = 0

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    async def reached(self, path: str, count: int) -> None:
        """Wait, within reason, until `count` posts came to `path`."""
        async with asyncio.timeout(20), self.arrived:
            await self.arrived.wait_for(lambda: sum(post.path == path for post in self.posts) >= count)

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                headers: dict[str, str] = {}
                while (header := (await reader.readline()).decode().strip()) != "":
                    name, _, value = header.partition(": ")
                    headers[name.lower()] = value
                body = await reader.readexactly(int(headers.get("content-length", 0)))
                path = line.split()[1].decode()
                async with self.arrived:
                    self.posts.append(Post(path, headers, body))
                    self.arrived.notify_all()
                answer = self.answers.get(path, self.anything)
                if isinstance(answer, bytes):
                    writer.write(answer)
                    await writer.drain()
                    if b"close" in answer:
                        break
                else:
                    await answer(writer)
                    break
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def hang(self, writer: asyncio.StreamWriter) -> None:
        """Not a byte until released."""
        await self.release.wait()


@asynccontextmanager
async def receiving(receiver: Receiver) -> AsyncIterator[Receiver]:
    tasks: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        await receiver.connected(reader, writer)

    listener = await asyncio.start_server(connected, "127.0.0.1", 0)
    receiver.port = listener.sockets[0].getsockname()[1]
    try:
        yield receiver
    finally:
        receiver.release.set()
        listener.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await listener.wait_closed()


def status(line: str, *headers: str, body: bytes = b"") -> bytes:
    """A whole answer: status('503 Service Unavailable', 'Retry-After: 7')."""
    fields = "".join(f"{header}\r\n" for header in (*headers, f"Content-Length: {len(body)}"))
    return f"HTTP/1.1 {line}\r\n{fields}\r\n".encode() + body
