"""A recipe for rows that were found without one: selectors that read the same again, the plainest first."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from soupsieve import escape

from service.domain.entry import Candidate
from service.domain.errors import NoCandidates
from service.domain.source import Recipe
from service.extraction.document import Document
from service.extraction.outline import Outline
from service.extraction.rows import Row, Rows

_MOST_TRIED = 16
_FURTHEST = 5
_MOST_DIGITS = 2
"""Digits in a name: with more it was made by a machine and will be another one tomorrow."""

Read = Callable[[Recipe], Sequence[Candidate]]
"""What a recipe reads on the page. Raises NoCandidates."""


def recipe_for(
    document: Document, flat: Outline, rows: Rows, wanted: Sequence[Candidate], read: Read
) -> Recipe | None:
    """The plainest recipe that reads exactly `wanted`, which `rows` gave; None where no selector does.

    None for rows that are no element of their own: lines, a title row with the row that follows it.
    """
    if any(flat.end[record.element] != record.element_to for record in rows.group.records):
        return None
    within = len(rows.group.records)
    items = (one for one in _items(flat, rows) if within <= len(document.soup.select(one)) <= 2 * within + 8)
    for item in islice(items, _MOST_TRIED):
        recipe = _completed(flat, rows.rows, Recipe(item), wanted, read)
        if recipe is not None:
            return recipe
    return None


def _completed(
    flat: Outline, rows: Sequence[Row], recipe: Recipe, wanted: Sequence[Candidate], read: Read
) -> Recipe | None:
    """The recipe with as many parts as it needs to read what is wanted."""
    for part, told, target in _PARTS:
        said = [told(one) for one in wanted]
        selectors = _to(flat, rows, target)
        variants = (recipe, *(_with(recipe, part, selector) for selector in selectors))
        fitting = (variant for variant in variants if [told(one) for one in _read(read, variant)] == said)
        chosen = next(fitting, None)
        if chosen is None:
            return None
        recipe = chosen
    return recipe


def _with(recipe: Recipe, part: str, selector: str) -> Recipe:
    chosen = {"link": recipe.link, "title": recipe.title, "date": recipe.date, part: selector}
    return Recipe(recipe.item, **chosen)


def _read(read: Read, recipe: Recipe) -> list[Candidate]:
    """What the recipe reads, what is there twice once; nothing where it does not fit."""
    try:
        found = read(recipe)
    except NoCandidates:
        return []
    return list({(one.url.canonical, one.title): one for one in reversed(found)}.values())[::-1]


def _day(candidate: Candidate) -> object:
    return candidate.published.day if candidate.published else None


def _items(flat: Outline, rows: Rows) -> Iterator[str]:
    """Selectors of the records: by a class of theirs, below something named, below each other."""
    elements = [record.element for record in rows.group.records]
    tags = {flat.tags[one] for one in elements}
    if len(tags) != 1:
        return
    tag = tags.pop()
    shared = [f"{tag}.{escape(name)}" for name in _names(flat, elements)]
    around = [rows.group.container, *flat.ancestors(rows.group.container)][:_FURTHEST]
    parents = {flat.parent[one] for one in elements}
    named = [(selector, place) for place in around for selector in _named(flat, place)]
    for own in (*shared, tag):
        for selector, place in named:
            yield f"{selector} > {own}" if parents == {place} else f"{selector} {own}"
    yield from shared
    for selector, place in named:
        path = _path(flat, place, elements[0])
        if path:
            yield f"{selector} > {path}"
    yield _path(flat, 0, elements[0])


def _names(flat: Outline, elements: Sequence[int]) -> list[str]:
    """The classes that all of these have, those that people gave first."""
    classes = [set((flat.elements[one].get("class") or "").split()) for one in elements]
    return sorted(set.intersection(*classes), key=lambda name: (_digits(name), len(name), name))


def _named(flat: Outline, place: int) -> list[str]:
    element, tag = flat.elements[place], flat.tags[place]
    found = [f"{tag}.{escape(name)}" for name in _names(flat, [place]) if _digits(name) <= _MOST_DIGITS]
    identity = (element.get("id") or "").strip()
    if identity and " " not in identity and _digits(identity) <= _MOST_DIGITS:
        found.append(f"{tag}#{escape(identity)}")
    return found


def _digits(name: str) -> int:
    return sum(letter.isdigit() for letter in name)


def _path(flat: Outline, above: int, element: int) -> str:
    """From below `above` down to an element by tags and places among siblings, the last by its tag alone."""
    steps = [flat.tags[element]]
    for one in flat.ancestors(element):
        if one == above or flat.tags[one] in ("html", "body"):
            return " > ".join(reversed(steps)) if len(steps) > 1 or one == above else ""
        alike = [child for child in flat.children(flat.parent[one]) if flat.tags[child] == flat.tags[one]]
        place = f":nth-of-type({alike.index(one) + 1})" if len(alike) > 1 else ""
        steps.append(flat.tags[one] + place)
    return " > ".join(reversed(steps))


def _to(flat: Outline, rows: Sequence[Row], target: Callable[[Outline, Row], int | None]) -> list[str]:
    """Selectors that lead from a row's element to one in it, by the names and tags that all rows share there."""
    places = [(row, place) for row in rows if (place := target(flat, row)) is not None]
    if not places:
        return []
    found: list[str] = []
    for up in range(3):
        chains = [[one, *flat.ancestors(one)][: up + 1] for _, one in places]
        tops = [
            chain[up]
            for chain, (row, _) in zip(chains, places, strict=True)
            if len(chain) > up and chain[up] > row.record.element
        ]
        if len(tops) != len(places):
            break
        own = "" if up == 0 else f" {flat.tags[places[0][1]]}"
        tags = {flat.tags[one] for one in tops}
        found += [f".{escape(name)}{own}" for name in _names(flat, tops)]
        if len(tags) == 1:
            tag = tags.pop()
            found += [f"{tag}{own}", f"{tag}:last-child{own}", f"{tag}:first-child{own}"]
            found += [f"{tag}:nth-of-type({place}){own}" for place in (2, 3, 4)]
    return found


def _title_element(flat: Outline, row: Row) -> int | None:
    """The outermost element of a row that says its title and nothing else."""
    record = row.record
    within = range(record.element + 1, record.element_to)
    return next((one for one in within if flat.text(one) == row.title), None)


def _date_element(flat: Outline, row: Row) -> int | None:
    """The innermost element that holds the whole of a row's date."""
    if row.date is None:
        return None
    first, last = flat.texts[row.date.first].owner, flat.texts[row.date.last].owner
    place = first
    while not flat.contains(place, last):
        place = flat.parent[place]
    return place if row.record.element < place < row.record.element_to else None


def _link_element(_: Outline, row: Row) -> int | None:
    return row.link.element


def _address(candidate: Candidate) -> str:
    return candidate.url.canonical


def _title(candidate: Candidate) -> str:
    return candidate.title


_PARTS: tuple[tuple[str, Callable[[Candidate], object], Callable[[Outline, Row], int | None]], ...] = (
    ("link", _address, _link_element),
    ("title", _title, _title_element),
    ("date", _day, _date_element),
)
"""Each part of a recipe, what it decides, and the element that it should lead to."""
