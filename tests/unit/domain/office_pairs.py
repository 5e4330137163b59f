"""Pairs of notices by two offices of a site, labelled by hand: one notice or two.

FIRST was written before the rule that joins them was read, SECOND after it had been mended on FIRST.
"""

from typing import NamedTuple


class Pair(NamedTuple):
    name: str
    same: bool
    one: tuple[str, str]
    other: tuple[str, str]


NATIONAL = (
    "根据教育部有关文件要求，现就2026年国家自然科学基金项目申报工作通知如下：一、限项要求按"
    "指南执行。二、校内截止时间为2026年3月10日。三、请各单位认真组织。"
)
HOLIDAY = (
    "根据国务院办公厅通知精神，结合学校实际，现将2026年端午节放假安排通知如下：6月19日至"
    "21日放假调休，共3天。请各单位做好值班和安全工作。"
)
WATER = "因供水管网检修，定于5月12日8:00至18:00对东区宿舍停水，请师生提前储水，由此带来的不便敬请谅解。"
TALK = (
    "应我院邀请，东海大学陈光教授来校作学术报告。题目：深度学习与偏微分方程。时间：4月9日15"
    ":00。地点：图书馆报告厅。欢迎参加。"
)
CET = (
    "2026年上半年全国大学英语四、六级考试定于6月13日举行，报名时间为3月20日至27日，"
    "请同学们登录报名系统按时报名缴费，逾期不予补报。"
)
JOBS = "学校2026年春季双选会定于3月28日9:00在体育馆举行，届时将有200余家用人单位参会，请毕业生携带简历参加。"

