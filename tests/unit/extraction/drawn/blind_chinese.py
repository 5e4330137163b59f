"""Chinese article pages drawn from what their systems are known to write, before the reader was looked at."""

from dataclasses import replace

from tests.unit.extraction.drawn.articles import DrawnArticle

AWARD = "我院教师在第五届教学创新大赛中获奖"
AWARD_BODY = (
    "近日，第五届全省高校教师教学创新大赛在省城落下帷幕，来自六十余所高校的三百余名教师同台竞技。",
    "我院青年教师王晓明以《材料力学》课程参赛，获得副高组一等奖，这是我院在该项赛事中的最好成绩。",
    "学院将以此为契机，继续推进课程建设，不断提高人才培养质量。",
    "（图文/教学办）",
)
TENDER = "某市水务局关于城东泵站改造工程环境影响评价文件的公示"
TENDER_BODY = (
    "根据建设项目环境影响评价审批程序的有关规定，现将城东泵站改造工程环境影响评价文件予以公示。",
    "公示期限：2025年3月3日至2025年3月7日（5个工作日）。",
    "联系电话：0571-8888 0000 通讯地址：解放路88号",
    "某市水务局",
    "2025年3月2日",
)
CALL = "关于开展2025年度实验室安全自查工作的通知"
CALL_BODY = (
    "各实验室：",
    "为进一步落实安全责任，请各实验室于2025年5月20日前完成安全自查，并填写自查表。",
    "自查内容包括危险化学品、气瓶、特种设备和用电安全，检查中发现的问题应立即整改。",
    "附件：实验室安全自查表",
    "设备处",
    "2025年4月28日",
)


def _p(lines: tuple[str, ...], style: str = "") -> str:
    return "".join(f"<p{style}>{line}</p>" for line in lines)


def _whole(head: str, body: str) -> str:
    return f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


_OLD_VSB = _whole(
    f"<title>{CALL}-某大学设备处</title>",
    f"""<table width="1000" align="center"><tr><td><table class="menu"><tr><td><a href="/index.htm">首 页</a></td>
<td><a href="/bmgk.htm">部门概况</a></td><td><a href="/tzgg.htm">通知公告</a></td><td><a href="/xzzx.htm">下载中心</a></td></tr></table></td></tr></table>
<table width="1000"><tr><td width="220" valign="top"><table><tr><td class="lefttitle">通知公告</td></tr><tr><td><a href="/tzgg/sb.htm">设备管理</a></td></tr>
<tr><td><a href="/tzgg/sy.htm">实验管理</a></td></tr></table></td><td valign="top"><table class="winstyle48212" width="100%"><tr><td nowrap>当前位置: <a href="/index.htm">首 页</a> &gt;&gt; <a href="/tzgg.htm">通知公告</a> &gt;&gt; 正文</td></tr></table>
<form name="_newscontent_fromname" action="/system/resource/"><table border="0" class="winstyle48210" width="100%" cellspacing="0"><tr><td class="titlestyle48210" align="center">{CALL}</td></tr>
<tr height="30"><td align="center"><span class="timestyle48210">2025-04-28 16:02</span><span class="authorstyle48210">&nbsp;设备处&nbsp;</span><span class="authorstyle48210">&nbsp;(点击: <span id="dynclicks"></span>)</span></td></tr>
<tr><td class="contentstyle48210"><div id="vsb_content_4">{_p(CALL_BODY, ' style="text-indent:2em"')}</div></td></tr>
<tr><td><table><tr><td>附件【<a href="/system/_content/download.jsp?urltype=news.DownloadAttachUrl&amp;owner=1278&amp;wbfileid=3321"><span>实验室安全自查表.xls</span></a>】已下载<span id="nattach3321"></span>次</td></tr></table></td></tr>
<tr><td align="right"><a href="1209.htm">【上一条】停电通知</a> <a href="1211.htm">【下一条】采购通知</a></td></tr><tr><td align="right">【<a href="javascript:window.close()">关闭</a>】</td></tr></table></form></td></tr></table>
<table width="1000"><tr><td align="center">地址：某市大学路1号 邮编：100000 Copyright 2015 某大学设备处</td></tr></table>""",
)

