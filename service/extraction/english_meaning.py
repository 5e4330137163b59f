"""What a day in an English sentence means, judged by the words before it."""

import re

from service.domain.deadline import Meaning
from service.extraction.day_expressions import DayExpression

_EVENT = (
    r"workshop|conference|seminar|lecture|talk|summer school|winter school|exam(?:ination)?s?|session"
    r"|meeting|ceremony|forum"
    r"|webinar|symposium|exhibition|orientation|training|interviews?|concert|open day|career fair|job fair|fair"
    r"|competition|contest|maintenance|outage|graduation|commencement|colloquium|defen[cs]e|reception|course"
)
_WINDOW = (
    r"registration|pre-registration|applications?|nominations?|submissions?|enrol?lment|voting|payment"
    r"|course selection"
    r"|abstracts?|proposals?|papers?|bids?|tenders?"
)
EVENT_NOUN = re.compile(rf"\b(?:{_EVENT})\b", re.I)
WINDOW_NOUN = re.compile(rf"\b(?:{_WINDOW})\b", re.I)
_NO_DEMAND = re.compile(
    r"\b(?:expir\w+|valid|born|graduat\w+|obtained|received|issued|awarded|completed|published|posted"
    r"|updated|founded|established"
    r"|since|as of|aged?|dated|effective|in force|employed|enrolled|taken|term runs|contract|runs?|hired"
    r"|released|version|appointed|retired)\b"
    r"[^,;:]{0,30}$",
    re.I,
)
_DEADLINE = re.compile(
    r"(?:\b(?:no|not) later than|\bat the latest by|\bdeadline\b(?: (?:for|of|to|is|will be"
    r"|date)\b[^.;:]{0,50})?\s*:?"
    r"|\b(?:are|is|now)? ?due(?: (?:by|on|before|date))?\s*:?|\bclos(?:es?|ing)(?: date)?(?: (?:is|on|at))?\s*:?"
    r"|\bends? on|\bRSVP(?: by)?\s*:?|\blast (?:day|date)\b[^.;:]{0,40}(?:is|:)|\bopen (?:until|till))"
    r"\s*(?:on|is|by|at)?\s*(?:the\s+)?$",
    re.I,
)
_BY = re.compile(r"\b(?:by|before|until|till|prior to)\s*(?:the\s+)?$", re.I)
_ASKED = re.compile(
    r"\b(?:must|should|please|need(?:s)? to|required|requested|are asked|have to|has to|kindly|submit|apply"
    r"|register"
    r"|RSVP|send|sign up|are invited|can be submitted|will be accepted|are accepted)\b",
    re.I,
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|took|held its|welcomed|announced|said|attended|has been (?:held|published))\b", re.I
)
_TAKES_PLACE = re.compile(
    r"\b(?:(?:will|to|shall) (?:be held|take place|be hosted|be organi[sz]ed|be conducted|start|begin|open"
    r"|meet|commence)|takes? place"
    r"|(?:is|are) (?:expected|planned|due) to (?:be held|take place|start|begin)|is held|are held"
    r"|is scheduled (?:for|on)|are scheduled (?:for|on)|scheduled for|starts?|begins?"
    r"|commences?)\b"
    r"[^.;:]{0,40}$",
    re.I,
)
_UNAVAILABLE = re.compile(
    r"\bwill be (?:unavailable|closed|offline|down|interrupted|shut down)\b[^.;:]{0,40}$", re.I
)
_WILL = re.compile(r"\bwill\b[^.;:]{1,80}\bon\s*$", re.I)
_LABEL = re.compile(r"^\W*(?P<label>(?:[\w'&/()-]+\s+){0,5}[\w'&/()-]+)\s*[:：]\s*(?:from\s+|on\s+)?$")
_GENERIC = re.compile(r"^(?:when|date|dates|time|date\s*(?:and|&|/)\s*time|time\s*(?:and|&|/)\s*date|day)$", re.I)
_MOVED = re.compile(
    r"\b(?:extended|moved|postponed|changed|rescheduled|deferred)\b(?:\s+(?:from|to|until|till))*\s*(?:the\s+)?$",
    re.I,
)
_TERM = re.compile(r"\b(?:deadline|closing date|due date|submissions?|applications?|registration)\b", re.I)


def english_meaning(expression: DayExpression, before: str, sentence: str, title: str) -> Meaning | None:
    """`before`: the words of the sentence from the day before this one on. None: nothing is due then."""
    if _MOVED.search(before):
        return (
            Meaning.DEADLINE if _TERM.search(sentence) else Meaning.EVENT if EVENT_NOUN.search(sentence) else None
        )
    if _PAST.search(sentence) or _NO_DEMAND.search(before):
        return None
    if _is_stretch(expression):
        return _stretch(before, title)
    if _DEADLINE.search(before) or (_BY.search(before) and _ASKED.search(before)):
        return Meaning.DEADLINE
    return _point(expression, before, title)


def english_name(before: str) -> str:
    """The noun nearest before the day, in lower case."""
    nouns = [*WINDOW_NOUN.finditer(before), *EVENT_NOUN.finditer(before)]
    return max(nouns, key=lambda match: match.end())[0].lower() if nouns else ""


def is_moved(before: str) -> bool:
    """Whether a stretch behind these words is none, but a day and the one that replaces it."""
    return bool(_MOVED.search(before)) and bool(re.search(r"\bfrom\s*(?:the\s+)?$", before))


def _is_stretch(expression: DayExpression) -> bool:
    return expression.first is not None and expression.first.day != expression.last.day


def _stretch(before: str, title: str) -> Meaning | None:
    if _UNAVAILABLE.search(before):
        return Meaning.EVENT
    window, event = (
        max((m.end() for m in noun.finditer(before)), default=-1) for noun in (WINDOW_NOUN, EVENT_NOUN)
    )
    label = _LABEL.match(before)
    if label and _GENERIC.match(label["label"]):
        return Meaning.EVENT if EVENT_NOUN.search(title) else None
    if window > event and (label or re.search(r"\bopen|\bperiod\b|\bfrom\s*$|\bbetween\s*$", before)):
        return Meaning.WINDOW
    return Meaning.EVENT if event >= 0 and (label or _TAKES_PLACE.search(before)) else None


def _point(expression: DayExpression, before: str, title: str) -> Meaning | None:
    if _TAKES_PLACE.search(before) or _UNAVAILABLE.search(before):
        return Meaning.EVENT
    label = _LABEL.match(before)
    if label is None:
        alone = not before.strip() and expression.first is not None and expression.first.clock is not None
        spoken = bool(_WILL.search(before)) and expression.first is not None and expression.first.clock is not None
        return Meaning.EVENT if (alone or spoken) and EVENT_NOUN.search(title) else None
    name = label["label"]
    if EVENT_NOUN.search(name) or re.search(r"notification", name, re.I):
        return Meaning.EVENT
    return Meaning.EVENT if _GENERIC.match(name) and EVENT_NOUN.search(title) else None
