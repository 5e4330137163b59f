"""The daemon sends a mail, the mail comes back to a mailbox on a real IMAP server, and the daemon acts on it."""

from collections.abc import Iterator

import pytest

from service.domain.channel import ChannelId
from service.domain.delivery import DeliveryState
from service.storage.store import Store
from tests.acceptance.conftest import World
from tests.acceptance.daemon import FIRST_QUEUE, eventually
from tests.integration.alerts.dovecot import PASSWORD, Dovecot, running_dovecot
from tests.unit.alerts.test_bounces import report


@pytest.fixture(name="dovecot")
def _dovecot() -> Iterator[Dovecot]:
    with running_dovecot() as server:
        yield server.of("bounces")


@FIRST_QUEUE
async def test_mail_that_came_back_while_the_daemon_runs_closes_its_channel(
    world: World, dovecot: Dovecot
) -> None:
    world.config += f"""[mail.bounces]
host = "127.0.0.1"
port = {dovecot.starttls}
security = "none"
username = "{dovecot.user}"
password = "{PASSWORD}"
every = "0.2s"
"""
    daemon = await world.daemon().start()
    store = await Store.open(f"sqlite:///{world.folder / 'data' / 'noticewire.db'}", migrate=False)
    try:
        await eventually(lambda: daemon.titles("gzdt"))
        world.site.publish()

        async def sent() -> bool:
            states = [one.state for one in await store.deliveries(channel_id=ChannelId("post"))]
            return states == [DeliveryState.SENT]

        await eventually(sent)
        dovecot.deliver(report(about=world.postbox.mails[0].as_bytes()))

        async def closed() -> list[str]:
            return [one.disabled_reason for one in await store.channels() if one.disabled_reason]

        (reason,) = await eventually(closed)
        assert "no such user" in reason

        async def put_away() -> bool:
            return dovecot.holds(criterion="SEEN") == 1

        await eventually(put_away)
        (box,) = await store.returns.boxes()
        assert (box.name, box.cause) == (f"bounces at 127.0.0.1:{dovecot.starttls}", "")
    finally:
        await store.close()
        await daemon.stop()
