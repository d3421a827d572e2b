"""A text as tokens, sentences, paragraphs and marked passages, whatever its language."""

from exporter.text.document import ABBREVIATION_STOP, MARGIN, Document, Line, Orthography, read_document
from exporter.text.marks import Quotation, trim

__all__ = [
    "ABBREVIATION_STOP",
    "MARGIN",
    "Document",
    "Line",
    "Orthography",
    "Quotation",
    "read_document",
    "trim",
]
