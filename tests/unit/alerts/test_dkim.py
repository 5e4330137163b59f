"""Signatures verified by the library's own verifier, with the public half as the DNS would give it."""

import re
import subprocess
from pathlib import Path

import dkim
import pytest

from service.alerts.mail import compose_mail
from service.alerts.signing import DkimKey, UnusableKey
from tests.unit.alerts.claims import LETTERHEAD, NOON, claim
from tests.unit.alerts.test_mail import MAILS


def new_key(bits: int = 2048) -> bytes:
    made = subprocess.run(["openssl", "genrsa", str(bits)], check=True, capture_output=True)
    return made.stdout


def record(private: bytes) -> bytes:
    """The TXT record of its public half."""
    made = subprocess.run(["openssl", "rsa", "-pubout"], input=private, check=True, capture_output=True)
    return b"v=DKIM1; k=rsa; p=" + b"".join(made.stdout.splitlines()[1:-1])


@pytest.fixture(scope="module", name="private")
def _private() -> bytes:
    return new_key()


def is_valid(mail: bytes, private: bytes) -> bool:
    def txt(name: bytes, timeout: int = 5) -> bytes | None:
        return record(private) if name == b"news._domainkey.example.org." else None

    return bool(dkim.verify(mail, dnsfunc=txt))


def test_a_signed_mail_verifies_and_an_altered_one_does_not(private: bytes) -> None:
    mail = DkimKey("example.org", "news", private).signed(compose_mail(claim(), LETTERHEAD, NOON))
    assert is_valid(mail, private)
    assert not is_valid(mail.replace(b"Subject: ", b"Subject: x"), private)
    assert not is_valid(mail.replace(b"List-Unsubscribe: <https:", b"List-Unsubscribe: <http:"), private)
    assert not is_valid(b"From: other@example.org\r\n" + mail, private)
    assert not is_valid(mail[:-8] + b"x" + mail[-7:], private)


@pytest.mark.parametrize("kind", MAILS)
def test_mails_of_every_kind_verify(private: bytes, kind: str) -> None:
    assert is_valid(
        DkimKey("example.org", "news", private).signed(compose_mail(MAILS[kind], LETTERHEAD, NOON)), private
    )


def test_the_signature_names_the_senders_domain_and_keeps_to_short_ascii_lines(private: bytes) -> None:
    unsigned = compose_mail(claim(), LETTERHEAD, NOON)
    mail = DkimKey("example.org", "news", private).signed(unsigned)
    assert mail.endswith(unsigned)
    head = mail[: -len(unsigned)].decode("ascii")
    assert "d=example.org" in head
    signed = re.sub(r"\s", "", head)
    for name in ("from:from", "list-unsubscribe:list-unsubscribe-post", "date", "message-id"):
        assert name in signed
    assert max(len(line) for line in head.split("\r\n")) <= 78


@pytest.mark.parametrize(
    "text", [b"", b"secret", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
)
def test_what_is_no_key_is_told_without_showing_it(text: bytes) -> None:
    with pytest.raises(UnusableKey) as refused:
        DkimKey("example.org", "news", text)
    assert "secret" not in str(refused.value)


def test_a_key_too_short_is_refused_and_none_is_shown(tmp_path: Path) -> None:
    with pytest.raises(UnusableKey, match="1024"):
        DkimKey("example.org", "news", new_key(512))
    assert "BEGIN" not in repr(DkimKey("example.org", "news", new_key(1024)))
