"""The characters that an article may hold: those of XML 1.0 (Fifth Edition, production 2, `Char`)."""

from __future__ import annotations

import re

from exporter.model import Diagnostic

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BLANKS = re.compile(r"[ \t\r\n]+")


def unify_line_ends(text: str) -> str:
    """CRLF and CR become LF; a byte order mark at the start goes."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def drop_forbidden(text: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text without characters that XML 1.0 cannot hold, and a diagnostic where the first one stood."""
    first = _NOT_XML.search(text)
    if first is None:
        return text, ()
    kept, count = _NOT_XML.subn("", text)
    message = (
        f"{count} character{'s' if count > 1 else ''} that XML 1.0 cannot hold dropped; "
        f"the first is U+{ord(first.group()):04X} at offset {first.start()}"
    )
    where = first.start()
    return kept, (Diagnostic(code="input.characters", severity="warning", message=message, start=where, end=where),)


def one_line(value: str) -> str:
    """A value of metadata on one line, without forbidden characters; no-break spaces are kept."""
    return _BLANKS.sub(" ", _NOT_XML.sub("", value)).strip(" ")
