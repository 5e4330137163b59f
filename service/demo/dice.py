"""Choices that look random and are the same on every machine and Python version."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

Choice = TypeVar("Choice")


class Dice:
    """A stream of choices that depends on its key alone.

    The standard library's generator may change its algorithms between versions; the demo's notices must not.
    """

    def __init__(self, key: str) -> None:
        self._key = key.encode()
        self._thrown = 0

    def below(self, sides: int) -> int:
        """A number from 0 to sides - 1."""
        self._thrown += 1
        digest = hashlib.blake2b(self._key + b"/%d" % self._thrown, digest_size=8).digest()
        return int.from_bytes(digest) % sides

    def between(self, low: int, high: int) -> int:
        """A number from `low` to `high`, both included."""
        return low + self.below(high - low + 1)

    def pick(self, choices: Sequence[Choice]) -> Choice:
        return choices[self.below(len(choices))]
