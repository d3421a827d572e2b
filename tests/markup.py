"""Marked-up test text: `{label:words}` names a span of the text without offsets typed by hand; spans nest."""

from __future__ import annotations

import re

Span = tuple[int, int]

_TOKEN = re.compile(r"\{([a-z][a-z0-9]*):|(\})|\{")


def parse_markup(marked: str) -> tuple[str, dict[str, Span]]:
    """The plain text and the half-open range in code points of each label, in the order of the openings.

    Raises ValueError for a brace that opens no label, an unbalanced brace, an empty span or a label used twice.
    """
    parts: list[str] = []
    spans: dict[str, Span] = {}
    open_labels: list[tuple[str, int]] = []
    length = cursor = 0
    for token in _TOKEN.finditer(marked):
        plain = marked[cursor : token.start()]
        parts.append(plain)
        length += len(plain)
        cursor = token.end()
        label = token[1]
        if label is not None:
            if label in spans:
                raise ValueError(f"the label {label!r} is used twice: {marked!r}")
            spans[label] = (length, length)
            open_labels.append((label, length))
        elif token[2] and open_labels:
            label, start = open_labels.pop()
            if start == length:
                raise ValueError(f"the span {label!r} is empty: {marked!r}")
            spans[label] = (start, length)
        else:
            raise ValueError(f"a brace at {token.start()} belongs to no label: {marked!r}")
    if open_labels:
        raise ValueError(f"the span {open_labels[-1][0]!r} is not closed: {marked!r}")
    parts.append(marked[cursor:])
    return "".join(parts), spans
