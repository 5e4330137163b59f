"""Home pages whose menus were drawn from memory before the reader of menus was looked at."""

from dataclasses import dataclass, field

from service.domain.poll import Page
from service.domain.urls import Url

SITE = "http://dept.example.edu.cn"


@dataclass(frozen=True)
class DrawnHome:
    """A home page, its sections as path → address (from the root), and the feeds it names."""

    name: str
    html: str
    sections: dict[str, str]
    feeds: tuple[str, ...] = field(default=())
    url: str = f"{SITE}/index.htm"

    def page(self) -> Page:
        return Page(Url.parse(self.url), 200, "text/html", None, self.html.encode(), None)


_NEWS = (
    ("/info/1/11.htm", "我院召开新学期工作布置会", "03-02"),
    ("/info/1/12.htm", "学院领导走访慰问退休教职工", "03-01"),
    ("/info/1/13.htm", "青年教师教学竞赛圆满结束", "02-27"),
    ("/info/1/14.htm", "我院学子在挑战杯中获特等奖", "02-26"),
)
_BLOCK = "".join(
    f'<li><a href="{url}" title="{title}">{title}</a><span>{day}</span></li>' for url, title, day in _NEWS
)


def _home(body: str, head: str = "") -> str:
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>某学院</title>{head}</head><body>{body}<div class="footer"><a href="http://www.miit.gov.cn/">备案</a> 版权所有</div></body></html>'


