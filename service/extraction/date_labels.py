"""What a page calls a date: beside others, the day of publication is told by its label or its column."""

import re

from service.extraction.outline import Outline
from service.extraction.page_dates import PlacedDate
from service.extraction.records import Record

_PUBLISHED = re.compile(
    r"发布|发文日|公开|公布|公示日|刊登|发表|發布|公告日|刊登|張貼|公開|掲載|更新日|작성|등록|게시"
    r"|\b(?:publi|post(?:ed|ing)?\b|issued?\b|released?\b|veröffentlich|erschienen|created\b)|размещен|опубликован",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"成文|截止|截至|结束|到期|有效|开标|开始|起始|举行|举办|讲座|会议|报名|开放|施行|实施|修[订改]|截標|期限|締切|開催|마감"
    r"|\b(?:deadline|clos(?:es|ing)|ends?\b|expir\w*|due\b|until\b|starts?\b|begins?\b|held\b|event\b|effective\b"
    r"|frist|bewerbungs\w*|beginn\b|ende\b|limite|cierre|prazo|scadenza)",
    re.IGNORECASE,
)
_LABEL_ENDS = (":", "：")
_LONGEST_LABEL = 24


class DateLabels:
    """Weighs dates of one page by what they are called."""

    def __init__(self, flat: Outline) -> None:
        self._flat = flat
        self._heads: dict[int, tuple[str, ...]] = {}

    def weight(self, record: Record, date: PlacedDate) -> float:
        """More than 1 for a day of publication, less for a deadline and the like, 1 for a date without a label."""
        label = self._label(record, date)
        if _PUBLISHED.search(label):
            return 1.5
        return 0.3 if _OTHER.search(label) else 1.0

    def _label(self, record: Record, date: PlacedDate) -> str:
        texts = self._flat.texts
        own = texts[date.first].text
        if date.alone and not own[0].isdigit() and len(own) > _LONGEST_LABEL // 2:
            return own[:_LONGEST_LABEL]
        if date.first > record.text_from and (before := texts[date.first - 1].text).endswith(_LABEL_ENDS):
            return before[-_LONGEST_LABEL:]
        return self._head_of_column(record, date) if self._flat.tags[record.element] == "tr" else ""

    def _head_of_column(self, row: Record, date: PlacedDate) -> str:
        cells = self._flat.children(row.element)
        owner = self._flat.texts[date.first].owner
        place = next((at for at, cell in enumerate(cells) if self._flat.contains(cell, owner)), None)
        heads = self._heads_over(row.element)
        return heads[place] if place is not None and len(heads) == len(cells) else ""

    def _heads_over(self, row: int) -> tuple[str, ...]:
        """The words of the table's first row, if that leads nowhere: its cells name the columns."""
        table = next((one for one in self._flat.ancestors(row) if self._flat.tags[one] == "table"), -1)
        if table not in self._heads:
            first = next((one for one in range(table + 1, row) if self._flat.tags[one] == "tr"), row)
            names = tuple(self._flat.text(cell) for cell in self._flat.children(first)) if table >= 0 else ()
            self._heads[table] = names if first != row and all(len(one) <= _LONGEST_LABEL for one in names) else ()
        return self._heads[table]
