import re
from dataclasses import replace
from datetime import date, time
from importlib.resources import files
from io import BytesIO

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from lxml import html as markup

from service.alerts.chat_text import compose_chat
from service.alerts.compose import HTML_LIMIT, Letterhead, compose
from service.domain.deadline import Deadline, Instant, Meaning
from service.domain.delivery import DeliveryKind, Told
from service.domain.digest import AtOnce, Daily, Hourly, Timing, Weekly
from service.domain.entry import Attachment, Precision
from service.domain.errors import Blocked
from service.domain.remark import Remark, lines
from service.domain.subscription import Caps, Subscription
from service.domain.urls import Url
from tests.unit.alerts.claims import LETTERHEAD, claim, told

HOSTILE = "<script>alert(1)</script>\r\nBcc: x@example.org \u202e\"'&"


def seen(page: str) -> str:
    tree = markup.fromstring(page)
    return " ".join(str(tree.xpath("string(//body)")).split())


def found(page: str, path: str) -> list[str]:
    """What an XPath finds, as text."""
    hits = markup.fromstring(page).xpath(path)
    assert isinstance(hits, list)
    return [str(hit) for hit in hits]


def test_an_alert_tells_title_place_date_text_files_and_ways_on() -> None:
    pdf = Attachment(Url.parse("https://zzb.example.edu.cn/a.pdf"), "考核表.pdf", size=123_456)
    letter = compose(claim(entries=[told(precision=Precision.MINUTE, attachments=(pdf,))]), LETTERHEAD)
    assert letter.subject == "关于开展2026年度干部考核工作的通知"
    for said in (letter.text, seen(letter.html)):
        assert "党委组织部 › 组织工作 › 工作动态" in said
        assert "2026-11-24 04:00" in said
        assert "现将有关事项通知如下。" in said
        assert "1 个附件" in said
        assert "考核表.pdf" in said
        assert "(123 kB)" in said
    links = (
        "https://zzb.example.edu.cn/info/1006/1.htm",
        "https://zzb.example.edu.cn/a.pdf",
        "https://notices.example.org/sources/zzb-gzdt",
        "https://notices.example.org/unsubscribe/t0ken-very-long-and-hard-to-guess-0123456789abcdef",
    )
    for link in links:
        assert link in letter.text
        assert f'href="{link}"' in letter.html


@pytest.mark.parametrize(
    ("language", "title", "advice"),
    [
        ("zh", "读取异常（被拒绝）：工作动态", "请在其网络内运行"),
        ("en", "In trouble (blocked): 工作动态", "inside its network"),
    ],
)
def test_an_incident_is_told_in_the_language_of_the_service(language: str, title: str, advice: str) -> None:
    trouble = replace(
        claim(DeliveryKind.INCIDENT),
        incident_title=Remark("In trouble (%(health)s): %(name)s", health=Remark("blocked"), name="工作动态"),
        incident_text=lines(
            Remark("%(name)s is read again since %(when)s.", name="<b>", when="x"), Blocked.advice
        ),
    )
    letterhead = replace(LETTERHEAD, language=language)
    letter, chat = compose(trouble, letterhead), compose_chat(trouble, letterhead)
    assert letter.subject == chat.title == title
    for said in (letter.text, seen(letter.html), chat.plain(4000)):
        assert advice in said


def test_a_day_without_a_time_shows_none() -> None:
    letter = compose(claim(entries=[told(precision=Precision.DAY)]), LETTERHEAD)
    assert "2026-11-24\n" in letter.text


def test_a_digest_counts_names_the_newest_area_and_groups_by_site_and_section() -> None:
    entries = [
        told(1, title="一"),
        told(2, title="二", section=("干部工作", "任免"), source="zzb-rm"),
        told(3, title="三", site="教务处", section=("考务",), source="jwc-kw"),
        told(4, title="四"),
    ]
    letter = compose(claim(DeliveryKind.DIGEST, entries, timing=Daily(time(8))), LETTERHEAD)
    assert letter.subject == "4 条新通知 · 组织工作等"
    order = [
        letter.text.index(part)
        for part in ("党委组织部", "工作动态", "* 一", "* 四", "任免", "* 二", "教务处", "* 三")
    ]
    assert order == sorted(order)
    assert letter.text.count("党委组织部") == 1
    assert "每天 08:00（Asia/Shanghai）" in letter.text
    assert "每天 08:00（Asia/Shanghai）" in seen(letter.html)