_SUDY = _whole(
    f"<title>{AWARD}</title>",
    f"""<div class="wp-wrapper wp-header"><div class="wp-inner"><a class="site-url" href="/main.htm"><img src="/logo.png"></a><ul class="wp-menu"><li class="menu-item"><a class="menu-link" href="/main.htm">首页</a></li><li class="menu-item"><a class="menu-link" href="/xw/list.htm">学院新闻</a></li><li class="menu-item"><a class="menu-link" href="/tz/list.htm">通知公告</a></li></ul></div></div>
<div class="wp-wrapper"><div class="infobox"><div class="article" frag="窗口3" portletmode="simpleArticleAttri"><h1 class="arti_title">{AWARD}</h1><h2 class="arti_title"></h2>
<p class="arti_metas"><span class="arti_publisher">发布者：李华</span><span class="arti_update">发布时间：2025-05-14</span><span class="arti_views">浏览次数：<span class="WP_VisitCount" url="/_visitcountdisplay?siteId=9">128</span></span></p>
<div class="entry"><div class="read"><div class="wp_articlecontent"><p style="text-align:center"><img data-layer="photo" src="/_upload/article/images/5a/1c/b.jpg" sudyfile-attr="{{'title':'b.jpg'}}"></p>{_p(AWARD_BODY)}<p><br></p></div></div></div></div></div></div>
<div class="wp-wrapper wp-footer"><p>版权所有 © 某大学材料学院</p><p>地址：某市文苑路2号 邮编：210000</p></div>""",
)

_SUDY_PDF = _whole(
    f"<title>{CALL}</title>",
    f"""<div id="nav"><a href="/main.htm">首页</a><a href="/201/list.htm">通知</a><a href="/202/list.htm">规章</a></div><div id="container-1"><div class="col_menu"><h3>通知</h3><ul><li><a href="/201/list.htm">全部</a></li></ul></div>
<div class="col_news"><div class="col_path">当前位置：<a href="/main.htm">首页</a> / <a href="/201/list.htm">通知</a></div><div class="biaoti3">{CALL}</div>
<div style="text-align:center;border-bottom:1px dotted"><span>发布时间：2025-04-28</span>&nbsp;<span>浏览次数：</span><span class="WP_VisitCount">10</span></div>
<div class="wp_articlecontent">{_p(CALL_BODY[:3])}<p><img src="/_ueditor/themes/default/images/icon_doc.gif"><a href="/_upload/article/files/1a/2b/0f.docx" sudyfile-attr="{{'title':'自查表.docx'}}" target="_blank">自查表.docx</a></p></div></div></div><div id="footer">Copyright © 2020 某大学</div>""",
)

