"""The kinds of arguments, read by the same words as the configuration file."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, Generic, TypeVar

import click

from service.config.durations import parse_duration
from service.config.kinds import check_id, check_quiet, check_search, check_words, check_zone
from service.domain.digest import Quiet, Timing, parse_timing
from service.domain.errors import InvalidUrl
from service.domain.rules import Clause
from service.domain.source import SectionPath, SiteId
from service.domain.urls import Url

T = TypeVar("T")


class Kind(click.ParamType[T], Generic[T]):
    """`read` raises ValueError with words for the person who typed it."""

    def __init__(self, name: str, read: Callable[[str], T]) -> None:
        self.name = name
        self._read = read

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> T:
        if not isinstance(value, str):
            return value  # type: ignore[no-any-return]  # a default, converted before
        try:
            return self._read(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


def _address(text: str) -> Url:
    try:
        return Url.parse(text)
    except InvalidUrl as error:
        raise ValueError(f"{error}. {InvalidUrl.advice}") from error


def _lasting(text: str) -> timedelta:
    number = text.replace(".", "", 1).isdigit()
    duration = parse_duration(float(text) if number else text)
    if not duration:
        raise ValueError("must be longer than nothing")
    return duration


def _group(text: str) -> tuple[SiteId, SectionPath]:
    site, colon, path = text.partition(":")
    names = tuple(name.strip() for name in path.split("/") if name.strip())
    if not colon or not names:
        raise ValueError("write the site's id, a colon, and names from the outside in: SITE:组织工作/组织通知")
    return SiteId(check_id(site)), names


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"not a day: {text!r}. Write '2026-01-31'") from None


def _since(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"not a time: {text!r}. Write '2026-01-31' or '2026-01-31T08:00+08:00'") from None
    return moment.astimezone(UTC)


ADDRESS: Kind[Url] = Kind("URL", _address)
DURATION: Kind[timedelta] = Kind("DURATION", _lasting)
ZONE: Kind[str] = Kind("ZONE", check_zone)
ID: Kind[str] = Kind("ID", check_id)
GROUP: Kind[tuple[SiteId, SectionPath]] = Kind("SITE:PATH", _group)
WHEN: Kind[Timing] = Kind("WHEN", parse_timing)
QUIET: Kind[Quiet] = Kind("HOURS", check_quiet)
WORDS: Kind[Clause] = Kind("WORDS", check_words)
PATTERN: Kind[Clause] = Kind("PATTERN", check_search)
DAY: Kind[date] = Kind("DAY", _day)
SINCE: Kind[datetime] = Kind("TIME", _since)
