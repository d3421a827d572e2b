"""A newsroom's configuration: `exporter.toml`, and environment variables that go before it (EXPORTER_*)."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable
from datetime import tzinfo
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from exporter.cli.errors import UsageError, shown
from exporter.errors import InputError
from exporter.formats import FORMATS, RenderOptions
from exporter.formats.options import Body, Profile
from exporter.model import Metadata, Publisher
from exporter.model.article import LanguageTag

DEFAULT_FILE = Path("exporter.toml")
"""Read from the working folder where no other file is named."""


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:
        raise ValueError(f"{name!r} is no time zone, such as Europe/Paris") from error
    return name


def _split(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


def _split_string(value: object) -> object:
    """A list, or one string with commas."""
    return _split(value) if isinstance(value, str) else value


def _known_formats(names: tuple[str, ...]) -> tuple[str, ...]:
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        raise ValueError(f"{', '.join(unknown) or 'nothing'} is no format; there are: {', '.join(FORMATS)}")
    return tuple(dict.fromkeys(names))


ZoneName = Annotated[str, AfterValidator(_known_zone)]
FormatNames = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split_string), AfterValidator(_known_formats)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Newsroom(_Section):
    """What holds for every article that does not say otherwise."""

    language: LanguageTag | None = None
    timezone: ZoneName | None = None
    rights: str | None = None
    publisher: Publisher | None = None
    provider: Publisher | None = None


class Output(_Section):
    """How outputs are written where the command does not say otherwise."""

    to: FormatNames = ("json", "jsonld", "newsml")
    profile: Profile = "web"
    body: Body = "xhtml"
    min_confidence: Annotated[float, Field(ge=0, le=1)] = 0.0


class Settings(BaseSettings):
    """The whole configuration."""

    model_config = SettingsConfigDict(
        env_prefix="EXPORTER_",
        env_nested_delimiter="__",
        frozen=True,
        extra="forbid",
        nested_model_default_partial_update=True,
    )

    newsroom: Newsroom = Newsroom()
    output: Output = Output()
    publish: dict[str, dict[str, bool | int | float | str]] = {}
    """Options of `exporter publish TARGET` by the name of the target; never a password."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return env_settings, init_settings

    @property
    def zone(self) -> tzinfo | None:
        """The time zone of dates that give none."""
        return ZoneInfo(self.newsroom.timezone) if self.newsroom.timezone else None

    @property
    def defaults(self) -> Metadata:
        """Metadata of an article that does not give them."""
        return Metadata(publisher=self.newsroom.publisher, copyright_notice=self.newsroom.rights)

    def render_options(self, profile: Profile | None, body: Body | None, now: str | None) -> RenderOptions:
        """The options of the formats; what is not None goes before the configuration. Raises UsageError."""
        newsroom, output = self.newsroom, self.output
        try:
            return RenderOptions(
                profile or output.profile, body or output.body, now, newsroom.provider, newsroom.rights
            )
        except InputError as error:
            raise UsageError(f"--{error}") from error


def load_settings(path: Path | None = None) -> Settings:
    """The configuration in a file (`exporter.toml` in the working folder, if it is there). Raises UsageError."""
    found = path or (DEFAULT_FILE if DEFAULT_FILE.is_file() else None)
    values = _read(found) if found else {}
    try:
        return Settings(**values)
    except ValidationError as error:
        raise UsageError(_fault(error, found)) from None
    except SettingsError as error:
        raise UsageError(f"environment: {error}") from None


def format_names(values: Iterable[str]) -> tuple[str, ...]:
    """The formats that options name, each once; a value may hold several with commas. Raises UsageError."""
    try:
        return _known_formats(tuple(name for value in values for name in _split(value)))
    except ValueError as error:
        raise UsageError(f"--to: {error}") from None


def _fault(error: ValidationError, file: Path | None) -> str:
    """The first fault, with the variable or the file that holds it."""
    fault = error.errors(include_url=False)[0]
    place = ".".join(map(str, fault["loc"]))
    variable = "EXPORTER_" + place.replace(".", "__").upper()
    where = f"{shown(file)}: {place}" if file and variable not in os.environ else variable
    return f"{where}: {fault['msg'].removeprefix('Value error, ')}"


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise UsageError(f"{shown(path)}: cannot be read: {error.strerror or error}") from None
    except ValueError as error:
        raise UsageError(f"{shown(path)}: {str(error).splitlines()[0]}") from None
