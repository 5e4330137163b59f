"""The history of an entry as its page tells it: each edit, the newest first. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from service.domain.difference import Difference, Piece, difference, inline
from service.domain.entry import Attachment, Entry, Revision

__all__ = ["Edit", "edits"]

_MOST = 10


@dataclass(frozen=True, slots=True)
class Edit:
    """What one edit changed. `seen_at` (UTC) is when we saw it; `title` empty: it stayed; `text_came`: there was
    none before."""

    seen_at: datetime
    title: tuple[Piece, ...]
    text_came: bool
    text: Difference
    attached: tuple[Attachment, ...]
    detached: tuple[Attachment, ...]


def edits(entry: Entry, revisions: Sequence[Revision]) -> list[Edit]:
    """The newest ten, newest first. An edit that changed only what is not shown here (markup) is left out."""
    now = Revision(entry.updated_at, entry.title, entry.text, entry.attachments)
    states = [*revisions, now]
    found = [_edit(before, after) for before, after in pairwise(states)]
    return [edit for edit in reversed(found) if _says_something(edit)][:_MOST]


def _edit(before: Revision, after: Revision) -> Edit:
    text_came = not before.text.strip() and bool(after.text.strip())
    old, new = {found.url for found in before.attachments}, {found.url for found in after.attachments}
    return Edit(
        seen_at=after.since,
        title=inline(before.title, after.title) if before.title != after.title else (),
        text_came=text_came,
        text=Difference() if text_came else difference(before.text, after.text),
        attached=tuple(found for found in after.attachments if found.url not in old),
        detached=tuple(found for found in before.attachments if found.url not in new),
    )


def _says_something(edit: Edit) -> bool:
    return bool(edit.title or edit.text_came or edit.text or edit.attached or edit.detached)
