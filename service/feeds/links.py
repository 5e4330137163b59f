"""The addresses that a feed names besides its own: its hub, its archive."""

from dataclasses import dataclass

__all__ = ["Links"]


@dataclass(frozen=True, slots=True)
class Links:
    """Absolute addresses; empty where there is none.

    `hub` takes WebSub subscriptions (W3C Recommendation, section 4). `previous` and `following` are documents of
    the archive, older and newer (RFC 5005 section 4); `current`, on such a document alone, the feed it belongs to.
    """

    own: str
    hub: str = ""
    current: str = ""
    previous: str = ""
    following: str = ""

    @property
    def named(self) -> tuple[tuple[str, str], ...]:
        """Relation and address of all but the document's own."""
        found = (
            ("hub", self.hub),
            ("current", self.current),
            ("prev-archive", self.previous),
            ("next-archive", self.following),
        )
        return tuple((relation, address) for relation, address in found if address)
