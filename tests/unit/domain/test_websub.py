"""What a WebSub subscriber may ask for, and the addresses that verify it."""

from datetime import timedelta
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.feedview import parse_address
from service.domain.websub import (
    LONGEST_LEASE,
    SHORTEST_LEASE,
    USUAL_LEASE,
    BadHubRequest,
    HubRequest,
    Mode,
    feed_pushed,
    parse_request,
    signature,
)

ASKED = {
    "hub.mode": "subscribe",
    "hub.topic": "https://n.example.org/feeds/all.atom",
    "hub.callback": "https://reader.example.net/cb?id=7&x=%20",
}


def test_a_request_is_read_and_what_is_not_ours_passed_over() -> None:
    request = parse_request({**ASKED, "hub.secret": "s", "hub.lease_seconds": "86400", "foo": "bar"})
    assert request == HubRequest(Mode.SUBSCRIBE, ASKED["hub.callback"], ASKED["hub.topic"], timedelta(days=1), "s")


@pytest.mark.parametrize(
    ("told", "granted"),
    [
        (None, USUAL_LEASE),
        ("", USUAL_LEASE),
        ("0", USUAL_LEASE),
        ("1", SHORTEST_LEASE),
        ("7200", timedelta(hours=2)),
        ("9" * 40, LONGEST_LEASE),
    ],
)
def test_leases_are_finite(told: str | None, granted: timedelta) -> None:
    fields = ASKED if told is None else {**ASKED, "hub.lease_seconds": told}
    assert parse_request(fields).lease == granted


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("hub.mode", "publish"),
        ("hub.mode", ""),
        ("hub.topic", ""),
        ("hub.topic", "https://n.example.org/" + "a" * 3000),
        ("hub.callback", ""),
        ("hub.callback", "ftp://reader.example.net/"),
        ("hub.callback", "file:///etc/passwd"),
        ("hub.callback", "//reader.example.net/"),
        ("hub.callback", "https://"),
        ("hub.callback", "https://[::1/"),
        ("hub.callback", "https://a:99999/"),
        ("hub.callback", "https://user:secret@reader.example.net/"),
        ("hub.callback", "https://reader.example.net/#top"),
        ("hub.callback", "https://reader.example.net/a b"),
        ("hub.callback", "https://reader.example.net/\r\nX: y"),
        ("hub.secret", "文" * 67),
        ("hub.lease_seconds", "-1"),
        ("hub.lease_seconds", "soon"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_a_reason(field: str, value: str) -> None:
    with pytest.raises(BadHubRequest, match="hub\\."):
        parse_request({**ASKED, field: value})


def test_a_verification_keeps_the_callbacks_own_query() -> None:
    address = parse_request({**ASKED, "hub.lease_seconds": "7200"}).verification("c h&1")
    assert address.startswith("https://reader.example.net/cb?id=7&x=%20&hub.mode=subscribe&")
    asked = parse_qs(urlsplit(address).query)
    assert asked["hub.topic"] == [ASKED["hub.topic"]]
    assert (asked["hub.challenge"], asked["hub.lease_seconds"]) == (["c h&1"], ["7200"])


def test_an_unsubscription_is_verified_without_a_lease() -> None:
    address = parse_request({**ASKED, "hub.mode": "unsubscribe"}).verification("c")
    assert "hub.mode=unsubscribe" in address
    assert "lease" not in address


def test_one_callback_and_topic_are_one_request() -> None:
    once = parse_request(ASKED)
    assert once.id == parse_request({**ASKED, "hub.mode": "unsubscribe", "hub.secret": "x"}).id
    assert once.id != parse_request({**ASKED, "hub.topic": "https://n.example.org/feeds/all.rss"}).id
    assert once.callback_host == "reader.example.net"


@given(st.text(), st.text(min_size=1), st.sampled_from(["", "?", "?a=b", "?a=b&a=c"]))
def test_whatever_is_asked_comes_through_the_address(reason: str, topic: str, query: str) -> None:
    request = HubRequest(Mode.SUBSCRIBE, f"https://reader.example.net/cb{query}", topic)
    sent = dict(parse_qsl(urlsplit(request.denial(reason)).query, keep_blank_values=True, errors="surrogatepass"))
    assert (sent["hub.mode"], sent["hub.topic"], sent["hub.reason"]) == ("denied", topic, reason)


@pytest.mark.parametrize(
    ("address", "feed_id"),
    [
        ("https://n.example.org/feeds/all.atom", "all"),
        ("https://n.example.org/feeds/college-0.json?content=title", "college-0"),
        ("https://n.example.org/feeds/search.atom?q=%E6%8B%9B%E8%81%98", None),
        ("https://n.example.org/feeds/all.atom?q=x", None),
        ("https://n.example.org/feeds/all/archive/1.atom", None),
        ("https://n.example.org/feeds/private/secret.atom", None),
        ("https://n.example.org/", None),
        ("https://other.example.org/feeds/all.atom", None),
    ],
)
def test_which_views_are_pushed(address: str, feed_id: str | None) -> None:
    assert feed_pushed(parse_address(address, "https://n.example.org/")) == feed_id


def test_the_signature_is_the_recommendations() -> None:
    # RFC 4231 has no text keys; this one was computed with `openssl dgst -sha256 -hmac secret`.
    assert signature("secret", b"body") == (
        "sha256=dc46983557fea127b43af721467eb9b3fde2338fe3e14f51952aa8478c13d355"
    )
