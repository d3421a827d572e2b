"""Dates as the outputs need them: ISO 8601, a day or an instant with its time zone."""

from __future__ import annotations

import re
from datetime import date, datetime

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})\Z")


def date_or_instant(value: str) -> str:
    """The value unchanged if it is `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ss` with a zone; else ValueError."""
    if _DAY.match(value):
        date.fromisoformat(value)
    elif _INSTANT.match(value):
        datetime.fromisoformat(value)
    else:
        raise ValueError(
            f"{value!r} is no ISO 8601 date (2026-03-14) or instant with time zone (2026-03-14T18:05:00+01:00)"
        )
    return value
