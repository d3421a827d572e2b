"""The encoding of a page: what the server or the page says of it, in the order of the HTML Standard (13.2.3.2)."""

from __future__ import annotations

import re

from exporter.model import Diagnostic
from exporter.readers.encoding import decode, mark_of

_META = re.compile(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([\w:.\-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([\w.\-]{1,40})", re.IGNORECASE)
_HEADER = re.compile(r"\bcharset\s*=\s*[\"']?\s*([\w:.\-]{1,40})", re.IGNORECASE)
_PRESCAN = 16_384
# Encodings in which markup reads as ASCII; others (UTF-7, ISO 2022) are no encodings of pages.
_KNOWN = re.compile(
    r"iso-?8859-?\d{1,2}|latin-?[1-9]|windows-?125\d|cp-?125\d|koi8-[ru]|gb2312|gbk|gb18030|big5(?:-hkscs)?|"
    r"euc-(?:jp|kr|tw)|shift[_-]jis|macintosh|mac-roman|us-ascii|ascii",
    re.IGNORECASE,
)
# The HTML Standard reads these labels as Windows-1252 (Encoding Standard, section 4.2).
_WINDOWS = re.compile(r"iso-?8859-?1|latin-?1|us-ascii|ascii|windows-?1252|cp-?1252", re.IGNORECASE)
_MACINTOSH = re.compile(r"macintosh|mac-roman", re.IGNORECASE)


def decode_page(data: bytes, content_type: str | None = None) -> tuple[str, tuple[Diagnostic, ...]]:
    """The markup: by a byte order mark, `content_type` (the header of HTTP), `meta`, or as any text is read.

    Bytes that are UTF-8 are read so, whatever label they carry. Raises InputError if no encoding fits.
    """
    label = declared_encoding(data, content_type)
    if label is None or mark_of(data) is not None or _is_utf8(data):
        return decode(data)
    try:
        return data.decode(label), ()
    except UnicodeDecodeError:
        return decode(data)


def declared_encoding(data: bytes, content_type: str | None = None) -> str | None:
    """The codec that a page or its header names, if it is a known one that is not UTF-8."""
    found = _HEADER.search(content_type or "")
    in_page = _XML.match(data[:_PRESCAN]) or _META.search(data[:_PRESCAN])
    label = found[1] if found else in_page[1].decode("ascii", "replace") if in_page else ""
    if not _KNOWN.fullmatch(label):
        return None
    if _WINDOWS.fullmatch(label):
        return "cp1252"
    return "mac-roman" if _MACINTOSH.fullmatch(label) else re.sub(r"(?i)^windows-?", "cp", label)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
