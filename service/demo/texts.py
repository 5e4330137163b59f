"""The word lists and forms the notices are composed from, as read from texts/*.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from service.demo.notices import Kind


@dataclass(frozen=True, slots=True)
class Form:
    """The pattern of a notice. Each place of `body` lists its alternatives; texts hold slots such as {unit}."""

    title: str
    body: tuple[tuple[str, ...], ...]
    kind: Kind = Kind.TEXT
    signed: bool = False
    attachments: tuple[str, ...] = ()
    table: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Texts:
    """`forms` by section slug; `special` forms by section slug and the one ordinal they are used at."""

    words: Mapping[str, tuple[str, ...]]
    majors: Mapping[str, tuple[str, ...]]
    forms: Mapping[str, tuple[Form, ...]]
    special: Mapping[tuple[str, int], Form]


def load_texts() -> Texts:
    """Read the package's own text files."""
    words: dict[str, tuple[str, ...]] = {}
    majors: dict[str, tuple[str, ...]] = {}
    forms: dict[str, tuple[Form, ...]] = {}
    special: dict[tuple[str, int], Form] = {}
    for file in files("service.demo").joinpath("texts").iterdir():
        tables = tomllib.loads(file.read_text("utf-8"))
        if file.name == "words.toml":
            majors = {unit: tuple(names) for unit, names in tables.pop("majors").items()}
            words = {name: tuple(choices) for name, choices in tables.items()}
            continue
        area = file.name.removesuffix(".toml")
        for row in tables.pop("special", []):
            special[row["section"], row["ordinal"]] = _form(row)
        for section, rows in tables.items():
            slug = section if section == area else f"{area}/{section}"
            forms[slug] = tuple(_form(row) for row in rows)
    return Texts(words, majors, forms, special)


def _form(row: Mapping[str, Any]) -> Form:
    return Form(
        title=row["title"],
        body=tuple((place,) if isinstance(place, str) else tuple(place) for place in row["body"]),
        kind=Kind(row.get("kind", "text")),
        signed=row.get("signed", False),
        attachments=tuple(row.get("attachments", ())),
        table=row.get("table", ""),
        address=row.get("address", ""),
    )
