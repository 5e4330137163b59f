"""What a day in a sentence means, judged by the words around it."""

import re
from dataclasses import dataclass

from service.domain.deadline import Meaning
from service.extraction import deadline_cues as cues
from service.extraction.day_expressions import DayExpression

_CLAUSE = re.compile(r"[,。;:()]")


@dataclass(frozen=True, slots=True)
class Setting:
    """A day with its sentence. `before` and `after` reach to the neighbouring days or the sentence's ends; `title`
    is the article's; `to_come`: it is after the day of publication, or that is unknown; `near`: within a year."""

    expression: DayExpression
    before: str
    after: str
    sentence: str
    title: str
    to_come: bool
    near: bool
    column: str = ""
    """The head of the table whose row this is, where one stands above it."""
    replaces: str = ""
    """What was said of the day that this one replaces, up to here: '原定于23日举行的决赛延期至'."""

    @property
    def labelled(self) -> bool:
        """Whether the words before name the day: '面试时间:'."""
        patterns = (cues.TIME_LABEL, cues.NAMED, cues.ENDS_BEFORE)
        return any(pattern.search(self.before) for pattern in patterns)

    @property
    def clause(self) -> str:
        """The words right before the day, back to the last stop; a comma right before it ends what was said."""
        return _CLAUSE.split(self.before.rstrip(" :("))[-1][-24:]

    @property
    def following(self) -> str:
        return re.split(r"[。;]", self.after, maxsplit=1)[0][:40]


def meaning_of(day: Setting) -> Meaning | None:
    """None: nothing is due then, as far as the words tell. Precision first: what is reported must be true."""
    no_demand = cues.COUNTED.search(day.before) or cues.NO_DEMAND_BEFORE.search(day.before)
    if no_demand or cues.NO_DEMAND_AFTER.match(day.after):
        return None
    if day.replaces and (meaning := _moved(day)) is not None:
        return meaning
    if (ends := _ends(day)) is not None:
        return Meaning.DEADLINE if ends else None
    if cues.PAST.search(day.sentence) and not cues.TIME_LABEL.search(day.before):
        return None
    if _is_stretch(day.expression):
        return _stretch(day) or _in_table(day)
    return (_point(day) or _in_table(day)) if day.expression.exact else None


def name_of(day: Setting) -> str:
    """The thing itself in the notice's words: the noun nearest to the day, behind it unless it has a label."""
    said = day.replaces or day.clause
    nouns = [*cues.WINDOW_NOUN.finditer(said), *cues.EVENT_NOUN.finditer(said)]
    earlier = max(nouns, key=lambda match: match.end())[0] if nouns else ""
    ahead = day.following[:30]
    behind = [match for noun in (cues.WINDOW_NOUN, cues.EVENT_NOUN) if (match := noun.search(ahead))]
    later = min(behind, key=lambda match: match.start())[0] if behind else ""
    return (earlier or later) if day.labelled or day.replaces else (later or earlier)


def _is_stretch(expression: DayExpression) -> bool:
    return expression.first is not None and expression.ranged and expression.first.day != expression.last.day


def _ends(day: Setting) -> bool | None:
    """Whether the day ends something. False: it only closes a count ('截至9月2日'); None: no word says so."""
    if day.expression.first is None:
        return True
    if cues.ENDS_BEFORE.search(day.before) and day.expression.first == day.expression.last:
        return day.to_come or not cues.STATISTICS.search(day.before)
    return True if cues.ENDS_AFTER.match(day.after) and not _is_stretch(day.expression) else None


def _moved(day: Setting) -> Meaning | None:
    """What a day means that replaces another: the last noun said of either decides."""
    said = day.replaces
    window, event = _last(cues.WINDOW_NOUN, said), _last(cues.EVENT_NOUN, said)
    if _is_stretch(day.expression):
        return None if max(window, event) < 0 else Meaning.WINDOW if window >= event else Meaning.EVENT
    if cues.TERM_NOUN.search(said) or window > event:
        return Meaning.DEADLINE
    return Meaning.EVENT if event >= 0 else None