_THREE_LEVELS = _home(
    f"""<div class="head"><div class="toplink"><a href="http://www.example.edu.cn">学校主页</a>|<a href="/en/index.htm">English</a>|<a href="javascript:AddFavorite()">加入收藏</a></div><div class="menu"><ul id="MenuBar1"><li><a href="index.htm">网站首页</a></li>
<li><a href="xygk/xyjj.htm">学院概况</a><ul><li><a href="xygk/xyjj.htm">学院简介</a></li><li><a href="xygk/jgsz.htm">机构设置</a><ul><li><a href="xygk/jgsz/dzjg.htm">党政机构</a></li><li><a href="xygk/jgsz/jxjg.htm">教学机构</a></li></ul></li></ul></li>
<li><a href="rcpy/bks/tzgg.htm">人才培养</a><ul><li><a href="rcpy/bks/tzgg.htm">本科生</a><ul><li><a href="rcpy/bks/tzgg.htm">通知公告</a></li><li><a href="rcpy/bks/xzzx.htm">下载中心</a></li></ul></li><li><a href="rcpy/yjs/tzgg.htm">研究生</a><ul><li><a href="rcpy/yjs/tzgg.htm">通知公告</a></li><li><a href="rcpy/yjs/xzzx.htm">下载中心</a></li></ul></li></ul></li>
<li><a href="javascript:void(0)">党建工作</a><ul><li><a href="djgz/dbxx.htm">党务公开</a></li></ul></li></ul></div></div><div class="news"><h3>学院新闻<a href="xyxw.htm">更多&gt;&gt;</a></h3><ul>{_BLOCK}</ul></div>"""
)
_TABLE = _home(
    f"""<table width="1000"><tr><td><a href="index.asp">首页</a></td><td>|</td><td><a href="about.asp">部门简介</a></td><td>|</td><td><a href="list.asp?id=3">工作动态</a></td><td>|</td><td><a href="list.asp?id=4">政策法规</a></td><td>|</td><td><a href="list.asp?id=5">下载专区</a></td><td>|</td><td><a href="mailto:a@example.edu.cn">信箱</a></td></tr></table>
<table><tr><td>工作动态</td><td align="right"><a href="list.asp?id=3">more</a></td></tr><tr><td colspan="2"><ul>{_BLOCK}</ul></td></tr></table>"""
)
_TWICE = _home(
    f"""<div class="m-header"><span class="m-btn"></span><div class="m-nav"><ul><li><a href="/index.htm">首页</a></li><li><a href="/xyxw.htm">学院新闻</a></li><li><a href="/szdw.htm">师资队伍</a><ul><li><a href="/szdw/js.htm">教授</a></li><li><a href="/szdw/fjs.htm">副教授</a></li></ul></li><li><a href="/tzgg.htm">通知公告</a></li></ul></div></div>
<div class="pc-header"><div class="nav"><ul><li><a href="/index.htm">首页</a></li><li><a href="/xyxw.htm">学院新闻</a></li><li><a href="/szdw.htm">师资队伍</a><div class="sub"><a href="/szdw/js.htm">教授</a><a href="/szdw/fjs.htm">副教授</a></div></li><li><a href="/tzgg.htm">通知公告</a></li></ul></div></div><div class="box"><ul>{_BLOCK}</ul></div>"""
)
_BLOCKS = _home(
    f"""<div class="banner"><img src="/b.jpg"></div><div class="row"><div class="box"><div class="tt"><h2>通知公告</h2><a class="more" href="/tzgg/">更多</a></div><ul>{_BLOCK}</ul></div><div class="box"><div class="tt"><h2>学术活动</h2><a class="more" href="/xshd/">MORE+</a></div><ul>{_BLOCK.replace("/1/", "/2/")}</ul></div><div class="box"><div class="tt"><span>招生信息</span><a href="/zsxx/">查看更多 &gt;</a></div><ul>{_BLOCK.replace("/1/", "/3/")}</ul></div></div>"""
)
_SCRIPTED = _home(
    f"""<div id="app-menu"></div><script>var menuData = [{{"name":"学院概况","url":"/xygk/index.htm","children":[{{"name":"学院简介","url":"/xygk/xyjj.htm","children":[]}},{{"name":"现任领导","url":"/xygk/xrld.htm","children":[]}}]}},{{"name":"科学研究","url":"/kxyj/index.htm","children":[{{"name":"通知公告","url":"/kxyj/tzgg.htm","children":[]}}]}}];renderMenu("#app-menu", menuData);</script><div class="box"><ul>{_BLOCK}</ul></div>"""
)
_DROPDOWN = _home(
    f"""<nav class="navbar"><ul class="nav"><li class="active"><a href="/">首页</a></li><li class="dropdown"><a href="#" class="dropdown-toggle" data-toggle="dropdown">科研 <b class="caret"></b></a><ul class="dropdown-menu"><li><a href="/ky/xm/">项目</a></li><li><a href="/ky/cg/">成果</a></li></ul></li><li class="dropdown"><a href="#" class="dropdown-toggle">教学 <b class="caret"></b></a><ul class="dropdown-menu"><li><a href="/jx/xm/">项目</a></li><li><a href="/jx/cg/">成果</a></li></ul></li><li><a href="https://mail.example.edu.cn/">邮箱</a></li><li><a href="/en/">English</a></li></ul></nav><section><ul>{_BLOCK}</ul></section>""",
    '<link rel="alternate" type="application/rss+xml" title="新闻" href="/feed.xml"><link rel="alternate" type="application/atom+xml" href="/atom.xml">',
)
_TWO_BARS = _home(
    f"""<div id="nav"><div class="one"><a href="/index.htm">首页</a><a href="/zwgk/" rel="m1">政务公开</a><a href="/zmhd/" rel="m2">政民互动</a></div><div id="m1" class="two"><a href="/zwgk/zcwj/">政策文件</a><a href="/zwgk/rsxx/">人事信息</a><a href="/zwgk/tjsj/">统计数据</a></div><div id="m2" class="two"><a href="/zmhd/ldxx/">领导信箱</a><a href="/zmhd/zxft/">在线访谈</a></div></div><div><ul>{_BLOCK}</ul></div>"""
)
_WORLD = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Department of Physics</title><link rel="alternate" type="application/feed+json" href="/feed.json"></head><body><a href="#main">Skip to content</a><header><a href="/"><img src="/logo.png" alt="Home"></a><nav aria-label="Main"><ul><li><a href="/">Home</a></li><li><button aria-expanded="false">News &amp; events</button><ul><li><a href="/news/">News</a></li><li><a href="/events/">Events</a></li></ul></li><li><a href="/research/">Research</a></li><li><a href="/people/">People</a></li><li><a href="/login">Log in</a></li></ul></nav><ul class="social"><li><a href="https://twitter.com/x">Twitter</a></li><li><a href="https://facebook.com/x">Facebook</a></li></ul></header><main id="main"><h1>Physics</h1><p>We study matter and light in all their forms, from single atoms to galaxies.</p></main><footer><a href="/privacy">Privacy</a></footer></body></html>"""

BLIND_HOMES = (
    DrawnHome(
        "three levels",
        _THREE_LEVELS,
        {
            "学院概况": "/xygk/xyjj.htm",
            "学院概况/学院简介": "/xygk/xyjj.htm",
            "学院概况/机构设置": "/xygk/jgsz.htm",
            "学院概况/机构设置/党政机构": "/xygk/jgsz/dzjg.htm",
            "学院概况/机构设置/教学机构": "/xygk/jgsz/jxjg.htm",
            "人才培养": "/rcpy/bks/tzgg.htm",
            "人才培养/本科生": "/rcpy/bks/tzgg.htm",
            "人才培养/本科生/通知公告": "/rcpy/bks/tzgg.htm",
            "人才培养/本科生/下载中心": "/rcpy/bks/xzzx.htm",
            "人才培养/研究生": "/rcpy/yjs/tzgg.htm",
            "人才培养/研究生/通知公告": "/rcpy/yjs/tzgg.htm",
            "人才培养/研究生/下载中心": "/rcpy/yjs/xzzx.htm",
            "党建工作/党务公开": "/djgz/dbxx.htm",
            "学院新闻": "/xyxw.htm",
        },
    ),
    DrawnHome(
        "a row of cells",
        _TABLE,
        {
            "部门简介": "/about.asp",
            "工作动态": "/list.asp?id=3",
            "政策法规": "/list.asp?id=4",
            "下载专区": "/list.asp?id=5",
        },
        url=f"{SITE}/index.asp",
    ),
    DrawnHome(
        "a second menu for phones",
        _TWICE,
        {
            "学院新闻": "/xyxw.htm",
            "师资队伍": "/szdw.htm",
            "师资队伍/教授": "/szdw/js.htm",
            "师资队伍/副教授": "/szdw/fjs.htm",
            "通知公告": "/tzgg.htm",
        },
    ),
    DrawnHome(
        "no menu, blocks with more", _BLOCKS, {"通知公告": "/tzgg/", "学术活动": "/xshd/", "招生信息": "/zsxx/"}
    ),
    DrawnHome(
        "a menu in a script",
        _SCRIPTED,
        {
            "学院概况": "/xygk/index.htm",
            "学院概况/学院简介": "/xygk/xyjj.htm",
            "学院概况/现任领导": "/xygk/xrld.htm",
            "科学研究": "/kxyj/index.htm",
            "科学研究/通知公告": "/kxyj/tzgg.htm",
        },
    ),
    DrawnHome(
        "one name under two dropdowns",
        _DROPDOWN,
        {
            "科研/项目": "/ky/xm/",
            "科研/成果": "/ky/cg/",
            "教学/项目": "/jx/xm/",
            "教学/成果": "/jx/cg/",
            "邮箱": "https://mail.example.edu.cn/",
            "English": "/en/",
        },
        ("/feed.xml", "/atom.xml"),
    ),
    DrawnHome(
        "a second bar",
        _TWO_BARS,
        {
            "政务公开": "/zwgk/",
            "政民互动": "/zmhd/",
            "政策文件": "/zwgk/zcwj/",
            "人事信息": "/zwgk/rsxx/",
            "统计数据": "/zwgk/tjsj/",
            "领导信箱": "/zmhd/ldxx/",
            "在线访谈": "/zmhd/zxft/",
        },
    ),
    DrawnHome(
        "world",
        _WORLD,
        {
            "News & events/News": "/news/",
            "News & events/Events": "/events/",
            "Research": "/research/",
            "People": "/people/",
        },
        ("/feed.json",),
        url=f"{SITE}/",
    ),
)
