import json

from service.domain.privatefeed import token_digest
from service.storage.store import Store
from tests.integration.cli.conftest import Desk


async def test_a_private_feed_is_made_listed_and_revoked(desk: Desk) -> None:
    made = await desk("private-feed", "add", "--title", "我的", "--words", "招聘", "--json")
    assert made.exit_code == 0, made.output
    told = json.loads(made.stdout)
    token = told["atom"].rpartition("/")[2].removesuffix(".atom")
    store = await Store.open(desk.settings().database_url)
    try:
        assert await store.private.version(token_digest(token)) is not None
    finally:
        await store.close()
    listed = await desk("private-feed", "list")
    assert "我的" in listed.stdout
    assert token not in listed.stdout
    assert (await desk("private-feed", "revoke", told["id"])).exit_code == 0
    assert "no private feed" in (await desk("private-feed", "list")).stdout


async def test_mistakes_are_told_with_what_to_do(desk: Desk) -> None:
    unknown = await desk("private-feed", "add", "--feed", "nobody")
    assert unknown.exit_code == 1
    assert "noticewire feeds" in unknown.stderr
    assert (await desk("private-feed", "add", "--words", "-")).exit_code == 2
    assert (await desk("private-feed", "revoke", "nothing")).exit_code == 1
