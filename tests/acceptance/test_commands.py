"""Commands beside a running daemon: what scripts may rely on."""

from tests.acceptance.conftest import World
from tests.acceptance.daemon import SECOND_QUEUE

pytestmark = SECOND_QUEUE


async def test_add_and_poll_beside_a_running_daemon(world: World) -> None:
    daemon = await world.daemon().start()
    try:
        code, added = await daemon.command("add", f"{world.site_url}/zzgz/zztz.htm", "--yes", "--id", "mine")
        assert code == 0
        (source,) = added["sources"]
        assert source == {
            "id": "mine",
            "url": f"{world.site_url}/zzgz/zztz.htm",
            "section": ["组织工作", "组织通知"],
            "feeds": {form: f"{daemon.url}/feeds/mine.{form}" for form in ("rss", "atom", "json")},
        }
        code, polled = await daemon.command("poll", "mine")
        assert code == 0
        assert set(polled) == {"status", "error", "new"}
        assert polled["status"] in ("ok", "unchanged")
        code, listed = await daemon.command("sources")
        assert {one["id"] for one in listed["sources"]} == {"gzdt", "mine"}
        code, answer = await daemon.command("poll", "nobody")
        assert code == 1
        assert "nobody" in answer["error"]
    finally:
        await daemon.stop()


async def test_a_home_page_becomes_its_sections(world: World) -> None:
    daemon = world.daemon()
    code, added = await daemon.command("add", world.site_url, "--yes")
    assert code == 0
    assert len(added["sources"]) == 20
    assert len({source["id"] for source in added["sources"]}) == 20
    code, polled = await daemon.command("poll", added["sources"][0]["id"])
    assert (code, polled["status"]) == (0, "ok")
    assert polled["new"] > 0
    code, again = await daemon.command("poll", added["sources"][0]["id"])
    assert (again["status"], again["new"]) == ("unchanged", 0)


async def test_selectors_are_for_one_listing_and_a_wrong_one_is_named(world: World) -> None:
    daemon = world.daemon()
    url = f"{world.site_url}/zzgz/zztz.htm"
    code, added = await daemon.command(
        "add", url, "--yes", "--item", "li[id^=line_u]", "--link", "a", "--id", "own"
    )
    assert code == 0
    assert [source["id"] for source in added["sources"]] == ["own"]
    code, failed = await daemon.command("add", url, "--yes", "--item", "li.nothing", "--id", "other")
    assert code == 1
    assert "li.nothing" in failed["error"]


async def test_doctor_says_what_is_missing(world: World) -> None:
    daemon = world.daemon()
    code, report = await daemon.command("doctor")
    grades = {finding["subject"]: finding["grade"] for finding in report["findings"]}
    assert grades["database"] == "ok"
    assert grades["mail"] == "ok"
    assert grades["daemon"] == "warning"
    assert grades["public_url"] == "failed"
    assert code == 1
    await daemon.start()
    try:
        code, report = await daemon.command("doctor")
        assert code == 0, report
    finally:
        await daemon.stop()


async def test_a_section_whose_address_the_area_shares_keeps_its_own_name(world: World) -> None:
    code, added = await world.daemon().command("add", f"{world.site_url}/tzgz/tzdt.htm", "--yes")
    assert code == 0
    assert added["sources"][0]["section"] == ["统战工作", "统战动态"]
