"""Telegram, ntfy, Slack, Discord, Bark and about a hundred more through Apprise."""

import asyncio
import logging

import apprise

from service.alerts.chat_text import ChatText
from service.alerts.plain import one_line
from service.domain.errors import DeliveryFailed
from service.domain.remark import Remark
from service.fetching.confinement import confined
from service.fetching.guard import Guard

_CLOSED = frozenset(
    {
        *("dbus", "gio", "glib", "gnome", "kde", "macosx", "qt", "syslog", "windows"),
        *("xbmc", "xbmcs", "kodi", "kodis", "form", "forms", "json", "jsons", "xml", "xmls"),
        *("mailto", "mailtos", "apprise", "apprises"),
        *("xmpp", "xmpps"),
    }
)
"""What writes to this machine, posts anything anywhere (a webhook or a mail channel does that better), or connects
in threads of its own, which no guard sees."""
_ASSET = apprise.AppriseAsset(
    app_id="noticewire",
    app_desc="noticewire",
    app_url="",
    async_mode=False,
    storage_mode=apprise.PersistentStoreMode.MEMORY,
    plugin_paths=[],
    secure_logging=True,
)


class AppriseChats:
    """Each message in a thread of its own, for the library waits. It keeps nothing and logs no secrets.

    The library looks names up and connects by itself, redirects included; `guard` is asked at each connection.
    """

    def __init__(self, guard: Guard) -> None:
        self._guard = guard

    async def notify(self, url: str, text: ChatText) -> None:
        plugin = _plugin(url)
        if plugin is None:
            raise DeliveryFailed(
                Remark("not an address that Apprise knows: %(address)s", address=shown(url)), permanent=True
            )
        await asyncio.to_thread(_notify, plugin, text, self._guard)


def is_chat(url: str) -> bool:
    """Whether Apprise can send there, and we let it."""
    return _plugin(url) is not None


def shown(url: str) -> str:
    """The address without what is secret in it."""
    plugin = _plugin(url)
    if plugin is None:
        return url.partition("://")[0] + "://…"
    masked: str = plugin.url(privacy=True)  # type: ignore[no-untyped-call]  # Apprise has no types
    return masked.partition("?")[0].rstrip("/")


def _plugin(url: str) -> apprise.NotifyBase | None:
    if url.partition(":")[0].strip().lower() in _CLOSED:
        return None
    found = apprise.Apprise.instantiate(url, asset=_ASSET, suppress_exceptions=True)
    return found if isinstance(found, apprise.NotifyBase) else None


def _notify(plugin: apprise.NotifyBase, text: ChatText, guard: Guard) -> None:
    declared: object = plugin.notify_format  # one format, or a tuple of those it takes as they are
    formats = declared if isinstance(declared, tuple) else (declared,)
    marked = apprise.NotifyFormat.MARKDOWN in formats
    room = plugin.body_maxlen - (0 if plugin.title_maxlen else len(text.title) + 8)
    body = text.markdown(room) if marked else text.plain(room)
    title = one_line(text.title, plugin.title_maxlen or 100) if len(text.items) > 1 or plugin.title_maxlen else ""
    written = apprise.NotifyFormat.MARKDOWN if marked else apprise.NotifyFormat.TEXT
    with (
        confined(guard) as watched,
        apprise.LogCapture(level=logging.WARNING) as log,  # type: ignore[no-untyped-call]  # as above
    ):
        sent = plugin.notify(body=body, title=title, body_format=written)
        said = one_line(log.getvalue(), 300)
    if watched.refused is not None and not sent:
        raise DeliveryFailed(
            Remark("%(service)s: %(cause)s", service=str(plugin.service_name), cause=watched.refused.cause)
        )
    if not sent:
        raise DeliveryFailed(
            said or Remark("%(service)s did not take the message", service=str(plugin.service_name))
        )