_TRS = _whole(
    f"""<title>{TENDER}_公示公告_某市水务局</title><meta name="SiteName" content="某市水务局"><meta name="ColumnName" content="公示公告"><meta name="ArticleTitle" content="{TENDER}"><meta name="PubDate" content="2025-03-02 17:20"><meta name="ContentSource" content="某市水务局">""",
    f"""<div class="top"><a href="http://www.example.gov.cn/">市政府</a>|<a href="../../wza/">无障碍</a>|<a href="javascript:setHomepage()">设为首页</a></div><div class="nav"><a href="../../">首页</a><a href="../../zwgk/">政务公开</a><a href="../../bsfw/">办事服务</a><a href="../../hdjl/">互动交流</a></div>
<div class="dqwz">您当前的位置：<a href="../../" class="CurrChnlCls">首页</a>&nbsp;&gt;&nbsp;<a href="../" class="CurrChnlCls">公示公告</a></div>
<div class="xl-top"><table class="xxgk" cellpadding="0"><tr><td>索 引 号：</td><td>00256/2025-00077</td><td>主题分类：</td><td>水利</td></tr><tr><td>发布机构：</td><td>某市水务局</td><td>发布日期：</td><td>2025-03-02 17:20</td></tr><tr><td>文　　号：</td><td></td><td>有 效 性：</td><td>有效</td></tr></table></div>
<div class="xl"><div class="xl_title">{TENDER}</div><div class="xl_share">字号：<a href="javascript:doZoom(18)">大</a> <a href="javascript:doZoom(14)">中</a> <a href="javascript:doZoom(12)">小</a> <a href="javascript:window.print()">打印</a><div class="bshare-custom">分享到：<a title="分享到微信" class="bshare-weixin"></a></div></div>
<div class="view TRS_UEDITOR trs_paper_default">{_p(TENDER_BODY, ' align="justify"')}<p><a appendix="true" otheroperation="false" href="./P020250302624.pdf" title="环评报告表.pdf" oldsrc="/protect/P0202.pdf">环评报告表.pdf</a></p></div></div>
<div class="xgxx">相关信息：<ul><li><a href="../202502/t20250211_1.html">河道整治公示</a></li><li><a href="../202502/t20250212_2.html">取水许可公示</a></li></ul></div>
<div class="footer">主办：某市水务局 <a href="#">网站地图</a> 备案号：浙ICP备05000001号 <img src="gov.png"></div>""",
)

_HANWEB = _whole(
    f"<title>某市水务局 公示公告 {TENDER}</title>",
    f"""<div id="barrierfree_container"><div class="head"><a href="/index.html">首页</a> <a href="/col/col1229/index.html">公示公告</a> <a href="/col/col1230/index.html">工作动态</a></div>
<table width="100%"><tr><td>当前位置：<a href="/index.html" class="bt_link">首页</a> &gt; <a href="/col/col1229/index.html" class="bt_link">公示公告</a></td></tr></table>
<table id="article" width="92%" align="center"><tr><td align="center" class="title"><!--<$[标题名称(html)]>begin-->{TENDER[:15]}<br>{TENDER[15:]}<!--<$[标题名称(html)]>end--></td></tr>
<tr><td align="center"><!--<$[副标题]>begin--><!--<$[副标题]>end--></td></tr><tr><td><table width="100%"><tr><td>发布日期：<!--<$[信息时间]>begin-->2025-03-02<!--<$[信息时间]>end--> 17:20</td><td>浏览次数：<script src="/visit.do"></script>次</td><td>字体：[ <a href="javascript:doZoom(18)">大</a> <a href="javascript:doZoom(16)">中</a> <a href="javascript:doZoom(14)">小</a> ]</td></tr></table></td></tr>
<tr><td class="bt_content"><div id="zoom"><!--<$[信息内容]>begin--><meta name="ContentStart"/>{_p(TENDER_BODY)}<meta name="ContentEnd"/><!--<$[信息内容]>end--></div></td></tr>
<tr><td><img src="/images/fj.gif"> 附件：<a href="/module/download/downfile.jsp?classid=0&amp;filename=2503021.pdf">环评报告表.pdf</a></td></tr><tr><td align="right">【<a href="javascript:window.print()">打印本页</a>】【<a href="javascript:window.close()">关闭窗口</a>】</td></tr></table></div>
<div class="foot">某市水务局版权所有</div>""",
)

