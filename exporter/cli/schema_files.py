"""The schemas of this project: those of JSON are generated, those of XML are written by hand."""

from __future__ import annotations

from exporter.checks.newsml_schema import schema_folder
from exporter.checks.schemas import schema_files


def published_schemas() -> dict[str, bytes]:
    """File name -> content of each schema as it was published with this version."""
    return {
        path.name: path.read_bytes() for path in sorted(schema_folder().iterdir()) if path.suffix in (".json", ".xsd")
    }


def current_schemas() -> dict[str, bytes]:
    """As `published_schemas`, with those of JSON made anew from the model."""
    return {**published_schemas(), **schema_files()}
