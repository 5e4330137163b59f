import tomllib
from collections.abc import Iterator

from service.config.lines import KeyPath, index_lines, line_of

DOCUMENT = '''# a comment with [brackets] and key = "value"
public_url = "https://x # not a comment"
"quoted \\u0041 key" = 'a = [1]'

[web]
host = """
several = "lines"
[not.a.table]
"""   # after
port = 8765

[fetch.deep]
a.b = 1
list = [
  "one", # [1]
  [2, 3], { x = 1, y = { z = 2 } },
]

[[sources]]
url = \'\'\'
it''s\'\'\'
[sources.recipe]
item = "li"

[[ sources ]]
url = "b"
recipe = { item = "li", link = "a" }
[[sources.many]]
when = 1979-05-27T07:32:00Z
[[sources.many]]
when = 07:32:00
'''


def test_every_value_has_its_line() -> None:
    lines = index_lines(DOCUMENT)
    assert lines[("public_url",)] == 2
    assert lines[("quoted A key",)] == 3
    assert lines[("web",)] == 5
    assert lines[("web", "host")] == 6
    assert lines[("web", "port")] == 10
    assert lines[("fetch", "deep", "a", "b")] == 13
    assert lines[("fetch", "deep", "list", 0)] == 15
    assert lines[("fetch", "deep", "list", 1, 1)] == 16
    assert lines[("fetch", "deep", "list", 2, "y", "z")] == 16
    assert lines[("sources", 0, "url")] == 20
    assert lines[("sources", 0, "recipe", "item")] == 23
    assert lines[("sources", 1)] == 25
    assert lines[("sources", 1, "recipe", "link")] == 27
    assert lines[("sources", 1, "many", 1, "when")] == 31


def test_nothing_else_is_taken_for_a_key() -> None:
    assert set(index_lines(DOCUMENT)) == set(_paths(tomllib.loads(DOCUMENT)))


def test_a_missing_key_has_the_line_of_its_table() -> None:
    lines = index_lines(DOCUMENT)
    assert line_of(("sources", 1, "zone"), lines) == 25
    assert line_of(("nowhere",), lines) is None


def _paths(value: object, path: KeyPath = ()) -> Iterator[KeyPath]:
    if path:
        yield path
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield from _paths(inner, (*path, step))
