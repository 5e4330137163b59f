from email.header import decode_header, make_header
from email.utils import getaddresses

from hypothesis import given
from hypothesis import strategies as st

from service.alerts.headers import address_field, field, phrase_field, text_field
from service.alerts.plain import one_line


def checked(written: str) -> str:
    """The field's value, unfolded and decoded, after the rules of RFC 5322 and RFC 2047 were looked at."""
    written.encode("ascii")
    assert written.endswith("\r\n")
    lines = written[:-2].split("\r\n")
    assert not any("\r" in line or "\n" in line for line in lines)
    assert all(line.strip() for line in lines)
    if "=?utf-8?b?" in written:
        assert all(len(line) <= 76 for line in lines)
    for word in written.split():
        if word.startswith("=?"):
            assert len(word) <= 75
            [(content, charset)] = decode_header(word)
            assert charset == "utf-8"
            assert isinstance(content, bytes)
            content.decode("utf-8")  # whole characters in each word
    return str(make_header(decode_header(written.partition(": ")[2].removesuffix("\r\n").replace("\r\n", ""))))


def test_ascii_stays_readable() -> None:
    assert text_field("Subject", "Call for papers, 2026") == "Subject: Call for papers, 2026\r\n"


def test_what_looks_like_an_encoded_word_is_not_one() -> None:
    written = text_field("Subject", "=?utf-8?q?hello?=")
    assert "=?utf-8?q?" not in written
    assert checked(written) == "=?utf-8?q?hello?="


def test_a_long_address_is_never_broken() -> None:
    link = f"<https://notices.example.org/unsubscribe/{'a' * 200}>"
    assert f" {link}\r\n" in field("List-Unsubscribe", link)


def test_a_name_with_specials_is_quoted() -> None:
    assert address_field("From", 'Li, "W" \\', "a@example.org") == 'From: "Li, \\"W\\" \\\\" <a@example.org>\r\n'


def test_an_address_without_a_name_stands_alone() -> None:
    assert address_field("To", " \u202e", "a@example.org") == "To: a@example.org\r\n"


def test_encoded_words_stand_outside_quotes_and_brackets() -> None:
    written = phrase_field("List-Id", "通知 <a>", "<x.example.org>")
    assert written.endswith("?= <x.example.org>\r\n")
    assert '"' not in written


@given(st.text(max_size=300))
def test_any_subject_comes_back_as_it_was_meant(text: str) -> None:
    assert checked(text_field("Subject", text)).strip() == one_line(text)


@given(st.text(max_size=80))
def test_any_name_comes_back_as_it_was_meant(text: str) -> None:
    written = address_field("To", text, "a@example.org")
    # getaddresses unquotes; the newer parser puts spaces between the encoded-words of a name.
    [(name, address)] = (
        getaddresses([checked(written)])
        if "=?utf-8?b?" not in written
        else [(checked(written).removesuffix(" <a@example.org>"), "a@example.org")]
    )
    assert address == "a@example.org"
    assert name == one_line(text, 120)