FIRST = [
    Pair("word for word", True, ("关于2026年端午节放假的通知", HOLIDAY), ("关于2026年端午节放假的通知", HOLIDAY)),
    Pair(
        "forwarded mark",
        True,
        ("关于做好2026年国家自然科学基金项目申报工作的通知", NATIONAL),
        ("【转发】关于做好2026年国家自然科学基金项目申报工作的通知", NATIONAL),
    ),
    Pair(
        "转 at the front with the office",
        True,
        ("关于2026年端午节放假的通知", HOLIDAY),
        ("转发校办关于2026年端午节放假的通知", HOLIDAY),
    ),
    Pair(
        "office name before the title",
        True,
        ("关于东区宿舍停水的通知", WATER),
        ("后勤处：关于东区宿舍停水的通知", WATER),
    ),
    Pair(
        "width and brackets",
        True,
        ("关于2026年上半年全国大学英语四、六级考试报名的通知", CET),
        ("关于２０２６年上半年全国大学英语四、六级考试报名的通知 ", CET),
    ),
    Pair(
        "shortened title, same text",
        True,
        ("关于2026年上半年全国大学英语四、六级考试报名的通知", CET),
        ("2026年上半年四六级考试报名通知", CET),
    ),
    Pair(
        "foreword of the second office",
        True,
        ("关于做好2026年国家自然科学基金项目申报工作的通知", NATIONAL),
        (
            "关于做好2026年国家自然科学基金项目申报工作的通知",
            "各位老师：现转发科研院通知，请遵照执行。" + NATIONAL,
        ),
    ),
    Pair(
        "signed by another office",
        True,
        ("2026年春季双选会通知", JOBS + "就业指导中心"),
        ("2026年春季双选会通知", JOBS + "计算机学院 3月20日"),
    ),
    Pair(
        "lecture: tag against none",
        True,
        ("学术报告：深度学习与偏微分方程", TALK),
        ("【讲座】深度学习与偏微分方程", TALK),
    ),
    Pair("pinned mark", True, ("关于东区宿舍停水的通知", WATER), ("[置顶]关于东区宿舍停水的通知", WATER)),
    Pair(
        "title in full and without 关于",
        True,
        ("关于2026年端午节放假安排的通知", HOLIDAY),
        ("2026年端午节放假安排", HOLIDAY),
    ),
    Pair(
        "traditional against simplified",
        True,
        ("關於2026年端午節放假的通知", HOLIDAY),
        ("关于2026年端午节放假的通知", HOLIDAY),
    ),
    Pair("date put in the title", True, ("2026年春季双选会通知", JOBS), ("2026年春季双选会通知（3月28日）", JOBS)),
    Pair(
        "school name before the title",
        True,
        ("关于做好2026年国家自然科学基金项目申报工作的通知", NATIONAL),
        ("东海大学关于做好2026年国家自然科学基金项目申报工作的通知", NATIONAL),
    ),
    Pair(
        "file number behind the title",
        True,
        ("关于2026年端午节放假的通知", HOLIDAY),
        ("关于2026年端午节放假的通知（校办〔2026〕15号）", HOLIDAY),
    ),
    Pair(
        "last year's",
        False,
        ("关于2026年端午节放假的通知", HOLIDAY),
        (
            "关于2025年端午节放假的通知",
            HOLIDAY.replace("2026", "2025").replace("6月19日至21日", "5月31日至6月2日"),
        ),
    ),
    Pair(
        "another feast",
        False,
        ("关于2026年端午节放假的通知", HOLIDAY),
        ("关于2026年中秋节放假的通知", HOLIDAY.replace("端午", "中秋").replace("6月19日至21日", "9月25日至27日")),
    ),
    Pair(
        "another block without water",
        False,
        ("关于东区宿舍停水的通知", WATER),
        ("关于西区宿舍停水的通知", WATER.replace("东区", "西区")),
    ),
    Pair("same block, another day", False, ("停水通知", WATER), ("停水通知", WATER.replace("5月12日", "5月26日"))),
    Pair(
        "first and second batch",
        False,
        ("2026年拟录取名单公示（第一批）", "现将2026年第一批拟录取名单公示如下，公示期3天。"),
        ("2026年拟录取名单公示（第二批）", "现将2026年第二批拟录取名单公示如下，公示期3天。"),
    ),
    Pair(
        "another speaker, same form",
        False,
        ("学术报告通知", TALK),
        (
            "学术报告通知",
            TALK.replace("东海大学陈光教授", "北山大学周敏教授")
            .replace("深度学习与偏微分方程", "数论中的椭圆曲线")
            .replace("4月9日", "4月16日"),
        ),
    ),
    Pair(
        "spring and autumn fair",
        False,
        ("2026年春季双选会通知", JOBS),
        ("2026年秋季双选会通知", JOBS.replace("春季", "秋季").replace("3月28日", "10月17日")),
    ),
    Pair(
        "project numbers",
        False,
        ("教学楼空调采购公告（ZB-2026-018）", "项目编号：ZB-2026-018，教学楼空调采购，预算120万元。"),
        ("教学楼空调采购公告（ZB-2026-019）", "项目编号：ZB-2026-019，教学楼空调采购，预算95万元。"),
    ),
    Pair(
        "invitation and result",
        False,
        ("教学楼空调采购招标公告", "教学楼空调采购项目现公开招标，投标截止6月8日。"),
        ("教学楼空调采购中标公告", "教学楼空调采购项目评标结束，中标人为海风公司。"),
    ),
    Pair(
        "registration and admission tickets",
        False,
        ("关于2026年上半年四六级考试报名的通知", CET),
        (
            "关于2026年上半年四六级考试准考证打印的通知",
            "2026年上半年四六级考试准考证自6月3日起可登录系统打印，请考生核对信息。",
        ),
    ),
    Pair(
        "first and second half of the year",
        False,
        ("关于2026年上半年四六级考试报名的通知", CET),
        (
            "关于2026年下半年四六级考试报名的通知",
            CET.replace("上半年", "下半年")
            .replace("6月13日", "12月12日")
            .replace("3月20日至27日", "9月14日至21日"),
        ),
    ),
    Pair(
        "doctoral and master's",
        False,
        ("2026年博士研究生复试名单公示", "现将我院2026年博士研究生复试名单公示如下。"),
        ("2026年硕士研究生复试名单公示", "现将我院2026年硕士研究生复试名单公示如下。"),
    ),
    Pair(
        "two colleges' own lists",
        False,
        (
            "2026年硕士研究生复试名单公示",
            "物理学院2026年硕士研究生复试名单：张伟、王芳、李娜、赵强。公示期三天，异议请联系物理学院研究生办公室。",
        ),
        (
            "2026年硕士研究生复试名单公示",
            "法学院2026年硕士研究生复试名单：陈晨、刘洋、孙悦、周杰、吴敏。如有异议请致电法学院教务办。",
        ),
    ),
    Pair(
        "bare heading, other text",
        False,
        ("通知", "明天下午两点全体教师会议，地点行政楼。"),
        ("通知", "图书馆本周六闭馆盘点，请读者周知。"),
    ),
    Pair(
        "notice and its correction",
        False,
        ("关于2026年端午节放假的通知", HOLIDAY),
        ("关于2026年端午节放假通知的更正", "原通知中放假日期有误，现更正为6月18日至20日，请各单位知悉。"),
    ),
]