_JEECMS = _whole(
    f"<title>{AWARD} - 学院新闻 - 材料学院</title>",
    f"""<div class="header"><div class="w"><ul class="navlist"><li><a href="/">首页</a></li><li><a href="/xyxw/index.jhtml">学院新闻</a></li><li><a href="/tzgg/index.jhtml">通知公告</a></li></ul></div></div><div class="w main"><div class="fl left"><h3>热点新闻</h3><ul><li><a href="/xyxw/101.jhtml">学院召开期末工作会</a></li><li><a href="/xyxw/102.jhtml">学院开展消防演练</a></li><li><a href="/xyxw/103.jhtml">校友返校座谈会召开</a></li></ul></div>
<div class="fr right"><div class="path">当前位置：<a href="/">首页</a> &gt; <a href="/xyxw/index.jhtml">学院新闻</a> &gt; 正文</div><div class="article"><h1>{AWARD}</h1><div class="msgbar">发布时间：2025-05-14 11:32:00 &nbsp;&nbsp;作者：教学办 &nbsp;&nbsp;浏览次数：<span id="views">0</span></div><div class="summary"><span>摘要：</span>王晓明老师获一等奖。</div>
<div class="content">{_p(AWARD_BODY)}</div><div class="updown"><span>上一篇：<a href="/xyxw/101.jhtml">学院召开期末工作会</a></span><span>下一篇：没有了</span></div></div></div></div><div class="bottom">© 材料学院 技术支持：某软件公司</div>""",
)

_DEDE = _whole(
    f'<title>{AWARD}_材料学院</title><meta name="description" content="近日">',
    f"""<div class="header_top"><a href="/">材料学院</a> <a href="/member/">登录</a></div><div id="navMenu"><ul><li><a href="/">主页</a></li><li><a href="/xw/">新闻</a></li><li><a href="/tz/">通知</a></li></ul></div><div class="w960"><div class="pleft"><div class="place"><strong>当前位置:</strong> <a href="/">主页</a> &gt; <a href="/xw/">新闻</a> &gt;</div>
<div class="viewbox"><div class="title"><h2>{AWARD}</h2></div><div class="info"><small>时间:</small>2025-05-14 11:32<small>来源:</small>未知<small>作者:</small>admin<small>点击:</small><script src="/plus/count.php?view=yes&aid=12"></script>次</div><div class="intro">王晓明老师获一等奖。</div>
<div class="content"><table width="100%"><tr><td>{"".join(f"<div>　　{line}</div>" for line in AWARD_BODY)}</td></tr></table></div><div class="dede_pages"><ul class="pagelist"></ul></div>
<div class="newdigg" id="newdigg"><div class="diggbox digg_good"><div class="digg_act">顶一下</div><div class="digg_num">(3)</div></div><div class="diggbox digg_bad"><div class="digg_act">踩一下</div><div class="digg_num">(0)</div></div></div>
<div class="boxoff"><strong>------分隔线----------------------------</strong></div><div class="handle"><div class="context"><ul><li>上一篇：<a href="/xw/11.html">消防演练</a></li><li>下一篇：没有了</li></ul></div><div class="actbox"><ul><li><a href="/plus/stow.php?aid=12">收藏</a></li><li><a href="/plus/recommend.php?aid=12">推荐</a></li><li><a href="#" onclick="window.print();">打印</a></li></ul></div></div></div>
<div class="mt1"><dl class="tbox"><dt><strong>推荐内容</strong></dt><dd><ul class="e3"><li><a href="/xw/9.html">期末工作会召开</a><p>学院召开期末工作会，院长作了讲话，布置下学期工作。...</p></li></ul></dd></dl></div></div><div class="pright"><dl><dt>热点内容</dt><dd><ul><li><a href="/xw/8.html">校友返校座谈</a></li><li><a href="/xw/7.html">博士论坛举行</a></li></ul></dd></dl></div></div><div class="footer">Powered by DedeCMS</div>""",
)

