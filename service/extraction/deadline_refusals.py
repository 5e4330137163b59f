"""What makes a day ask for nothing: conditions, counts, contracts, laws, reports, the office's own work.

Texts are normalised as in `deadline_cues`. What is refused here is refused whatever else the sentence says.
"""

import re

_ASKING = re.compile(
    "请|须|需|应(?!届|聘)|务必|必须|要求|不得|各(?:学院|单位|部门|系|处|班|高校|学校|市|县|区|位)"
)
"""Somebody is asked; without it a verb behind the day may well tell of the office's own work."""

_PERIOD_LABEL = (
    r"(?:履行|研究|执行|实施|合同|聘用?|任|租赁|质保|保修|考核|统计|项目)(?:期限?|周期|时间|时限|时段)(?:间|内)?"
    r"|(?:租|保质|建设|资助|报告|评价|评估|交货|供货|交付|施工|工程|劳动|试点|挂职|支教|交流|存续|担保|贷款"
    r"|借款|审计)(?:期限?|周期|年限)(?:间|内)?"
    r"|(?:统计|交货|供货|交付)(?:时间|日期)|有效(?:期限?|时间|日期)|工期|完工(?:时间|日期)|竣工(?:时间|日期)"
)
_LONG_PERIOD_LABEL = r"(?<!志愿)(?<!志愿者)服务(?:期限?|周期|时间|时段)"
"""Of a contract where it runs for months, of volunteers where it is a matter of days."""
_NOTED = (
    r"出生(?:日期|时间)?|毕业(?:时间)?|成立|发布(?:时间|日期)|更新(?:时间|日期)|发文(?:时间|日期)|成文日期"
    r"|印发日期|生产日期"
    r"|(?:发表|录用|获奖|取得|获得|授权|立项|结题|出版|开票|开具|入职|入党|任职|参保|购买|成交|发生)的?(?:时间"
    r"|日期)"
    r"|时间起点|起算|原定于?|由原|上网时间|发稿时间|录入时间|落款|发行(?:时间|日期)|出版(?:时间|日期)"
    r"|上映(?:时间|日期)"
    r"|(?:当地|北京|莫斯科|美东|东部|世界)时间|[〔\[]\d{4}[〕\]]\d*号?"
)
_SOON = r"(?:(?!请|[须需应]于|务必)[^,。;:]){0,4}"
_LEADS_ON = (
    r"(?:应|须|需|必须|截?[至止]|[为是在于自从到:,]|\s)*"
    r"(?:\d{4}年\d{1,2}月(?:份)?|(?:自|从)?[^,。;:]{2,10}(?:之日起?|日起"
    r"|后))?(?:[一二三四五六七八九十\d]{1,3}个?[年月]?\()?(?:[至到]|\s)*$"
)
_NO_DEMAND_BEFORE = re.compile(
    rf"(?:不得?早于|自动(?:顺延|延长|延期)|执行|补|印发|每(?:年|月|学[年期])|{_NOTED}"
    rf"|(?:{_PERIOD_LABEL}){_SOON}){_LEADS_ON}"
)
_LONG_PERIOD = re.compile(rf"(?:{_LONG_PERIOD_LABEL}){_SOON}{_LEADS_ON}")
_NO_DEMAND_AFTER = re.compile(
    r"\s*(?:\(含?[^()]{0,6}\))?\s*(?:起|开始|后|以后|之后|前|以前|之前|之间|期间|间)?(?:"
    r"(?:[,及]|能够?|可|须|需|应|已|仍|正式|依法|全国|统一|全面|开始)*(?:施行|实施|执行|生效|废止|失效|启用)"
    r"|(?:及|能够?|可|须|需|应|已|仍|正式|公开|依法|均)*(?:取得|获得|获(?!奖)|考取|拿到|出生|入学(?!考试|教育"
    r"|典礼|报到|注册|体检)|毕业(?!典礼|生|论文|设计|答辩|季|晚会|照|聚)|参加工作|入职|入伍|退役|缴纳|发表"
    r"|出具|签发|授权|调整|修改|修订|更新|印发|发布的|公布的|年满|满\d|通过审核|注册成立|登记注册|工作满|的工作"
    r"|讯|电\())"
)
"""What makes the day a condition, a law's beginning or a note on the text itself."""
_IMPRINT = re.compile(
    r"^附件\d{0,2}[:.、].*$|(?:[若如](?:遇|因|有|果)?)[^。;]{0,40}(?:顺延|推迟|延期|延至)[^。;]{0,12}$"
    r"|(?:来源|作者|责编|编辑|审核人?|审稿|发布者|供稿|撰稿|摄影|校对|签发|[上下]一[篇条])[:][^。;]{0,40}$"
    r"|(?:证明|流水|发票|[夏冬]季)\([^()]{0,12}$"
)
_COUNTED = re.compile(
    r"(?:计算|统计|年限|学历|资历|业绩|成果|年龄|工龄|教龄)[^,。;]{0,8}截[止至][^,。;]{0,6}$|(?:计算|统计"
    r"|核算)(?:到|至|截止)*$"
)
"""'资历计算截止到12月31日' is how something is counted."""
_AGE_BEFORE = re.compile(r"(?:年龄|周岁|工龄|教龄|党龄|工作年限)[^,。;]{0,14}$")
_AGE_AFTER = re.compile(r"[^。;]{0,14}(?:年龄|周岁|工龄|教龄|党龄|工作年限)")
_CONDITION = re.compile(r"(?:^|[,。;:(、])(?:若|如果?|倘若|假如|一旦|除)(?!期)[^,。;:]*$")
_WHOEVER = re.compile(r"(?:^|[,。;:(、])(?:凡(?:是)?|对于?|对在)[^,。;:]*$")
_EDGE = r"\s*(?:\([^()]{1,8}\))?(?:日?终)?(?:之前|以前|前|之后|以后|后|期间|之间|间)?"
_MET = r"(?!\s*(?:之前|以前|前)?[尚仍]?未)"
"""'10月31日前未缴费者视为放弃' does set a term."""
_OWNER = (
    r"(?:人员|人士|人|教师|教职工|教工|职工|员工|学生|同学|考生|毕业生|研究生|新生|老生|申请人|单位|企业|用户"
    r"|读者|团队|项目|候选人|选手|党员|客户|旅客|车辆"
    r"|论文|专利|成果|奖项|数据|发票|订单|业绩|材料|申请|表格|版本|作品|课程|课)"
)
_OF_WHOM = re.compile(
    rf"{_MET}{_EDGE}[^,。;:的]{{1,14}}的(?:[^,。;:的]{{0,6}}?){_OWNER}"
    rf"|{_MET}{_EDGE}[^,。;:的请须]{{1,10}}者(?!请|须|应)"
)
"""'前退休的人员', '期间取得的成果', '前能够到岗者': the day tells which ones are meant."""
_LEAVES = re.compile(rf"{_EDGE}(?:能够?|可|将)?(?:退休|到龄|到岗|离职|调离|到期|届满|期满)")
_WAS_HELD = re.compile(
    r"\s*(?:\([^()]{1,8}\))?(?:上午|下午|晚上?)?[^,。;]{0,6}?(?:举[行办]|召开|开展|发布|公布|启动|开幕)的"
)
"""'在4月20日举行的校赛中': told of something known."""
_NO_MORE = re.compile(
    r"\s*(?:\([^()]{1,8}\))?(?:起|开始)[^,。;]{0,4}?(?:停止|不再|暂停)[^,。;]{0,4}?(?:受理|办理|接[收受]|报名"
    r"|申[请报])"
)
"""'12月23日起停止受理': the last day was told before."""
_ROUGHLY = re.compile(r"\s*(?:左右|前后|上下)")
_OF_WHAT = re.compile(rf"\s*\)?的(?:[^,。;:的]{{0,6}}?){_OWNER}")
_ALREADY = re.compile(rf"{_EDGE}(?:已|曾)[^,。;:]{{1,14}}的(?:[,。;]|$)")
_AFTERWARDS = re.compile(r"\s*(?:\([^()]{1,8}\))?(?:之后|以后|后(?![勤备来台续天]))")
_FUTURE = re.compile(r"(?:将|拟|计划|预计|争取|力争|会)(?:于|在|到)?\s*$")
_PLANNED = re.compile(r"(?:将|拟|定|计划|预计|安排|改)(?:于|在)\s*$")
_LONG = 45
_BY_THEN = re.compile(r"\s*(?:\([^()]{1,8}\))?(?:上午|中午|下午)?(?:之前|以前|前|内)")
_TERM_VERB = re.compile(r"[^,。;]{0,14}(?:结束|截止|截稿|关闭|停止|终止)")
_OFFICE_VERB = re.compile(
    r"\s*(?:\([^()]{1,8}\))?(?:之前|以前|前)[^,。;]{0,6}?(?:公布|发布|发放|拨付|返还|退还|退回|寄出|寄发|通知"
    r"|恢复|到账)"
)
_TELLING = (_NO_MORE, _LEAVES, _ALREADY, _OF_WHAT)
_TELLING_OF_ONE = (_OF_WHOM, _ROUGHLY, _AFTERWARDS)
PAST = re.compile(
    r"圆满|成功(?:举[行办]|召开|入选|结束)|顺利(?:举[行办]|召开|结束|完成|开展)|隆重|如期|(?<!\d)日前|近日|纷纷"
    r"|已于|落下帷幕|落幕|获(?:得|评|批)|荣获"
    r"|召开了|举[行办]了|开展了|进行了|参加了|来到|莅临|出席|指出|强调|表示|会议(?:要求|认为|提出)|据悉|据了解"
)
"""A report of what was."""
_TOOK_PLACE = re.compile(
    r"[,]?[^。;]{0,40}?(?:召开|举[行办]|开展|组织|进行|参加|调研|考察|走访|慰问|培训|开幕|闭幕)"
)
_TO_BE = re.compile("将|拟|定于|请|须|需|计划|预计|务必|通知")


