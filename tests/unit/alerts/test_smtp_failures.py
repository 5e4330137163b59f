import ssl
from collections.abc import Iterator

import pytest
from aiosmtplib import errors

from service.alerts.smtp import Relay, delivery_failed

RELAY = Relay("smtp.example.org", 587)


def subclasses(kind: type[errors.SMTPException]) -> Iterator[type[errors.SMTPException]]:
    yield kind
    for below in kind.__subclasses__():
        yield from subclasses(below)


def raised(kind: type[errors.SMTPException], code: int) -> errors.SMTPException:
    if kind is errors.SMTPRecipientsRefused:
        return errors.SMTPRecipientsRefused([])
    if issubclass(kind, errors.SMTPSenderRefused | errors.SMTPRecipientRefused):
        return kind(code, "5.0.0 said so", "a@example.net")
    if issubclass(kind, errors.SMTPResponseException):
        return kind(code, "5.0.0 said so")
    return kind("went wrong")


@pytest.mark.parametrize("kind", sorted(set(subclasses(errors.SMTPException)), key=str))
@pytest.mark.parametrize("code", [450, 550])
def test_each_failure_of_the_library_becomes_ours(kind: type[errors.SMTPException], code: int) -> None:
    failed = delivery_failed(raised(kind, code), RELAY)
    about_the_recipient = kind in (errors.SMTPRecipientRefused, errors.SMTPDataError)
    assert failed.permanent is (about_the_recipient and code == 550)
    assert not failed.disable
    assert failed.cause.endswith("(smtp.example.org:587)")
    if issubclass(kind, errors.SMTPResponseException):
        assert f"{code} 5.0.0 said so" in failed.cause


@pytest.mark.parametrize(
    "error", [ConnectionResetError(), TimeoutError(), ssl.SSLCertVerificationError(1, "expired")]
)
def test_each_failure_of_the_network_is_tried_again_and_has_words(error: OSError) -> None:
    failed = delivery_failed(error, RELAY)
    assert not failed.permanent
    assert len(failed.cause) > len("(smtp.example.org:587)") + 5


def test_an_answer_of_many_lines_is_told_in_one() -> None:
    failed = delivery_failed(errors.SMTPDataError(554, "no\r\nBcc: x\n" + "y" * 1000), RELAY)
    assert "\n" not in failed.cause
    assert len(failed.cause) <= 400
