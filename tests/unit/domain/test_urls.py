"""Addresses: resolved as browsers do, compared by their canonical form."""

import pytest

from service.domain.errors import InvalidUrl
from service.domain.urls import Url

BASE = Url.parse("https://www.example.edu.cn/zzgz/gzdt.htm")


@pytest.mark.parametrize(
    ("reference", "absolute"),
    [
        ("../info/1006/1234.htm", "https://www.example.edu.cn/info/1006/1234.htm"),
        ("../../../info/1006/1234.htm", "https://www.example.edu.cn/info/1006/1234.htm"),
        ("gzdt/2.htm", "https://www.example.edu.cn/zzgz/gzdt/2.htm"),
        ("//cdn.example.cn/a.pdf", "https://cdn.example.cn/a.pdf"),
        ("?page=2", "https://www.example.edu.cn/zzgz/gzdt.htm?page=2"),
        (" /通知 公告.htm\n", "https://www.example.edu.cn/%E9%80%9A%E7%9F%A5%20%E5%85%AC%E5%91%8A.htm"),
        ("/a%20b?q=1 2", "https://www.example.edu.cn/a%20b?q=1%202"),
        ("..\\info\\1.htm", "https://www.example.edu.cn/info/1.htm"),
        ("/a:b", "https://www.example.edu.cn/a:b"),
        ("HTTP://OTHER.example/", "http://other.example/"),
    ],
)
def test_join(reference: str, absolute: str) -> None:
    assert BASE.join(reference).text == absolute


@pytest.mark.parametrize(
    "reference", ["javascript:void(0)", "mailto:a@b.cn", "tel:1", "data:text/html,x", "http://"]
)
def test_what_is_no_web_address(reference: str) -> None:
    with pytest.raises(InvalidUrl):
        BASE.join(reference)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.example.cn/a", "https://www.example.cn/a/"),
        ("http://www.example.cn:80/a", "https://www.example.cn:443/a"),
        ("http://www.example.cn/a;jsessionid=77?b=1", "http://www.example.cn/a?b=1&utm_source=x"),
        ("http://www.example.cn/a?b=1&c=2", "http://www.example.cn/a?c=2&b=1"),
        ("http://www.example.cn/通知", "http://www.example.cn/%e9%80%9a%e7%9f%a5#top"),
        ("http://通知.example.cn/", "http://xn--k7y792c.example.cn/"),
    ],
)
def test_the_same_page(one: str, other: str) -> None:
    assert Url.parse(one).canonical == Url.parse(other).canonical


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.cn/show?id=1", "http://a.cn/show?id=2"),
        ("http://a.cn/#/article/1", "http://a.cn/#/article/2"),
        ("http://a.cn:8080/", "http://a.cn/"),
        ("http://a.cn/A", "http://a.cn/a"),
    ],
)
def test_different_pages(one: str, other: str) -> None:
    assert Url.parse(one).canonical != Url.parse(other).canonical


@pytest.mark.parametrize("text", ["", "example.cn", "ftp://a.cn/", "http://a.cn:99999/", "http://[::1"])
def test_parse_refuses(text: str) -> None:
    with pytest.raises(InvalidUrl):
        Url.parse(text)
