"""Articles as bytes, and back: JSON, JSON-LD, NewsML-G2. Formats know the model alone."""

from exporter.formats.options import RenderOptions
from exporter.formats.registry import FORMATS, Format

__all__ = ["FORMATS", "Format", "RenderOptions"]
