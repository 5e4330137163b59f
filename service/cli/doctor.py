"""`doctor`: is everything that we depend on there and right?"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from socket import AI_PASSIVE, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, getaddrinfo, socket
from tempfile import TemporaryFile

import click
from rich.text import Text

from service.alerts.imap import MailboxUnreadable
from service.alerts.returned import look_into
from service.alerts.smtp import Relay, SmtpSender
from service.ambient import utc_now
from service.cli.invocation import FAILED, Invocation, invoked
from service.config import Settings
from service.domain.errors import NoticewireError, Unreachable
from service.domain.overview import SourceStatus
from service.domain.source import Health
from service.domain.work import Backlog, Worker
from service.fetching.ownaddress import OwnAnswer, ask_own
from service.parts import letterhead, return_box
from service.storage.store import Store

_PATIENCE = timedelta(seconds=10)
_CLOCK_MAY_DIFFER = timedelta(minutes=2)
_NEEDS_NOTHING = {Health.OK, Health.UNCHECKED}


class Grade(StrEnum):
    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: how it is, and what to do if it is not right."""

    subject: str
    grade: Grade
    what: str
    advice: str = ""


Check = Callable[[Settings], Coroutine[None, None, list[Finding]]]


@click.command()
@invoked
def doctor(invocation: Invocation) -> int:
    """Look at configuration, database, sources, mail, the public address and the clock; say what to do."""
    settings = invocation.settings()
    found: list[Finding] = []

    async def look() -> None:
        async for finding in examine(settings):
            found.append(finding)
            _show(invocation, finding)

    invocation.run(look())
    failed = sum(finding.grade is Grade.FAILED for finding in found)
    findings = [
        {"subject": one.subject, "grade": one.grade, "what": one.what, "advice": one.advice} for one in found
    ]
    invocation.out.document({"ok": not failed, "findings": findings})
    return FAILED if failed else 0


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Every finding as soon as it is there."""
    where = str(settings.path) if settings.path else "none: the defaults"
    yield Finding("configuration", Grade.OK, where)
    checks: tuple[Check, ...] = (_database, _workers, _mail, _returned_mail, _public_address, _daemon)
    for check in checks:
        for finding in await check(settings):
            yield finding


async def _database(settings: Settings) -> list[Finding]:
    try:
        store = await Store.open(settings.database_url)
    except NoticewireError as error:
        return [Finding("database", Grade.FAILED, str(error), error.advice)]
    try:
        findings = [Finding("database", Grade.OK, await store.check())]
        statuses = await store.sources()
        tally = await store.tally(utc_now())
    finally:
        await store.close()
    if not statuses:
        findings.append(Finding("sources", Grade.WARNING, "none is watched", "Follow one: noticewire add URL"))
    else:
        findings.append(Finding("sources", Grade.OK, f"{len(statuses)} watched, {tally.entries} entries"))
    findings += clock_by_visits(statuses, utc_now())
    findings += [
        Finding(status.source.id, Grade.WARNING, f"{status.state.health}: {status.state.evidence}")
        for status in statuses
        if status.state.health not in _NEEDS_NOTHING and not status.source.paused
    ]
    if tally.dead_deliveries:
        what = f"{tally.dead_deliveries} given up"
        advice = "See `noticewire deliveries --state dead`; `noticewire replay` sends them again."
        findings.append(Finding("deliveries", Grade.WARNING, what, advice))
    return findings


async def _workers(settings: Settings) -> list[Finding]:
    """Only where a daemon hands its work out."""
    if not settings.daemon.workers:
        return []
    try:
        store = await Store.open(settings.database_url)
    except NoticewireError:
        return []  # the database was looked at before
    try:
        workers, backlog = await store.work.workers(), await store.work.backlog(utc_now())
    finally:
        await store.close()
    return worker_findings(workers, backlog, utc_now())


def worker_findings(workers: Sequence[Worker], backlog: Backlog, now: datetime) -> list[Finding]:
    """Who does the work, and how much of it waits."""
    due = (
        f"due: {backlog.visits} visits, {backlog.articles} articles, {backlog.messages} messages; "
        f"{backlog.holding} being done"
    )
    living = [worker.place for worker in workers if worker.lives(now)]
    findings = [
        Finding("workers", Grade.OK, f"{len(living)} running ({'; '.join(living)}); {due}")
        if living
        else Finding("workers", Grade.FAILED, f"none is running; {due}", "Start one: noticewire worker")
    ]
    for worker in workers:
        if not worker.lives(now):
            what = f"{worker.place} was last seen at {worker.seen_at:%Y-%m-%d %H:%M:%S} UTC"
            advice = "It died, or its machine did; what it had begun is done by others. Start it again."
            findings.append(Finding("worker", Grade.WARNING, what, advice))
    return findings


async def _mail(settings: Settings) -> list[Finding]:
    mail = settings.mail
    if not mail.host:
        try:
            mail.mailbox.mkdir(parents=True, exist_ok=True)
            with TemporaryFile(dir=mail.mailbox):
                pass
        except OSError as error:
            advice = "Make the folder writable for the user that runs noticewire, or set mail.mailbox."
            return [Finding("mailbox", Grade.FAILED, f"{mail.mailbox}: {error.strerror or error}", advice)]
        advice = "To send real mail set mail.host."
        return [Finding("mailbox", Grade.OK, f"kept in {mail.mailbox}; no mail leaves this machine", advice)]
    try:
        relay = Relay(mail.host, mail.port, mail.security, mail.username, mail.password, _PATIENCE)
        sender = SmtpSender(letterhead(settings), relay)
        try:
            answer = await sender.check()
        finally:
            await sender.aclose()
    except NoticewireError as error:
        advice = "Check mail.host, port, security, username and password with the mail provider."
        return [Finding("mail", Grade.FAILED, str(error), advice)]
    return [Finding("mail", Grade.OK, f"{answer} takes our mail from {mail.sender.address}")]


async def _returned_mail(settings: Settings) -> list[Finding]:
    box = return_box(settings)
    if box is None:
        return []
    try:
        unseen = await asyncio.to_thread(look_into, box)
    except MailboxUnreadable as error:
        return [Finding("returned mail", Grade.FAILED, str(error), error.advice)]
    return [Finding("returned mail", Grade.OK, f"{box.folder} of {box.username} is read; {unseen} unseen")]


async def _public_address(settings: Settings) -> list[Finding]:
    if not settings.public_url:
        what = f"unset; feeds and mails carry {settings.address()}"
        advice = "Set public_url to the https address under which others reach this service."
        return [Finding("public_url", Grade.WARNING, what, advice)]
    url = f"{settings.public_url}/healthz"
    advice = "Is the daemon running, and does the reverse proxy pass this address on to it?"
    try:
        answer = await ask_own(url, _PATIENCE)
    except Unreachable as error:
        return [Finding("public_url", Grade.FAILED, str(error), advice)]
    if not _is_ours(answer):
        what = f"{url} answers {answer.status}, and it is not noticewire"
        return [Finding("public_url", Grade.FAILED, what, advice)]
    return [Finding("public_url", Grade.OK, f"{settings.public_url} is this service"), *_clock(answer)]


async def _daemon(settings: Settings) -> list[Finding]:
    host = f"[{settings.web.host}]" if ":" in settings.web.host else settings.web.host
    host = {"0.0.0.0": "127.0.0.1", "[::]": "[::1]"}.get(host, host)  # noqa: S104 - compared, not bound
    url = f"http://{host}:{settings.web.port}/healthz"
    try:
        answer = await ask_own(url, _PATIENCE)
    except Unreachable:
        if not _is_free(host.strip("[]"), settings.web.port):
            what = f"{host}:{settings.web.port} is taken or not ours, and no noticewire answers there"
            return [Finding("daemon", Grade.FAILED, what, "Set web.host and web.port to what is free here.")]
        return [Finding("daemon", Grade.WARNING, f"not running ({url})", "Start it: noticewire run")]
    if not _is_ours(answer):
        what = f"another program listens on port {settings.web.port}"
        return [Finding("daemon", Grade.FAILED, what, "Set web.port to a free one.")]
    if answer.status >= 400:
        return [Finding("daemon", Grade.FAILED, f"running, not well: {answer.text}", "See its log.")]
    return [Finding("daemon", Grade.OK, f"running on port {settings.web.port}")]


def clock_by_visits(statuses: Sequence[SourceStatus], now: datetime) -> list[Finding]:
    """A finding when the database knows of visits from the future: the clock has been set back."""
    ahead = max((status.state.last_poll_at or now for status in statuses), default=now) - now
    if ahead <= _CLOCK_MAY_DIFFER:
        return []
    what = f"the last visit lies {ahead.total_seconds():.0f} s in the future"
    return [Finding("clock", Grade.FAILED, what, "Set this machine's clock; NTP keeps it right.")]


def _is_free(host: str, port: int) -> bool:
    try:
        family, kind, protocol, _, address = getaddrinfo(host, port, type=SOCK_STREAM, flags=AI_PASSIVE)[0]
        with socket(family, kind, protocol) as listener:
            listener.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
            listener.bind(address)
    except OSError:
        return False
    return True


def _clock(answer: OwnAnswer) -> list[Finding]:
    """Our clock against that of whoever stands before the public address."""
    if answer.date is None:
        return []
    apart = abs(datetime.now(UTC) - answer.date)
    if apart > _CLOCK_MAY_DIFFER:
        what = f"{apart.total_seconds():.0f} s apart from that of the public address"
        return [Finding("clock", Grade.FAILED, what, "Set this machine's clock; NTP keeps it right.")]
    return [Finding("clock", Grade.OK, f"{utc_now():%Y-%m-%d %H:%M:%S} UTC")]


def _is_ours(answer: OwnAnswer) -> bool:
    return answer.facts is not None and "late_seconds" in answer.facts


def _show(invocation: Invocation, finding: Finding) -> None:
    if invocation.out.as_json:
        return
    style = {Grade.OK: "green", Grade.WARNING: "yellow", Grade.FAILED: "bold red"}[finding.grade]
    line = Text.assemble((f"{finding.grade:8}", style), f"{finding.subject:14} {finding.what}")
    invocation.out.out.print(line, soft_wrap=True)
    if finding.advice:
        invocation.out.say(f"{'':8}{'':14} {finding.advice}", "dim")
