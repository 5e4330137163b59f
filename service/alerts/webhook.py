"""Events to HTTP endpoints after Standard Webhooks 1.0.0."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache

from standardwebhooks import Webhook

from service.alerts.event import compose_event
from service.alerts.posting import Poster
from service.domain.channel import WebhookTarget
from service.domain.delivery import Claimed
from service.domain.errors import DeliveryFailed
from service.domain.remark import Remark


class WebhookSender:
    """Posts signed events. `clock` gives aware UTC, for the timestamp that is signed. `language` is the owner's,
    who is told of incidents."""

    def __init__(
        self,
        poster: Poster,
        *,
        version: str,
        public_url: str,
        clock: Callable[[], datetime],
        language: str = "zh",
    ) -> None:
        self._poster = poster
        self._version = version
        self._public_url = public_url
        self._clock = clock
        self._language = language

    def compose(self, claimed: Claimed, now: datetime) -> bytes:
        return compose_event(claimed, self._public_url, now, language=self._language)

    async def send(self, claimed: Claimed, payload: bytes) -> str:
        target = claimed.channel.target
        if not isinstance(target, WebhookTarget):
            raise TypeError(f"channel {claimed.channel.id} does not take webhooks")
        at = self._clock()
        headers = {
            "Content-Type": "application/json",
            "User-Agent": f"noticewire/{self._version}",
            "Accept": "*/*",
            "Accept-Encoding": "identity",
            "webhook-id": claimed.id,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": signatures(target.secrets, claimed.id, at, payload),
        }
        return await self._poster.post(target.url, headers, payload)

    async def aclose(self) -> None:
        await self._poster.aclose()


def signatures(secrets: tuple[str, ...], identity: str, at: datetime, payload: bytes) -> str:
    """The webhook-signature field: one for each secret, so that a receiver may change his at leisure.

    Raises DeliveryFailed (permanent) when there is none, or one that is not 'whsec_' and base64.
    """
    if any(not secret.removeprefix("whsec_") for secret in secrets):
        raise DeliveryFailed(Remark("a secret of the channel is empty"), permanent=True)
    try:
        # The library reads the wall clock of what it gets as UTC.
        said, at = payload.decode(), at.astimezone(UTC)
        signed = [_signer(secret).sign(identity, at, said) for secret in secrets]
    except (ValueError, RuntimeError) as error:
        raise DeliveryFailed(
            Remark("a secret of the channel is not usable: %(error)s", error=str(error)), permanent=True
        ) from error
    if not signed:
        raise DeliveryFailed(Remark("the channel has no secret to sign with"), permanent=True)
    return " ".join(signed)


@lru_cache(maxsize=1024)
def _signer(secret: str) -> Webhook:
    """Raises ValueError or RuntimeError for what is no secret."""
    return Webhook(secret)
