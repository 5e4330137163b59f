"""Pairs of two states of one notice, as Chinese offices edit them, labelled by hand as a reader would call them.

FIRST was written before the classifier was read, SECOND after it had been mended on FIRST.
"""

from typing import NamedTuple


class Page(NamedTuple):
    title: str
    text: str
    files: tuple[str, ...] = ()


class Edit(NamedTuple):
    name: str
    kind: str
    before: Page
    after: Page


SCHOLARSHIP = (
    "各学院：\n根据《研究生国家奖学金管理办法》，现将2026年研究生国家奖学金评审工作有关事项通知如下。\n"
    "一、申请条件：在读全日制研究生，学习成绩优异。\n"
    "二、申请人须于2026年10月12日前将申请表交至所在学院研究生办公室。\n"
    "三、联系人：王老师，电话：021-65980001。\n研究生院\n2026年9月20日"
)
RECRUIT = (
    "为加强教师队伍建设，我院面向海内外公开招聘专任教师5名。\n"
    "报名时间：2026年3月1日至2026年4月15日。\n报名方式：将应聘材料发送至 hr@example.edu.cn。\n"
    "面试时间另行通知。\n人事处\n2026年2月25日"
)
LECTURE = (
    "报告题目：量子材料中的拓扑序\n报告人：李明教授\n时间：2026年5月18日（周一）14:00\n"
    "地点：理科楼A座305会议室\n主办单位：物理学院\n欢迎广大师生参加。"
)
PURCHASE = (
    "项目编号：ZB-2026-018\n项目名称：教学楼空调采购\n预算金额：120万元\n"
    "投标截止时间：2026年6月8日9时30分\n开标地点：招标中心201室\n"
    "供应商应提供营业执照副本复印件。\n采购与招标管理办公室"
)
EXAM = (
    "2026年上半年全国大学英语四、六级考试报名工作即将开始，现将有关事项通知如下：\n"
    "1. 报名时间：3月20日9:00至3月27日17:00。\n2. 报名网址见教务处主页。\n"
    "3. 考试费每人30元，报名成功后不予退费。\n教务处"
)

