"""Days that ask for nothing: conditions, counts, contracts, laws, and what the office itself does."""

from datetime import date

import pytest

from service.extraction.deadlines import find_deadlines

NOTHING_DUE = [
    "截至2025年12月31日,申请人年龄不得超过45周岁。",
    "工作年限计算到2025年12月31日。",
    "在2026年6月30日前退休的人员不得申报。",
    "2026年12月31日前到龄退休的教师不参加本次评审。",
    "2025年10月31日前办理完入职手续的新教师可参加。",
    "2026年9月1日前能够到岗者优先。",
    "成果发表时间应在2025年1月1日至12月31日之间。",
    "论文须于2024年11月1日至2025年10月31日期间公开发表。",
    "报告期为2025年1月1日至12月31日。",
    "填报2025年度(2025年1月1日至2025年12月31日)的数据。",
    "凡2025年9月1日至2025年12月31日在校学习的学生均可参评。",
    "项目执行期为2026年1月至2027年12月31日。",
    "资助期限为2026年1月1日至2028年12月31日。",
    "本批复有效期至2026年12月31日止。",
    "交货期:2025年12月31日前。",
    "工期:2025年11月1日至2026年1月30日。",
    "服务期限:自合同签订之日起至2026年12月31日。",
    "学校将于11月20日前公布评审结果。",
    "教务处将于10月25日前反馈审核意见。",
    "评审结果于11月30日前公布。",
    "学校将于10月31日前将款项拨付至各学院。",
    "我处将于11月10日前统一发放证书。",
    "预计11月底前完成全部修缮工程。",
    "录取通知书将于12月15日前寄出。",
    "项目组计划于2026年6月30日前完成验收。",
    "学院将于10月30日前统一上报至教务处。",
    "退费将于11月30日前原路返还。",
    "补助金将于10月25日前发放到位。",
    "缺考成绩将于11月15日前录入系统。",
    "若10月20日前未收到回复,请电话联系我们。",
    "10月31日前完成缴费的学生可享受九折优惠。",
    "如11月5日前报名人数不足30人,则取消该班。",
    "2025年11月1日以后提交的材料不再受理。",
    "10月20日后提交的申请顺延至下一批次。",
    "凡在11月1日前已办理过登记的,无需重复办理。",
    "2025年10月20日前提交的旧版表格仍然有效。",
    "参赛作品应为2024年1月1日至2025年12月31日期间完成的原创作品。",
    "参评论文发表时间为2024年11月1日至2025年10月31日。",
    "在研项目(结题日期在2025年12月31日之后)不得申报。",
    "社保缴纳证明(2025年7月至2025年12月31日)。",
    "供货时间:合同签订后至2025年12月31日前完成安装调试。",
    "合同履行期限:自合同签订之日起至2025年12月31日。",
    "来源:党委宣传部  时间:2025-10-16",
    "责任编辑:李四  审核:2025年10月16日",
    "附件:10月24日前需提交的材料清单.docx",
    "2025年11月1日前购票的旅客不受影响。",
    "第三批专项资金已于10月10日下达,预计10月31日前全部到位。",
    "2025—2026学年第一学期自2025年9月1日开始,2026年1月18日结束。",
    "入营名单将于10月25日左右公布。",
    "转学受理时间为每年11月1日—15日。",
    "居留许可在2025年12月31日前到期的老生请及时联系。",
    "11月23日起停止受理。",
    "我校在10月20日举行的校赛中遴选出18支队伍。",
    "借书期限自动顺延至11月28日。",
    "周末补10月30日的课程。",
]
ENGLISH = [
    "Interlibrary loans requested before 15 October will still be delivered.",
    "By 31 December 2025 the building will have been renovated.",
    "Results will be announced by 15 December 2025.",
    "Interviews will be held in the week beginning 8 December.",
    "The fellowship runs from 1 March 2026 to 28 February 2027.",
    "Nominations close by 15 May of each year.",
    "Employment may begin as early as 1 January 2026.",
    "Those who complete their degree before 30 June 2026 may join.",
    "Please note that students who enrol before 1 November 2025 pay no fee.",
]


@pytest.mark.parametrize("text", NOTHING_DUE)
def test_what_asks_for_nothing(text: str) -> None:
    assert find_deadlines(text, title="关于申报项目的通知", published=date(2025, 10, 15)) == ()


@pytest.mark.parametrize("text", ENGLISH)
def test_what_asks_for_nothing_in_english(text: str) -> None:
    assert find_deadlines(text, title="Call for applications", published=date(2025, 10, 15)) == ()
