"""XML as strings: escaping, elements, and the values that an XML schema type cannot hold as they are.

The bytes are written here, so that they depend on no serializer's version.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from urllib.parse import quote, unquote

Attributes = Mapping[str, str | None]

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\r"})
_SPECIAL = re.compile('[&<>"\t\n\r]').search
_BLANK = re.compile(r"[\t\n\r]")
_NOT_IN_CODE = re.compile(r"[\s%]")
# RFC 3986, as libxml2 reads it for xs:anyURI, without IP literals: no brackets, % before two digits only, one fragment.
_PLAIN_IRI = re.compile(
    r"[A-Za-z][A-Za-z0-9+.\-]*:"
    r"(?://(?:[^\[\]%:@/?#]|%[0-9A-Fa-f]{2})*(?::[0-9]{1,5})?(?=[/?#]|\Z)|(?!//))"
    r"(?:[^\[\]%#]|%[0-9A-Fa-f]{2})*(?:#(?:[^\[\]%#]|%[0-9A-Fa-f]{2})*)?\Z"
)


def escape(value: str) -> str:
    """Character data."""
    value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return value.replace("\r", "&#13;") if "\r" in value else value


def escape_attribute(value: str) -> str:
    """An attribute's value between double quotes; white space is kept as character references."""
    value = escape(value).replace('"', "&quot;")
    return value.replace("\t", "&#9;").replace("\n", "&#10;")


def tag(name: str, attributes: Attributes) -> str:
    """The inside of a start tag; attributes without a value are left out."""
    inside = name
    for key, value in attributes.items():
        if value is not None:
            inside += f' {key}="{escape_attribute(value)}"' if _SPECIAL(value) else f' {key}="{value}"'
    return inside


def element(name: str, attributes: Attributes = {}, text: str = "") -> str:  # noqa: B006
    """An element that holds character data."""
    return character_data(name, tag(name, attributes), text)


def character_data(name: str, opening: str, text: str) -> str:
    """The same with the inside of the start tag as it is."""
    return f"<{opening}>{escape(text)}</{name}>" if text else f"<{opening}/>"


def container(name: str, attributes: Attributes, children: Iterable[str]) -> str:
    """An element that holds elements, each on a line of its own."""
    return wrap(name, tag(name, attributes), children)


def wrap(name: str, opening: str, children: Iterable[str]) -> str:
    """The same with the inside of the start tag as it is."""
    content = "\n".join(children)
    return f"<{opening}>\n{content}\n</{name}>" if content else f"<{opening}/>"


def literal(words: str) -> str:
    """Words as the value of an attribute: on one line, escaped."""
    return escape_attribute(one_line(words)[0]) if _SPECIAL(words) else words


def is_plain(data: bytes) -> bool:
    """Whether UTF-8 holds no control character, surrogate or non-character: a quick look that clears most texts."""
    if b"\xed" in data or (b"\xef" in data and b"\xef\xbf" in data):
        return False
    return len(data.translate(None, _CONTROLS)) == len(data)


def forbidden_character(markup: str) -> str | None:
    """What is wrong with the first character that XML 1.0 (production 2, `Char`) cannot hold, and where."""
    found = _NOT_XML.search(markup)
    if found is None:
        return None
    before = markup[max(0, found.start() - 30) : found.start()]
    return f"U+{ord(found.group()):04X}, which XML 1.0 cannot hold, stands after {before!r}"


def one_line(value: str) -> tuple[str, str | None]:
    """The value as a `g2normalizedString` (no tab, no line end), and the exact value where it differs."""
    normalized = _BLANK.sub(" ", value)
    return normalized, None if normalized == value else value


def uri(iri: str) -> tuple[str, str | None]:
    """The IRI as an `xs:anyURI`, and the exact IRI where it differs."""
    if _PLAIN_IRI.match(iri):
        return iri, None
    scheme, rest = iri.split(":", 1)
    return f"{scheme}:{re.sub(r'[][%:@#]', _percent, rest)}", iri


def code(value: str) -> str:
    """A string as the code of a QCode: white space and % percent-encoded."""
    return _NOT_IN_CODE.sub(_percent, value)


def decode(value: str) -> str:
    """The string that `code` encoded."""
    return unquote(value)


def _percent(found: re.Match[str]) -> str:
    return quote(found.group(), safe="")


def decimal(number: float) -> str:
    """A float as an `xs:decimal` that reads back as the same float."""
    return format(Decimal(repr(float(number))), "f")
