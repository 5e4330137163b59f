"""What a day in a sentence means, judged by the words around it."""

import re
from dataclasses import dataclass

from service.domain.deadline import Meaning
from service.extraction import deadline_cues as cues
from service.extraction.day_expressions import DayExpression
from service.extraction.deadline_refusals import PAST, asks_for_nothing, names_a_period, tells_what_was

_SEASON = 100
_SPEAKS = re.compile("[\u3400-\u9fff]{2}")
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
    dated: bool = True
    """The day of publication is known."""
    long_running: bool = False
    """It began months before publication: what is told of it is mostly a condition or a count."""
    replaces: str = ""
    """What was said of the day that this one replaces, up to here: '原定于23日举行的决赛延期至'."""

    @property
    def days(self) -> int:
        """How many days it covers; 1 where only its end is told."""
        first = self.expression.first
        return 1 if first is None else (self.expression.last.day - first.day).days + 1

    @property
    def timed(self) -> bool:
        return self.expression.first is not None and self.expression.first.clock is not None

    @property
    def refused(self) -> bool:
        return asks_for_nothing(self.before, self.after, days=self.days)

    @property
    def labelled(self) -> bool:
        """Whether the words before name the day: '面试时间:'."""
        patterns = (cues.TIME_LABEL, cues.NAMED, cues.ENDS_BEFORE)
        return any(pattern.search(self.before) for pattern in patterns)

    @property
    def clause(self) -> str:
        """The words right before the day, back to the last stop; a comma right before it ends what was said."""
        clauses = _CLAUSE.split(self.before.rstrip(" :("))
        if len(clauses) > 1 and cues.CONNECTIVE.fullmatch(clauses[-1]):
            return clauses[-2][-24:]
        return clauses[-1][-24:]

    @property
    def following(self) -> str:
        return re.split(r"[。;]", self.after, maxsplit=1)[0][:40]


def meaning_of(day: Setting) -> Meaning | None:
    """None: nothing is due then, as far as the words tell. Precision first: what is reported must be true."""
    if day.refused:
        return None
    if day.replaces and (meaning := _moved(day)) is not None:
        return meaning
    if (ends := _ends(day)) is not None:
        return Meaning.DEADLINE if ends else None
    return None if _is_past(day) else _of_time(day)


def _is_past(day: Setting) -> bool:
    """Whether the sentence reports what was."""
    if PAST.search(day.sentence) and not cues.TIME_LABEL.search(day.before):
        return True
    return not day.to_come and tells_what_was(day.before, day.after, day.sentence)


def _of_time(day: Setting) -> Meaning | None:
    """What a day means that ends nothing."""
    if _is_stretch(day.expression):
        counted = day.long_running and not cues.WINDOW_NOUN.search(day.clause)
        return None if counted else _stretch(day) or _in_table(day)
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
    ends = cues.ENDS_AFTER.match(day.after)
    if ends is None or _is_stretch(day.expression):
        return None
    # '1月18日结束' ends a term of the school as well as one for applications.
    return True if not ends[0].endswith("结束") or cues.WINDOW_NOUN.search(day.sentence) else None


def _moved(day: Setting) -> Meaning | None:
    """What a day means that replaces another: the last noun said of either decides."""
    said = day.replaces
    window, event = _last(cues.WINDOW_NOUN, said), _last(cues.EVENT_NOUN, said)
    if _is_stretch(day.expression):
        return None if max(window, event) < 0 else Meaning.WINDOW if window >= event else Meaning.EVENT
    if cues.GIVEN_OUT.match(day.after):
        return Meaning.EVENT
    if cues.TERM_NOUN.search(said) or window > event:
        return Meaning.DEADLINE
    return Meaning.EVENT if event >= 0 else None


def _in_table(day: Setting) -> Meaning | None:
    """What the head of a table says of the days in its rows; a head that names nothing leans on the title."""
    if not (day.column and day.to_come and day.near) or names_a_period(day.column):
        return None
    head = day.column
    if not _speaks_of_one(head):
        head = day.title
    window, event = cues.WINDOW_NOUN.search(head), cues.EVENT_NOUN.search(head)
    if _is_stretch(day.expression):
        return Meaning.WINDOW if window else Meaning.EVENT if event else None
    if cues.TERM_NOUN.search(day.column):
        return Meaning.DEADLINE
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
        generic = cues.GENERIC.fullmatch(cues.COUNTER.sub("", day.clause))
        return Meaning.EVENT if generic and cues.EVENT_NOUN.search(day.title) else Meaning.WINDOW
    if (meaning := _first_noun(day.following)) is not None:
        return meaning
    unlabelled = day.dated and day.to_come and day.near and day.days <= _SEASON
    return _of_the_notice(day) if unlabelled and _SPEAKS.search(day.before + day.after) else None


