import pytest

from service.domain.naming import LONGEST_ID, is_id, site_id, source_id
from service.domain.urls import Url


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://www.example.edu.cn/a/b.htm", "example-edu-cn"),
        ("http://Jwc.Example.edu.cn:8080/", "jwc-example-edu-cn-8080"),
        ("https://www.example.edu.cn:443/", "example-edu-cn"),
        ("http://127.0.0.1:8766/", "127-0-0-1-8766"),
        ("http://[::1]:8766/", "1-8766"),
        ("http://[::]/", "site"),
        ("http://all/", "site-all"),
    ],
)
def test_a_site_is_named_by_its_host(address: str, expected: str) -> None:
    assert site_id(Url.parse(address)) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://xx.example.edu.cn/zzgz/gzdt.htm", "xx-example-edu-cn-zzgz-gzdt"),
        ("https://www.example.edu.cn/1234/list.htm", "example-edu-cn-1234"),
        ("https://www.example.edu.cn/tzgg/index.html", "example-edu-cn-tzgg"),
        ("https://www.example.edu.cn/", "example-edu-cn"),
        ("https://www.example.edu.cn/list.jsp?wbtreeid=1006&urltype=tree.Url", "example-edu-cn-tree-url-1006"),
        ("https://www.example.edu.cn/XWZX/list.htm?utm_source=x", "example-edu-cn-xwzx"),
        ("https://all/", "site-all"),
    ],
)
def test_a_source_is_named_by_its_path(address: str, expected: str) -> None:
    assert source_id(Url.parse(address)) == expected


def test_names_that_ascii_cannot_write_stay_apart() -> None:
    one = source_id(Url.parse("https://x.cn/通知/list.htm"))
    other = source_id(Url.parse("https://x.cn/新闻/list.htm"))
    assert one != other
    assert is_id(one)


def test_a_long_address_is_cut_and_stays_apart() -> None:
    one = source_id(Url.parse("https://x.cn/" + "long-path/" * 20 + "a.htm"))
    other = source_id(Url.parse("https://x.cn/" + "long-path/" * 20 + "b.htm"))
    assert len(one) <= LONGEST_ID
    assert one != other


@pytest.mark.parametrize("text", ["", "A", "a_b", "-a", "a--b", "all", "a" * 81, "组织"])
def test_what_is_no_id(text: str) -> None:
    assert not is_id(text)
