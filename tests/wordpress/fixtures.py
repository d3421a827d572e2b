"""A site of its own for each test module that asks for it, and the command line against it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from exporter.cli.main import app
from exporter.publish.wordpress_plugin import FILE_NAME, plugin
from tests.wordpress.site import Publish, Site, missing


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A WordPress site with the plugin. Skipped where none can be set up; in CI that is a failure."""
    reason = missing()
    if reason:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    one = Site(tmp_path_factory.mktemp("site"))
    try:
        one.set_up()
        (one.plugins / FILE_NAME).write_bytes(plugin("merge"))
        yield one
        log = one.folder / "debug.log"
        assert FILE_NAME not in (log.read_text("utf-8") if log.exists() else ""), "PHP complains about the plugin"
    finally:
        one.tear_down()


@pytest.fixture
def publish(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Publish:
    """Runs `exporter publish wordpress ...` on the site as a user, in a working folder of its own."""
    for name in [name for name in os.environ if name.startswith("EXPORTER_") or name == "SOURCE_DATE_EPOCH"]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    site.take_requests()

    def run(*arguments: str | Path, user: str = "desk", password: str | None = None) -> Result:
        monkeypatch.setenv("EXPORTER_WORDPRESS_PASSWORD", password or site.passwords[user])
        command = ["publish", "wordpress", "--site", site.url, "--user", user, *map(str, arguments)]
        return CliRunner().invoke(app, command, catch_exceptions=False)

    return run
