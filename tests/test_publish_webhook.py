"""The webhook: signed, sent again where that helps, and understood by the receiver that its documentation shows."""

from __future__ import annotations

import base64
import json
import os
import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from exporter.cli.main import app
from exporter.errors import PublishError
from exporter.formats import RenderOptions
from exporter.publish import webhook
from exporter.publish.delivery import Renderer, deliver
from exporter.publish.http import Client, RefusedError
from exporter.publish.webhook import Webhook, key_of, signed_headers
from tests.builders import rich_article

SECRET = "un secret de vingt-quatre signes"
RENDERER = Renderer(RenderOptions())


@pytest.fixture
def _short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "Client", partial(Client, patience=1.5))


def served(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """The address of a server that runs until the test ends."""
    server = HTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/jsonld?token=abc"
    server.shutdown()
    server.server_close()


class Scripted(BaseHTTPRequestHandler):
    """Answers with one status after the other, the last one again and again, and keeps what it got."""

    statuses: list[int]
    got: list[tuple[dict[str, str], bytes]]
    more: dict[str, str]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
        status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        if status == 0:
            self.connection.close()
            return
        self.send_response(status)
        for name, value in self.more.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def scripted() -> Iterator[tuple[str, type[Scripted]]]:
    handler = type("Handler", (Scripted,), {"statuses": [204], "got": [], "more": {}})
    for address in served(handler):
        yield address, handler


# The receiver of the documentation


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, list[Any]]]:
    """The example as it stands in the module, as a server; the second value is what it stores."""
    (code,) = re.findall(r"```python\n(.*?)```", webhook.__doc__ or "", re.DOTALL)
    monkeypatch.setitem(os.environ, "EXPORTER_WEBHOOK_SECRET", SECRET)
    names: dict[str, Any] = {}
    exec(compile(code, "receiver", "exec"), names)
    stored: list[Any] = []
    handler = type(
        "Quiet", (names["Receiver"],),
        {"store": lambda _, article: stored.append(article), "log_message": lambda *_: None},
    )  # fmt: skip
    for address in served(handler):
        yield address, stored


def test_the_documented_receiver_takes_what_is_sent(receiver: tuple[str, list[Any]]) -> None:
    address, stored = receiver
    target = Webhook(address, SecretStr(SECRET))
    article = rich_article()
    assert deliver(target, article, RENDERER).status == "updated"
    deliver(target, article, RENDERER)
    assert stored == [json.loads(RENDERER.jsonld(article))], "the second delivery has the key of the first"
    other = article.model_copy(update={"metadata": article.metadata.model_copy(update={"headline": "Corrigé"})})
    deliver(target, other, RENDERER)
    assert [one["headline"] for one in stored][1:] == ["Corrigé"]
    target.close()


