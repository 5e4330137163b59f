"""A source that is read well and says nothing for far longer than it ever did; it may have moved. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from service.domain.poll import Incident
from service.domain.remark import Remark, lines
from service.domain.source import Source

_ENOUGH = 8
"""Days of posting that make a rhythm."""
_SHORTEST = timedelta(days=21)
_TIMES = 2


def patience(days: Sequence[date]) -> timedelta | None:
    """How long a source may be silent that posted on these days (each once, the newest first): twice its longest
    pause, three weeks at least. None: too few days to know its rhythm."""
    if len(days) < _ENOUGH:
        return None
    longest = max(newer - older for newer, older in pairwise(days))
    return max(_SHORTEST, _TIMES * longest)


def heard(source: Source, days: Sequence[date], today: date) -> tuple[Incident, ...]:
    """What the owner hears of the silence of a source that is read well: its beginning, or the end of the one
    before its newest posting. `days` as in `patience`, in the source's zone like `today`."""
    told = []
    if len(days) > 1:
        told.append(_over(source, days[0], days[1]))
    allowed = patience(days)
    if allowed is not None and today - days[0] > allowed:
        told.append(_silent(source, days, today))
    return tuple(told)


def _silent(source: Source, days: Sequence[date], today: date) -> Incident:
    silent, longest = (today - days[0]).days, max(newer - older for newer, older in pairwise(days)).days
    return Incident(
        key=_key(source, days[0]),
        title=Remark("Silent: %(name)s", name=source.title),
        text=lines(
            Remark(
                "%(name)s is read well and has posted nothing for %(silent)d days, since %(since)s; its longest "
                "pause before was %(longest)d days.",
                name=source.title,
                silent=silent,
                since=days[0].isoformat(),
                longest=longest,
            ),
            source.url.text,
            Remark("Look whether the site now posts elsewhere; then follow that section, and remove this one."),
        ),
    )


def _over(source: Source, newest: date, before: date) -> Incident:
    return Incident(
        key=f"speaks:{source.id}:{before}",
        title=Remark("Heard again: %(name)s", name=source.title),
        text=lines(
            Remark("%(name)s posted again on %(day)s.", name=source.title, day=newest.isoformat()), source.url.text
        ),
        ends=(_key(source, before),),
    )


def _key(source: Source, newest: date) -> str:
    return f"silent:{source.id}:{newest}"