_EMPIRE = _whole(
    f"<title>{AWARD}-学院新闻-材料学院</title>",
    f"""<table width="100%" class="top"><tr><td><a href="/">首页</a></td><td><a href="/xw/">学院新闻</a></td><td><a href="/tz/">通知公告</a></td></tr></table><table width="960" align="center"><tr><td class="position">现在的位置：<a href="/">首页</a>&nbsp;&gt;&nbsp;<a href="/xw/">学院新闻</a></td></tr></table>
<table width="960" align="center"><tr valign="top"><td><table width="100%" class="title_info"><tr><td><h1>{AWARD}</h1></td></tr><tr><td class="info_text">时间：2025-05-14&nbsp;&nbsp;来源：本站&nbsp;&nbsp;作者：教学办 <a href="/e/pl/?classid=1&amp;id=12">我要评论(<span><script src="/e/public/ViewClick/"></script></span>)</a></td></tr></table>
<table width="100%"><tr><td id="text">{"<br /><br />".join("　　" + line for line in AWARD_BODY)}</td></tr></table><table width="100%"><tr><td align="center"><a href="/e/member/fava/add/?id=12">收藏本文</a> 顶：<b>2</b> 踩：<b>0</b></td></tr><tr><td>上一篇：<a href="/xw/11.html">学院开展消防演练</a><br>下一篇：<a href="/xw/">返回列表</a></td></tr></table></td>
<td width="240"><table class="box"><tr><td><strong>栏目导航</strong></td></tr><tr><td><a href="/xw/a/">教学</a></td></tr><tr><td><a href="/xw/b/">科研</a></td></tr></table><table class="box"><tr><td><strong>热门文章</strong></td></tr><tr><td><ul><li><a href="/xw/8.html">校友返校座谈</a></li><li><a href="/xw/7.html">博士论坛举行</a></li></ul></td></tr></table></td></tr></table>""",
)

_SITESERVER = _whole(
    f"<title>{CALL}</title>",
    f"""<div class="warp"><div class="n_menu"><a href="/">首页</a><a href="/channels/12.html">通知公告</a><a href="/channels/13.html">下载</a></div><div class="n_right"><div class="n_pos">您的位置：<a href="/">首页</a>&gt;<a href="/channels/12.html">通知公告</a></div>
<div class="n_title">{CALL}</div><div class="n_time"><em>2025年04月28日</em><em>阅读：<script src="/sitefiles/services/cms/hits.aspx"></script></em></div><div class="n_con"><div>{_p(CALL_BODY, ' style="line-height:2"')}</div></div>
<div class="n_file"><b>附件下载：</b><a href="/sitefiles/services/cms/utils.aspx?type=Download&amp;publishmentSystemID=1&amp;fileUrl=a8f.doc">实验室安全自查表.doc</a></div><div class="n_page"><p>上一篇：<a href="1.html">停电通知</a></p><p>下一篇：<a href="3.html">采购通知</a></p></div></div></div><div class="n_foot"><p>某大学设备处 版权所有　电话：010-88880000</p></div>""",
)

_PAGEADMIN = _whole(
    f"<title>{CALL}</title>",
    f"""<div class="page_style page_content"><div id="topnav"><a href="/">网站首页</a><a href="/tzgg.html">通知公告</a></div><div class="main_style"><div class="sublanmu_box"><div class="sublanmu_title">通知公告</div><ul><li><a href="/tzgg/a.html">设备</a></li></ul></div>
<div class="content_box"><div id="content_title">{CALL}</div><div id="content_info">发布者：[db:作者]&nbsp;&nbsp;发布时间：2025/4/28 16:02:11&nbsp;&nbsp;浏览：<span id="clicks">5</span>次</div><div id="content_detail">{_p(CALL_BODY)}<div class="content_annex"><span>附件：</span><a href="/e/upload/s1/fujian/202504/281602.doc" target="_blank"><img src="/e/images/icon/doc.gif">自查表</a></div></div>
<div class="sub_content_relatedtitle">相关内容</div><ul class="related"><li><a href="/tzgg/5.html">消防安全通知</a></li><li><a href="/tzgg/6.html">危险品台账填报通知</a></li></ul></div></div></div><div class="page_bottom">Powered by PageAdmin CMS</div>""",
)

