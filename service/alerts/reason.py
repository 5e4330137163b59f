"""Why a reader gets a mail, and when the next may come: the first line of its foot. Pure."""

from functools import lru_cache

from service.domain.digest import Daily, Hourly, Timing, Weekly, written_clock
from service.domain.subscription import Addressee
from service.wording import translation
from service.wording.spans import weekday


def reason(subscription: Addressee | None, host: str, language: str) -> str:
    """In the reader's language; hours are those of the clock of his zone, which is named beside them."""
    if subscription is None:
        return _reason(None, "", host, language)
    return _reason(subscription.timing, subscription.zone, host, language)


@lru_cache(maxsize=256)
def _reason(timing: Timing | None, zone: str, host: str, language: str) -> str:
    words = translation(language).gettext
    facts = {"host": host, "zone": zone}
    match timing:
        case Hourly(minute):
            said = words(
                "You get this mail every hour at :%(minute)s (%(zone)s) "
                "because this address follows notices on %(host)s."
            )
            return said % {**facts, "minute": f"{minute:02d}"}
        case Daily(at):
            said = words(
                "You get this mail every day at %(hour)s (%(zone)s) "
                "because this address follows notices on %(host)s."
            )
            return said % {**facts, "hour": written_clock(at)}
        case Weekly(day, at):
            said = words(
                "You get this mail every %(day)s at %(hour)s (%(zone)s) "
                "because this address follows notices on %(host)s."
            )
            return said % {**facts, "day": weekday(day, language), "hour": written_clock(at)}
    return words("You get this mail because this address follows notices on %(host)s.") % facts
