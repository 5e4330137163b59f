"""Who is let in to the owner's pages, and what is refused in his name."""

from collections.abc import Callable
from ipaddress import ip_network

import httpx
import pytest

from service import passwords
from service.domain.source import SourceId
from service.web.gate import COOKIE, Access
from tests.integration.web.newsroom import Newsroom
from tests.integration.web.owner import HERE, form_token

PASSWORD = "correct horse battery"
HASHED = passwords.hash_password(PASSWORD)
FIRST = SourceId("college-0")
Open = Callable[..., httpx.AsyncClient]


async def sign_in(client: httpx.AsyncClient, password: str = PASSWORD, **fields: str) -> httpx.Response:
    return await client.post("/sign-in", data={"password": password, **fields})


async def sign_in_cookie(client: httpx.AsyncClient, cookie: str) -> str:
    """The secret of the session that begins for a browser that already has one."""
    client.cookies.clear()
    headers = {"cookie": f"{COOKIE}={cookie}"}
    signed = await client.post("/sign-in", data={"password": PASSWORD}, headers=headers)
    return signed.cookies[COOKIE]


async def test_who_sits_at_this_machine_is_the_owner_while_no_password_is_set(open_client: Open) -> None:
    client = open_client(**HERE, access=Access(local=True))
    page = await client.get("/owner", headers={"accept-language": "en"})
    assert page.status_code == 200
    assert "noticewire password" in page.text
    assert page.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("address", "host", "headers"),
    [
        ("127.0.0.1", "evil.example:8765", {}),
        ("192.168.1.9", "127.0.0.1:8765", {}),
        ("127.0.0.1", "127.0.0.1:8765", {"x-forwarded-for": "203.0.113.9"}),
    ],
    ids=["dns rebinding", "another machine", "through a proxy"],
)
async def test_a_stranger_is_kept_out_and_told_what_to_do(
    open_client: Open, address: str, host: str, headers: dict[str, str]
) -> None:
    client = open_client(peer=address, host=host, access=Access(local=True))
    turned = await client.get("/owner", headers=headers)
    assert turned.status_code == 303
    page = await client.get("/sign-in", headers={"accept-language": "en", **headers})
    assert "The owner's pages are closed" in page.text
    assert "noticewire password" in page.text


async def test_open_to_the_network_nobody_is_local(open_client: Open) -> None:
    client = open_client(**HERE, access=Access(local=False))
    assert (await client.get("/owner")).status_code == 303


async def test_with_a_password_who_sits_here_signs_in_too(newsroom: Newsroom, open_client: Open) -> None:
    client = open_client(**HERE, access=Access(local=True))
    await newsroom.store.access.set_password(HASHED)
    turned = await client.get("/owner?show=trouble")
    assert (turned.status_code, turned.headers["location"]) == (303, "./sign-in?next=owner%3Fshow%3Dtrouble")
    signed = await sign_in(client, next="owner?show=trouble")
    assert (signed.status_code, signed.headers["location"]) == (303, "./owner?show=trouble")
    assert (await client.get("/owner")).status_code == 200
    assert (await client.get("/sign-in")).status_code == 303


async def test_the_cookie_is_for_our_server_alone(open_client: Open) -> None:
    access = Access(password_hash=HASHED, public_url="https://notices.example.org")
    plain = await sign_in(open_client(**HERE, access=access))
    cookie = plain.headers["set-cookie"].lower()
    assert cookie.startswith(f"{COOKIE}=")
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie
    behind_https = await sign_in(open_client(peer="127.0.0.1", host="notices.example.org", access=access))
    assert "; secure" in behind_https.headers["set-cookie"].lower()


async def test_a_wrong_password_is_said_and_leads_nowhere(open_client: Open) -> None:
    client = open_client(**HERE, access=Access(password_hash=HASHED))
    wrong = await client.post("/sign-in", data={"password": "guess"}, headers={"accept-language": "en"})
    assert wrong.status_code == 403
    assert "This is not the password." in wrong.text
    assert "set-cookie" not in wrong.headers
    assert (await client.get("/owner")).status_code == 303


async def test_guessing_is_slowed_down_even_for_the_right_password(newsroom: Newsroom, open_client: Open) -> None:
    client = open_client(**HERE, access=Access(password_hash=HASHED))
    for _ in range(5):
        assert (await sign_in(client, "guess")).status_code == 403
    held = await sign_in(client)
    assert held.status_code == 429
    assert int(held.headers["retry-after"]) == 301
    newsroom.clock.advance(minutes=5)
    assert (await sign_in(client)).status_code == 303