@pytest.mark.parametrize(
    ("timing", "zh", "en"),
    [
        (Hourly(5), "每小时 05 分（Asia/Shanghai）", "every hour at :05 (Asia/Shanghai)"),
        (Daily(time(8)), "每天 08:00（Asia/Shanghai）", "every day at 08:00 (Asia/Shanghai)"),
        (Weekly(0, time(8, 30)), "每星期一 08:30（Asia/Shanghai）", "every Monday at 08:30 (Asia/Shanghai)"),
        (AtOnce(), "订阅了通知，因此收到此邮件", "You get this mail because this address follows"),
    ],
)
def test_the_foot_names_the_hours_of_a_digest(timing: Timing, zh: str, en: str) -> None:
    for language, said in (("zh", zh), ("en", en)):
        letter = compose(claim(DeliveryKind.DIGEST, timing=timing, language=language), LETTERHEAD)
        assert said in letter.text
        assert said in seen(letter.html)


def test_a_digest_of_one_area_names_it_alone() -> None:
    letter = compose(claim(DeliveryKind.DIGEST, [told(1), told(2)]), LETTERHEAD)
    assert letter.subject == "2 条新通知 · 组织工作"


def test_a_digest_from_a_site_without_sections_names_the_site() -> None:
    letter = compose(claim(DeliveryKind.DIGEST, [told(section=())], language="en"), LETTERHEAD)
    assert letter.subject == "1 new notice · 党委组织部"


def test_english_readers_read_english() -> None:
    letter = compose(claim(language="en"), LETTERHEAD)
    assert "Unsubscribe" in letter.text
    assert 'lang="en"' in letter.html


def test_an_incident_speaks_to_the_owner_and_offers_no_unsubscribing() -> None:
    letter = compose(claim(DeliveryKind.INCIDENT), LETTERHEAD)
    assert letter.subject == "组织部：一次出现 42 条新通知，已暂缓"
    assert "请检查后决定是否发送。" in letter.text
    assert "unsubscribe" not in letter.text + letter.html
    assert "管理员" in seen(letter.html)


@pytest.mark.parametrize("kind", [DeliveryKind.ALERT, DeliveryKind.DIGEST])
def test_nothing_a_page_says_becomes_markup_or_a_line_of_the_head(kind: DeliveryKind) -> None:
    evil = Attachment(Url.parse("https://x.example/a?b='\"><img src=x>"), HOSTILE)
    entry = told(title=HOSTILE, text=HOSTILE, site=HOSTILE, section=(HOSTILE,), attachments=(evil,))
    letter = compose(claim(kind, [entry]), LETTERHEAD)
    assert not re.search(r"[\r\n\u202e]", letter.subject)
    assert "\u202e" not in letter.text + letter.html
    assert found(letter.html, "//script | //img | //form | //iframe | //@*[starts-with(name(), 'on')]") == []
    links = found(letter.html, "//a/@href")
    assert links
    assert all(link.startswith("https://") for link in links)


def test_without_a_title_an_alert_still_has_a_subject() -> None:
    assert compose(claim(entries=[told(title="\u202e ")]), LETTERHEAD).subject == "（无标题）"


def test_a_very_long_title_is_cut() -> None:
    assert len(compose(claim(entries=[told(title="长" * 1000)]), LETTERHEAD).subject) == 200


@pytest.mark.parametrize("count", [120, 1500])
def test_a_big_digest_stays_below_what_mail_programs_cut_and_says_how_much_is_left_out(count: int) -> None:
    entries = [told(number, title=f"第{number}号通知", text="正文" * 200) for number in range(1, count + 1)]
    letter = compose(claim(DeliveryKind.DIGEST, entries), LETTERHEAD)
    assert len(letter.html.encode()) <= HTML_LIMIT
    shown = letter.html.count("/info/1006/")
    assert shown == count or f"另有 {count - shown} 条" in letter.html
    assert letter.text.count("* 第") == count
    assert "unsubscribe" in letter.html


def test_html_is_fit_for_phones_and_dark_rooms_and_loads_nothing() -> None:
    page = compose(claim(), LETTERHEAD).html
    assert found(page, "/html/@lang") == ["zh-CN"]
    assert "width=device-width" in page
    assert "prefers-color-scheme: dark" in page
    assert found(page, "//img | //link | //@src | //@background") == []
    assert "url(" not in page
    assert "@import" not in page


