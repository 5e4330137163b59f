"""What is due and when, as people read it. Pure."""

from babel.dates import format_date, format_time, get_day_names

from service.domain.deadline import Deadline, Instant, Meaning
from service.wording import translation

_LOCALES = {"zh": "zh_Hans_CN", "en": "en_GB"}
_DATES = {"zh": "yyyy年M月d日", "en": "d MMM yyyy"}


def heading(due: Deadline, language: str) -> str:
    """'报名截止', 'Due: 报名': the meaning around the notice's own word."""
    gettext = translation(language).gettext
    match due.meaning:
        case Meaning.DEADLINE:
            pattern = gettext("Due: %(what)s") if due.what else gettext("Due")
        case Meaning.WINDOW:
            pattern = gettext("Open: %(what)s") if due.what else gettext("Open")
        case Meaning.EVENT:
            pattern = "%(what)s" if due.what else gettext("Takes place")
    return pattern % {"what": due.what}


def span(due: Deadline, language: str) -> str:
    """When something is due, as wall-clock time: '2026年9月30日 17:00', '5 Jan 2027 09:00 – 12:00'."""
    begins, ends = due.start, due.end
    if begins is None or ends is None:
        return _instant(due.due, language)
    if begins.day == ends.day and ends.clock is not None:
        return f"{_instant(begins, language)} – {format_time(ends.clock, 'HH:mm', locale=_LOCALES[language])}"
    return f"{_instant(begins, language)} – {_instant(ends, language)}"


def _instant(instant: Instant, language: str) -> str:
    day_shown = format_date(instant.day, _DATES[language], locale=_LOCALES[language])
    if instant.clock is None:
        return day_shown
    return f"{day_shown} {format_time(instant.clock, 'HH:mm', locale=_LOCALES[language])}"


def weekday(day: int, language: str) -> str:
    """'Monday', '星期一' for 0, as in `date.weekday`."""
    return str(get_day_names("wide", locale=_LOCALES[language])[day])
