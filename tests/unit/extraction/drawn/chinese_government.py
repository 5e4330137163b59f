"""Listings of the content management systems of Chinese governments, two skins of each."""

from tests.unit.extraction.drawn.paper import CHINESE, Drawn, Notice, chinese_page, expected, rows

TOWN = "http://www.example.gov.cn"
TRS_PAGER = '<div class="page"><script>createPageHTML(12, 0, "index", "html");</script></div>'
TRS_HEAD = '<meta name="SiteName" content="某市人民政府"><meta name="ColumnName" content="通知公告"><script src="/images/TRS.js"></script>'


def trs(one: Notice) -> str:
    return f"{TOWN}/zwgk/tzgg/{one.day:%Y%m}/t{one.day:%Y%m%d}_{one.number}.html"


def _trs_row(one: Notice) -> str:
    return f"""<li><a href="./{one.day:%Y%m}/t{one.day:%Y%m%d}_{one.number}.html" target="_blank" title="{one.title}">{one.title}</a><span>{one.ymd}</span></li>"""


def _trs_table(one: Notice) -> str:
    return f"""<tr><td>{one.number % 100}</td><td class="bt"><a href="./{one.day:%Y%m}/t{one.day:%Y%m%d}_{one.number}.html">{one.title}</a></td>
<td>市政府办〔2025〕{one.number % 100}号</td><td>市政府办公室</td><td>{one.day:%Y年%m月%d日}</td></tr>"""


def hanweb(one: Notice) -> str:
    return f"{TOWN}/art/{one.day.year}/{one.day.month}/{one.day.day}/art_1229_{one.number}.html"


def _hanweb_row(one: Notice) -> str:
    href = hanweb(one).removeprefix(TOWN)
    return f"""<record><![CDATA[<li><a href="{href}" target="_blank" title="{one.title}">{one.title}</a><span class="bt-right">[{one.ymd}]</span></li>]]></record>"""


def _hanweb_table(one: Notice) -> str:
    href = hanweb(one).removeprefix(TOWN)
    return f"""<record><![CDATA[<table width="100%"><tr><td width="10">·</td><td><a href='{href}' class='bt_link' title='{one.title}' target="_blank">{one.cut}</a></td>
<td class="bt_time" width="80">{one.ymd}</td></tr></table>]]></record>"""


def _hanweb_island(shape: str) -> str:
    return f"""<div id="5417" class="list"><script type="text/xml"><datastore><nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1"></a>]]></nextgroup>
<recordset>{shape}</recordset></datastore></script></div><script>var webSite = 1; jpage(5417, 1, 15, 328);</script>"""


PAGES = (
    Drawn(
        "trs-list",
        f"{TOWN}/zwgk/tzgg/",
        chinese_page(f'<ul class="gl_list">{rows(CHINESE, _trs_row)}</ul>{TRS_PAGER}', head=TRS_HEAD),
        expected(CHINESE, trs),
        f"{TOWN}/zwgk/tzgg/index_1.html",
    ),
    Drawn(
        "trs-table",
        f"{TOWN}/zwgk/tzgg/index.html",
        chinese_page(
            f"<table><thead><tr><th>序号</th><th>标题</th><th>文号</th><th>发文机关</th><th>发布日期</th></tr></thead><tbody>{rows(CHINESE, _trs_table)}</tbody></table>{TRS_PAGER}",
            head=TRS_HEAD,
        ),
        expected(CHINESE, trs),
        f"{TOWN}/zwgk/tzgg/index_1.html",
    ),
    Drawn(
        "hanweb-lines",
        f"{TOWN}/col/col1229/index.html",
        chinese_page(_hanweb_island(rows(CHINESE, _hanweb_row))),
        expected(CHINESE, hanweb),
    ),
    Drawn(
        "hanweb-table",
        f"{TOWN}/col/col1229/index.html",
        chinese_page(_hanweb_island(rows(CHINESE, _hanweb_table))),
        expected(CHINESE, hanweb),
    ),
)
