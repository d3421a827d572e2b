"""JSON-LD inside an HTML page: a data block that no text can break out of.

In a `script` element the parser looks for "</script" and "<!--" alone (HTML Standard, 13.2.5.15 ff.), so "<" is what
must go; ">" and "&" go for XHTML and for old filters, U+2028 and U+2029 for JavaScript, and the invisible characters
that change what a reader of the source sees.
"""

from __future__ import annotations

import json
import re

from exporter.errors import ValidationError

_UNSAFE = re.compile("[<>&\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_ESCAPES = {
    code: f"\\u{code:04x}"
    for code in (
        *b"<>&",
        *range(0x7F, 0xA0),
        0x061C,
        0x200E,
        0x200F,
        *range(0x2028, 0x202F),
        *range(0x2066, 0x206A),
        0xFEFF,
    )
}


def escape(text: str) -> str:
    r"""JSON text with every character that is unsafe in a page as \uXXXX: the same JSON value. Idempotent."""
    return _UNSAFE.sub(lambda found: _ESCAPES[ord(found[0])], text)


def embed(jsonld: bytes) -> str:
    """The `script` element that carries a JSON-LD document. Raises ValidationError for what is no strict JSON."""
    text = _strict(jsonld)
    return f'<script type="application/ld+json">\n{escape(text).strip()}\n</script>'


def _strict(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
        json.dumps(json.loads(text, parse_constant=_refuse), ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        message = (
            f"the JSON-LD holds a lone surrogate (U+{ord(error.object[error.start]):04X}), which no page can carry"
        )
        raise ValidationError(message) from None
    except (ValueError, RecursionError) as error:
        raise ValidationError(f"the JSON-LD is no strict JSON, so it was not embedded: {error}") from None
    return text


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON number")
