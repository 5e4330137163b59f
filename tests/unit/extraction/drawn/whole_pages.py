"""Pages with several lists, home pages, odd encodings, and listings that a page carries as data."""

import json

from tests.unit.extraction.drawn.paper import (
    CHINESE,
    ENGLISH,
    Drawn,
    Notice,
    chinese_page,
    english_page,
    expected,
    rows,
)

SCHOOL = "http://xy.example.edu.cn"
SITE = "https://www.example.org"
URL = f"{SCHOOL}/tzgg.htm"
OTHERS = tuple(Notice(one.number - 5000, f"{one.title[::-1]}", one.day) for one in CHINESE)


def show(one: Notice) -> str:
    return f"{SCHOOL}/show/{one.number}.html"


def line(one: Notice) -> str:
    return f'<li><a href="/show/{one.number}.html" title="{one.title}">{one.title}</a><span>{one.ymd}</span></li>'


def undated(one: Notice) -> str:
    return f'<li><a href="/show/{one.number}.html">{one.title}</a></li>'


def block(name: str, notices: tuple[Notice, ...]) -> str:
    return f'<div class="box"><div class="hd"><h2>{name}</h2><a class="more" href="/{len(name)}{notices[0].number}.htm">更多&gt;&gt;</a></div><div class="bd"><ul>{rows(notices, line)}</ul></div></div>'


CAROUSEL = (
    '<div class="banner"><ul>'
    + "".join(
        f'<li><a href="/zt/{n}.htm"><img src="/b{n}.jpg" alt="专题{n}：学习贯彻重要会议精神"></a></li>'
        for n in range(4)
    )
    + "</ul></div>"
)
HOT = f'<div class="hot"><h3>点击排行</h3><ol>{rows(OTHERS, undated)}</ol></div>'
BOTTOM = (
    '<div class="yqlj"><h3>友情链接</h3><ul>'
    + "".join(
        f'<li><a href="http://s{n}.example.com/">某某省人民政府某某委员会门户网站{n}</a></li>' for n in range(12)
    )
    + "</ul></div>"
)
TABS = '<div class="tab"><ul><li class="on"><a href="/tzgg.htm">通知公告</a></li><li><a href="/gsgg.htm">公示公告</a></li><li><a href="/zbxx.htm">招标信息</a></li></ul></div>'
PAGER = '<div class="page"><a href="/tzgg/2.htm">下一页</a></div>'

STATE = json.dumps(
    {
        "props": {
            "pageProps": {
                "posts": [
                    {
                        "id": one.number,
                        "title": one.title,
                        "slug": f"p-{one.number}",
                        "url": f"/p/{one.number}",
                        "date": f"{one.ymd}T08:00:00+08:00",
                    }
                    for one in CHINESE
                ]
            }
        },
        "page": "/news",
    },
    ensure_ascii=False,
)
LINKED = json.dumps(
    {
        "@context": "https://schema.org",
        "@type": "ItemList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": n,
                "item": {
                    "@type": "NewsArticle",
                    "headline": one.title,
                    "url": f"{SITE}/n/{one.number}",
                    "datePublished": f"{one.ymd}T09:00:00+08:00",
                },
            }
            for n, one in enumerate(ENGLISH)
        ],
    }
)
EPOCHS = json.dumps(
    {
        "data": {
            "list": [
                {
                    "newsTitle": one.title,
                    "newsUrl": f"/n/{one.number}.html",
                    "url": f"/n/{one.number}.html",
                    "publishTime": 1000 * (one.day.toordinal() - 719163) * 86400 + 7_200_000,
                }
                for one in CHINESE
            ]
        }
    },
    ensure_ascii=False,
)
JAPANESE = tuple(
    Notice(700 - n, title, CHINESE[n].day)
    for n, title in enumerate(
        (
            "令和7年度入学式の日程について",
            "図書館の臨時休館のお知らせ",
            "公開講座「地域と防災」を開催します",
            "学生証の再発行手続きが変わります",
            "奨学金説明会の開催について",
            "大学祭の写真を公開しました",
        )
    )
)
KOREAN = tuple(
    Notice(800 - n, title, CHINESE[n].day)
    for n, title in enumerate(
        (
            "2025학년도 1학기 수강신청 안내",
            "도서관 휴관 안내",
            "교내 장학금 신청 공고",
            "기숙사 입사생 모집",
            "졸업사진 촬영 일정 안내",
            "연구윤리 교육 이수 안내",
        )
    )
)
RUSSIAN = tuple(
    Notice(900 - n, title, CHINESE[n].day)
    for n, title in enumerate(
        (
            "Открыт приём заявок на конкурс грантов",
            "Расписание экзаменов на весенний семестр",
            "Библиотека закрыта в праздничные дни",
            "Встреча с выпускниками факультета",
            "Ремонт в главном корпусе",
            "Итоги олимпиады по физике",
        )
    )
)
TAIWANESE = tuple(
    Notice(600 - n, title, CHINESE[n].day)
    for n, title in enumerate(
        (
            "113學年度第2學期註冊繳費公告",
            "圖書館春節閉館通知",
            "轉知教育部獎學金申請",
            "校園網路維護公告",
            "徵才公告：專任助理一名",
            "學生宿舍申請辦法修正",
        )
    )
)


