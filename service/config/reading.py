"""TOML -> frozen settings. Every problem is told at once, by key and line."""

import re
import secrets
import tomllib
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from service.config.complaints import Complaint, complaints_of, problems_of
from service.config.declared import Declarations, read_declarations
from service.config.files import Secrets
from service.config.lines import KeyPath, index_lines
from service.config.mailing import mail_complaints, read_mail
from service.config.settings import Polling, Settings, Web
from service.config.shapes import FileShape
from service.domain.errors import ConfigError, Problem
from service.domain.rhythm import Schedule
from service.passwords import is_hash


def load(
    path: Path | None,
    *,
    now: datetime,
    folder: Path | None = None,
    token: Callable[[], str] = secrets.token_urlsafe,
) -> Settings:
    """The settings of the file at `path`, or the defaults when it is None.

    Relative paths are meant from the file's folder, without a file from `folder` (the working folder). `now`
    (aware UTC) and `token` go into declared subscriptions; the database keeps those of the ones it knows already.

    Raises ConfigError with everything that is wrong.
    """
    if path is None:
        return read("", source="defaults", folder=folder or Path(), now=now, token=token)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ConfigError(str(path), (Problem("", f"cannot be read: {error.strerror or error}"),)) from error
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ConfigError(str(path), (Problem("", "is not UTF-8 text; save it as UTF-8", line),)) from error
    return read(text, source=str(path), folder=folder or path.parent, path=path, now=now, token=token)


def read(
    text: str,
    *,
    source: str,
    folder: Path,
    now: datetime,
    path: Path | None = None,
    token: Callable[[], str] = secrets.token_urlsafe,
) -> Settings:
    """Like `load`, of a text at hand; `source` names it in errors."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(source, (_syntax_problem(error, text),)) from error
    reading = _Reading(folder.absolute(), [])
    shape = reading.shape(raw)
    declared, complaints = read_declarations(raw, shape, reading.secrets, now, token)
    reading.complaints += complaints
    settings = reading.settings(shape, declared, path.absolute() if path else None)
    reading.complaints += mail_complaints(shape, settings, raw)
    if reading.complaints:
        raise ConfigError(source, problems_of(reading.complaints, index_lines(text)))
    return settings


@dataclass(slots=True)
class _Reading:
    folder: Path
    complaints: list[Complaint]

    @property
    def secrets(self) -> Secrets:
        return Secrets(self.folder, self.complaints)

    def shape(self, raw: Mapping[str, Any]) -> FileShape:
        """What could be read; where a key is wrong, its default stands in, so that the rest is checked too."""
        try:
            return FileShape.model_validate(raw)
        except ValidationError as error:
            found = complaints_of(error)
            self.complaints += found
            return FileShape.model_validate(_without(raw, [path for path, _ in found]))

    def settings(self, shape: FileShape, declared: Declarations, path: Path | None) -> Settings:
        return Settings(
            path=path,
            folder=self.folder,
            public_url=shape.public_url,
            language=shape.language,
            zone=shape.zone,
            database_url=self.database_url(shape),
            daemon=shape.daemon,
            web=self.web(shape.web),
            log=shape.log,
            fetch=shape.fetch,
            polling=Polling(
                Schedule(shape.polling.every, shape.polling.otherwise, *shape.polling.office_hours),
                shape.polling.flood,
                shape.polling.article_patience,
                shape.polling.article_delays,
            ),
            alerts=shape.alerts,
            mail=read_mail(shape.mail, self.secrets),
            demo=shape.demo,
            feeds=shape.feeds,
            sites=declared.sites,
            sources=declared.sources,
            channels=declared.channels,
            subscriptions=declared.subscriptions,
        )

    def database_url(self, shape: FileShape) -> str:
        """With the path of a SQLite file made absolute."""
        url = shape.database.url
        if shape.database.url_file:
            lines = self.secrets.lines(("database", "url_file"), shape.database.url_file)
            url = lines[0] if lines else url
        if shape.daemon.workers and url.startswith("sqlite:"):
            self.complaints.append((("daemon", "workers"), _ONE_MACHINE))
        if file := re.fullmatch(r"sqlite:///(.+)", url):
            return f"sqlite:///{self.folder / file.group(1)}"
        if not re.match(r"postgresql(\+psycopg)?://", url):
            wanted = "Write 'sqlite:///data/noticewire.db' or 'postgresql://user@host/name'"
            self.complaints.append((("database", "url"), f"not a database we can use. {wanted}"))
        return url

    def web(self, table: Web) -> Web:
        if table.trusted_proxy_header and not table.trusted_proxies:
            self.complaints.append((("web", "trusted_proxy_header"), _WHOSE_HEADER))
        if not table.password_hash_file:
            return table
        key = ("web", "password_hash_file")
        if table.password_hash:
            self.complaints.append((key, "password_hash is set too; keep one of them"))
        lines = self.secrets.lines(key, table.password_hash_file)
        hashed = lines[0].strip() if lines else ""
        if hashed and not is_hash(hashed):
            wanted = "the file's first line is not an Argon2 hash. `noticewire password --print` makes one"
            self.complaints.append((key, wanted))
        return replace(table, password_hash=hashed)


_ONE_MACHINE = (
    "workers share a PostgreSQL database, and database.url names a SQLite file; give a postgresql:// address, or "
    "leave the work to the daemon (false)"
)
_WHOSE_HEADER = (
    "would be believed to nobody: name in trusted_proxies the addresses of the proxies that set it (and "
    "take it away from what strangers send)"
)


def _syntax_problem(error: tomllib.TOMLDecodeError, text: str) -> Problem:
    message = re.sub(r"\s*\(at .*\)$", "", str(error))
    place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
    line = int(place.group(1)) if place else text.rstrip().count("\n") + 1
    column = f" (column {place.group(2)})" if place else ""
    return Problem("", f"not TOML: {message[:1].lower()}{message[1:]}{column}", line)


def _without(raw: Mapping[str, Any], paths: list[KeyPath]) -> dict[str, Any]:
    """The document without the values at `paths`, and without a list that holds one of them."""
    kept: dict[str, Any] = deepcopy(dict(raw))
    for path in paths:
        table: Any = kept
        for step in path[:-1]:
            if not isinstance(table.get(step), dict):
                path = (step,)  # noqa: PLW2901
                break
            table = table[step]
        table.pop(path[-1], None)
    return kept