_PHPCMS = _whole(
    f"<title>{AWARD} - 学院新闻</title>",
    f"""<div class="header"><div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/index.php?m=content&c=index&a=lists&catid=6">学院新闻</a></li></ul></div></div><div class="main"><div class="col-left"><div class="crumbs"><a href="/">首页</a><span> &gt; </span><a href="/xw/">学院新闻</a> &gt; 正文</div>
<div id="Article"><h1>{AWARD}<br /><span>2025-05-14 11:32:17&nbsp;&nbsp;&nbsp;来源：教学办&nbsp;&nbsp;&nbsp;评论：<a href="#comment_iframe" id="comment">0</a> 点击：</span><span id="hits"></span></h1><div class="content">{_p(AWARD_BODY)}</div><div class="content-bottom"><p class="f14"><strong>上一篇：</strong><a href="/2025/0513/11.html">消防演练</a><br><strong>下一篇：</strong><a href="javascript:alert('最后一页');">最后一页</a></p>
<a class="addfav" href="javascript:;">收藏</a></div><h5>延伸阅读：</h5><ul class="relevance"><li>· <a href="/2025/0301/5.html">学院召开教学工作会</a></li></ul></div></div><div class="col-auto"><div class="box"><h5 class="title-2">频道总排行</h5><ul class="content digg"><li><a href="/2025/0102/3.html">校友返校座谈</a></li><li><a href="/2025/0103/4.html">博士论坛举行</a></li></ul></div></div></div>""",
)

_WEBFORMS = _whole(
    "<title>信息浏览</title>",
    f"""<form method="post" action="./Show.aspx?id=318" id="form1"><input type="hidden" name="__VIEWSTATE" value="/wEPDwUKLTk2"><div id="Head1_menu"><a href="Default.aspx">首页</a><a href="List.aspx?cid=3">通知公告</a><a href="List.aspx?cid=4">下载专区</a></div><table style="width:100%"><tr><td><span id="ctl00_lblPath">首页&gt;&gt;通知公告</span></td></tr>
<tr><td style="text-align:center"><span id="ctl00_ContentPlaceHolder1_lblTitle" style="font-size:20px;font-weight:bold">{CALL}</span></td></tr><tr><td style="text-align:center">发布人：<span id="ctl00_ContentPlaceHolder1_lblAuthor">设备处</span>　发布时间：<span id="ctl00_ContentPlaceHolder1_lblTime">2025/4/28 0:00:00</span>　点击数：<span id="ctl00_ContentPlaceHolder1_lblHits">41</span></td></tr>
<tr><td><span id="ctl00_ContentPlaceHolder1_lblContent">{_p(CALL_BODY, ' class="MsoNormal"')}</span></td></tr><tr><td>附件：<a id="ctl00_ContentPlaceHolder1_HyperLink1" href="DownFile.aspx?id=318">自查表.rar</a></td></tr></table><div class="bottom"><span id="Foot1_lbl">版权所有：某大学设备处　今日访问：12　总访问量：34567</span></div></form>""",
)

_BARE = f"""<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset=gb2312"><TITLE>设备处</TITLE></HEAD><BODY bgColor=#ffffff><CENTER><A href="index.htm">首页</A> | <A href="news.htm">通知</A> | <A href="rule.htm">规章</A></CENTER><HR>
<P align=center><FONT size=5 face=黑体><B>{CALL}</B></FONT></P><P align=center><FONT size=2>（2025年4月28日）</FONT></P>
{"".join(f"<P><FONT size=3>　　{line}</FONT></P>" for line in CALL_BODY)}<P><A href="files/zcb.doc">实验室安全自查表</A></P><HR><P align=center><FONT size=2>设备处制作　您是第 10234 位访客</FONT></P></BODY></HTML>"""

_V8 = _whole(
    f"""<title>{AWARD}-材料学院</title><meta name="pageTitle" content="{AWARD}"><meta name="pageType" content="3">""",
    f"""<div class="top"><div class="nav"><ul><li><a href="../../index.htm">首页</a></li><li><a href="../../xyxw.htm">学院新闻</a></li></ul></div></div><div class="ny"><div class="ny_left"><h2>学院新闻</h2></div><div class="ny_right"><div class="weizhi"><a href="../../index.htm">首页</a>&gt;<a href="../../xyxw.htm">学院新闻</a>&gt;正文</div>
<form name="_newscontent_fromname"><div class="show01"><h5>{AWARD}</h5><p class="date"><i>发布时间：2025年05月14日 11:32</i> <i>作者：教学办</i> <i>审核：赵云</i> <i>点击：[<script>_showDynClicks("wbnews", 1, 2)</script>]</i></p></div><div class="show02"><div class="v_news_content">{_p(AWARD_BODY)}<p class="vsbcontent_img"><img src="/__local/1/2/3.jpg" width="600"></p></div></div>
<div class="show03"><p>上一条：<a href="11.htm">学院开展消防演练</a></p><p>下一条：<a href="13.htm">校友返校座谈</a></p></div></form></div></div><div class="foot"><p>CopyRight © 2021 材料学院 All Rights Reserved</p></div>""",
)

