from datetime import UTC, datetime, timedelta

from service.web.links import Links, Purpose

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_link_carries_what_it_was_made_with_until_its_time_is_over() -> None:
    links = Links("secret")
    token = links.sign(Purpose.CONFIRM, {"address": "学@example.org"}, NOON + HOUR)
    read = links.read(Purpose.CONFIRM, token, NOON)
    assert read is not None
    assert read.carried == {"address": "学@example.org"}
    assert not read.expired
    late = links.read(Purpose.CONFIRM, token, NOON + HOUR)
    assert late is not None
    assert late.expired


def test_a_link_is_worth_nothing_elsewhere() -> None:
    token = Links("secret").sign(Purpose.CONFIRM, {"address": "a@example.org"}, NOON + HOUR)
    assert Links("secret").read(Purpose.PREFERENCES, token, NOON) is None
    assert Links("other").read(Purpose.CONFIRM, token, NOON) is None
    for forged in (token[:-1] + ("A" if token[-1] != "A" else "B"), "", ".", "a.b", token.swapcase(), "é"):
        assert Links("secret").read(Purpose.CONFIRM, forged, NOON) is None
