"""The table of formats. Their modules are imported when they are used, so that a start costs nothing."""

from __future__ import annotations

from importlib import import_module
from typing import Any, NamedTuple

from exporter.errors import InputError
from exporter.formats.options import RenderOptions
from exporter.model import Article

_DEFAULTS = RenderOptions()


class Format(NamedTuple):
    """One format: `writer` and `reader` are "module:function", `reader` is None for a format that loses facts."""

    name: str
    suffix: str
    media_type: str
    writer: str
    reader: str | None

    def write(self, article: Article, options: RenderOptions = _DEFAULTS) -> bytes:
        """The article in this format: the same bytes for the same arguments."""
        data: bytes = _resolve(self.writer)(article, options)
        return data

    def read(self, data: bytes) -> Article:
        """The article that was written. Raises InputError where the data hold none."""
        if self.reader is None:
            raise InputError(f"{self.name}: this format does not hold every fact, so no article can be read from it")
        article: Article = _resolve(self.reader)(data)
        return article


FORMATS: dict[str, Format] = {
    "json": Format(
        "json",
        ".json",
        "application/json",
        "exporter.formats.model_json:write_model",
        "exporter.formats.model_json:read_model",
    ),
    "jsonld": Format(
        "jsonld",
        ".jsonld",
        "application/ld+json",
        "exporter.formats.jsonld:write_jsonld",
        "exporter.formats.jsonld:read_jsonld",
    ),
    "newsml": Format(
        "newsml",
        ".xml",
        "application/vnd.iptc.g2.newsitem+xml",
        "exporter.formats.newsml:write_newsml",
        "exporter.formats.newsml:read_newsml",
    ),
    "ninjs": Format("ninjs", ".ninjs", "application/json", "exporter.formats.ninjs:write_ninjs", None),
}


def _resolve(name: str) -> Any:
    module, function = name.split(":")
    return getattr(import_module(module), function)