def _in_table(day: Setting) -> Meaning | None:
    """What the head of a table says of the days in its rows; a head that names nothing leans on the title."""
    if not (day.column and day.to_come and day.near) or cues.NO_DEMAND_BEFORE.search(day.column):
        return None
    head = day.column
    if not _speaks_of_one(head):
        head = day.title
    window, event = cues.WINDOW_NOUN.search(head), cues.EVENT_NOUN.search(head)
    if _is_stretch(day.expression):
        return Meaning.WINDOW if window else Meaning.EVENT if event else None
    return Meaning.EVENT if event else None


def _stretch(day: Setting) -> Meaning | None:
    """What a stretch of days means: the last noun of its label, else the first one behind it."""
    if cues.STAGE_AFTER.match(day.after) or cues.ASKED_BEFORE.search(day.before):
        return Meaning.WINDOW
    window, event = _last(cues.WINDOW_NOUN, day.clause), _last(cues.EVENT_NOUN, day.clause)
    if window >= 0 or event >= 0:
        return Meaning.WINDOW if window >= event else Meaning.EVENT
    if cues.PLANNED_BEFORE.search(day.before) and cues.OPENS_AFTER.match(day.after):
        return Meaning.EVENT
    if day.labelled:
        generic = len(cues.COUNTER.sub("", day.clause)) <= 4
        return Meaning.EVENT if generic and cues.EVENT_NOUN.search(day.title) else Meaning.WINDOW
    first = {
        noun: match.start()
        for noun in (cues.EVENT_NOUN, cues.WINDOW_NOUN)
        if (match := noun.search(day.following))
    }
    if not first:
        return None
    return Meaning.EVENT if min(first, key=lambda noun: first[noun]) is cues.EVENT_NOUN else Meaning.WINDOW


def _point(day: Setting) -> Meaning | None:
    """Whether something takes place on one day."""
    if cues.TIME_LABEL.search(day.before):
        return Meaning.EVENT
    opens = bool(cues.OPENS_AFTER.match(day.after))
    timed = day.expression.first is not None and day.expression.first.clock is not None
    if cues.PLANNED_BEFORE.search(day.before) and (day.to_come or timed):
        return Meaning.EVENT if opens or cues.EVENT_NOUN.search(day.after[:30]) else None
    if not (day.to_come and day.near):
        return None
    named = cues.NAMED.search(day.before)
    if named and any(noun.search(named["name"]) for noun in (cues.EVENT_NOUN, cues.WINDOW_NOUN, cues.ANNOUNCED)):
        return Meaning.EVENT
    begins = not day.before.strip() and _speaks_of_one(day.after[:16])
    begins = begins or _row_of_one(day)
    if begins or opens or _is_set(day, timed=timed):
        return Meaning.EVENT
    return _demand(day.following[:30]) if cues.ASKED_BEFORE.search(day.before) else None


def _row_of_one(day: Setting) -> bool:
    """'学校评审 4月12日 教务处': a row that names its event before its day."""
    row = re.fullmatch(r"(?:第[一二三四五六七八九十\d]+[批轮场次阶段]+)?[^,。;:\s\d]{0,10}", day.before.strip())
    noun = row and _last(cues.EVENT_NOUN, day.before) == len(day.before.rstrip())
    return bool(noun) and day.sentence.startswith(day.before) and not re.search("[,。;]", day.after)


def _is_set(day: Setting, *, timed: bool) -> bool:
    """'补办于3月12日集中办理'; or an hour behind a name, in a notice whose title announces events."""
    if cues.SET_FOR.search(day.before) and not cues.ASKED_BEFORE.search(day.before):
        return bool(re.match(r"\s*(?:\([^()]{1,8}\))?(?:集中|统一|现场|正式|在)", day.after)) and _speaks_of_one(
            day.following
        )
    return timed and bool(cues.NAMED.search(day.before)) and bool(cues.FORETOLD.search(day.title))


def _demand(following: str) -> Meaning | None:
    """'请于11月12日上午8:30在东门集合' is an event, '请于11月12日报送' a deadline."""
    clause = following.split(",", maxsplit=1)[0]
    if cues.EVENT_NOUN.search(clause):
        return Meaning.EVENT
    return Meaning.DEADLINE if cues.WINDOW_NOUN.search(clause) else None


def _speaks_of_one(text: str) -> bool:
    return bool(cues.EVENT_NOUN.search(text) or cues.WINDOW_NOUN.search(text))


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=-1)
