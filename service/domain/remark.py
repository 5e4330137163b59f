"""What the service says to people, in English, and made so that it can be said in another language later. Pure."""

from collections.abc import Iterable
from types import MappingProxyType

Value = str | int | float


class Remark(str):
    """A line with what it was made of: `pattern`, a message id of the catalogues, filled printf-like with `values`
    by their names. A value may be a remark itself.

    It is its English text, for logs, programs and whoever compares it. A pattern without values stands as it is,
    its percent signs too.
    """

    __slots__ = ("pattern", "values")

    def __new__(cls, pattern: str, /, **values: Value) -> "Remark":
        remark = super().__new__(cls, pattern % values if values else pattern)
        remark.pattern = str(pattern)
        remark.values = MappingProxyType(values)
        return remark

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (self.pattern, dict(self.values))

    pattern: str
    values: MappingProxyType[str, Value]


def _again(pattern: str, values: dict[str, Value]) -> Remark:
    return Remark(pattern, **values)


def clipped(text: str, limit: int) -> str:
    """The first `limit` characters; a remark whole, for whoever makes one bounds what he puts into it."""
    return text if isinstance(text, Remark) else text[:limit]


def joined(separator: str, parts: Iterable[str]) -> Remark:
    """The parts that are not empty, with `separator` (without percent signs) between them."""
    values = {f"part{number}": part for number, part in enumerate(part for part in parts if part)}
    return Remark(separator.join(f"%({name})s" for name in values), **values)


def lines(*parts: str) -> Remark:
    """A text of several lines; empty ones are left out."""
    return joined("\n", parts)
