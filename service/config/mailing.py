"""The [mail] table: put together, and what is wrong between its keys and with the rest of the file."""

from collections.abc import Iterator, Mapping
from typing import Any

from service.config.complaints import Complaint
from service.config.files import Secrets
from service.config.kinds import parse_mail_address
from service.config.settings import Bounces, Mail, Settings
from service.config.shapes import BouncesTable, FileShape, MailTable
from service.domain.channel import MailTarget

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def read_mail(table: MailTable, secrets: Secrets) -> Mail:
    """With the files read that it names; what cannot be read is added to the complaints of `secrets`."""
    password = _password(table, ("mail",), secrets)
    sender = table.sender or MailTarget("noticewire@localhost", "noticewire")
    key = secrets.lines(("mail", "dkim_key_file"), table.dkim_key_file) if table.dkim_key_file else []
    return Mail(
        sender=sender,
        host=table.host,
        port=table.port,
        security=table.security,
        username=table.username,
        password=password,
        mailbox=secrets.folder / table.mailbox,
        allow_insecure_links=table.allow_insecure_links,
        templates=secrets.folder / table.templates if table.templates else None,
        rate=table.rate,
        return_path=table.return_path,
        return_path_tags=table.return_path_tags,
        dkim_domain=table.dkim_domain or (sender.address.rpartition("@")[2] if key else ""),
        dkim_selector=table.dkim_selector,
        dkim_key="\n".join(key).encode(),
        bounces=_bounces(table.bounces, secrets),
    )


def _bounces(table: BouncesTable, secrets: Secrets) -> Bounces:
    return Bounces(
        host=table.host,
        port=table.port,
        security=table.security,
        username=table.username,
        password=_password(table, ("mail", "bounces"), secrets),
        folder=table.folder,
        move_to=table.move_to,
        every=table.every,
    )


def _password(table: MailTable | BouncesTable, where: tuple[str, ...], secrets: Secrets) -> str:
    if not table.password_file:
        return table.password
    return "\n".join(secrets.lines((*where, "password_file"), table.password_file))


def mail_complaints(shape: FileShape, settings: Settings, raw: Mapping[str, Any]) -> Iterator[Complaint]:
    """What does not fit together. `raw` tells which keys were written at all."""
    mail, table = settings.mail, shape.mail
    if table.password and table.password_file:
        yield ("mail", "password_file"), "password is set too; keep one of them"
    yield from _about_signing(table)
    yield from _about_files(mail, table)
    yield from _about_bounces(mail, table.bounces)
    if not mail.host:
        return
    if table.sender is None and "from" not in raw["mail"]:
        yield ("mail", "from"), "is missing: a mail server wants to know who sends"
    if not settings.public_url.startswith("https:") and not mail.allow_insecure_links:
        yield ("mail", "host"), _INSECURE.format(state="http" if settings.public_url else "unset")
    if bool(mail.username) != bool(mail.password):
        missing = "password" if mail.username else "username"
        yield ("mail", missing), "is missing: give both username and password, or none"
    if mail.password and mail.security == "none" and mail.host not in _LOOPBACK:
        yield ("mail", "security"), "would send the password in clear; use starttls or tls"


def _about_signing(table: MailTable) -> Iterator[Complaint]:
    wanted = {"dkim_selector": table.dkim_selector, "dkim_key_file": table.dkim_key_file}
    if not (table.dkim_domain or any(wanted.values())):
        return
    for key, given in wanted.items():
        if not given:
            yield ("mail", key), "is missing: DKIM needs dkim_selector and dkim_key_file"


def _about_files(mail: Mail, table: MailTable) -> Iterator[Complaint]:
    if mail.templates is not None and not mail.templates.is_dir():
        yield ("mail", "templates"), f"{mail.templates} is no folder"
    if table.return_path:
        try:
            parse_mail_address(table.return_path)
        except ValueError as error:
            yield ("mail", "return_path"), str(error)
    if table.return_path_tags and not table.return_path:
        yield ("mail", "return_path"), "is missing: give the address whose '+…' variants take what comes back"


def _about_bounces(mail: Mail, table: BouncesTable) -> Iterator[Complaint]:
    where = ("mail", "bounces")
    if table.password and table.password_file:
        yield (*where, "password_file"), "password is set too; keep one of them"
    if not table.host:
        return
    for key, given in (("username", mail.bounces.username), ("password", mail.bounces.password)):
        if not given:
            yield (*where, key), "is missing: the mailbox is opened with a username and a password"
    if table.security == "none" and table.host not in _LOOPBACK:
        yield (*where, "security"), "would send the password in clear; use tls or starttls"
    if table.move_to == table.folder:
        yield (*where, "move_to"), "is the folder that is read; name another, or leave it out"


_INSECURE = (
    "mail needs an https public_url, and it is {state}: the one-click unsubscribe link of each mail must be https "
    "(RFC 8058). Set public_url, leave mail.host empty to keep mail in the local mailbox, or set "
    "mail.allow_insecure_links = true"
)
