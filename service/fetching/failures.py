"""The one place where exceptions of httpx, aiohttp and the socket layer become ours."""

import errno
import socket
import ssl
from collections.abc import Iterator
from types import MappingProxyType

import aiohttp
import httpx
from aiohttp import client_exceptions, http_exceptions

from service.domain.errors import FetchError, Refused, Unreachable, UnusablePage
from service.domain.remark import Remark
from service.fetching.client import AddressRefused

FOREIGN = (
    httpx.HTTPError,
    httpx.InvalidURL,
    httpx.StreamError,
    httpx.CookieConflict,
    aiohttp.ClientError,
    http_exceptions.HttpProcessingError,
    OSError,
    UnicodeError,
)
"""What a request can raise that is not ours."""

_BROKEN_OFF = Remark("the connection was broken off before the answer was complete")
_NO_HTTP = Remark("the answer is not proper HTTP")
_BAD_ADDRESS = Remark("the address cannot be requested")
_MISUSE = Remark("the answer was read in a wrong order")
_OVER_WEBSOCKET = Remark("the server answered as a web socket")

CAUSES = MappingProxyType[type[Exception], tuple[type[FetchError], str]](
    {
        # httpx
        httpx.ConnectTimeout: (Unreachable, Remark("no connection within the time allowed")),
        httpx.PoolTimeout: (Unreachable, Remark("no connection within the time allowed")),
        httpx.ReadTimeout: (Unreachable, Remark("the server went silent")),
        httpx.WriteTimeout: (Unreachable, Remark("the server takes no request")),
        httpx.TimeoutException: (Unreachable, Remark("the server did not answer in time")),
        httpx.ConnectError: (Unreachable, Remark("no connection to the server")),
        httpx.ReadError: (Unreachable, _BROKEN_OFF),
        httpx.WriteError: (Unreachable, _BROKEN_OFF),
        httpx.CloseError: (Unreachable, _BROKEN_OFF),
        httpx.NetworkError: (Unreachable, _BROKEN_OFF),
        httpx.RemoteProtocolError: (Unreachable, _NO_HTTP),
        httpx.LocalProtocolError: (Unreachable, Remark("the request could not be written")),
        httpx.ProtocolError: (Unreachable, _NO_HTTP),
        httpx.ProxyError: (Unreachable, Remark("the proxy failed")),
        httpx.UnsupportedProtocol: (Refused, _BAD_ADDRESS),
        httpx.InvalidURL: (Refused, _BAD_ADDRESS),
        httpx.TooManyRedirects: (Refused, Remark("too many redirects")),
        httpx.DecodingError: (UnusablePage, Remark("the body cannot be decoded")),
        httpx.TransportError: (Unreachable, Remark("the request failed on its way")),
        httpx.RequestError: (Unreachable, Remark("the request failed on its way")),
        httpx.HTTPStatusError: (Unreachable, Remark("the server answered with an error")),
        httpx.HTTPError: (Unreachable, Remark("the request failed")),
        httpx.CookieConflict: (Unreachable, Remark("the server's cookies contradict each other")),
        httpx.StreamError: (Unreachable, _MISUSE),
        httpx.StreamConsumed: (Unreachable, _MISUSE),
        httpx.StreamClosed: (Unreachable, _MISUSE),
        httpx.ResponseNotRead: (Unreachable, _MISUSE),
        httpx.RequestNotRead: (Unreachable, _MISUSE),
        # aiohttp: more exact than what the transport makes of it, so looked at first
        aiohttp.ClientConnectorDNSError: (Unreachable, Remark("the host name was not found")),
        aiohttp.ClientConnectorCertificateError: (
            Unreachable,
            Remark("the server's TLS certificate is not valid"),
        ),
        aiohttp.ClientConnectorSSLError: (Unreachable, Remark("no TLS connection")),
        client_exceptions.ClientSSLError: (Unreachable, Remark("no TLS connection")),
        aiohttp.ServerFingerprintMismatch: (
            Unreachable,
            Remark("the server's TLS certificate is not the one expected"),
        ),
        aiohttp.ClientConnectorError: (Unreachable, Remark("no connection to the server")),
        client_exceptions.UnixClientConnectorError: (Unreachable, Remark("no connection to the server")),
        aiohttp.ClientProxyConnectionError: (Unreachable, Remark("no connection to the proxy")),
        aiohttp.ClientHttpProxyError: (Unreachable, Remark("the proxy failed")),
        aiohttp.ConnectionTimeoutError: (Unreachable, Remark("no connection within the time allowed")),
        aiohttp.SocketTimeoutError: (Unreachable, Remark("the server went silent")),
        aiohttp.ServerTimeoutError: (Unreachable, Remark("the server did not answer in time")),
        aiohttp.ServerDisconnectedError: (
            Unreachable,
            Remark("the server closed the connection without an answer"),
        ),
        aiohttp.ServerConnectionError: (Unreachable, _BROKEN_OFF),
        client_exceptions.ClientConnectionResetError: (Unreachable, _BROKEN_OFF),
        aiohttp.ClientOSError: (Unreachable, _BROKEN_OFF),
        aiohttp.ClientConnectionError: (Unreachable, _BROKEN_OFF),
        aiohttp.ClientPayloadError: (Unreachable, _BROKEN_OFF),
        client_exceptions.UploadAbortedError: (Unreachable, _BROKEN_OFF),
        aiohttp.ClientResponseError: (Unreachable, _NO_HTTP),
        aiohttp.ContentTypeError: (UnusablePage, Remark("the content type is not the one expected")),
        aiohttp.WSServerHandshakeError: (Unreachable, _OVER_WEBSOCKET),
        aiohttp.TooManyRedirects: (Refused, Remark("too many redirects")),
        aiohttp.InvalidURL: (Refused, _BAD_ADDRESS),
        aiohttp.InvalidUrlClientError: (Refused, _BAD_ADDRESS),
        aiohttp.RedirectClientError: (Refused, _BAD_ADDRESS),
        aiohttp.NonHttpUrlClientError: (Refused, _BAD_ADDRESS),
        aiohttp.InvalidUrlRedirectClientError: (Refused, _BAD_ADDRESS),
        aiohttp.NonHttpUrlRedirectClientError: (Refused, _BAD_ADDRESS),
        aiohttp.ClientError: (Unreachable, Remark("the request failed")),
        http_exceptions.HttpProcessingError: (Unreachable, _NO_HTTP),
        # below both
        ssl.SSLError: (Unreachable, Remark("no TLS connection")),
        UnicodeError: (Refused, _BAD_ADDRESS),
        OSError: (Unreachable, Remark("no connection to the server")),
    }
)
"""What each exception means for the caller, in words for the owner."""

