"""Repeated structure: every group of stretches of a page that are built alike and hold a link each.

Five kinds of repetition cover what listings are made of: children of one element with the same tag; the same,
each with the siblings that follow it (title row and summary row, dt and dd); links in running text; the children
of several containers in alike places (a list per month); elements that share a class wherever they stand.
Groups overlap on purpose; which of them is the listing is for others to say.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from service.extraction.outline import Outline

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NEVER_RECORDS = frozenset(
    ("html", "body", "a", "br", "hr", "tbody", "thead", "tfoot", "form", "img", "header", "footer")
)
_MOST_RECORDS = 3000


@dataclass(frozen=True, slots=True)
class Record:
    """One stretch of the page: elements [element, element_to), and its slices of the texts and links."""

    element: int
    element_to: int
    text_from: int
    text_to: int
    link_from: int
    link_to: int


@dataclass(frozen=True, slots=True)
class Group:
    """Records built alike, in page order; `container` is the innermost element around all of them."""

    how: str
    container: int
    records: tuple[Record, ...]


def find_groups(flat: Outline) -> list[Group]:
    """Every group of a page, each set of records once. Groups of one record are among them."""
    seen: set[tuple[tuple[int, int], ...]] = set()
    kept = []
    simple = list(_of_children(flat))
    for group in (*simple, *_of_like_containers(flat, simple), *_of_classes(flat)):
        for variant in (group, _extended(flat, group), _extended_back(flat, group)):
            if variant is None:
                continue
            key = tuple((record.element, record.element_to) for record in variant.records)
            if key not in seen:
                seen.add(key)
                kept.append(variant)
    return kept + list(_of_lines(flat))


def record_of(flat: Outline, element: int, element_to: int | None = None) -> Record:
    """The record that begins with an element and ends with it, or before `element_to`, an element that follows."""
    end = flat.end[element] if element_to is None else element_to
    last = element
    while flat.end[last] < end:
        last = flat.end[last]
    return Record(
        element, end, flat.text_from[element], flat.text_to[last], flat.link_from[element], flat.link_to[last]
    )


def group_of(flat: Outline, how: str, elements: list[int]) -> Group:
    """The group whose records are these elements, given in page order."""
    return Group(how, _around(flat, elements[0], elements[-1]), tuple(record_of(flat, one) for one in elements))


def _of_children(flat: Outline) -> Iterator[Group]:
    for container in range(len(flat.elements)):
        if flat.link_to[container] - flat.link_from[container] < 1:
            continue
        by_tag: dict[str, list[int]] = defaultdict(list)
        for child in flat.children(container):
            if flat.link_to[child] > flat.link_from[child] and flat.tags[child] not in _NEVER_RECORDS:
                by_tag[flat.tags[child]].append(child)
        for children in by_tag.values():
            if len(children) <= _MOST_RECORDS:
                yield Group("children", container, tuple(record_of(flat, child) for child in children))


def _of_like_containers(flat: Outline, groups: list[Group]) -> Iterator[Group]:
    """Containers with the same path of tags: all of the page, those of one parent, those of one grandparent."""
    alike: dict[tuple[tuple[str, ...], str, int], list[Group]] = defaultdict(list)
    for group in groups:
        path = (*_path(flat, group.container), flat.tags[group.records[0].element])
        parent = flat.parent[group.container]
        grandparent = flat.parent[parent] if parent >= 0 else -1
        for key in ((path, "page", 0), (path, "parent", parent), (path, "grandparent", grandparent)):
            alike[key].append(group)
    for (_, within, _), members in sorted(alike.items(), key=lambda item: item[0][1] == "page"):
        records = sorted((record for group in members for record in group.records), key=lambda one: one.element)
        if len(members) >= 2 and len(records) <= _MOST_RECORDS:
            around = _around(flat, records[0].element, records[-1].element)
            yield Group(f"like containers of one {within}", around, tuple(records))


def _of_classes(flat: Outline) -> Iterator[Group]:
    by_class: dict[str, list[int]] = defaultdict(list)
    for index, element in enumerate(flat.elements):
        if flat.link_to[index] == flat.link_from[index] or flat.tags[index] in _NEVER_RECORDS:
            continue
        for token in set((element.get("class") or "").split()):
            by_class[f"{flat.tags[index]}.{token}"].append(index)
    for members in by_class.values():
        apart = [one for place, one in enumerate(members) if place == 0 or one >= flat.end[members[place - 1]]]
        if 2 <= len(apart) <= _MOST_RECORDS:
            yield group_of(flat, "class", apart)


def _extended(flat: Outline, group: Group) -> Group | None:
    """Each record with the siblings up to the next; None where there are none, or where they are headings."""
    roots = [record.element for record in group.records]
    if len(roots) < 2:
        return None
    between = {
        root: _siblings(flat, root, after)
        for root, after in pairwise(roots)
        if flat.parent[root] == flat.parent[after]
    }
    counts = sorted(len(siblings) for siblings in between.values())
    if not counts or not counts[-1]:
        return None
    lead = flat.tags[roots[0]]
    if any(
        flat.tags[one] in _HEADINGS and lead not in _HEADINGS for siblings in between.values() for one in siblings
    ):
        return None
    usual = counts[len(counts) // 2]
    records = []
    for root in roots:
        siblings = between[root] if root in between else _siblings(flat, root, flat.end[flat.parent[root]])[:usual]
        records.append(record_of(flat, root, flat.end[siblings[-1]] if siblings else flat.end[root]))
    return Group(f"{group.how} with siblings", group.container, tuple(records))


def _extended_back(flat: Outline, group: Group) -> Group | None:
    """Each record with the siblings before it, where the page begins with one (a row for the date, one for the
    title); None where the siblings seem to follow, or records have several parents."""
    roots = [record.element for record in group.records]
    parent = flat.parent[roots[0]]
    if len(roots) < 3 or any(flat.parent[root] != parent for root in roots):
        return None
    children = flat.children(parent)
    place_of = {child: place for place, child in enumerate(children)}
    places = [place_of[root] for root in roots]
    step_width = places[1] - places[0]
    if step_width < 2 or any(after - before != step_width for before, after in pairwise(places)):
        return None
    if places[0] < step_width - 1 or len(children) - 1 - places[-1] >= step_width - 1:
        return None
    starts = [children[place - step_width + 1] for place in places]
    records = tuple(record_of(flat, start, flat.end[root]) for start, root in zip(starts, roots, strict=True))
    return Group(f"{group.how} with siblings", group.container, records)


def _siblings(flat: Outline, element: int, until: int) -> list[int]:
    found = []
    place = flat.end[element]
    while place < until:
        found.append(place)
        place = flat.end[place]
    return found


def _of_lines(flat: Outline) -> Iterator[Group]:
    """Links that stand directly in one element, with the text up to the next, or the lines between <br>."""
    for container in range(len(flat.elements)):
        children = flat.children(container)
        anchors = [
            child for child in children if flat.tags[child] == "a" and flat.link_to[child] > flat.link_from[child]
        ]
        if len(anchors) < 2 or len(anchors) > _MOST_RECORDS:
            continue
        breaks = [child for child in children if flat.tags[child] in ("br", "hr")]
        if len(breaks) >= len(anchors) - 1:
            yield Group("lines", container, tuple(_lines(flat, container, breaks)))
        else:
            yield Group("links", container, tuple(_stretches(flat, container, anchors)))


def _lines(flat: Outline, container: int, breaks: list[int]) -> Iterator[Record]:
    starts = [container + 1, *(one + 1 for one in breaks)]
    ends = [*breaks, flat.end[container]]
    text_from = flat.text_from[container]
    for start, end in zip(starts, ends, strict=True):
        text_to = flat.text_to[container] if end == flat.end[container] else flat.text_from[end]
        if start < end:
            link_from = flat.link_from[start]
            link_to = flat.link_to[container] if end == flat.end[container] else flat.link_from[end]
            if link_to > link_from:
                yield Record(start, end, text_from, text_to, link_from, link_to)
        text_from = text_to


def _stretches(flat: Outline, container: int, anchors: list[int]) -> Iterator[Record]:
    """Each link with the text up to the next; the last with the text directly behind it."""
    for start, after in pairwise(anchors):
        yield Record(
            start,
            after,
            flat.text_from[start],
            flat.text_from[after],
            flat.link_from[start],
            flat.link_from[after],
        )
    last = anchors[-1]
    text_to = flat.text_to[last]
    if text_to < flat.text_to[container] and flat.texts[text_to].owner == container:
        text_to += 1
    yield Record(last, flat.end[last], flat.text_from[last], text_to, flat.link_from[last], flat.link_to[last])


def _around(flat: Outline, first: int, last: int) -> int:
    """The innermost element that holds both."""
    place = first
    while place > 0 and (place == first or last >= flat.end[place]):
        place = flat.parent[place]
    return max(place, 0)


def _path(flat: Outline, index: int) -> tuple[str, ...]:
    return tuple(flat.tags[one] for one in (index, *flat.ancestors(index)))


_NUMBER = re.compile(r"\d+")


def class_step(flat: Outline, index: int) -> str:
    """An element's tag and first class, without numbers; empty without a class."""
    token = next(iter((flat.elements[index].get("class") or "").split()), "")
    return f"{flat.tags[index]}.{_NUMBER.sub('', token)}" if token else ""


def step(flat: Outline, index: int) -> str:
    """An element's name among its siblings: its first class without numbers, or its place among its kind."""
    named = class_step(flat, index)
    if named:
        return named
    return f"{flat.tags[index]}:{flat.ordinal[index]}"
