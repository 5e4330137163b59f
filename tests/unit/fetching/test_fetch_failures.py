"""Every exception of the libraries below has a name of ours."""

import errno
import socket
import ssl
from inspect import getmembers, isclass

import aiohttp
import httpx
import pytest
from aiohttp import client_exceptions, client_reqrep, http_exceptions
from yarl import URL

from service.domain.errors import FetchError, Refused, Unreachable
from service.fetching.client import AddressRefused
from service.fetching.failures import CAUSES, FOREIGN, translate

ADDRESS = "http://a.example/"


def _exceptions_of(*modules: object) -> set[type[Exception]]:
    return {
        kind
        for module in modules
        for _, kind in getmembers(module, isclass)
        if issubclass(kind, Exception) and not issubclass(kind, Warning)
    }


HTTPX = {kind for kind in _exceptions_of(httpx) if kind.__module__.startswith("httpx")}
AIOHTTP = {kind for kind in _exceptions_of(aiohttp, client_exceptions) if issubclass(kind, aiohttp.ClientError)}


def _sorted(kinds: set[type[Exception]]) -> list[type[Exception]]:
    return sorted(kinds, key=str)


@pytest.mark.parametrize("kind", _sorted(HTTPX | AIOHTTP))
def test_each_exception_is_named_in_the_table(kind: type[Exception]) -> None:
    assert kind in CAUSES
    assert issubclass(kind, FOREIGN)


def test_the_lists_are_not_empty() -> None:
    assert len(HTTPX) > 20
    assert len(AIOHTTP) > 20


@pytest.mark.parametrize("kind", _sorted(_exceptions_of(http_exceptions)))
def test_parser_errors_are_caught(kind: type[Exception]) -> None:
    assert issubclass(kind, FOREIGN)
    assert any(parent in CAUSES for parent in kind.__mro__)


def _connector(kind: type[aiohttp.ClientConnectorError], below: OSError) -> httpx.ConnectError:
    key = client_reqrep.ConnectionKey("a.example", 80, False, True, None, None, None)
    error = httpx.ConnectError("as the transport puts it")
    error.__cause__ = kind(key, below)
    error.__cause__.__cause__ = below
    return error


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (
            _connector(aiohttp.ClientConnectorDNSError, socket.gaierror(socket.EAI_NONAME, "Name unknown")),
            "the host name was not found: no such host name",
        ),
        (
            _connector(aiohttp.ClientConnectorError, ConnectionRefusedError(errno.ECONNREFUSED, "x")),
            "no connection to the server: nothing listens there (connection refused)",
        ),
        (
            _connector(aiohttp.ClientConnectorSSLError, ssl.SSLError(1, "[SSL: WRONG_VERSION_NUMBER] wrong")),
            "no TLS connection",
        ),
        (httpx.ReadTimeout(""), "the server went silent"),
        (httpx.ReadError("Response payload\n is not completed"), CAUSES[httpx.ReadError][1]),
    ],
)
def test_cause_is_one_clear_line(error: Exception, cause: str) -> None:
    failure = translate(error, ADDRESS)
    assert type(failure) is Unreachable
    assert failure.cause == cause
    assert failure.url == ADDRESS


def test_disconnected_server_is_not_called_a_time_out() -> None:
    error = httpx.ConnectTimeout("Server disconnected")
    error.__cause__ = aiohttp.ServerDisconnectedError()
    assert translate(error, ADDRESS).cause == "the server closed the connection without an answer"


def test_refusal_of_the_guard_is_found_below_everything() -> None:
    error = _connector(aiohttp.ClientConnectorError, AddressRefused(Refused("10.0.0.1", "the host is inside")))
    failure = translate(error, ADDRESS)
    assert (type(failure), failure.cause, failure.url) == (Refused, "the host is inside", ADDRESS)


def test_wild_text_of_a_server_is_tamed() -> None:
    error = aiohttp.ClientResponseError(
        client_reqrep.RequestInfo(URL(ADDRESS), "GET", None, URL(ADDRESS)),  # type: ignore[arg-type]  # not looked at
        (),
        message="bad\r\nstatus\t" + "x" * 1000,
    )
    failure: FetchError = translate(error, ADDRESS)
    assert failure.cause.startswith("the answer is not proper HTTP: bad status xxx")
    assert len(failure.cause) < 250
