"""Requests that carry a secret: where they go, when they are sent again, and what messages tell."""

from __future__ import annotations

import base64
import json
import logging
import ssl
from collections.abc import Callable

import httpx
import pytest
import tenacity

from exporter.errors import PublishError
from exporter.publish import http
from exporter.publish.http import Client, RefusedError, UnreachableError, check_address, is_loopback

SITE = "https://courrier.example"
SECRET = "wxyz 1234 abcd"
Handler = Callable[[httpx.Request], httpx.Response]


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long was waited between tries, in seconds; no test waits."""
    slept: list[float] = []
    monkeypatch.setattr(tenacity.nap.time, "sleep", slept.append)
    return slept


def client(handler: Handler, site: str = SITE, patience: float = 60) -> Client:
    return Client(site, auth=("desk", SECRET), patience=patience, transport=httpx.MockTransport(handler))


def answers(*statuses: int | Exception, **more: object) -> tuple[Handler, list[httpx.Request]]:
    """A host that answers with these in turn, the last one for ever; and what it was asked."""
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        one = statuses[min(len(seen), len(statuses)) - 1]
        if isinstance(one, Exception):
            raise one
        return httpx.Response(one, **more)  # type: ignore[arg-type]

    return answer, seen


@pytest.mark.parametrize(
    "address",
    [SITE, f"{SITE}:8443/presse", "http://localhost", "http://127.0.0.1:8080/", "http://[::1]/", "http://a.localhost"],
)
def test_addresses_that_a_secret_may_go_to(address: str) -> None:
    assert str(check_address(address)).startswith(address)


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("http://courrier.example", "over https only"),
        ("http://127.0.0.1.courrier.example", "over https only"),
        ("http://localhost.courrier.example", "over https only"),
        ("http://10.0.0.1", "over https only"),
        ("http://2130706433.example", "over https only"),
        ("https://desk:wxyz@courrier.example", "leave it out"),
        ("ftp://courrier.example", "is no address"),
        ("courrier.example", "is no address"),
        ("https://", "is no address"),
        ("https://a:b:c", "is no address"),
        ("", "is no address"),
    ],
)
def test_addresses_that_it_may_not_go_to(address: str, message: str) -> None:
    with pytest.raises(PublishError, match=message) as error:
        check_address(address)
    assert "wxyz" not in str(error.value)


def test_what_this_machine_is() -> None:
    assert all(map(is_loopback, ("localhost", "127.9.9.9", "::1", "[::1]")))
    assert not any(map(is_loopback, ("localhost.example", "0.0.0.0", "128.0.0.1", "::2", "")))


@pytest.mark.parametrize(
    ("status", "location", "message"),
    [
        (301, "https://www.courrier.example/x", "is redirected to https://www.courrier.example/x, which is not"),
        (302, "http://courrier.example/x", "which is not https://courrier.example"),
        (308, "https://courrier.example:444/x", "which is not"),
        (307, "//ailleurs.example/x", "is redirected to https://ailleurs.example/x"),
        (308, "/api", "is redirected again and again"),
    ],
)
def test_redirects_to_another_place_are_refused(status: int, location: str, message: str) -> None:
    handler, seen = answers(status, headers={"Location": location})
    with pytest.raises(PublishError, match=message):
        client(handler).send("POST", f"{SITE}/api", json={})
    assert {request.url.host for request in seen} == {"courrier.example"}
    assert {request.url.scheme for request in seen} == {"https"}


@pytest.mark.parametrize("status", [301, 302, 303])
def test_a_post_never_becomes_a_get(status: int) -> None:
    handler, seen = answers(status, 200, headers={"Location": "/api/"})
    with pytest.raises(PublishError, match=r"redirected to https://courrier\.example/api/; give the address"):
        client(handler).send("POST", f"{SITE}/api", json={})
    assert len(seen) == 1


@pytest.mark.parametrize("status", [307, 308])
def test_a_redirect_on_the_same_host_is_followed(status: int) -> None:
    handler, seen = answers(status, 200, headers={"Location": "/api/"})
    client(handler).send("POST", f"{SITE}/api", json={"a": 1})
    assert [str(request.url) for request in seen] == [f"{SITE}/api", f"{SITE}/api/"]
    assert seen[1].content == b'{"a":1}' and seen[1].headers["Authorization"] == seen[0].headers["Authorization"]


def test_another_host_is_never_asked() -> None:
    handler, seen = answers(200)
    with pytest.raises(PublishError, match="which is not"):
        client(handler).send("GET", "https://ailleurs.example/wp-json/")
    assert seen == []


def test_the_secret_is_sent_unless_it_is_not_wanted() -> None:
    handler, seen = answers(200)
    client(handler).send("GET", SITE)
    client(handler).send("GET", SITE, anonymous=True)
    assert base64.b64decode(seen[0].headers["Authorization"].removeprefix("Basic ")) == f"desk:{SECRET}".encode()
    assert "Authorization" not in seen[1].headers


@pytest.mark.parametrize("failure", [429, 500, 502, 503, 504, 408, httpx.ReadTimeout("slow"), httpx.ConnectError("no")])
def test_what_may_pass_is_tried_again(failure: int | Exception, waits: list[float]) -> None:
    handler, seen = answers(failure, failure, failure, 200)
    assert client(handler).send("POST", SITE, json={}).status == 200
    assert len(seen) == 4 and waits == sorted(waits) and 0.5 <= waits[0] <= 1 and 2 <= waits[2] <= 2.5


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 410, 413, 422, 451, 501])
def test_what_does_not_pass_is_not(status: int, waits: list[float]) -> None:
    handler, seen = answers(status, json={"code": "no", "message": "Non\n  merci", "data": {"a": 1}})
    with pytest.raises(RefusedError, match=rf"GET https://courrier\.example/a: {status} Non merci \[no\]") as error:
        client(handler).send("GET", f"{SITE}/a?b=c")
    assert (error.value.status, error.value.code, error.value.data, len(seen), waits) == (status, "no", {"a": 1}, 1, [])


def test_the_host_says_how_long_to_wait(waits: list[float]) -> None:
    handler, _ = answers(429, 200, headers={"Retry-After": "7"})
    client(handler).send("GET", SITE)
    assert waits == [7.0]


@pytest.mark.parametrize("delay", ["Wed, 21 Oct 2026 07:28:00 GMT", "-1", "1e9", "x", ""])
def test_a_delay_that_is_no_number(delay: str, waits: list[float]) -> None:
    handler, _ = answers(503, 200, headers={"Retry-After": delay})
    client(handler).send("GET", SITE)
    assert 0.5 <= waits[0] <= 1


@pytest.mark.parametrize("failure", [503, httpx.ConnectError("Connection refused")])
def test_patience_ends(failure: int | Exception) -> None:
    handler, seen = answers(failure)
    with pytest.raises(UnreachableError, match="--patience"):
        client(handler, patience=0).send("GET", SITE)
    assert len(seen) == 1


def test_what_must_not_be_sent_twice() -> None:
    handler, seen = answers(502)
    with pytest.raises(UnreachableError):
        client(handler).send("POST", SITE, json={}, again=False)
    assert len(seen) == 1


def test_a_faulty_certificate_is_no_matter_of_patience() -> None:
    fault = httpx.ConnectError("certificate verify failed: self-signed certificate")
    fault.__cause__ = ssl.SSLCertVerificationError("self-signed certificate")
    handler, seen = answers(fault)
    with pytest.raises(PublishError, match="self-signed certificate") as error:
        client(handler).send("GET", SITE)
    assert len(seen) == 1 and not isinstance(error.value, UnreachableError)


def test_a_lone_surrogate_is_refused() -> None:
    handler, seen = answers(200)
    with pytest.raises(PublishError, match=r"lone surrogate \(U\+D800\)"):
        client(handler).send("POST", SITE, json={"title": "a\ud800"})
    assert seen == []


def test_no_message_and_no_log_tells_the_secret(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.NOTSET)
    told = []
    for failure in (401, 403, 503, 302, httpx.ReadTimeout("slow")):
        handler, _ = answers(failure, json={"code": "x", "message": "y"}, headers={"Location": "https://b.example"})
        one = client(handler, patience=0)
        try:
            one.send("POST", SITE, json={"a": 1})
        except PublishError as error:
            told += [str(error), repr(error), repr(error.__dict__), repr(error.__cause__), repr(one)]
            assert error.__cause__ is None and (error.__suppress_context__ or error.__context__ is None)
    text = json.dumps(told) + caplog.text
    assert len(told) == 25
    assert SECRET not in text and base64.b64encode(f"desk:{SECRET}".encode()).decode() not in text


def test_a_proxy_is_not_asked_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("ALL_PROXY", "http://proxy.example:3128")
    local = Client("http://127.0.0.1:1", patience=0)
    with pytest.raises(UnreachableError, match="refused"):
        local.send("GET", "http://127.0.0.1:1/")


def test_the_longest_wait() -> None:
    assert http.BACKOFF(tenacity.RetryCallState(tenacity.Retrying(), None, (), {})) <= 20.5
