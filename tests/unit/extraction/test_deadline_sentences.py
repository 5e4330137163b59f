"""Sentences of notices: the ways in which they write days and the words that give a day its meaning."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.extraction.deadlines import find_deadlines

ASKED: list[tuple[str, str, str, list[str]]] = [
    ("2025-10-15", "关于报名工作的通知", "报名时间:2025.10.16-10.24", ["window 2025-10-16..2025-10-24"]),
    ("2025-10-15", "关于报名工作的通知", "报名时间:10.16-10.24", ["window 2025-10-16..2025-10-24"]),
    ("2025-10-15", "关于报名工作的通知", "报名时间:10/16—10/24", ["window 2025-10-16..2025-10-24"]),
    (
        "2025-10-15",
        "关于报名工作的通知",
        "公示期为5个工作日,自2025年10月15日起至2025年10月21日止。",
        ["window 2025-10-15..2025-10-21"],
    ),
    (
        "2025-10-15",
        "关于报名工作的通知",
        "因检修需要,10月18日8:00至12:00停止供电。",
        ["event 2025-10-18T08:00..2025-10-18T12:00"],
    ),
    ("2025-10-15", "关于报名工作的通知", "图书馆10月25日闭馆一天。", ["event 2025-10-25"]),
    ("2025-10-15", "关于报名工作的通知", "请于周五前反馈。", ["deadline 2025-10-17"]),
    (
        "2025-10-15",
        "关于报名工作的通知",
        "请各班班长于周五下午5点前将名单发到邮箱。",
        ["deadline 2025-10-17T17:00"],
    ),
    ("2025-10-15", "关于报名工作的通知", "请于今天下午5点前完成。", ["deadline 2025-10-15T17:00"]),
    ("2025-10-15", "关于报名工作的通知", "明天上午9:00在报告厅召开大会。", ["event 2025-10-16T09:00"]),
    ("2025-10-15", "关于报名工作的通知", "请于下周一前交至学工办。", ["deadline 2025-10-20"]),
    ("2025-10-15", "关于报名工作的通知", "本月底前完成整改。", ["deadline 2025-10-31"]),
    ("2025-10-15", "关于报名工作的通知", "报名时间截止到10月26日晚上12点。", ["deadline 2025-10-26T23:59"]),
    ("2025-10-15", "关于报名工作的通知", "报名截止时间:10月26日晚12时。", ["deadline 2025-10-26T23:59"]),
    ("2025-10-15", "关于报名工作的通知", "最晚提交时间为10月26日18点整。", ["deadline 2025-10-26T18:00"]),
    ("2025-10-15", "关于报名工作的通知", "10月26日18:00,报名系统准时关闭。", ["deadline 2025-10-26T18:00"]),
    ("2025-10-15", "关于报名工作的通知", "请各系部将名单于10月26日报学院办公室。", ["deadline 2025-10-26"]),
    (
        "2025-10-15",
        "关于报名工作的通知",
        "材料请于10月26日下午3:00—5:00交至办公楼202。",
        ["window 2025-10-26T15:00..2025-10-26T17:00"],
    ),
    ("2025-10-15", "关于报名工作的通知", "请考生于12月8日起登录网站打印准考证。", ["event 2025-12-08"]),
    ("2025-10-15", "专业比赛通知", "决赛时间拟定于11月15日。", ["event 2025-11-15"]),
    (
        "2025-10-15",
        "关于做好期末考试工作的通知",
        "工作内容 时间 负责部门\n学生申请 10月16日-10月20日 各学院\n学院初审 10月21日-10月24日 各学院\n"
        "结果公示 10月27日-10月31日 学生处",
        ["window 2025-10-16..2025-10-20", "window 2025-10-21..2025-10-24", "window 2025-10-27..2025-10-31"],
    ),
    (
        "2025-10-15",
        "关于做好期末考试工作的通知",
        "阶段 工作 截止时间\n1 申报 10月20日\n2 初审 10月24日\n3 上报 10月31日",
        ["deadline 2025-10-20", "deadline 2025-10-24", "deadline 2025-10-31"],
    ),
    (
        "2025-10-15",
        "关于做好期末考试工作的通知",
        "岗位 学历 报名截止时间\n辅导员 硕士 10月31日",
        ["deadline 2025-10-31"],
    ),
    (
        "2025-10-15",
        "关于做好期末考试工作的通知",
        "10月20日至24日,各单位组织自查;10月27日至31日,学校组织抽查。",
        ["window 2025-10-20..2025-10-24", "window 2025-10-27..2025-10-31"],
    ),
    (
        "2025-10-15",
        "关于做好期末考试工作的通知",
        "第12周(11月18日-22日)为选课时间。",
        ["window 2025-11-18..2025-11-22"],
    ),
    ("2025-10-15", "关于做好期末考试工作的通知", "十月二十四日前报送。", ["deadline 2025-10-24"]),
    (
        "2025-10-15",
        "关于做好期末考试工作的通知",
        "征文截止时间11月30日,获奖名单12月公布。",
        ["deadline 2025-11-30"],
    ),
    (
        "2025-10-15",
        "关于做好期末考试工作的通知",
        "10月20日起开始报名,10月24日报名结束。",
        ["event 2025-10-20", "deadline 2025-10-24"],
    ),
    ("2025-10-15", "关于做好期末考试工作的通知", "校车10月25日停运一天。", ["event 2025-10-25"]),
    ("2025-10-15", "关于做好期末考试工作的通知", "发放时间:10月22日、23日上午", ["window 2025-10-22..2025-10-23"]),
    (
        "2025-10-15",
        "关于做好期末考试工作的通知",
        "请获奖同学于10月24日14:00-17:00携带身份证到学工办领取证书。",
        ["window 2025-10-24T14:00..2025-10-24T17:00"],
    ),
    (
        "2025-10-15",
        "关于做好期末考试工作的通知",
        "论文初稿提交:2026年3月20日前;中期检查:2026年4月10日前;定稿:2026年5月15日。",
        ["deadline 2026-03-20", "deadline 2026-04-10", "event 2026-05-15"],
    ),
    (
        "2025-06-05",
        "关于2025届毕业生离校工作安排的通知",
        "毕业生须于6月18日前办理完图书归还手续,6月20日—22日到宿管站退宿。",
        ["deadline 2025-06-18", "window 2025-06-20..2025-06-22"],
    ),
    (
        "2025-06-05",
        "关于2025届毕业生离校工作安排的通知",
        "6月16日至6月20日,毕业生登录离校系统办理离校手续。",
        ["event 2025-06-16..2025-06-20"],
    ),
    (
        "2025-06-05",
        "关于2025届毕业生离校工作安排的通知",
        "证书发放:6月21日下午,各学院统一发放。",
        ["event 2025-06-21"],
    ),
    (
        "2025-06-05",
        "关于2025届毕业生离校工作安排的通知",
        "自6月9日起至6月13日止,对全校实验室开展安全检查。",
        ["window 2025-06-09..2025-06-13"],
    ),
    ("2025-06-05", "关于2025届毕业生离校工作安排的通知", "4.结业考核:6月28日。", ["event 2025-06-28"]),
    (
        "2025-06-05",
        "关于2025届毕业生离校工作安排的通知",
        "夏令营时间:2025年7月8日-7月11日(7月7日报到)",
        ["event 2025-07-08..2025-07-11", "event 2025-07-07"],
    ),
    (
        "2025-06-05",
        "关于2025届毕业生离校工作安排的通知",
        "暑假自7月7日起,至8月31日止。",
        ["event 2025-07-07..2025-08-31"],
    ),
    (
        "2025-06-05",
        "关于2025届毕业生离校工作安排的通知",
        "7月7日—8月31日放暑假,9月1日正式上课。",
        ["event 2025-07-07..2025-08-31", "event 2025-09-01"],
    ),
    (
        "2025-06-05",
        "关于2025届毕业生离校工作安排的通知",
        "答辩安排在6月7日(周六)上午9:00,地点另行通知。",
        ["event 2025-06-07T09:00"],
    ),
    (
        "2025-06-05",
        "关于2025届毕业生离校工作安排的通知",
        "报名须知:报名截止6月10日,满50人截止。",
        ["deadline 2025-06-10"],
    ),
    (
        "2025-06-05",
        "关于2025届毕业生离校工作安排的通知",
        "志愿服务时间:6月14日、15日",
        ["window 2025-06-14..2025-06-15"],
    ),
    (
        "2025-06-05",
        "关于2025届毕业生离校工作安排的通知",
        "面试人员请于6月9日上午8:00到行政楼三楼候考室签到。",
        ["event 2025-06-09T08:00"],
    ),
    (
        "2025-06-05",
        "关于2025届毕业生离校工作安排的通知",
        "招聘报名时间:自公告发布之日起至2025年6月30日17:00",
        ["window 2025-06-05..2025-06-30T17:00"],
    ),
    (
        "2025-06-05",
        "关于2025届毕业生离校工作安排的通知",
        "七、公告期限\n自本公告发布之日起3个工作日。",
        ["window 2025-06-05..2025-06-10"],
    ),
    (
        "2025-06-05",
        "关于2025届毕业生离校工作安排的通知",
        "日期:6月12日(周四)\n时间:14:30-16:00\n地点:报告厅",
        ["event 2025-06-12T14:30..2025-06-12T16:00"],
    ),
    (
        "2025-11-10",
        "关于开展2025年度教职工年度考核工作的通知",
        "各单位考核工作须于12月20日前结束,考核结果汇总表经单位负责人签字盖章后于12月22日(周一)上午送人事处。",
        ["deadline 2025-12-20", "event 2025-12-22"],
    ),
    (
        "2025-11-10",
        "关于开展2025年度教职工年度考核工作的通知",
        "个人述职安排在12月10日—12日,由各单位自行组织。",
        ["window 2025-12-10..2025-12-12"],
    ),
    (
        "2025-11-10",
        "2025年冬季校园供暖通知",
        "11月15日零时起正式供暖,供暖期至2026年3月15日。",
        ["event 2025-11-15T00:00"],
    ),
    (
        "2025-11-10",
        "关于校园网主干设备更换的公告",
        "信息中心将于11月15日(周六)23:00至次日5:00更换主干设备,届时全校有线、无线网络中断。",
        ["event 2025-11-15T23:00..2025-11-16T05:00"],
    ),
    (
        "2025-11-10",
        "询价公告",
        "报价文件递交时间:2025年11月14日8:30—9:30(北京时间),地点:招标办",
        ["window 2025-11-14T08:30..2025-11-14T09:30"],
    ),
    (
        "2025-11-10",
        "关于2025年冬至活动报名的通知",
        "活动时间:12月21日(冬至)下午2点;报名时间:即日起至12月15日;报名人数:50人",
        ["event 2025-12-21T14:00", "window 2025-11-10..2025-12-15"],
    ),
    (
        "2025-11-10",
        "关于国家助学贷款还款的提醒",
        "2025年应还本息请于12月20日前存入支付宝账户,系统将于12月21日自动扣款。",
        ["deadline 2025-12-20", "event 2025-12-21"],
    ),
    ("2025-10-15", "关于缴费的通知", "10月31日前未缴费者视为放弃。", ["deadline 2025-10-31"]),
    ("2025-10-15", "消防演练通知", "保卫处定于11月7日下午在4号教学楼举行消防疏散演练。", ["event 2025-11-07"]),
    ("2025-10-15", "讲座", "时间:本周五(10月17日)晚上7点", ["event 2025-10-17T19:00"]),
    (
        "2025-10-15",
        "志愿者招募公告",
        "2025年城市马拉松赛将于11月16日鸣枪起跑。岗前培训分两次,11月12日18:30全员演练。",
        ["event 2025-11-16", "event 2025-11-12T18:30"],
    ),
    (
        "2025-10-15",
        "关于接种的通知",
        "接种时间为11月8日、9日(周六、周日)8:30至16:00。",
        ["event 2025-11-08..2025-11-09"],
    ),
    ("2025-10-15", "关账通知", "纸质单据最后受理日为12月22日,12月23日起停止受理。", ["deadline 2025-12-22"]),
    (
        "2025-10-15",
        "选课公告",
        "预选阶段 2025年12月24日13:00至12月27日9:00 可查看已选人数",
        ["window 2025-12-24T13:00..2025-12-27T09:00"],
    ),
]

ENGLISH: list[tuple[str, list[str]]] = [
    ("Applications should be received by 23:59 on 31 October 2025.", ["deadline 2025-10-31T23:59"]),
    ("The application is open from now until November 10, 2025.", ["deadline 2025-11-10"]),
    ("Power will be cut on 18 October from 8:00 to 12:00.", ["event 2025-10-18T08:00..2025-10-18T12:00"]),
    (
        "The water supply will be suspended from 22:00 on October 18 to 6:00 on October 19.",
        ["event 2025-10-18T22:00..2025-10-19T06:00"],
    ),
    ("Time: October 22, 2025 (Wednesday), 14:30-16:00", ["event 2025-10-22T14:30..2025-10-22T16:00"]),
    ("Time: 14:30-16:00, October 22, 2025", ["event 2025-10-22T14:30..2025-10-22T16:00"]),
    ("Join us on Wednesday, 22 October at 3:30 pm for a talk by Dr. Ellis.", ["event 2025-10-22T15:30"]),
    ("A lecture by Prof. Wong will be given at 10:00 on October 24 in Room 101.", ["event 2025-10-24T10:00"]),
    ("Deadline extended: 31 October 2025", ["deadline 2025-10-31"]),
    ("Submission of full papers: December 1, 2025", ["deadline 2025-12-01"]),
    ("Winter break: January 17 to February 28, 2026", ["event 2026-01-17..2026-02-28"]),
    ("Classes resume on March 2, 2026.", ["event 2026-03-02"]),
    ("Check-in: 7 November 2025, 14:00-20:00", ["event 2025-11-07T14:00..2025-11-07T20:00"]),
    ("Seminar on heat, 22 October 2025, 15:00, Room 5", ["event 2025-10-22T15:00"]),
    (
        "Please bring the originals to Room 101 between October 20 and October 24.",
        ["window 2025-10-20..2025-10-24"],
    ),
    ("Forms are to be handed in by 24 Oct.", ["deadline 2025-10-24"]),
    (
        "Students whose passports expire before 1 June 2026 are advised to renew them now.\n"
        "Please collect your new student card from Room 12 between 20 and 24 October, 9 am to 4 pm.",
        ["window 2025-10-20..2025-10-24"],
    ),
    (
        "The International Office is closed on 1 January 2026 and reopens on 5 January.",
        ["event 2026-01-01", "event 2026-01-05"],
    ),
    (
        "Fee: 300 yuan, payable by 31 October. Refunds are granted until 7 November.",
        ["deadline 2025-10-31", "deadline 2025-11-07"],
    ),
    (
        "Abstract submission opens: 1 November 2025\nAbstract submission closes: 15 December 2025\n"
        "Notification of acceptance: 15 January 2026\nConference dates: 12-14 March 2026",
        ["event 2025-11-01", "deadline 2025-12-15", "event 2026-01-15", "event 2026-03-12..2026-03-14"],
    ),
    (
        "The position is available from 1 February 2026 for three years. The closing date for "
        "applications is 30 November 2025.",
        ["deadline 2025-11-30"],
    ),
    ("Bid opening: 6 November 2025 at 10:30, Room 204.", ["event 2025-11-06T10:30"]),
    (
        "Interested suppliers may obtain the documents from 16 to 23 October 2025.",
        ["window 2025-10-16..2025-10-23"],
    ),
    (
        "The network will be upgraded on Sunday, October 19, between 00:00 and 06:00. Services may be "
        "interrupted.",
        ["event 2025-10-19T00:00..2025-10-19T06:00"],
    ),
    (
        "Who: All first-year students\nWhen: Thursday, Oct. 23, 2025, 6:30–8:00 p.m.\nWhere: Main Auditorium",
        ["event 2025-10-23T18:30..2025-10-23T20:00"],
    ),
    (
        "Date: Tuesday, 28 October 2025\nTime: 3:00 pm – 4:30 pm\nVenue: Room 5",
        ["event 2025-10-28T15:00..2025-10-28T16:30"],
    ),
    (
        "Professor Alan Field of the University of the North will give a lecture on October 30 (Thursday) "
        "at 2:00 p.m. in Room 101.",
        ["event 2025-10-30T14:00"],
    ),
    ("All employees shall complete the security training by November 15, 2025.", ["deadline 2025-11-15"]),
    ("Final version of the thesis to be handed in by 15 December 2025.", ["deadline 2025-12-15"]),
    ("The vaccination will be offered on 22 and 23 October from 9:00 to 16:00.", ["event 2025-10-22..2025-10-23"]),
    ("Hand in your form to Ms Li (Room 204) by Wednesday, Oct 22, 4 p.m.", ["deadline 2025-10-22T16:00"]),
    ("You are required to attend the safety briefing on 20 October at 9:30.", ["event 2025-10-20T09:30"]),
]


def shown(text: str, title: str, published: date) -> list[str]:
    found = find_deadlines(text, title=title, published=published)
    return [
        f"{due.meaning} " + "..".join(str(instant) for instant in (due.start, due.end) if instant) for due in found
    ]


@pytest.mark.parametrize(("published", "title", "text", "expected"), ASKED, ids=[case[2] for case in ASKED])
def test_what_a_sentence_asks_for(published: str, title: str, text: str, expected: list[str]) -> None:
    assert shown(text, title, date.fromisoformat(published)) == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH, ids=[case[0] for case in ENGLISH])
def test_what_an_english_sentence_asks_for(text: str, expected: list[str]) -> None:
    assert shown(text, "Call for applications", date(2025, 10, 15)) == expected


@given(
    days=st.lists(st.dates(date(2025, 10, 16), date(2026, 3, 31)), min_size=2, max_size=2, unique=True).map(
        sorted
    ),
    sign=st.sampled_from("./"),
)
def test_a_stretch_in_figures_behind_its_label(days: list[date], sign: str) -> None:
    first, last = (f"{day.month}{sign}{day.day}" for day in days)
    expected = [f"window {days[0]}..{days[1]}"]
    assert shown(f"报名时间:{first}-{last}", "报名通知", date(2025, 10, 15)) == expected


@pytest.mark.parametrize(
    "figures", ["版本升级到3.5-4.2。", "长度为3.5-4.2米。", "得分在8.5/10以上。", "金额为10.5万元。"]
)
def test_other_figures_are_no_days(figures: str) -> None:
    assert shown(figures, "通知", date(2025, 10, 15)) == []
