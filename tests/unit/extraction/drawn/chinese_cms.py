"""Listings of the content management systems of Chinese universities, two skins of each."""

from tests.unit.extraction.drawn.paper import CHINESE, Drawn, Notice, chinese_page, expected, rows

SCHOOL = "http://xy.example.edu.cn"

VSB_HEAD = "<!--Announced by Visual SiteBuilder 9--><script src='/_sitegray/_sitegray.js'></script>"
VSB_PAGER = """<div class="pb_sys_common pb_sys_normal pb_sys_style1"><span class="p_t">共123条</span> <span class="p_pages">
<span class="p_first_d p_fun_d">首页</span><span class="p_prev_d p_fun_d">上页</span><span class="p_no_d">1</span>
<span class="p_no"><a href="tzgg/11.htm">2</a></span><span class="p_no"><a href="tzgg/10.htm">3</a></span><span class="p_dot">...</span>
<span class="p_no"><a href="tzgg/1.htm">12</a></span><span class="p_next p_fun"><a href="tzgg/11.htm">下页</a></span>
<span class="p_last p_fun"><a href="tzgg/1.htm">尾页</a></span></span></div>"""


def vsb(one: Notice) -> str:
    return f"{SCHOOL}/info/1046/{one.number}.htm"


def _vsb_line(one: Notice) -> str:
    return f"""<li id="line_u8_{one.number % 15}"><a href="info/1046/{one.number}.htm" target="_blank" title="{one.title}">{one.title}</a><span>{one.ymd}</span></li>"""


VSB_OLD = """<table width="100%" class="winstyle82416" cellspacing="0">{rows}
<tr><td colspan="3"><table cellspacing="0" class="headStyle1x"><tr><td>共123条&nbsp;&nbsp;1/12&nbsp;</td>
<td nowrap>首页&nbsp;上页&nbsp;<a href="tzgg/11.htm" class="Next">下页</a>&nbsp;<a href="tzgg/1.htm" class="Next">尾页</a></td>
<td>第<input size=1>页 <a href="javascript:;">跳转</a></td></tr></table></td></tr></table>"""


def _vsb_old_row(one: Notice) -> str:
    return f"""<tr height="20" id="lineu7_{one.number % 9}"><td width="8" align="left"><span class="leaderfont82416">·</span></td>
<td align="left"><a class="c82416" href="info/1046/{one.number}.htm" target="_blank" title="{one.title}">{one.cut}</a></td>
<td width="1%" nowrap><span class="timestyle82416">{one.day:%Y/%m/%d}</span>&nbsp;</td></tr>
<tr><td colspan="3" class="sep"></td></tr>"""


def _vsb_boxes(one: Notice) -> str:
    return f"""<li id="line_u11_{one.number % 12}"><a href="info/1046/{one.number}.htm" title="{one.title}"><div class="sj"><p>{one.day:%d}</p>
<span>{one.day:%Y-%m}</span></div><div class="nr"><h4>{one.title}</h4><p>各有关单位：为进一步推进相关工作，现将有关事项通知如下，请遵照执行。一、工作安排</p></div></a></li>"""


SUDY_HEAD = '<link rel="stylesheet" href="/_upload/tpl/02/3b/571/template571/style.css"><script src="/_js/sudy-jquery-autoload.js"></script>'
SUDY_PAGER = """<div id="wp_paging_w6"><ul class="wp_paging clearfix"><li class="pages_count"><span class="per_page">每页&nbsp;<em class="per_count">14</em>&nbsp;记录&nbsp;</span>
<span class="all_count">总共&nbsp;<em class="all_count">153</em>&nbsp;记录&nbsp;</span></li><li class="page_nav">
<a class="first" href="javascript:void(0);" target="_self"><span>第一页</span></a><a class="prev" href="javascript:void(0);"><span>&lt;&lt;上一页</span></a>
<a class="next" href="/tzgg/list2.htm" target="_self"><span>下一页&gt;&gt;</span></a><a class="last" href="/tzgg/list11.htm"><span>尾页</span></a></li>
<li class="page_jump"><span class="pages">页码&nbsp;<em class="curr_page">1</em>/<em class="all_pages">11</em></span>
<span><input class="pageNum" type="text"></span><span><a class="pagejump" href="javascript:void(0);">跳转到&nbsp;</a></span></li></ul></div>"""


