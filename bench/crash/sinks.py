"""The receivers: a webhook endpoint that verifies signatures and an SMTP server. Both keep what they accepted."""

import asyncio
import email
import json
import random
import re
from dataclasses import dataclass, field
from email import policy

from aiosmtpd.smtp import SMTP, Envelope, Session
from standardwebhooks import Webhook
from starlette.types import Receive, Scope, Send

from bench.crash.points import Point, Trap

SECRET = "whsec_" + "bm90aWNld2lyZS1jcmFzaC1oYXJuZXNzLXNlY3JldA=="
_NUMBER = re.compile(r"/info/1006/(\d+)\.htm")


@dataclass
class Accepted:
    """What one sink has accepted: for each message id the number of the notice, and the bodies of all copies."""

    numbers: dict[str, int] = field(default_factory=dict)
    copies: dict[str, list[bytes]] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    def keep(self, identity: str, text: str, body: bytes) -> None:
        found = _NUMBER.search(text)
        if found is None:
            self.broken.append(f"{identity}: no notice in it")
            return
        self.numbers[identity] = int(found[1])
        self.copies.setdefault(identity, []).append(body)


class WebhookSink:
    """An ASGI application that takes POST, and refuses now and then."""

    def __init__(self, trap: Trap, chance: random.Random) -> None:
        self.accepted = Accepted()
        self._trap = trap
        self._chance = chance
        self._verifier = Webhook(SECRET)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        await self._trap.hold(Point.WEBHOOK_UNANSWERED)
        status = 503 if self._chance.random() < 0.1 else 200
        if status == 200:
            self._accept(headers, body)
        await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})
        if status == 200:
            self._trap.spring(Point.WEBHOOK_ANSWERED)

    def _accept(self, headers: dict[str, str], body: bytes) -> None:
        identity = headers.get("webhook-id", "")
        try:
            self._verifier.verify(body, headers)
        except Exception as error:  # noqa: BLE001 - every way to fail is one broken promise
            self.accepted.broken.append(f"{identity}: {type(error).__name__}: {error}")
            return
        self.accepted.keep(identity, json.dumps(json.loads(body)), body)


class MailSink:
    """The handler of an SMTP server that answers 451 now and then."""

    def __init__(self, trap: Trap, chance: random.Random) -> None:
        self.accepted = Accepted()
        self._trap = trap
        self._chance = chance

    def protocol(self) -> SMTP:
        return SMTP(self, hostname="sink.invalid", enable_SMTPUTF8=True)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        await self._trap.hold(Point.MAIL_UNANSWERED)
        if self._chance.random() < 0.1:
            return "451 4.3.0 try again"
        content = envelope.content or b""
        body = content if isinstance(content, bytes) else content.encode()
        message = email.message_from_bytes(body, policy=policy.default)
        plain = message.get_body(("plain",))
        self.accepted.keep(str(message["Message-ID"]), plain.get_content() if plain else "", body)
        asyncio.get_running_loop().call_later(0.002, self._trap.spring, Point.MAIL_ANSWERED)
        return "250 2.0.0 accepted"
