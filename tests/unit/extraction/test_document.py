"""Bytes to text to tree, whatever the page declares."""

from datetime import UTC, datetime

import pytest

from service.domain.poll import Page
from service.domain.urls import Url
from service.extraction.document import Document, read_document

CHINESE = "关于做好2025年组织发展工作的通知，请各党总支认真贯彻落实。䶮镕"


def page(body: bytes, charset: str | None = None, url: str = "http://dept.example.edu.cn/zzgz/tzgg.htm") -> Page:
    return Page(Url.parse(url), 200, "text/html", charset, body, datetime(2025, 2, 21, tzinfo=UTC))


def html(text: str, declared: str = "") -> str:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    return f"<html><head>{meta}<title>t</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(
    ("written_as", "header", "declared"),
    [
        ("utf-8", None, ""),
        ("utf-8", "utf-8", ""),
        ("utf-8", None, "utf-8"),
        ("utf-8", None, "gb2312"),
        ("utf-8", "gbk", "gb2312"),
        ("utf-8", "iso-8859-1", ""),
        ("utf-8-sig", "gbk", ""),
        ("gb18030", None, "gb2312"),
        ("gb18030", "GB2312", ""),
        ("gb18030", "gbk", "utf-8"),
        ("gb18030", None, "utf-8"),
        ("gb18030", "utf-8", "utf-8"),
        ("gb18030", "ISO-8859-1", "gb2312"),
        ("gb18030", None, ""),
        ("gb18030", "no-such-charset", "gbk"),
    ],
)
def test_text_comes_out_right_though_declarations_lie(written_as: str, header: str | None, declared: str) -> None:
    document = read_document(page(html(CHINESE * 5, declared).encode(written_as), header))
    assert document.root.findtext(".//p") == CHINESE * 5


def test_a_few_broken_bytes_do_not_turn_the_declaration_over() -> None:
    body = html(CHINESE * 20, "utf-8").encode().replace("通知".encode(), b"\xe9\x80\xff", 1)
    document = read_document(page(body))
    assert document.charset == "utf-8"
    assert document.text.count("组织发展") == 20


def test_other_encodings_follow_their_declaration() -> None:
    assert "Новости" in read_document(page(html("Новости сайта", "windows-1251").encode("cp1251"))).text
    assert "Übersicht" in read_document(page(html("Übersicht", "iso-8859-1").encode("latin-1"))).text


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ('<base href="/xwzx/">', "http://dept.example.edu.cn/xwzx/a.htm"),
        ("<BASE target=_blank><base HREF='http://other.example/d/'>", "http://other.example/d/a.htm"),
        ('<!-- <base href="/no/"> -->', "http://dept.example.edu.cn/zzgz/a.htm"),
        ('<base href="javascript:void(0)">', "http://dept.example.edu.cn/zzgz/a.htm"),
        ("", "http://dept.example.edu.cn/zzgz/a.htm"),
    ],
)
def test_links_build_on_the_base_address(tag: str, expected: str) -> None:
    document = read_document(page(f"<html><head>{tag}</head><body></body></html>".encode()))
    assert str(document.link("a.htm")) == expected


def test_a_link_that_leads_to_no_web_page_is_none() -> None:
    document = read_document(page(b"<p>"))
    assert document.link("javascript:void(0)") is None
    assert document.link("mailto:a@b.example") is None
    assert document.link(None) is None


@pytest.mark.parametrize(
    "body", [b"", b" ", b"\0\0\0", b"<!-- only -->", b"%PDF-1.7\n\xff\xfe\0", b"{}", b"\xff" * 99]
)
def test_no_bytes_are_too_odd(body: bytes) -> None:
    document: Document = read_document(page(body))
    assert document.root.tag == "html"
    assert document.soup.find("a") is None
    assert document.title == ""


def test_what_follows_a_deep_nest_of_unclosed_tags_is_still_there() -> None:
    body = b"<html><body>" + b"<font>" * 900 + b"<a href=1>deep</a>" + b"</font>" * 900 + b"<p id=end>end</p>"
    assert read_document(page(body)).root.xpath("string(//p[@id='end'])") == "end"


def test_an_xml_declaration_does_not_disturb() -> None:
    body = '<?xml version="1.0" encoding="gb2312"?><html><title>公告</title></html>'.encode("gb18030")
    assert read_document(page(body)).title == "公告"
