"""Libraries that open connections of their own, under the address guard.

Python tells audit hooks (PEP 578) of each address that a socket is about to connect to, in the thread that does
it; what the hook raises keeps it from connecting. So what is checked is what is connected to, whatever name was
looked up and whatever redirect leads there.
"""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from service.domain.errors import Refused
from service.domain.remark import Remark
from service.fetching.client import AddressRefused
from service.fetching.guard import Guard

_CONNECTS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
_LEAVES = frozenset({"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty"})


@dataclass(slots=True)
class Confined:
    """What a confined thread was kept from."""

    guard: Guard
    refused: Refused | None = None
    """The first of them."""


@contextmanager
def confined(guard: Guard) -> Iterator[Confined]:
    """While it is open, this thread connects only to what `guard` lets through, by TCP or UDP, and starts no
    process. What is refused raises AddressRefused, an OSError, where the library connects.

    Not seen is what connects in a thread that the library starts, in C code past Python's sockets, or beyond a
    proxy.
    """
    _listen()
    watched = Confined(guard)
    _here.watched = watched
    try:
        yield watched
    finally:
        _here.watched = None


class _Here(threading.local):
    watched: Confined | None = None


_here = _Here()
_installing = threading.Lock()
_installed = threading.Event()


def _listen() -> None:
    """Once in a process: a hook cannot be taken out again."""
    with _installing:
        if not _installed.is_set():
            sys.addaudithook(_heard)
            _installed.set()


def _heard(event: str, args: tuple[object, ...]) -> None:
    if event not in _CONNECTS and event not in _LEAVES:
        return
    watched = _here.watched
    if watched is None:
        return
    try:
        _check(watched.guard, event, args)
    except Refused as refused:
        watched.refused = watched.refused or refused
        raise AddressRefused(refused) from refused


def _check(guard: Guard, event: str, args: tuple[object, ...]) -> None:
    if event not in _CONNECTS:
        raise Refused("", Remark("a chat service may not start anything on this machine (%(event)s)", event=event))
    place = args[1]
    if place is None:  # a datagram to where the socket is connected to, which was checked
        return
    if not isinstance(place, tuple):
        raise Refused("", Remark("a chat service may not speak to this machine's own sockets"))
    guard.check(str(place[0]))
