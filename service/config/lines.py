"""Where each key of a TOML document stands: `tomllib` gives values without lines, and people need the line."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

KeyPath = tuple[str | int, ...]
"""A key as TOML nests it: ('sources', 0, 'url') is `url` of the first `[[sources]]`."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\n]+")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)


def index_lines(text: str) -> Mapping[KeyPath, int]:
    """The line, from 1, of every table, key and array element of a valid TOML 1.0 document (`tomllib` reads it).

    A table that is only implied (`a` by `[a.b]`) has the line where it first appears.
    """
    breaks = [found.start() for found in re.finditer(r"\n", text)]
    return _Scan(text, breaks).run()


def line_of(path: KeyPath, lines: Mapping[KeyPath, int]) -> int | None:
    """The line of `path`, or of the nearest table around it when the key itself is missing."""
    return next((lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in lines), None)


@dataclass(slots=True)
class _Scan:
    text: str
    breaks: list[int]
    at: int = 0
    lines: dict[KeyPath, int] = field(default_factory=dict)
    tables: Counter[KeyPath] = field(default_factory=Counter)
    """How many times each array of tables was opened."""

    def run(self) -> dict[KeyPath, int]:
        table: KeyPath = ()
        self.skip_blank()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)
            self.skip_blank()
        return self.lines

    def header(self) -> KeyPath:
        opening = 2 if self.text.startswith("[[", self.at) else 1
        line = self.line()
        self.at += opening
        keys = self.keys()
        self.at += opening
        path: KeyPath = ()
        for key in keys[:-1]:
            path = self.newest((*path, key), line)
        path = (*path, keys[-1])
        self.lines.setdefault(path, line)
        if opening == 1:
            return path
        self.tables[path] += 1
        path = (*path, self.tables[path] - 1)
        self.lines[path] = line
        return path

    def newest(self, path: KeyPath, line: int) -> KeyPath:
        """What `path` means inside a header: of an array of tables the last one opened."""
        self.lines.setdefault(path, line)
        return (*path, self.tables[path] - 1) if path in self.tables else path

    def pair(self, table: KeyPath) -> None:
        line = self.line()
        path = table
        for key in self.keys():
            path = (*path, key)
            self.lines.setdefault(path, line)
        self.at += 1  # the equals sign
        self.skip_blank()
        self.value(path)

    def keys(self) -> list[str]:
        """A dotted key; ends before `=` or `]`."""
        found: list[str] = []
        while True:
            self.skip_blank()
            if quoted := _STRING.match(self.text, self.at):
                found.append(_unquoted(quoted.group()))
                self.at = quoted.end()
            elif bare := _BARE.match(self.text, self.at):
                found.append(bare.group())
                self.at = bare.end()
            self.skip_blank()
            if self.at >= len(self.text) or self.text[self.at] != ".":
                return found
            self.at += 1

    def value(self, path: KeyPath) -> None:
        if string := _STRING.match(self.text, self.at):
            self.at = string.end()
        elif self.text[self.at] == "[":
            self.elements(path)
        elif self.text[self.at] == "{":
            self.inline_table(path)
        elif scalar := _SCALAR.match(self.text, self.at):
            self.at = scalar.end()

    def elements(self, path: KeyPath) -> None:
        count = 0
        self.at += 1
        while self.more("]"):
            self.lines[(*path, count)] = self.line()
            self.value((*path, count))
            count += 1

    def inline_table(self, path: KeyPath) -> None:
        self.at += 1
        while self.more("}"):
            self.pair(path)

    def more(self, closing: str) -> bool:
        """Whether another element follows; steps over the comma, or the closing bracket."""
        self.skip_blank()
        if self.text[self.at] == ",":
            self.at += 1
            self.skip_blank()
        if self.text[self.at] != closing:
            return True
        self.at += 1
        return False

    def skip_blank(self) -> None:
        blank = _BLANK.match(self.text, self.at)
        self.at = blank.end() if blank else self.at

    def line(self) -> int:
        return bisect_left(self.breaks, self.at) + 1


def _unquoted(key: str) -> str:
    if key.startswith("'"):
        return key[1:-1]
    escapes = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}

    def plain(escape: re.Match[str]) -> str:
        code = escape.group(1)
        return chr(int(code[1:], 16)) if code[0] in "uU" else escapes.get(code, code)

    return re.sub(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", plain, key[1:-1])