def names_a_period(label: str) -> bool:
    """Whether the head of a column names days that ask for nothing: '合同期限', '出生日期'."""
    return bool(_NO_DEMAND_BEFORE.search(label))


def asks_for_nothing(before: str, after: str, *, days: int) -> bool:
    """Whether the words around a day make it a condition, a count, a period, a law's or the office's own.

    `before` and `after` reach to the neighbouring days or the ends of the sentence; `days`: how many days the
    stretch has, 1 for a single day.
    """
    stretch = days > 1
    clause = re.split(r"[,。;:(]", before)[-1]
    if _is_told(before, after, days=days):
        return True
    if _ASKING.search(clause):
        return False
    if _CONDITION.search(before) or any(refusal.match(after) for refusal in _TELLING):
        return True
    if stretch:
        return bool(_WHOEVER.search(before) and _OF_WHOM.match(after))
    was_held = _WAS_HELD.match(after) and not _PLANNED.search(clause)
    return bool(
        was_held or _of_the_office(clause, after) or any(refusal.match(after) for refusal in _TELLING_OF_ONE)
    )


def _is_told(before: str, after: str, *, days: int) -> bool:
    """What no demand in the sentence can change."""
    if _LONG_PERIOD.search(before) and not 1 < days <= _LONG:
        return True
    if any(refusal.search(before) for refusal in (_COUNTED, _NO_DEMAND_BEFORE, _AGE_BEFORE, _IMPRINT)):
        return True
    return bool(_NO_DEMAND_AFTER.match(after) or (days == 1 and _AGE_AFTER.match(after)))


def _of_the_office(clause: str, after: str) -> bool:
    """'教务处将于10月25日前反馈', '结果于11月30日前公布': the reader has nothing to do by then."""
    if not _BY_THEN.match(after) or _TERM_VERB.match(after):
        return False
    return bool(_FUTURE.search(clause) or _OFFICE_VERB.match(after))


def tells_what_was(before: str, after: str, sentence: str) -> bool:
    """Whether the sentence reports; `before`, `after` are those of a day that is not to come."""
    return not before.strip() and bool(_TOOK_PLACE.match(after)) and not _TO_BE.search(sentence)
