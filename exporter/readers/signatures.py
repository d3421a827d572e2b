"""What bytes that are no text look like, by the marks that their formats begin with."""

from __future__ import annotations

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document"),
    (b"%!PS", "a PostScript document"),
    (b"{\\rtf", "a rich text (RTF) document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a Microsoft Office document of the old kind (.doc, .xls, .ppt)"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
    (b"fLaC", "a FLAC recording"),
    (b"\x7fELF", "a program (ELF)"),
)

# Office formats are ZIP archives; the names of their members tell them apart.
_ZIP_MEMBERS: tuple[tuple[bytes, str], ...] = (
    (b"word/", "a Word document (DOCX)"),
    (b"xl/", "an Excel workbook (XLSX)"),
    (b"ppt/", "a PowerPoint presentation (PPTX)"),
    (b"application/vnd.oasis.opendocument.text", "an OpenDocument text (ODT)"),
    (b"application/epub+zip", "an EPUB book"),
)
_RIFF: dict[bytes, str] = {b"WEBP": "a WebP image", b"WAVE": "a WAV recording", b"AVI ": "an AVI video"}
_MARKUP: tuple[tuple[bytes, str], ...] = (
    (b"<!doctype html", "an HTML page"),
    (b"<html", "an HTML page"),
    (b"<?xml", "an XML document"),
)
MARKUP = frozenset(name for _, name in _MARKUP)
"""What may hold an article as markup."""

SAMPLE_BYTES = 65_536
"""How much of the start is looked at."""


def identify(data: bytes) -> str | None:
    """What the bytes are if they are surely no plain text, as words for a message; else None."""
    head = data[:SAMPLE_BYTES]
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return next((name for member, name in _ZIP_MEMBERS if member in data), "a ZIP archive")
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12], "a RIFF recording")
    if head[4:8] == b"ftyp":
        return "an MPEG-4 video or image"
    return _identify_markup(head) or _identify_by_nulls(head)


def _identify_markup(head: bytes) -> str | None:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:64].lower()
    return next((name for opening, name in _MARKUP if start.startswith(opening)), None)


def _identify_by_nulls(head: bytes) -> str | None:
    """Text holds no NUL bytes; a stray one in a thousand is damage, more is another format."""
    nulls = head.count(0)
    if nulls * 1000 <= len(head) or nulls < 2:
        return None
    if max(head[0::2].count(0), head[1::2].count(0)) > len(head) // 4:
        return "UTF-16 text without a byte order mark"
    return "binary data"
