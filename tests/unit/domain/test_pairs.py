"""How well edits are told apart and copies found, on pairs that were labelled before either was tried on them."""

from pathlib import Path

import pytest

from service.domain.edit import edit_of
from service.domain.entry import EditKind, Entry
from service.domain.likeness import same_notice
from tests.unit.domain import edit_pairs, office_pairs
from tests.unit.domain.edit_pairs import Edit, Page
from tests.unit.domain.office_pairs import Pair
from tests.unit.domain.test_edit import entry, file
from tests.unit.domain.test_likeness import entry as posted

KINDS = {
    "cosmetic": EditKind.COSMETIC,
    "moved": EditKind.DATE_MOVED,
    "attachment": EditKind.FILES_REPLACED,
    "withdrawn": EditKind.WITHDRAWN,
}
NOT_FOUND = {"shortened title, same text", "signed by another office", "lecture: tag against none"}
"""Copies that are told twice: to know them by, titles would have to be guessed at."""


def state(page: Page) -> Entry:
    return entry(page.title, page.text, *(file(Path(path).name, path.lstrip("/")) for path in page.files))


@pytest.mark.parametrize("edit", edit_pairs.FIRST + edit_pairs.SECOND, ids=lambda edit: edit.name)
def test_an_edit_is_what_its_readers_would_call_it(edit: Edit) -> None:
    found = edit_of(state(edit.before), state(edit.after))
    assert (found.kind if found else EditKind.COSMETIC) is KINDS[edit.kind]
    if found and found.is_told:
        assert found.lines


@pytest.mark.parametrize("pair", office_pairs.FIRST + office_pairs.SECOND, ids=lambda pair: pair.name)
def test_a_copy_is_found_and_two_notices_stay_two(pair: Pair) -> None:
    found = same_notice(posted(*pair.one, "a"), posted(*pair.other, "b", days=0.5))
    assert found == (pair.same and pair.name not in NOT_FOUND)
