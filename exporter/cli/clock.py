"""The one place that reads the clock."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime

from exporter.cli.errors import UsageError


def current_instant() -> str:
    """SOURCE_DATE_EPOCH (seconds since 1970) if it is set, else the time of day: UTC, in seconds. Raises UsageError."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        seconds = int(fixed) if fixed else int(time.time())
        return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"SOURCE_DATE_EPOCH: {fixed!r} is no number of seconds since 1970") from None