REPORT = (
    "请各单位按照要求认真组织，于6月1日前将汇总表电子版发送至指定邮箱，纸质版加盖公章后交行政"
    "楼，逾期视为放弃。联系人李老师，内线6033。"
)
SECOND = [
    Pair("two colleges", False, ("物理学院关于召开教代会的通知", REPORT), ("法学院关于召开教代会的通知", REPORT)),
    Pair(
        "days behind", False, ("关于校园停水的通知（5月12日）", REPORT), ("关于校园停水的通知（5月13日）", REPORT)
    ),
    Pair(
        "two offices with colon",
        False,
        ("教务处关于期末考试安排的通知", REPORT),
        ("研究生院：关于期末考试安排的通知", REPORT),
    ),
    Pair("supplement", False, ("关于报送汇总表的通知", REPORT), ("关于报送汇总表的补充通知", REPORT)),
    Pair(
        "numbers of file",
        False,
        ("关于报送汇总表的通知（校发〔2026〕15号）", REPORT),
        ("关于报送汇总表的通知（校发〔2026〕16号）", REPORT),
    ),
    Pair(
        "passed on with correction",
        False,
        ("关于报送汇总表的通知", REPORT),
        ("转发：关于报送汇总表的通知", "各位老师，转发通知如下，原通知联系人有误，请找赵老师。" + REPORT),
    ),
    Pair(
        "signed same, other day",
        False,
        ("关于报送汇总表的通知", REPORT + "\n教务处\n5月12日"),
        ("关于报送汇总表的通知", REPORT + "\n教务处\n5月14日"),
    ),
    Pair(
        "passed on by dept", True, ("关于报送汇总表的通知", REPORT), ("转发研究生院关于报送汇总表的通知", REPORT)
    ),
    Pair(
        "office and mark", True, ("关于报送汇总表的通知", REPORT), ("【重要】科研处关于报送汇总表的通知", REPORT)
    ),
    Pair(
        "signed by two",
        True,
        ("关于报送汇总表的通知", REPORT + "\n教务处\n2026年5月12日"),
        ("关于报送汇总表的通知", REPORT + "\n数学学院\n2026年5月13日"),
    ),
    Pair(
        "foreword and sign",
        True,
        ("关于报送汇总表的通知", REPORT + "\n教务处\n2026年5月12日"),
        ("关于报送汇总表的通知", "现将教务处通知转发给大家。\n" + REPORT + "\n数学学院\n2026年5月13日"),
    ),
    Pair("result notices of two kinds", False, ("关于报送汇总表的公示", REPORT), ("关于报送汇总表的通知", REPORT)),
]
