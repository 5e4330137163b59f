"""What every command shares: --config, --json, settings, an event loop, exit codes."""

import asyncio
import functools
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import click

from service.ambient import new_holder, utc_now
from service.cli.output import Output
from service.domain.errors import ConfigError, NoticewireError

if TYPE_CHECKING:
    from service.config import Settings
    from service.parts import Parts
    from service.storage.store import Store

FAILED = 1
"""The thing asked for failed. Wrong usage and wrong configuration exit with 2."""

_USUAL_FILE = Path("config.toml")
_CONFIG, _JSON = "noticewire.config", "noticewire.json"

P = ParamSpec("P")
T = TypeVar("T")


class NotFound(NoticewireError):
    """There is nothing of the name given."""


class ReadOnly(NoticewireError):
    """The configuration file declares it."""

    advice = "Change it there, then send SIGHUP to the daemon (or start it again)."


@dataclass(frozen=True, slots=True)
class Invocation:
    """One call of a command. `config` is the file given, else ./config.toml if there is one, else None."""

    config: Path | None
    out: Output

    def settings(self) -> "Settings":
        """Raises ConfigError."""
        from service.config import load  # noqa: PLC0415 - what reads no configuration starts sooner

        return load(self.config, now=utc_now())

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run to the end."""
        return run_loop(work)

    @asynccontextmanager
    async def store(self) -> "AsyncIterator[tuple[Settings, Store]]":
        """The database alone, beside a running daemon too."""
        from service.storage.store import Store  # noqa: PLC0415 - as above

        settings = self.settings()
        store = await Store.open(settings.database_url)
        try:
            yield settings, store
        finally:
            await store.close()

    @asynccontextmanager
    async def parts(self) -> "AsyncIterator[Parts]":
        """All parts, with leases of our own, beside a running daemon too."""
        from service.parts import open_parts  # noqa: PLC0415 - most commands do without, and start sooner

        async with open_parts(self.settings(), holder=new_holder("command")) as parts:
            yield parts


def run_loop(work: Coroutine[Any, Any, T]) -> T:
    """Run on uvloop where there is one."""
    try:
        from uvloop import new_event_loop  # noqa: PLC0415 - not made for Windows
    except ImportError:
        return asyncio.run(work)
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        return runner.run(work)


def common_options(command: Callable[..., Any], *, envvar: str | None = None) -> Callable[..., Any]:
    """--config and --json, for the group and each command alike; what stands last counts."""
    config = click.option(
        "--config",
        type=click.Path(path_type=Path, dir_okay=False),
        envvar=envvar,
        metavar="FILE",
        help="The configuration file; without it ./config.toml, if there is one.",
        expose_value=False,
        callback=_keep(_CONFIG),
    )
    as_json = click.option(
        "--json",
        is_flag=True,
        help="Print one JSON object instead of text.",
        expose_value=False,
        callback=_keep(_JSON),
    )
    return config(as_json(command))


def invoked(function: Callable[Concatenate[Invocation, P], int | None]) -> Callable[P, None]:
    """Makes the body of a command of a function that takes the invocation and returns the exit code (None: 0)."""

    @functools.wraps(function)
    def body(*args: P.args, **kwargs: P.kwargs) -> None:
        from service.daemon import logs  # noqa: PLC0415 - as above

        context = click.get_current_context()
        invocation = current(context)
        logs.configure("warning", "auto")  # the daemon configures its own; a command's result is no log
        try:
            code = function(invocation, *args, **kwargs)
        except ConfigError as error:
            invocation.out.failure(error)
            code = click.UsageError.exit_code
        except NoticewireError as error:
            invocation.out.failure(error)
            code = FAILED
        context.exit(code or 0)

    return common_options(body)


def current(context: click.Context) -> Invocation:
    config: Path | None = context.meta.get(_CONFIG)
    if config is None and _USUAL_FILE.exists():
        config = _USUAL_FILE
    return Invocation(config, Output(bool(context.meta.get(_JSON))))


def _keep(key: str) -> Callable[[click.Context, click.Parameter, Any], Any]:
    def callback(context: click.Context, _: click.Parameter, value: Any) -> Any:
        if value:
            context.meta[key] = value
        return value

    return callback
