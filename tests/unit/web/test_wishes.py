import json
from datetime import UTC, datetime, time

import pytest

from service.domain.channel import ChannelId
from service.domain.digest import AtOnce, Daily, Hourly, Timing, Weekly
from service.domain.rules import Clause, Part, Rules
from service.domain.source import SiteId, SourceId
from service.domain.subscription import Selection, Subscription, SubscriptionId
from service.web.wishes import Complaint, Wish, timing_fields, wish_of, with_wish, words_field

SITE = Selection(sites=frozenset({SiteId("college")}))
SECTIONS = [SourceId("a"), SourceId("b"), SourceId("c")]
FIELDS = {"when": "daily", "at": "08:00", "day": "mon", "zone": "Asia/Shanghai", "include": "", "exclude": ""}


def wish(ticked: list[str] | None = None, **fields: str) -> Wish:
    return wish_of(FIELDS | fields, SECTIONS if ticked is None else ticked, SITE, SECTIONS, "zh")


def test_all_ticked_is_the_whole_with_what_comes_later() -> None:
    assert wish().selection == SITE
    assert wish(["c", "a", "unknown"]).selection == Selection(sources=frozenset({SourceId("a"), SourceId("c")}))


@pytest.mark.parametrize(
    ("fields", "timing"),
    [
        ({"when": "once"}, AtOnce()),
        ({"when": ""}, AtOnce()),
        ({"when": "hourly"}, Hourly()),
        ({"when": "daily", "at": "21:30"}, Daily(time(21, 30))),
        ({"when": "weekly", "day": "fri", "at": "07:00"}, Weekly(4, time(7))),
    ],
)
def test_each_timing_is_read_and_shown_again(fields: dict[str, str], timing: Timing) -> None:
    assert wish(None, **fields).timing == timing
    assert wish(None, **timing_fields(timing)).timing == timing


def test_words_are_separated_by_commas_of_both_widths_and_lines() -> None:
    read = wish(include="奖学金，招聘、title:公示\r\n 选调 ;", exclude="会议, 讲座")
    assert [str(clause) for clause in read.include] == ["奖学金", "招聘", "title:公示", "选调"]
    assert read.include[2] == Clause("公示", Part.TITLE)
    assert wish(include=words_field(read.include)).include == read.include
    assert read.rules == Rules(include=read.include, exclude=(Clause("会议"), Clause("讲座")))


@pytest.mark.parametrize(
    ("ticked", "fields"),
    [
        ([], {}),
        (None, {"when": "daily", "at": "25:00"}),
        (None, {"when": "weekly", "day": "never"}),
        (None, {"zone": "Mars/Olympus"}),
        (None, {"zone": "../../etc/passwd"}),
        (None, {"zone": ""}),
        (None, {"include": "，".join("词" + str(n) for n in range(21))}),
        (None, {"include": "长" * 61}),
        (None, {"include": "title:"}),
    ],
)
def test_what_cannot_be_meant_is_complained_of(ticked: list[str] | None, fields: dict[str, str]) -> None:
    with pytest.raises(Complaint):
        wish(ticked, **fields)


def test_too_many_sections_do_not_fit_into_a_link() -> None:
    sections = [SourceId(f"s{n}") for n in range(62)]
    assert wish_of(FIELDS, sections, SITE, sections, "zh").selection == SITE
    with pytest.raises(Complaint):
        wish_of(FIELDS, sections[:61], SITE, sections, "zh")


def test_a_wish_comes_back_from_its_link() -> None:
    group = Selection(groups=frozenset({(SiteId("college"), ("组织工作",))}))
    made = wish_of(FIELDS | {"include": "招聘"}, SECTIONS, group, SECTIONS, "en")
    assert Wish.of(json.loads(json.dumps(made.carried()))) == made


def test_rules_that_the_form_does_not_show_stay() -> None:
    rules = Rules(include=(Clause("旧"),), urgent=(Clause("紧急"),))
    kept = Subscription(
        SubscriptionId("s"), ChannelId("c"), SITE, AtOnce(), datetime(2026, 1, 1, tzinfo=UTC), "token", rules=rules
    )
    changed = with_wish(kept, wish(include="新"))
    assert changed.rules == Rules(include=(Clause("新"),), urgent=(Clause("紧急"),))
    assert changed.timing == Daily(time(8))
    assert changed.token == "token"
