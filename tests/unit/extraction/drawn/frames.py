"""Frames of real systems around a list, as their templates nest them, and notices for the lists in them.

Each frame was drawn after the structure of a real system, with words and names of its own.
"""

from collections.abc import Sequence
from datetime import date

from tests.unit.extraction.drawn.paper import Notice, links


def tidings(first: int, step: int, written: str) -> tuple[Notice, ...]:
    """Notices of lines `day title`; numbers count down, as newer ones come first."""
    lines = [line.split(" ", 1) for line in written.strip().splitlines()]
    return tuple(
        Notice(first - step * place, title.strip(), date.fromisoformat(day))
        for place, (day, title) in enumerate(lines)
    )


TENDERS = tidings(
    902417,
    13,
    """
2025-02-25 城东实验小学运动场改造工程竞争性磋商公告
2025-02-25 2025年度公务用车定点维修服务项目公开招标公告
2025-02-24 区档案馆数字化加工服务（二次）成交结果公告
2025-02-24 职业技术学院实训基地设备采购项目更正公告（第一次）
2025-02-24 人民医院64排CT维保服务单一来源公示
2025-02-21 河西片区雨污分流工程监理招标公告
2025-02-20 智慧停车平台建设项目中标候选人公示
2025-02-20 机关食堂大宗食材配送采购公告
2025-02-18 乡镇生活垃圾转运站渗滤液处理项目废标公告
2025-02-14 图书馆中文图书采购项目合同公告
2025-02-11 新区学校LED显示屏采购项目询价公告
2025-02-08 老旧小区改造（三期）勘察设计招标公告
""",
)
ORDERS = tidings(
    20871,
    9,
    """
2025-02-24 市人民政府办公室关于印发2025年民生实事任务分工的通知
2025-02-20 关于表扬2024年度依法行政先进集体的通报
2025-02-20 市政府2025年第3次常务会议纪要
2025-02-17 关于调整城市公共供水价格的听证会公告
2025-02-12 《市养犬管理办法（草案）》公开征求意见
2025-02-10 关于李明等同志职务任免的通知
2025-01-26 春节期间天然气保供工作方案解读
2025-01-22 关于公布行政规范性文件清理结果的决定
2025-01-15 2024年国民经济和社会发展统计公报
2025-01-08 关于做好低温雨雪冰冻灾害防范应对工作的紧急通知
""",
)
CAMPUS = tidings(
    61348,
    4,
    """
2025-02-25 关于2025届毕业生图像信息补采集的通知
2025-02-24 2024-2025学年第二学期选课结果查询及退补选安排
2025-02-24 转发：全国大学英语四、六级考试报名通知
2025-02-21 我院教师参加第十二届全国有机化学学术会议
2025-02-19 研究生学位论文答辩安排（第二批）
2025-02-19 “青春向党”主题团日活动顺利举行
2025-02-17 校友张先生捐资设立励学金签约仪式
2025-02-13 实验室危险化学品专项检查通知
2025-02-10 2025年拟录取硕士研究生（推免）名单公示
2025-01-17 寒假期间教学楼开放时间
2025-01-14 学院召开2024年度工作总结会
2025-01-10 关于申报2025年国家自然科学基金的通知
""",
)
TAIWAN = tidings(
    7734,
    11,
    """
2025-02-24 114學年度碩博士班招生考試試場公告
2025-02-21 公告本局113年第4季公務統計報表
2025-02-20 「校園無障礙環境改善計畫」第二次說明會
2025-02-17 寒假期間圖書館閉館日期調整
2025-02-13 徵求113學年度第2學期工讀生
2025-02-10 轉知：教育部青年海外志工服務隊徵件
2025-02-05 春節連續假期垃圾清運時間異動
2025-01-22 市府大樓停車場暫停開放公告
2025-01-16 本系研究生榮獲國科會大專學生研究創作獎
""",
)
JAPAN = tidings(
    3120,
    6,
    """
2025-02-25 令和7年度入学料免除の申請について
2025-02-21 附属図書館の臨時休館のお知らせ（3月10日）
2025-02-20 国際シンポジウム「海と気候」を開催しました
2025-02-14 工学研究科の教授が学会賞を受賞
2025-02-07 個別学力検査の志願者数（確定）
2025-01-30 キャンパス内駐車場の工事に伴う利用制限
2025-01-24 公開講座の受講者を募集します
2025-01-10 能登半島地震で被災された受験生の皆様へ
""",
)
KOREA = tidings(
    88420,
    17,
    """
2025-02-25 2025학년도 1학기 수강정정 안내
2025-02-24 국가장학금 2차 신청 기간 연장 안내
2025-02-21 중앙도서관 열람실 운영시간 변경
2025-02-19 교내 근로장학생 추가 모집 공고
2025-02-18 2025년 전기 학위수여식 행사 안내
2025-02-14 생활관 입사 대상자 발표 및 등록 안내
2025-02-12 제37대 총학생회 보궐선거 공고
2025-02-07 동계 계절학기 성적 공시
""",
)
GERMAN = tidings(
    1642,
    5,
    """
2025-02-24 Neues Graduiertenkolleg zur Moorforschung bewilligt
2025-02-20 Rückmeldung zum Sommersemester endet am 28. Februar
2025-02-18 Sperrung der Mensa Nord wegen Bauarbeiten
2025-02-11 Preis für nachhaltige Chemie geht an Nachwuchsgruppe
2025-01-30 Stadtrat beschließt Haushalt 2025
2025-01-22 Öffentliche Auslegung des Bebauungsplans Nr. 114
2025-01-09 Stellenausschreibung: Sachbearbeitung im Prüfungsamt
2024-12-19 Weihnachtsschließung der Universitätsbibliothek
""",
)
FRENCH = tidings(
    5518,
    8,
    """
2025-02-24 Ouverture des candidatures en master pour la rentrée 2025
2025-02-19 Travaux rue de la République : circulation modifiée
2025-02-13 Un laboratoire récompensé par l'Académie des sciences
2025-02-06 Conseil municipal : ordre du jour de la séance
2025-01-28 Enquête publique relative au plan local d'urbanisme
2025-01-17 Bourse de mobilité : dépôt des dossiers
2025-01-07 Vœux du président à la communauté universitaire
""",
)
SPANISH = tidings(
    9206,
    3,
    """
2025-02-24 Convocatoria de becas de colaboración para el curso 2025-2026
2025-02-21 La Facultad de Ciencias acoge un congreso sobre volcanes
2025-02-17 Corte de agua previsto en el edificio central
2025-02-12 Abierto el plazo de matrícula de los cursos de idiomas
2025-02-04 El Ayuntamiento aprueba el plan de movilidad
2025-01-29 Publicadas las listas provisionales de admitidos
2025-01-15 Nuevo horario de atención en secretaría
""",
)
PORTUGUESE = tidings(
    4471,
    7,
    """
2025-02-24 Ministério abre consulta pública sobre bacias hidrográficas
2025-02-21 Edital de seleção para professor substituto é retificado
2025-02-18 Campanha de vacinação chega às escolas rurais
2025-02-13 Resultado final do concurso de monografias
2025-02-05 Universidade recebe delegação de Cabo Verde
2025-01-27 Sistema de matrículas ficará indisponível no sábado
""",
)
RUSSIAN = tidings(
    2380,
    2,
    """
2025-02-24 Учёный совет утвердил план приёма на 2025 год
2025-02-21 Студенты кафедры стали призёрами олимпиады
2025-02-19 Изменён график работы библиотеки
2025-02-14 Администрация объявляет конкурс на благоустройство двора
2025-02-07 Открыта регистрация на весеннюю школу
2025-01-31 Подведены итоги конкурса молодых учёных
2025-01-23 О переносе занятий в связи с морозами
""",
)
HUNGARIAN = tidings(
    410,
    3,
    """
2025-02-24 Megnyílt a pótfelvételi jelentkezés a doktori képzésre
2025-02-19 Könyvtári nyitvatartás a szorgalmi időszakban
2025-02-11 Tudományos diákköri konferencia: felhívás
2025-01-30 Lakossági fórum a belvárosi forgalmi rendről
2025-01-16 Pályázat kutatói ösztöndíjra
""",
)
ROMANIAN = tidings(
    812,
    4,
    """
2025-02-24 Anunț privind ocuparea posturilor didactice vacante
2025-02-20 Conferința națională de hidrologie, ediția a XII-a
2025-02-13 Program de audiențe la sediul primăriei
2025-01-28 Rezultatele concursului de burse
2025-01-14 Consultare publică pentru planul urbanistic
""",
)
INDONESIAN = tidings(
    5120,
    6,
    """
2025-02-24 Pengumuman hasil seleksi beasiswa unggulan
2025-02-20 Wali kota meninjau pembangunan jembatan baru
2025-02-13 Jadwal pelayanan selama bulan puasa
2025-01-28 Kuliah umum tentang mitigasi bencana
2025-01-14 Penerimaan mahasiswa baru jalur prestasi dibuka
""",
)
FINNISH = tidings(
    333,
    2,
    """
2025-02-24 Yliopiston hallitus vahvisti tilinpäätöksen
2025-02-17 Kaupunginkirjasto laajentaa aukioloaikojaan
2025-02-06 Uusi tutkimus järvien happikadosta
2025-01-21 Haku kesätöihin alkaa
2025-01-09 Katutyöt keskustassa jatkuvat maaliskuuhun
""",
)
HEBREW = tidings(
    610,
    2,
    """
2025-02-24 נפתחה ההרשמה לתוכנית המלגות לשנת הלימודים
2025-02-18 כנס בינלאומי בנושא משאבי מים
2025-02-10 שינויים בלוח הבחינות של סמסטר א
2025-01-29 דרושים מתרגלים לפקולטה להנדסה
2025-01-15 עבודות תשתית ברחוב הראשי
""",
)
ENGLISH_NEWS = tidings(
    7150,
    6,
    """
2025-02-24 Provost announces finalists for dean of engineering
2025-02-21 Notice of proposed rulemaking on water permits
2025-02-20 Marine lab receives grant to study kelp forests
2025-02-14 Call for nominations: staff excellence awards
2025-02-10 Ministry launches housing advice line
2025-02-03 New parking rules take effect on north campus
2025-01-28 Audit finds gaps in county payroll controls
2025-01-16 Registration for the spring symposium is open
2025-01-08 Winter storm closures and make-up days
""",
)

