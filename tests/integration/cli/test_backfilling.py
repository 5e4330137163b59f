"""backfill and opml: the older pages of a listing, and all feeds in folders."""

from xml.etree import ElementTree as ET

from tests.integration.cli.conftest import Department, Desk


async def test_older_notices_come_into_the_feed(desk: Desk, department: Department) -> None:
    await desk.asked("add", f"{department.url}/zzgz/gzdt.htm", "--yes", "--id", "gzdt")
    answer = await desk.asked("backfill", "gzdt", "--pages", "1")
    assert (answer["pages"], answer["ending"]) == (1, "pages")
    assert answer["entries"] > 0
    assert answer["oldest"]
    told = await desk("backfill", "gzdt")
    assert told.exit_code == 0, told.output
    assert "It ended (last page)" in told.stdout
    (status,) = (await desk.asked("sources"))["sources"]
    assert status["entries"] > answer["entries"]
    again = await desk.asked("backfill", "gzdt")
    assert (again["entries"], again["ending"]) == (0, "nothing new")


async def test_since_leaves_out_what_is_older(desk: Desk, department: Department) -> None:
    await desk.asked("add", f"{department.url}/zzgz/gzdt.htm", "--yes", "--id", "gzdt")
    answer = await desk.asked("backfill", "gzdt", "--since", "2025-12-31")
    assert (answer["pages"], answer["entries"], answer["ending"]) == (1, 0, "since")


async def test_a_site_that_asks_to_wait_is_not_walked(desk: Desk, department: Department) -> None:
    await desk.asked("add", f"{department.url}/zzgz/gzdt.htm", "--yes", "--id", "gzdt")
    department.busy = True
    code, answer = await desk.refused("backfill", "gzdt")
    assert (code, answer["ending"], "429" in answer["detail"]) == (1, "failed", True)
    department.busy = False
    code, answer = await desk.refused("backfill", "gzdt")
    assert (code, answer["detail"].startswith("not before")) == (1, True)


async def test_an_unknown_source_is_told(desk: Desk) -> None:
    code, answer = await desk.refused("backfill", "nothing")
    assert code == 1
    assert "no source" in answer["error"]


async def test_all_sections_of_a_site_come_out_as_folders(desk: Desk, department: Department) -> None:
    added = await desk.asked("add", department.url, "--yes")
    assert len(added["sources"]) == 20
    written = await desk("opml", str(desk.folder / "feeds.opml"))
    assert written.exit_code == 0, written.output
    tree = ET.parse(desk.folder / "feeds.opml")
    site = tree.findall("./body/outline")[-1]
    areas = [one.get("text") for one in site if one.get("xmlUrl") is None]
    assert len(areas) == 4
    assert len(tree.findall(".//outline[@xmlUrl]")) >= 20
    assert (await desk("opml")).stdout == (desk.folder / "feeds.opml").read_text("utf-8")
    code, answer = await desk.refused("opml", str(desk.folder / "nowhere" / "feeds.opml"))
    assert (code, "cannot write" in answer["error"]) == (1, True)
