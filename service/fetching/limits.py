"""What one fetch may cost."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one fetch takes from us.

    `max_bytes` counts the body after decompression, and also what came over the wire. `total` is wall clock on
    the wire, all redirects together; waiting for a host's turn does not count. `connect` covers name look-up,
    TCP and TLS; `silence` is the longest pause between two bytes; `redirects` counts hops.
    """

    max_bytes: int = 15 * 2**20
    total: timedelta = timedelta(seconds=60)
    connect: timedelta = timedelta(seconds=20)
    redirects: int = 10
    silence: timedelta = timedelta(seconds=20)