_CN_MENU = (
    ("首页", "/", ()),
    (
        "政务公开",
        "/zwgk/",
        (("领导之窗", "/ldzc/"), ("机构职能", "/jgzn/"), ("政策文件", "/zcwj/"), ("财政信息", "/czxx/")),
    ),
    ("办事服务", "/bsfw/", (("个人办事", "/grbs/"), ("法人办事", "/frbs/"), ("便民服务", "/bmfw/"))),
    ("互动交流", "/hdjl/", (("市长信箱", "/szxx/"), ("民意征集", "/myzj/"), ("在线访谈", "/zxft/"))),
    ("走进本市", "/zjbs/", (("城市概况", "/csgk/"), ("历史文化", "/lswh/"))),
)
_MEGA = "".join(
    f'<li class="nav-item"><a href="{href}">{name}</a><div class="sub-nav"><dl><dt>{name}</dt><dd>{links(below, "<a href={href}>{text}</a>")}</dd></dl></div></li>'
    for name, href, below in _CN_MENU
)
_LATEST = "".join(
    f'<li><a href="/yw/t202502{day}_{n}.html" title="{title}">{title}</a><i>02-{day}</i></li>'
    for n, (day, title) in enumerate(
        (
            ("25", "市领导调研重点项目开工建设情况"),
            ("24", "全市经济运行调度会议召开"),
            ("23", "春季义务植树活动启动"),
            ("22", "一图读懂政府工作报告"),
            ("21", "我市新增三家国家级专精特新企业"),
        )
    )
)


