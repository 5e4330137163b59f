"""Listings of Taiwan, Japan, Korea, Vietnam and India, after structures of the systems in use there."""

from collections.abc import Callable

from tests.unit.extraction.drawn.frames import ENGLISH_NEWS, JAPAN, KOREA, TAIWAN, taiwanese, tidings
from tests.unit.extraction.drawn.paper import Drawn, Notice, expected, links, rows

OFFICE = "https://www.office.example.gov.tw"
VIET = tidings(
    33120,
    5,
    """
2025-02-24 Thông báo lịch thi kết thúc học phần đợt 2
2025-02-21 Hội thảo quốc tế về biến đổi khí hậu
2025-02-18 Tuyển dụng viên chức giảng dạy năm 2025
2025-02-12 Kế hoạch nghỉ lễ và bù giờ học
2025-02-05 Danh sách sinh viên nhận học bổng khuyến khích
2025-01-20 Chúc mừng năm mới Ất Tỵ
""",
)


def page(
    name: str,
    url: str,
    html: str,
    notices: tuple[Notice, ...],
    address: Callable[[Notice], str],
    next_page: str | None = None,
) -> Drawn:
    return Drawn(name, url, html, expected(notices, address), next_page)


def tw(
    name: str, path: str, content: str, address: Callable[[Notice], str], next_page: str | None = None
) -> Drawn:
    return page(
        name, f"{OFFICE}{path}", taiwanese(content, "最新消息"), TAIWAN, lambda one: f"{OFFICE}{address(one)}",
        f"{OFFICE}{next_page}" if next_page else None,
    )  # fmt: skip


def cp(one: Notice) -> str:
    return f"/cp-22-{one.number}-3fa1b-1.html"


TW_PAGER = """<section class="pagination"><div class="page"><span class="total">共<em>42</em>筆資料，第<em>1/5</em>頁，</span><ul><li class="is-active"><a href="/lp-22-1.html" title="第1頁(目前頁面)">1</a></li><li><a href="/lp-22-1-2-10.html" title="第2頁">2</a></li><li><a href="/lp-22-1-3-10.html" title="第3頁">3</a></li><li class="next"><a href="/lp-22-1-2-10.html" title="下一頁">下一頁</a></li></ul></div></section>"""


def _files(one: Notice) -> str:
    return f"""<tr><td data-title="期別" class="num">{one.number % 2000}</td><td data-title="出刊日期" class="num">{one.day.year}/{one.day.month}/{one.day.day}</td><td data-title="標題"><a href="{cp(one)}">{one.title}</a></td><td data-title="檔案下載" class="center"><a href="/dl-{one.number}-1.html" class="pdf">pdf</a><a href="/dl-{one.number}-2.html" class="odt">odt</a></td><td data-title="作者">王小明</td></tr>"""


def _rpage(one: Notice) -> str:
    return f"""<div class="row listBS"><div class="d-item h-title col-sm-12"><div class="mbox"><div class="d-txt"><div class="mtitle"><i class="mdate before">{one.ymd} </i> <a href="/p/406-1174-{one.number},r3304.php?Lang=zh-tw" title="{one.title}"> {one.title} </a><i class="subsitename newline">[ 環境工程系 ]</i></div></div></div></div></div>"""


def _annc(one: Notice) -> str:
    return f"""<li class="i-annc__item"><time class="i-annc__date" datetime="{one.ymd}">{one.day.year}.{one.day:%m.%d}</time><a class="i-annc__cate" href="/zh_tw/Announcements/A{one.number % 4}">學生事務</a><a class="i-annc__title" href="/zh_tw/Announcements/A9/{one.number}">{one.title}</a></li>"""


def _k2(one: Notice) -> str:
    return f"""<div class="itemContainer itemContainerLast" style="width:100.0%;"><div class="catItemView groupPrimary"><div class="catItemHeader"><span class="catItemDateCreated">{one.day:%Y-%m-%d}</span><h3 class="catItemTitle"><a href="/index.php/newsclass/item/{one.number}-x" title="{one.title}">{one.title}</a></h3></div><div class="catItemBody"><div class="catItemIntroText"></div></div><div class="catItemLinks"><div class="catItemHitsBlock">點閱 {one.number % 900}</div></div></div></div>"""


