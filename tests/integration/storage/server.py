"""A PostgreSQL server of our own, for machines whose server does not let us in or does not run."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from socket import socket

import pytest


@contextmanager
def started_server(folder: Path) -> Iterator[str]:
    """Its address; skips when PostgreSQL is not installed. It refuses to run as root, so root lends a user."""
    pg_ctl = _pg_ctl()
    if pg_ctl is None:
        pytest.skip(
            "no PostgreSQL: install the package 'postgresql', or name a server in NOTICEWIRE_TEST_POSTGRES"
        )
    as_user: list[str] = []
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres")
        for path in (folder, *folder.parents):
            if path.owner() == "root" and path.stat().st_mode & 0o005 != 0o005 and path.is_relative_to("/tmp"):
                path.chmod(0o755)
        os.chown(folder, user.pw_uid, user.pw_gid)
        as_user = ["runuser", "-u", "postgres", "--"]
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    cluster = folder / "cluster"
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    run = [*as_user, str(pg_ctl), "-D", str(cluster), "-s"]
    subprocess.run([*run, "initdb", "-o", "-U postgres -A trust --no-sync"], check=True, capture_output=True)
    log = ["-l", str(folder / "log")]
    subprocess.run([*run, *log, "-o", options, "-w", "start"], check=True, stdout=subprocess.DEVNULL)
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        # It may have ended by itself, for example with the network namespace it ran in.
        subprocess.run([*run, "-m", "immediate", "stop"], check=False, capture_output=True)


def _pg_ctl() -> Path | None:
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    found = shutil.which("pg_ctl")
    return installed[-1] if installed else Path(found) if found else None
