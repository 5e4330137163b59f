"""Patterns that strangers may write, matched in time linear in the text: RE2, and its only owner.

Python's own `re` backtracks: one pattern with nested repetition would stop the fan-out of everybody's alerts. RE2
has no look-around and no back-references; nobody misses them in a notice.
"""

from functools import lru_cache
from typing import Any

import re2

_LONGEST = 500
"""Characters of a pattern."""
_MEMORY = 1 << 20
"""Bytes a compiled pattern may take; beyond, it is refused when it is declared."""


def check_pattern(pattern: str) -> str:
    """The pattern, if RE2 takes it. Raises ValueError, in words for its author, for any other."""
    if len(pattern) > _LONGEST:
        raise ValueError(f"the pattern is too long: {len(pattern)} characters, {_LONGEST} are the most")
    try:
        _compiled(pattern)
    except re2.error as error:
        reason = error.args[0] if error.args else ""
        reason = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
        raise ValueError(
            f"not a pattern: {pattern!r} ({reason or 'RE2 refuses it'}). The syntax is RE2's: no look-around, no "
            "back-references"
        ) from None
    return pattern


def search(pattern: str, text: str) -> bool:
    """Whether `pattern` finds something in `text`, upper and lower case alike; '^' and '$' are those of lines.

    A pattern that this version of RE2 refuses (it was checked by another) finds nothing.
    """
    try:
        return _compiled(pattern).search(text.encode("utf-8", "replace")) is not None
    except re2.error:
        return False


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> Any:
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = _MEMORY
    return re2.compile(f"(?m){pattern}", options)
