"""Listings of governments and of tender platforms of China, after structures that public scrapers name."""

from collections.abc import Callable
from datetime import timedelta

from tests.unit.extraction.drawn.frames import ORDERS, TENDERS, chinese_government, tender_portal
from tests.unit.extraction.drawn.paper import Drawn, Notice, expected, rows

PORTAL = "http://ggzy.example.gov.cn"
CITY = "http://www.city.example.gov.cn"
AREAS = ("市本级", "城东区", "河西区", "高新区")
KINDS = ("招标公告", "成交结果", "更正公告")


def at(one: Notice, names: tuple[str, ...]) -> str:
    return names[one.number % len(names)]


def tender(
    name: str, path: str, content: str, address: Callable[[Notice], str], next_page: str | None = None
) -> Drawn:
    return Drawn(
        name, f"{PORTAL}{path}", tender_portal(content), expected(TENDERS, lambda one: f"{PORTAL}{address(one)}"),
        f"{PORTAL}{next_page}" if next_page else None,
    )  # fmt: skip


def order(
    name: str,
    path: str,
    content: str,
    address: Callable[[Notice], str],
    next_page: str | None = None,
    *,
    side: bool = True,
) -> Drawn:
    return Drawn(
        name, f"{CITY}{path}", chinese_government(content, "政策文件", side=side),
        expected(ORDERS, lambda one: f"{CITY}{address(one)}"), f"{CITY}{next_page}" if next_page else None,
    )  # fmt: skip


def show(one: Notice) -> str:
    return f"/zbgg/{one.number}.html"


def html(one: Notice) -> str:
    return f"/zwgk/zcwj/{one.day:%Y%m}/t{one.day:%Y%m%d}_{one.number}.html"


def detail(one: Notice) -> str:
    return f"/jyxx/detail?infoid={one.number}&categorynum=001001"


def _purchase(one: Notice) -> str:
    return f"""<li><a href="{show(one)}" style="line-height:18px" target="_blank">
{one.title}</a><p>项目概况 潜在供应商应在指定平台获取采购文件，并于规定时间前递交响应文件。一、项目基本情况 预算金额：{one.number % 90}.80 万元</p>
<span>{one.day:%Y.%m.%d} 10:{one.number % 50 + 10}:11 | 采购人：某市{at(one, AREAS)}教育局 | 代理机构：某某工程咨询有限公司
<br><strong style="font-size:1.083em">{at(one, KINDS)}</strong> | <a href="javascript:void(0)">{at(one, AREAS)}</a> | <strong></strong></span></li>"""


def _source_row(one: Notice) -> str:
    return f"""<div class="item"><h4><a href="{show(one)}" title="{one.title}" target="_blank">{one.title[:14]}...</a><span>{one.ymd}</span></h4>
<p><span>项目编号：HB{one.number}</span><span>{at(one, AREAS)}</span><span>来源：<a href="http://ebid{one.number % 3}.example.com">某某招标网</a></span></p></div>"""


def _nested(one: Notice) -> str:
    return f"""<tr><td width="5%" align="center"><img src="/img/dot.gif"></td><td width="75%"><a href="{show(one)}" title="{one.title}" class="blue14">{one.title}</a>&nbsp;<font color="#999">[{at(one, AREAS)}]</font></td><td width="20%" align="center">{one.ymd}</td></tr><tr><td colspan="3" background="/img/xx.gif" height="1"></td></tr>"""


OLD_TABLES = f"""<table width="98%" cellpadding="0" cellspacing="0"><tr><td><table width="100%"><tr><td class="bt14">招标信息</td><td align="right"><a href="/zb/">更多</a></td></tr></table></td></tr>
<tr><td><table width="100%"><tr><td><table width="100%" border="0" align="center">{rows(TENDERS, _nested)}</table></td></tr></table></td></tr>
<tr><td><table><tr><td align="center"><font color="#333">共 318 条记录 每页 12 条 当前第 1/27 页</font> <a href="/zb/area_316_0_2/">下一页</a> <a href="/zb/area_316_0_27/">最后页</a></td></tr></table></td></tr></table>"""

