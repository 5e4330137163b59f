"""TLS, with a certificate for 127.0.0.1 that nobody trusts unless told to."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from service.domain.errors import Unreachable
from service.domain.poll import Page
from service.domain.urls import Url

from .conftest import MakeFetcher, Origin, answer

CERTIFICATE = Path(__file__).with_name("loopback.pem")


@pytest.fixture
async def secure_port() -> AsyncIterator[int]:
    origin = Origin()
    origin.replies["/"] = answer(b"secret", "Connection: close")
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(CERTIFICATE)
    async with await asyncio.start_server(origin.serve, "127.0.0.1", 0, ssl=tls) as server:
        yield server.sockets[0].getsockname()[1]


async def test_untrusted_certificate_is_told_with_its_fault(make_fetcher: MakeFetcher, secure_port: int) -> None:
    with pytest.raises(Unreachable, match="TLS certificate is not valid: self-signed certificate"):
        await make_fetcher().fetch(Url.parse(f"https://127.0.0.1:{secure_port}/"))


async def test_certificates_of_the_operator_are_trusted_but_only_for_their_host(
    make_fetcher: MakeFetcher, secure_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    fetcher = make_fetcher()
    page = await fetcher.fetch(Url.parse(f"https://127.0.0.1:{secure_port}/"))
    assert isinstance(page, Page)
    assert page.body == b"secret"
    with pytest.raises(Unreachable, match=r"certificate is not valid: .*mismatch"):
        await fetcher.fetch(Url.parse(f"https://localhost:{secure_port}/"))