_SYSTEM = MappingProxyType(
    {
        errno.ECONNREFUSED: Remark("nothing listens there (connection refused)"),
        errno.ECONNRESET: Remark("the server reset the connection"),
        errno.EPIPE: Remark("the server closed the connection"),
        errno.EHOSTUNREACH: Remark("there is no way to the host"),
        errno.ENETUNREACH: Remark("there is no way to the network"),
        errno.ETIMEDOUT: Remark("the connection timed out"),
        errno.EMFILE: Remark("this process has too many files open"),
    }
)
_LOOK_UP = MappingProxyType(
    {
        socket.EAI_NONAME: Remark("no such host name"),
        socket.EAI_AGAIN: Remark("the name server does not answer"),
    }
)
_LONGEST = 200


def translate(error: Exception, url: str) -> FetchError:
    """The failure of the service that `error`, one of FOREIGN, stands for; its cause is one line."""
    chain = tuple(_chain(error))
    for link in chain:
        if isinstance(link, AddressRefused):
            return Refused(url, link.refused.cause)
    cause_of = (CAUSES[kind] for link in sorted(chain, key=_rank) for kind in type(link).__mro__ if kind in CAUSES)
    kind, cause = next(cause_of, (Unreachable, Remark("the request failed")))
    detail = next((text for text in map(_detail, reversed(chain)) if text), "")
    return kind(url, Remark("%(cause)s: %(detail)s", cause=cause, detail=detail) if detail else cause)


def _rank(link: BaseException) -> int:
    """aiohttp's name is the most exact; the system's says less than the connector around it."""
    if isinstance(link, (aiohttp.ClientError, http_exceptions.HttpProcessingError)):
        return 0
    return 1 if isinstance(link, httpx.HTTPError) else 2


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or getattr(error, "os_error", None)


def _detail(error: BaseException) -> str:
    match error:
        case ssl.SSLCertVerificationError():
            text = error.verify_message
        case ssl.SSLError():
            text = (getattr(error, "reason", None) or "").replace("_", " ").lower()
        case socket.gaierror():
            text = _LOOK_UP.get(error.errno or 0, error.strerror or "")
        case aiohttp.ClientResponseError() | http_exceptions.HttpProcessingError():
            text = error.message
        case OSError():
            text = _SYSTEM.get(error.errno or 0, error.strerror or "")
        case httpx.InvalidURL() | httpx.ProtocolError() | httpx.UnsupportedProtocol() | UnicodeError():
            text = str(error)
        case _:
            text = ""
    return text if isinstance(text, Remark) else " ".join(text.split())[:_LONGEST]
