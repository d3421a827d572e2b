"""JSON-LD into the head of an HTML file, such as Hugo, Eleventy or Jekyll write: see `page_blocks` for what changes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from exporter.errors import PublishError
from exporter.model import Article
from exporter.publish.page_blocks import Existing, own_block, put_block
from exporter.publish.target import Entry, Option, Publication, Target


@dataclass(frozen=True)
class StaticPage(Target):
    """One HTML file. The file appears whole or stays as it was; its permissions stay, and so does a link to it."""

    page: Annotated[Path, Option("The HTML file.", "FILE", single=True)]
    existing: Annotated[Existing, Option("What happens to an article that is described there already.")] = "skip"

    def find(self, article: Article) -> Entry:
        """What the file has of any article. Raises PublishError for what is no page."""
        return self._entry(self.read())

    def parts(self, publication: Publication, entry: Entry | None) -> Mapping[str, str]:
        """The block, and the whole file (byte by byte as Latin-1): the one for a person, the other to write."""
        data = self.read() if entry is None else entry.parts["_page"].encode("latin-1")
        return self._entry(put_block(data, publication.jsonld, self.existing)).parts

    def write(self, entry: Entry, changed: Mapping[str, str]) -> Entry:
        """Replaces the file. Raises PublishError if somebody else changed it meanwhile."""
        if self.read() != entry.parts["_page"].encode("latin-1"):
            raise PublishError(f"{self.page} was changed by another program meanwhile; nothing was written")
        replace_file(self.page, changed["_page"].encode("latin-1"))
        return self._entry(self.read())

    def read(self) -> bytes:
        """The bytes of the file. Raises PublishError."""
        try:
            return self.page.read_bytes()
        except OSError as error:
            raise PublishError(f"{self.page}: cannot be read: {error.strerror or error}") from None

    def _entry(self, data: bytes) -> Entry:
        return Entry(str(self.page), {"jsonld": own_block(data), "_page": data.decode("latin-1")})


def replace_file(path: Path, data: bytes) -> None:
    """Puts a new file with the permissions of the old one in its place, through a link too."""
    real = path.resolve()
    temporary = real.with_name(f".{real.name[:100]}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(data)
        shutil.copymode(real, temporary)
        temporary.replace(real)
    except OSError as error:
        raise PublishError(f"{path}: cannot be written: {error.strerror or error}") from None
    finally:
        temporary.unlink(missing_ok=True)
