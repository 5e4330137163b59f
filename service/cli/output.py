"""What a command prints: tables for people, one line of JSON for programs. Messages go to standard error."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from service.domain.errors import ConfigError, NoticewireError

_PIPE_WIDTH = 10_000
"""Off a terminal a row is a line."""


def _console(*, stderr: bool) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _PIPE_WIDTH
    return Console(stderr=stderr, width=width, markup=False, highlight=False, emoji=False)


@dataclass(frozen=True, slots=True)
class Output:
    """`as_json`: standard output holds exactly one JSON object, and nothing else."""

    as_json: bool
    out: Console = field(default_factory=lambda: _console(stderr=False))
    err: Console = field(default_factory=lambda: _console(stderr=True))

    def document(self, value: Mapping[str, object]) -> None:
        """The JSON object; for people nothing."""
        if self.as_json:
            utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
            sys.stdout.write(json.dumps(value, ensure_ascii=not utf8, default=_plain) + "\n")

    def say(self, text: str, style: str = "") -> None:
        """A line for people; with JSON nothing."""
        if not self.as_json:
            self.out.print(Text(text, style), soft_wrap=True)

    def note(self, text: str, style: str = "") -> None:
        """A line beside the result."""
        self.err.print(Text(text, style), soft_wrap=True)

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[object]], *, empty: str) -> None:
        """`empty` is said instead of a table without rows."""
        if self.as_json:
            return
        table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
        for name in columns:
            table.add_column(name, overflow="fold", no_wrap=name == "id")  # to be copied in one piece
        for row in rows:
            table.add_row(*(cell if isinstance(cell, Text) else Text(printable(str(cell))) for cell in row))
        if table.row_count:
            self.out.print(table)
        else:
            self.say(empty, "dim")

    def failure(self, error: NoticewireError) -> None:
        """`error: what happened (and where) — what to do`; with JSON also an object {"error": …}."""
        if isinstance(error, ConfigError):
            self.note(f"error: {error}\n{error.advice}", "red")
            problems = [{"path": p.path, "line": p.line, "message": p.message} for p in error.problems]
            self.document({"error": f"wrong configuration: {error.source}", "problems": problems})
            return
        self.note(f"error: {printable(str(error))}" + (f" — {error.advice}" if error.advice else ""), "red")
        self.document({"error": str(error), "advice": error.advice})

    @contextmanager
    def progress(self) -> Iterator[Callable[[int, int, str], None]]:
        """A bar on a terminal's standard error, gone when it is done."""
        columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[name]}", markup=False))
        with Progress(*columns, console=self.err, transient=True, disable=not self.err.is_terminal) as bar:
            task = bar.add_task("", total=None, name="")

            def report(done: int, total: int, name: str) -> None:
                bar.update(task, completed=done, total=total, name=printable(name))

            yield report


def printable(text: str) -> str:
    """Without what could steer a terminal: titles come from strangers."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def local(moment: datetime | None, zone: str) -> str:
    """'2026-01-05 08:00' in `zone`; '-' for no moment."""
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}" if moment else "-"


def ago(moment: datetime | None, now: datetime) -> str:
    """'5 min ago', 'in 2 h'; '-' for no moment."""
    if moment is None:
        return "-"
    seconds = int(abs((now - moment).total_seconds()))
    count, unit = next(
        (seconds // size, unit)
        for size, unit in ((86400, "d"), (3600, "h"), (60, "min"), (1, "s"))
        if seconds >= size or size == 1
    )
    return f"{count} {unit} ago" if moment <= now else f"in {count} {unit}"


def _plain(value: object) -> object:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, tuple | set | frozenset):
        return sorted(value) if isinstance(value, set | frozenset) else list(value)
    raise TypeError(f"no JSON for {type(value).__name__}")
