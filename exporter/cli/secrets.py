"""Passwords: from the environment, the keyring of the system, or a prompt. Never from an option or a file."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import typer

from exporter.cli.errors import UsageError
from exporter.version import NAME


def find_secret(target: str, field: str, account: str, label: str, *, prompt: bool) -> str:
    """EXPORTER_TARGET_FIELD, else the keyring's, else what is typed in. Raises UsageError where there is none."""
    variable = f"EXPORTER_{target}_{field}".upper().replace("-", "_")
    found = os.environ.get(variable) or _from_keyring(f"{target} {account}")
    if found:
        return found
    if not prompt or not sys.stdin.isatty():
        entry = f"keyring set {NAME} '{target} {account}'"
        raise UsageError(f"no {label}: set {variable}, or keep it in the keyring ({entry})")
    typed: str = typer.prompt(f"{label} for {account}", hide_input=True, err=True)
    return typed


def _from_keyring(user: str) -> str | None:
    """The password that the keyring has for this program; None without the package `keyring`, or without a keyring."""
    try:
        keyring = import_module("keyring")
    except ImportError:
        return None
    try:
        found: str | None = keyring.get_password(NAME, user)
    except Exception:  # every system's keyring has errors of its own; a prompt follows
        return None
    return found