def chinese_government(content: str, section: str, *, side: bool = True, head: str = "") -> str:
    """A city's portal: a menu with panels, a dated list of the latest beside, several blocks of links below."""
    aside = f'<div class="side-r"><div class="s-tit"><h3>最新要闻</h3></div><ul class="s-list">{_LATEST}</ul><div class="s-tit"><h3>专题专栏</h3></div><ul class="zt"><li><a href="/zt/yhyshj/"><img src="/images/zt1.jpg" alt="优化营商环境"></a></li><li><a href="/zt/aqsc/"><img src="/images/zt2.jpg" alt="安全生产月"></a></li></ul></div>'
    return f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="SiteName" content="某市人民政府"><meta name="ColumnName" content="{section}"><title>{section}_某市人民政府</title>{head}</head><body>
<div class="top-bar"><div class="w1200"><span id="date"></span><a href="/wza/">无障碍</a><a href="/ft/">繁體</a><a href="/login">登录</a><a href="/reg">注册</a><a href="/app/">移动端</a></div></div>
<div class="header"><div class="w1200"><a class="logo" href="/"><img src="/images/logo.png" alt="某市人民政府"></a><form class="search"><input name="searchWord" placeholder="请输入关键字"><p>热搜词：<a href="/s?q=社保">社保</a><a href="/s?q=公积金">公积金</a><a href="/s?q=学区">学区划分</a></p></form></div></div>
<div class="nav"><ul class="w1200">{_MEGA}</ul></div>
<div class="w1200 clearfix"><div class="crumbs">您所在的位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="">{section}</a></div>
<div class="side-l"><h2>政务公开</h2><ul>{links((("政策文件", "/zcwj/"), ("政策解读", "/zcjd/"), ("人事信息", "/rsxx/"), ("规划计划", "/ghjh/"), ("统计数据", "/tjsj/"), ("应急管理", "/yjgl/")))}</ul></div>
<div class="main-c">{content}</div>{aside if side else ""}</div>
<div class="footer"><div class="w1200"><div class="yqlj"><select><option>国务院部门网站</option><option>省直部门网站</option></select></div><ul class="f-nav">{links((("网站地图", "/wzdt/"), ("联系我们", "/lxwm/"), ("隐私声明", "/yssm/"), ("使用帮助", "/sybz/")))}</ul><p>主办：某市人民政府办公室 备案号：京ICP备05000000号 网站标识码：1100000001</p><p><a href="http://bszs.example.cn/method/show.html"><img src="/images/red.png"></a></p></div></div></body></html>"""


def tender_portal(content: str, section: str = "招标公告", *, tail: str = "") -> str:
    """A trading platform: tabs of kinds, a form of conditions, a list of hot words and a numbered list beside."""
    hot = "".join(
        f'<li><em>{n}</em><a href="/zb/{n}.html">{title}</a></li>'
        for n, title in enumerate(
            (
                "供应商入库须知",
                "电子保函办理指南",
                "CA证书办理流程",
                "投标文件制作工具下载",
                "专家抽取系统操作手册",
            ),
            1,
        )
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{section} - 某公共资源交易平台</title></head><body>
<div id="header"><div class="wrap"><h1><a href="/">某公共资源交易平台</a></h1><div class="login"><a href="/user/login">投标人登录</a> | <a href="/user/agent">代理机构登录</a></div></div>
<div class="menu"><a href="/">首页</a><a href="/jyxx/">交易信息</a><a href="/zcfg/">政策法规</a><a href="/fwzn/">服务指南</a><a href="/xyxx/">信用信息</a><a href="/zjk/">专家库</a></div></div>
<div class="wrap"><div class="left"><div class="tab"><span class="cur"><a href="?type=1">招标公告</a></span><span><a href="?type=2">变更公告</a></span><span><a href="?type=3">中标结果</a></span><span><a href="?type=4">废标公告</a></span></div>
<form class="cond" method="get"><dl><dt>地区：</dt><dd><a href="?area=0" class="on">全部</a><a href="?area=1">市本级</a><a href="?area=2">城东区</a><a href="?area=3">河西区</a><a href="?area=4">高新区</a></dd></dl><dl><dt>时间：</dt><dd><a href="?t=1">今天</a><a href="?t=3">近三天</a><a href="?t=7">近一周</a><a href="?t=30">近一月</a></dd></dl><input name="title"><button>搜索</button></form>
{content}</div>
<div class="right"><h3>热门推荐</h3><ol>{hot}</ol><h3>联系电话</h3><p>技术支持：400-000-0000</p></div></div>
<div id="footer"><p><a href="/about">关于我们</a> | <a href="/help">帮助中心</a> | <a href="/map">网站地图</a></p><p>版权所有 某公共资源交易中心</p></div>{tail}</body></html>"""


