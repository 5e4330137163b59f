"""The same list before each kind of pager."""

from tests.unit.extraction.drawn.paper import CHINESE, Drawn, Notice, chinese_page, expected, rows

SCHOOL = "http://xy.example.edu.cn"


def _line(one: Notice) -> str:
    return f'<li><a href="/show/{one.number}.html">{one.title}</a><span>{one.ymd}</span></li>'


# name -> (address of the page, its pager, the next page)
PAGERS: dict[str, tuple[str, str, str | None]] = {
    "none": ("/tzgg.htm", "", None),
    "next": ("/tzgg.htm", '<div class="page">共3页 <a href="tzgg/2.htm">下一页</a></div>', "/tzgg/2.htm"),
    "counting down": (
        "/tzgg.htm",
        '<div class="fy"><span>1</span><a href="tzgg/11.htm">2</a><a href="tzgg/10.htm">3</a><a href="tzgg/11.htm">下一页</a><a href="tzgg/1.htm">尾页</a></div>',
        "/tzgg/11.htm",
    ),
    "counting down, without words": (
        "/tzgg.htm",
        '<div class="pages"><span>1</span><a href="tzgg/11.htm">2</a><a href="tzgg/10.htm">3</a><span>...</span><a href="tzgg/1.htm">12</a></div>',
        "/tzgg/11.htm",
    ),
    "last page": (
        "/tzgg/1.htm",
        '<div class="page"><a href="../tzgg.htm">首页</a><a href="2.htm">上一页</a><span>下一页</span><span>尾页</span></div>',
        None,
    ),
    "last page, next a link to itself": (
        "/tzgg/list_3.html",
        '<div class="page"><a href="list_1.html">首页</a><a href="list_2.html">上一页</a><a href="list_3.html">下一页</a><a href="list_3.html">尾页</a></div>',
        None,
    ),
    "last page, next disabled": (
        "/list?page=3",
        '<ul class="pagination"><li><a href="/list?page=2">上一页</a></li><li><a href="/list?page=1">1</a></li><li><a href="/list?page=2">2</a></li><li class="active"><a href="/list?page=3">3</a></li><li class="disabled"><a href="#">下一页</a></li></ul>',
        None,
    ),
    "next disabled, with an address": (
        "/list?page=3",
        '<ul class="pagination"><li><a href="/list?page=1">1</a></li><li><a href="/list?page=2">2</a></li><li class="active"><span>3</span></li><li class="next disabled"><a href="/list?page=4">下一页</a></li></ul>',
        None,
    ),
    "page two": (
        "/list?page=2",
        '<ul class="pagination"><li><a href="/list?page=1">«</a></li><li><a href="/list?page=1">1</a></li><li class="active"><a href="/list?page=2">2</a></li><li><a href="/list?page=3">3</a></li><li><a href="/list?page=3">»</a></li></ul>',
        "/list?page=3",
    ),
    "page two, plain number": (
        "/list_2.html",
        '<p class="pager"><a href="list_1.html">1</a> 2 <a href="list_3.html">3</a> <a href="list_4.html">4</a></p>',
        "/list_3.html",
    ),
    "ellipsis in the middle": (
        "/list_6.html",
        '<div class="pagination"><a href="list_1.html">1</a><span>…</span><a href="list_5.html">5</a><em class="current">6</em><a href="list_7.html">7</a><span>…</span><a href="list_90.html">90</a></div>',
        "/list_7.html",
    ),
    "arrow": (
        "/list.htm",
        '<div class="paging"><a class="prev" href="javascript:;">&lt;</a><b>1</b><a href="list2.htm">2</a><a class="next" href="list2.htm">&gt;</a></div>',
        "/list2.htm",
    ),
    "picture": (
        "/list.htm",
        '<div class="paging"><b>1</b><a href="list2.htm">2</a><a href="list2.htm"><img src="/r.gif" alt="下一页"></a></div>',
        "/list2.htm",
    ),
    "title only": (
        "/list.htm",
        '<div class="paging"><a href="list2.htm" title="下一页"><i class="fa fa-angle-right"></i></a></div>',
        "/list2.htm",
    ),
    "aria label only": (
        "/list.htm",
        '<nav class="paging"><a href="list2.htm" aria-label="Next"><svg></svg></a></nav>',
        "/list2.htm",
    ),
    "script": (
        "/list.htm",
        '<div class="paging"><a href="javascript:gotopage(2)">下一页</a><a href="javascript:gotopage(9)">尾页</a></div>',
        None,
    ),
    "script with an address": (
        "/list.htm",
        """<div class="paging"><a href="javascript:;" onclick="location.href='list2.htm'">下一页</a></div>""",
        "/list2.htm",
    ),
    "script with a piece of an address": (
        "/list.htm",
        """<div class="paging"><a href="javascript:;" onclick="location.href='list.asp?page='+n">下一页</a></div>""",
        None,
    ),
    "counted by a script": (
        "/tzgg/",
        '<div class="page"><script>createPageHTML(4, 0, "index", "html")</script></div>',
        "/tzgg/index_1.html",
    ),
    "counted by a script, last page": (
        "/tzgg/index_3.html",
        """<div class="page"><script>createPageHTML(4, 3, 'index', 'html');</script></div>""",
        None,
    ),
    "counted by a script from one": (
        "/tzgg/list.shtml",
        """<div id="page_div"><script>createPageHTML('page_div',10, 1,'list','shtml',149);</script></div>""",
        "/tzgg/list_2.shtml",
    ),
    "counted by a script from one, last page": (
        "/tzgg/list_10.shtml",
        """<div id="page_div"><script>createPageHTML('page_div',10,10,'list','shtml',149);</script></div>""",
        None,
    ),
    "counted in variables": (
        "/tzgg/index_1.html",
        """<script>var currentPage = 1;//from 0
var countPage = 3
var str = "index"+"_"+(num-1)+"."+"html";</script>""",
        "/tzgg/index_2.html",
    ),
    "counted in variables, last page": (
        "/tzgg/index_2.html",
        """<script>var currentPage = 2;
var countPage = 3
document.write("<a href=index_"+(currentPage+1)+".html>");</script>""",
        None,
    ),
    "the script alone, which counts nothing": (
        "/tzgg/",
        "<script>function createPageHTML(pages, current, name, extension) { return name + '_' + current; }</script>",
        None,
    ),
    "select": (
        "/list.htm",
        '<div class="paging">转到<select onchange="location=this.value"><option value="list.htm" selected>1</option><option value="list2.htm">2</option></select>页</div>',
        None,
    ),
    "rel next": ("/list.htm", '<a rel="next" href="list2.htm">Older →</a>', "/list2.htm"),
    "more": ("/list.htm", '<div class="more"><a href="javascript:loadMore()">加载更多</a></div>', None),
    "next article is no next page": (
        "/list.htm",
        '<div class="x"><a href="/show/5.html">下一篇：关于某某的通知</a></div>',
        None,
    ),
    "next article, said shortly": ("/list.htm", '<div class="x"><a href="/show/5.html">下一篇</a></div>', None),
    "next of a slider": (
        "/list.htm",
        '<div class="carousel"><a class="carousel-control next" href="#myCarousel" data-slide="next">Next</a></div>',
        None,
    ),
    "years are no pages": (
        "/list.htm",
        '<div class="years"><a href="/y/2023.htm">2023</a><a href="/y/2024.htm">2024</a><a href="/y/2025.htm">2025</a></div>',
        None,
    ),
    "weeks are no pages": (
        "/list.htm",
        '<table class="calendar"><tr><td>1</td><td><a href="/d/2">2</a></td><td><a href="/d/3">3</a></td></tr></table>',
        None,
    ),
    "next month is no next page": (
        "/list.htm",
        '<div class="calendar"><a href="?m=1">上月</a> 2025年2月 <a href="?m=3">下月</a></div>',
        None,
    ),
    "in brackets": (
        "/list.asp",
        '<p align=center>[首页] [上一页] [<a href="list.asp?page=2">下一页</a>] [<a href="list.asp?page=9">末页</a>] 1/9</p>',
        "/list.asp?page=2",
    ),
    "query only": (
        "/list.asp?cid=3",
        '<p align=center>首页 上页 <a href="?cid=3&page=2">下页</a> <a href="?cid=3&page=9">末页</a></p>',
        "/list.asp?cid=3&page=2",
    ),
    "arrows around the words": (
        "/list.htm",
        '<div class="pg"><a href="list2.htm">下一页 ›</a></div>',
        "/list2.htm",
    ),
    "traditional": ("/list.htm", '<div class="pg"><a href="list2.htm">下一頁</a></div>', "/list2.htm"),
    "other host": ("/list.htm", '<div class="pg"><a href="http://ads.example.com/">Next</a></div>', None),
}
PAGES = tuple(
    Drawn(
        f"pager {name}",
        f"{SCHOOL}{path}",
        chinese_page(f'<div class="list"><ul>{rows(CHINESE, _line)}</ul></div>{pager}'),
        expected(CHINESE, lambda one: f"{SCHOOL}/show/{one.number}.html"),
        next_page and f"{SCHOOL}{next_page}",
    )
    for name, (path, pager, next_page) in PAGERS.items()
)
