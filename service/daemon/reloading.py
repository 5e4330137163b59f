"""Reading the configuration again while running."""

from collections.abc import Callable

import structlog

from service.config import Settings
from service.daemon.notify import Notifier
from service.domain.errors import ConfigError, StorageError
from service.parts import Parts, declare, policy

__all__ = ["Reloading"]

log = structlog.get_logger("daemon")


class Reloading:
    """Sources, channels, subscriptions and intervals change at once; whatever is bound at the start waits for a
    restart, and that is said."""

    def __init__(
        self, parts: Parts, settings: Settings, reload: Callable[[], Settings], notifier: Notifier
    ) -> None:
        self._parts = parts
        self._at_start = settings
        self._reload = reload
        self._notifier = notifier

    async def once(self) -> None:
        """Never fails: a configuration that cannot be used leaves the old one in force, with a word in the log."""
        self._notifier.reloading()
        try:
            await self._apply()
        except ConfigError as error:
            problems = [str(problem) for problem in error.problems]
            log.error("configuration not reloaded, the old one stays", problems=problems)
        except StorageError as error:
            log.error("configuration not reloaded, the old one stays", cause=str(error))
        except Exception:
            log.exception("configuration not reloaded, the old one stays")
        finally:
            self._notifier.ready("serving")

    async def _apply(self) -> None:
        wanted = self._reload()
        await declare(wanted, self._parts.store, self._parts.clock())
        self._parts.poller.policy = policy(wanted)
        log.info("configuration reloaded", restart_needed_for=_bound(wanted, self._at_start))


def _bound(wanted: Settings, at_start: Settings) -> list[str]:
    """The keys whose change waits for a restart, as the file names them."""
    tables = ("public_url", "language", "zone", "daemon", "web", "log", "fetch", "mail", "alerts", "demo")
    changed = [name for name in tables if getattr(wanted, name) != getattr(at_start, name)]
    if wanted.database_url != at_start.database_url:
        changed.append("database")
    if _articles(wanted) != _articles(at_start):
        changed.append("polling.article_*")
    return changed


def _articles(settings: Settings) -> tuple[object, ...]:
    return settings.polling.article_patience, settings.polling.article_delays