def sudy(one: Notice) -> str:
    return f"{SCHOOL}/{one.day:%Y/%m%d}/c1182a{one.number}/page.htm"


def _sudy_row(one: Notice) -> str:
    return f"""<li class="news n{one.number % 7} clearfix"><span class="news_title"><a href='/{one.day:%Y/%m%d}/c1182a{one.number}/page.htm' target='_blank' title='{one.title}'>{one.title}</a></span>
<span class="news_meta">{one.ymd}</span></li>"""


def _sudy_card(one: Notice) -> str:
    return f"""<li class="list_item i{one.number % 7}"><div class="news_imgs"><a href="/{one.day:%Y/%m%d}/c1182a{one.number}/page.htm"><img src="/_upload/{one.number}.jpg"></a></div>
<div class="news_con"><div class="news_time"><span class="day">{one.day:%d}</span><span class="ym">{one.day:%Y.%m}</span></div>
<div class="news_title"><a href="/{one.day:%Y/%m%d}/c1182a{one.number}/page.htm" title="{one.title}">{one.cut}</a></div>
<div class="news_text">本网讯 为深入学习贯彻有关会议精神，学院于近日组织全体教师开展了专题学习，会议由院长主持。</div></div></li>"""


def _sudy_old(one: Notice) -> str:
    return f"""<tr><td align="center"><table width="100%"><tr><td width="15"><img src="/_upload/dot.gif"></td><td align="left">
<a href="/{one.day:%Y/%m%d}/c1182a{one.number}/page.psp" target="_blank" style="">{one.title}</a></td><td align="right" width="30">
<div style="white-space:nowrap">{one.ymd}</div></td></tr></table></td></tr>"""


def jeecms(one: Notice) -> str:
    return f"{SCHOOL}/tzgg/{one.number}.jhtml"


def _jeecms_row(one: Notice) -> str:
    return f"""<li><a href="{SCHOOL}/tzgg/{one.number}.jhtml" title="{one.title}">{one.title}</a><span class="time">{one.ymd}</span></li>"""


def _jeecms_dl(one: Notice) -> str:
    return f"""<dl><dt><span class="fr">{one.ymd} 09:3{one.number % 10}</span><a href="/tzgg/{one.number}.jhtml">{one.title}</a></dt><dd>各学院、各部门：根据上级文件要求，现就有关事项通知如下，请各单位高度重视、认真组织。</dd></dl>"""


JEE_PAGER = """<div class="pagebar">共 153 条 1/11 页 首页 上一页 <a href="/tzgg/index_2.jhtml">下一页</a> <a href="/tzgg/index_11.jhtml">尾页</a>
<select onchange="location.href=this.value"><option value="index.jhtml">1</option><option value="index_2.jhtml">2</option></select></div>"""


def dede(one: Notice) -> str:
    return f"{SCHOOL}/tzgg/{one.day:%Y/%m%d}/{one.number}.html"


def _dede_row(one: Notice) -> str:
    href = dede(one).removeprefix(SCHOOL)
    return f"""<li><a href="{href}" class="preview"><img src="/uploads/allimg/{one.number}.jpg"/></a> <b>[<a href="/tzgg/">通知公告</a>]</b>
<a href="{href}" class="title">{one.title}</a><span class="info"><small>日期：</small>{one.ymd} 10:12:33 <small>点击：</small>{one.number % 300} <small>好评：</small>0</span>
<p class="intro">各单位：根据学校工作安排，现将有关事项通知如下，请认真贯彻落实。......</p></li>"""


DEDE_PAGER = """<div class="dede_pages"><ul class="pagelist"><li>首页</li><li class="thisclass">1</li><li><a href='list_12_2.html'>2</a></li>
<li><a href='list_12_3.html'>3</a></li><li><a href='list_12_2.html'>下一页</a></li><li><a href='list_12_9.html'>末页</a></li>
<li><span class="pageinfo">共 <strong>9</strong>页<strong>88</strong>条</span></li></ul></div>"""


def _dede_plain(one: Notice) -> str:
    return f"""<li><span>{one.day:%m-%d}</span>·<a href="/plus/view.php?aid={one.number}" target="_blank">{one.title}</a></li>"""