def chinese_campus(
    content: str, section: str = "通知公告", *, lang: str = "zh-CN", tail: str = "", head: str = ""
) -> str:
    """A faculty's site: logo, menu with lists below, a picture, submenu, footer with quick links."""
    menu = "".join(
        f'<li><a href="/{name}/index.htm">{text}</a><ul class="sub">{links(below)}</ul></li>'
        for name, text, below in (
            (
                "gk",
                "学院概况",
                (("学院简介", "/gk/jj.htm"), ("历任领导", "/gk/ld.htm"), ("机构设置", "/gk/jg.htm")),
            ),
            ("sz", "师资队伍", (("教授名录", "/sz/js.htm"), ("博士生导师", "/sz/bd.htm"))),
            (
                "jx",
                "人才培养",
                (("本科生教育", "/jx/bk.htm"), ("研究生教育", "/jx/yjs.htm"), ("教学成果", "/jx/cg.htm")),
            ),
            ("ky", "科学研究", (("科研平台", "/ky/pt.htm"), ("学术交流", "/ky/jl.htm"))),
            ("xs", "学生工作", (("团学活动", "/xs/tx.htm"), ("就业信息", "/xs/jy.htm"))),
        )
    )
    return f"""<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{section}-某大学环境学院</title>{head}</head><body>
<header class="hd"><div class="logo"><a href="/index.htm"><img src="/images/logo.png"></a></div><div class="lk"><a href="http://www.example.edu.cn">学校首页</a><a href="/en/">English</a><a href="/oa/">办公系统</a></div><nav class="mainnav"><ul><li><a href="/index.htm">首页</a></li>{menu}</ul></nav></header>
<div class="nybanner"><img src="/images/ny.jpg"></div>
<section class="ny"><div class="ny-l"><h2>{section}</h2><ul class="erji">{links((("通知公告", "/tzgg.htm"), ("学院新闻", "/xyxw.htm"), ("讲座预告", "/jzyg.htm"), ("文件下载", "/wjxz.htm")))}</ul></div>
<div class="ny-r"><div class="ny-t"><h3>{section}</h3><div class="wz"><i></i>当前位置：<a href="/index.htm">首页</a>&gt;<a href="/tzgg.htm">{section}</a></div></div>
{content}</div></section>
<footer><div class="ft-l"><h4>快速链接</h4><ul>{links((("教务处", "http://jwc.example.edu.cn"), ("研究生院", "http://yjsy.example.edu.cn"), ("图书馆", "http://lib.example.edu.cn"), ("人事处", "http://rsc.example.edu.cn"), ("国际处", "http://gjc.example.edu.cn")))}</ul></div><div class="ft-r"><img src="/images/ewm.png"><p>官方微信</p></div><p>地址：某省某市大学路100号 邮编：100000 电话：010-00000000</p></footer>{tail}</body></html>"""


