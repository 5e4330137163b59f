"""A real SMTP server on 127.0.0.1 that keeps what it takes and fails as told."""

import asyncio
import ssl
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "noticewire", "correct horse"
OK = "250 OK"


@dataclass
class Post:
    """What the server did. `answers` maps a step ('MAIL', 'RCPT', 'DATA') to what it says, '' meaning to drop the
    connection without a word; a function gets the recipient."""

    taken: list[tuple[str, bytes]] = field(default_factory=list)
    """Recipient and bytes of every message whose DATA was read to its end, answered or not."""
    answers: dict[str, str | Callable[[str], str]] = field(default_factory=dict)
    sessions: int = 0
    steps: list[str] = field(default_factory=list)
    logins: list[bool] = field(default_factory=list)
    hang: asyncio.Event | None = None
    """While set and not fired, DATA is not answered."""
    quits: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))
    servers: list[SMTP] = field(default_factory=list)

    def answer(self, step: str, recipient: str, server: SMTP) -> str:
        self.steps.append(step)
        said = self.answers.get(step, OK)
        said = said(recipient) if callable(said) else said
        if not said:
            drop(server)
            return "421 gone"
        return said

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        said = self.answer("MAIL", address, server)
        if said.startswith("2"):
            envelope.mail_from = address
        return said

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        said = self.answer("RCPT", address, server)
        if said.startswith("2"):
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.taken += [(recipient, envelope.content) for recipient in envelope.rcpt_tos]
        if self.hang is not None:
            await self.hang.wait()
        return self.answer("DATA", envelope.rcpt_tos[0], server)

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.quits.release()
        return "221 Bye"

    def login(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, words: Any) -> AuthResult:
        right = isinstance(words, LoginPassword) and (words.login, words.password) == (
            USER.encode(),
            PASSWORD.encode(),
        )
        self.logins.append(right)
        return AuthResult(success=right, handled=False)


def drop(server: SMTP) -> None:
    """End the connection without a word."""
    if isinstance(server.transport, asyncio.Transport):
        server.transport.abort()


@asynccontextmanager
async def serving(post: Post, *, tls: ssl.SSLContext | None = None, implicit: bool = False) -> AsyncIterator[int]:
    """The port of a running server. With `tls` it wants STARTTLS (or TLS at once, `implicit`) and then AUTH."""

    def connected() -> SMTP:
        post.sessions += 1
        server = SMTP(
            post,
            hostname="relay.test",
            tls_context=None if implicit else tls,
            require_starttls=tls is not None and not implicit,
            auth_required=tls is not None and not implicit,
            auth_require_tls=not implicit,
            authenticator=post.login,
            timeout=30,
            loop=asyncio.get_running_loop(),
        )
        post.servers.append(server)
        return server

    listener = await asyncio.get_running_loop().create_server(
        connected, "127.0.0.1", 0, ssl=tls if implicit else None
    )
    try:
        yield listener.sockets[0].getsockname()[1]
    finally:
        listener.close()
        for server in post.servers:
            drop(server)
        await listener.wait_closed()


def certificate(folder: Path, name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A fresh self-signed certificate for `name`: the server's side, and the client's that trusts it alone."""
    key, chain = folder / f"{name}.key", folder / f"{name}.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-keyout", str(key), "-out", str(chain), "-subj", f"/CN={name}"),
            *("-addext", f"subjectAltName=DNS:{name}"),
        ],
        check=True,
        capture_output=True,
    )
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(chain, key)
    theirs = ssl.create_default_context(cafile=str(chain))
    return ours, theirs