NTU = f"""<!doctype html><html lang="zh-Hant"><head><meta charset="utf-8"><title>系所公告 | 資訊系</title></head><body><nav class="navbar"><ul>{links((("系所簡介", "/zh_tw/about"), ("成員", "/zh_tw/member"), ("公告", "/zh_tw/Announcements")))}</ul></nav><div class="l-main"><div class="l-side"><ul>{links((("全部", "/zh_tw/Announcements/A0"), ("演講", "/zh_tw/Announcements/A1"), ("徵才", "/zh_tw/Announcements/A2")))}</ul></div><div class="i-annc"><h2>系所公告</h2><ul class="i-annc__list">{rows(TAIWAN, _annc)}</ul><nav class="pagination"><span class="page current">1</span><span class="page"><a rel="next" href="/zh_tw/Announcements/A9?page_no=2">2</a></span><span class="next"><a href="/zh_tw/Announcements/A9?page_no=2">›</a></span></nav></div></div><footer>© 資訊系</footer></body></html>"""

JP_FOOT = f"""<footer><ul class="sitemap">{links((("大学案内", "/about/"), ("学部・大学院", "/faculty/"), ("入試情報", "/admission/"), ("研究・産学連携", "/research/"), ("国際交流", "/intl/"), ("アクセス", "/access/")))}</ul><address>〒000-0000 某県某市1-1</address></footer>"""


def jp(content: str, title: str) -> str:
    return f"""<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{title} | 某大学</title></head><body id="news" class="lower"><header><h1><a href="/">某大学</a></h1><nav id="gnav"><ul>{links((("大学案内", "/about/"), ("入試情報", "/admission/"), ("教育", "/edu/"), ("研究", "/research/"), ("ニュース", "/news/")))}</ul></nav><ul class="target">{links((("受験生の方へ", "/t/1/"), ("在学生の方へ", "/t/2/"), ("卒業生の方へ", "/t/3/"), ("企業の方へ", "/t/4/")))}</ul></header><ol class="breadcrumb-list"><li><a href="/"><span>HOME</span></a></li><li><a href="/news/"><span>{title}</span></a></li></ol><div id="content"><main>{content}</main></div>{JP_FOOT}</body></html>"""


JP = "https://www.univ.example.ac.jp"


def _jp_card(one: Notice) -> str:
    return f"""<li class="news__item"><a href="/news/{one.number}/"><dl><dt class="news__item__term"><img src="/img/{one.number}.jpg" alt=""></dt><dd class="news__item__description"><span class="news__item__date">{one.day.year}.{one.day.month}.{one.day.day}</span><span class="news__item__text">{one.title}</span></dd><dd class="news__item__cate">News</dd></dl></a></li>"""


def _kr(content: str, title: str) -> str:
    return f"""<!DOCTYPE html><html lang="ko"><head><meta charset="utf-8"><title>{title} | 환경공학과</title></head><body><div id="skipNav"><a href="#contents">본문 바로가기</a></div><header><div class="gnb"><ul>{links((("학과소개", "/env/1/subview.do"), ("교수진", "/env/2/subview.do"), ("교과과정", "/env/3/subview.do"), ("학과소식", "/env/4/subview.do")))}</ul></div></header><div class="lnb"><h2>학과소식</h2><ul>{links((("공지사항", "/env/41/subview.do"), ("취업정보", "/env/42/subview.do"), ("자료실", "/env/43/subview.do")))}</ul></div><article id="contents"><div class="path"><a href="/">홈</a> 학과소식 {title}</div>{content}</article><footer><select><option>관련사이트</option></select><ul>{links((("개인정보처리방침", "/privacy"), ("이메일무단수집거부", "/email")))}</ul><address>COPYRIGHT 2025</address></footer></body></html>"""


