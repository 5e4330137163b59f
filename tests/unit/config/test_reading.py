from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from service.config.reading import load
from service.config.settings import Settings
from service.domain.channel import MailTarget
from service.domain.errors import ConfigError
from service.domain.rhythm import Schedule

NOW = datetime(2026, 1, 5, tzinfo=UTC)
Read = Callable[[str], Settings]
Problems = Callable[[str], list[str]]


def test_without_a_file_everything_lies_in_the_working_folder(tmp_path: Path) -> None:
    settings = load(None, folder=tmp_path, now=NOW)
    assert settings.database_url == f"sqlite:///{tmp_path}/data/noticewire.db"
    assert settings.mail.mailbox == tmp_path / "data/mailbox"
    assert settings.address() == "http://127.0.0.1:8765"
    assert settings.address(port=4711) == "http://127.0.0.1:4711"


def test_paths_are_meant_from_the_file(tmp_path: Path) -> None:
    file = tmp_path / "etc" / "config.toml"
    file.parent.mkdir()
    (file.parent / "secret").write_text("geheim\n")
    file.write_text(
        'public_url = "https://x.org/notices/"\n[database]\nurl = "sqlite:////var/x.db"\n'
        '[mail]\nhost = "smtp.x.org"\nfrom = "通知 <n@x.org>"\nusername = "n"\npassword_file = "secret"'
    )
    settings = load(file, now=NOW)
    assert settings.path == file
    assert settings.database_url == "sqlite:////var/x.db"
    assert settings.mail.password == "geheim"
    assert settings.mail.sender == MailTarget("n@x.org", "通知")
    assert settings.mail.mailbox == file.parent / "data/mailbox"
    assert settings.address(port=1) == "https://x.org/notices"
    assert "geheim" not in repr(settings)


def test_values_come_out_in_the_types_of_the_service(settings_of: Read) -> None:
    settings = settings_of("""
        [fetch]
        gap = 0
        allow_addresses = ["127.0.0.0/8", "::1"]
        max_bytes = "1MiB"
        [polling]
        every = 0.05
        otherwise = "90m"
        office_hours = "07:30-19:00"
        [alerts]
        webhook_delays = [0.1, "1s"]
        """)
    assert settings.fetch.gap == timedelta()
    assert settings.fetch.allow_addresses == (ip_network("127.0.0.0/8"), ip_network("::1/128"))
    assert settings.fetch.max_bytes == 2**20
    assert settings.polling.schedule == Schedule(
        timedelta(milliseconds=50), timedelta(minutes=90), time(7, 30), time(19)
    )
    assert settings.alerts.webhook_delays == (timedelta(milliseconds=100), timedelta(seconds=1))


def test_a_wildcard_host_is_reached_on_this_machine(settings_of: Read) -> None:
    assert settings_of('[web]\nhost = "0.0.0.0"').address() == "http://127.0.0.1:8765"
    assert settings_of('[web]\nhost = "::"\nport = 1').address() == "http://[::1]:1"