_WP = _whole(
    f"""<title>{AWARD} &#8211; 王老师课题组</title><meta name="generator" content="WordPress 6.2"><link rel="alternate" type="application/rss+xml" href="/feed/">""",
    f"""<a class="skip-link" href="#content">跳至内容</a><header id="masthead"><p class="site-title"><a href="/">王老师课题组</a></p><nav><ul id="primary-menu"><li><a href="/">首页</a></li><li><a href="/people/">成员</a></li></ul></nav></header><main id="main"><article id="post-12" class="post-12 post type-post"><header class="entry-header"><h1 class="entry-title">{AWARD}</h1><div class="entry-meta"><span class="posted-on">发表于 <a href="/2025/05/14/award/" rel="bookmark"><time class="entry-date published" datetime="2025-05-14T11:32:00+08:00">2025年5月14日</time><time class="updated" datetime="2025-05-16T09:00:00+08:00">2025年5月16日</time></a></span> <span class="byline">由 <a class="url fn n" href="/author/wang/">王晓明</a></span></div></header>
<div class="entry-content">{_p(AWARD_BODY)}<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">分享此文：</h3><ul><li><a href="?share=twitter">Twitter</a></li></ul></div></div><footer class="entry-footer"><span class="cat-links">分类：<a href="/category/news/">新闻</a></span></footer></article><nav class="post-navigation"><h2 class="screen-reader-text">文章导航</h2><a href="/2025/04/01/talk/" rel="prev">上一篇 学术报告</a></nav>
<div id="comments"><h2 class="comments-title">《{AWARD}》有1条评论</h2><ol><li><p>恭喜王老师，为课题组争光，期待更好的成绩！</p></li></ol><form><textarea></textarea></form></div></main><aside id="secondary"><section><h2>近期文章</h2><ul><li><a href="/a/">学术报告</a></li></ul></section></aside><footer><a href="https://wordpress.org/">自豪地采用WordPress</a></footer>""",
)

_COURT = _whole(
    f"<title>{TENDER}</title>",
    f"""<div class="header"><ul class="menu"><li><a href="/">首页</a></li><li><a href="/gs/">公示</a></li><li><a href="/dt/">动态</a></li></ul></div><div class="w1200"><div class="detail"><div class="title1">公示</div><div class="detail_bigtitle">{TENDER}</div><div class="detail_thr"><ul class="clearfix"><li class="fl">2025-03-02 17:20:35</li><li class="fl">来源：市水务局</li><li class="fr print">打印</li><li class="fr"><a>大</a><a>中</a><a>小</a></li></ul></div><div class="txt"><div id="UEditor">{_p(TENDER_BODY)}</div></div><div class="zeren">责任编辑：孙权</div>
<div class="ewm"><img src="/qr.png"><p>扫一扫在手机打开当前页</p></div></div></div><div class="footer"><a href="/about">关于我们</a><a href="/map">网站地图</a></div>""",
)

