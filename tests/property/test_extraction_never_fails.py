"""No bytes and no mark-up make extraction fail, and no page holds it up."""

import random
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.entry import ArticleKind
from service.domain.poll import Page, PageKind
from service.domain.urls import Url
from service.extraction.article import read_article
from service.extraction.listing import extract_listing
from tests.unit.extraction.drawn.articles import ARTICLES
from tests.unit.extraction.drawn.no_listings import NO_LISTINGS
from tests.unit.extraction.drawn.pages import PAGES

READ = [one.page() for one in PAGES[::9]] + [one.page() for one in ARTICLES[::5]]
BODIES = [one.body for one in (*READ, *(other.page() for other in NO_LISTINGS[::7]))]
SCRAPS = (
    *(b"<", b">", b"</div>", b"<table>", b"<a href=", b"'", b'"', b"<!--", b"&#0;", b"\x00", b"\xff\xfe", b"]]>"),
    *(b"<base href=//[>", b"<script>", b"</html>", b"2025-02-30", b"<li>", b"<svg>"),
    b"<time datetime='2025-13-99'>",
)
LONGEST_SECONDS = 10.0


def page(body: bytes, charset: str | None = None) -> Page:
    url = Url.parse("http://xy.example.edu.cn/tzgg/list.htm")
    return Page(url, 200, "text/html", charset, body, datetime(2025, 2, 26, tzinfo=UTC))


def read_both(body: bytes, charset: str | None = None) -> None:
    assert isinstance(extract_listing(page(body, charset), zone="Asia/Shanghai").kind, PageKind)
    assert isinstance(read_article(page(body, charset), zone="Asia/Shanghai").kind, ArticleKind)


@settings(max_examples=60, deadline=None)
@given(body=st.binary(max_size=1500), charset=st.sampled_from([None, "utf-8", "gbk", "utf-16", "no-such", "hz"]))
def test_any_bytes_are_read(body: bytes, charset: str | None) -> None:
    read_both(body, charset)


@settings(max_examples=60, deadline=None)
@given(body=st.sampled_from(BODIES), seed=st.integers(0, 1 << 30), cuts=st.integers(1, 25))
def test_a_page_with_holes_and_scraps_is_read(body: bytes, seed: int, cuts: int) -> None:
    dice = random.Random(seed)
    for _ in range(cuts):
        place = dice.randrange(len(body) + 1)
        body = body[:place] + dice.choice(SCRAPS) * dice.randint(0, 3) + body[place + dice.randint(0, 60) :]
    read_both(body)


ROW = '<li><a href="/show/{n}.html">关于做好第{n}次工作的通知</a><span>2025-02-{d:02d}</span></li>'
MANY = range(100_000)
HOSTILE = {
    "100,000 links": lambda: "".join(ROW.format(n=n, d=n % 28 + 1) for n in MANY).encode(),
    "100,000 links in one element": lambda: b"".join(
        b"<a href=/a/%d>a title, number %d</a> " % (n, n) for n in MANY
    ),
    "100,000 nested elements": lambda: b"".join(b"<div><a href=/%d>a title of some length</a>" % n for n in MANY),
    "10 MB of text": lambda: "会议指出，要坚持。".encode() * 400_000,
    "10 MB of digits": lambda: b"<p>" + b"2025-02-" * 1_300_000,
    "10 MB of broken tags": lambda: b"<" * 10_000_000,
    "10 MB of brackets in a script": lambda: b"<div id=app></div><script>a=" + b"[" * 10_000_000,
}


@pytest.mark.timeout(240)
@pytest.mark.parametrize("name", HOSTILE)
def test_no_page_takes_long(name: str) -> None:
    hostile = page(HOSTILE[name]())
    begun = time.process_time()
    extract_listing(hostile, zone="Asia/Shanghai")
    between = time.process_time()
    read_article(hostile, zone="Asia/Shanghai")
    assert between - begun < LONGEST_SECONDS
    assert time.process_time() - between < LONGEST_SECONDS
