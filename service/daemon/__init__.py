"""Floor 5: the daemon. Starts the parts in order, stops them in reverse; APScheduler's only owner."""

from service.daemon.run import run_daemon

__all__ = ["run_daemon"]