FIRST = [
    Edit(
        "full-width digits",
        "cosmetic",
        Page("关于奖学金评审的通知", SCHOLARSHIP),
        Page("关于奖学金评审的通知", SCHOLARSHIP.replace("2026年10月12日", "２０２６年１０月１２日")),
    ),
    Edit(
        "line breaks and ideographic spaces",
        "cosmetic",
        Page("关于奖学金评审的通知", SCHOLARSHIP),
        Page("关于奖学金评审的通知", "　　" + SCHOLARSHIP.replace("\n", "\n\n　　")),
    ),
    Edit(
        "view count",
        "cosmetic",
        Page("招聘启事", "发布时间：2026-02-25 浏览次数：128\n" + RECRUIT),
        Page("招聘启事", "发布时间：2026-02-25 浏览次数：1306\n" + RECRUIT),
    ),
    Edit(
        "clicks in brackets",
        "cosmetic",
        Page("招聘启事", RECRUIT + "\n[点击数：15次]"),
        Page("招聘启事", RECRUIT + "\n[点击数：982次]"),
    ),
    Edit(
        "responsible editor line added",
        "cosmetic",
        Page("学术报告通知", LECTURE),
        Page("学术报告通知", LECTURE + "\n（责任编辑：张三）"),
    ),
    Edit(
        "editor and proof-reader changed",
        "cosmetic",
        Page("学术报告通知", LECTURE + "\n编辑：张三 审核：李四"),
        Page("学术报告通知", LECTURE + "\n编辑：赵六 审核：钱七"),
    ),
    Edit(
        "punctuation made Chinese",
        "cosmetic",
        Page("采购公告", PURCHASE.replace("：", ":")),
        Page("采购公告", PURCHASE),
    ),
    Edit(
        "typo in a word", "cosmetic", Page("招聘启事", RECRUIT.replace("加强", "加墙")), Page("招聘启事", RECRUIT)
    ),
    Edit(
        "title suffix of the site",
        "cosmetic",
        Page("关于四六级报名的通知", EXAM),
        Page("关于四六级报名的通知-教务处", EXAM),
    ),
    Edit(
        "new tag in the title",
        "cosmetic",
        Page("关于四六级报名的通知", EXAM),
        Page("【置顶】关于四六级报名的通知", EXAM),
    ),
    Edit(
        "previous and next links",
        "cosmetic",
        Page("采购公告", PURCHASE + "\n上一条：关于停水的通知\n下一条：无"),
        Page("采购公告", PURCHASE + "\n上一条：关于停水的通知\n下一条：关于2026年6月20日停电的通知"),
    ),
    Edit(
        "date written with zeros",
        "cosmetic",
        Page("采购公告", PURCHASE),
        Page("采购公告", PURCHASE.replace("2026年6月8日", "2026年06月08日")),
    ),
    Edit(
        "date with hyphens",
        "cosmetic",
        Page("招聘启事", RECRUIT),
        Page("招聘启事", RECRUIT.replace("2026年4月15日", "2026-04-15")),
    ),
    Edit(
        "printed at",
        "cosmetic",
        Page("学术报告通知", LECTURE + "\n更新时间：2026-05-10 08:00"),
        Page("学术报告通知", LECTURE + "\n更新时间：2026-05-12 17:20"),
    ),
    Edit(
        "polite sentence reworded",
        "cosmetic",
        Page("学术报告通知", LECTURE),
        Page("学术报告通知", LECTURE.replace("欢迎广大师生参加。", "欢迎感兴趣的老师和同学参加！")),
    ),
    Edit(
        "deadline in the sentence",
        "moved",
        Page("关于奖学金评审的通知", SCHOLARSHIP),
        Page("关于奖学金评审的通知", SCHOLARSHIP.replace("10月12日前", "10月19日前")),
    ),
    Edit(
        "postponed in title and text",
        "moved",
        Page("招聘启事", RECRUIT),
        Page("招聘启事（延期）", RECRUIT.replace("2026年4月15日", "2026年4月30日")),
    ),
    Edit(
        "a note that the deadline is extended",
        "moved",
        Page("招聘启事", RECRUIT),
        Page("招聘启事", "补充说明：报名截止时间延期至2026年5月10日。\n" + RECRUIT),
    ),
    Edit(
        "only the hour",
        "moved",
        Page("学术报告通知", LECTURE),
        Page("学术报告通知", LECTURE.replace("14:00", "15:30")),
    ),
    Edit(
        "tender opening put off",
        "moved",
        Page("采购公告", PURCHASE),
        Page("采购公告（更正）", PURCHASE.replace("6月8日9时30分", "6月15日9时30分")),
    ),
    Edit(
        "dates without a year",
        "moved",
        Page("关于四六级报名的通知", EXAM),
        Page("关于四六级报名的通知", EXAM.replace("3月27日17:00", "3月29日17:00")),
    ),
    Edit(
        "correction below the text",
        "moved",
        Page("学术报告通知", LECTURE),
        Page("学术报告通知", LECTURE + "\n更正：因报告人行程变化，报告改至5月20日14:00举行。"),
    ),
    Edit(
        "another version of the form",
        "attachment",
        Page("关于奖学金评审的通知", SCHOLARSHIP, ("/files/apply-v1.docx",)),
        Page("关于奖学金评审的通知", SCHOLARSHIP, ("/files/apply-v2.docx",)),
    ),
    Edit(
        "a list put in",
        "attachment",
        Page("拟录取名单公示", "现将拟录取名单予以公示，名单见附件。"),
        Page("拟录取名单公示", "现将拟录取名单予以公示，名单见附件。", ("/upload/2026/list.xlsx",)),
    ),
    Edit(
        "attachment updated and said so",
        "attachment",
        Page("采购公告", PURCHASE, ("/a/bid.pdf",)),
        Page("采购公告", PURCHASE + "\n（附件已更新）", ("/a/bid-new.pdf",)),
    ),
    Edit(
        "attachment taken away",
        "attachment",
        Page("招聘启事", RECRUIT, ("/a/posts.xls", "/a/form.doc")),
        Page("招聘启事", RECRUIT, ("/a/form.doc",)),
    ),
    Edit("withdrawn in the title", "withdrawn", Page("采购公告", PURCHASE), Page("【已撤回】采购公告", PURCHASE)),
    Edit(
        "text replaced by a withdrawal",
        "withdrawn",
        Page("学术报告通知", LECTURE),
        Page("学术报告通知", "因故该报告取消，特此通知。"),
    ),
    Edit(
        "the project ended",
        "withdrawn",
        Page("采购公告", PURCHASE),
        Page("采购公告（项目终止）", "因采购计划调整，本项目终止采购，原公告作废。\n" + PURCHASE),
    ),
    Edit(
        "the notice is void",
        "withdrawn",
        Page("关于四六级报名的通知", EXAM),
        Page("关于四六级报名的通知", "本通知已作废，请以新通知为准。"),
    ),
]

