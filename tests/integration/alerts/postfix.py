"""A Postfix of our own on 127.0.0.1: STARTTLS, AUTH, a Maildir, real delivery reports."""

import os
import pwd
import shutil
import ssl
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from socket import socket

import pytest

from tests.integration.alerts.relay import PASSWORD, USER, certificate

MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/mail.log
maillog_file_prefixes = {folder}
mail_owner = postfix
setgid_group = postdrop
myhostname = relay.test
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
smtpd_tls_security_level = encrypt
smtpd_tls_auth_only = yes
smtpd_tls_cert_file = {folder}/localhost.pem
smtpd_tls_key_file = {folder}/localhost.key
smtpd_sasl_auth_enable = yes
smtpd_sasl_local_domain = relay.test
smtpd_sasl_security_options = noanonymous
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions =
    check_recipient_access inline:{{
        {{gone@example.net=550 5.1.1 no such user}} {{full@example.net=452 4.2.2 full}} }},
    permit_sasl_authenticated, reject
virtual_mailbox_domains = example.net
virtual_mailbox_base = {folder}/mail
virtual_mailbox_maps = static:all/
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_minimum_uid = 100
virtual_alias_maps = inline:{{ {{late@example.net=nobody@late.test}} }}
transport_maps = inline:{{ {{late.test=error:5.1.1 nobody of that name}} }}
in_flow_delay = 0
"""
MASTER = """
127.0.0.1:{port} inet n - n - 20 smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""
SASL = """\
pwcheck_method: auxprop
auxprop_plugin: sasldb
sasldb_path: {folder}/conf/sasl/users
mech_list: PLAIN LOGIN
"""


@dataclass(frozen=True)
class Postfix:
    """`trust` believes its certificate, which is for 'localhost', and no other. Mail to example.net is kept, to
    gone@ refused with 550, to full@ put off with 452; mail to late@ comes back as a report."""

    port: int
    trust: ssl.SSLContext
    mailbox: Path

    def kept(self) -> list[EmailMessage]:
        """What has been delivered, with the envelope in Return-Path and Delivered-To."""
        return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in self.files()]

    def files(self) -> list[Path]:
        return sorted((self.mailbox / "new").iterdir()) if (self.mailbox / "new").is_dir() else []


@contextmanager
def running_postfix() -> Iterator[Postfix]:
    """Skips where it is not installed or we are not root, as it must be started by root."""
    missing = [name for name in ("postfix", "saslpasswd2") if not _command(name)]
    if missing or os.geteuid() != 0:
        pytest.skip("no Postfix: as root, install the packages postfix, sasl2-bin and libsasl2-modules")
    folder = Path(tempfile.mkdtemp(prefix="noticewire-postfix-"))
    try:
        with closing(socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        trust = _furnish(folder, port)
        run = [_command("postfix") or "", "-c", str(folder / "conf")]
        _done([*run, "start"])
        try:
            yield Postfix(port, trust, folder / "mail/all")
        finally:
            _done([*run, "abort"])
    finally:
        shutil.rmtree(folder)


def _furnish(folder: Path, port: int) -> ssl.SSLContext:
    folder.chmod(0o755)
    for name in ("conf", "conf/sasl", "queue", "data", "mail"):
        (folder / name).mkdir()
    postfix, nobody = pwd.getpwnam("postfix"), pwd.getpwnam("nobody")
    os.chown(folder / "data", postfix.pw_uid, postfix.pw_gid)
    os.chown(folder / "mail", nobody.pw_uid, nobody.pw_gid)
    main = MAIN.format(folder=folder, uid=nobody.pw_uid, gid=nobody.pw_gid)
    (folder / "conf/main.cf").write_text(main)
    (folder / "conf/master.cf").write_text(MASTER.format(port=port))
    (folder / "conf/sasl/smtpd.conf").write_text(SASL.format(folder=folder))  # where Debian's looks for it
    users = folder / "conf/sasl/users"
    command = [_command("saslpasswd2") or "", "-p", "-c", "-f", str(users), "-u", "relay.test", USER]
    subprocess.run(command, input=PASSWORD.encode(), check=True, capture_output=True)
    os.chown(users, postfix.pw_uid, postfix.pw_gid)
    return certificate(folder, "localhost")[1]


def _command(name: str) -> str | None:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")


def _done(command: Sequence[str]) -> None:
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
