import base64
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from standardwebhooks import Webhook

from service.alerts.posting import LONGEST_WAIT, wait_until
from service.alerts.webhook import signatures
from service.domain.errors import DeliveryFailed
from tests.unit.alerts.claims import NOON

OLD, NEW = ("whsec_" + base64.b64encode(bytes([letter]) * 32).decode() for letter in b"on")


@pytest.mark.parametrize("secret", [OLD, NEW])
def test_each_secret_of_a_rotation_verifies(secret: str) -> None:
    now = datetime.now(UTC)
    body = '{"title":"通知"}'.encode()
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signatures((NEW, OLD), "msg_1", now, body),
    }
    assert Webhook(secret).verify(body, headers) == {"title": "通知"}


def test_the_signed_instant_does_not_hang_on_the_zone_it_is_given_in() -> None:
    elsewhere = NOON.astimezone(timezone(timedelta(hours=8)))
    assert signatures((NEW,), "msg_1", elsewhere, b"{}") == signatures((NEW,), "msg_1", NOON, b"{}")


@pytest.mark.parametrize("secrets", [(), ("",), ("whsec_",), ("whsec_a",), (NEW, "whsec_\u901a\u77e5")])
def test_secrets_that_cannot_sign_fail_for_good(secrets: tuple[str, ...]) -> None:
    with pytest.raises(DeliveryFailed) as failed:
        signatures(secrets, "msg_1", NOON, b"{}")
    assert failed.value.permanent


@pytest.mark.parametrize(
    ("field", "wait"),
    [
        ("120", timedelta(seconds=120)),
        (" 5 ", timedelta(seconds=5)),
        (format_datetime(NOON + timedelta(minutes=7), usegmt=True), timedelta(minutes=7)),
        ("99999999999999999999", LONGEST_WAIT),
        (format_datetime(NOON + timedelta(days=400), usegmt=True), LONGEST_WAIT),
        ("0", None),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        ("٣", None),
        (format_datetime(NOON - timedelta(minutes=7), usegmt=True), None),
    ],
)
def test_retry_after_in_both_forms(field: str, wait: timedelta | None) -> None:
    assert wait_until(field, NOON) == (NOON + wait if wait is not None else None)
