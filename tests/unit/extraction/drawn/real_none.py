"""Pages of real systems that hold no listing: rows that scripts fetch, boards with nothing on them, site maps."""

from service.domain.poll import PageKind as K
from tests.unit.extraction.drawn.frames import (
    chinese_campus,
    chinese_government,
    taiwanese,
    tender_portal,
    western,
)
from tests.unit.extraction.drawn.paper import links
from tests.unit.extraction.drawn.refused import SENTENCE, NoListing

CITY = "http://www.city.example.gov.cn/zwgk/zcwj/index.html"
WEST = "https://www.example.org"


def _korean(content: str, title: str) -> str:
    return f'<!DOCTYPE html><html lang="ko"><head><meta charset="utf-8"><title>{title}</title></head><body><div id="gnb"><ul>{links((("학과소개", "/1"), ("교수진", "/2"), ("학과소식", "/3")))}</ul></div><div id="container">{content}</div><footer><a href="/privacy">개인정보처리방침</a><p>COPYRIGHT 2025</p></footer></body></html>'


def _japanese(content: str, title: str) -> str:
    return f'<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{title}</title></head><body><nav><ul>{links((("大学案内", "/about/"), ("入試情報", "/admission/"), ("研究", "/research/")))}</ul></nav><main><h2>{title}</h2>{content}</main><footer>某大学</footer></body></html>'


SITEMAP = "".join(
    f'<div class="map"><h4><a href="/{part}/">{name}</a></h4><ul>{links(tuple((f"{name}{n}", f"/{part}/{n}/") for n in ("概况", "动态", "公告", "下载")))}</ul></div>'
    for part, name in (("zwgk", "政务公开"), ("bsfw", "办事服务"), ("hdjl", "互动交流"), ("zjbs", "走进本市"))
)

PAGES = (
    NoListing(
        "rows fetched by a script, dated list beside",
        K.SHELL,
        chinese_government(
            '<div class="list_con"><ul id="list"></ul><div id="pager"></div></div><script>$.ajax({url:"/search/v1/list",data:{chan:"2011",page:1},success:function(d){render(d)}})</script>',
            "政策文件",
        ),
        CITY,
    ),
    NoListing(
        "rows to be loaded, dated list beside",
        K.SHELL,
        chinese_government(
            '<div class="list_con" id="app"><p class="loading">正在加载...</p></div><script>fetch("/api/articles?col=12").then(r=>r.json()).then(fill)</script>',
            "通知公告",
        ),
        CITY,
    ),
    NoListing(
        "table filled by a script, numbered list beside",
        K.SHELL,
        tender_portal(
            '<table id="tb"><thead><tr><th>公告标题</th><th>地区</th><th>发布时间</th></tr></thead><tbody></tbody></table><script>axios.post("/api/notice/page",{pageNo:1}).then(function(r){fill(r.data)})</script>'
        ),
        "http://ggzy.example.gov.cn/jyxx/list.html",
    ),
    NoListing(
        "nothing published yet, dated list beside",
        K.EMPTY,
        chinese_government('<div class="list_con"><p class="nodata">暂无数据</p></div>', "规划计划"),
        CITY,
    ),
    NoListing(
        "korean board without articles",
        K.EMPTY,
        _korean(
            '<h2>공지사항</h2><table><thead><tr><th>번호</th><th>제목</th><th>날짜</th></tr></thead><tbody><tr><td colspan="3" class="empty_table">게시물이 없습니다.</td></tr></tbody></table>',
            "공지사항",
        ),
        "https://env.example.ac.kr/bbs/board.php?bo_table=notice",
    ),
    NoListing(
        "japanese news without any",
        K.EMPTY,
        _japanese("<p>現在、お知らせはありません。</p>", "お知らせ"),
        "https://www.univ.example.ac.jp/news/",
    ),
    NoListing(
        "german news without any",
        K.EMPTY,
        western(
            '<div class="news"><div class="no-news-found">Keine Nachrichten verfügbar.</div></div>',
            "Aktuelles",
            lang="de",
            words=("Startseite", "Über uns", "Studium", "Forschung", "Aktuelles", "Kontakt"),
        ),
        f"{WEST}/aktuelles/",
    ),
    NoListing(
        "french section without any",
        K.EMPTY,
        western(
            "<h1>Actualités</h1><p>Aucune actualité pour le moment.</p>",
            "Actualités",
            lang="fr",
            words=("Accueil", "Présentation", "Formation", "Recherche", "Actualités", "Contact"),
        ),
        f"{WEST}/actualites",
    ),
    NoListing(
        "taiwanese list without any",
        K.EMPTY,
        taiwanese('<section class="list"><p>查無資料</p></section>', "徵才公告"),
        "https://www.office.example.gov.tw/lp-31-1.html",
    ),
    NoListing(
        "korean sign in",
        K.LOGIN,
        _korean(
            '<form action="/login" method="post"><label>아이디</label><input name="id"><label>비밀번호</label><input type="password" name="pw"><button>로그인</button></form><a href="/find">아이디 찾기</a>',
            "로그인",
        ),
        "https://env.example.ac.kr/login",
    ),
    NoListing(
        "map of the site",
        K.OTHER,
        chinese_government(SITEMAP, "网站地图", side=False),
        "http://www.city.example.gov.cn/wzdt/",
    ),
    NoListing(
        "article of a faculty, with neighbours",
        K.ARTICLE,
        chinese_campus(
            f'<div class="arc"><h1>关于2025届毕业生图像信息补采集的通知</h1><p class="xx">发布时间：2025-02-25 来源：教务科 浏览次数：88</p><div id="vsb_content"><p>{SENTENCE * 3}</p><p>{SENTENCE * 2}</p></div><p>上一篇：<a href="61344.html">2024-2025学年第二学期选课结果查询及退补选安排</a></p><p>下一篇：<a href="61352.html">寒假期间教学楼开放时间</a></p></div>'
        ),
        "http://hjxy.example.edu.cn/tzgg/2025/61348.html",
    ),
)
