"""Listings of faculties and offices of Chinese universities, after structures that public scrapers name."""

from collections.abc import Callable

from tests.unit.extraction.drawn.frames import CAMPUS, chinese_campus
from tests.unit.extraction.drawn.paper import Drawn, Notice, expected, rows

SCHOOL = "http://hjxy.example.edu.cn"
OFFICES = ("教务科", "学位办", "学工办", "科研处")
TEXT = "根据学校统一部署，现将有关事项通知如下，请各单位认真组织落实，逾期不予受理。"


def at(one: Notice, names: tuple[str, ...]) -> str:
    return names[one.number % len(names)]


def info(one: Notice) -> str:
    return f"/tzgg/{one.day:%Y}/{one.number}.html"


def view(one: Notice) -> str:
    return f"/view.aspx?id={one.number}"


def school(
    name: str,
    path: str,
    content: str,
    address: Callable[[Notice], str] = info,
    next_page: str | None = None,
    *,
    tail: str = "",
    notices: tuple[Notice, ...] = CAMPUS,
) -> Drawn:
    return Drawn(
        name, f"{SCHOOL}{path}", chinese_campus(content, tail=tail),
        expected(notices, lambda one: f"{SCHOOL}{address(one)}"), f"{SCHOOL}{next_page}" if next_page else None,
    )  # fmt: skip


def _pairs(shape: Callable[[Notice], str]) -> str:
    """Two notices in a row of the table."""
    return "".join(
        f"<tr>{shape(CAMPUS[place])}{shape(CAMPUS[place + 1])}</tr>" for place in range(0, len(CAMPUS), 2)
    )


GRID_PAGER = """<tr class="pg" align="center"><td colspan="3"><table border="0"><tr><td><span>1</span></td><td><a href="javascript:__doPostBack('ctl00$GridView1','Page$2')">2</a></td><td><a href="javascript:__doPostBack('ctl00$GridView1','Page$3')">3</a></td></tr></table></td></tr>"""


def _fields(one: Notice) -> str:
    return f"""<li class="news n{one.number % 9} clearfix"><div class="fields pr_fields"><span class="Article_Index">{one.number % 9}</span><span class="Article_Title"><a href="{info(one)}" target="_blank" title="{one.title}">{one.title}</a></span></div><span class="dept">{at(one, OFFICES)}</span><div class="fields ex_fields"><span class="Article_PublishDate">{one.ymd}</span></div><span class="hits"><span class="WP_VisitCount" url="/_visitcount">{one.number % 400}</span></span></li>"""


def _english_box(one: Notice) -> str:
    return f"""<li class="css-face"><a href="{info(one)}" target="_blank" class="f-cb"><div class="time fl"><span class="date">{one.day:%d}</span><span class="mouth">{one.day:%B},</span><span class="year">{one.day.year}</span></div><div class="pic fl"><img src="/upload/{one.number}.jpg" alt=""></div><div class="box fr"><h2>{one.title}</h2><div class="details"><p>{TEXT}</p></div><span class="mose">查看更多</span></div></a></li>"""


def _lecture(one: Notice) -> str:
    return f"""<li><div class="jz-l"><a href="{info(one)}"><img src="/jz/{one.number}.jpg"></a></div><div class="jz-r"><h4><a href="{info(one)}" title="{one.title}">{one.title}</a></h4><p class="m">主讲人：王教授（某某大学）</p><p class="m">地点：逸夫楼{one.number % 400}报告厅</p><p class="fb">发布日期：{one.ymd}</p></div></li>"""


def _job(one: Notice) -> str:
    return f"""<div class="job-row"><div class="c1"><a href="{info(one)}" target="_blank">{one.title}</a></div><div class="c2">{at(one, OFFICES)}</div><div class="c3">{one.number % 5 + 1}人</div><div class="c4">{one.ymd}</div></div>"""


