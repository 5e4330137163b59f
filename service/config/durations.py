"""Durations, sizes and hours of the day as people write them in the file. Pure."""

import math
import re
from datetime import time, timedelta
from decimal import Decimal

from service.domain.digest import parse_clock

_PARTS = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|[smhd])")
_UNITS = {"d": 86_400_000_000, "h": 3_600_000_000, "m": 60_000_000, "s": 1_000_000, "ms": 1000}
"""Microseconds."""
_SIZES = {"": 1, "B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "KIB": 2**10, "MIB": 2**20, "GIB": 2**30}
_LONGEST = timedelta(days=3650)


def parse_duration(value: object) -> timedelta:
    """Seconds as a number, or units as in '15m', '1h30m', '0.5s', '250ms', '2d'.

    Raises ValueError, in words for the file's author, for anything else and for more than ten years.
    """
    if isinstance(value, timedelta):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and value >= 0:
        microseconds = Decimal(str(value)) * _UNITS["s"]
    elif isinstance(value, str) and re.fullmatch(rf"(?:\s*{_PARTS.pattern})+\s*", value):
        microseconds = sum((Decimal(n) * _UNITS[unit] for n, unit in _PARTS.findall(value)), Decimal(0))
    else:
        raise ValueError(f"not a duration: {value!r}. Write seconds (90, 0.5) or units ('15m', '1h30m', '2d')")
    if microseconds > _LONGEST / timedelta(microseconds=1):
        raise ValueError(f"too long: {value!r}. Ten years is the most")
    return timedelta(microseconds=int(microseconds))


def format_duration(duration: timedelta) -> str:
    """The shortest writing that `parse_duration` reads back exactly: '1h30m', '0.5s'. Not negative."""
    seconds, micros = divmod(duration // timedelta(microseconds=1), _UNITS["s"])
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    fraction = f".{micros:06d}".rstrip("0") if micros else ""
    parts = [f"{count}{unit}" for count, unit in ((days, "d"), (hours, "h"), (minutes, "m")) if count]
    if seconds or fraction or not parts:
        parts.append(f"{seconds}{fraction}s")
    return "".join(parts)


def parse_size(value: object) -> int:
    """Bytes as a whole number, or units as in '15MiB', '500 KB'. Raises ValueError for anything else."""
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    if isinstance(value, str) and (size := re.fullmatch(r"\s*(\d+)\s*([A-Za-z]*)\s*", value)):
        unit = _SIZES.get(size.group(2).upper())
        if unit and int(size.group(1)):
            return int(size.group(1)) * unit
    raise ValueError(f"not a size: {value!r}. Write bytes (1000000) or units ('500KB', '15MiB')")


def parse_hours(value: object) -> tuple[time, time]:
    """'08:00-18:00' as (opens, closes), the first before the second. Raises ValueError for anything else."""
    first, dash, last = value.partition("-") if isinstance(value, str) else ("", "", "")
    if not dash:
        raise ValueError(f"not office hours: {value!r}. Write them as in '08:00-18:00'")
    opens, closes = parse_clock(first), parse_clock(last)
    if opens >= closes:
        raise ValueError(f"office hours end before they begin: {value!r}")
    return opens, closes
