import httpx
import pytest

from tests.integration.web.newsroom import Newsroom

ENGLISH = {"accept-language": "en"}
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


async def is_subscribed(newsroom: Newsroom, token: str) -> bool:
    found = await newsroom.store.subscription_by_token(token)
    assert found is not None
    return found.ended_at is None


async def test_looking_at_the_page_ends_nothing(newsroom: Newsroom, client: httpx.AsyncClient) -> None:
    await newsroom.open()
    await newsroom.subscribe("secret")
    for ask in (client.get, client.head):
        page = await ask("/unsubscribe/secret")
        assert page.status_code == 200
    assert await is_subscribed(newsroom, "secret")


async def test_the_page_says_what_ends_and_speaks_the_readers_language(
    newsroom: Newsroom, client: httpx.AsyncClient
) -> None:
    await newsroom.open()
    await newsroom.subscribe("secret", language="zh")
    page = await client.get("/unsubscribe/secret", headers=ENGLISH)
    assert "不再向 st…@example.org 发送以下通知" in page.text
    assert "明江学院信息工程学院 · 组织工作" in page.text
    assert '<form method="post">' in page.text
    assert "student@example.org" not in page.text
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["cache-control"] == "no-store"
    asked = await client.get("/unsubscribe/secret?lang=en", headers=ENGLISH)
    assert "Shall these notices no longer be sent" in asked.text


@pytest.mark.parametrize(
    "form",
    [
        {"data": ONE_CLICK},
        {"files": {"List-Unsubscribe": (None, "One-Click")}},
        {"content": b""},
        {"content": b"\xff" * 100_000},
    ],
    ids=["urlencoded", "multipart", "empty", "anything"],
)
async def test_one_click_ends_it_without_cookie_or_redirect(
    newsroom: Newsroom, client: httpx.AsyncClient, form: dict[str, object]
) -> None:
    await newsroom.open()
    await newsroom.subscribe("secret")
    answer = await client.request("POST", "/unsubscribe/secret", **form)  # type: ignore[arg-type]  # of one union
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert "已退订" in answer.text
    assert not await is_subscribed(newsroom, "secret")


async def test_it_may_be_repeated(newsroom: Newsroom, client: httpx.AsyncClient) -> None:
    await newsroom.open()
    await newsroom.subscribe("secret")
    for _ in range(2):
        assert (await client.post("/unsubscribe/secret", data=ONE_CLICK)).status_code == 200
    page = await client.get("/unsubscribe/secret")
    assert "已退订" in page.text
    assert "<form" not in page.text


async def test_a_wrong_token_changes_nothing(newsroom: Newsroom, client: httpx.AsyncClient) -> None:
    await newsroom.open()
    await newsroom.subscribe("secret")
    assert (await client.get("/unsubscribe/other")).status_code == 404
    assert (await client.post("/unsubscribe/other", data=ONE_CLICK)).status_code == 404
    assert (await client.put("/unsubscribe/secret")).status_code == 405
    assert await is_subscribed(newsroom, "secret")