def test_everything_wrong_is_told_at_once(problems_in: Problems) -> None:
    assert problems_in("""pubic_url = ""
[web]
port = "8765"
[mail]
security = "ssl"
[[sources]]
url = "example.org"
[[subscriptions]]
id = "s"
channel = "nobody"
""") == [
        "line 1: pubic_url: unknown key. Did you mean 'public_url'?",
        "line 3: web.port: must be a whole number, not '8765'",
        "line 5: mail.security: must be 'starttls', 'tls' or 'none', not 'ssl'",
        "line 7: sources[0].url: not a web address: 'example.org'. Give the whole address as the browser shows "
        "it, beginning with http:// or https://.",
        "line 10: subscriptions[0].channel: no [[channels]] has the id 'nobody'",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[web]\nhots = 1", "line 2: web.hots: unknown key. Did you mean 'host'?"),
        ("smtp = 1", "smtp: unknown key. Known here: public_url, language"),
        ("gap = 1", "line 1: gap: unknown key here. Did you mean the one in [fetch]?"),
        ("[web]\npublic_url = ''", "unknown key here. It belongs at the top of the file"),
        ("web = 3", "line 1: web: must be a table, not 3"),
        ("[sources]\nurl = 'x'", "line 1: sources: must be a list of tables: write [[sources]]"),
        ("sources = [1]", "sources[0]: must be a table, not 1"),
        ("zone = 'Mars/Base'", "no such time zone: 'Mars/Base'"),
        ("zone = '../../etc/passwd'", "no such time zone"),
        ("[fetch]\nrobots = 'no'", "fetch.robots: must be true or false, not 'no'"),
        ("[fetch]\nallow_addresses = '::1'", "fetch.allow_addresses: must be a list in [ ], not '::1'"),
        ("[fetch]\nallow_addresses = [\n'::1',\n'x']", "line 4: fetch.allow_addresses[1]: not an address"),
        ("[fetch]\nconcurrency = 0", "fetch.concurrency: must be at least 1, not 0"),
        ("[web]\nport = 99999", "web.port: must be at most 65535, not 99999"),
        ("[fetch]\ntotal_timeout = 0", "fetch.total_timeout: must be longer than nothing"),
        ("public_url = 'https://x.org/?a=1'", "holds a query"),
        ("public_url = 'x.org'", "not a web address: 'x.org'"),
        ("[database]\nurl = 'mysql://x'", "line 2: database.url: not a database we can use"),
        ("[database]\nurl_file = 'no'", "database.url_file: "),
        ("[mail]\npassword = 5", "mail.password: must be text in quotes, not what is written there"),
        ("[mail]\npassword_file = 'no'", "cannot be read: No such file"),
        ("[mail]\npassword_file = 'no'\npassword = 'x'", "password is set too; keep one of them"),
        ("[mail]\nfrom = 'a@b\\nBcc: c@d'", "not a mail address"),
        ('[mail]\nfrom = "x\\ny <a@b.org>"', "not a mail address"),
    ],
)
def test_what_is_wrong_is_told(problems_in: Problems, text: str, told: str) -> None:
    assert told in "\n".join(problems_in(text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a = 1\nb =", "line 2: not TOML: invalid value"),
        ("a = 1\na = 2", "line 2: not TOML: cannot overwrite a value"),
        ("[web\nport = 1", "line 1: not TOML"),
    ],
)
def test_what_is_no_toml_is_told_with_its_line(problems_in: Problems, text: str, told: str) -> None:
    assert told in "\n".join(problems_in(text))


def test_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read: No such file"):
        load(tmp_path / "none.toml", now=NOW)
    (tmp_path / "gbk.toml").write_bytes(b"a = 1\n# \xd6\xd0\n")
    with pytest.raises(ConfigError, match="line 2: is not UTF-8"):
        load(tmp_path / "gbk.toml", now=NOW)


def test_a_byte_order_mark_and_dos_line_ends_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "dos.toml").write_bytes(b"\xef\xbb\xbf[web]\r\nport = 1\r\n")
    assert load(tmp_path / "dos.toml", now=NOW).web.port == 1


MAIL = '[mail]\nhost = "smtp.example.org"\nfrom = "n@example.org"\n'


def test_mail_wants_https_for_its_unsubscribe_links(problems_in: Problems) -> None:
    assert "line 2: mail.host: mail needs an https public_url, and it is unset" in problems_in(MAIL)[0]
    assert "and it is http" in problems_in(f'public_url = "http://x.org"\n{MAIL}')[0]
    assert problems_in(f'public_url = "https://x.org"\n{MAIL}') == []
    assert problems_in(f"{MAIL}allow_insecure_links = true") == []
    assert problems_in('[mail]\nfrom = "n@example.org"') == []


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ('username = "x"', "mail.password: is missing"),
        ('password = "x"', "mail.username: is missing"),
        ('username = "x"\npassword = "y"\nsecurity = "none"', "would send the password in clear"),
    ],
)
def test_mail_accounts_are_checked(problems_in: Problems, lines: str, told: str) -> None:
    assert told in "\n".join(problems_in(f'public_url = "https://x.org"\n{MAIL}{lines}'))


