"""From bytes to text: UTF-8 first, then what a byte order mark says, then Windows-1252 where it makes sense."""

from __future__ import annotations

import codecs
import re

from exporter.errors import InputError
from exporter.model import Diagnostic, Severity

# The longer mark first: UTF-32's begins with UTF-16's.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HIGH = re.compile(r"[^\x00-\x7f]")
# Inside a lower-case word only a small letter, an apostrophe, a hyphen or a soft hyphen makes sense:
# "pr\x8esident" (Mac Roman) or "by\xb3o" (Latin-2) do not.
_ODD = re.compile(r"(?<=[a-z])[^\x00-\x7fß-öø-ÿœšžƒ’‘–—\xa0\xad·](?=[a-z])")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def mark_of(data: bytes) -> tuple[bytes, str] | None:
    """The byte order mark that the data begin with, and the encoding that it tells."""
    return next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), None)


def decode(data: bytes) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text, and a diagnostic if it was not UTF-8. Raises InputError if no encoding fits."""
    marked = mark_of(data)
    if marked is not None:
        mark, encoding = marked
        return _decode_marked(data[len(mark) :], encoding)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        _refuse_damaged(data, error)
        return _decode_windows(data), (_diagnostic("Windows-1252", "warning", "are not UTF-8; they were read as"),)


def _decode_marked(data: bytes, encoding: str) -> tuple[str, tuple[Diagnostic, ...]]:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        where = _position(data, error.start)
        raise InputError(f"the byte order mark says {encoding.upper()}, but {where} is no such text") from error
    if encoding == "utf-8":
        return text, ()
    return text, (_diagnostic(encoding.upper(), "info", "begin with the byte order mark of"),)


def _diagnostic(encoding: str, severity: Severity, how: str) -> Diagnostic:
    return Diagnostic(code="input.encoding", severity=severity, message=f"the bytes {how} {encoding}")


def _refuse_damaged(data: bytes, error: UnicodeDecodeError) -> None:
    """Bytes that are mostly well-formed UTF-8 are damaged UTF-8: another encoding would only garble them."""
    lenient = data.decode("utf-8", "replace")
    broken = lenient.count("\ufffd")
    if len(_HIGH.findall(lenient)) - broken >= broken:
        raise InputError(f"UTF-8 text with a broken byte, {_position(data, error.start)}") from error


def _decode_windows(data: bytes) -> str:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        where = _position(data, error.start)
        raise InputError(f"neither UTF-8 nor Windows-1252 ({where}); save it as UTF-8") from error
    high = len(_HIGH.findall(text))
    letters = sum(map(str.isalpha, text))
    if len(_CONTROL.findall(text)) * 100 > len(text):
        raise InputError("binary data, not text")
    if len(_ODD.findall(text)) * 5 > high or high * 2 > max(letters, 9):
        raise InputError("neither UTF-8 nor plausible Windows-1252; save it as UTF-8")
    return text


def _position(data: bytes, offset: int) -> str:
    line = data.count(b"\n", 0, offset) + 1
    return f"byte 0x{data[offset]:02X} at offset {offset}, line {line}"