def empire(one: Notice) -> str:
    return f"{SCHOOL}/tzgg/{one.ymd}/{one.number}.html"


def _empire_row(one: Notice) -> str:
    return f"""<tr><td height="25">·<a href="/tzgg/{one.ymd}/{one.number}.html" title="{one.title}" target="_blank">{one.title}</a></td><td><div align="right">({one.ymd})</div></td></tr>"""


EMPIRE_PAGER = """<div class="list_page">&nbsp;<a title="Total record"><b>153</b></a>&nbsp;&nbsp;&nbsp;<b>1</b>&nbsp;<a href="/tzgg/index_2.html">2</a>&nbsp;
<a href="/tzgg/index_3.html">3</a>&nbsp;<a href="/tzgg/index_2.html">下一页</a>&nbsp;<a href="/tzgg/index_11.html">尾页</a></div>"""


def _empire_picture(one: Notice) -> str:
    return f"""<div class="box"><a class="pic" href="/tzgg/{one.ymd}/{one.number}.html"><img src="/d/file/{one.number}.jpg" alt="{one.title}"></a>
<h3><a href="/tzgg/{one.ymd}/{one.number}.html">{one.title}</a></h3><p>近日，学院在报告厅举行了专题活动，全体师生参加，会议强调了相关工作的重要性和紧迫性。</p>
<i>发布时间：{one.ymd}</i><i>浏览：{one.number % 500}</i></div>"""


def phpcms(one: Notice) -> str:
    return f"{SCHOOL}/index.php?m=content&c=index&a=show&catid=12&id={one.number}"


def _phpcms_row(one: Notice) -> str:
    return f"""<li><span class="rt">{one.ymd} 15:20:1{one.number % 10}</span>·<a href="{SCHOOL}/index.php?m=content&c=index&a=show&catid=12&id={one.number}" target="_blank">{one.title}</a></li>"""


PHPCMS_PAGER = """<div id="pages" class="text-c"><a class="a1">153条</a> <a href="index.php?m=content&c=index&a=lists&catid=12&page=0" class="a1">上一页</a> <span>1</span>
<a href="index.php?m=content&c=index&a=lists&catid=12&page=2">2</a> <a href="index.php?m=content&c=index&a=lists&catid=12&page=3">3</a>
<a href="index.php?m=content&c=index&a=lists&catid=12&page=2" class="a1">下一页</a></div>"""


def siteserver(one: Notice) -> str:
    return f"{SCHOOL}/contents/23/{one.number}.html"


def _siteserver_row(one: Notice) -> str:
    return f"""<div class="news-item"><div class="d"><em>{one.day.day:02d}</em><b>{one.day:%m}月</b><b>{one.day:%Y}</b></div><a href="/contents/23/{one.number}.html">{one.title}</a></div>"""


def _siteserver_row2(one: Notice) -> str:
    return f"""<li><a href="/contents/23/{one.number}.html"><span class="fl">{one.title}</span><span class="fr">{one.day:%Y.%m.%d}</span></a></li>"""


def zhengfang(one: Notice) -> str:
    return f"{SCHOOL}/jwglxt/xtgl/xwck_ckxw.html?xwbh={one.number:032X}"


def _zhengfang_row(one: Notice) -> str:
    return f"""<tr class="{"odd" if one.number % 2 else "even"}"><td>{one.number % 30}</td><td><a href="xwck_ckxw.html?xwbh={one.number:032X}">{one.title}</a></td><td>教务处</td><td>{one.ymd} 08:00:00</td><td>{one.number % 900}</td></tr>"""


def chaoxing(one: Notice) -> str:
    return f"{SCHOOL}/engine2/d/{one.number}/86/0"


def _chaoxing_row(one: Notice) -> str:
    return f"""<div class="listItem"><div class="con"><a href="/engine2/d/{one.number}/86/0" target="_blank"><p class="tit overHidden1">{one.title}</p></a>
<div class="info"><span>发布者：管理员</span><span>时间：{one.ymd}</span><span>浏览量：{one.number % 99}</span></div></div></div>"""


def qingyuan(one: Notice) -> str:
    return f"{SCHOOL}/cms/show-{one.number}.html"


def _qingyuan_row(one: Notice) -> str:
    return f"""<p><span style="float:right">{one.ymd}</span><a href="/cms/show-{one.number}.html" title="{one.title}">{one.cut}</a></p>"""