def taiwanese(content: str, section: str, *, site: str = "市政府環境局") -> str:
    """An office of Taiwan: access keys, a function panel, a fat footer that repeats the whole menu."""
    fat = "".join(
        f'<li><a href="/np-{n}">{name}</a><ul>{links(tuple((text, f"/lp-{n}{m}") for m, text in enumerate(below)))}</ul></li>'
        for n, (name, below) in enumerate(
            (
                ("機關介紹", ("首長簡介", "組織架構", "歷史沿革")),
                ("公告資訊", ("最新消息", "招標資訊", "徵才公告")),
                ("便民服務", ("線上申辦", "表單下載", "常見問答")),
                ("主題專區", ("性別主流化", "廉政專區", "國家賠償")),
            )
        )
    )
    return f"""<!doctype html><html lang="zh-Hant" class="no-js"><head><meta charset="utf-8"><title>{site}全球資訊網-{section}</title></head><body>
<a class="goCenter" href="#center" tabindex="1">按Enter到主內容區</a><div class="wrapper"><header class="header"><div class="container"><a class="accesskey" href="#aU" id="aU" accesskey="U" title="網站主要導覽區">:::</a><h1><a href="/">{site}</a></h1>
<nav class="navigation"><ul><li><a href="/sitemap">網站導覽</a></li><li><a href="/">回首頁</a></li><li><a href="/en/">English</a></li><li><a href="/mail">局長信箱</a></li></ul></nav><nav class="menu"><ul>{fat}</ul></nav></div></header>
<div id="center" class="main innerpage"><div class="container"><a class="accesskey" href="#aC" id="aC" accesskey="C" title="主要內容區">:::</a><div class="breadcrumb"><ul><li><a href="/">首頁</a></li><li><a href="/np-1">公告資訊</a></li><li>{section}</li></ul></div>
<h2 class="title">{section}</h2><div class="function_panel"><div class="function"><ul><li class="print"><a href="#">友善列印</a></li></ul></div><div class="share"><ul><li><a href="https://www.facebook.com/share.php?u=x">facebook</a></li><li><a href="https://social-plugins.line.me/lineit/share?url=x">line</a></li></ul></div></div>
{content}</div></div>
<section class="fatfooter"><div class="container"><button class="btn_fatfooter">收合</button><nav><ul>{fat}</ul></nav></div></section>
<footer class="footer"><a class="accesskey" href="#aZ" id="aZ" accesskey="Z" title="頁尾區">:::</a><p>地址：100000 某市某路1號 電話：(02)0000-0000</p><span class="update">更新日期:2025-02-25</span><span class="counter">參觀人次:1234567</span></footer></div></body></html>"""


