"""The JSON-LD of an article, sent to an address of the newsroom's own: signed, and safe to be sent twice.

A POST with the document as body and these headers, those of Standard Webhooks (https://www.standardwebhooks.com/):

    Content-Type: application/ld+json
    webhook-id: the idempotency key: "nx_" and the SHA-256 of the body
    webhook-timestamp: seconds since 1970
    webhook-signature: v1,BASE64 of HMAC-SHA256(secret, "ID.TIMESTAMP.BODY")
    Idempotency-Key: the key once more, in quotation marks (draft-ietf-httpapi-idempotency-key-header)

The secret is a text of 24 characters or more, or `whsec_` and base64, as Standard Webhooks writes it. Any status from
200 to 299 means that the document was taken. 408, 425, 429, 5xx, time-outs and broken connections are tried again with
the same key; other answers are final. A receiver checks the signature over the bytes as they came, refuses what is
older than five minutes, and does nothing if the key is that of the article's last delivery:

```python
import base64, hashlib, hmac, json, os, time
from http.server import BaseHTTPRequestHandler, HTTPServer

SECRET = os.environ["EXPORTER_WEBHOOK_SECRET"].encode()
LAST = {}  # @id of an article -> key of its last delivery; a database in real life

class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        key, sent = self.headers.get("webhook-id", ""), self.headers.get("webhook-timestamp", "")
        signed = hmac.new(SECRET, f"{key}.{sent}.".encode() + body, hashlib.sha256).digest()
        wanted = "v1," + base64.b64encode(signed).decode()
        given = self.headers.get("webhook-signature", "").split()
        if not any(hmac.compare_digest(wanted, one) for one in given) or abs(time.time() - int(sent)) > 300:
            return self.answer(401)
        article = json.loads(body)
        if LAST.get(article["@id"]) != key:
            LAST[article["@id"]] = key
            self.store(article)
        self.answer(204)

    def store(self, article):
        print(article["@id"], article.get("headline"))

    def answer(self, status):
        self.send_response(status)
        self.end_headers()
```
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, ClassVar

from pydantic import SecretStr

from exporter.errors import PublishError
from exporter.model import Article
from exporter.publish.http import Client, check_address
from exporter.publish.target import Entry, Option, Target

MEDIA_TYPE = "application/ld+json"

_PREFIX = "whsec_"
_SHORTEST = 24
"""Bytes of a secret; Standard Webhooks wants 192 bits at least."""


@dataclass(frozen=True)
class Webhook(Target):
    """An address that takes documents. What it has is not known, so each publication is sent."""

    address: Annotated[str, Option("The address to POST to; https, or http to this machine.", "URL", argument=True)]
    secret: Annotated[SecretStr, Option("webhook secret")]

    verifies = False
    clock: ClassVar[Callable[[], float]] = time.time

    def __post_init__(self) -> None:
        check_address(self.address)
        key_of(self.secret.get_secret_value())

    def find(self, article: Article) -> Entry:
        """The address, with nothing there yet."""
        return Entry(self.address.partition("?")[0])

    def write(self, entry: Entry, changed: Mapping[str, str]) -> Entry:
        """Sends the document. Raises PublishError where it was not taken."""
        body = changed["jsonld"].encode()
        headers = signed_headers(self.secret.get_secret_value(), body, int(type(self).clock()))
        self._client.send("POST", self.address, content=body, headers=headers)
        return entry

    @cached_property
    def _client(self) -> Client:
        return Client(self.address)

    def close(self) -> None:
        """Closes the connections, if there were some."""
        if "_client" in self.__dict__:
            self._client.close()


def signed_headers(secret: str, body: bytes, instant: int) -> dict[str, str]:
    """The headers of a delivery at an instant (seconds since 1970). Raises PublishError for a weak secret."""
    name = f"nx_{hashlib.sha256(body).hexdigest()}"
    digest = hmac.new(key_of(secret), f"{name}.{instant}.".encode() + body, hashlib.sha256).digest()
    return {
        "Content-Type": MEDIA_TYPE,
        "webhook-id": name,
        "webhook-timestamp": str(instant),
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
        "Idempotency-Key": f'"{name}"',
    }


def key_of(secret: str) -> bytes:
    """The bytes of a secret. Raises PublishError, without the secret in its message."""
    if secret.startswith(_PREFIX):
        try:
            key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
        except ValueError:
            raise PublishError(f"the secret begins with {_PREFIX!r}, but base64 does not follow") from None
    else:
        key = secret.encode("utf-8", "surrogateescape")
    if len(key) < _SHORTEST:
        raise PublishError(
            f"the secret of a webhook has {_SHORTEST} characters at least, such as openssl rand -base64 24"
        )
    return key