def _media(one: Notice) -> str:
    return f"""<li class="media media-lg border-bottom1"><div class="media-left"><a href="{info(one)}" title="{one.title}"><img class="media-object" data-original="/upload/{one.number}.png"></a></div><div class="media-body"><h4><a href="{info(one)}" title="{one.title}" target="_self">{one.title}</a></h4><p class="des font-weight-300">{TEXT}</p><p class="info font-weight-300"><span>{one.ymd}</span><span>admin</span><span><i class="icon wb-eye m-r-5"></i>{one.number % 300}</span></p></div></li>"""


RECOMMENDED = "".join(
    f'<li><a href="/tj/{n}.html" title="{title}">{title}</a></li>'
    for n, title in enumerate(
        (
            "院长寄语：以青春之名",
            "环境学科六十年回眸",
            "实验教学中心开放公告",
            "我院获评省级文明单位",
            "学子风采：支教归来",
        )
    )
)
SECOND_TAB = "".join(
    f'<li><a href="/xyxw/{n}.html">{title}</a><span>2025-02-{25 - n}</span></li>'
    for n, title in enumerate(
        (
            "学院召开教学工作例会",
            "环境科学专业通过认证",
            "校庆志愿者招募启动",
            "师生共植校园林",
            "首届科普周开幕",
            "青年教师座谈会召开",
            "学院与企业签约共建",
        )
    )
)

