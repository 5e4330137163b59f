"""DKIM (RFC 6376): the sender's domain vouches for a mail. The key stays in memory, its text is never shown."""

from dataclasses import dataclass, field

import dkim
from dkim.crypto import parse_pem_private_key

_SIGNED = (
    *("from", "from", "to", "subject", "date", "message-id", "in-reply-to", "references", "reply-to", "cc"),
    *("mime-version", "content-type", "auto-submitted"),
    *("list-id", "list-unsubscribe", "list-unsubscribe-post"),
)
"""From twice: a second one added on the way breaks the signature (RFC 6376 section 8.15). RFC 8058 section 4 wants
both fields of one-click unsubscribing signed."""


class UnusableKey(ValueError):
    """Not a private key that DKIM can sign with."""


@dataclass(frozen=True, slots=True)
class DkimKey:
    """`private` is an RSA key in PEM of at least 1024 bits. Its public half stands in the DNS at
    `<selector>._domainkey.<domain>`."""

    domain: str
    selector: str
    private: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Raises UnusableKey."""
        if b"-----BEGIN" not in self.private:
            raise UnusableKey("not an RSA private key in PEM: make one with `openssl genrsa 2048`")
        try:
            key = parse_pem_private_key(self.private)
        except Exception as error:  # the library's parser raises whatever the damage leads to
            raise UnusableKey(f"not an RSA private key in PEM: {error}") from error
        if key["modulus"].bit_length() < 1024:
            raise UnusableKey("an RSA key of less than 1024 bits: receivers ignore its signatures (RFC 8301)")

    def signed(self, message: bytes) -> bytes:
        """`message` (RFC 5322, CRLF) with a DKIM-Signature on top, relaxed/relaxed."""
        signature: bytes = dkim.sign(
            message,
            self.selector.encode("ascii"),
            self.domain.encode("idna"),
            self.private,
            canonicalize=(b"relaxed", b"relaxed"),
            include_headers=[name.encode() for name in _SIGNED],
        )
        return signature + message
