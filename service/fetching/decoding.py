"""Undoing content codings piece by piece, so that no more than a piece is ever held here.

A few bytes can stand for gigabytes. Whoever reads the pieces counts them and stops in time.
"""

import zlib
from collections.abc import Iterator, Sequence
from typing import Protocol

import brotli
import zstandard

ACCEPT_ENCODING = "gzip, deflate, br, zstd"
PIECE = 64 * 1024
"""What a decoder hands over at once, in bytes; brotli and zstd may exceed it by a little."""

_MOST_LAYERS = 4
_GZIP_START = b"\x1f\x8b"
_ZSTD_WINDOW = 8 * 2**20  # RFC 9659: what a web server may ask for
_ZSTD_SLICE = 64


class CannotDecode(Exception):
    """The bytes are not what Content-Encoding says; `str()` says what is wrong."""


class _Decoder(Protocol):
    def feed(self, received: bytes) -> Iterator[bytes]: ...

    @property
    def complete(self) -> bool: ...


class _Gzip:
    """gzip (RFC 1952), several members in a row too; what follows the last one is ignored, as browsers do."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._tail = b""

    def feed(self, received: bytes) -> Iterator[bytes]:
        while received:
            if self._member.eof:
                received = self._tail + received
                self._tail = received[:1] if len(received) < len(_GZIP_START) else b""
                if not received.startswith(_GZIP_START):
                    return
                self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
            yield from _inflated(self._member, received)
            received = self._member.unused_data

    @property
    def complete(self) -> bool:
        return self._member.eof


class _Deflate:
    """deflate: zlib by RFC 9110 section 8.4.1.2, bare deflate by the habit of old servers."""

    def __init__(self) -> None:
        self._start = b""
        self._stream = zlib.decompressobj()
        self._begun = False

    def feed(self, received: bytes) -> Iterator[bytes]:
        if not self._begun:
            received = self._start = self._start + received
            if len(received) < 2:
                return
            self._begun = True
            if received[0] & 0x0F != 8 or int.from_bytes(received[:2], "big") % 31:
                self._stream = zlib.decompressobj(-zlib.MAX_WBITS)
        if not self._stream.eof:
            yield from _inflated(self._stream, received)

    @property
    def complete(self) -> bool:
        return self._stream.eof


class _Brotli:
    """Brotli (RFC 7932)."""

    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def feed(self, received: bytes) -> Iterator[bytes]:
        while not self.complete:
            try:
                piece = self._stream.process(received, output_buffer_limit=PIECE)
            except brotli.error as error:
                raise CannotDecode("not a Brotli stream") from error
            if not piece and self._stream.can_accept_more_data():
                return
            yield piece
            received = b""

    @property
    def complete(self) -> bool:
        return bool(self._stream.is_finished())


class _Zstandard:
    """Zstandard (RFC 8878), several frames in a row too.

    The library cannot be told how much to hand over. One block yields at most 128 KiB and takes at least four
    bytes, so feeding it small slices bounds a piece to about 2 MiB.
    """

    def __init__(self) -> None:
        self._library = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
        self._frame = self._library.decompressobj()

    def feed(self, received: bytes) -> Iterator[bytes]:
        for start in range(0, len(received), _ZSTD_SLICE):
            rest = received[start : start + _ZSTD_SLICE]
            while rest:
                if self._frame.eof:
                    self._frame = self._library.decompressobj()
                try:
                    piece = self._frame.decompress(rest)
                except zstandard.ZstdError as error:
                    raise CannotDecode("not a Zstandard stream") from error
                if piece:
                    yield piece
                rest = self._frame.unused_data if self._frame.eof else b""

    @property
    def complete(self) -> bool:
        return bool(self._frame.eof)


class Decoding:
    """All codings of one body, undone in turn.

    `encodings` in the order they were applied. Raises CannotDecode for one we do not know, or for too many.
    """

    def __init__(self, encodings: Sequence[str]) -> None:
        if len(encodings) > _MOST_LAYERS:
            raise CannotDecode(f"it is encoded {len(encodings)} times over")
        self._decoders = [_decoder(name) for name in reversed(encodings)]
        self._fed = False

    def feed(self, received: bytes) -> Iterator[bytes]:
        """The pieces that `received` stands for. Raises CannotDecode."""
        self._fed = self._fed or bool(received)
        pieces: Iterator[bytes] = iter((received,))
        for decoder in self._decoders:
            pieces = _through(decoder, pieces)
        return pieces

    @property
    def complete(self) -> bool:
        """Whether every coding saw its end mark: False after the last byte means that the body was cut."""
        return not self._fed or all(decoder.complete for decoder in self._decoders)


def _decoder(name: str) -> _Decoder:
    match name:
        case "gzip" | "x-gzip":
            return _Gzip()
        case "deflate":
            return _Deflate()
        case "br":
            return _Brotli()
        case "zstd":
            return _Zstandard()
    raise CannotDecode(f"its encoding {name[:40]!r} is unknown to us")


def _through(decoder: _Decoder, pieces: Iterator[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        yield from decoder.feed(piece)


def _inflated(stream: "zlib._Decompress", received: bytes) -> Iterator[bytes]:
    while True:
        try:
            piece = stream.decompress(received, PIECE)
        except zlib.error as error:
            raise CannotDecode("not a gzip or deflate stream") from error
        if piece:
            yield piece
        received = stream.unconsumed_tail
        # A full piece may leave output inside zlib even when all input was taken.
        if stream.eof or (not received and len(piece) < PIECE):
            return
