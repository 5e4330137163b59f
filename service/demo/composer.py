"""Writes the notices: a pure function of seed and slot."""

import re
from datetime import date, timedelta

from service.demo.dice import Dice
from service.demo.menu import DEPARTMENT, SCHOOL
from service.demo.notices import Kind, Notice, Paragraph, Slot, Table
from service.demo.texts import Form, Texts
from service.demo.wording import Wording, chinese_date

_LEAD = re.compile(r"\*\*(.+?)\*\*")
_MONITORS = ("教师代表", "学生代表", "校友代表", "退休教师代表", "家长代表")


class Composer:
    """Composes from `texts`; another `seed` gives other notices."""

    def __init__(self, texts: Texts, seed: int) -> None:
        self._texts = texts
        self._seed = seed

    def is_pinned(self, slot: Slot) -> bool:
        special = self._texts.special.get((slot.section.slug, slot.ordinal))
        return special is not None and special.kind is Kind.PINNED

    def compose(self, slot: Slot) -> Notice:
        """The notice of a slot. A section's forms take turns by the slot's ordinal."""
        key = f"{self._seed}/{slot.section.slug}/{slot.ordinal}"
        dice = Dice(key)
        wording = Wording(self._texts, dice, slot.day)
        forms = self._texts.forms[slot.section.slug]
        turn, place = divmod(slot.ordinal, len(forms))
        form = self._texts.special.get((slot.section.slug, slot.ordinal), forms[place])
        title = wording.title(form.title, turn, self._seed * 7919)
        body: list[Paragraph | Table] = [
            _paragraph(wording.fill(dice.pick(alternatives))) for alternatives in form.body
        ]
        if form.table:
            after = 2 if form.body[0][0].endswith("：") else 1
            body.insert(after, _table(form, wording, dice, slot.day))
        if form.signed:
            body.append(Paragraph(f"{SCHOOL}{DEPARTMENT}", closing=True))
            body.append(Paragraph(chinese_date(slot.day), closing=True))
        return Notice(
            slot=slot,
            title=title,
            body=tuple(body),
            kind=form.kind,
            attachments=tuple(wording.fill(name) for name in form.attachments),
            address=form.address,
        )


def _paragraph(text: str) -> Paragraph:
    lead = _LEAD.match(text)
    return Paragraph(text[lead.end() :], lead=lead[1]) if lead else Paragraph(text)


def _table(form: Form, wording: Wording, dice: Dice, day: date) -> Table:
    count = int(wording.words.get("count", dice.between(3, 7)))
    names = [wording.words.get("name") or wording.name()]
    while len(names) < count:
        name = wording.name()
        if name not in names:
            names.append(name)
    rows = []
    for place, name in enumerate(names, 1):
        if form.table == "monitors":
            row = (_MONITORS[(place - 1) % len(_MONITORS)], f"6{dice.between(201, 298)}")
        else:
            applied = day - timedelta(days=dice.between(540, 1200))
            row = (dice.pick(("男", "女")), f"{applied.year}年{applied.month}月")
        rows.append((str(place), name, *row))
    header = ("类别", "校内电话") if form.table == "monitors" else ("性别", "递交申请时间")
    return Table(("序号", "姓名", *header), tuple(rows))