def row(one: Notice) -> str:
    return f'<tr><td><a href="/show/{one.number}.html">{one.title}</a></td><td>{one.day:%Y/%m/%d}</td></tr>'


def _encoded(
    name: str, notices: tuple[Notice, ...], charset: str, declared: str, header: str | None = None
) -> Drawn:
    page = chinese_page(f"<table>{rows(notices, row)}</table>", lang="").replace(
        'charset="utf-8"', f'charset="{declared}"'
    )
    if charset not in ("utf-8", "gb18030", "gbk"):
        page = f'<html><head><meta charset="{declared}"><title>News</title></head><body><h1>News</h1><table>{rows(notices, row)}</table></body></html>'
    return Drawn(name, URL, page, expected(notices, show), charset=charset, header=header)


PAGES = (
    Drawn(
        "everything-on-one-page",
        URL,
        chinese_page(
            f"{CAROUSEL}{TABS}<div class='list'><ul>{rows(CHINESE, line)}</ul>{PAGER}</div>{HOT}{BOTTOM}"
        ),
        expected(CHINESE, show),
        f"{SCHOOL}/tzgg/2.htm",
    ),
    Drawn(
        "undated-among-others",
        URL,
        chinese_page(f"{CAROUSEL}<div class='list'><ul>{rows(CHINESE, undated)}</ul>{PAGER}</div>{HOT}{BOTTOM}"),
        expected(CHINESE, show, dated=False),
        f"{SCHOOL}/tzgg/2.htm",
    ),
    Drawn(
        "few-among-others",
        URL,
        chinese_page(f"{CAROUSEL}<div class='list'><ul>{rows(CHINESE[:3], line)}</ul></div>{HOT}{BOTTOM}"),
        expected(CHINESE[:3], show),
    ),
    Drawn(
        "hot-list-first",
        URL,
        chinese_page(f"{HOT}<div class='list'><ul>{rows(CHINESE, line)}</ul></div>"),
        expected(CHINESE, show),
    ),
    Drawn(
        "hot-list-without-a-name",
        URL,
        chinese_page(
            f"<div class='q1'><h3>点击排行</h3><ul>{rows(OTHERS, undated)}</ul></div><div class='q2'><ul>{rows(CHINESE, line)}</ul>{PAGER}</div>"
        ),
        expected(CHINESE, show),
        f"{SCHOOL}/tzgg/2.htm",
    ),
    Drawn(
        "dated-sidebar-first",
        URL,
        chinese_page(
            f"<div class='q1'><h3>最新动态</h3><ul>{rows(OTHERS[:6], line)}</ul></div><div class='q2'><h2>通知公告</h2><ul>{rows(CHINESE, line)}</ul>{PAGER}</div>"
        ),
        expected(CHINESE, show),
        f"{SCHOOL}/tzgg/2.htm",
    ),
    Drawn(
        "next-data",
        f"{SITE}/news",
        f'<html><head><title>News</title></head><body><div id="__next"></div><script id="__NEXT_DATA__" type="application/json">{STATE}</script></body></html>',
        expected(CHINESE, lambda one: f"{SITE}/p/{one.number}"),
    ),
    Drawn(
        "linked-data",
        f"{SITE}/news",
        f'<html><head><title>News</title><script type="application/ld+json">{LINKED}</script></head><body><div id="root"></div></body></html>',
        expected(ENGLISH, lambda one: f"{SITE}/n/{one.number}"),
    ),
    Drawn(
        "epochs-in-data",
        f"{SITE}/news",
        f'<html><head><title>新闻</title></head><body><div id="app"></div><script>window.__DATA__ = {EPOCHS};</script></body></html>',
        expected(CHINESE, lambda one: f"{SITE}/n/{one.number}.html"),
    ),
    _encoded("gbk", CHINESE, "gb18030", "gb2312"),
    _encoded("gbk, said to be utf-8", CHINESE, "gb18030", "utf-8", "utf-8"),
    _encoded("utf-8, said to be gb2312", CHINESE, "utf-8", "gb2312", "gb2312"),
    _encoded("gbk, header iso-8859-1", CHINESE, "gb18030", "gbk", "iso-8859-1"),
    _encoded("gbk, nothing said", CHINESE, "gb18030", ""),
    _encoded("big5", TAIWANESE, "big5hkscs", "big5"),
    _encoded("big5, nothing said", TAIWANESE, "big5hkscs", ""),
    _encoded("shift_jis", JAPANESE, "cp932", "Shift_JIS"),
    _encoded("euc-jp", JAPANESE, "euc_jp", "EUC-JP"),
    _encoded("euc-kr", KOREAN, "cp949", "euc-kr"),
    _encoded("windows-1251", RUSSIAN, "cp1251", "windows-1251"),
    _encoded("koi8-r", RUSSIAN, "koi8_r", "koi8-r"),
    _encoded("utf-16", CHINESE, "utf-16", "utf-16"),
    Drawn(
        "japanese",
        f"{SITE}/news/",
        english_page(
            "<h1>お知らせ</h1><dl class='news'>"
            + rows(
                JAPANESE,
                lambda one: (
                    f'<dt>{one.day:%Y.%m.%d}</dt><dd><span class="cat">重要</span><a href="/n/{one.number}.html">{one.title}</a></dd>'
                ),
            )
            + "</dl>",
            lang="ja",
            title="お知らせ",
        ),
        expected(JAPANESE, lambda one: f"{SITE}/n/{one.number}.html"),
    ),
    Drawn(
        "korean-board",
        f"{SITE}/board/list.do",
        english_page(
            "<table class='board'><thead><tr><th>번호</th><th>제목</th><th>작성자</th><th>작성일</th><th>조회</th></tr></thead><tbody>"
            + rows(
                KOREAN,
                lambda one: (
                    f'<tr><td>{"공지" if one.number > 798 else one.number}</td><td class="subject"><a href="?mode=view&amp;articleNo={one.number}">{one.title}</a></td><td>학사과</td><td>{one.day:%y.%m.%d}</td><td>{one.number}</td></tr>'
                ),
            )
            + "</tbody></table>",
            lang="ko",
            title="공지사항",
        ),
        expected(KOREAN, lambda one: f"{SITE}/board/list.do?mode=view&articleNo={one.number}"),
    ),
    Drawn(
        "russian",
        f"{SITE}/news/",
        english_page(
            "<h1>Новости</h1>"
            + rows(
                RUSSIAN,
                lambda one: (
                    f'<div class="news-item"><span class="news-date">{one.day:%d.%m.%Y}</span><a href="/news/{one.number}/"><b>{one.title}</b></a><br>Подробности будут сообщены дополнительно на сайте факультета и на доске объявлений.</div>'
                ),
            ),
            lang="ru",
            title="Новости",
        ),
        expected(RUSSIAN, lambda one: f"{SITE}/news/{one.number}/"),
    ),
    Drawn(
        "taiwanese",
        f"{SITE}/app/index.php?Action=mobileloadmod",
        chinese_page(
            "<table class='listTB'><tr><th>日期</th><th>標題</th><th>單位</th></tr>"
            + rows(
                TAIWANESE,
                lambda one: (
                    f'<tr><td>{one.day.year - 1911}/{one.day:%m/%d}</td><td><a href="/p/406-1000-{one.number}.php">{one.title}</a></td><td>教務處</td></tr>'
                ),
            )
            + "</table>",
            lang="zh-Hant",
        ),
        expected(TAIWANESE, lambda one: f"{SITE}/p/406-1000-{one.number}.php"),
    ),
)
