"""The words around a day that tell what it means; texts are normalised (NFKC, no blanks between characters)."""

import re

_END_BEFORE = (
    r"(?:截止|截至|截稿|最迟|最晚|(?:不得?|勿)(?:迟|晚)于|(?:延|顺延|延期|延长|推迟|延迟)至|关闭时间|结束时间|止于"
    r"|期限|有效至|持续到)(?:时间|日期|期限|日|期)?(?:调整|延长|顺延|推迟)?(?:[为是到至:于在]|,)*\s*"
)
ENDS_BEFORE = re.compile(rf"{_END_BEFORE}$")
"""Stands right before a day that ends something: '截止时间为'."""
ENDS_AFTER = re.compile(
    r"\s*\)?(?:\(含?(?:当[日天]|本[日数])?\)|\(北京时间\)|\([^()]{1,6}\))?\s*(?:[上下]午下班|下班|放学|中午|上午|下午|晚上|午夜)?"
    r"(?:之前|以前|前(?![往来后期述言沿景])|止(?!于)|截止|为止|截稿|截标|结束(?!语)|为[^,。;]{0,14}(?:截止|结束|关闭)(?:时间|日期)?"
    r"|(?:[^,。;]{0,8})(?:系统)?(?:将)?(?:关闭|截止))"
)
"""Stands right behind such a day: '前', '为网上报名结束时间'."""
STATISTICS = re.compile(r"截[至止](?:目前)?[到]?\s*$")
"""'截至9月2日' counts what is, and sets no term, when the day is not to come."""

NO_DEMAND_BEFORE = re.compile(
    r"(?:不得?早于|有效期|出生(?:日期|时间)?|毕业(?:时间)?|成立|发布(?:时间|日期)|更新(?:时间|日期)|发文(?:时间|日期)|成文日期|印发日期"
    r"|(?:履行|研究|服务|执行|实施|合同|聘用?|任|租赁|质保|保修|考核|统计|项目)(?:期限?|周期|时间)[^,。;:]{0,4}|时间起点|起算|原定于?|由原|上网时间|发稿时间|录入时间|落款|发行(?:时间|日期)|出版(?:时间|日期)|上映(?:时间|日期)|(?:当地|北京|莫斯科|美东|东部|世界)时间|[〔\[]\d{4}[〕\]]\d*号?)(?:[为是在于自从:,]|\s)*$"
)
NO_DEMAND_AFTER = re.compile(
    r"\s*(?:\(含?[^()]{0,6}\))?\s*(?:起|开始|后|以后|之后|前|以前|之前|之间|期间|间)?(?:[,及]|能够?|可|须|需|应|已|仍|正式|依法|全国|统一)*"
    r"(?:施行|实施|执行|生效|废止|失效|取得|获得|获|考取|拿到|出生|入学|毕业|参加工作|入职|入伍|退役|缴纳|发表|出具|签发|授权|调整|修改|修订|更新|印发|发布的|公布的"
    r"|年满|满\d|通过审核|注册成立|登记注册|工作满|的工作|讯|电\()"
)
"""What makes the day a condition, a law's beginning or a note on the text itself."""
COUNTED = re.compile(r"(?:计算|统计|年限|学历|资历|业绩|成果|年龄)[^,。;]{0,8}截[止至][^,。;]{0,6}$")
"""'资历计算截止到12月31日' is how something is counted."""
PAST = re.compile(
    r"圆满|成功(?:举[行办]|召开|入选|结束)|顺利(?:举[行办]|召开|结束|完成|开展)|隆重|如期|(?<!\d)日前|近日|纷纷|已于|落下帷幕|落幕|获(?:得|评|批)|荣获"
    r"|召开了|举[行办]了|开展了|进行了|参加了|来到|莅临|出席|指出|强调|表示"
)
"""A report of what was."""

