"""The examples of docs/api.md, run by a shell as a reader would."""

import asyncio
import json
import os
import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from service.domain.access import Scope, Token, digest_of
from service.polling.discovery import Discovery
from service.polling.visit import Visitor
from service.web.app import create_app
from service.web.explorations import Explorations
from service.web.server import WebServer
from tests.integration.web.newsroom import Newsroom
from tests.integration.web.test_api import OnePage

DOCUMENT = Path(__file__).parents[3] / "docs" / "api.md"
BLOCKS = re.findall(r"```sh\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)
EXAMPLES = [block for block in BLOCKS if "curl" in block]


@pytest.fixture
async def url(newsroom: Newsroom) -> AsyncIterator[str]:
    await newsroom.open()
    await newsroom.store.access.add_token(Token("t", "", digest_of("nw_docs"), Scope.ADMIN, newsroom.clock()))
    explorations = Explorations(Discovery(Visitor(OnePage())), zone="Asia/Shanghai", clock=newsroom.clock)
    public = "https://notices.example.org"
    app = create_app(
        newsroom.store,
        public_url=public,
        clock=newsroom.clock,
        mailbox=None,
        version="1.2.3",
        explorations=explorations,
    )
    server = WebServer(app, "127.0.0.1", 0)
    await server.start()
    yield server.url
    await server.stop(1)
    await explorations.aclose()


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 9


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
async def test_an_example_does_what_it_says(url: str, example: str) -> None:
    assert shutil.which("curl"), "curl is needed"
    process = await asyncio.create_subprocess_exec(
        "sh",
        "-c",
        example.replace("curl -s", "curl -s --fail-with-body"),
        stdout=asyncio.subprocess.PIPE,
        env={"PATH": os.environ["PATH"], "URL": url, "TOKEN": "nw_docs", "NO_PROXY": "*"},
    )
    answer, _ = await process.communicate()
    assert process.returncode == 0, answer.decode()
    assert json.loads(answer)
