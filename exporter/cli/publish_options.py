"""The fields of a target as options of its command, and their values: the command's, the configuration's, secrets."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from typing import Any, get_args, get_type_hints

import typer
from pydantic import SecretStr, TypeAdapter, ValidationError

from exporter.cli.errors import UsageError
from exporter.cli.secrets import find_secret
from exporter.publish.target import Option, Target

PANEL = "Target (these may also stand in exporter.toml)"


@dataclass(frozen=True, slots=True)
class TargetField:
    """A field of a target: `default` is None where it has none, or where that is the default."""

    name: str
    type: Any
    option: Option
    default: Any
    required: bool

    @property
    def is_secret(self) -> bool:
        return self.type is SecretStr

    @property
    def flag(self) -> str:
        """The option as a person types it."""
        return self.option.metavar or self.name.upper() if self.option.argument else f"--{self.name.replace('_', '-')}"

    def parameter(self) -> inspect.Parameter:
        """As Typer takes it. None means that the command does not say it."""
        told = "" if self.default in (None, False) else f" (default: {self.default})"
        text, metavar = self.option.help + told, self.option.metavar
        info = (
            typer.Argument(None, metavar=metavar, help=text, show_default=False)
            if self.option.argument
            else typer.Option(None, self.flag, metavar=metavar, help=text, rich_help_panel=PANEL)
        )
        kind = inspect.Parameter.KEYWORD_ONLY
        return inspect.Parameter(self.name, kind, default=info, annotation=self.type | None)


def fields_of(target: type[Target]) -> Iterator[TargetField]:
    """The fields of a target that its command asks for: those with an `Option`."""
    if not is_dataclass(target):
        raise TypeError(f"{target.__name__} is no dataclass")
    hints = get_type_hints(target, include_extras=True)
    for one in fields(target):
        extras = getattr(hints[one.name], "__metadata__", ())  # of Annotated
        option = next((extra for extra in extras if isinstance(extra, Option)), None)
        if option is not None:
            required = one.default is MISSING
            kind = get_args(hints[one.name])[0]
            yield TargetField(one.name, kind, option, None if required else one.default, required)


def build_target(
    name: str, target: type[Target], given: Mapping[str, Any], configured: Mapping[str, Any], *, prompt: bool
) -> Target:
    """The target with the values of the command, else of the configuration, and its secrets. Raises UsageError."""
    known = {one.name: one for one in fields_of(target)}
    for key in configured:
        if key not in known or known[key].is_secret:
            raise UsageError(f"[publish.{name}]: {key!r} is none of its options")
    values: dict[str, Any] = {}
    for field in known.values():
        value = _value(name, field, given.get(field.name), configured.get(field.name))
        if value is not None:
            values[field.name] = value
    account = " ".join(str(values[one.name]) for one in known.values() if one.required and not one.is_secret)
    for field in known.values():
        if field.is_secret:
            secret = find_secret(name, field.name, account, field.option.help, prompt=prompt)
            values[field.name] = SecretStr(secret)
    return target(**values)


def refuse_single(target: type[Target], given: Mapping[str, Any], inputs: int) -> None:
    """Raises UsageError if an option that fits one article is given with more."""
    for field in fields_of(target):
        if inputs != 1 and field.option.single and given.get(field.name) is not None:
            raise UsageError(f"{field.flag} belongs to one article, but there are {inputs}")


def _value(name: str, field: TargetField, given: Any, configured: Any) -> Any:
    if given is not None or field.is_secret:
        return given
    if configured is not None:
        try:
            return TypeAdapter(field.type).validate_python(configured)
        except ValidationError as error:
            raise UsageError(f"[publish.{name}] {field.name}: {error.errors(include_url=False)[0]['msg']}") from None
    if field.required:
        raise UsageError(f"{field.flag} is missing; it may also stand in exporter.toml under [publish.{name}]")
    return None
