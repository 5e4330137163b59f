"""Where channels lead, without the secrets that their addresses may hold. Pure."""

from urllib.parse import urlsplit

from service.domain.channel import MailTarget, Target, address_of

__all__ = ["shown_address"]


def shown_address(target: Target) -> str:
    """A mail address whole; of a web address the host alone: chat services put the key into path or query."""
    address = address_of(target)
    if isinstance(target, MailTarget):
        return address
    parts = urlsplit(address)
    host = parts.hostname or ""
    port = f":{parts.port}" if parts.port else ""
    hidden = "/…" if parts.path.strip("/") or parts.query else ""
    return f"{parts.scheme}://{host}{port}{hidden}" if host else "…"
