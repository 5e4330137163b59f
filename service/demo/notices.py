"""The values of the demo site: where a notice stands, and what it says."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from service.demo.menu import Section
from service.domain.source import DEFAULT_ZONE

ZONE = ZoneInfo(DEFAULT_ZONE)


class Kind(StrEnum):
    """What stands behind a notice's link."""

    TEXT = "text"
    PINNED = "pinned"
    """Text, kept at the head of its listing whatever its date."""
    PDF = "pdf"
    """The body is an embedded PDF file."""
    PICTURE = "picture"
    """The body is one picture."""
    EXTERNAL = "external"
    """The link leaves the site; there is no article page."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A notice before it is written: `number` is its article id, `ordinal` its place in the history of its
    section (from 0), `published_at` aware UTC."""

    number: int
    section: Section
    ordinal: int
    published_at: datetime

    @property
    def day(self) -> date:
        """The day as printed on the pages."""
        return self.published_at.astimezone(ZONE).date()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`lead` is printed bold before the text, in the same line; `closing` lines stand on the right."""

    text: str
    lead: str = ""
    closing: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A written notice. `attachments` are file names; `address` is set for an external one alone."""

    slot: Slot
    title: str
    body: tuple[Paragraph | Table, ...]
    kind: Kind = Kind.TEXT
    attachments: tuple[str, ...] = ()
    address: str = ""

    @property
    def number(self) -> int:
        return self.slot.number

    @property
    def section(self) -> Section:
        return self.slot.section

    @property
    def published_at(self) -> datetime:
        return self.slot.published_at

    @property
    def day(self) -> date:
        return self.slot.day

    @property
    def pinned(self) -> bool:
        return self.kind is Kind.PINNED

    @property
    def path(self) -> str:
        """The article's address from the site's root."""
        return f"/info/{self.section.tree}/{self.number}.htm"

    @property
    def text(self) -> str:
        """The body as lines of plain text."""
        return "\n".join(
            block.lead + block.text
            if isinstance(block, Paragraph)
            else "\n".join("\t".join(row) for row in (block.header, *block.rows))
            for block in self.body
        )
