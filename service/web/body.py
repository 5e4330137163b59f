"""The body of an article as our own page shows it. Pure.

The body comes clean from extraction; here it only loses what our page's policy would not load (pictures of other
hosts become links) and gets what our page needs: headings in order below our own first one, and tables that
scroll.
"""

from collections.abc import Callable
from html import escape
from html.parser import HTMLParser

from markupsafe import Markup

from service.web.phrases import N_

__all__ = ["page_body"]

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_NEVER = frozenset({"script", "style", "iframe", "object", "embed", "form", "link", "meta", "base"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_KEPT = frozenset({"href", "title", "alt", "colspan", "rowspan", "start", "lang", "dir", "datetime", "cite"})


def page_body(body: str, translate: Callable[[str], str]) -> Markup:
    """`body` is sanitised HTML; `translate` gives our own words in the language of the page."""
    writer = _Writer(translate)
    writer.feed(body)
    writer.close()
    return Markup("".join(writer.written))  # noqa: S704 - every part was escaped or comes from the lists above


class _Writer(HTMLParser):
    def __init__(self, translate: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=True)
        self.written: list[str] = []
        self._translate = translate
        self._links = 0
        self._dropping = 0
        self._outline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _NEVER:
            self._dropping += tag not in _VOID
            return
        if self._dropping:
            return
        if tag == "img":
            self._picture(dict(attrs))
            return
        if tag == "table":
            label = escape(self._translate(N_("Table")))
            self.written.append(f'<div class="wide" tabindex="0" role="group" aria-label="{label}">')
        kept = [(name, value or "") for name, value in attrs if name in _KEPT and _is_safe(name, value or "")]
        if tag == "a":
            self._links += 1
            kept.append(("rel", "noreferrer"))
        written = "".join(f' {name}="{escape(value)}"' for name, value in kept)
        if tag in _HEADINGS:
            self._outline = [*(above for above in self._outline if above < tag), tag]
        self.written.append(f"<{self._shown(tag)}{written}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in _NEVER:
            self._dropping = max(0, self._dropping - (tag not in _VOID))
            return
        if self._dropping or tag in _VOID:
            return
        if tag == "a":
            self._links = max(0, self._links - 1)
        self.written.append(f"</{self._shown(tag)}>")
        if tag == "table":
            self.written.append("</div>")

    def handle_data(self, data: str) -> None:
        if not self._dropping:
            self.written.append(escape(data, quote=False))

    def _shown(self, tag: str) -> str:
        """A heading gets the level of its place in the outline: offices choose levels by their looks."""
        return f"h{min(6, 1 + max(1, len(self._outline)))}" if tag in _HEADINGS else tag

    def _picture(self, attributes: dict[str, str | None]) -> None:
        source = attributes.get("src") or ""
        words = (attributes.get("alt") or attributes.get("title") or "").strip()
        label = escape(self._translate(N_("Picture")) + (f": {words}" if words else ""))
        if self._links or not _is_safe("href", source):
            self.written.append(f'<span class="picture">{label}</span>')
        else:
            self.written.append(f'<a class="picture out" href="{escape(source)}" rel="noreferrer">{label}</a>')


def _is_safe(name: str, value: str) -> bool:
    if name not in ("href", "cite"):
        return True
    return value.strip().lower().startswith(("http://", "https://", "mailto:", "tel:"))
