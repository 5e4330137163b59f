"""Configuration in, feeds, mail and webhooks out; and a life that ends and begins again."""

import json
import signal
from pathlib import Path
from socket import AF_UNIX, SOCK_DGRAM, socket

import httpx
import pytest
from standardwebhooks import Webhook

from tests.acceptance.conftest import SECRET, World
from tests.acceptance.daemon import FIRST_QUEUE, SECOND_QUEUE, Daemon, eventually, free_port


async def _baseline(daemon: Daemon) -> list[str]:
    return await eventually(lambda: daemon.titles("gzdt"))


@pytest.mark.parametrize(
    "database",
    [
        pytest.param("sqlite", marks=FIRST_QUEUE),
        pytest.param("postgresql", marks=[pytest.mark.postgres, SECOND_QUEUE]),
    ],
)
async def test_from_a_listing_to_feed_mail_and_webhook(
    world: World, database: str, request: pytest.FixtureRequest
) -> None:
    if database == "postgresql":
        world.keep_in(request.getfixturevalue("postgres"))
    daemon = await world.daemon().start()
    try:
        before = await daemon.whole_page("gzdt")
        assert not world.postbox.mails
        notice = world.site.publish()

        async def shown() -> bool:
            return notice.title in await daemon.titles("gzdt")

        await eventually(shown)
        assert len(await daemon.titles("gzdt")) >= len(before)

        async def told() -> bool:
            return bool(world.postbox.mails and world.receiver.calls)

        await eventually(told)
        (mail,), ((headers, body),) = world.postbox.mails, world.receiver.calls
        assert mail["Subject"] == notice.title
        assert mail["To"] == "reader@example.org"
        assert mail["List-Unsubscribe"]
        assert "List-Unsubscribe-Post" not in mail, "RFC 8058 wants https, and this service has none"
        event = Webhook(SECRET).verify(body, headers)
        assert event["data"]["entry"]["title"] == notice.title
        for form in ("rss", "atom", "json"):
            answer = await daemon.get(f"/feeds/gzdt.{form}")
            assert notice.title in answer.text
            again = await daemon.get(f"/feeds/gzdt.{form}", **{"If-None-Match": answer.headers["etag"]})
            assert again.status_code == 304
        daemon.send(signal.SIGTERM)
        assert await daemon.ended(10) == 0
    finally:
        await daemon.stop()


@FIRST_QUEUE
@pytest.mark.postgres
async def test_two_daemons_on_one_postgresql_tell_each_notice_once(world: World, postgres: str) -> None:
    world.keep_in(postgres)
    first = await world.daemon().start()
    other_port = free_port()
    second = Daemon(world.folder, other_port, "--port", str(other_port))
    try:
        await second.start()
        await _baseline(first)
        notices = [world.site.publish() for _ in range(21)]
        here = [notice.title for notice in notices if notice.section is notices[0].section]
        assert len(here) == 2, "the 21st goes where the first went"

        async def told() -> bool:
            return len(world.postbox.mails) >= 2 and len(world.receiver.calls) >= 2

        await eventually(told)
        for daemon in (first, second):
            daemon.send(signal.SIGTERM)
        assert (await first.ended(10), await second.ended(10)) == (0, 0)
        assert sorted(str(mail["Subject"]) for mail in world.postbox.mails) == sorted(here)
        assert len({headers["webhook-id"] for headers, _ in world.receiver.calls}) == 2
        assert len(world.receiver.calls) == 2
    finally:
        await second.stop()
        await first.stop()


@FIRST_QUEUE
async def test_one_click_ends_the_mails(world: World) -> None:
    daemon = await world.daemon().start()
    try:
        await _baseline(daemon)
        world.site.publish()

        async def first() -> bool:
            return len(world.postbox.mails) == 1

        await eventually(first)
        link = str(world.postbox.mails[0]["List-Unsubscribe"]).strip("<>")
        async with httpx.AsyncClient(trust_env=False) as client:
            assert (await client.get(link)).is_success
            assert (await client.post(link, data={"List-Unsubscribe": "One-Click"})).is_success
        world.site.publish()

        async def hooked() -> bool:
            return len(world.receiver.calls) == 2

        while world.site.published() < 22:
            world.site.publish()
        await eventually(hooked)
        assert len(world.postbox.mails) == 1
    finally:
        await daemon.stop()


@FIRST_QUEUE
async def test_a_second_daemon_on_the_same_file_is_refused(world: World, tmp_path: Path) -> None:
    daemon = await world.daemon().start()
    second = Daemon(world.folder, free_port(), "--port", str(free_port()))
    try:
        await second.launch()
        assert await second.ended(20) == 1
        assert "another noticewire daemon is running on" in second.log()
        assert daemon.running
    finally:
        await second.stop()
        await daemon.stop()


