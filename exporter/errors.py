"""The errors that callers may catch. Each message says what is wrong, where, and how to mend it."""

from __future__ import annotations


class ExporterError(Exception):
    """Any error that this package raises on purpose."""


class InputError(ExporterError):
    """The source cannot be read as an article."""


class PackError(ExporterError):
    """A language pack is missing, or its data break the pack's format."""


class ValidationError(ExporterError):
    """An output would not be valid, so it was not written."""


class PublishError(ExporterError):
    """A content management system refused the article, or could not be reached."""
