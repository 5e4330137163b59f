import pytest

from service.web.language import choose_language, preferred_language


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("fr,de;q=0.9,zh-TW;q=0.3", "zh"),
        ("zh;q=0.2, en;q=0.7", "en"),
        ("en;q=0, zh;q=0.1", "zh"),
        ("fr-FR,fr", None),
        ("", None),
        ("en;q=oops", None),
        ("*", None),
    ],
)
def test_the_header_decides_by_weight(header: str, language: str | None) -> None:
    assert preferred_language(header) == language


def test_address_before_cookie_before_browser_before_default() -> None:
    asked, kept, browser = {"lang": "en"}, {"language": "zh"}, "zh-CN"
    assert choose_language(asked, kept, browser, "zh") == "en"
    assert choose_language({}, {"language": "en"}, browser, "zh") == "en"
    assert choose_language({}, {}, "en", "zh") == "en"
    assert choose_language({}, {}, "fr", "zh") == "zh"


def test_a_language_that_we_do_not_speak_is_passed_over() -> None:
    assert choose_language({"lang": "../etc"}, {"language": "xx"}, "en", "zh") == "en"
