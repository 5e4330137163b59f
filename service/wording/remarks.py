"""Remarks in the language of whoever reads them. Pure."""

from collections.abc import Callable

from service.domain.remark import Remark
from service.wording import translation


def in_language(text: str, language: str) -> str:
    """A remark in 'zh' or 'en', the remarks in it too. Other text comes back as it is: a server's answer, or
    what was kept before there were remarks."""
    return _said(text, translation(language).gettext)


def _said(text: str, words: Callable[[str], str]) -> str:
    if not isinstance(text, Remark):
        return text
    pattern = words(text.pattern) if text.pattern else ""
    if not text.values:
        return pattern
    return pattern % {
        name: _said(value, words) if isinstance(value, str) else value for name, value in text.values.items()
    }