@FIRST_QUEUE
async def test_killed_and_started_again_nothing_is_lost_and_ids_stay(world: World) -> None:
    world.receiver.status = 503
    daemon = await world.daemon().start()
    try:
        await _baseline(daemon)
        notice = world.site.publish()

        async def tried() -> bool:
            return bool(world.receiver.calls)

        await eventually(tried)
        ids = await daemon.ids("gzdt")
        daemon.send(signal.SIGKILL)
        await daemon.ended()
        first = world.receiver.calls[0]
        world.receiver.calls.clear()
        world.receiver.status = 200
        await daemon.start()
        await eventually(tried)
        again = world.receiver.calls[0]
        assert again[0]["webhook-id"] == first[0]["webhook-id"]
        assert again[1] == first[1]
        assert json.loads(again[1])["data"]["entry"]["title"] == notice.title
        assert set(ids) <= set(await daemon.ids("gzdt"))
        assert len(await daemon.ids("gzdt")) == len(set(await daemon.titles("gzdt")))

        async def mailed() -> bool:
            return bool(world.postbox.mails)

        await eventually(mailed)
        assert {str(mail["Subject"]) for mail in world.postbox.mails} == {notice.title}
    finally:
        await daemon.stop()


@FIRST_QUEUE
async def test_sighup_reads_the_configuration_and_keeps_the_old_one_when_it_is_wrong(world: World) -> None:
    daemon = await world.daemon().start()
    config = world.folder / "config.toml"
    try:
        await _baseline(daemon)
        more = f'[[sources]]\nid = "zztz"\nurl = "{world.site_url}/zzgz/zztz.htm"\nevery = "0.2s"\n'
        config.write_text(world.config + more, encoding="utf-8")
        daemon.send(signal.SIGHUP)
        await eventually(lambda: daemon.titles("zztz"))
        assert '"restart_needed_for": []' in daemon.log()
        config.write_text(world.config + more + "[nonsense]\n", encoding="utf-8")
        daemon.send(signal.SIGHUP)

        async def complained() -> bool:
            return "configuration not reloaded" in daemon.log()

        await eventually(complained)
        assert await daemon.titles("zztz")
        config.write_text('language = "en"\n' + world.config + more, encoding="utf-8")
        daemon.send(signal.SIGHUP)

        async def told() -> bool:
            return '"restart_needed_for": ["language"]' in daemon.log()

        await eventually(told)
    finally:
        await daemon.stop()


@FIRST_QUEUE
async def test_systemd_is_told_and_sigterm_ends_within_ten_seconds_though_a_webhook_hangs(
    world: World, tmp_path: Path
) -> None:
    world.receiver.hangs = True
    address = tmp_path / "notify"
    with socket(AF_UNIX, SOCK_DGRAM) as notified:
        notified.bind(str(address))
        notified.settimeout(10)
        daemon = await world.daemon(environment={"NOTIFY_SOCKET": str(address)}).start()
        try:
            assert notified.recv(4096).startswith(b"READY=1")
            await _baseline(daemon)
            world.site.publish()

            async def hanging() -> bool:
                return bool(world.receiver.calls)

            await eventually(hanging)
            daemon.send(signal.SIGTERM)
            assert await daemon.ended(10) == 0
            assert notified.recv(4096) == b"STOPPING=1"
        finally:
            await daemon.stop()


@FIRST_QUEUE
async def test_a_wrong_configuration_is_told_whole_and_exits_with_2(world: World) -> None:
    world.config = '[web]\nprot = 1\n[fetch]\ngap = "soon"\n'
    daemon = world.daemon()
    await daemon.launch()
    assert await daemon.ended(20) == 2
    told = daemon.log()
    assert "line 2" in told
    assert "port" in told
    assert "fetch.gap" in told


@FIRST_QUEUE
async def test_the_first_run_shows_the_demo_site_from_sections_to_mailbox(world: World, tmp_path: Path) -> None:
    port, demo = free_port(), free_port()
    world.config = f'[web]\nport = {port}\n[demo]\nport = {demo}\nevery = "3s"\n'
    world.port = port
    daemon = await world.daemon("--demo").start()
    try:

        async def all_sections() -> list[dict[str, object]]:
            _, answer = await daemon.command("sources")
            listed: list[dict[str, object]] = answer["sources"]
            return listed if len(listed) == 20 else []

        sections = [tuple(str(name) for name in source["section"]) for source in await eventually(all_sections)]  # type: ignore[attr-defined]  # a list
        assert [path[0] for path in sections if path[-1] == "警示教育"] == ["清廉信工", "师德师风"]
        assert ("下载专区",) in sections
        assert len({path[0] for path in sections if len(path) == 2}) == 4

        async def mailed() -> str:
            page = (await daemon.get("/mailbox")).text
            return page if "mailbox/msg_" in page else ""

        await eventually(mailed, seconds=90)
        newest = (await daemon.get("/feeds/all.json")).json()["items"][0]
        for form in ("rss", "atom"):
            assert newest["title"] in (await daemon.get(f"/feeds/all.{form}")).text
        assert newest["title"] in await mailed()
    finally:
        await daemon.stop()
