"""Fills the slots of one notice: words once chosen stay chosen, dates follow from its day. Pure."""

import math
import re
from collections.abc import Sequence
from datetime import date, timedelta

from service.demo.dice import Dice
from service.demo.texts import Texts

_SLOT = re.compile(r"\{(?:(?:(?P<label>[a-z_]+):)?(?P<low>\d+)\.\.(?P<high>\d+)|(?P<word>[a-z_]+\d?))\}")
_FESTIVALS = (
    "元旦春节",
    "元宵",
    "清明",
    "五一",
    "端午",
    "毕业季",
    "暑假",
    "开学季",
    "中秋国庆",
    "重阳",
    "岁末",
    "元旦",
)
_WEEKDAYS = "一二三四五六日"


class Wording:
    """The words of one notice of `day`, by `dice`. `words` are those chosen so far, by slot."""

    def __init__(self, texts: Texts, dice: Dice, day: date) -> None:
        self._texts = texts
        self._dice = dice
        self.words = _dated_words(dice, day)

    def title(self, pattern: str, turn: int, offset: int) -> str:
        """The title for the `turn`-th use of a pattern (any whole number).

        Turns walk through all combinations of the slots' words before one comes again, so that the titles of
        one pattern differ. `offset` moves the start of the walk.
        """
        free = [slot for slot in _SLOT.finditer(pattern) if slot["word"] not in self.words]
        choices = [self._choices(slot) for slot in free]
        total = math.prod(len(choice) for choice in choices)
        place = (offset + turn * _stride(total)) % total
        chosen: dict[int, str] = {}
        for slot, choice in zip(free, choices, strict=True):
            place, index = divmod(place, len(choice))
            chosen[slot.start()] = choice[index]
            self._keep(slot["label"] or slot["word"], choice[index])
        return _SLOT.sub(lambda slot: chosen.get(slot.start()) or self.words[slot["word"]], pattern)

    def fill(self, pattern: str) -> str:
        """The pattern with words in its slots; words that hold slots are filled in turn."""
        return _SLOT.sub(self._word, pattern)

    def name(self) -> str:
        """The name of a person not named so far."""
        return self._dice.pick(self._unused(self._names()))

    def _word(self, slot: re.Match[str]) -> str:
        key = slot["label"] or slot["word"]
        if key is None or key not in self.words:
            word = self.fill(self._dice.pick(self._unused(self._choices(slot))))
            self._keep(key, word)
            return word
        return self.words[key]

    def _choices(self, slot: re.Match[str]) -> Sequence[str]:
        if slot["low"]:
            return [str(number) for number in range(int(slot["low"]), int(slot["high"]) + 1)]
        kind = slot["word"].rstrip("0123456789")
        if kind == "name":
            return self._names()
        if kind == "major":
            return self._majors()
        return self._texts.words[kind]

    def _names(self) -> Sequence[str]:
        return [
            surname + given for surname in self._texts.words["surname"] for given in self._texts.words["given"]
        ]

    def _majors(self) -> Sequence[str]:
        """The majors of the unit spoken of, or of any."""
        for unit, majors in self._texts.majors.items():
            if any(word.startswith(unit) for word in self.words.values()):
                return majors
        return [major for majors in self._texts.majors.values() for major in majors]

    def _unused(self, choices: Sequence[str]) -> Sequence[str]:
        spoken = set(self.words.values())
        return [choice for choice in choices if choice not in spoken] or choices

    def _keep(self, key: str | None, word: str) -> None:
        if key is None:
            return
        self.words[key] = word
        if key == "name":
            self.words.setdefault("surname", word[0])


def _stride(total: int) -> int:
    """A step near the golden section of `total` and coprime with it: neighbours differ in every slot."""
    step = max(1, round(total * 0.618))
    while math.gcd(step, total) != 1:
        step += 1
    return step


def _dated_words(dice: Dice, day: date) -> dict[str, str]:
    past = day - timedelta(days=dice.between(1, 4))
    soon = _working_day(day + timedelta(days=dice.between(4, 10)))
    until = _working_day(day + timedelta(days=dice.between(11, 21)))
    end = _working_day(day + timedelta(days=6))
    school_year = day.year if day.month >= 8 else day.year - 1
    return {
        "today": chinese_date(day),
        "past": _month_and_day(past),
        "soon": f"{_month_and_day(soon)}（星期{_WEEKDAYS[soon.weekday()]}）",
        "until": _month_and_day(until),
        "span": f"{chinese_date(day)}至{chinese_date(end) if end.year != day.year else _month_and_day(end)}",
        "year": str(day.year),
        "month": str(day.month),
        "term": f"{school_year}—{school_year + 1}学年第{'一' if day.month >= 8 or day.month == 1 else '二'}学期",
        "festival": _FESTIVALS[day.month - 1],
    }


def chinese_date(day: date) -> str:
    return f"{day.year}年{_month_and_day(day)}"


def _month_and_day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _working_day(day: date) -> date:
    """The day itself, or the Monday after it."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day
