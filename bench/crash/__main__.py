"""python -m bench.crash --kills 50 --seed 1"""

import argparse
import asyncio
import random
import secrets
import shutil
import socket
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy as sa

from bench.crash.origin import SECTIONS, Origin
from bench.crash.points import Choice, Point, Trap
from bench.crash.sinks import SECRET, MailSink, WebhookSink
from bench.crash.verdict import Verdict, judge
from bench.crash.victim import Victim
from service.web.server import WebServer

_LOCAL = "127.0.0.1"
_PER_KILL = 6
_PER_LIFE = 12
_QUIET_SECONDS = 60
_PATIENCE = 90
"""Seconds in which the daemon is up, on a machine that has other things to do."""


async def crash(kills: int, seed: int, folder: Path, database: str) -> bool:
    """One whole run on an empty `database`; whether every promise was kept."""
    trap = Trap()
    origin = Origin(trap, random.Random(seed))
    origin.open()
    webhook, mail = WebhookSink(trap, random.Random(seed + 1)), MailSink(trap, random.Random(seed + 2))
    site, hook = WebServer(origin, _LOCAL, 0), WebServer(webhook, _LOCAL, 0)
    await site.start()
    await hook.start()
    post = await asyncio.get_running_loop().create_server(mail.protocol, _LOCAL, 0)
    port = _free_port()
    address = f"http://{_LOCAL}:{port}"
    config = folder / "config.toml"
    told = _config(database, port, site.port, hook.port, post.sockets[0].getsockname()[1])
    config.write_text(told, encoding="utf-8")
    victim = Victim(config, address, folder / "daemon.log")
    try:
        hits = await _rounds(kills, seed, origin, trap, victim, database)
        await victim.start()
        ready = await victim.serving(_PATIENCE)
        settled = ready and await _settled(origin, webhook, mail)
        verdict = judge(origin, webhook.accepted, mail.accepted, _stored(database), address)
        exit_code = await victim.end(12)
    finally:
        await victim.kill()
        post.close()
        await hook.stop(1)
        await site.stop(1)
    return _report(kills, hits, verdict, settled=settled, exit_code=exit_code)


async def _rounds(
    kills: int, seed: int, origin: Origin, trap: Trap, victim: Victim, database: str
) -> Counter[Point]:
    """Start, publish, kill, `kills` times; how often each point was hit."""
    hits: Counter[Point] = Counter()
    chance, choice = random.Random(seed + 3), Choice(seed + 4)
    await victim.start()
    await victim.serving(_PATIENCE)
    for _ in range(_PATIENCE * 5):  # what is published before the baseline is read belongs to it
        if len(await asyncio.to_thread(_stored, database)) >= len(origin.baseline):
            break
        await asyncio.sleep(0.2)
    else:
        await victim.kill()
        raise TimeoutError(f"not every section was read within {_PATIENCE} s")
    await victim.kill()
    for number in range(1, kills + 1):
        point = choice.next()
        publishing = asyncio.create_task(_publish(origin, chance))
        await victim.start()
        hit = await _reach(point, chance, trap, victim)
        await victim.kill()
        trap.killed()
        publishing.cancel()
        while len(origin.published) < _PER_KILL * number:
            origin.publish()
        hits[hit] += 1
        print(f"kill {number}/{kills}: {hit} · published {len(origin.published)}", flush=True)
    return hits


async def _reach(point: Point, chance: random.Random, trap: Trap, victim: Victim) -> Point:
    """Bring the daemon to `point`; the point it is really at, should that one not come."""
    if point is Point.STARTING:
        await asyncio.sleep(chance.uniform(0, 1.5))
        return point
    trap.arm(point)
    await victim.serving(_PATIENCE)
    if point is Point.FROZEN:
        await asyncio.sleep(chance.uniform(0.2, 1.0))
        victim.stop_for_a_while()
        await asyncio.sleep(1.0)
        return point
    if point is Point.ANY_TIME:
        await asyncio.sleep(chance.uniform(0.1, 1.5))
        return point
    return point if await trap.sprung(8) else Point.ANY_TIME


async def _publish(origin: Origin, chance: random.Random) -> None:
    """The notices of one life, no more: on a slow machine a start takes long, and what scrolls off a listing
    before anybody could see it is no promise broken."""
    for _ in range(_PER_LIFE):
        await asyncio.sleep(chance.uniform(0.05, 0.5))
        origin.publish()


