"""Twelve more templates of listings, written without a look at how rows are recognised, and forty titles as
offices write them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from tests.healing.skins import Article, Skin, cut, rows, short_day, slashed, split_box

_TITLES = """关于2026年清明节放假安排的通知
我校召开2026年全面从严治党工作会议
关于申报2026年度国家社会科学基金项目的通知
关于申报2026年度教育部人文社科项目的通知
2026年硕士研究生招生考试复试分数线公布
关于开展2025-2026学年第二学期期中教学检查的通知
化学化工学院举行实验室安全应急演练
关于组织参加第十九届全国大学生数学竞赛的通知
校领导调研新校区建设
关于公布2025年度优秀共产党员名单的决定
讲座预告
关于做好2026届毕业生离校手续办理工作的通知
关于做好2026届毕业生离校手续办理工作的补充通知
图书馆2026年春季学期开放时间调整公告
后勤保障处关于东区停水检修的紧急通知
后勤保障处关于西区停水检修的紧急通知
我校在第十届“互联网+”大赛中获金奖三项
关于选拔2026年秋季赴海外交换学生的通知（第一批）
关于选拔2026年秋季赴海外交换学生的通知（第二批）
信息学院2026年博士生导师遴选结果公示
人事处关于启动新一轮岗位聘用工作的通知
学术报告：图神经网络的可解释性研究
转发省教育厅关于举办高校青年教师教学竞赛的通知
物理学院党委理论学习中心组开展专题学习
财务处关于2025年度个人所得税汇算清缴的提示
关于2026年寒假期间校园网络维护的公告
体育部举办第五十八届田径运动会
关于征集2026年校级教学改革研究项目的通知
采购中心关于教学楼空调设备采购项目的中标公告
采购中心关于实验楼空调设备采购项目的中标公告
讲座预告
关于评选2025年度国家奖学金的通知
关于调整学校安全工作领导小组成员的通知
外国语学院与兄弟院校开展教研交流
关于规范学生社团活动审批流程的通知
我校新增两个博士学位授权一级学科
校医院关于2026年度教职工体检安排的通知
关于2026年春季学期学生返校报到的通知
继续教育学院2026年招生简章
关于表彰2025年度先进集体和先进个人的决定""".splitlines()


def as_offices_write(count: int, *, until: date = date(2026, 3, 19)) -> list[Article]:
    """At most 40, the newest first, of days that lie as far apart as they do in an office: several of one day,
    then a week without."""
    made, day = [], until
    for place, title in enumerate(_TITLES[:count]):
        made.append(Article(1000 + count - place, title, day))
        day -= timedelta(days=(0, 1, 0, 3, 6)[place % 5])
    return made


@dataclass(frozen=True)
class Monthly(Skin):
    """A list for each month, under its name."""

    def page_rows(self, listed: Sequence[Article]) -> str:
        return "".join(
            f'<div class="month">{month}</div><ul class="m">{rows(list(several), self.row, self)}</ul>'
            for month, several in groupby(listed, lambda one: f"{one.day:%Y年%m月}")
        )


@dataclass(frozen=True)
class Headline(Skin):
    """The first stands large above the others."""

    def page_rows(self, listed: Sequence[Article]) -> str:
        first = rows(
            listed[:1],
            '<div class="headline"><a href="{href}">'
            '<img src="/images/lead.jpg" alt=""></a><h2><a href="{href}">{title}</a>'
            '</h2><p class="lead">{text}<a class="more" href="{href}">[详细]'
            '</a></p><div class="on">{when}</div></div>',
            self,
        )
        return f'{first}<ul class="rest">{rows(listed[1:], self.row, self)}</ul>'


TEMPLATES: dict[str, Skin] = {
    "numbered table": Skin(
        '<tr onmouseover="hi(this)"><td align="center">{number}</td>'
        '<td><a href="{href}" target="_blank">{title}</a>{pin}</td>'
        "<td>组织部</td><td>{when}</td><td>{views}</td></tr>",
        '<form name="f"><table border="1" id="GridView1"><thead>'
        "<tr><th>编号</th><th>标题</th><th>发布部门</th><th>日期</th>"
        "<th>点击</th></tr></thead><tbody>{rows}</tbody></table></form>",
    ),
    "terms": Skin(
        '<dt>{pin}<a href="{href}">{title}</a></dt><dd class="s">{text}</dd><dd class="d">发布日期：{when}</dd>',
        '<dl class="terms">{rows}</dl>',
    ),
    "thumbnails": Skin(
        '<div class="media"><a class="thumb" href="{href}"><img src="/upload/{number}.jpg" alt="{full}"></a>'
        '<div class="media-body"><h4><a href="{href}">{title}'
        '</a>{pin}</h4><p>{text}<a href="{href}">[查看详情]</a></p>'
        "<small>发布时间：{when} 浏览：{views}</small></div></div>",
        '<div class="media-list">{rows}</div>',
    ),
    "split boxes": Skin(
        '<li class="clearfix"><div class="date-box">{when}</div>'
        '<div class="txt"><a href="{href}" title="{full}">{title}</a>'
        "{pin}<p>{text}</p></div></li>",
        '<div class="ny-list"><ul>{rows}</ul></div>',
        when=split_box,
    ),
    "div soup": Skin(
        '<div style="float:left;width:100%"><div><div style="padding:4px"><font color="#900">·</font></div><div>'
        '<div><div><a href="{href}"><font size="2"><span>{title}'
        "</span></font></a></div>{pin}</div></div><div><div>"
        '<font color="gray">{when}</font></div></div></div></div><div style="clear:both"></div>',
        "<div><div><div><div>{rows}</div></div></div></div>",
        around="<div><div>{foot}</div><div><div>{menu}</div><div>{main}</div></div></div>",
    ),
    "rendered by a script": Skin(
        '<div data-v-7ba5bd90="" class="el-col el-col-24"><!----><div data-v-7ba5bd90="" class="news-item">'
        '<a data-v-7ba5bd90="" href="{href}" target="_blank">'
        '<span data-v-7ba5bd90="" class="news-item__title">{title}</span>'
        '{pin}<!----></a><span data-v-7ba5bd90="" class="news-item__time">'
        '<i class="el-icon-time"></i> {when} </span></div></div>',
        '<div id="app" data-server-rendered="true">'
        '<div data-v-7ba5bd90="" class="el-row">{rows}<!----></div></div>',
        when=slashed,
    ),
    "section before": Skin(
        '<li>[<a href="/tzgg/list.htm">通知公告</a>] <a href="{href}">{title}</a>{pin} <span>({when})</span></li>',
        '<div class="col"><ul class="txtlist">{rows}</ul></div>',
    ),
    "cut": Skin(
        '<p class="line">{pin}<a href="{href}">{title}</a><em>{when}</em></p>',
        '<div class="lines">{rows}</div>',
        words=cut,
        when=short_day,
    ),
    "row is a link": Skin(
        '<a class="item" href="{href}"><div class="when">{when}'
        '</div><div class="what"><strong>{title}</strong>{pin}'
        '<p>{text}</p></div><div class="arrow">→</div></a>',
        '<div class="items">{rows}</div>',
        when=split_box,
    ),
    "a table for each": Skin(
        '<table width="100%" cellspacing="0"><tr><td width="10">'
        '<img src="/images/dot.gif"></td><td align="left">'
        '<a href="{href}" class="c57"><font>{title}</font></a>{pin}'
        '</td><td width="1%"><div style="white-space:nowrap">{when}'
        "</div></td></tr></table>",
        '<table><tr><td id="wp_list">{rows}</td></tr><tr>'
        '<td>共 12 页 <a href="list2.htm">下一页</a></td></tr></table>',
    ),
    "months": Monthly(
        '<li><span class="d">{when}</span>{pin}<a href="{href}">{title}</a></li>', '<div class="all">{rows}</div>'
    ),
    "headline": Headline(
        '<li><a href="{href}">{title}</a>{pin}<span>{when}</span></li>', '<div class="box">{rows}</div>'
    ),
}
