"""What is wrong with a file, in words for its author, each with its key and line."""

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from service.config.lines import KeyPath, line_of
from service.config.shapes import ELEMENTS, FileShape, known_keys
from service.domain.errors import Problem

Complaint = tuple[KeyPath, str]
"""A key and what is wrong with it."""

_SECRET = {"password", "password_hash", "secrets", "chat"}
_WORDS = {
    "missing": "is missing",
    "missing_argument": "is missing",
    "value_error": "{error}",
    "too_short": "needs at least {min_length} elements",
    "literal_error": "must be {expected}, not {given}",
    "greater_than_equal": "must be at least {ge}, not {given}",
    "less_than_equal": "must be at most {le}, not {given}",
    "string_type": "must be text in quotes, not {given}",
    "int_type": "must be a whole number, not {given}",
    "bool_type": "must be true or false, not {given}",
    "tuple_type": "must be a list in [ ], not {given}",
    "dict_type": "must be a table, not {given}",
    "model_type": "must be a table, not {given}",
    "dataclass_type": "must be a table, not {given}",
}
"""By pydantic's type of error."""


def complaints_of(error: ValidationError, within: KeyPath = ()) -> list[Complaint]:
    """Everything pydantic found wrong with the table at `within`."""
    return [
        ((*within, *problem["loc"]), _words((*within, *problem["loc"]), dict(problem)))
        for problem in error.errors(include_url=False)
    ]


def problems_of(complaints: Iterable[Complaint], lines: Mapping[KeyPath, int]) -> tuple[Problem, ...]:
    """In the order of the file; what has no line comes first."""
    problems = [Problem(written(path), message, line_of(path, lines)) for path, message in complaints]
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.line or 0))


def written(path: KeyPath) -> str:
    """'sources[0].recipe.item': the number counts the `[[sources]]` of the file from 0."""
    shown = ""
    for step in path:
        shown += f"[{step}]" if isinstance(step, int) else f".{step}"
    return shown.removeprefix(".")


def _words(path: KeyPath, problem: dict[str, Any]) -> str:
    kind = problem["type"]
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        return unknown(path)
    if kind == "tuple_type" and path[-1] in ELEMENTS:
        return f"must be a list of tables: write [[{path[-1]}]]"
    given = "what is written there" if _SECRET & set(path) else _shown(problem["input"])
    words = _WORDS.get(kind, "{msg}, not {given}")
    return words.format(given=given, msg=problem["msg"], **problem.get("ctx", {}))


def unknown(path: KeyPath) -> str:
    """What to say of a key that nothing reads: the key it may be, the table it may belong to, or all there are."""
    key, table = str(path[-1]), path[:-1]
    here = known_keys(table)
    if close := difflib.get_close_matches(key, here, n=1, cutoff=0.6):
        return f"unknown key. Did you mean '{close[0]}'?"
    elsewhere = [name for name in FileShape.model_fields if name not in ELEMENTS and key in known_keys((name,))]
    if key in FileShape.model_fields:
        return "unknown key here. It belongs at the top of the file, before the first [table]"
    if elsewhere:
        return f"unknown key here. Did you mean the one in {' or '.join(f'[{name}]' for name in elsewhere)}?"
    return f"unknown key. Known here: {', '.join(here)}"


def _shown(value: object) -> str:
    text = {True: "true", False: "false"}[value] if isinstance(value, bool) else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
