"""`heal`: sources whose page was built anew, how they are read now, and the owner's decision on it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

import click

from service.ambient import utc_now
from service.cli.invocation import Invocation, NotFound, invoked
from service.cli.output import Output, ago, printable
from service.cli.watching import found
from service.domain.healing_notes import describe
from service.domain.overview import Mending
from service.domain.source import Decision, SourceId, Stage

_STAGES: Mapping[Stage, str] = {
    Stage.ASKING: "asks you",
    Stage.SHADOW: "on trial",
    Stage.ACTIVE: "mended",
    Stage.UNDONE: "undone",
}
_DONE: Mapping[Decision, str] = {
    Decision.ACCEPT: "is read as was learned, from the next visit on",
    Decision.UNDO: "is read as before, from the next visit on",
    Decision.RESTART: "is taken for a new page at the next visit, and what stands there is not announced",
}


@click.command()
@click.argument("source_id", metavar="[ID]", required=False)
@click.option("--show", "decision", flag_value="", default=True, help="Show both readings (what it does anyway).")
@click.option("--accept", "decision", flag_value=Decision.ACCEPT.value, help="Read it as was learned.")
@click.option("--undo", "decision", flag_value=Decision.UNDO.value, help="Read it as before.")
@click.option("--restart", "decision", flag_value=Decision.RESTART.value, help="Take the page for a new one.")
@invoked
def heal(invocation: Invocation, source_id: str | None, decision: str) -> None:
    """Show the sources whose page was built anew, and decide how they are read.

    Without ID: all of them. With it: what the source listed last and what is read now, side by side.
    """
    if source_id is None and decision:
        raise click.UsageError(f"Say which source: noticewire heal ID --{decision}")
    if source_id is None:
        invocation.run(_list(invocation))
    elif decision:
        invocation.run(_decide(invocation, SourceId(source_id), Decision(decision)))
    else:
        invocation.run(_show(invocation, SourceId(source_id)))


async def _list(invocation: Invocation) -> None:
    async with invocation.store() as (_, store):
        listed = await store.healings()
    now, out = utc_now(), invocation.out
    out.document({"healings": [_summary(mending) for mending in listed]})
    rows = [
        (
            mending.status.source.id,
            mending.status.source.title,
            _STAGES[mending.healing.stage],
            ago(mending.healing.since, now),
            f"{mending.healing.confidence:.2f}",
            mending.healing.evidence,
        )
        for mending in listed
    ]
    columns = ("id", "section", "state", "changed", "confidence", "because")
    out.table(columns, rows, empty="Every page is read as it always was.")


async def _show(invocation: Invocation, source_id: SourceId) -> None:
    async with invocation.store() as (_, store):
        status = await found(store, source_id)
        mending = next((one for one in await store.healings() if one.status.source.id == source_id), None)
    if mending is None:
        error = NotFound(f"nothing was learned for '{source_id}': its health is '{status.state.health}'")
        error.advice = "Its page is read as it always was. `noticewire heal` lists those that are not."
        raise error
    invocation.out.document(_document(mending))
    _print(invocation.out, mending)


async def _decide(invocation: Invocation, source_id: SourceId, decision: Decision) -> None:
    async with invocation.store() as (_, store):
        await found(store, source_id)
        if not await store.decide_healing(source_id, decision, utc_now()):
            error = NotFound(f"nothing was learned for '{source_id}'")
            error.advice = "`noticewire heal` lists what was; --restart takes the page for a new one."
            raise error
    invocation.out.document({"id": source_id, "decision": str(decision)})
    invocation.out.say(f"{source_id} {_DONE[decision]}.")


def _print(out: Output, mending: Mending) -> None:
    healing, status = mending.healing, mending.status
    out.say(f"{status.source.title}  {status.source.url}", "bold")
    rows = [(_cell(before), _cell(now), mark) for before, now, mark in _beside(mending)]
    out.table(("listed before", "read now", ""), rows, empty="")
    told = {
        "state": f"{_STAGES[healing.stage]} ({healing.agreed} polls agree)",
        "before by": describe(status.source.recipe) if status.source.recipe else "what repeats on the page",
        "now by": describe(healing.recipe),
        "because": f"{healing.evidence} (confidence {healing.confidence:.2f})",
    }
    for name, text in told.items():
        out.say(f"{name}: {printable(text)}", "dim")
    choices = {Stage.ACTIVE: ("--undo",), Stage.UNDONE: ("--accept",)}.get(healing.stage, ("--accept", "--undo"))
    out.say(" or ".join(f"noticewire heal {status.source.id} {choice}" for choice in choices), "dim")


def _beside(mending: Mending) -> list[tuple[tuple[str, str] | None, tuple[str, str] | None, str]]:
    """(day and title as listed before, the same as read now, what that means), in the order of the page now; what
    it lists no more stands below."""
    before = {label.entry_id: (_day(label.day), label.title) for label in mending.listed}
    table: list[tuple[tuple[str, str] | None, tuple[str, str] | None, str]] = []
    stood = set()
    for row in mending.healing.rows:
        now = (_day(row.day), row.title)
        old = next((said for entry_id, said in before.items() if entry_id == row.entry_id), None)
        stood.add(row.entry_id)
        table.append((old, now, "known" if row.entry_id else "new"))
    table += [(said, None, "gone") for entry_id, said in before.items() if entry_id not in stood]
    return table


def _summary(mending: Mending) -> dict[str, object]:
    status, healing = mending.status, mending.healing
    return {
        "id": status.source.id,
        "url": status.source.url.text,
        "title": status.source.title,
        "stage": str(healing.stage),
        "pending": mending.pending,
        "since": healing.since,
        "matched": healing.matched,
        "of": healing.of,
        "confidence": healing.confidence,
        "agreed": healing.agreed,
        "evidence": healing.evidence,
    }


def _document(mending: Mending) -> dict[str, object]:
    source, healing = mending.status.source, mending.healing
    return {
        **_summary(mending),
        "recipe_before": asdict(source.recipe) if source.recipe else None,
        "recipe": asdict(healing.recipe) if healing.recipe else None,
        "listed_before": [
            {"entry": label.entry_id, "title": label.title, "date": _day(label.day) or None}
            for label in mending.listed
        ],
        "read_now": [
            {"entry": row.entry_id, "title": row.title, "date": _day(row.day) or None, "url": row.url}
            for row in healing.rows
        ],
    }


def _cell(said: Sequence[str] | None) -> str:
    return " ".join(part for part in said if part) if said else "-"


def _day(day: object) -> str:
    return str(day) if day else ""
