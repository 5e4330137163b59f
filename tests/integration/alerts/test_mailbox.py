import os
from mailbox import Maildir
from pathlib import Path

import pytest

from service.alerts.compose import compose
from service.alerts.mailbox import Mailbox, MailboxSender
from service.domain.delivery import DeliveryKind
from service.domain.errors import DeliveryFailed
from tests.unit.alerts.claims import LETTERHEAD, NOON, claim


async def test_a_letter_is_kept_as_any_mail_program_reads_it(tmp_path: Path) -> None:
    folder = tmp_path / "made" / "mailbox"
    sender = MailboxSender(LETTERHEAD, folder)
    payload = sender.compose(claim(), NOON)
    assert "reader@example.net" in await sender.send(claim(), payload)
    with_stdlib = Maildir(folder, create=False)
    [message] = list(with_stdlib)
    assert message["Message-ID"] == f"<{claim().id}@notices.example.org>"
    with_stdlib.close()
    [kept] = Mailbox.read(folder)
    assert kept.raw == payload
    assert kept.id == claim().id
    assert kept.letter == compose(claim(), LETTERHEAD)
    assert kept.sent_at == NOON
    assert kept.recipient == "张三 <reader@example.net>"
    assert kept.sender == "通知速递 <notices@example.org>"


async def test_sent_twice_it_is_one_letter_even_when_a_mail_program_moved_it(tmp_path: Path) -> None:
    sender = MailboxSender(LETTERHEAD, tmp_path)
    payload = sender.compose(claim(), NOON)
    for _ in range(2):
        await sender.send(claim(), payload)
    [file] = (tmp_path / "new").iterdir()
    file.rename(tmp_path / "cur" / f"{file.name}:2,S")
    await sender.send(claim(), payload)
    assert len(Mailbox.read(tmp_path)) == 1
    assert Mailbox.find(tmp_path, claim().id) is not None


async def test_a_draft_left_by_a_crash_is_no_letter_and_in_nobodys_way(tmp_path: Path) -> None:
    sender = MailboxSender(LETTERHEAD, tmp_path)
    for part in ("tmp", "new", "cur"):
        (tmp_path / part).mkdir()
    (tmp_path / "tmp" / f"{claim().id}.noticewire").write_bytes(b"Subject: ha")
    assert Mailbox.read(tmp_path) == []
    await sender.send(claim(), sender.compose(claim(), NOON))
    assert len(Mailbox.read(tmp_path)) == 1
    assert list((tmp_path / "tmp").iterdir()) == []


async def test_the_newest_come_first_and_only_so_many(tmp_path: Path) -> None:
    sender = MailboxSender(LETTERHEAD, tmp_path)
    for number in range(5):
        delivery = claim(DeliveryKind.ALERT, subscription=f"s{number}")
        await sender.send(delivery, sender.compose(delivery, NOON.replace(minute=number)))
        os.utime(tmp_path / "new" / f"{delivery.id}.noticewire", (number, number))
    assert [kept.sent_at.minute for kept in Mailbox.read(tmp_path, limit=3)] == [4, 3, 2]


def test_no_mailbox_yet_is_an_empty_one(tmp_path: Path) -> None:
    assert Mailbox.read(tmp_path / "none") == []
    assert Mailbox.find(tmp_path / "none", "msg_1") is None


async def test_what_is_no_letter_of_ours_is_passed_over(tmp_path: Path) -> None:
    sender = MailboxSender(LETTERHEAD, tmp_path)
    await sender.send(claim(), sender.compose(claim(), NOON))
    (tmp_path / "new" / "1700000000.M1P2.host").write_bytes(b"Subject: a stranger's\r\n\r\n")
    (tmp_path / "new" / "msg_broken.noticewire").write_bytes(b"\xff\x00 no head at all")
    assert [kept.id for kept in Mailbox.read(tmp_path)] == [claim().id]


@pytest.mark.parametrize("asked", ["../../etc/passwd", "", ".", "msg_", "new"])
async def test_a_name_asked_for_is_never_a_path(tmp_path: Path, asked: str) -> None:
    sender = MailboxSender(LETTERHEAD, tmp_path)
    await sender.send(claim(), sender.compose(claim(), NOON))
    assert Mailbox.find(tmp_path, asked) is None


async def test_a_folder_that_cannot_be_written_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    sender = MailboxSender(LETTERHEAD, tmp_path / "file" / "mailbox")
    with pytest.raises(DeliveryFailed) as failed:
        await sender.send(claim(), b"")
    assert not failed.value.permanent
    assert "mailbox" in failed.value.cause
