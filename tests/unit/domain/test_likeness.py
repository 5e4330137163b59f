"""Which two entries are one notice: pairs labelled by hand, and what never may be merged."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.entry import Attachment, Entry, EntryId
from service.domain.likeness import same_notice, title_key
from service.domain.source import SiteId, SourceId
from service.domain.urls import Url

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
BODY = (
    "各学院、各部门：根据学校工作安排，现就２０２６年春季学期教职工体检有关事项通知如下。一、体检时间：3月16日至3月27日。"
    "二、体检地点：校医院一楼大厅。三、请各单位于3月10日前将参检人员名单报送人事处，联系人王老师，电话内线6021。"
    "四、体检当天请空腹，携带本人工作证，按预约时段前往，不要提前或推迟。未尽事宜由人事处负责解释。"
)


def entry(title: str, body: str = BODY, source: str = "a", *files: str, days: float = 0) -> Entry:
    seen = NOON + timedelta(days=days)
    return Entry(
        EntryId(f"{source}{title}"),
        SiteId("college"),
        Url.parse(f"https://college.example.edu.cn/{source}.htm"),
        title,
        first_seen_at=seen,
        updated_at=seen,
        dated_at=seen,
        precision=None,
        zone="Asia/Shanghai",
        text=body,
        attachments=tuple(Attachment(Url.parse("https://college.example.edu.cn/f"), name) for name in files),
        sources=(SourceId(source),),
    )


TITLE = "关于做好2026年教职工体检工作的通知"
SAME = [
    (TITLE, TITLE),
    (TITLE, "转发：" + TITLE),
    (TITLE, "【转发】" + TITLE),
    (TITLE, "（转）" + TITLE),
    (TITLE, "关于做好２０２６年教职工体检工作的通知 "),
    (TITLE, "關於做好2026年教職工體檢工作的通知"),
    (TITLE, "关于做好 2026 年教职工体检工作的通知。"),
]
NEAR_MISSES = [
    ("关于公布2026年项目立项名单（第一批）的通知", "关于公布2026年项目立项名单（第二批）的通知"),
    ("关于做好2025年教职工体检工作的通知", "关于做好2026年教职工体检工作的通知"),
    (TITLE, "关于做好2026年教职工体检工作的补充通知"),
    (TITLE, "【补充通知】" + TITLE),
    (TITLE, "【延期】" + TITLE),
    ("2026年3月值班安排", "2026年4月值班安排"),
    ("期末考试安排（一）", "期末考试安排（二）"),
    ("采购公告（A包）", "采购公告（B包）"),
    ("拟录取名单公示", "拟录取名单公示（更正）"),
    ("第十二届运动会报名通知", "第十三届运动会报名通知"),
    ("关于开展研究生招聘的通知", "关于开展本科生招聘的通知"),
    ("学术讲座预告", "学术讲座回顾"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_notice_passed_on_is_the_same(one: str, other: str) -> None:
    assert same_notice(entry(one), entry(other, source="b", days=1))


@pytest.mark.parametrize(("one", "other"), NEAR_MISSES)
def test_titles_that_nearly_agree_are_two_notices(one: str, other: str) -> None:
    assert not same_notice(entry(one), entry(other, source="b"))


@pytest.mark.parametrize(
    ("was", "says"),
    [
        ("3月10日", "3月11日"),
        ("内线6021", "内线6022"),
        ("一、体检时间：3月16日至3月27日", "一、体检时间：3月16日至3月27日（第二批）"),
        ("校医院一楼大厅", "东校区体育馆二楼篮球训练场，凭校园卡由北门进入，自驾车辆一律停放在地下停车场"),
    ],
)
def test_bodies_that_differ_in_what_counts_are_two_notices(was: str, says: str) -> None:
    assert was in BODY
    assert not same_notice(entry(TITLE), entry(TITLE, BODY.replace(was, says), "b"))


def test_a_body_that_an_office_frames_is_the_same() -> None:
    assert same_notice(entry(TITLE), entry(TITLE, f"各支部：\n{BODY}\n人事处", "b"))


def test_an_office_that_posts_twice_means_two_notices() -> None:
    assert not same_notice(entry(TITLE), entry(TITLE, source="a", days=1))


def test_the_same_words_days_later_are_the_next_of_their_kind() -> None:
    assert not same_notice(entry(TITLE), entry(TITLE, source="b", days=4))


def test_other_sites_and_other_files_are_other_notices() -> None:
    assert not same_notice(entry(TITLE), replace(entry(TITLE, source="b"), site_id=SiteId("other")))
    assert not same_notice(entry(TITLE, BODY, "a", "名单.xlsx"), entry(TITLE, BODY, "b", "表格.docx"))


def test_what_was_not_read_is_never_merged() -> None:
    assert not same_notice(entry(TITLE, ""), entry(TITLE, "", "b"))


def test_a_notice_that_is_all_in_its_file_is_known_by_it_and_a_telling_title() -> None:
    short = "详见附件。"
    assert same_notice(entry(TITLE, short, "a", "体检安排.pdf"), entry(TITLE, short, "b", "体检安排.pdf"))
    assert not same_notice(entry(TITLE, short), entry(TITLE, short, "b"))
    assert not same_notice(entry("通知", short, "a", "附件1.pdf"), entry("通知", short, "b", "附件1.pdf"))


texts = st.text(st.sampled_from("关于体检通知第一二批2026年3月，。 abc\n"), max_size=300)


@given(texts, texts, texts, texts)
def test_being_the_same_is_mutual_and_needs_one_title(a: str, b: str, one: str, other: str) -> None:
    first, second = entry(a, one), entry(b, other, "b")
    assert same_notice(first, second) == same_notice(second, first)
    if same_notice(first, second):
        assert title_key(a) == title_key(b) != ""


@given(texts.filter(lambda title: title_key(title) != ""), st.text(min_size=0, max_size=40))
def test_whatever_it_says_a_long_notice_is_the_same_as_its_copy(title: str, more: str) -> None:
    assert same_notice(entry(title, BODY + more), entry(title, BODY + more, "b"))


@given(st.integers(0, 99), st.integers(0, 99))
def test_no_number_may_differ(one: int, other: int) -> None:
    numbered = [entry(TITLE, f"{BODY}\n共{number}人。", source) for number, source in ((one, "a"), (other, "b"))]
    assert same_notice(*numbered) == (one == other)
