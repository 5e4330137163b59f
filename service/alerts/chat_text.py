"""What a chat message says, as Markdown that every service understands and as plain text. Pure."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from service.alerts.compose import CHANGES, Letterhead, entry_title, readable_date
from service.alerts.plain import excerpt, one_line
from service.domain.delivery import Claimed, DeliveryKind, Told
from service.wording import translation
from service.wording.remarks import in_language

_TITLE = 120
_MOST = 30
"""Notices that one message lists; a chat is no archive."""
_HARMLESS = str.maketrans({"<": "＜", ">": "＞", "[": "［", "]": "］", "@": "＠", "`": "ˋ", "*": "＊"})
"""A title is a stranger's: it must neither call everybody in the group ('<at all>', '@everyone', '<!channel>') nor
hide a link."""


@dataclass(frozen=True, slots=True)
class ChatText:
    """One message. `items` are its notices, newest first, each as Markdown and as plain text; `more` says what
    stands where, after `kept` of them, the rest is left out."""

    title: str
    items: tuple[tuple[str, str], ...]
    home: str
    language: str
    left_out: int = 0

    def markdown(self, limit: int) -> str:
        """At most `limit` bytes of UTF-8."""
        return self._fitted([markdown for markdown, _ in self.items], limit, f"[{{}}]({self.home})")

    def plain(self, limit: int) -> str:
        """The same as plain text."""
        return self._fitted([plain for _, plain in self.items], limit, f"{{}} {self.home}")

    def encoded(self) -> bytes:
        return json.dumps(
            [self.title, self.items, self.home, self.language, self.left_out], ensure_ascii=False
        ).encode("utf-8", "replace")

    @staticmethod
    def decoded(payload: bytes) -> "ChatText":
        title, items, home, language, left_out = json.loads(payload)
        return ChatText(title, tuple((one, other) for one, other in items), home, language, left_out)

    def _fitted(self, items: Sequence[str], limit: int, more: str) -> str:
        for kept in range(len(items), 0, -1):
            left = self.left_out + len(items) - kept
            words = translation(self.language).ngettext("and %(num)d more", "and %(num)d more", left) % {
                "num": left
            }
            text = "\n\n".join([*items[:kept], *([more.format(words)] if left else [])])
            if len(text.encode()) <= limit:
                return text
        return items[0].encode()[: limit - 3].decode("utf-8", "ignore") + "…" if items else ""


def compose_chat(claimed: Claimed, letterhead: Letterhead) -> ChatText:
    """The message of an alert, of several told together, of a digest or an incident. Raises ValueError for one
    that has nothing to tell."""
    language = claimed.subscription.language if claimed.subscription else letterhead.language
    home = letterhead.public_url
    if claimed.kind is DeliveryKind.INCIDENT:
        title = _safe(one_line(in_language(claimed.incident_title, language), _TITLE))
        text = in_language(claimed.incident_text, language)
        lines = [line for raw in text.splitlines() if (line := _safe(one_line(raw)))]
        body = "\n\n".join(lines) or title
        return ChatText(title, ((f"**{title}**\n\n{body}", f"{title}\n{body}"),), home, language)
    if not claimed.entries:
        raise ValueError(f"{claimed.id} is a {claimed.kind} without entries")
    alone = len(claimed.entries) == 1
    items = tuple(_item(told, language, alone=alone) for told in claimed.entries[:_MOST])
    if alone:
        title = _safe(one_line(entry_title(claimed.entries[0].entry, language), _TITLE))
        if claimed.edit:
            change = f"【{translation(language).gettext(CHANGES[claimed.edit.kind])}】"
            said = "".join(f"\n{_safe(one_line(line, 200))}" for line in claimed.edit.lines)
            title = f"{change}{title}"
            ((markdown, plain),) = items
            items = ((f"{change}{markdown}{said}", f"{change}{plain}{said}"),)
    else:
        count = len(claimed.entries)
        words = translation(language).ngettext("%(num)d new notice", "%(num)d new notices", count)
        title = words % {"num": count}
    return ChatText(title, items, home, language, max(0, len(claimed.entries) - _MOST))


def _item(told: Told, language: str, *, alone: bool) -> tuple[str, str]:
    words, entry = translation(language), told.entry
    title = _safe(one_line(entry_title(entry, language), 200))
    pinned = f"【{words.gettext('Pinned')}】" if told.pinned else ""
    facts = [_safe(one_line(told.site_title, 60)), *(_safe(one_line(part, 40)) for part in told.section[-1:])]
    facts = [*facts, readable_date(entry)]
    if entry.attachments:
        files = words.ngettext("%(num)d attachment", "%(num)d attachments", len(entry.attachments))
        facts.append(files % {"num": len(entry.attachments)})
    said = " · ".join(facts)
    told_more = _safe(excerpt(entry.summary or entry.text, 160)) if alone else ""
    markdown = f"{pinned}[{title}]({_link(entry.url.text)})\n{said}" + (f"\n\n{told_more}" if told_more else "")
    plain = f"{pinned}{title}\n{said}" + (f"\n{told_more}" if told_more else "") + f"\n{entry.url.text}"
    return markdown, plain


def _safe(text: str) -> str:
    return text.translate(_HARMLESS)


def _link(url: str) -> str:
    """An address that ends where it should: no brackets, spaces or quotes."""
    return re.sub(r"[()<>\s\"'`\[\]]", lambda found: quote(found.group(), safe=""), url)