def _of_the_notice(day: Setting) -> Meaning | None:
    """A stretch to come without a word for it: what was said before it, else what the notice is about."""
    title = "" if "议程" in day.title else day.title
    meanings = (_first_noun(said) for said in (*reversed(_CLAUSE.split(day.before)), title))
    default = Meaning.WINDOW if cues.NOTICE.search(day.title) else None
    return next((meaning for meaning in meanings if meaning is not None), default)


def _first_noun(said: str) -> Meaning | None:
    event, window = cues.EVENT_NOUN.search(said), cues.WINDOW_NOUN.search(said)
    if event and (window is None or event.start() < window.start()):
        return Meaning.EVENT
    return Meaning.WINDOW if window else None


def _point(day: Setting) -> Meaning | None:
    """Whether something takes place on one day."""
    if cues.TIME_LABEL.search(day.before):
        return _labelled_point(day)
    opens = bool(cues.OPENS_AFTER.match(day.after))
    planned = cues.PLANNED_BEFORE.search(day.before) and (day.to_come or day.timed)
    if planned and (opens or cues.EVENT_NOUN.search(day.after[:30]) or cues.EVENT_NOUN.search(day.clause)):
        return Meaning.EVENT
    since = planned and not cues.SET_FOR.search(day.before)
    if since or not (day.to_come and day.near):
        return None
    if cues.ASKED_BEFORE.search(day.before) and not _names_one(day):
        return _demand(day)
    is_set = opens or cues.SET_FOR.search(day.before) or cues.STANDS_STILL.match(day.after)
    is_set = is_set or cues.ORGANISED.match(day.after)
    told = is_set or _names_one(day) or _begins(day) or _row_of_one(day) or _foretold(day)
    return Meaning.EVENT if told else None


def _names_one(day: Setting) -> bool:
    """'笔试:', '录用通知:' right before the day."""
    named = cues.NAMED.search(day.before)
    nouns = (cues.EVENT_NOUN, cues.WINDOW_NOUN, cues.ANNOUNCED)
    return named is not None and any(noun.search(named["name"]) for noun in nouns)


def _begins(day: Setting) -> bool:
    """'11月12日18:30全员演练', '3 5月31日 学院面试': the day opens the clause or row that says what it is."""
    if not cues.OPENING.fullmatch(day.before):
        return False
    said = day.following.lstrip(" ,:").split(",", maxsplit=1)[0]
    if day.dated and day.expression.ranged and cues.NOTICE.search(day.title):
        return True
    return (day.timed and day.dated and bool(re.match("[\u3400-\u9fff]{2}", said))) or _speaks_of_one(said[:24])


def _labelled_point(day: Setting) -> Meaning:
    """'领取时间:10月24日8:30—17:00' is a window of hours, '报送时间:10月24日,逾期不候' a deadline."""
    if _last(cues.WINDOW_NOUN, day.clause) <= _last(cues.EVENT_NOUN, day.clause):
        return Meaning.EVENT
    if day.expression.ranged:
        return Meaning.WINDOW
    return Meaning.DEADLINE if re.search("逾期|过期|过时", day.after) else Meaning.EVENT


def _row_of_one(day: Setting) -> bool:
    """'学校评审 4月12日 教务处': a row that names its event before its day."""
    row = re.fullmatch(
        r"(?:第[一二三四五六七八九十\d]+[批轮场次讲期阶段]+)?[^,。;:\s\d]{0,10}", day.before.strip()
    )
    if not (row and day.sentence.startswith(day.before)) or re.search("[,。;]", day.after):
        return False
    noun = _last(cues.EVENT_NOUN, day.before) == len(day.before.rstrip())
    return noun or (day.timed and day.dated and bool(day.after.strip()))


def _foretold(day: Setting) -> bool:
    """An hour behind a name, in a notice whose title announces events."""
    return day.timed and bool(cues.NAMED.search(day.before)) and bool(cues.FORETOLD.search(day.title))


def _demand(day: Setting) -> Meaning | None:
    """'请于11月12日8:30在东门集合' is an event, '请于11月12日报送' a deadline, '…14:00-17:00领取' a window."""
    clause = day.following[:30].split(",", maxsplit=1)[0]
    if cues.EVENT_NOUN.search(clause):
        return Meaning.EVENT
    if day.timed and re.match(r"\s*(?:在|到|至|前往|赴|携)", clause):
        return Meaning.WINDOW if day.expression.ranged else Meaning.EVENT
    if not (cues.WINDOW_NOUN.search(clause) or cues.HANDING_OVER.search(clause)):
        return None
    if re.match(r"\s*(?:\([^()]{1,8}\))?(?:起|开始)", day.after):
        return Meaning.EVENT
    return Meaning.WINDOW if day.expression.ranged else Meaning.DEADLINE


def _speaks_of_one(text: str) -> bool:
    return bool(cues.EVENT_NOUN.search(text) or cues.WINDOW_NOUN.search(text))


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=-1)
