"""add, probe, poll, sources, pause, remove: against a real site, with a real database."""

import json

from tests.integration.cli.conftest import Department, Desk


async def test_a_home_page_is_shown_and_sections_are_chosen(desk: Desk, department: Department) -> None:
    added = await desk("add", department.url, answers="25\n1,3\n")
    assert added.exit_code == 0, added.output
    assert "组织工作 / 组织通知" in added.stdout
    assert "2026-01-05" in added.stdout or "2025-" in added.stdout
    assert "'25' is no number from 1 to 20" in added.stderr
    listed = (await desk.asked("sources"))["sources"]
    assert [source["section"] for source in listed] == [["组织工作", "工作动态"], ["组织工作", "党员发展"]]
    assert listed[0]["health"] == "unchecked"


async def test_who_declines_watches_nothing(desk: Desk, department: Department) -> None:
    declined = await desk("add", f"{department.url}/zzgz/zztz.htm", answers="n\n")
    assert declined.exit_code == 1
    assert "Nothing was added." in declined.stderr
    assert (await desk.asked("sources")) == {"sources": []}
    assert "Nothing is watched" in (await desk("sources")).stdout


async def test_wishes_are_kept(desk: Desk, department: Department) -> None:
    url = f"{department.url}/zzgz/zztz.htm"
    await desk.asked(
        "add", url, "--yes", "--id", "zztz", "--every", "90s", "--announce-last", "2", "--zone", "UTC"
    )
    exported = (await desk.asked("export"))["toml"]
    for line in ('id = "zztz"', 'every = "1m30s"', "announce_last = 2", 'zone = "UTC"'):
        assert line in exported


async def test_a_listing_is_watched_once_and_an_id_names_one(desk: Desk, department: Department) -> None:
    url = f"{department.url}/zzgz/zztz.htm"
    await desk.asked("add", url, "--yes", "--id", "mine")
    again = await desk("add", url, "--yes", "--json", "--id", "other")
    assert json.loads(again.stdout)["sources"][0]["id"] == "mine"
    assert "has the id mine" in again.stderr
    code, answer = await desk.refused("add", f"{department.url}/zzgz/dyfz.htm", "--yes", "--id", "mine")
    assert code == 1
    assert "the id mine is taken" in answer["error"]


async def test_an_id_is_for_one_listing(desk: Desk, department: Department) -> None:
    code, _ = await desk.refused("add", department.url, "--yes", "--id", "mine")
    assert code == 2
    assert (await desk.asked("sources")) == {"sources": []}


async def test_what_does_not_come_is_told(desk: Desk, department: Department) -> None:
    code, answer = await desk.refused("add", f"{department.url}/nowhere.htm", "--yes")
    assert (code, "404" in answer["error"]) == (1, True)
    (desk.folder / "config.toml").write_text("")
    code, answer = await desk.refused("add", department.url, "--yes")
    assert code == 1
    assert "allow_addresses" in answer["error"] + answer["advice"]


async def test_probe_saves_nothing(desk: Desk, department: Department) -> None:
    probed = await desk.asked("probe", department.url)
    assert probed["whole_site"]
    assert sum(section["error"] is None for section in probed["sections"]) == 20
    newest = probed["sections"][1]["listing"]["items"][0]
    assert set(newest) == {"url", "title", "date", "pinned"}
    assert (await desk.asked("sources")) == {"sources": []}


async def test_a_saved_page_is_probed_without_network(desk: Desk, department: Department) -> None:
    url = f"{department.url}/zzgz/zztz.htm"
    saved = await desk.save(url, "page.htm")
    department.busy = True
    probed = await desk.asked("probe", str(saved), "--base-url", url)
    assert len(probed["items"]) == 20
    assert (await desk("probe", str(saved))).exit_code == 2
    assert (await desk("probe", "missing.htm", "--base-url", url)).exit_code == 1


async def test_polls_tell_what_is_new(desk: Desk, department: Department) -> None:
    await desk.asked("add", f"{department.url}/zzgz/zztz.htm", "--yes", "--id", "zztz")
    assert await desk.asked("poll", "zztz") == {"status": "ok", "error": None, "new": 20}
    assert await desk.asked("poll", "zztz") == {"status": "unchanged", "error": None, "new": 0}
    code, answer = await desk.refused("poll", "zztx")
    assert (code, answer["advice"]) == (1, "Did you mean 'zztz'?")


async def test_a_site_that_asks_for_patience_is_not_asked_again(desk: Desk, department: Department) -> None:
    await desk.asked("add", f"{department.url}/zzgz/zztz.htm", "--yes", "--id", "zztz")
    department.busy = True
    code, answer = await desk.refused("poll", "zztz")
    assert (code, answer["status"], answer["new"]) == (1, "error", 0)
    assert "429" in answer["error"]
    department.busy = False
    skipped = await desk.asked("poll", "zztz")
    assert (skipped["status"], skipped["new"]) == ("skipped", 0)
    assert skipped["error"].startswith("not before ")


async def test_sources_are_found_paused_and_removed(desk: Desk, department: Department) -> None:
    await desk.asked("add", department.url, "--yes")
    found = (await desk.asked("sources", "警示"))["sources"]
    assert [source["section"][0] for source in found] == ["清廉信工", "师德师风"]
    name = found[0]["id"]
    await desk.asked("pause", name)
    assert (await desk.asked("sources", name))["sources"][0]["paused"]
    await desk.asked("resume", name)
    assert not (await desk.asked("sources", name))["sources"][0]["paused"]
    await desk.asked("remove", name)
    assert (await desk.asked("sources", name)) == {"sources": []}
    assert (await desk.refused("remove", name))[0] == 1


async def test_what_the_file_declares_is_changed_there(desk: Desk, department: Department) -> None:
    with (desk.folder / "config.toml").open("a", encoding="utf-8") as file:
        file.write(f'[[sources]]\nid = "declared"\nurl = "{department.url}/zzgz/zztz.htm"\n')
    assert (await desk.asked("poll", "declared"))["status"] == "ok"
    for command in ("pause", "remove"):
        code, answer = await desk.refused(command, "declared")
        assert (code, "declared in the configuration file" in answer["error"]) == (1, True)


async def test_feeds_have_addresses_and_entries(desk: Desk, department: Department) -> None:
    await desk.asked("add", f"{department.url}/zzgz/zztz.htm", "--yes", "--id", "zztz")
    await desk.asked("poll", "zztz")
    listed = await desk.asked("feeds")
    feed = next(feed for feed in listed["feeds"] if feed["id"] == "zztz")
    assert feed["atom"] == "http://127.0.0.1:8765/feeds/zztz.atom"
    assert listed["opml"] == "http://127.0.0.1:8765/feeds.opml"
    assert (await desk.asked("entries", "zztz", "--limit", "3")).keys() == {"feed", "entries"}
    assert (await desk.refused("entries", "nothing"))[0] == 1


async def test_what_is_exported_can_be_declared(desk: Desk, department: Department) -> None:
    await desk.asked("add", department.url, "--yes")
    await desk.asked("subscribe", "reader@example.org", "--when", "daily 07:30")
    exported = desk.folder / "export.toml"
    assert (await desk("export", "--output", str(exported))).exit_code == 0
    assert exported.read_text("utf-8") == (await desk("export")).stdout
    checked = await desk.asked("check-config", "--config", str(exported))
    assert (checked["sources"], checked["channels"], checked["subscriptions"]) == (20, 1, 1)