KR = "https://env.example.ac.kr"


def _gnu(one: Notice) -> str:
    first = one.number > 88400
    return f"""<tr class="{"bo_notice" if first else ""}"><td class="td_num">{"<strong>공지</strong>" if first else one.number % 900}</td><td class="td_subject"><a href="/bbs/board.php?bo_table=notice&sca=a" class="bo_cate_link">학사</a> <a href="/bbs/board.php?bo_table=notice&amp;wr_id={one.number}"> {one.title} </a> <img src="/skin/icon_new.gif" alt="새글"></td><td class="td_name sv_use"><span class="sv_member">학과사무실</span></td><td class="td_date">{one.day:%m-%d}</td><td class="td_num">{one.number % 700}</td></tr>"""


def _artcl(one: Notice) -> str:
    return f"""<tr class="_artclEven"><td class="_artclTdNum">{one.number % 400}</td><td class="_artclTdTitle"><a href="/bbs/env/571/{one.number}/artclView.do" onclick="jf_viewArtcl('env', '571', '{one.number}');return false;" class="artclLinkView"><strong>{one.title}</strong></a><span class="newArtcl">새글</span></td><td class="_artclTdWriter">관리자</td><td class="_artclTdRdate">{one.day:%Y.%m.%d}</td><td class="_artclTdAccess">{one.number % 99}</td><td class="_artclTdAtchFile">{one.number % 3}</td></tr>"""


INDIA = "https://district.example.gov.in"
GOV_IN = f"""<!DOCTYPE html><html lang="en-US"><head><meta charset="utf-8"><title>Announcements | District Administration</title></head><body><div class="header-top"><a href="#SkipContent">Skip to main content</a><ul><li><a title="A-" href="javascript:void(0)">A-</a></li><li><a href="https://facebook.example/d">Facebook</a></li></ul></div><nav id="main-menu"><ul>{links((("Home", "/"), ("About District", "/about-district/"), ("Directory", "/directory/"), ("Notices", "/notice_category/announcements/"), ("Media Gallery", "/gallery/")))}</ul></nav>
<div class="main-content" id="SkipContent"><h1>Announcements</h1><form class="filter"><label>From</label><input name="from"><label>To</label><input name="to"><button>Filter</button><a href="/past-notices/announcements/">Archive</a></form><div class="distTableContent"><table class="data-table-1"><caption>Announcements</caption><thead><tr><th>Title</th><th>Description</th><th>Start Date</th><th>End Date</th><th>File</th></tr></thead><tbody>{{}}</tbody></table></div><div class="pegination"><ul class="pagination"><li class="disabled"><a href="#">1</a></li><li><a href="/notice_category/announcements/page/2/">2</a></li><li><a class="page-next" href="/notice_category/announcements/page/2/">Next</a></li></ul></div></div><footer><ul>{links((("Feedback", "/feedback/"), ("Website Policies", "/website-policies/"), ("Contact Us", "/contact/"), ("Help", "/help/")))}</ul><p>Last Updated: <strong>Feb 25, 2025</strong></p></footer></body></html>"""


def _notice_in(one: Notice) -> str:
    return f"""<tr><td><span class="bt-content">{one.title}</span></td><td><span class="bt-content"><p>{one.title}</p></span></td><td><span class="bt-content">{one.day:%d/%m/%Y}</span></td><td><span class="bt-content">31/12/2025</span></td><td><span class="bt-content"><span class="pdf-downloads"><a href="/uploads/2025/02/{one.number}.pdf" target="_blank" aria-label="View {one.title}">View (2 MB) </a></span></span></td></tr>"""


