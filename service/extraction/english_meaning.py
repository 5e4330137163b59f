"""What a day in an English sentence means, judged by the words before it."""

import re

from service.domain.deadline import Meaning
from service.extraction import english_cues as cues
from service.extraction.day_expressions import DayExpression

_ONLY_BY = 6
"""'By 31 December the building will have been renovated': what is done by then stands behind."""


def english_meaning(
    expression: DayExpression, before: str, after: str, sentence: str, title: str
) -> Meaning | None:
    """`before`: the words of the sentence from the day before this one on; `after`: all behind it.

    None: nothing is due then.
    """
    if moved := cues.MOVED.search(before):
        return _moved(sentence, moved[0])
    refusals = (cues.NO_DEMAND, cues.WHO, cues.BOUNDED)
    received = cues.RECEIVED_BY.search(before) or cues.FOR_CONSIDERATION.search(before)
    received = received or (cues.TOO_LATE.search(before) and cues.REFUSED.match(after))
    if not received and (cues.PAST.search(sentence) or any(refusal.search(before) for refusal in refusals)):
        return None
    if _is_stretch(expression):
        return _stretch(before, title)
    return Meaning.DEADLINE if received or _ends(before, sentence) else _point(expression, before, title)


def _moved(sentence: str, verb: str) -> Meaning | None:
    if cues.TERM.search(sentence):
        return Meaning.DEADLINE
    if cues.EVENT_NOUN.search(sentence):
        return Meaning.EVENT
    return Meaning.DEADLINE if verb.lower().startswith("extended") else None


def _ends(before: str, sentence: str) -> bool:
    if cues.DEADLINE.search(before) or cues.UNTIL.search(before):
        return True
    if cues.BY.search(before) and cues.ASKED.search(before):
        return True
    said = before if len(before) > _ONLY_BY else sentence
    return bool(cues.ONLY_BY.search(before) and not cues.THEIRS.search(said))


def english_name(before: str) -> str:
    """The noun nearest before the day, in lower case."""
    nouns = [*cues.WINDOW_NOUN.finditer(before), *cues.EVENT_NOUN.finditer(before)]
    return max(nouns, key=lambda match: match.end())[0].lower() if nouns else ""


def is_moved(before: str) -> bool:
    """Whether a stretch behind these words is none, but a day and the one that replaces it."""
    return bool(cues.MOVED.search(before)) and bool(re.search(r"\bfrom\s*(?:the\s+)?$", before))


def _is_stretch(expression: DayExpression) -> bool:
    return expression.first is not None and expression.first.day != expression.last.day


def _stretch(before: str, title: str) -> Meaning | None:
    if cues.UNAVAILABLE.search(before) or cues.TAKES_PLACE.search(before):
        return Meaning.EVENT
    window, event = (
        max((m.end() for m in noun.finditer(before)), default=-1) for noun in (cues.WINDOW_NOUN, cues.EVENT_NOUN)
    )
    label = cues.LABEL.match(before)
    if label and cues.GENERIC.match(label["label"]):
        return Meaning.EVENT if cues.EVENT_NOUN.search(title) else None
    if window > event and (label or re.search(r"\bopen|\bperiod\b|\bfrom\s*$|\bbetween\s*$", before)):
        return Meaning.WINDOW
    running = re.search(r"\b(?:runs?|lasts?|is|are)(?: (?:on|open))? (?:from|between)\s*$", before)
    if label or (running and max(window, event) < 0):
        return Meaning.EVENT if event >= 0 else Meaning.WINDOW
    if event >= 0 and (running or cues.TAKES_PLACE.search(before) or cues.HOSTED.search(before)):
        return Meaning.EVENT
    offered = re.search(r"\b(?:from|between)\s*$", before) and (
        cues.ASKED.search(before) or cues.CAN.search(before)
    )
    return Meaning.WINDOW if offered else None


def _point(expression: DayExpression, before: str, title: str) -> Meaning | None:
    if cues.TAKES_PLACE.search(before) or cues.UNAVAILABLE.search(before):
        return Meaning.EVENT
    timed = expression.first is not None and expression.first.clock is not None
    label = cues.LABEL.match(before)
    if label is None:
        return Meaning.EVENT if _spoken_of(before, title, timed=timed) else None
    name = label["label"]
    if cues.EVENT_NOUN.search(name) or cues.ANNOUNCED.search(name):
        return Meaning.EVENT
    if cues.ASKS_TO_HAND_IN.search(name):
        return Meaning.DEADLINE
    return Meaning.EVENT if cues.GENERIC.match(name) and (timed or cues.EVENT_NOUN.search(title)) else None


def _spoken_of(before: str, title: str, *, timed: bool) -> bool:
    """Whether the words before a day without a label make it one on which something takes place."""
    will = cues.WILL.search(before)
    if will and cues.EVENT_NOUN.search(before):
        return True
    if cues.IS_ON.search(before) or (timed and cues.ON.search(before)):
        return True
    if timed and any(cue.search(before) for cue in (cues.JOIN, cues.NAMED_EVENT, cues.ATTEND)):
        return True
    return bool(timed and (will or not before.strip()) and cues.EVENT_NOUN.search(title))
