"""doctor: what it finds wrong, and that it says what to do."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from service.cli.doctor import Grade, clock_by_visits, worker_findings
from service.domain.overview import SourceStatus
from service.domain.source import Holder, Site, SiteId, Source, SourceId, SourceState
from service.domain.urls import Url
from service.domain.work import Backlog, Worker
from tests.integration.cli.conftest import Department, Desk

NOW = datetime(2026, 1, 5, tzinfo=UTC)
HOME = Url.parse("https://x.org/")


async def _examined(desk: Desk, config: str) -> tuple[int, dict[str, Any]]:
    (desk.folder / "config.toml").write_text(config, encoding="utf-8")
    result = await desk("doctor", "--json")
    findings = desk.parsed(result)["findings"]
    return result.exit_code, {finding["subject"]: finding for finding in findings}


async def test_a_fresh_folder_is_fine(desk: Desk, free_port: int) -> None:
    code, found = await _examined(desk, f"[web]\nport = {free_port}")
    assert code == 0
    assert {subject: finding["grade"] for subject, finding in found.items()} == {
        "configuration": "ok",
        "database": "ok",
        "sources": "warning",
        "mailbox": "ok",
        "public_url": "warning",
        "daemon": "warning",
    }
    assert all(finding["advice"] for finding in found.values() if finding["grade"] != "ok")


def test_workers_are_told_with_what_waits_for_them() -> None:
    due = Backlog(visits=3, articles=2, messages=40, holding=1)
    (none,) = worker_findings([], due, NOW)
    assert (none.grade, none.advice) == (Grade.FAILED, "Start one: noticewire worker")
    lives = Worker(Holder("worker:1"), "spruce (7)", 20, NOW, NOW - timedelta(seconds=4))
    died = Worker(Holder("worker:2"), "birch (8)", 20, NOW, NOW - timedelta(minutes=4))
    running, gone = worker_findings([lives, died], due, NOW)
    assert running.grade is Grade.OK
    assert running.what == ("1 running (spruce (7)); due: 3 visits, 2 articles, 40 messages; 1 being done")
    assert gone.grade is Grade.WARNING
    assert "birch (8) was last seen at 2026-01-04 23:56:00 UTC" in gone.what


async def test_another_program_on_our_port_is_told(desk: Desk, department: Department) -> None:
    port = department.url.rpartition(":")[2]
    code, found = await _examined(desk, f"[web]\nport = {port}")
    assert (code, found["daemon"]["grade"]) == (1, "failed")
    assert "another program" in found["daemon"]["what"]


async def test_a_silent_program_on_our_port_is_told(desk: Desk) -> None:
    async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async with await asyncio.start_server(hang_up, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        code, found = await _examined(desk, f"[web]\nport = {port}")
    assert (code, found["daemon"]["grade"]) == (1, "failed")
    assert "no noticewire answers" in found["daemon"]["what"]


async def test_a_public_url_that_leads_elsewhere_is_told(
    desk: Desk, department: Department, free_port: int
) -> None:
    code, found = await _examined(desk, f'public_url = "{department.url}"\n[web]\nport = {free_port}')
    assert (code, found["public_url"]["grade"]) == (1, "failed")
    assert "not noticewire" in found["public_url"]["what"]


async def test_a_mailbox_that_cannot_be_written_is_told(desk: Desk, free_port: int) -> None:
    (desk.folder / "taken").write_text("a file, no folder")
    code, found = await _examined(desk, f'[web]\nport = {free_port}\n[mail]\nmailbox = "taken"')
    assert (code, found["mailbox"]["grade"]) == (1, "failed")


async def test_a_mailbox_for_returned_mail_that_lets_nobody_in_is_told(desk: Desk, free_port: int) -> None:
    account = f'host = "127.0.0.1"\nport = {free_port}\nusername = "bounces"\npassword = "geheim"'
    code, found = await _examined(desk, f"[web]\nport = {free_port}\n[mail.bounces]\n{account}")
    assert (code, found["returned mail"]["grade"]) == (1, "failed")
    assert f"bounces at 127.0.0.1:{free_port}: " in found["returned mail"]["what"]
    assert "[mail.bounces]" in found["returned mail"]["advice"]
    assert "geheim" not in str(found)


async def test_a_mail_server_that_is_not_there_is_told(desk: Desk, free_port: int) -> None:
    config = f'[mail]\nhost = "127.0.0.1"\nport = {free_port}\nfrom = "n@example.org"\nallow_insecure_links = true'
    code, found = await _examined(desk, config)
    assert (code, found["mail"]["grade"]) == (1, "failed")
    assert "mail.host" in found["mail"]["advice"]


async def test_a_database_that_is_none_is_told(desk: Desk, free_port: int) -> None:
    (desk.folder / "notes.db").write_text("this is no database, and longer than its header " * 10)
    config = f'[database]\nurl = "sqlite:///notes.db"\n[web]\nport = {free_port}'
    code, found = await _examined(desk, config)
    assert (code, found["database"]["grade"]) == (1, "failed")


@pytest.mark.parametrize(("ahead", "told"), [(timedelta(hours=1), 1), (timedelta(seconds=30), 0)])
def test_visits_from_the_future_tell_of_a_wrong_clock(ahead: timedelta, told: int) -> None:
    site = Site(SiteId("x-org"), HOME, "X")
    source = Source(SourceId("x-org-a"), site.id, HOME, "A")
    status = SourceStatus(site, source, SourceState(NOW, last_poll_at=NOW + ahead), 0, 0)
    findings = clock_by_visits([status], NOW)
    assert [finding.grade for finding in findings] == [Grade.FAILED] * told
    assert clock_by_visits([], NOW) == []