PAGES = (
    tw(
        "hyper list, times behind",
        "/lp-22-1.html",
        f'<section class="list"><ul>{rows(TAIWAN, lambda one: f"""<li><a href="{cp(one)}" title="{one.title}">{one.title}</a><time>{one.day:%Y-%m-%d}</time></li>""")}</ul></section>{TW_PAGER}',
        cp,
        "/lp-22-1-2-10.html",
    ),
    tw(
        "hyper table, named cells",
        "/lp-22-1.html",
        f'<section class="lp"><div class="category"><ul>{links((("全部", "/lp-22-1.html"), ("公告", "/lp-22-1-a.html"), ("活動", "/lp-22-1-b.html")))}</ul></div><div class="table_list"><table summary="" class="table_sprite"><thead><tr><th>序號</th><th>標題</th><th>日期</th></tr></thead><tbody>{rows(TAIWAN, lambda one: f"""<tr><td data-title="序號" class="num">{one.number % 50:02}</td><td data-title="標題"><a href="{cp(one)}">{one.title}</a></td><td data-title="日期" class="date">{one.day.year - 1911}/{one.day:%m/%d}</td></tr>""")}</tbody></table></div></section>{TW_PAGER}',
        cp,
        "/lp-22-1-2-10.html",
    ),
    tw(
        "weekly, several files in a row",
        "/lp-22-1.html",
        f'<div class="weekly_info"><ul><li>民國95年（第1269期）之前，僅第1、4版之PDF檔，另開視窗連結。</li><li>民國95年（第1269期）之後，包含PDF及HTML檔。</li></ul></div><section class="lp"><div class="table_list"><table><thead><tr><th>期別</th><th>出刊日期</th><th>標題</th><th>檔案下載</th><th>作者</th></tr></thead><tbody>{rows(TAIWAN, _files)}</tbody></table></div></section>{TW_PAGER}',
        cp,
        "/lp-22-1-2-10.html",
    ),
    tw(
        "modules of a portal, a row of the grid each",
        "/p/403-1174-3304-1.php?Lang=zh-tw",
        f'<div id="pageptlist"><section class="mb">{rows(TAIWAN, _rpage)}</section><nav class="navigation"><ul class="pagination justify-content-center"><li class="page-item active"><a class="page-link" href="#">1</a></li><li class="page-item"><a class="page-link" href="/p/403-1174-3304-2.php?Lang=zh-tw">2</a></li><li class="page-item"><a class="page-link" href="/p/403-1174-3304-2.php?Lang=zh-tw" title="下一頁">›</a></li></ul></nav></div>',
        lambda one: f"/p/406-1174-{one.number},r3304.php?Lang=zh-tw",
        "/p/403-1174-3304-2.php?Lang=zh-tw",
    ),
    tw(
        "component of items, empty intro",
        "/index.php/newsclass",
        f'<div id="k2Container" class="itemListView"><div class="itemList"><div id="itemListPrimary">{rows(TAIWAN, _k2)}</div></div><div class="k2Pagination"><ul><li class="pagination-start"><span class="pagenav">開始</span></li><li><span class="pagenav">1</span></li><li><a href="/index.php/newsclass?start=10" class="pagenav">2</a></li><li class="pagination-next"><a title="下一個" href="/index.php/newsclass?start=10" class="pagenav">下一個</a></li></ul></div></div>',
        lambda one: f"/index.php/newsclass/item/{one.number}-x",
        "/index.php/newsclass?start=10",
    ),
    page(
        "category before the title, both linked",
        f"{OFFICE}/zh_tw/Announcements/A9",
        NTU,
        TAIWAN,
        lambda one: f"{OFFICE}/zh_tw/Announcements/A9/{one.number}",
        f"{OFFICE}/zh_tw/Announcements/A9?page_no=2",
    ),
    page(
        "japanese cards of terms",
        f"{JP}/news/",
        jp(
            f'<ul class="chapter">{links((("All", "/news/"), ("News", "/news/c/news/"), ("Blog", "/news/c/blog/"), ("Events", "/news/c/events/")))}</ul><ol class="news__list">{rows(JAPAN, _jp_card)}</ol><div class="wp-pagenavi"><span aria-current="page" class="current">1</span><a class="page larger" href="/news/page/2/">2</a><a class="nextpostslink" rel="next" aria-label="Next Page" href="/news/page/2/"><i class="fas"></i></a></div>',
            "ニュース",
        ),
        JAPAN,
        lambda one: f"{JP}/news/{one.number}/",
        f"{JP}/news/page/2/",
    ),
    page(
        "japanese terms, day and mark above",
        f"{JP}/topics/index.html",
        jp(
            f'<ul class="year">{links((("2025年", "/topics/2025.html"), ("2024年", "/topics/2024.html"), ("2023年", "/topics/2023.html")))}</ul><h2>2025年</h2><dl class="topics">{rows(JAPAN, lambda one: f"""<dt>{one.day.year}年{one.day.month:02}月{one.day.day:02}日<span class="icon">お知らせ</span></dt><dd><a href="/topics/{one.day.year}/{one.number}.html">{one.title}</a></dd>""")}</dl>',
            "トピックス",
        ),
        JAPAN,
        lambda one: f"{JP}/topics/{one.day.year}/{one.number}.html",
    ),
    page(
        "japanese, month and day under the year's heading, files",
        f"{JP}/koho/r7.html",
        jp(
            f'<h2>令和7年（2025年）</h2><ul class="list">{rows(JAPAN, lambda one: f"""<li>{one.day.month}月{one.day.day}日　<a href="/koho/pdf/{one.number}.pdf">{one.title}</a>（PDF：{one.number % 900}KB）</li>""")}</ul>',
            "広報",
        ),
        JAPAN,
        lambda one: f"{JP}/koho/pdf/{one.number}.pdf",
    ),
    page(
        "korean board, category linked before",
        f"{KR}/bbs/board.php?bo_table=notice",
        _kr(
            f'<div id="bo_list"><nav id="bo_cate"><ul id="bo_cate_ul">{links((("전체", "/bbs/board.php?bo_table=notice"), ("학사", "/bbs/board.php?bo_table=notice&sca=a"), ("장학", "/bbs/board.php?bo_table=notice&sca=b")))}</ul></nav><div class="bo_fx"><div id="bo_list_total"><span>Total 1,204건</span> 1 페이지</div></div><form method="post"><div class="tbl_head01"><table><caption>공지사항 목록</caption><thead><tr><th>번호</th><th>제목</th><th>글쓴이</th><th><a href="/bbs/board.php?bo_table=notice&sst=wr_datetime">날짜</a></th><th>조회</th></tr></thead><tbody>{rows(KOREA, _gnu)}</tbody></table></div></form></div><nav class="pg_wrap"><span class="pg"><span class="sound_only">열린</span><strong class="pg_current">1</strong><a href="/bbs/board.php?bo_table=notice&amp;page=2" class="pg_page">2<span class="sound_only">페이지</span></a><a href="/bbs/board.php?bo_table=notice&amp;page=61" class="pg_page pg_end">맨끝</a></span></nav>',
            "공지사항",
        ),
        KOREA,
        lambda one: f"{KR}/bbs/board.php?bo_table=notice&wr_id={one.number}",
        f"{KR}/bbs/board.php?bo_table=notice&page=2",
    ),
    page(
        "korean articles, pager posts a form",
        f"{KR}/env/41/subview.do",
        _kr(
            f'<div class="_fnctWrap"><form method="post" action="/bbs/env/571/artclList.do"><input type="hidden" name="page" value="1"><table class="artclTable artclHorNum1"><thead><tr><th>번호</th><th>제목</th><th>작성자</th><th>작성일</th><th>조회</th><th>첨부</th></tr></thead><tbody>{rows(KOREA, _artcl)}</tbody></table><div class="_paging"><div class="_inner"><strong>1</strong><a href="javascript:page_link(\'2\')">2</a><a class="_next" href="javascript:page_link(\'2\')">다음</a></div></div></form></div>',
            "공지사항",
        ),
        KOREA,
        lambda one: f"{KR}/bbs/env/571/{one.number}/artclView.do",
    ),
    page(
        "korean table, address in the query",
        f"{KR}/korean/selectBbsNttList.do?key=496&bbsNo=58",
        _kr(
            f'<table class="p-table simple"><tbody class="text_center">{rows(KOREA, lambda one: f"""<tr><td>{one.number % 300}</td><td class="p-subject"><a href="./selectBbsNttView.do?key=496&amp;bbsNo=58&amp;nttNo={one.number}">{one.title}</a></td><td>학과</td><td>{one.number % 40}</td><td>{one.day:%Y-%m-%d}</td><td></td></tr>""")}</tbody></table><div class="p-pagination"><a class="p-page__link active" href="#">1</a><a class="p-page__link" href="?key=496&bbsNo=58&pageIndex=2">2</a><a class="p-page__link-next" title="다음 페이지" href="?key=496&bbsNo=58&pageIndex=2"></a></div>',
            "공지사항",
        ),
        KOREA,
        lambda one: f"{KR}/korean/selectBbsNttView.do?key=496&bbsNo=58&nttNo={one.number}",
        f"{KR}/korean/selectBbsNttList.do?key=496&bbsNo=58&pageIndex=2",
    ),
    page(
        "vietnamese portal, time in brackets",
        "https://dhkh.example.edu.vn/thong-bao",
        f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Thông báo - Trường Đại học</title></head><body><div id="menu"><ul>{links((("Trang chủ", "/"), ("Giới thiệu", "/gioi-thieu"), ("Đào tạo", "/dao-tao"), ("Tuyển sinh", "/tuyen-sinh")))}</ul></div><div class="left"><h3>Thông báo</h3><div class="list-news">{rows(VIET, lambda one: f'<div class="item"><a class="tit" href="/thong-bao/{one.number}.html"><b>{one.title}</b></a> <span class="time">({one.day:%d/%m/%Y} 08:15)</span><div class="sum">Căn cứ kế hoạch năm học, nhà trường thông báo đến toàn thể sinh viên nội dung cụ thể như sau.</div></div>')}</div><div class="paging"><b>1</b> <a href="/thong-bao?page=2">2</a> <a href="/thong-bao?page=2">Tiếp</a></div></div><div class="right"><h3>Xem nhiều</h3><ul>{links((("Điểm chuẩn các năm", "/a1"), ("Học phí năm học mới", "/a2"), ("Lịch công tác tuần", "/a3")))}</ul></div></body></html>""",
        VIET,
        lambda one: f"https://dhkh.example.edu.vn/thong-bao/{one.number}.html",
        "https://dhkh.example.edu.vn/thong-bao?page=2",
    ),
    page(
        "indian district, title in a cell, file beside",
        f"{INDIA}/notice_category/announcements/",
        GOV_IN.replace("{}", rows(ENGLISH_NEWS, _notice_in)),
        ENGLISH_NEWS,
        lambda one: f"{INDIA}/uploads/2025/02/{one.number}.pdf",
        f"{INDIA}/notice_category/announcements/page/2/",
    ),
    page(
        "indian university, marked as new",
        "https://www.uni.example.ac.in/notices.php",
        f"""<html><head><title>Notices</title></head><body bgcolor="#fff"><table width="100%"><tr><td><a href="index.php"><img src="logo.gif"></a></td></tr></table><marquee><a href="adm.pdf">Admissions open for 2025-26</a></marquee><table><tr><td valign="top"><ul>{links((("Home", "index.php"), ("Syllabus", "syllabus.php"), ("Results", "results.php"), ("Tenders", "tenders.php")))}</ul></td><td><h3>Notices</h3><ul>{rows(ENGLISH_NEWS, lambda one: f'<li><a href="docs/{one.number}.pdf" target="_blank">{one.title}</a> (Dated: {one.day:%d-%m-%Y}) <img src="new.gif"></li>')}</ul></td></tr></table></body></html>""",
        ENGLISH_NEWS,
        lambda one: f"https://www.uni.example.ac.in/docs/{one.number}.pdf",
    ),
)
