"""Redesigns as offices make them: a file for each, with its notices and the pages before, between and after.

A page is HTML with a region for each row, `<!--row-->…<!--/row-->`; one in `hot` is repeated for the
notices of that mark. Words in braces are those of `Look.filled`.
"""

import hashlib
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bench.healing.watched import Count, Watched, counted, source
from service.domain.source import Recipe
from service.domain.urls import Url

FOLDER = Path(__file__).parent / "redesigns"
FIRST_POLL = datetime(2026, 3, 16, 9, tzinfo=UTC)
_REGION = re.compile(r"<!--(row|hot)-->(.*?)<!--/\1-->", re.S)


@dataclass(frozen=True)
class Notice:
    """`place`: the how manieth it was published, from 1. `marks`: `pdf`, `pin_old`, `pin_new`, `hot`, `other` (of
    another section, only on the new page), `gone` (only on the old one), an address, or `name=value`."""

    place: int
    title: str
    day: date
    marks: tuple[str, ...] = ()

    @property
    def said(self) -> dict[str, str]:
        return dict(mark.split("=", 1) for mark in self.marks if re.match(r"\w+=", mark))

    @property
    def elsewhere(self) -> str | None:
        return next((mark for mark in self.marks if mark.startswith("http")), None)


@dataclass(frozen=True)
class Look:
    """A page of notices. `base`: what is added to a notice's place for its number; `cut`: letters of a title, then
    `sign`; `when`: as strftime; `files`: the address of a notice that is a file; `polls`: how often it is seen."""

    url: str
    rows: int
    page: str
    address: str = ""
    files: str = ""
    when: str = ""
    title: str = "{title}"
    pin: str = ""
    cut: int = 0
    sign: str = ""
    base: int = 1000
    charset: str = "utf-8"
    polls: int = 1
    older: int = field(default=0, kw_only=True)
    """How many notices there were when it was drawn."""

    def href(self, notice: Notice) -> str:
        if notice.elsewhere:
            return notice.elsewhere
        return self._worded(self.files if "pdf" in notice.marks and self.files else self.address, notice)

    def absolute(self, notice: Notice) -> str:
        return Url.parse(self.url).join(self.href(notice)).text

    def body(self, listed: Sequence[Notice], pin: str) -> bytes:
        pinned = [one for one in listed if pin in one.marks]
        shown = [*pinned, *(one for one in listed if one not in pinned)][: self.rows]
        hot = [one for one in listed if "hot" in one.marks]

        def region(found: re.Match[str]) -> str:
            notices = shown if found[1] == "row" else hot
            return "".join(self._row(found[2], one, i, pin) for i, one in enumerate(notices, 1))

        return _REGION.sub(region, self.page).encode(self.charset)

    def shown(self, listed: Sequence[Notice], pin: str) -> list[Notice]:
        pinned = [one for one in listed if pin in one.marks]
        return [*pinned, *(one for one in listed if one not in pinned)][: self.rows]

    def _row(self, row: str, notice: Notice, i: int, pin: str) -> str:
        full = self._worded(self.title, notice)
        title = full[: self.cut] + self.sign if self.cut and len(full) > self.cut else full
        text = "This page tells you more." if notice.title.isascii() else "现将有关事项说明如下，请遵照执行。"
        filled = row.replace("{pin}", self.pin if pin in notice.marks else "").replace("{href}", self.href(notice))
        filled = filled.replace("{when}", notice.day.strftime(self.when)).replace("{i}", str(i))
        filled = filled.replace("{full}", full).replace("{title}", title).replace("{text}", text)
        return self._worded(filled, notice)

    def _worded(self, text: str, notice: Notice) -> str:
        """`{n}` its number, `{a}` one given out in another order to what is older than the page, `{h5}`, `{h}` one
        that says nothing."""
        number = self.base + notice.place
        anew = self.base + (self.older - notice.place if notice.place <= self.older else notice.place)
        words = {
            "n": str(number),
            "a": str(anew),
            "h5": str(10_000 + number * 7919 % 90_000),
            "h": hashlib.md5(str(number).encode(), usedforsecurity=False).hexdigest(),
            "y": f"{notice.day:%Y}",
            "m": f"{notice.day:%m}",
            "d": f"{notice.day:%d}",
            "M": str(notice.day.month),
            "D": str(notice.day.day),
            "views": str(number * 37 % 900),
            "words": "-".join(re.findall(r"[a-z]+", notice.title.lower())),
            "title": notice.title,
            **notice.said,
        }
        return re.sub(r"\{(\w+)\}", lambda found: words[found[1]], text)


@dataclass(frozen=True)
class Redesign:
    """`notices`: the newest first; the first `later` are published after the new page is there, the next `news`
    between the last poll of the old page and the first of the new one, `days` apart."""

    about: str
    notices: tuple[Notice, ...]
    old: Look
    new: Look
    between: tuple[Look, ...]
    days: int
    news: int
    later: int
    recipe: str

    async def walked(self, *, with_recipe: bool = False) -> tuple[Watched, Count]:
        """Polls all the way, with the owner's recipe for the old page or without; the source as it is
        remembered at the end, and what went wrong."""
        fresh = self.later + self.news
        before = [one for one in self.notices[fresh:] if "other" not in one.marks]
        after = [one for one in self.notices if "gone" not in one.marks]
        latest, since = set(self.notices[: self.later]), set(self.notices[:fresh])
        recipe = Recipe(self.recipe) if with_recipe else None
        watched = Watched(source(self.old.url, recipe=recipe), now=FIRST_POLL)
        for _ in range(2):
            await watched.poll(self.old.body(before, "pin_old"), charset=self.old.charset)
        baseline = self.old.shown(before, "pin_old")
        assert len(watched.stored) == len(baseline), watched.evidence
        for look in self.between:
            for _ in range(look.polls):
                await watched.poll(look.body(before, ""), Url.parse(look.url), look.charset)
        watched.now += timedelta(days=self.days)
        url = Url.parse(self.new.url)
        await watched.polls(self.new.body([one for one in after if one not in latest], "pin_new"), url)
        watched.now += timedelta(hours=5)
        await watched.polls(self.new.body(after, "pin_new"), url)
        was = {self.old.absolute(one): one for one in self.notices}
        is_now = {self.new.absolute(one): one for one in self.notices}
        known = {one for one in self.notices if one in baseline}
        return watched, counted(watched, was, is_now, published=since, known=known, baseline=len(baseline))


def redesigns(folder: Path = FOLDER) -> dict[str, Redesign]:
    return {path.stem: _read(path) for path in sorted(folder.glob("*.toml"))}


def _read(path: Path) -> Redesign:
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    lines = [[part.strip() for part in line.split(" | ")] for line in told["notices"].strip().splitlines()]
    notices = tuple(
        Notice(len(lines) - above, title, date.fromisoformat(day), tuple(marks))
        for above, (day, title, *marks) in enumerate(lines)
    )
    older = len(notices) - told["news"] - told["later"]
    old = Look(**told["old"], older=older)
    new = Look(**{"url": old.url, **told["new"]}, older=older)
    between = tuple(replace(Look(**{"url": old.url, **one}), older=older) for one in told.get("between", ()))
    return Redesign(
        told["about"], notices, old, new, between, told["days"], told["news"], told["later"], told["recipe"]
    )
