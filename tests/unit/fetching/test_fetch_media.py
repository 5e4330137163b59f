"""What is taken, by type."""

import pytest

from service.fetching.media import Accept, looked_at


@pytest.mark.parametrize(
    ("media_type", "document", "file"),
    [
        ("text/html", True, True),
        ("application/xhtml+xml", True, True),
        ("application/rss+xml", True, True),
        ("application/json", True, True),
        ("application/ld+json", True, True),
        ("text/plain", True, True),
        ("", True, True),
        ("application/pdf", False, True),
        ("application/vnd.ms-excel", False, True),
        ("application/octet-stream", False, True),
        ("image/png", False, False),
        ("image/svg+xml", False, False),
        ("video/mp4", False, False),
        ("font/woff2", False, False),
    ],
)
def test_admission(media_type: str, document: bool, file: bool) -> None:
    assert Accept.DOCUMENT.admits(media_type) is document
    assert Accept.DOCUMENT_OR_FILE.admits(media_type) is file
    assert Accept.ANYTHING.admits(media_type)


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (b"<!DOCTYPE html>", "text/html"),
        (b"\xef\xbb\xbf\r\n <html>", "text/html"),
        (b"%PDF-1.7", "application/octet-stream"),
        (b"", "application/octet-stream"),
    ],
)
def test_undeclared_body_is_looked_at(body: bytes, media_type: str) -> None:
    assert looked_at(body) == media_type