def test_a_mail_server_wants_a_sender(problems_in: Problems) -> None:
    assert "line 3: mail.from: is missing" in "\n".join(
        problems_in('public_url = "https://x.org"\n\n[mail]\nhost = "smtp.example.org"')
    )


HASH = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$ZXhhbXBsZWV4YW1wbGVleGFtcGxlZXhhbXBsZTEyMzQ"


def test_the_owners_password_may_lie_in_a_file(tmp_path: Path, settings_of: Read) -> None:
    (tmp_path / "owner.hash").write_text(f"{HASH}\n")
    assert settings_of('[web]\npassword_hash_file = "owner.hash"').web.password_hash == HASH
    assert HASH not in repr(settings_of(f'[web]\npassword_hash = "{HASH}"'))


def test_a_password_that_is_no_hash_is_told_and_not_shown(tmp_path: Path, problems_in: Problems) -> None:
    (told,) = problems_in('[web]\npassword_hash = "letmein"')
    assert "not an Argon2 hash" in told
    assert "letmein" not in told
    (tmp_path / "owner.hash").write_text("letmein\n")
    (told,) = problems_in('[web]\npassword_hash_file = "owner.hash"')
    assert "not an Argon2 hash" in told
    (tmp_path / "owner.hash").write_text(f"{HASH}\n")
    (told,) = problems_in(f'[web]\npassword_hash = "{HASH}"\npassword_hash_file = "owner.hash"')
    assert "keep one of them" in told


def test_a_header_that_anyone_could_send_is_not_believed(problems_in: Problems) -> None:
    (told,) = problems_in('[web]\ntrusted_proxy_header = "Remote-User"')
    assert "trusted_proxies" in told


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ('username = "x"', "mail.bounces.password: is missing"),
        ('password = "x"', "mail.bounces.username: is missing"),
        ('username = "x"\npassword = "x"\nsecurity = "none"', "mail.bounces.security: would send the password"),
        ('username = "x"\npassword = "x"\nmove_to = "INBOX"', "mail.bounces.move_to: is the folder that is read"),
        (
            'username = "x"\npassword = "x"\npassword_file = "no"',
            "password_file: password is set too",
        ),
        ('username = "x"\npassword = "x"\nevery = "0s"', "mail.bounces.every"),
    ],
)
def test_the_mailbox_of_returned_mail_is_checked(problems_in: Problems, lines: str, told: str) -> None:
    assert told in "\n".join(problems_in(f'[mail.bounces]\nhost = "imap.example.org"\n{lines}'))
    without_host = f"[mail.bounces]\n{lines.partition(chr(10))[0]}"
    assert problems_in(without_host) == []


def test_the_password_of_the_mailbox_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        '[mail.bounces]\nhost = "imap.example.org"\nusername = "b"\npassword_file = "secret"\nevery = "1m"'
    )
    (tmp_path / "secret").write_text("geheim\n")
    told = load(tmp_path / "config.toml", folder=tmp_path, now=NOW).mail.bounces
    assert (told.password, told.every, told.port) == ("geheim", timedelta(minutes=1), 993)
    assert "geheim" not in repr(told)


def test_workers_want_a_database_that_several_machines_reach(problems_in: Problems, settings_of: Read) -> None:
    (told,) = problems_in("[daemon]\nworkers = true")
    assert "daemon.workers: workers share a PostgreSQL database" in told
    address = '[database]\nurl = "postgresql://db.example.org/noticewire"\n'
    assert settings_of(f"{address}[daemon]\nworkers = true").daemon.workers
    assert not settings_of(address).daemon.workers