MEET = (
    "各单位：\n定于11月6日下午2:30召开期中教学检查会议，地点：行政楼三楼会议室。\n请"
    "各单位于11月4日前报送参会名单。\n教务处\n2026年10月30日"
)
TRAIN = (
    "为提升教师信息素养，现组织专题培训。\n培训日期：2026.7.6-2026.7.8\n报"
    "名截止：2026/6/30 17:00\n费用：1.5万元以内据实报销。\n若报名人数不足"
    "，本次培训取消。"
)
SECOND = [
    Edit(
        "下午2:30 to 14:30",
        "cosmetic",
        Page("会议通知", MEET),
        Page("会议通知", MEET.replace("下午2:30", "14:30")),
    ),
    Edit("amount", "cosmetic", Page("培训通知", TRAIN), Page("培训通知", TRAIN.replace("1.5万元", "1.8万元"))),
    Edit("room", "cosmetic", Page("会议通知", MEET), Page("会议通知", MEET.replace("行政楼三楼", "行政楼5号楼"))),
    Edit("telephone added", "cosmetic", Page("会议通知", MEET), Page("会议通知", MEET + "\n电话：0571-88206012")),
    Edit(
        "condition added",
        "cosmetic",
        Page("会议通知", MEET),
        Page("会议通知", MEET + "\n逾期未报名者，本次会议取消参会资格。"),
    ),
    Edit(
        "slashes to Chinese",
        "cosmetic",
        Page("培训通知", TRAIN),
        Page("培训通知", TRAIN.replace("2026/6/30 17:00", "2026年6月30日17时")),
    ),
    Edit(
        "source line",
        "cosmetic",
        Page("培训通知", "来源：人事处 日期：2026-06-01\n" + TRAIN),
        Page("培训通知", "来源：教师发展中心 日期：2026-06-03\n" + TRAIN),
    ),
    Edit(
        "deadline with sentence",
        "moved",
        Page("会议通知", MEET),
        Page("会议通知", MEET.replace("11月4日前报送参会名单。", "11月5日前报送参会名单，逾期不候。")),
    ),
    Edit(
        "afternoon hour", "moved", Page("会议通知", MEET), Page("会议通知", MEET.replace("下午2:30", "下午3:00"))
    ),
    Edit(
        "slashed deadline",
        "moved",
        Page("培训通知", TRAIN),
        Page("培训通知", TRAIN.replace("2026/6/30", "2026/7/2")),
    ),
    Edit(
        "顺延 note",
        "moved",
        Page("培训通知", TRAIN),
        Page("培训通知", TRAIN + "\n因场地原因，培训顺延一周，7月13日开始。"),
    ),
    Edit("改为线上, no date", "cosmetic", Page("会议通知", MEET), Page("会议通知", MEET + "\n会议改为线上举行。")),
    Edit("title 取消", "withdrawn", Page("关于召开教学会议的通知", MEET), Page("关于取消教学会议的通知", MEET)),
    Edit(
        "因故取消 of 会议",
        "withdrawn",
        Page("会议通知", MEET),
        Page("会议通知", "原定于11月6日召开的会议因故取消，特此告知。"),
    ),
    Edit("此公告撤销", "withdrawn", Page("培训通知", TRAIN), Page("培训通知", "此公告撤销。\n" + TRAIN)),
    Edit(
        "zip replaced",
        "attachment",
        Page("培训通知", TRAIN, ("/a/1.zip",)),
        Page("培训通知", TRAIN, ("/a/2.zip",)),
    ),
]
