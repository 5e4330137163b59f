"""Tells systemd how we are, where systemd asks (sd_notify(3)): ready, reloading, stopping, and alive."""

import os
import socket
import time
from collections.abc import Mapping
from datetime import timedelta


class Notifier:
    """Writes to the socket that NOTIFY_SOCKET names; without one every call does nothing."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        name = environment.get("NOTIFY_SOCKET", "")
        self._address = "\0" + name[1:] if name.startswith("@") else name
        mine = environment.get("WATCHDOG_PID", str(os.getpid())) == str(os.getpid())
        microseconds = environment.get("WATCHDOG_USEC", "") if mine else ""
        self.watchdog: timedelta | None = (
            timedelta(microseconds=int(microseconds)) if microseconds.isdigit() else None
        )
        """Within which time systemd wants to hear `alive`; None: it does not."""

    def ready(self, status: str) -> None:
        self._send("READY=1", f"STATUS={status}")

    def reloading(self) -> None:
        self._send("RELOADING=1", f"MONOTONIC_USEC={time.monotonic_ns() // 1000}")

    def stopping(self) -> None:
        self._send("STOPPING=1")

    def alive(self) -> None:
        self._send("WATCHDOG=1")

    def _send(self, *lines: str) -> None:
        if not self._address:
            return
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
            try:
                channel.connect(self._address)
                channel.sendall("\n".join(lines).encode())
            except OSError:
                return  # nobody listens: the service works as well without
