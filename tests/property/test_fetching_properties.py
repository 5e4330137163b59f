"""What holds for any input: codings, fields, addresses."""

import contextlib
import gzip
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import brotli
import httpx
import zstandard
from hypothesis import example, given
from hypothesis import strategies as st

from service.domain.errors import Refused
from service.domain.urls import Url
from service.fetching import headers
from service.fetching.decoding import CannotDecode, Decoding
from service.fetching.guard import Guard
from service.fetching.login import login_field, without_login
from service.fetching.robots import Rules


def _bare_deflate(body: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(body) + stream.flush()


CODINGS: dict[str, list[Callable[[bytes], bytes]]] = {
    "gzip": [gzip.compress, lambda body: gzip.compress(body[:5]) + gzip.compress(body[5:])],
    "deflate": [zlib.compress, _bare_deflate],
    "br": [brotli.compress],
    "zstd": [zstandard.compress, lambda body: zstandard.compress(body[:5]) + zstandard.compress(body[5:])],
}
LAYERS = st.lists(st.sampled_from([(name, way) for name, ways in CODINGS.items() for way in ways]), max_size=3)
BODIES = st.one_of(
    st.binary(max_size=2000), st.builds(lambda part, n: part * n, st.binary(max_size=50), st.integers(0, 9000))
)


def _cut(received: bytes, sizes: list[int]) -> list[bytes]:
    chunks = []
    for size in sizes:
        chunks.append(received[:size])
        received = received[size:]
    return [*chunks, received]


@given(body=BODIES, layers=LAYERS, sizes=st.lists(st.integers(0, 40), max_size=30))
def test_any_body_comes_back_whatever_the_chunks(
    body: bytes, layers: list[tuple[str, Callable[[bytes], bytes]]], sizes: list[int]
) -> None:
    received = body
    for _, encode in layers:
        received = encode(received)
    decoding = Decoding([name for name, _ in layers])
    pieces = [piece for chunk in _cut(received, sizes) for piece in decoding.feed(chunk)]
    assert b"".join(pieces) == body
    assert decoding.complete
    assert max(map(len, pieces), default=0) <= 2**21 + 2**17


@given(received=st.binary(max_size=300), names=st.lists(st.sampled_from([*CODINGS, "x"]), max_size=6))
def test_any_bytes_decode_or_fail_by_name(received: bytes, names: list[str]) -> None:
    with contextlib.suppress(CannotDecode):
        decoding = Decoding(names)
        for _ in decoding.feed(received):
            pass


@given(body=st.binary(min_size=1, max_size=500), coding=st.sampled_from(list(CODINGS)), lost=st.integers(1, 400))
def test_cut_body_is_never_complete(body: bytes, coding: str, lost: int) -> None:
    received = CODINGS[coding][0](body)
    decoding = Decoding([coding])
    for _ in decoding.feed(received[: max(1, len(received) - lost)]):
        pass
    assert not decoding.complete


@given(text=st.text(max_size=60), now=st.datetimes(timezones=st.just(UTC)))
def test_any_retry_after_is_none_or_within_a_day(text: str, now: datetime) -> None:
    delay = headers.retry_delay(text, now)
    assert delay is None or 0 <= delay.total_seconds() <= 86400


@example(sent=[(b"ETag", b"\x1c!")])
@given(sent=st.lists(st.tuples(st.sampled_from([b"Content-Type", b"Location", b"ETag"]), st.binary(max_size=60))))
def test_any_fields_can_be_read(sent: list[tuple[bytes, bytes]]) -> None:
    fields = httpx.Headers(sent)
    content_type = headers.first(fields, "content-type")
    media_type = headers.media_type(content_type)
    assert media_type == "" or media_type.count("/") == 1
    headers.charset(content_type)
    assert (headers.location(fields) or "").isascii()
    etag = headers.validators(fields).etag
    assert etag is None or etag.encode("ascii") in [value.strip(b" \t") for _, value in sent]


@given(address=st.ip_addresses(v=4))
def test_carried_address_is_judged_as_the_plain_one(address: IPv4Address) -> None:
    guard = Guard([ip_network("10.9.0.0/16")])
    six_to_four = ip_address((0x2002 << 112) | (int(address) << 80) | 1)
    nat64 = ip_address((0x64FF9B << 96) | int(address))
    mapped = ip_address((0xFFFF << 32) | int(address))
    assert isinstance(mapped, IPv6Address)
    verdicts = {_passes(guard, str(form)) for form in (address, six_to_four, nat64, mapped, f"::ffff:{address}")}
    assert len(verdicts) == 1


@given(address=st.ip_addresses())
def test_what_python_calls_private_never_passes(address: IPv4Address | IPv6Address) -> None:
    if address.is_private or address.is_loopback or address.is_link_local or address.is_multicast:
        assert not _passes(Guard([]), str(address)) or _is_exempt(address)


def _is_exempt(address: IPv4Address | IPv6Address) -> bool:
    """Python calls some addresses private that carry or are public ones (192.0.0.9, mapped)."""
    return isinstance(address, IPv6Address) and bool(address.ipv4_mapped)


def _passes(guard: Guard, address: str) -> bool:
    try:
        guard.check(address)
    except Refused:
        return False
    return True


@given(text=st.text(alphabet="uUserAgent-agent: */\nDisallowCrawl0123456789.einf$#\r\x00通", max_size=200))
def test_any_robots_text_gives_rules(text: str) -> None:
    rules = Rules(text, "noticewire")
    assert 0 <= rules.delay.total_seconds() <= 30
    rules.allows(Url.parse("http://a.example/x?y=通知"))


@given(name=st.text(alphabet="ab%40:", max_size=8), path=st.sampled_from(["/", "/a@b", "/?x=@"]))
def test_login_never_stays_in_the_address(name: str, path: str) -> None:
    url = Url.parse(f"http://{name}@a.example{path}")
    bare = without_login(url)
    assert bare.text == f"http://a.example{path}"
    assert login_field(bare) is None
    assert login_field(url) is not None
