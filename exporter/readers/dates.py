"""Dates of metadata as the model wants them. Nothing is guessed: a time without a zone is no instant."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, tzinfo

_DATE = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})"
    r"(?:[Tt ] ?(?P<time>\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?) ?(?P<zone>[Zz]|[+-]\d{2}:?\d{2})?)?"
)


def read_date(value: str, zone: tzinfo | None) -> tuple[str, str | None]:
    """The ISO 8601 day or instant, and why it says less than the value did. Raises ValueError.

    A time without a zone takes `zone`; without one, or in the hour that a change of clocks repeats or skips,
    only the day is kept.
    """
    match = _DATE.fullmatch(value.strip())
    if match is None:
        raise ValueError("no ISO 8601 date (2026-03-14, 2026-03-14T18:05:00+01:00)")
    day, time, offset = match["day"], match["time"], match["zone"]
    if time is None:
        return date.fromisoformat(day).isoformat(), None
    moment = datetime.fromisoformat(f"{day}T{time}")
    if offset is not None:
        return _with_offset(moment, offset), None
    if zone is None:
        return day, "a time without a zone; only the day is kept (set `timezone`)"
    return _in_zone(moment, zone)


def _with_offset(moment: datetime, offset: str) -> str:
    if offset in "Zz":
        return f"{moment.replace(tzinfo=None).isoformat()}Z"
    digits = offset.replace(":", "")
    return datetime.fromisoformat(f"{moment.isoformat()}{digits[:3]}:{digits[3:]}").isoformat()


def _in_zone(moment: datetime, zone: tzinfo) -> tuple[str, str | None]:
    local = moment.replace(tzinfo=zone)
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        return moment.date().isoformat(), "the clocks change in this hour; only the day is kept"
    offset = local.utcoffset()
    return (f"{moment.isoformat()}Z" if offset == UTC.utcoffset(None) and zone is UTC else local.isoformat()), None