def western(content: str, title: str, *, lang: str = "en", head: str = "", words: Sequence[str] = ()) -> str:
    """A university: skip links, a menu with promoted news of its own day, social links, columns below."""
    home, about, study, research, news, contact = words or (
        "Home",
        "About",
        "Study",
        "Research",
        "News",
        "Contact",
    )
    return f"""<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body class="page">
<a class="skip" href="#main">{home}</a><div class="cookie-banner"><p>Cookies</p><a href="/privacy">{about}</a></div>
<header class="site-header"><div class="utility"><ul>{links((("A-Z", "/a-z"), ("Webmail", "/mail"), ("Intranet", "/intranet")))}</ul></div><a class="brand" href="/">{home}</a>
<nav class="mega"><ul><li><a href="/about">{about}</a><div class="panel"><ul>{links(((about + " 1", "/about/1"), (about + " 2", "/about/2"), (about + " 3", "/about/3")))}</ul></div></li><li><a href="/study">{study}</a><div class="panel"><ul>{links(((study + " 1", "/study/1"), (study + " 2", "/study/2")))}</ul></div></li><li><a href="/research">{research}</a></li><li><a href="/news">{news}</a></li></ul></nav></header>
<nav class="breadcrumb" aria-label="Breadcrumb"><ol><li><a href="/">{home}</a></li><li aria-current="page">{news}</li></ol></nav>
<div class="layout"><main id="main">{content}</main></div>
<footer class="site-footer"><div class="col"><h2>{study}</h2><ul>{links(((study + " A", "/s/a"), (study + " B", "/s/b"), (study + " C", "/s/c"), (study + " D", "/s/d")))}</ul></div><div class="col"><h2>{contact}</h2><ul>{links((("Facebook", "https://facebook.example/x"), ("Instagram", "https://instagram.example/x"), ("LinkedIn", "https://linkedin.example/x")))}</ul></div><p>© 2025</p></footer></body></html>"""
