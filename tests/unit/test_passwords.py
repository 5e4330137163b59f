import pytest

from service import passwords

HASHED = passwords.hash_password("correct horse battery")


def test_the_password_and_no_other() -> None:
    assert passwords.matches("correct horse battery", HASHED)
    assert not passwords.matches("correct horse batterz", HASHED)
    assert not passwords.matches("", HASHED)


def test_it_is_argon2id_with_a_salt() -> None:
    assert HASHED.startswith("$argon2id$")
    assert passwords.hash_password("correct horse battery") != HASHED
    assert passwords.is_hash(HASHED)


@pytest.mark.parametrize("text", ["", "correct horse battery", "$2b$12$abc", "$argon2id$"])
def test_what_is_no_hash_matches_nothing(text: str) -> None:
    assert not passwords.is_hash(text)
    assert not passwords.matches("correct horse battery", text)


@pytest.mark.parametrize("password", ["", "123456789", "x" * 1025])
def test_too_short_and_too_long_are_refused_in_words(password: str) -> None:
    with pytest.raises(ValueError, match="10 to 1024"):
        passwords.hash_password(password)


def test_chinese_words_are_a_password() -> None:
    hashed = passwords.hash_password("春眠不觉晓，处处闻啼鸟")
    assert passwords.matches("春眠不觉晓，处处闻啼鸟", hashed)