_EVENT_NOUN = (
    r"面试|笔试|考试|测试|自测|机考|复试|初试|补考|开考|报到|讲座|报告会|报告|会议|大会|培训|研讨|沙龙|论坛|答辩|体检|体测|开标|评审|比赛|竞赛|决赛|初赛|复赛|运动会"
    r"|演出|晚会|招聘会|宣讲|双选|活动|开课|上课|开学|集合|出发|发车|开幕|闭幕|彩排|典礼|仪式|展览|展出|参观|接待日|咨询|路演|开班|首映|放映|直播|停水|停电|停机|维护|放假"
    r"|摇号|抽签|抽检|现场确认|资格复审|选房|拍卖|听证|见面会|资格审查|上班|检修|割接|施工|升级|闭馆|停课|停诊|停办|暂停|调休|休市|开馆"
)
_WINDOW_NOUN = (
    r"预?报名|网报|申请|申报|报送|提交|上报|公示|缴费|交费|确认|征集|征稿|投稿|填报|填写|受理|注册|登记|预?招募|预约|选课|退选|改选|投票|推荐|上传|审核|复核|查询"
    r"|领取|领证|借阅|开放|审批|评选|评审|备案|打印|下载|补录|调剂|办理|接收|收取|核实|初验|准备|投标|下单|认购|续费|自查|整改|学习|实习|试用"
)
EVENT_NOUN = re.compile(_EVENT_NOUN)
WINDOW_NOUN = re.compile(_WINDOW_NOUN)
ANNOUNCED = re.compile("公布|发布|揭晓")
STAGE_AFTER = re.compile(r"\s*(?:\([^()]{1,8}\))?\s*(?:为[^,。;]{0,16}(?:阶段|期|时间)|期间|内)")
"""'为答辩阶段', '期间': the stretch is one in which something can be done."""
OPENS_AFTER = re.compile(
    r"\s*(?:\([^()]{1,8}\))?\s*(?:起[,]?|[,])?(?:为)?[^,。;:]{0,14}?"
    r"(?:开通|开始|开放|举行|召开|举办|开考|开幕|报到|开课|开班|上课|上班|恢复|上线|启动|公布|进行(?:[^,。;]{0,6}(?:面试|笔试|考试|复试|答辩|体检|审核))?|将)"
)
ASKED_BEFORE = re.compile(r"(?:请|须|需|应|务必|要求)[^,。;:]{0,16}(?:于|在)\s*$")
"""'请各学院于': who is asked for something on that day."""
PLANNED_BEFORE = re.compile(r"(?:(?:兹?定|拟|将|现定|计划|预计|暂定|安排|改|特)于|(?:自|从))\s*$")
TIME_LABEL = re.compile(
    rf"(?:(?P<event>{_EVENT_NOUN})|(?P<window>{_WINDOW_NOUN}))?[^,。;:()]{{0,8}}?(?:时间|日期|日程|时段)"
    r"(?:安排|及地点|和地点|、?地点)?(?:[为是定在于:]|\s|暂|初步|预计)*\(?$"
)
"""'面试时间:' right before the day."""
NAMED = re.compile(r"(?P<name>[^,。;:、]{2,24}?)\s*(?:[:(]|时间[:为])\s*$")
"""'赛事定级:' or '网上预报名(' right before a stretch."""
COUNTER = re.compile(
    r"^\s*(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.]?|第[一二三四五六七八九十\d]+[、:：]|[①-⑳●•◆★※*-])\s*"
)
HEADING = re.compile(r"(?:时间|日期|期限)(?:[、和及](?:时间|地点|方式|[^,。;:]{2,6}时间))*(?:和地点)?\s*[::]?\s*$")
"""A line of its own above a day: '提交投标文件截止时间、开标时间和地点'."""
PLACE = re.compile(
    r"(?:地\s*点|会\s*场|考\s*场|教\s*室|Venue|Location|Place|地点\s*Venue)\s*[:：]\s*([^\n。；;]{2,40})"
)

TABLE_HEAD = re.compile(r"时间|日期|日程|时段")
"""Names the column of days in the head of a table, a line of words without digits."""
MOVED = re.compile(
    r"[^。;]{0,60}?(?:延期|延长|顺延|推迟|延迟|推后|调整|变更|更改|提前|改期|改)"
    r"(?:举[行办]|进行|召开)?(?:至|到|为|在|于)+\s*$"
)
"""Between a day and the one that replaces it: '原定5月23日举行的决赛,现延期至5月30日'."""
TERM_NOUN = re.compile("截止|截稿|期限|结束|关闭|逾期")
REPORT_YEAR = re.compile(r"^\s*(20\d\d)年(?:度|全年|以来)?[,，、]")
"""'2024年,全年开放358天。4月23日…': what follows in the paragraph was in that year."""
FORETOLD = re.compile("预告|(?:考试|答辩|讲座|宣讲|面试|复试|培训|比赛|竞赛)(?:具体)?(?:时间)?(?:安排|日程)|赛程")
"""A title that announces events, whose text lists them by name and hour."""
SET_FOR = re.compile(r"于\s*$")
"""'补办工作于3月12日集中办理': a day to come on which something is dealt with."""
