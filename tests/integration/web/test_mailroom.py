import base64
import hashlib
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from mailbox import Maildir
from pathlib import Path

import httpx
import pytest

from service.web.mailroom import letter_policy

HTML = (
    '<!doctype html><html lang="zh-CN"><head><style>p { margin: 0 }</style></head>'
    '<body style="color:#222"><p>通知 &amp; 公告</p><script>alert(1)</script></body></html>'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "mailbox"
    Maildir(folder, create=True).close()
    for number in (1, 2):
        mail = EmailMessage(policy=SMTP)
        mail["From"] = "noticewire <notices@example.org>"
        mail["To"] = "student@example.org"
        mail["Subject"] = f"关于第{number}次会议的通知 <b>"
        mail["Date"] = f"Tue, 24 Nov 2026 07:0{number}:00 +0000"
        mail.set_content(f"第{number}次会议")
        mail.add_alternative(HTML, subtype="html")
        (folder / "new" / f"msg_{number:032x}.noticewire").write_bytes(mail.as_bytes())
    (folder / "new" / "stranger").write_text("no mail")
    return folder


@pytest.fixture
def client(open_client: Callable[..., httpx.AsyncClient], folder: Path) -> httpx.AsyncClient:
    return open_client(mailbox=folder)


async def test_mails_are_listed_newest_first(client: httpx.AsyncClient) -> None:
    page = (await client.get("/mailbox")).text
    assert page.index("关于第2次会议的通知 &lt;b&gt;") < page.index("关于第1次会议的通知")
    assert f'href="./mailbox/msg_{1:032x}"' in page
    assert 'href="./mailbox"' in (await client.get("/")).text


async def test_a_mail_is_read_as_text_and_in_a_frame(client: httpx.AsyncClient) -> None:
    page = (await client.get(f"/mailbox/msg_{1:032x}", headers={"accept-language": "en"})).text
    assert "关于第1次会议的通知 &lt;b&gt;" in page
    assert "第1次会议\n</pre>" in page
    assert "24 Nov 2026, 15:01" in page
    assert f'src="../mailbox/msg_{1:032x}/html" sandbox="' in page
    assert "allow-scripts" not in page


async def test_the_frame_runs_nothing_and_loads_nothing(client: httpx.AsyncClient) -> None:
    sheet = await client.get(f"/mailbox/msg_{1:032x}/html")
    policy = sheet.headers["content-security-policy"]
    assert sheet.text.strip() == HTML
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert "unsafe-inline" not in policy
    for style in ("p { margin: 0 }", "color:#222"):
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


async def test_the_source_is_shown_as_text(client: httpx.AsyncClient) -> None:
    source = await client.get(f"/mailbox/msg_{2:032x}/source")
    assert source.headers["content-type"] == "text/plain; charset=utf-8"
    assert b"Date: Tue, 24 Nov 2026 07:02:00" in source.content


@pytest.mark.parametrize("letter", ["msg_0", "stranger", "..%2f..%2fetc%2fpasswd", "%2e%2e", "msg_*"])
async def test_only_letters_are_read(client: httpx.AsyncClient, letter: str) -> None:
    for path in (f"/mailbox/{letter}", f"/mailbox/{letter}/html", f"/mailbox/{letter}/source"):
        assert (await client.get(path)).status_code == 404


async def test_without_a_mailbox_there_is_no_such_page(open_client: Callable[..., httpx.AsyncClient]) -> None:
    client = open_client()
    assert (await client.get("/mailbox")).status_code == 404
    assert "mailbox" not in (await client.get("/")).text


async def test_an_empty_mailbox_says_what_will_come(
    open_client: Callable[..., httpx.AsyncClient], tmp_path: Path
) -> None:
    page = await open_client(mailbox=tmp_path / "none yet").get("/mailbox", headers={"accept-language": "en"})
    assert page.status_code == 200
    assert "No mail yet" in page.text


def test_a_mail_without_styles_gets_none() -> None:
    assert "style-src 'none'" in letter_policy("<p>x</p>")
