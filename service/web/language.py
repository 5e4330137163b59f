"""Which language a page is in: asked for in the address, kept in a cookie, or the browser's. Pure."""

from collections.abc import Mapping

from service.wording import LANGUAGES

__all__ = ["COOKIE", "choose_language", "preferred_language", "tag_of"]

COOKIE = "language"

_TAGS = {"zh": "zh-CN", "en": "en"}


def choose_language(
    query: Mapping[str, str], cookies: Mapping[str, str], accept_language: str, default: str
) -> str:
    """'zh' or 'en'."""
    for wanted in (query.get("lang", ""), cookies.get(COOKIE, "")):
        if wanted in LANGUAGES:
            return wanted
    return preferred_language(accept_language) or default


def preferred_language(accept_language: str) -> str | None:
    """The one of ours that the header weighs highest (RFC 9110 section 12.5.4), the earlier of equals; None when
    it names none of ours."""
    best: tuple[float, str] | None = None
    for offer in accept_language.split(",")[:20]:
        tag, _, parameters = offer.partition(";")
        language = tag.strip().lower().split("-")[0]
        weight = _weight(parameters)
        if language in LANGUAGES and weight > 0 and (best is None or weight > best[0]):
            best = (weight, language)
    return best[1] if best else None


def tag_of(language: str) -> str:
    """The BCP 47 tag for a page's lang attribute."""
    return _TAGS[language]


def _weight(parameters: str) -> float:
    name, _, number = parameters.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return float(number)
    except ValueError:
        return 0.0