_SUBTITLE = _whole(
    f"<title>{AWARD}</title>",
    f"""<div class="hd"><a href="/">首页</a><a href="/xw/">要闻</a></div><div class="sub-main"><p class="bc"><a href="/">首页</a>/<a href="/xw/">要闻</a></p><h4 class="yinti">喜报</h4><h3>{AWARD[:8]}<br/>{AWARD[8:]}</h3><h4 class="futi">——王晓明老师获副高组一等奖</h4><div class="laiyuan">来源：党委宣传部　|　时间：2025-05-14　|　撰稿：钱进　|　编辑：周舟</div><article>{_p(AWARD_BODY)}</article><p class="bj">（责任编辑：周舟）</p><p class="fx">分享到：<i class="wx"></i><i class="wb"></i></p></div><div class="ft">某大学新闻中心</div>""",
)


_S = "http://clxy.example.edu.cn"
_G = "http://swj.example.gov.cn"
_SHEET = "实验室安全自查表"


def _award(name: str, html: str, path: str) -> DrawnArticle:
    return DrawnArticle(name, html, AWARD, "2025-05-14", AWARD_BODY, url=f"{_S}{path}")


def _tender(name: str, html: str, path: str) -> DrawnArticle:
    return DrawnArticle(name, html, TENDER, "2025-03-02", TENDER_BODY, url=f"{_G}{path}")


def _call(
    name: str, html: str, path: str, file: str, called: str, lines: tuple[str, ...] = CALL_BODY
) -> DrawnArticle:
    return DrawnArticle(name, html, CALL, "2025-04-28", lines, ((f"{_S}{file}", called),), url=f"{_S}{path}")


BLIND_CHINESE = (
    _call(
        "vsb of tables",
        _OLD_VSB,
        "/info/1015/1210.htm",
        "/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1278&wbfileid=3321",
        f"{_SHEET}.xls",
    ),
    replace(_award("webplus", _SUDY, "/2025/0514/c201a1234/page.htm"), images=1),
    _call(
        "webplus with its title in a div",
        _SUDY_PDF,
        "/2025/0428/c201a1235/page.htm",
        "/_upload/article/files/1a/2b/0f.docx",
        "自查表.docx",
        (*CALL_BODY[:3], "自查表.docx"),
    ),
    replace(
        _tender("trs with a table of properties", _TRS, "/gsgg/202503/t20250302_624.html"),
        lines=(*TENDER_BODY, "环评报告表.pdf"),
        files=((f"{_G}/gsgg/202503/P020250302624.pdf", "环评报告表.pdf"),),
    ),
    replace(
        _tender("hanweb", _HANWEB, "/art/2025/3/2/art_1229_77.html"),
        files=((f"{_G}/module/download/downfile.jsp?classid=0&filename=2503021.pdf", "环评报告表.pdf"),),
    ),
    replace(_award("jeecms", _JEECMS, "/xyxw/104.jhtml"), lines=("摘要：王晓明老师获一等奖。", *AWARD_BODY)),
    _award("dedecms", _DEDE, "/xw/12.html"),
    _award("empirecms of tables", _EMPIRE, "/xw/12.html"),
    _call(
        "siteserver",
        _SITESERVER,
        "/contents/12/2.html",
        "/sitefiles/services/cms/utils.aspx?type=Download&publishmentSystemID=1&fileUrl=a8f.doc",
        f"{_SHEET}.doc",
    ),
    _call(
        "pageadmin",
        _PAGEADMIN,
        "/tzgg/7.html",
        "/e/upload/s1/fujian/202504/281602.doc",
        "自查表",
        (*CALL_BODY, "附件：自查表"),
    ),
    _award("phpcms with its date in the heading", _PHPCMS, "/2025/0514/12.html"),
    _call("web forms", _WEBFORMS, "/Show.aspx?id=318", "/DownFile.aspx?id=318", "自查表.rar"),
    _call("by hand with fonts", _BARE, "/tz20250428.htm", "/files/zcb.doc", _SHEET, (*CALL_BODY, _SHEET)),
    replace(_award("vsb 8", _V8, "/info/1006/12.htm"), images=1),
    replace(_award("wordpress", _WP, "/2025/05/14/award/"), author="王晓明"),
    _tender("a court's layout", _COURT, "/gs/2025/33.html"),
    _award("heading broken in two, with lines above and below", _SUBTITLE, "/xw/12.htm"),
)
