"""Skins of one listing: the same articles in other templates, addresses, dates, titles and charsets."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

HOST = "http://office.example.edu.cn"
LISTING = f"{HOST}/zzgz/gzdt.htm"
MENU = ("学院概况", "师资队伍", "本科教学", "科学研究", "学生工作", "招生就业", "党建工作", "下载中心")
_ABOUT = ("关于做好", "关于开展", "关于组织", "关于公布", "学院召开", "学校举办", "转发")
_WHAT = (
    "二〇二六年春季学期",
    "研究生",
    "本科教学",
    "党员发展对象",
    "实验室安全",
    "青年教师",
    "教职工",
    "国家奖学金",
)
_THEN = ("工作的通知", "培训报名的通知", "结果的公示", "检查情况通报", "专题学习会", "评审会议", "名单公示")


@dataclass(frozen=True)
class Article:
    number: int
    title: str
    day: date
    pinned: bool = False


def articles(count: int, *, until: date = date(2026, 3, 19), repeated: int = 0) -> list[Article]:
    """The newest first. The title of every `repeated`-th is one and the same."""
    made = []
    for place in range(count):
        title = f"{_ABOUT[place % 7]}{_WHAT[(place * 3) % 8]}{_THEN[(place * 5) % 7]}（第{count - place}期）"
        if repeated and place % repeated == 0:
            title = "关于召开党委理论学习中心组学习会的通知"
        made.append(Article(1000 + count - place, title, until - timedelta(days=2 * place)))
    return made


def newer(listed: Sequence[Article], count: int, *, day: date = date(2026, 3, 20)) -> list[Article]:
    """Articles published later, the newest first."""
    newest = max(article.number for article in listed)
    return [
        Article(
            newest + step,
            f"关于{'甲乙丙丁戊己庚辛壬癸'[(newest + step) % 10]}类重要事项请各单位遵照执行的紧急通知",
            day,
        )
        for step in range(count, 0, -1)
    ]


Address = Callable[[Article], str]
Words = Callable[[Article], str]


def by_number(article: Article) -> str:
    return f"/info/1006/{article.number}.htm"


def relative(article: Article) -> str:
    return f"../info/1006/{article.number}.htm"


def other_numbers(article: Article) -> str:
    """The CMS was changed: every article has a number of another kind."""
    return f"/content.jsp?urltype=news.NewsContentUrl&wbtreeid=1044&wbnewsid={article.number * 3 + 50000}"


def by_hash(article: Article) -> str:
    return f"/article/{hashlib.sha256(str(article.number).encode()).hexdigest()[:12]}.html"


def by_day(article: Article) -> str:
    return f"/{article.day:%Y/%m%d}/c12a{article.number + 8}/page.htm"


def given_anew(article: Article) -> str:
    """The same scheme, and the numbers of other articles."""
    return f"/info/1006/{article.number - 7}.htm"


def renamed_host(article: Article) -> str:
    return f"http://news.example.edu.cn/info/1006/{article.number}.htm"


def secure(article: Article) -> str:
    return f"https://office.example.edu.cn/info/1006/{article.number}.htm"


def iso(article: Article) -> str:
    return f"{article.day:%Y-%m-%d}"


def chinese(article: Article) -> str:
    return f"{article.day.year}年{article.day.month}月{article.day.day}日"


def short_day(article: Article) -> str:
    return f"[{article.day:%m-%d}]"


def slashed(article: Article) -> str:
    return f"{article.day:%Y/%m/%d}"


def split_box(article: Article) -> str:
    return f"<b>{article.day:%d}</b><i>{article.day:%Y-%m}</i>"


def undated(_: Article) -> str:
    return ""


def whole(article: Article) -> str:
    return article.title


def cut(article: Article) -> str:
    return article.title if len(article.title) <= 16 else f"{article.title[:16]}…"


def cut_silently(article: Article) -> str:
    return article.title[:17]


def day_first(article: Article) -> str:
    return f"{article.day:%m-%d} {article.title}"


def tagged(article: Article) -> str:
    return f"【通知公告】{article.title}"


def rows(listed: Sequence[Article], row: str, skin: "Skin") -> str:
    return "\n".join(
        row.format(
            href=skin.address(article),
            title=skin.words(article),
            full=article.title,
            when=skin.when(article),
            pin='<span class="top">置顶</span>' if article.pinned else "",
            number=article.number,
            views=article.number * 37 % 900,
            text=f"各单位：现将{article.title}有关事项安排如下，请认真组织落实。",
        )
        for article in listed
    )


@dataclass(frozen=True)
class Skin:
    """`row` is one item, `frame` what stands around them all."""

    row: str
    frame: str = '<div class="main"><h2>工作动态</h2><ul class="list">{rows}</ul></div>'
    address: Address = by_number
    when: Words = iso
    words: Words = whole
    charset: str = "utf-8"
    around: str = "<div class='wrap'>{menu}{main}{foot}</div>"

    def page(self, listed: Sequence[Article]) -> bytes:
        links = "".join(f'<li><a href="/{place}/list.htm">{name}</a></li>' for place, name in enumerate(MENU))
        body = self.around.format(
            menu=f'<div class="nav"><ul>{links}</ul></div>',
            main=self.frame.format(rows=self.page_rows(listed), hot=self._hot(listed)),
            foot='<div class="foot">版权所有 某学院 <a href="http://beian.example.cn/">备案号</a></div>',
        )
        text = (
            f'<html><head><meta charset="{self.charset}"><title>工作动态-组织部</title></head>'
            f"<body>{body}</body></html>"
        )
        return text.encode(self.charset)

    def page_rows(self, listed: Sequence[Article]) -> str:
        return rows(listed, self.row, self)

    def _hot(self, listed: Sequence[Article]) -> str:
        return "".join(
            f'<li><a href="{self.address(article)}">{article.title}</a></li>' for article in listed[2:12:3]
        )


LI = '<li>{pin}<a href="{href}">{title}</a><span>{when}</span></li>'
TABLE = Skin(
    '<tr><td class="d">{when}</td><td>{pin}<a href="{href}" title="{full}">{title}</a></td></tr>',
    '<table class="news"><tbody>{rows}</tbody></table>',
)
CARDS = Skin(
    '<div class="card"><a href="{href}"><h3>{title}</h3>{pin}</a><p>{text}</p><time>{when}</time></div>',
    '<section class="grid">{rows}</section>',
)
LINES = Skin('{pin}<a href="{href}">{title}</a> {when}<br>', '<div class="content">{rows}</div>')
DEFINED = Skin('<dl><dt>{when}</dt><dd><a href="{href}">{title}</a>{pin}</dd></dl>', '<div id="box">{rows}</div>')
POSTS = Skin(
    '<article class="post"><header><span class="meta">{when}</span>{pin}<h2><a href="{href}">{title}</a></h2>'
    "</header><p>{text}</p></article>",
    "<main>{rows}</main>",
)
WITH_HOT = Skin(
    '<div class="item"><div class="t"><a href="{href}">{title}</a>{pin}</div><div class="r">{when}</div></div>',
    '<div class="side"><h3>热点</h3><ul>{hot}</ul></div><div class="listing"><div>{rows}</div></div>',
)
DATE_FIRST = Skin('<li><em>{when}</em><div><p>{pin}<a href="{href}">{title}</a></p></div></li>')
OLD = Skin(LI, address=relative)
MARKUPS = {
    "rows": OLD,
    "table": TABLE,
    "cards": CARDS,
    "lines": LINES,
    "definitions": DEFINED,
    "posts": POSTS,
    "with a hot list": WITH_HOT,
    "date first": DATE_FIRST,
}
ADDRESSES: tuple[Address, ...] = (
    by_number,
    relative,
    other_numbers,
    by_hash,
    by_day,
    renamed_host,
    secure,
)
"""All but those that numbers were given anew: then titles alone say what is what, and must stay what they were."""
DATES: tuple[Words, ...] = (iso, chinese, short_day, slashed, split_box, undated)
TITLES: tuple[Words, ...] = (whole, cut, cut_silently, day_first, tagged)
