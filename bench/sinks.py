"""python -m bench.sinks mail|http: a real server, in a process of its own, that says yes to whatever comes."""

import asyncio
import sys

import uvloop
from aiosmtpd.smtp import SMTP, Envelope, Session
from starlette.types import Receive, Scope, Send

from service.web.server import WebServer

_LOCAL = "127.0.0.1"


class MailSink:
    """The handler of an SMTP server."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        return "250 2.0.0 taken"


async def http_sink(scope: Scope, receive: Receive, send: Send) -> None:
    """An ASGI application: reads the body, answers 204."""
    if scope["type"] != "http":
        return
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


async def main(kind: str) -> None:
    """Prints its port, then serves until it is ended."""
    if kind == "mail":
        server = await asyncio.get_running_loop().create_server(lambda: SMTP(MailSink()), _LOCAL, 0)
        print(server.sockets[0].getsockname()[1], flush=True)
    else:
        web = WebServer(http_sink, _LOCAL, 0)
        await web.start()
        print(web.port, flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1]))