async def test_each_sign_in_is_a_new_session_and_ends_the_former(open_client: Open) -> None:
    client = open_client(**HERE, access=Access(password_hash=HASHED))
    first = await sign_in_cookie(client, "planted")
    second = await sign_in_cookie(client, first)
    assert len({"planted", first, second}) == 3
    client.cookies.clear()
    assert (await client.get("/owner", headers={"cookie": f"{COOKIE}={second}"})).status_code == 200
    assert (await client.get("/owner", headers={"cookie": f"{COOKIE}={first}"})).status_code == 303


async def test_signing_out_here_and_everywhere(open_client: Open) -> None:
    access = Access(password_hash=HASHED)
    here, there = (open_client(**HERE, access=access) for _ in range(2))
    for client in (here, there):
        await sign_in(client)
    kept = here.cookies[COOKIE]
    token = form_token((await here.get("/owner")).text)
    assert (await here.post("/sign-out", data={"form_token": token})).status_code == 303
    assert (await here.get("/owner", headers={"cookie": f"{COOKIE}={kept}"})).status_code == 303
    assert (await there.get("/owner")).status_code == 200
    await sign_in(here)
    token = form_token((await here.get("/owner")).text)
    await here.post("/sign-out", data={"form_token": token, "everywhere": "yes"})
    assert (await there.get("/owner")).status_code == 303


async def test_a_session_ends_with_its_password_and_with_time(newsroom: Newsroom, open_client: Open) -> None:
    client = open_client(**HERE)
    access = newsroom.store.access
    await access.set_password(HASHED)
    await sign_in(client)
    newsroom.clock.advance(days=13)
    assert (await client.get("/owner")).status_code == 200
    newsroom.clock.advance(days=13)
    assert (await client.get("/owner")).status_code == 200, "use keeps it open"
    newsroom.clock.advance(days=15)
    assert (await client.get("/owner")).status_code == 303
    await sign_in(client)
    await access.set_password(passwords.hash_password("another password"))
    assert (await client.get("/owner")).status_code == 303


async def test_a_trusted_proxy_names_the_owner(open_client: Open) -> None:
    access = Access(
        proxy_header="Remote-User", trusted_proxies=(ip_network("10.0.0.0/8"),), proxy_users=("alice",)
    )
    proxy = open_client(peer="10.0.0.1", host="notices.example.org", access=access)
    assert (await proxy.get("/owner", headers={"remote-user": "alice"})).status_code == 200
    assert (await proxy.get("/owner", headers={"remote-user": "mallory"})).status_code == 303
    assert (await proxy.get("/owner")).status_code == 303
    stranger = open_client(peer="203.0.113.9", host="notices.example.org", access=access)
    assert (await stranger.get("/owner", headers={"remote-user": "alice"})).status_code == 303


async def test_what_changes_something_needs_the_token_of_the_owners_page(
    newsroom: Newsroom, open_client: Open
) -> None:
    await newsroom.open()
    client = open_client(**HERE, access=Access(local=True))
    token = form_token((await client.get("/owner")).text)
    pause = f"/owner/sources/{FIRST}/pause"
    assert (await client.post(pause)).status_code == 403
    assert (await client.post(pause, data={"form_token": "x" * 64})).status_code == 403
    assert (await client.post(pause, data={"form_token": "é"})).status_code == 403
    status = await newsroom.store.source(FIRST)
    assert status is not None
    assert not status.source.paused
    assert (await client.post(pause, data={"form_token": token})).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "http://evil.example"}],
    ids=str,
)
async def test_what_another_sites_page_sends_is_refused_token_or_not(
    newsroom: Newsroom, open_client: Open, headers: dict[str, str]
) -> None:
    await newsroom.open()
    client = open_client(**HERE, access=Access(local=True, password_hash=HASHED))
    refused = await client.post("/sign-in", data={"password": PASSWORD}, headers=headers)
    assert refused.status_code == 403
    assert "set-cookie" not in refused.headers


async def test_a_stranger_can_post_nothing(newsroom: Newsroom, open_client: Open) -> None:
    await newsroom.open()
    client = open_client(**HERE, access=Access(password_hash=HASHED))
    for path in (f"/owner/sources/{FIRST}/pause", f"/owner/sources/{FIRST}/remove", "/sign-out"):
        assert (await client.post(path, data={"form_token": ""})).status_code == 403, path


async def test_nobody_is_sent_elsewhere_after_signing_in(open_client: Open) -> None:
    client = open_client(**HERE, access=Access(password_hash=HASHED))
    for elsewhere in ("//evil.example", "https://evil.example", "\\\\evil.example", "/\\evil.example"):
        signed = await sign_in(client, next=elsewhere)
        assert signed.headers["location"] == "./owner"


async def test_a_form_too_large_or_of_another_kind_is_refused(open_client: Open) -> None:
    client = open_client(**HERE, access=Access(password_hash=HASHED))
    assert (await sign_in(client, "x" * 70_000)).status_code == 413
    answer = await client.post("/sign-in", json={"password": PASSWORD})
    assert answer.status_code == 415
