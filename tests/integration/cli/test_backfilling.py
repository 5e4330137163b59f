"""backfill: the older pages of a listing, asked for by a person."""

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