def gp(one: Notice) -> str:
    return f"{SCHOOL}/tzgg/a{one.number}.htm"


def _gp_row(one: Notice) -> str:
    return f"""<li class="gpTextArea"><a class="gpArticleTitle" href="a{one.number}.htm" title="{one.title}" target="_blank">{one.title}</a><span class="gpArticleDate">{one.ymd}</span></li>"""


GP_PAGER = """<div class="gp-page"><a class="current">1</a><a href="index1.htm">2</a><a href="index2.htm">3</a><span>...</span><a href="index29.htm">30</a><a href="index1.htm">&gt;</a></div>"""


PAGES = (
    Drawn(
        "vsb-lines",
        f"{SCHOOL}/tzgg.htm",
        chinese_page(f"<div class='list'><ul>{rows(CHINESE, _vsb_line)}</ul>{VSB_PAGER}</div>", head=VSB_HEAD),
        expected(CHINESE, vsb),
        f"{SCHOOL}/tzgg/11.htm",
    ),
    Drawn(
        "vsb-old-table",
        f"{SCHOOL}/tzgg.htm",
        chinese_page(VSB_OLD.format(rows=rows(CHINESE, _vsb_old_row)), head=VSB_HEAD),
        expected(CHINESE, vsb),
        f"{SCHOOL}/tzgg/11.htm",
    ),
    Drawn(
        "vsb-boxes",
        f"{SCHOOL}/tzgg.htm",
        chinese_page(f"<div class='tz'><ul>{rows(CHINESE, _vsb_boxes)}</ul></div>{VSB_PAGER}", head=VSB_HEAD),
        expected(CHINESE, vsb),
        f"{SCHOOL}/tzgg/11.htm",
    ),
    Drawn(
        "sudy-list",
        f"{SCHOOL}/tzgg/list.htm",
        chinese_page(
            f'<div frag="窗口6" portletmode="simpleList"><div id="wp_news_w6"><ul class="news_list list2">{rows(CHINESE, _sudy_row)}</ul></div>{SUDY_PAGER}</div>',
            head=SUDY_HEAD,
        ),
        expected(CHINESE, sudy),
        f"{SCHOOL}/tzgg/list2.htm",
    ),
    Drawn(
        "sudy-cards",
        f"{SCHOOL}/tzgg/list.htm",
        chinese_page(
            f'<div id="wp_news_w6"><ul class="wp_article_list">{rows(CHINESE, _sudy_card)}</ul></div>{SUDY_PAGER}',
            head=SUDY_HEAD,
        ),
        expected(CHINESE, sudy),
        f"{SCHOOL}/tzgg/list2.htm",
    ),
    Drawn(
        "sudy-old",
        f"{SCHOOL}/tzgg/list.htm",
        chinese_page(
            f'<div id="wp_news_w6"><table width="100%"><tbody>{rows(CHINESE, _sudy_old)}</tbody></table></div>{SUDY_PAGER}',
            head=SUDY_HEAD,
        ),
        tuple((address.replace(".htm", ".psp"), title, day) for address, title, day in expected(CHINESE, sudy)),
        f"{SCHOOL}/tzgg/list2.htm",
    ),
    Drawn(
        "jeecms-lines",
        f"{SCHOOL}/tzgg/index.jhtml",
        chinese_page(
            f'<ul class="list">{rows(CHINESE, _jeecms_row)}</ul>{JEE_PAGER}',
            head='<link href="/r/cms/www/default/css/s.css" rel="stylesheet">',
        ),
        expected(CHINESE, jeecms),
        f"{SCHOOL}/tzgg/index_2.jhtml",
    ),
    Drawn(
        "jeecms-dl",
        f"{SCHOOL}/tzgg/index.jhtml",
        chinese_page(f'<div class="c1">{rows(CHINESE, _jeecms_dl)}</div>{JEE_PAGER}'),
        expected(CHINESE, jeecms),
        f"{SCHOOL}/tzgg/index_2.jhtml",
    ),
    Drawn(
        "dede-default",
        f"{SCHOOL}/tzgg/",
        chinese_page(
            f'<div class="listbox"><ul class="e2">{rows(CHINESE, _dede_row)}</ul></div>{DEDE_PAGER}',
            head='<link href="/templets/default/style/dedecms.css" rel="stylesheet">',
        ),
        expected(CHINESE, dede),
        f"{SCHOOL}/tzgg/list_12_2.html",
    ),
    Drawn(
        "dede-plain",
        f"{SCHOOL}/plus/list.php?tid=12",
        chinese_page(f"<ul class='d2'>{rows(CHINESE, _dede_plain)}</ul>"),
        expected(CHINESE, lambda one: f"{SCHOOL}/plus/view.php?aid={one.number}"),
    ),
    Drawn(
        "empire-table",
        f"{SCHOOL}/tzgg/",
        chinese_page(
            f'<table width="100%" class="box">{rows(CHINESE, _empire_row)}</table>{EMPIRE_PAGER}',
            head='<link href="/skin/default/css/style.css" rel="stylesheet">',
        ),
        expected(CHINESE, empire),
        f"{SCHOOL}/tzgg/index_2.html",
    ),
    Drawn(
        "empire-pictures",
        f"{SCHOOL}/tzgg/",
        chinese_page(f'<div class="l_l">{rows(CHINESE, _empire_picture)}</div>{EMPIRE_PAGER}'),
        expected(CHINESE, empire),
        f"{SCHOOL}/tzgg/index_2.html",
    ),
    Drawn(
        "phpcms-lines",
        f"{SCHOOL}/index.php?m=content&c=index&a=lists&catid=12",
        chinese_page(
            f'<ul class="list lh24 f14">{rows(CHINESE, _phpcms_row)}</ul>{PHPCMS_PAGER}',
            head='<script src="/statics/js/jquery.min.js"></script>',
        ),
        expected(CHINESE, phpcms),
        f"{SCHOOL}/index.php?m=content&c=index&a=lists&catid=12&page=2",
    ),
    Drawn(
        "phpcms-groups",
        f"{SCHOOL}/index.php?m=content&c=index&a=lists&catid=12",
        chinese_page(
            f'<ul class="list">{rows(CHINESE[:5], _phpcms_row)}<li class="bk20 hr"></li>{rows(CHINESE[5:10], _phpcms_row)}<li class="bk20 hr"></li>{rows(CHINESE[10:], _phpcms_row)}</ul>{PHPCMS_PAGER}'
        ),
        expected(CHINESE, phpcms),
        f"{SCHOOL}/index.php?m=content&c=index&a=lists&catid=12&page=2",
    ),
    Drawn(
        "siteserver-boxes",
        f"{SCHOOL}/channels/23.html",
        chinese_page(f"<div class='news-list'>{rows(CHINESE, _siteserver_row)}</div>"),
        expected(CHINESE, siteserver),
    ),
    Drawn(
        "siteserver-wrapped",
        f"{SCHOOL}/channels/23.html",
        chinese_page(f"<ul>{rows(CHINESE, _siteserver_row2)}</ul>"),
        expected(CHINESE, siteserver),
    ),
    Drawn(
        "zhengfang-table",
        f"{SCHOOL}/jwglxt/xtgl/xwck_cxMoreLoginNews.html",
        chinese_page(
            f'<table class="table"><tr><th>序号</th><th>标题</th><th>发布部门</th><th>发布时间</th><th>点击</th></tr>{rows(CHINESE, _zhengfang_row)}</table>'
        ),
        expected(CHINESE, zhengfang),
    ),
    Drawn(
        "chaoxing-list",
        f"{SCHOOL}/engine2/m/tzgg",
        chinese_page(f"<div class='listBox'>{rows(CHINESE, _chaoxing_row)}</div>"),
        expected(CHINESE, chaoxing),
    ),
    Drawn(
        "qingyuan-paragraphs",
        f"{SCHOOL}/cms/list-12.html",
        chinese_page(f"<div class='text'>{rows(CHINESE, _qingyuan_row)}</div>"),
        expected(CHINESE, qingyuan),
    ),
    Drawn(
        "gp-list",
        f"{SCHOOL}/tzgg/",
        chinese_page(f"<ul>{rows(CHINESE, _gp_row)}</ul>{GP_PAGER}"),
        expected(CHINESE, gp),
        f"{SCHOOL}/tzgg/index1.htm",
    ),
)