@pytest.mark.parametrize(
    ("public_url", "sender", "domain"),
    [
        ("https://Notices.example.org:8443/x/", "n@mail.example", "notices.example.org"),
        ("https://通知.example", "n@mail.example", "xn--k7y792c.example"),
        ("http://127.0.0.1:8765", "n@mail.example", "mail.example"),
        ("http://[::1]:8765", "n@mail.example", "mail.example"),
        ("http://localhost:8765", "n@mail.example", "localhost"),
    ],
)
def test_the_domain_of_ids_is_a_name(public_url: str, sender: str, domain: str) -> None:
    assert Letterhead(public_url, "", sender).domain == domain


def test_links_escape_each_part_of_their_path() -> None:
    assert Letterhead("https://a.example/base/", "", "").link("sources", "x/../y?z") == (
        "https://a.example/base/sources/x%2F..%2Fy%3Fz"
    )


def test_an_alert_without_entries_is_refused() -> None:
    with pytest.raises(ValueError, match="without entries"):
        compose(replace(claim(), entries=()), LETTERHEAD)


def test_every_word_of_the_letters_has_its_chinese() -> None:
    package = files("service.alerts")
    catalogue = read_po(BytesIO(files("service.wording").joinpath("zh/alerts.po").read_bytes()))
    mapping = [("**.py", "python"), ("**.html", "jinja2"), ("**.txt", "jinja2")]
    used = {message for _, _, message, _, _ in extract_from_dir(str(package), mapping)}
    assert len(used) >= 10
    missing = [
        words
        for words in used
        if not (found := catalogue.get(words if isinstance(words, str) else words[0])) or not found.string
    ]
    assert missing == []


def test_beyond_the_readers_cap_a_digest_counts_what_it_leaves_out_and_says_where_it_is() -> None:
    claimed = claim(DeliveryKind.DIGEST, [told(number, title=f"第{number}条") for number in range(5)])
    assert isinstance(claimed.subscription, Subscription)
    capped = replace(claimed, page="name", subscription=replace(claimed.subscription, caps=Caps(entries=2)))
    letter = compose(capped, LETTERHEAD)
    page = LETTERHEAD.link("digests", "name")
    for body in (letter.text, seen(letter.html)):
        assert "第1条" in body
        assert "第2条" not in body
    assert f"另有 3 条: {page}" in letter.text
    assert f'href="{page}"' in letter.html
    assert letter.subject.startswith("5 条")


def test_a_digest_that_can_be_read_on_the_web_says_where() -> None:
    claimed = replace(claim(DeliveryKind.DIGEST, [told(1)]), page="name")
    letter = compose(claimed, LETTERHEAD)
    assert f"在网页上阅读本次汇总: {LETTERHEAD.link('digests', 'name')}" in letter.text
    assert "/digests/" not in compose(claim(DeliveryKind.DIGEST, [told(1)]), LETTERHEAD).text


def test_an_alert_tells_what_the_notice_asks_for_by_when() -> None:
    letter = compose(claim(entries=[asking()]), LETTERHEAD)
    assert "报名截止：2026年11月30日 17:00" in letter.text
    assert "报名截止：2026年11月30日 17:00" in letter.html


def test_a_digest_begins_with_what_is_due_soon() -> None:
    digest = replace(claim(DeliveryKind.DIGEST, [told(2)]), soon=[asking()])
    letter = compose(digest, LETTERHEAD)
    assert letter.text.index("即将截止") < letter.text.index("[组织工作")
    assert "! 报名截止：2026年11月30日 17:00 - 关于转专业的通知" in letter.text
    assert "即将截止" in letter.html
    assert "即将截止" not in compose(claim(DeliveryKind.DIGEST, [told(2)]), LETTERHEAD).text


def asking() -> Told:
    """A notice with a deadline, and one that is long over."""
    until = Deadline(
        Meaning.DEADLINE, None, Instant(date(2026, 11, 30), time(17)), "报名", "报名截至11月30日17:00"
    )
    over = Deadline(Meaning.DEADLINE, None, Instant(date(2026, 11, 1)), "缴费", "11月1日前缴费")
    place = told(title="关于转专业的通知")
    return replace(place, entry=replace(place.entry, deadlines=(over, until)))
