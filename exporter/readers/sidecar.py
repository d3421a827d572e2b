"""A file of metadata beside a text: NAME.meta.yaml, .yml, .toml or .json beside NAME.txt."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

from exporter.errors import InputError
from exporter.readers.front_matter import MAX_CHARACTERS, load_yaml

_LOADERS: dict[str, Callable[[str], object]] = {
    ".yaml": load_yaml,
    ".yml": load_yaml,
    ".toml": tomllib.loads,
    ".json": json.loads,
}


def find_sidecar(path: Path) -> Path | None:
    """The one metadata file beside a text. Raises InputError if there are several."""
    found = [one for one in (path.with_name(f"{path.stem}.meta{end}") for end in _LOADERS) if one.is_file()]
    if len(found) > 1:
        raise InputError(f"several metadata files: {', '.join(one.name for one in found)}")
    return found[0] if found else None


def load_sidecar(path: Path) -> dict[str, object]:
    """The mapping that a metadata file holds. Raises InputError, naming the file."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        if len(text) > MAX_CHARACTERS:
            raise InputError(f"more than {MAX_CHARACTERS} characters")
        values = _LOADERS[path.suffix](text)
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name}: not UTF-8 (offset {error.start})") from error
    except (OSError, ValueError, RecursionError, InputError) as error:
        raise InputError(f"{path.name}: {str(error).splitlines()[0]}") from error
    if not isinstance(values, dict):
        raise InputError(f"{path.name}: a mapping is wanted, not {type(values).__name__}")
    return {str(key): value for key, value in values.items()}