PAGES = (
    school(
        "two notices in a row of a table",
        "/article_list.aspx",
        f'<div class="center_article_list"><table width="100%">{_pairs(lambda one: f"""<td width="50%"><a href="{view(one)}">{one.title}</a> <span>[{one.ymd}]</span></td>""")}</table></div>',
        view,
    ),
    school(
        "fields before and behind, office and visits between",
        "/34/list.htm",
        f"""<div id="wp_news_w6"><ul class="news_list list2">{rows(CAMPUS, _fields)}</ul></div><div class="page"><a class="next" href="/34/list2.htm"><span>下一页&gt;&gt;</span></a></div>""",
        next_page="/34/list2.htm",
    ),
    school(
        "english month between day and year",
        "/news/index/22",
        f"""<div class="newswarp5 f-cb"><ul>{rows(CAMPUS, _english_box)}</ul></div><div class="page"><span class="on">1</span><a href="/news/index/22?page=2">2</a><a href="/news/index/22?page=2">下一页</a></div>""",
        next_page="/news/index/22?page=2",
    ),
    school("talks, speaker and place", "/jzyg.htm", f'<ul class="jzlist">{rows(CAMPUS, _lecture)}</ul>'),
    school(
        "rows of four under a head",
        "/zp/list.html",
        f"""<div class="job"><div class="job-row job-h"><div class="c1">岗位公告</div><div class="c2">部门</div><div class="c3">人数</div><div class="c4">发布日期</div></div>{rows(CAMPUS, _job)}</div><div class="fy"><a class="cur">1</a><a href="/zp/list_2.html">2</a><a href="/zp/list_2.html">»</a></div>""",
        next_page="/zp/list_2.html",
    ),
    school(
        "list group, day in a badge before the title",
        "/tsg/tzgg",
        f"""<div class="panel"><div class="panel-heading">通知公告</div><div class="list-group">{rows(CAMPUS, lambda one: f'<a class="list-group-item" href="{info(one)}"><span class="badge">{one.ymd}</span>{one.title}</a>')}</div></div><ul class="pagination"><li class="disabled"><span>«</span></li><li class="active"><span>1</span></li><li><a href="/tsg/tzgg?page=2">2</a></li><li><a href="/tsg/tzgg?page=2" rel="next">»</a></li></ul>""",
        next_page="/tsg/tzgg?page=2",
    ),
    school(
        "grid view, pager a row of it",
        "/List.aspx?lm=2",
        f"""<form method="post" action="./List.aspx?lm=2" id="aspnetForm"><input type="hidden" name="__VIEWSTATE" value="x"><table cellspacing="0" rules="all" border="1" id="ctl00_GridView1"><tr><th scope="col">标题</th><th scope="col">发布部门</th><th scope="col">发布时间</th></tr>{rows(CAMPUS, lambda one: f'<tr><td><a id="ctl00_GridView1_ctl{one.number % 60:02}_HyperLink1" href="view.aspx?id={one.number}" target="_blank">{one.title}</a></td><td>{at(one, OFFICES)}</td><td>{one.day.year}/{one.day.month}/{one.day.day}</td></tr>')}{GRID_PAGER}</table></form>""",
        view,
    ),
    school(
        "data list of tables, pager of links and dead ones",
        "/list.aspx?id=5",
        f"""<table id="DataList1" cellspacing="0">{rows(CAMPUS, lambda one: f'<tr><td><table width="100%"><tr><td width="20"><img src="i.gif"></td><td><a href="view.aspx?id={one.number}" title="{one.title}">{one.title}</a></td><td width="90">{one.ymd}</td></tr></table></td></tr>')}</table><div id="AspNetPager1"><a disabled="disabled" style="margin-right:5px;">首页</a><a disabled="disabled">上一页</a><span style="font-weight:Bold;color:red;">1</span><a href="list.aspx?id=5&page=2">2</a><a href="list.aspx?id=5&page=3">3</a><a href="list.aspx?id=5&page=2">下一页</a><a href="list.aspx?id=5&page=9">尾页</a></div>""",
        view,
        "/list.aspx?id=5&page=2",
    ),
    school(
        "capitals, no quotes, month and day in brackets",
        "/tz.asp",
        f"""<TABLE cellSpacing=0 width="98%"><TBODY>{rows(CAMPUS, lambda one: f"<TR><TD height=24><FONT face=宋体>·</FONT><A href=show.asp?id={one.number} target=_blank><FONT size=2>{one.title}</FONT></A></TD><TD width=70><FONT color=#999999 size=2>({one.day.month}-{one.day.day})</FONT></TD></TR>")}</TBODY></TABLE><P align=center>[1] <A href=tz.asp?page=2>[2]</A> <A href=tz.asp?page=3>[3]</A> <A href=tz.asp?page=2>下一页</A></P>""",
        lambda one: f"/show.asp?id={one.number}",
        "/tz.asp?page=2",
    ),
    school(
        "two tabs, the second hidden",
        "/tzgg.htm",
        f"""<div class="tabs"><span class="on">通知公告</span><span>学院新闻</span></div><div class="tabcon"><ul class="news">{rows(CAMPUS, lambda one: f'<li><a href="{info(one)}">{one.title}</a><span>{one.ymd}</span></li>')}</ul><ul class="news" style="display: none;">{SECOND_TAB}</ul></div>""",
    ),
    school(
        "next page by a function that says the address",
        "/tzgg/list.htm",
        f"""<ul class="wenzi">{rows(CAMPUS, lambda one: f'<li><a href="{info(one)}">{one.title}</a><em>{one.ymd}</em></li>')}</ul><div class="page">共12页 当前第1页 <a href="javascript:goPage(2)">下一页</a> <a href="javascript:goPage(12)">尾页</a></div><script>function goPage(n){{ if(n>1) location.href="list"+n+".htm"; else location.href="list.htm"; }}</script>""",
        next_page="/tzgg/list2.htm",
    ),
    school(
        "next page by a button",
        "/tzgg/index.jhtml",
        f"""<div class="dlist">{rows(CAMPUS, lambda one: f'<dl><dt><a href="{info(one)}" title="{one.title}">{one.title}</a></dt><dd>{one.day:%Y/%m/%d}</dd></dl>')}</div><div class="pg">共 65 条 1/6 页 <input type="button" value="上一页" disabled> <input type="button" value="下一页" onclick="location.href='index_2.jhtml';"></div>""",
        next_page="/tzgg/index_2.jhtml",
    ),
    school(
        "media rows beside what is recommended",
        "/news/",
        f"""<section class="met-news"><div class="row"><div class="col-md-9"><div class="met-news-list"><ul class="ulstyle met-pager-ajax">{rows(CAMPUS, _media)}</ul><div class="met_pager"><span class="PreSpan">上一页</span><a class="Ahover">1</a><a href="/news/list-2.html">2</a><a href="/news/list-2.html" class="NextA">下一页</a></div></div></div><div class="col-md-3"><div class="met-bar"><form><input name="searchword"></form><h3>为你推荐</h3><ul class="recommend-list">{RECOMMENDED}</ul></div></div></div></section>""",
        next_page="/news/list-2.html",
    ),
    school(
        "picture left, title right, day in a span below",
        "/art/list_6_1.html",
        f"""<div class="art_list"><ul>{rows(CAMPUS, lambda one: f'<li><div class="fl"><a href="{info(one)}"><img src="/u/{one.number}.jpg" alt="{one.title}"></a></div><div class="fr"><a href="{info(one)}">{one.title}</a><span>{one.ymd}</span><p>{TEXT}...</p></div></li>')}</ul></div><div class="pages"><div class="pagination"><ul><li>首页</li><li class="thisclass">1</li><li><a href="list_6_2.html">2</a></li><li><a href="list_6_2.html">下一页</a></li><li><a href="list_6_8.html">末页</a></li></ul></div></div>""",
        next_page="/art/list_6_2.html",
    ),
    school(
        "terms with the day in the heading",
        "/search/tz.html",
        f"""<div class="slist">{rows(CAMPUS, lambda one: f'<dl><dt><h3><a href="{info(one)}" target="_blank">{one.title}</a><span>{one.ymd}</span></h3></dt><dd><a href="{info(one)}"><img src="/t/{one.number}.jpg" alt="{one.title}"></a><p class="clearfix-before">{TEXT[:22]}...<a href="{info(one)}"> 详细 &gt;&gt;</a></p></dd></dl>')}</div>""",
    ),
    school(
        "list inside a form that is posted for the next page",
        "/web/xywh.html",
        f"""<form action="web/pageHtml.do?PUB_TYPE=xywh" method="post" name="Form" id="Form"><div class="list_box"><ul class="commC">{rows(CAMPUS, lambda one: f'<li><a href="web-d.html?CONTENTS_ID={one.number}">{one.title}</a><span class="date">{one.ymd}</span></li>')}</ul><div class="newpage"><a href="javascript:;" onclick="nextPage(0)" class="page_home">首页</a><a href="javascript:;" onclick="nextPage(2)">下一页</a><a href="javascript:;" onclick="nextPage(9)">尾页</a></div></div></form>""",
        lambda one: f"/web/web-d.html?CONTENTS_ID={one.number}",
    ),
    school(
        "floating day before the title, mark of a picture",
        "/showMore.action?type=2",
        f"""<div class="listCont"><ul>{rows(CAMPUS, lambda one: f'<li style="line-height:35px;"><div style="float:right;width:100px">{one.ymd}</div><span style="color:#f00">[图]</span><a href="/showContent.action?articleId={one.number}" target="_blank"> {one.title} </a></li>')}</ul></div><div class="pgr"><a>首页</a> <a href="/showMore.action?type=2&page=2">下一页</a> 页次：1/20</div>""",
        lambda one: f"/showContent.action?articleId={one.number}",
        "/showMore.action?type=2&page=2",
    ),
    school(
        "rendered by an app on the server",
        "/notice",
        f"""<div data-v-7a1c class="el-row"><div data-v-7a1c class="el-col el-col-24">{rows(CAMPUS, lambda one: f'<div data-v-7a1c class="news-item"><a data-v-7a1c href="/notice/detail?id={one.number}" class="nuxt-link"><div data-v-7a1c class="date-box"><div data-v-7a1c class="d">{one.day:%d}</div><div data-v-7a1c class="ym">{one.day:%Y/%m}</div></div><div data-v-7a1c class="txt"><div data-v-7a1c class="t">{one.title}</div><div data-v-7a1c class="s">{TEXT}</div></div></a></div>')}</div></div><div class="el-pagination"><button type="button" disabled class="btn-prev"></button><ul class="el-pager"><li class="number active">1</li><li class="number">2</li></ul><button type="button" class="btn-next"></button></div>""",
        lambda one: f"/notice/detail?id={one.number}",
    ),
)
