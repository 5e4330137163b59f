"""One list in each of the ways in which dates are written."""

from collections.abc import Callable
from datetime import date

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
THAI = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
RUSSIAN = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
GERMAN = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)
ARABIC = (
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
)
FRENCH = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
SPANISH = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)
VIETNAMESE = "tháng"
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
CHINESE_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
NUMERALS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    return f"{'' if tens < 2 else NUMERALS[tens]}{'十' if tens else ''}{NUMERALS[ones]}"


Written = Callable[[date], str]
CHINESE_FORMS: dict[str, Written] = {
    "brackets": lambda d: f"<span>[{d:%Y-%m-%d}]</span>",
    "round brackets": lambda d: f"（{d:%Y-%m-%d}）",
    "short brackets": lambda d: f"<span>[{d:%y-%m-%d}]</span>",
    "year month day": lambda d: f"<em>{d.year}年{d.month}月{d.day}日</em>",
    "spaced": lambda d: f"<em>{d.year} 年 {d.month} 月 {d.day} 日</em>",
    "dots": lambda d: f"<em>{d:%Y.%m.%d}</em>",
    "slashes": lambda d: f"<em>{d.year}/{d.month}/{d.day}</em>",
    "slashes with time": lambda d: f"<em>{d.year}/{d.month}/{d.day} 8:05:00</em>",
    "labelled": lambda d: f"<i>发布时间：{d:%Y-%m-%d %H:%M}</i>",
    "labelled twice": lambda d: f"<i>发布日期：{d:%Y-%m-%d}</i><i>截止日期：2025-12-31</i>",
    "author before": lambda d: f"<p>作者：张三 &nbsp; 来源：宣传部 &nbsp; 时间：{d:%Y-%m-%d} &nbsp; 点击：36</p>",
    "day over year-month": lambda d: f"<div><b>{d:%d}</b><span>{d:%Y-%m}</span></div>",
    "day over year.month": lambda d: f"<div><b>{d:%d}</b><br>{d:%Y.%m}</div>",
    "day and year-month run on": lambda d: f"<div><b>{d:%d}</b>{d:%Y-%m}</div>",
    "month-day over year": lambda d: f"<div><b>{d:%m-%d}</b><i>{d:%Y}</i></div>",
    "month/day over year": lambda d: f"<div><h3>{d:%m/%d}</h3><p>{d:%Y}</p></div>",
    "year over month-day": lambda d: f"<div><i>{d:%Y}</i><b>{d:%m-%d}</b></div>",
    "year over month.day": lambda d: f"<div><i>{d:%Y}</i><b>{d:%m.%d}</b></div>",
    "three boxes": lambda d: f"<div><b>{d:%d}</b><span>{d.month}月</span><span>{d:%Y}年</span></div>",
    "three boxes, year first": lambda d: f"<div><span>{d:%Y}</span><span>{d:%m}</span><b>{d:%d}</b></div>",
    "english box": lambda d: f"<div><b>{d:%d}</b><span>{d:%b}</span><span>{d:%Y}</span></div>",
    "english box, upper": lambda d: f"<div><span>{f'{d:%b}'.upper()}</span><b>{d:%d}</b><span>{d:%Y}</span></div>",
    "run on": lambda d: f"<span>{d:%Y%m-%d}</span>",
    "eight digits": lambda d: f"<span>{d:%Y%m%d}</span>",
    "weekday": lambda d: f"<span>{d:%Y-%m-%d} 星期{'一二三四五六日'[d.weekday()]}</span>",
    "iso": lambda d: f"<time>{d:%Y-%m-%d}T09:30:00+08:00</time>",
    "iso without zone": lambda d: f"<time>{d:%Y-%m-%d}T09:30:00</time>",
    "time element only by attribute": lambda d: f'<time datetime="{d:%Y-%m-%d}T09:30:00+08:00"></time>',
    "month-day": lambda d: f"<span>{d:%m-%d}</span>",
    "month/day": lambda d: f"<span>{d:%m/%d}</span>",
    "[month-day]": lambda d: f"<span>[{d:%m-%d}]</span>",
    "month and day": lambda d: f"<span>{d.month}月{d.day}日</span>",
    "month box": lambda d: f"<div><b>{d:%d}</b><span>{d.month}月</span></div>",
    "wide digits": lambda d: f"<span>{d:%Y-%m-%d}</span>".translate(
        str.maketrans("0123456789-", "０１２３４５６７８９－")
    ),
    "numerals": lambda d: (
        f"<span>{str(d.year).translate(CHINESE_DIGITS)}年{_numeral(d.month)}月{_numeral(d.day)}日</span>"
    ),
    "hidden": lambda d: f'<span style="display:none">{d:%Y-%m-%d}</span>',
    "views beside": lambda d: f"<span>阅读 {d.day * 37}</span><span>{d:%Y-%m-%d}</span>",
    "category beside": lambda d: f"<span>[<a href='/c/1.htm'>综合</a>]</span><span>{d:%Y-%m-%d}</span>",
    "epoch": lambda d: f'<span class="t" data-time="{(d - date(1970, 1, 1)).days * 86400 + 3600}"></span>',
}
WORLD_FORMS: dict[str, tuple[str, Written]] = {
    "english long": ("en", lambda d: f"<span>{d:%A}, {d:%B} {d.day}, {d.year}</span>"),
    "english ordinal": (
        "en",
        lambda d: (
            f"<span>{d.day}{'th' if 10 < d.day < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(d.day % 10, 'th')} {d:%B} {d.year}</span>"
        ),
    ),
    "english of": ("en", lambda d: f"<span>Published on the {d.day} {d:%b} {d.year} at 10:30 am</span>"),
    "us slashes": ("en-US", lambda d: f"<span>{d:%m/%d/%Y}</span>"),
    "uk slashes": ("en-GB", lambda d: f"<span>{d:%d/%m/%Y}</span>"),
    "us short": ("en-US", lambda d: f"<span>{d.month}/{d.day}/{d:%y}</span>"),
    "english no year": ("en", lambda d: f"<span>{d:%b} {d.day}</span>"),
    "rfc": ("en", lambda d: f"<span>{d:%a, %d %b %Y} 10:00:00 GMT</span>"),
    "german": ("de", lambda d: f"<span>{d.day}. {GERMAN[d.month - 1]} {d.year}</span>"),
    "german dots": ("de", lambda d: f"<span>{d:%d.%m.%Y}, 14:05 Uhr</span>"),
    "german short": ("de", lambda d: f"<span>{d:%d.%m.%y}</span>"),
    "french": ("fr", lambda d: f"<span>Publié le {d.day} {FRENCH[d.month - 1]} {d.year}</span>"),
    "spanish": ("es", lambda d: f"<span>{d.day} de {SPANISH[d.month - 1]} de {d.year}</span>"),
    "russian": ("ru", lambda d: f"<span>{d.day} {RUSSIAN[d.month - 1]} {d.year} г.</span>"),
    "russian dots": ("ru", lambda d: f"<span>{d:%d.%m.%Y}</span>"),
    "russian no year": ("ru", lambda d: f"<span>{d.day} {RUSSIAN[d.month - 1]}, 12:40</span>"),
    "japanese": (
        "ja",
        lambda d: f"<span>{d.year}年{d.month}月{d.day}日（{'月火水木金土日'[d.weekday()]}）</span>",
    ),
    "japanese era": ("ja", lambda d: f"<span>令和{d.year - 2018}年{d.month}月{d.day}日</span>"),
    "japanese era, short": ("ja", lambda d: f"<span>R{d.year - 2018}.{d.month}.{d.day}</span>"),
    "korean": ("ko", lambda d: f"<span>{d.year}년 {d.month}월 {d.day}일</span>"),
    "korean dots": ("ko", lambda d: f"<span>{d:%Y.%m.%d}.</span>"),
    "korean dots spaced": ("ko", lambda d: f"<span>{d.year}. {d.month}. {d.day}.</span>"),
    "arabic": ("ar", lambda d: f"<span>{d.day} {ARABIC[d.month - 1]} {d.year}</span>"),
    "arabic digits": (
        "ar",
        lambda d: f"<span>{d.day} {ARABIC[d.month - 1]}، {d.year}</span>".translate(ARABIC_DIGITS),
    ),
    "thai": ("th", lambda d: f"<span>{d.day} {THAI[d.month - 1]} {d.year + 543}</span>"),
    "thai slashes": ("th", lambda d: f"<span>{d:%d/%m}/{d.year + 543}</span>"),
    "taiwanese": ("zh-TW", lambda d: f"<span>{d.year - 1911}-{d:%m-%d}</span>"),
    "taiwanese dots": ("zh-TW", lambda d: f"<span>{d.year - 1911}.{d:%m.%d}</span>"),
    "taiwanese words": ("zh-TW", lambda d: f"<span>中華民國{d.year - 1911}年{d.month}月{d.day}日</span>"),
    "vietnamese": ("vi", lambda d: f"<span>Ngày {d:%d} tháng {d.month} năm {d.year}</span>"),
    "iso only in datetime": ("en", lambda d: f'<time datetime="{d:%Y-%m-%d}">{d:%b %d}</time>'),
    "relative with title": (
        "en",
        lambda d: f'<time datetime="{d:%Y-%m-%d}T08:00:00Z" title="{d:%Y-%m-%d}">some time ago</time>',
    ),
}