def test_it_refuses_another_secret_and_old_deliveries(
    receiver: tuple[str, list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, stored = receiver
    with pytest.raises(RefusedError, match="401 Unauthorized"):
        deliver(Webhook(address, SecretStr(SECRET + "x")), rich_article(), RENDERER)
    monkeypatch.setattr(Webhook, "clock", lambda: 1_000_000_000.0)
    with pytest.raises(RefusedError, match="401"):
        deliver(Webhook(address, SecretStr(SECRET)), rich_article(), RENDERER)
    assert stored == []


def test_the_command_sends_to_it(receiver: tuple[str, list[Any]], tmp_path: Path) -> None:
    address, stored = receiver
    (tmp_path / "a.txt").write_text("« La route est sûre », a déclaré Léa Morin, maire de Lyon.", "utf-8")
    arguments = ["publish", "webhook", address, str(tmp_path / "a.txt"), "--url", "https://courrier.example/a"]
    done = CliRunner().invoke(app, [*arguments, "--dry-run"])
    assert done.exit_code == 0, done.stderr
    assert "La route est sûre" in done.stdout and stored == []
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.stderr
    assert [one["@id"] for one in stored] == ["https://courrier.example/a#article"]
    assert SECRET not in done.output and "token" not in done.output


# Standard Webhooks


def test_a_library_of_standard_webhooks_verifies_it(scripted: tuple[str, type[Scripted]]) -> None:
    library = pytest.importorskip("standardwebhooks", reason="standardwebhooks is not installed")
    secret = "whsec_" + base64.b64encode(bytes(range(32))).decode()
    address, handler = scripted
    deliver(Webhook(address, SecretStr(secret)), rich_article(), RENDERER)
    ((headers, body),) = handler.got
    assert library.Webhook(secret).verify(body, headers) == json.loads(body)
    headers["webhook-signature"] = headers["webhook-signature"][:-4] + "AAA="
    with pytest.raises(library.WebhookVerificationError):
        library.Webhook(secret).verify(body, headers)


def test_the_headers() -> None:
    headers = signed_headers("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", b'{"test": 2432232314}', 1_614_265_330)
    name = headers["webhook-id"]
    assert name.startswith("nx_") and headers["Idempotency-Key"] == f'"{name}"'
    assert headers["webhook-timestamp"] == "1614265330"
    assert headers["Content-Type"] == "application/ld+json"
    assert headers == signed_headers("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", b'{"test": 2432232314}', 1_614_265_330)
    assert headers["webhook-id"] != signed_headers("x" * 24, b"{}", 0)["webhook-id"]


@pytest.mark.parametrize(
    ("secret", "key"), [("é" * 12, ("é" * 12).encode()), ("whsec_" + "YQ==" * 0 + "YWFh" * 8, b"aaa" * 8)]
)
def test_secrets(secret: str, key: bytes) -> None:
    assert key_of(secret) == key


@pytest.mark.parametrize(
    ("secret", "message"),
    [("", "24 characters at least"), ("x" * 23, "24 characters at least"), ("whsec_YQ==", "24 characters at least"),
     ("whsec_é", "base64 does not follow"), ("whsec_a", "base64 does not follow")],
)  # fmt: skip
def test_weak_secrets_are_refused_and_not_shown(secret: str, message: str) -> None:
    with pytest.raises(PublishError, match=message) as caught:
        Webhook("https://a.example", SecretStr(secret))
    assert not secret or secret not in str(caught.value)


# Failures


def test_what_passes_is_sent_again_with_the_same_key(scripted: tuple[str, type[Scripted]]) -> None:
    address, handler = scripted
    handler.statuses = [503, 0, 200]
    deliver(Webhook(address, SecretStr(SECRET)), rich_article(), RENDERER)
    keys = {headers["webhook-id"] for headers, _ in handler.got}
    assert (len(handler.got), len(keys)) == (3, 1)
    assert len({body for _, body in handler.got}) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 410, 413, 422])
def test_what_does_not_pass_is_final(scripted: tuple[str, type[Scripted]], status: int) -> None:
    address, handler = scripted
    handler.statuses = [status]
    with pytest.raises(RefusedError, match=str(status)) as caught:
        deliver(Webhook(address, SecretStr(SECRET)), rich_article(), RENDERER)
    assert len(handler.got) == 1
    assert "token" not in str(caught.value) and SECRET not in str(caught.value)


@pytest.mark.usefixtures("_short_patience")
def test_patience_ends(scripted: tuple[str, type[Scripted]]) -> None:
    address, handler = scripted
    handler.statuses = [500]
    with pytest.raises(PublishError, match="500"):
        deliver(Webhook(address, SecretStr(SECRET)), rich_article(), RENDERER)
    assert len(handler.got) > 1


def test_redirects_do_not_take_the_document_elsewhere(scripted: tuple[str, type[Scripted]]) -> None:
    address, handler = scripted
    handler.statuses, handler.more = [308], {"Location": "https://ailleurs.example/"}
    with pytest.raises(PublishError, match="nothing was sent there"):
        deliver(Webhook(address, SecretStr(SECRET)), rich_article(), RENDERER)
    assert len(handler.got) == 1


@pytest.mark.parametrize(
    ("address", "message"),
    [("http://cms.example/x", "https only"), ("ftp://cms.example", "is no address"), ("article.txt", "is no address"),
     ("https://ida:secret@cms.example", "would show in logs")],
)  # fmt: skip
def test_addresses_that_are_refused(address: str, message: str) -> None:
    with pytest.raises(PublishError, match=message):
        Webhook(address, SecretStr(SECRET))


def test_the_secret_is_never_an_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("Bonjour.", "utf-8")
    monkeypatch.delenv("EXPORTER_WEBHOOK_SECRET", raising=False)
    monkeypatch.setattr("exporter.cli.secrets._from_keyring", lambda _: None)
    done = CliRunner().invoke(app, ["publish", "webhook", "https://a.example", str(tmp_path / "a.txt")])
    assert done.exit_code == 2
    assert "no webhook secret: set EXPORTER_WEBHOOK_SECRET" in done.stderr
    assert "--secret" not in CliRunner().invoke(app, ["publish", "webhook", "--help"]).stdout
