"""A text as tokens, sentences, paragraphs and marked passages, whatever its language."""

from exporter.text.document import Document, Line, Orthography, is_abbreviated, read_document
from exporter.text.marks import Quotation, trim

__all__ = ["Document", "Line", "Orthography", "Quotation", "is_abbreviated", "read_document", "trim"]