async def _settled(origin: Origin, webhook: WebhookSink, mail: MailSink) -> bool:
    """Whether both sinks have heard of everything in the end: waits as long as either still hears of something."""
    wanted = set(origin.published)
    heard, quiet = 0, 0.0
    while quiet < _QUIET_SECONDS:
        told = [wanted & set(sink.accepted.numbers.values()) for sink in (webhook, mail)]
        if all(one == wanted for one in told):
            await asyncio.sleep(1.5)  # time for repeats that should not come
            return True
        before, heard = heard, sum(map(len, told))
        quiet = 0.0 if heard > before else quiet + 0.2
        await asyncio.sleep(0.2)
    return False


def _stored(database: str) -> list[str]:
    engine = sa.create_engine(_for_sqlalchemy(database))
    with engine.connect() as connection:
        urls = [str(url) for url in connection.scalars(sa.text("SELECT url FROM entries"))]
    engine.dispose()
    return urls


@contextmanager
def _empty_database(server: str | None, folder: Path) -> Iterator[str]:
    """The address of a new database: a SQLite file, or one on the PostgreSQL `server`, dropped afterwards."""
    if server is None:
        yield f"sqlite:///{(folder / 'crash.db').absolute()}"
        return
    name = f"noticewire_crash_{secrets.token_hex(4)}"
    engine = sa.create_engine(_for_sqlalchemy(server), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
        try:
            yield sa.make_url(server).set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


def _for_sqlalchemy(database: str) -> str:
    return database.replace("postgresql://", "postgresql+psycopg://", 1)


def _report(kills: int, hits: Counter[Point], verdict: Verdict, *, settled: bool, exit_code: int | None) -> bool:
    print()
    for point in Point:
        print(f"  {hits[point]:4d}  {point}")
    for complaint in verdict.complaints[:40]:
        print(f"  broken promise: {complaint}")
    missed = [str(point) for point in Point if not hits[point]] if kills >= len(Point) else []
    if missed:
        print(f"  never hit: {', '.join(missed)}")
    if not settled:
        print(f"  not all was told, and nothing more for {_QUIET_SECONDS} s")
    if exit_code != 0:
        print(f"  the daemon did not stop cleanly on SIGTERM (exit code {exit_code})")
    good = (
        settled
        and exit_code == 0
        and not (verdict.complaints or verdict.lost or verdict.stored_twice or missed)
        and verdict.published >= 5 * kills
        and verdict.repeats <= 2 * kills
    )
    print(
        f"kills={kills} published={verdict.published} lost={verdict.lost} "
        f"stored_twice={verdict.stored_twice} repeats={verdict.repeats}"
    )
    return good


def _config(database: str, port: int, site: int, hook: int, post: int) -> str:
    sources = "".join(
        f'[[sources]]\nid = "{section}"\nurl = "http://{_LOCAL}:{site}/{section}.htm"\nevery = "0.2s"\n'
        'recipe = { item = "li.row", link = "a", date = "span" }\n'
        for section in SECTIONS
    )
    return f"""
public_url = "http://{_LOCAL}:{port}"
[database]
url = "{database}"
[web]
port = {port}
[fetch]
allow_addresses = ["127.0.0.0/8"]
own_hosts = ["{_LOCAL}:{site}"]
[polling]
flood = 0
article_delays = ["0.2s", "0.5s", "1s"]
[alerts]
mail_delays = [{", ".join(['"0.3s"'] * 40)}]
webhook_delays = [{", ".join(['"0.3s"'] * 40)}]
[mail]
from = "noticewire <noticewire@example.org>"
host = "{_LOCAL}"
port = {post}
security = "none"
allow_insecure_links = true
[[channels]]
id = "hook"
webhook = "http://{_LOCAL}:{hook}/hook"
secrets = ["{SECRET}"]
[[channels]]
id = "post"
mail = "reader@example.org"
[[subscriptions]]
id = "by-hook"
channel = "hook"
when = "at once"
[[subscriptions]]
id = "by-post"
channel = "post"
when = "at once"
{sources}"""


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind((_LOCAL, 0))
        return int(probe.getsockname()[1])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder to leave database, configuration and log in")
    parser.add_argument("--postgres", help="a PostgreSQL server, 'postgresql://…'; else SQLite")
    asked = parser.parse_args()
    folder = asked.keep or Path(tempfile.mkdtemp(prefix="noticewire-crash-"))
    folder.mkdir(parents=True, exist_ok=True)
    with _empty_database(asked.postgres, folder) as database:
        good = asyncio.run(crash(asked.kills, asked.seed, folder, database))
    if good and not asked.keep:
        shutil.rmtree(folder)
    elif not good:
        print(f"the daemon's database and log are in {folder}", file=sys.stderr)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
