"""Every failure the service knows by name, cut by what the caller does next.

    NoticewireError
    ├── ConfigError            wrong settings: fix the file; all problems at once
    ├── InvalidUrl             not an address we can watch
    ├── FetchError             the page did not come
    │   ├── Refused            by us (guard, robots.txt, redirects): permanent until the configuration changes
    │   ├── Unreachable        DNS, connection, TLS, time-out, 5xx: try again later
    │   ├── Throttled          429 and 503: try again when told
    │   ├── Gone               404 and 410: tell the owner
    │   ├── Blocked            a challenge, 401, 403, 412: back off, tell the owner, never hammer
    │   └── UnusablePage       too large, cut short, not a document
    ├── NoCandidates           the page came and no listing was found in it: the site changed
    ├── DeliveryFailed         permanent? retry after?
    ├── AddressUnusable        the web cannot listen there: stop and say so
    └── StorageError           the database
        ├── DatabaseBusy       locked or unreachable: try again
        └── DatabaseUnusable   newer schema, damaged, full: stop and say so

`str(error)` is the text for the log (cause and address); `error.advice` tells the owner what to do.
"""

import errno
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from service.domain.remark import Remark


class NoticewireError(Exception):
    """The root of every failure known by name."""

    advice: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One wrong setting: where it stands (`path` as in TOML, `line` from 1, None when it is absent) and why."""

    path: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        where = f"line {self.line}: " if self.line else ""
        return f"{where}{self.path}: {self.message}" if self.path else f"{where}{self.message}"


class ConfigError(NoticewireError):
    """The configuration cannot be used; `problems` holds everything that is wrong with it."""

    advice = Remark(
        "Mend the lines named; `noticewire check-config` reads the file again without starting anything."
    )

    def __init__(self, source: str, problems: tuple[Problem, ...]) -> None:
        self.source = source
        self.problems = problems
        super().__init__("\n".join([f"{source}:", *(f"  {problem}" for problem in problems)]))


class InvalidUrl(NoticewireError, ValueError):
    """Not an absolute http or https address."""

    advice = Remark("Give the whole address as the browser shows it, beginning with http:// or https://.")


class FetchError(NoticewireError):
    """A page did not come. `url` is the address asked for."""

    kind: ClassVar[str] = "unreachable"

    def __init__(self, url: str, cause: str, *, retry_at: datetime | None = None) -> None:
        self.url = url
        self.cause = cause
        self.retry_at = retry_at
        super().__init__(f"{cause} ({url})")


class Refused(FetchError):
    kind = "refused"
    advice = Remark("We did not ask for this page. Change the setting that the cause names, then poll again.")


class Unreachable(FetchError):
    kind = "unreachable"
    advice = Remark(
        "Nothing to do unless it stays so: open the address in a browser; some sites answer only on campus."
    )


class Throttled(FetchError):
    kind = "throttled"
    advice = Remark("The site asked us to wait, and we do. If it repeats, raise `every` for its sources.")


class Gone(FetchError):
    """`final`: the server said 410, gone for good; else 404, which some sites answer for an hour."""

    kind = "gone"

    def __init__(self, url: str, cause: str, *, final: bool = False) -> None:
        super().__init__(url, cause)
        self.final = final


class Blocked(FetchError):
    kind = "blocked"
    advice = Remark("The site wants a browser or a login. Watch it from inside its network, or ask its staff.")


class UnusablePage(FetchError):
    kind = "unusable"
    advice = Remark("The address does not lead to a web page of usable size. Give the listing page itself.")


class NoCandidates(NoticewireError):
    """A page was read and holds no listing. `page_kind` says what it is instead."""

    advice = Remark(
        "Open the page: if it was redesigned, give selectors with `noticewire add URL --item … --link …`."
    )

    def __init__(self, url: str, page_kind: str, cause: str) -> None:
        self.url = url
        self.page_kind = page_kind
        self.cause = cause
        super().__init__(f"{cause} ({url})")


class DeliveryFailed(NoticewireError):
    """One try to send failed. `permanent`: no later try can succeed; `disable`: nor can any other message
    to this channel (410 Gone of a webhook). `retry_at`: not before this time (aware UTC)."""

    advice = Remark("See `noticewire deliveries`; when the cause is mended, `noticewire replay` sends it again.")

    def __init__(
        self, cause: str, *, permanent: bool = False, disable: bool = False, retry_at: datetime | None = None
    ) -> None:
        self.cause = cause
        self.permanent = permanent or disable
        self.disable = disable
        self.retry_at = retry_at
        super().__init__(cause)


class AddressUnusable(NoticewireError):
    """The web cannot listen on the address it was given: taken, not allowed, or not of this machine."""

    def __init__(self, host: str, port: int, cause: OSError) -> None:
        self.host = host
        self.port = port
        taken = cause.errno == errno.EADDRINUSE
        self.advice = (
            Remark("Another program listens there, perhaps another noticewire. Stop it, or give another port.")
            if taken
            else Remark("Give an address of this machine (127.0.0.1, or 0.0.0.0 for all) and a port above 1023.")
        )
        super().__init__(f"cannot listen on {host}:{port}: {cause.strerror or cause}")


class StorageError(NoticewireError):
    """The database failed."""


class DatabaseBusy(StorageError):
    advice = Remark("Another process holds the database, or it does not answer. The work is tried again.")


class DatabaseUnusable(StorageError):
    advice = Remark(
        "Correct its address, free disk space, restore a backup, or run the version that wrote this database."
    )
