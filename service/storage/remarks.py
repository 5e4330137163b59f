"""Remarks as they are kept: message id and values, so that each reader gets them in his language.

    said:["%(count)d entries by %(method)s", {"count": 12, "method": ["repeated structure", {}]}]

Text that is no remark is kept as it stands; so was all before there were remarks.
"""

import json

from sqlalchemy import Dialect, Text, TypeDecorator

from service.domain.remark import Remark, Value
from service.storage.columns import keepable

_MARK = "said:"


class Said(TypeDecorator[str]):
    """A column of remarks, and of text that strangers wrote (see `Written`)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else kept(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else said(value)


def kept(text: str) -> str:
    """What is stored of a text. One that only looks as if it were stored is kept as a remark's value."""
    if isinstance(text, Remark):
        return _MARK + keepable(json.dumps(_parts(text), ensure_ascii=False))
    if text.startswith(_MARK):
        return kept(Remark("%(text)s", text=text))
    return keepable(text)


def said(stored: str) -> str:
    """The text again, a remark where it was one."""
    if not stored.startswith(_MARK):
        return stored
    try:
        return _remark(json.loads(stored.removeprefix(_MARK)))
    except (ValueError, TypeError, KeyError):
        return stored  # nothing of ours; shown as it is


def _parts(remark: Remark) -> list[object]:
    return [remark.pattern, {name: _part(value) for name, value in remark.values.items()}]


def _part(value: Value) -> object:
    return _parts(value) if isinstance(value, Remark) else value


def _remark(parts: list[object]) -> Remark:
    pattern, values = parts
    if not isinstance(pattern, str) or not isinstance(values, dict):
        raise TypeError(f"no remark: {parts!r}")
    return Remark(pattern, **{name: _remark(v) if isinstance(v, list) else v for name, v in values.items()})
