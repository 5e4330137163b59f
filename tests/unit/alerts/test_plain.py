import pytest

from service.alerts.plain import excerpt, one_line, readable_size, told_line, unvarying
from service.domain.remark import Remark
from service.wording.remarks import in_language


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("通知\r\nBcc: all@example.org", "通知 Bcc: all@example.org"),
        ("a\x00b\x1bc\x7f", "abc"),
        ("exe.\u202efdp", "exe.fdp"),
        ("一\u2028二\u2029三\u0085四", "一 二 三 四"),
        ("\ufeff  全角\u3000空格  ", "全角 空格"),
        ("half a \ud800 pair", "half a pair"),
        ("👩\u200d🏫", "👩\u200d🏫"),
    ],
)
def test_a_line_loses_what_forges_headers_or_reads_as_something_else(hostile: str, shown: str) -> None:
    assert one_line(hostile) == shown


def test_a_line_too_long_ends_in_an_ellipsis_within_its_limit() -> None:
    assert one_line("通" * 10, 10) == "通" * 10
    assert one_line("通" * 11, 10) == "通" * 9 + "…"


def test_an_excerpt_is_whole_when_it_fits() -> None:
    assert excerpt("各单位：\n 请参加会议。", 20) == "各单位： 请参加会议。"


def test_an_excerpt_ends_with_a_sentence_where_one_ends_late_enough() -> None:
    assert excerpt("甲" * 15 + "。" + "乙" * 30, 20) == "甲" * 15 + "。…"
    assert excerpt("甲。" + "乙" * 30, 20) == "甲。" + "乙" * 17 + "…"


def test_an_excerpt_of_words_ends_with_a_word() -> None:
    assert excerpt("every word counts and stays whole", 25) == "every word counts and…"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Mailbox doesn't exist: Nowhere (0.001 + 0.000 secs).", "Mailbox doesn't exist: Nowhere."),
        ("[AUTHENTICATIONFAILED] Authentication failed.", "[AUTHENTICATIONFAILED] Authentication failed."),
        ("No folder Sent-2026 or Old-2025", "No folder Sent-2026 or …"),
        ("[Errno 111] Connect call failed ('127.0.0.1', 993)", "Connect call failed"),
        ("Web login required: https://mail.test/a/18?sarp=1&plt=AKgnsb (Failure)",
         "Web login required: https://mail.test/a/18 (Failure)"),
        ("[WEBALERT https://mail.test/a?plt=AKgnsb] Log in", "[WEBALERT https://mail.test/a] Log in"),
        ("[9f [nested 7] (1", "… …"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_differs_between_two_answers_of_a_server_goes(said: str, shown: str) -> None:
    assert unvarying(said, ("Sent-2026", "")) == shown


@pytest.mark.parametrize(
    ("size", "words"), [(0, "0 B"), (999, "999 B"), (1000, "1 kB"), (45_678, "46 kB"), (1_234_567, "1.2 MB")]
)
def test_sizes_for_people(size: int, words: str) -> None:
    assert readable_size(size) == words


def test_a_remark_in_one_line_can_still_be_said_in_chinese() -> None:
    error = "550 no\r\nsuch \u202euser" + "x" * 50
    line = told_line(Remark("the connection failed: %(error)s", error=error), 30)
    assert line.isprintable()
    assert in_language(line, "zh") == f"连接失败：{one_line(error, 30)}"
    assert told_line("a\nb", 30) == "a b"