def _chinese(name: str, written: Written) -> Drawn:
    def before(one: Notice) -> str:
        return f'<li>{written(one.day)}<a href="/show/{one.number}.html">{one.title}</a></li>'

    def after(one: Notice) -> str:
        return f'<li><a href="/show/{one.number}.html">{one.title}</a>{written(one.day)}</li>'

    shape = before if "box" in name or "over" in name else after
    return Drawn(
        f"zh {name}",
        f"{SCHOOL}/tzgg.htm",
        chinese_page(f'<ul class="list">{rows(CHINESE, shape)}</ul>'),
        expected(CHINESE, lambda one: f"{SCHOOL}/show/{one.number}.html"),
    )


def _world(name: str, lang: str, written: Written) -> Drawn:
    def shape(one: Notice) -> str:
        return f'<div class="teaser"><h3><a href="/news/{one.number}">{one.title}</a></h3>{written(one.day)}</div>'

    return Drawn(
        name,
        f"{SITE}/news/",
        english_page(f"<h1>News</h1>{rows(ENGLISH, shape)}", lang=lang),
        expected(ENGLISH, lambda one: f"{SITE}/news/{one.number}"),
    )


PAGES = (
    *(_chinese(name, written) for name, written in CHINESE_FORMS.items()),
    *(_world(name, lang, written) for name, (lang, written) in WORLD_FORMS.items()),
)
