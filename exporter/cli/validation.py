"""The work of `exporter validate`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from exporter.checks import Problem, check, recognise
from exporter.checks.newsml import check_newsml
from exporter.checks.newsml_schema import load_schema
from exporter.checks.page import check_page, is_page
from exporter.checks.report import CheckedFile
from exporter.cli.errors import UsageError
from exporter.cli.inputs import Input, read_stdin
from exporter.cli.page_fetch import fetch_page
from exporter.cli.pool import spread
from exporter.cli.schema_cache import cached_schema
from exporter.errors import InputError
from exporter.readers.html_encoding import decode_page


@dataclass(frozen=True, slots=True)
class Rules:
    """How files are checked: `strict` counts warnings as errors, `xsd` is a copy of IPTC's schema."""

    strict: bool = False
    xsd: Path | None = None


def iptc_schema(path: Path | None, cached: bool) -> Path | None:
    """The copy of IPTC's schema that an option names. Raises UsageError if it is none, or is not there."""
    found = path or (cached_schema() if cached else None)
    if cached and found is None:
        raise UsageError("--iptc: IPTC's schema is not in the cache; run: exporter schemas fetch")
    if found is not None:
        try:
            load_schema(found)
        except InputError as error:
            raise UsageError(f"--xsd: {error}") from error
    return found


def check_all(inputs: Sequence[Input], rules: Rules, jobs: int | None) -> list[CheckedFile]:
    """Each file with its problems, in order."""
    alone = any(one.path is None for one in inputs)
    return list(spread(partial(check_one, rules), inputs, 1 if alone else jobs))


def check_one(rules: Rules, one: Input) -> CheckedFile:
    """A file or a page of the web with its problems. Never raises: what cannot be read is a problem too."""
    try:
        problems = _fetched(one.url, rules.xsd) if one.url else _problems(_read(one), rules.xsd)
    except OSError as error:
        problems = [Problem("file.read", f"cannot be read: {error.strerror or error}")]
    except InputError as error:
        problems = [Problem("file.read", str(error))]
    if rules.strict:
        problems = [replace(problem, severity="error") for problem in problems]
    return CheckedFile(one.url or ("stdin" if one.path is None else str(one.path)), tuple(problems))


def _read(one: Input) -> bytes:
    return read_stdin() if one.path is None else one.path.read_bytes()


def _fetched(url: str, xsd: Path | None) -> list[Problem]:
    page = fetch_page(url)
    if page.is_html or is_page(page.content):
        return check_page(_in_utf8(page.content, page.content_type))
    return _problems(page.content, xsd)


def _in_utf8(data: bytes, content_type: str | None = None) -> bytes:
    """A page in UTF-8, whatever it was in; bytes that fit no encoding stay as they are."""
    try:
        return decode_page(data, content_type)[0].encode()
    except (InputError, UnicodeEncodeError):
        return data


def _problems(data: bytes, xsd: Path | None) -> list[Problem]:
    if is_page(data):
        return check_page(_in_utf8(data))
    if xsd is not None and recognise(data) == "newsml":
        return check_newsml(data, xsd)
    return check(data)
