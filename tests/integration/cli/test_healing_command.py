"""`heal`: a page that was built anew is listed and shown, and the owner decides."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from service.web.server import WebServer
from tests.healing.skins import CARDS, OLD, Article, Skin, articles, newer, other_numbers
from tests.integration.cli.conftest import Desk
from tests.integration.polling.desk import Origin

CARDS_AT_NEW_ADDRESSES = replace(CARDS, address=other_numbers)
SPARSE = Skin('<p class="x"><a href="{href}">{title}</a></p>', '<div id="z">{rows}</div>')


@dataclass
class Office:
    """A watched listing of 20 articles, polled once in the old skin."""

    desk: Desk
    origin: Origin

    def show(self, skin: Skin, listed: list[Article]) -> None:
        self.origin.page("/gzdt.htm", skin.page(listed).decode(skin.charset))

    async def poll(self, times: int = 1) -> None:
        for _ in range(times):
            await self.desk("poll", "gzdt")

    async def heal(self, *words: str) -> Any:
        return await self.desk.asked("heal", *words)


@pytest.fixture
async def office(desk: Desk) -> AsyncIterator[Office]:
    origin = Origin()
    server = WebServer(origin, "127.0.0.1", 0)
    await server.start()
    host = server.url.removeprefix("http://")
    (desk.folder / "config.toml").write_text(
        f'[fetch]\nallow_addresses = ["127.0.0.0/8"]\nown_hosts = ["{host}"]\n'
        f'[[sources]]\nid = "gzdt"\nurl = "{server.url}/gzdt.htm"\ntitle = "工作动态"\n'
        'recipe = { item = "ul.list li" }\n',
        encoding="utf-8",
    )
    made = Office(desk, origin)
    made.show(OLD, articles(20))
    await made.poll()
    yield made
    await server.stop(1)


async def test_where_nothing_was_learned_there_is_nothing_to_decide(office: Office) -> None:
    assert await office.heal() == {"healings": []}
    assert "as it always was" in (await office.desk("heal")).stdout
    for words in ((), ("--show",), ("--accept",), ("--undo",)):
        code, answer = await office.desk.refused("heal", "gzdt", *words)
        assert code == 1
        assert "nothing was learned for 'gzdt'" in answer["error"]


async def test_mistakes_are_told(office: Office) -> None:
    code, answer = await office.desk.refused("heal", "nobody", "--restart")
    assert (code, "nobody" in answer["error"]) == (1, True)
    alone = await office.desk("heal", "--accept")
    assert alone.exit_code == 2
    assert "noticewire heal ID --accept" in alone.stderr


async def test_both_readings_stand_side_by_side(office: Office) -> None:
    news = newer(articles(20), 2)
    office.show(CARDS_AT_NEW_ADDRESSES, [*news, *articles(20)[:18]])
    await office.poll()
    (summary,) = (await office.heal())["healings"]
    assert (summary["id"], summary["stage"], summary["pending"]) == ("gzdt", "shadow", True)
    assert (summary["matched"], summary["of"], summary["agreed"]) == (18, 20, 1)
    told = await office.heal("gzdt", "--show")
    assert told["recipe_before"]["item"] == "ul.list li"
    assert len(told["listed_before"]) == 20
    known = [row["entry"] is not None for row in told["read_now"]]
    assert known == [False, False, *[True] * 18]
    shown = (await office.desk("heal", "gzdt")).stdout
    for words in ("on trial", "18 of 20 known entries", "gone", "noticewire heal gzdt --accept"):
        assert words in shown
    assert "on trial" in (await office.desk("heal")).stdout


async def test_what_was_learned_is_undone_and_accepted(office: Office) -> None:
    office.show(CARDS_AT_NEW_ADDRESSES, articles(20))
    await office.poll(2)
    assert await _stage(office) == "active"
    assert await office.heal("gzdt", "--undo") == {"id": "gzdt", "decision": "undo"}
    await office.poll()
    assert await _stage(office) == "undone"
    assert "is read as was learned" in (await office.desk("heal", "gzdt", "--accept")).stdout
    await office.poll()
    assert await _stage(office) == "active"
    assert await _health(office) == "ok"


async def test_an_owner_who_is_asked_accepts(office: Office) -> None:
    office.show(SPARSE, [*newer(articles(20), 9), articles(20)[3]])
    await office.poll()
    assert await _stage(office) == "asking"
    assert "asks you" in (await office.desk("heal")).stdout
    await office.heal("gzdt", "--accept")
    await office.poll()
    assert (await _stage(office), await _health(office)) == ("active", "ok")


async def test_a_page_is_taken_for_a_new_one(office: Office) -> None:
    other = [replace(one, title=f"另一栏目{one.number}", number=one.number + 5000) for one in articles(9)]
    office.show(OLD, other)
    await office.poll()
    assert await _health(office) == "drifted"
    assert await office.heal("gzdt", "--restart") == {"id": "gzdt", "decision": "restart"}
    polled = await office.desk.asked("poll", "gzdt")
    assert (polled["new"], await _health(office)) == (9, "ok")


async def _stage(office: Office) -> str:
    (summary,) = (await office.heal())["healings"]
    return str(summary["stage"])


async def _health(office: Office) -> str:
    (listed,) = (await office.desk.asked("sources"))["sources"]
    return str(listed["health"])
