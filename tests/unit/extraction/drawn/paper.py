"""What the drawn pages are made of: notices, a frame of menus and sidebars, and what is expected of each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from service.domain.poll import Listing, Page
from service.domain.urls import Url
from service.extraction.listing import extract_listing

FETCHED = datetime(2025, 2, 26, 3, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Notice:
    """`number` is unique; `title` and `day` are what a reader is to find."""

    number: int
    title: str
    day: date

    @property
    def cut(self) -> str:
        return f"{self.title[:12]}..."

    @property
    def ymd(self) -> str:
        return self.day.isoformat()


_CHINESE = (
    ("关于做好2025年春季学期学生注册工作的通知", "2025-02-21"),
    ("化学与材料学院师生赴企业开展调研交流", "2025-02-18"),
    ("关于举办“2025年3月8日”国际妇女节系列活动的通知", "2025-02-18"),
    ("放假通知", "2025-02-11"),
    ("2024年度国家自然科学基金项目结题材料报送要求", "2025-01-20"),
    ("【公示】第三届教学名师奖拟推荐人选", "2025-01-09"),
    ("关于公布校级大学生创新创业训练计划项目立项结果的通知（教字〔2024〕86号）", "2024-12-30"),
    ("图书馆数据库试用通知", "2024-12-25"),
    ("我校代表队在全国大学生数学建模竞赛中获佳绩", "2024-12-12"),
    ("关于申报二〇二五年度省社科规划课题的通知", "2024-11-29"),
    ("实验室安全检查情况通报（第四期）", "2024-11-05"),
    ("后勤服务中心停水通知", "2024-10-31"),
)
_ENGLISH = (
    ("City council approves the new riverside cycling plan", "2025-02-21"),
    ("Call for papers: workshop on coastal erosion", "2025-02-18"),
    ("Library closes early on Friday", "2025-02-15"),
    ("Three lessons from moving our servers across an ocean", "2025-02-11"),
    ("Annual report 2024 is available", "2025-01-20"),
    ("What we learned from 1,000 user interviews", "2025-01-09"),
    ("Scholarships for exchange students announced", "2024-12-30"),
    ("Hello again", "2024-12-12"),
    ("Road works on Main Street begin in March", "2024-11-29"),
    ("Why small teams ship faster than large ones", "2024-11-05"),
)


def _notices(written: Sequence[tuple[str, str]], first: int) -> tuple[Notice, ...]:
    return tuple(
        Notice(first - 7 * place, title, date.fromisoformat(day)) for place, (title, day) in enumerate(written)
    )


CHINESE = _notices(_CHINESE, 15820)
ENGLISH = _notices(_ENGLISH, 4190)


@dataclass(frozen=True)
class Drawn:
    """A page and what is to be read from it: (address, title, day) in page order, and the next page."""

    name: str
    url: str
    html: str
    items: tuple[tuple[str, str, str | None], ...]
    next_page: str | None = None
    fetched: bool = True
    charset: str = "utf-8"
    header: str | None = None
    """The charset that the server declares."""

    def page(self) -> Page:
        body = self.html.encode(self.charset)
        return Page(Url.parse(self.url), 200, "text/html", self.header, body, FETCHED if self.fetched else None)


def expected(
    notices: Sequence[Notice], address: Callable[[Notice], str], *, dated: bool = True
) -> tuple[tuple[str, str, str | None], ...]:
    return tuple((str(Url.parse(address(one))), one.title, one.ymd if dated else None) for one in notices)


def read(drawn: Drawn) -> Listing:
    return extract_listing(drawn.page(), zone="Asia/Shanghai")


def told(listing: Listing) -> tuple[tuple[str, str, str | None], ...]:
    return tuple(
        (str(one.url), one.title, one.published.day.isoformat() if one.published else None)
        for one in listing.candidates
    )


def rows(notices: Sequence[Notice], shape: Callable[[Notice], str]) -> str:
    return "\n".join(shape(one) for one in notices)


MENU = (
    ("首页", "/"),
    ("学院概况", "/xygk.htm"),
    ("师资队伍", "/szdw.htm"),
    ("人才培养", "/rcpy.htm"),
    ("科学研究", "/kxyj.htm"),
    ("党建工作", "/djgz.htm"),
    ("学生工作", "/xsgz.htm"),
    ("招生就业", "/zsjy.htm"),
    ("下载中心", "/xzzx.htm"),
)
SIDE = (("通知公告", "/tzgg.htm"), ("学院新闻", "/xyxw.htm"), ("学术动态", "/xsdt.htm"), ("媒体报道", "/mtbd.htm"))
FRIENDS = (
    ("教育部", "http://www.moe.example.cn/"),
    ("省教育厅", "http://jyt.example.cn/"),
    ("中国教育和科研计算机网", "http://www.cernet.example.cn/"),
    ("全国高校思想政治工作网", "http://www.sizheng.example.cn/"),
    ("学信网", "http://www.chsi.example.cn/"),
)


def links(pairs: Sequence[tuple[str, str]], shape: str = '<li><a href="{href}">{text}</a></li>') -> str:
    return "".join(shape.format(text=text, href=href) for text, href in pairs)


def chinese_page(content: str, *, section: str = "通知公告", head: str = "", lang: str = "zh-CN") -> str:
    """A department's page around its list."""
    return f"""<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{section}-某大学某学院</title>{head}</head>
<body><div class="top"><a href="/"><img src="/images/logo.png" alt="某大学"></a>
<form action="/search.jsp"><input type="text" name="q"><input type="submit" value="搜索"></form></div>
<div class="nav"><ul>{links(MENU)}</ul></div>
<div class="wrap"><div class="left"><h3>信息公开</h3><ul>{links(SIDE)}</ul></div>
<div class="right"><div class="pos">当前位置：<a href="/">首页</a> &gt; <a href="/xxgk.htm">信息公开</a> &gt; {section}</div>
{content}</div></div>
<div class="foot"><p>友情链接：{links(FRIENDS, '<a href="{href}">{text}</a> ')}</p>
<p>版权所有 © 某大学某学院 地址：某市某路1号 邮编：100000 <a href="http://beian.example.cn/">京ICP备05000000号</a></p></div>
</body></html>"""


def english_page(
    content: str, *, title: str = "News - Example Institute", head: str = "", lang: str = "en"
) -> str:
    """A page of a small institute around its list."""
    menu = (
        ("Home", "/"),
        ("About", "/about/"),
        ("Research", "/research/"),
        ("News", "/news/"),
        ("Contact", "/contact/"),
    )
    return f"""<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head>
<body><header><a href="/">Example Institute</a><nav><ul>{links(menu)}</ul></nav></header>
<main>{content}</main>
<aside><h3>Categories</h3><ul>{links((("Events", "/c/events/"), ("Press", "/c/press/"), ("People", "/c/people/")))}</ul></aside>
<footer><p>© 2025 Example Institute. <a href="/privacy/">Privacy</a> <a href="/imprint/">Imprint</a></p></footer>
</body></html>"""