EPOINT_PAGER = """<table width="98%"><tr><td style="width:100%" align="center"><table cellpadding="0"><tr><td class="pageinfo">总记录数：<font color="blue"><b>612</b></font>&nbsp;总页数：<font><b>41</b></font>&nbsp;当前页：<font color="red"><b>1</b></font></td>
<td class="pagedisable">首页</td><td class="pagedisable">上页</td><td class="pagecurrent">1</td>
<td class="pageout" onclick="window.location.href='./?Paging=2'">2</td><td class="pageout" onclick="window.location.href='./?Paging=3'">3</td>
<td class="pageout" onclick="window.location.href='./?Paging=2'">下页</td><td class="pageout" onclick="window.location.href='./?Paging=41'">末页</td></tr></table></td></tr></table>"""

TIP = """<div class="xxgk_tip" style="display:none"><table><tr><td>索引号</td><td>000014349/2025-0{n}</td></tr><tr><td>名　　称</td><td>{title}</td></tr><tr><td>公开日期</td><td>{day}</td></tr><tr><td>内容概述</td><td>为贯彻落实上级有关部署，经研究决定印发本件，请结合实际认真组织实施。</td></tr></table></div>"""

PAGES = (
    tender(
        "portal, kind and area before, day in bold",
        "/zb/list?page=1",
        f"""<ul class="ul_list">{rows(TENDERS, lambda one: f'<li><span class="lx">[{at(one, KINDS)}]</span><span class="dq">{at(one, AREAS)}</span><a href="{show(one)}" title="{one.title}">{one.title}</a><b>{one.ymd}</b></li>')}</ul>
<div id="center_box"><font>共<b>1204</b>条</font> <a href="/zb/list?page=2">2</a> <a href="/zb/list?page=3">3</a> <a href="/zb/list?page=2">下一页</a></div>""",
        show,
        "/zb/list?page=2",
    ),
    tender(
        "procurement search, buyer and agent in one text",
        "/bxsearch?searchtype=1&page_index=1",
        f"""<ul class="vT-result-bid">{rows(TENDERS, _purchase)}</ul><div class="vT_z"><p class="pager"><span class="prev">上一页</span><span class="current">1</span><a href="javascript:void(0);" onclick="gopage(2)">2</a><a href="javascript:void(0);" onclick="gopage(2)" class="next">下一页</a></p></div>""",
        show,
    ),
    tender(
        "boxes of three, the first names them",
        "/cgxx/list.html",
        f"""<div class="contentBox"><div class="head"><div class="num">序号</div><div class="content">标题</div><div class="date">发布日期</div></div>{rows(TENDERS, lambda one: f'<div class="row1"><div class="num">{one.number % 12 + 1}</div><div class="content"><a href="{show(one)}">{one.title}</a></div><div class="date">{one.ymd}</div></div>')}</div><div class="page_bg"><span>共 88 条</span><a href="/cgxx/list_2.html">下页</a></div>""",
        show,
        "/cgxx/list_2.html",
    ),
    tender(
        "cells of two, last link is the last page",
        "/ggxx/index.htm",
        f"""<div class="c1-body">{rows(TENDERS, lambda one: f'<div class="c1-bline"><div class="f-left"><a href="{show(one)}" title="{one.title}">·{one.title}</a></div><div class="f-right">{one.ymd}</div><div class="clear"></div></div>')}</div><div class="pagination">1/7 <a class="disabled">首页</a><a class="disabled">上一页</a><a href="index_2.htm">下一页</a><a href="index_7.htm">尾页</a></div>""",
        show,
        "/ggxx/index_2.htm",
    ),
    tender(
        "two grounds by turns",
        "/cgxxgs/list.shtml",
        f"""<div class="xjlist">{rows(TENDERS, lambda one: f'<div class="{"sGray" if one.number % 2 else "sWhite"}"><span class="fl">▪</span><strong><a href="{show(one)}">{one.title}</a></strong><span class="fr">{one.ymd}</span></div>')}</div><div>共 25 页 第 1 页 <a href="list_2.shtml">下一页</a></div>""",
        show,
        "/cgxxgs/list_2.shtml",
    ),
    tender(
        "all in the link, title in a sixth heading",
        "/zbgg/index.jhtml",
        f"""<ul class="callbids-list">{rows(TENDERS, lambda one: f'<li><a href="{show(one)}"><h6>{one.title}</h6><span>发布时间：{one.ymd}</span><span>招标人：{at(one, AREAS)}管委会</span><i class="arrow"></i></a></li>')}</ul>
<div class="pages"><div>共361条记录 1/31页 <a disabled="disabled">首页</a> <a disabled="disabled">上一页</a> <a href="javascript:void(0);" onclick="location.href='index_2.jhtml';">下一页</a> <a href="javascript:void(0);" onclick="location.href='index_31.jhtml';">尾页</a> 第<select onchange="location.href=this.value"><option value="index.jhtml">1</option></select>页</div></div>""",
        show,
        "/zbgg/index_2.jhtml",
    ),
    tender(
        "each row a list of its own",
        "/notice?pageNo=1",
        f"""<div class="newstitle">{rows(TENDERS, lambda one: f'<ul><li class="w1"><h3><a href="{show(one)}" title="{one.title}">{one.title}</a></h3></li><li class="w2">{one.ymd}</li><li class="w3">{at(one, AREAS)}</li></ul>')}</div><div class="number"><a>上一页</a><a class="on">1</a><a href="/notice?pageNo=2">2</a><a href="/notice?pageNo=3">3</a><a href="/notice?pageNo=2">下一页</a></div>""",
        show,
        "/notice?pageNo=2",
    ),
    tender(
        "item, line, item",
        "/zbxm/hydt.shtml",
        f"""<div class="list_list"><ul>{rows(TENDERS, lambda one: f'<li><div class="l1"><span>[{one.ymd}]</span><a href="{show(one)}" title="{one.title}">{one.title}</a></div></li><li class="line"></li>')}</ul></div><div class="pagination_index"><div class="pagination_index_last">共 <b>9</b> 页 1 <a href="hydt_2.shtml">下一页</a></div></div>""",
        show,
        "/zbxm/hydt_2.shtml",
    ),
    tender(
        "all in the link, state and end beside the day",
        "/list1?pageNo=1",
        f"""<ul id="list1">{rows(TENDERS, lambda one: f'<li><a href="{show(one)}" title="{one.title}"><i class="st">进行中</i><span>{one.title}</span><em>{one.ymd}</em></a></li>')}</ul><div class="pag"><div class="pag-txt">第<em>1</em>页/共<em>40</em>页</div><div class="pag-link"><a class="cur">1</a><a href="/list1?pageNo=2">2</a><a href="/list1?pageNo=2">&gt;</a></div></div>""",
        show,
        "/list1?pageNo=2",
    ),
    tender(
        "table without a head, five cells",
        "/moreNews?infoType=11&pageNo=1",
        f"""<div class="listmian"><table>{rows(TENDERS, lambda one: f'<tr><td class="t1">{at(one, KINDS)}</td><td><a href="{show(one)}" title="{one.title}">{one.title[:16]}…</a></td><td>{at(one, AREAS)}</td><td>国内</td><td>{one.ymd}</td></tr>')}</table></div><div id="page"><a title="首页" href="?infoType=11&pageNo=1">首页</a><a title="下一页" href="?infoType=11&pageNo=2">下一页</a><a title="尾页" href="?infoType=11&pageNo=52">52</a></div>""",
        show,
        "/moreNews?infoType=11&pageNo=2",
    ),
    tender(
        "list in the first of two tabs",
        "/f/new/notice/list/13",
        f"""<ul class="tabc on"><table class="download_table"><thead><tr><th>序号</th><th>公告标题</th><th>行业</th><th>发布时间</th></tr></thead><tbody>{rows(TENDERS, lambda one: f'<tr><td>{one.number % 20}</td><td title="{one.title}"><span>【{at(one, AREAS)}】</span><a href="{show(one)}">{one.title}</a></td><td>市政</td><td>{one.ymd}</td></tr>')}</tbody></table>
<div class="list_pages"><form method="post" action="/f/new/notice/list/13"><input type="hidden" name="pageNo"><span>共31页</span><a href="javascript:page(2,15);">下一页</a></form></div></ul><ul class="tabc" style="display:none"><p>请选择类别</p></ul>""",
        show,
    ),
    tender(
        "heading with day, then facts with a link",
        "/tender/xxgk/list.do",
        f"""<div class="publicont">{rows(TENDERS, _source_row)}</div><div id="zbggPagination" class="m-style"><a class="active">1</a><a href="javascript:;" data-page="2">2</a><a href="javascript:;" class="next">下页</a></div>""",
        show,
    ),
    tender(
        "day first, kind linked",
        "/queryMoreInfoList.do",
        f"""<ul class="m_m_c_list">{rows(TENDERS, lambda one: f'<li><em>{one.ymd} 09:30</em><span>[<a href="/queryMoreInfoList.do?kind={one.number % 3}">{at(one, KINDS)}</a>]</span>&nbsp;<a href="{show(one)}" title="{one.title}">{one.title}</a></li>')}</ul><div class="m_m_c_page"><form name="qPageForm" method="post" action="/queryMoreInfoList.do"><a><span class="aspan">1</span></a><a href="javascript:turnOverPage(2)"><span>2</span></a><a href="javascript:turnOverPage(2)"><span>下一页</span></a></form></div>""",
        show,
    ),
    tender(
        "rows of a script's table, filled",
        "/zfcg/?name=1",
        f"""<table class="feed"><thead><tr><th>标题</th><th>区划</th><th>时间</th></tr></thead><tbody id="itemContainer">{rows(TENDERS, lambda one: f'<tr><td class="title"><a href="{show(one)}" title="{one.title}">{one.title}</a></td><td class="feed-area">{at(one, AREAS)}</td><td class="feed-time"><span>[ {one.ymd} ]</span></td></tr>')}</tbody></table>""",
        show,
    ),
    tender(
        "cells all of one class, the pager too",
        "/site/channelall.jsp?colcode=0301",
        f"""<table width="100%">{rows(TENDERS, lambda one: f'<tr><td class="Font9" height="24"><img src="/i/d.gif">&nbsp;<a href="{show(one)}" class="aa" title="{one.title}">{one.title}</a>&nbsp;{one.ymd}</td></tr>')}<tr><td class="Font9" align="center">共<strong>120</strong>页 第<strong>1</strong>页 <a href="javascript:query(2)">下一页</a> <a href="javascript:query(120)">末页</a></td></tr></table>""",
        show,
    ),
    tender(
        "rows are boxes, the pager is the last of them",
        "/hi-001012l772-0.html",
        f"""<div class="lb">{rows(TENDERS, lambda one: f'<div class="lbx"><p><span class="dq">[{at(one, AREAS)}]</span><a href="{show(one)}" title="{one.title}">{one.title}</a><span class="rq">{one.ymd}</span></p></div>')}<div class="lbx fy"><b>1</b><a href="/hi-001012l772-1.html">2</a><a href="/hi-001012l772-2.html">3</a><a href="/hi-001012l772-1.html">下一页</a></div></div>""",
        show,
        "/hi-001012l772-1.html",
    ),
    Drawn(
        "tables in tables in tables",
        f"{PORTAL}/zb/area_316_0_1/",
        tender_portal(OLD_TABLES),
        expected(TENDERS, lambda one: f"{PORTAL}{show(one)}"),
        f"{PORTAL}/zb/area_316_0_2/",
    ),
    tender(
        "grid of boxes under a head of spans",
        "/grid?k=zb",
        f"""<div id="gridcontainer1"><div class="grid"><div class="gbody"><div class="gh"><span>标题</span><span>类别</span><span>地区</span><span>发布日期</span></div>{rows(TENDERS, lambda one: f'<div class="gr"><a href="{show(one)}" target="_blank">{one.title}</a><span>{at(one, KINDS)}</span><span>{at(one, AREAS)}</span><span>{one.ymd}</span></div>')}</div><div class="gpager"><div><a class="c">1</a><a href="/grid?k=zb&p=2">2</a><a href="/grid?k=zb&p=3">3</a></div></div></div></div>""",
        show,
        "/grid?k=zb&p=2",
    ),
    tender(
        "platform whose pager is cells that are clicked",
        "/jyxx/001001/",
        f"""<div class="ewb-right-info"><ul class="ewb-info-items">{rows(TENDERS, lambda one: f'<li class="ewb-info-list clearfix"><a href="{detail(one)}" target="_blank" class="l ewb-list-name" title="{one.title}"><font color="#FF0000">[{at(one, AREAS)}]</font>{one.title}</a><span class="r ewb-date">{one.ymd}</span></li>')}</ul>{EPOINT_PAGER}</div>""",
        detail,
        "/jyxx/001001/?Paging=2",
    ),
    order(
        "documents, day of writing and day of publication",
        "/zwgk/zcwj/index.html",
        f"""<table class="zcwj"><thead><tr><th>序号</th><th>标题</th><th>发文字号</th><th>成文日期</th><th>发布日期</th></tr></thead><tbody>{rows(ORDERS, lambda one: f'<tr><td>{one.number % 30}</td><td class="info"><a href="{html(one)}" target="_blank">{one.title}</a><div class="info-row"><span>发文机关：市政府办公室</span></div></td><td>某政办发〔2025〕{one.number % 40}号</td><td>{one.day - timedelta(days=3):%Y年%m月%d日}</td><td>{one.day:%Y年%m月%d日}</td></tr>')}</tbody></table><div class="page"><script>createPageHTML(12, 0, "index", "html");</script></div>""",
        html,
        "/zwgk/zcwj/index_1.html",
    ),
    order(
        "documents with a hidden table of facts",
        "/xxgk/list.html",
        f"""<div class="xxgk_list"><ul>{rows(ORDERS, lambda one: f'<li class="clearfix"><a href="{html(one)}" title="{one.title}">{one.title}</a><b>{one.ymd}</b>{TIP.format(n=one.number, title=one.title, day=one.ymd)}</li>')}</ul></div><div class="pagination"><span>1</span><a href="/xxgk/list_2.html">2</a><a href="/xxgk/list_2.html">下一页</a></div>""",
        html,
        "/xxgk/list_2.html",
    ),
    order(
        "list between a headline and a picture list",
        "/zwgk/zcwj/",
        f"""<div class="toutiao"><h2><a href="/zt/2025lh/">聚焦2025年全市两会</a></h2><p>会议强调，要锚定目标、真抓实干，奋力开创高质量发展新局面。</p></div><div class="xw_list"><ul>{rows(ORDERS, lambda one: f'<li><span class="sj">{one.day:%m-%d}</span><a href=".{html(one).removeprefix("/zwgk/zcwj")}" target="_blank">{one.title}</a></li>')}</ul></div><div class="pic"><ul><li><a href="/tp/1.html"><img src="/1.jpg" alt="春运一线"><p>春运一线</p></a></li><li><a href="/tp/2.html"><img src="/2.jpg" alt="花海"><p>花海</p></a></li><li><a href="/tp/3.html"><img src="/3.jpg" alt="新桥通车"><p>新桥通车</p></a></li></ul></div>""",
        html,
    ),
    order(
        "lines in paragraphs, red for the new",
        "/zcwj.asp?page=1",
        f"""<div class="TRS_Editor">{rows(ORDERS, lambda one: f'<p>·<a href="{html(one)}"><font color="{"red" if one.day.month == 2 and one.day.day > 18 else "#000"}">{one.title}</font></a>{"<img src=/new.gif>" if one.day.day > 18 else ""} <font color="#888">（{one.day.year}.{one.day.month}.{one.day.day}）</font></p>')}<p align="center"><a href="zcwj.asp?page=2">[下一页]</a> <a href="zcwj.asp?page=30">[尾页]</a></p></div>""",
        html,
        "/zcwj.asp?page=2",
    ),
)
