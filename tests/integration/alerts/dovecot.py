"""A Dovecot of our own on 127.0.0.1: IMAP with STARTTLS and over TLS, a mailbox for any name."""

import imaplib
import os
import pwd
import shutil
import ssl
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from socket import socket

import pytest

from service.alerts.imap import quoted
from tests.integration.alerts.relay import certificate

PASSWORD = "correct-horse"
CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{folder}/localhost.pem
ssl_key = <{folder}/localhost.key
disable_plaintext_auth = yes
auth_failure_delay = 0
mail_location = maildir:{folder}/mail/%u
first_valid_uid = 1
first_valid_gid = 1
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  inet_listener imap {{
    port = {starttls}
  }}
  inet_listener imaps {{
    port = {tls}
    ssl = yes
  }}
}}
"""


@dataclass(frozen=True)
class Dovecot:
    """Ports, and what believes its certificate, which is for 'localhost'."""

    tls: int
    starttls: int
    trust: ssl.SSLContext
    user: str = ""

    def of(self, user: str) -> "Dovecot":
        """The same server, with the mailbox of this user."""
        return replace(self, user=user)

    @contextmanager
    def session(self) -> Iterator[imaplib.IMAP4_SSL]:
        """A client of the test's own."""
        with imaplib.IMAP4_SSL("localhost", self.tls, ssl_context=self.trust, timeout=20) as imap:
            imap.login(self.user, PASSWORD)
            yield imap

    def deliver(self, *messages: bytes) -> None:
        with self.session() as imap:
            for message in messages:
                assert imap.append("INBOX", "", "", message)[0] == "OK"

    def create(self, folder: str) -> None:
        with self.session() as imap:
            assert imap.create(quoted(folder))[0] == "OK"

    def holds(self, folder: str = "INBOX", criterion: str = "ALL") -> int:
        """How many messages of the folder meet the criterion."""
        with self.session() as imap:
            imap.select(quoted(folder), readonly=True)
            return len(imap.search(None, criterion)[1][0].split())


@contextmanager
def running_dovecot() -> Iterator[Dovecot]:
    """Skips where it is not installed or we are not root, as it must be started by root."""
    program = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None or os.geteuid() != 0:
        pytest.skip("no Dovecot: as root, install the package dovecot-imapd")
    folder = Path(tempfile.mkdtemp(prefix="noticewire-dovecot-"))
    folder.chmod(0o755)
    run = [program, "-c", str(folder / "dovecot.conf")]
    try:
        dovecot = _furnish(folder)
        _done(run)  # when it returns it listens
        try:
            yield dovecot
        finally:
            _done([*run, "stop"])
    finally:
        shutil.rmtree(folder)


def _done(command: Sequence[str]) -> None:
    """Without pipes, which the daemon would hold open."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=30)


def _furnish(folder: Path) -> Dovecot:
    nobody = pwd.getpwnam("nobody")
    (folder / "mail").mkdir()
    os.chown(folder / "mail", nobody.pw_uid, nobody.pw_gid)
    trust = certificate(folder, "localhost")[1]
    with socket() as one, socket() as other:
        for probe in (one, other):
            probe.bind(("127.0.0.1", 0))
        tls, starttls = (probe.getsockname()[1] for probe in (one, other))
    settings = CONFIG.format(
        folder=folder, uid=nobody.pw_uid, gid=nobody.pw_gid, tls=tls, starttls=starttls, password=PASSWORD
    )
    (folder / "dovecot.conf").write_text(settings)
    return Dovecot(tls, starttls, trust)
