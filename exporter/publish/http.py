"""Requests to one host that carry a secret: only over TLS, never to another host, and patient where it helps."""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import httpx
import tenacity

from exporter.errors import PublishError
from exporter.version import NAME, VERSION

_TIMEOUT = httpx.Timeout(30, connect=10)
"""Seconds."""
_MOST_REDIRECTS = 3
_LONGEST_WAIT = 60.0
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, *range(520, 528)})
"""Status codes that another try may not meet: RFC 9110, RFC 6585, and 520 to 527 of Cloudflare."""


class UnreachableError(PublishError):
    """The host did not answer for as long as was waited for it: another article would fare no better."""


class RefusedError(PublishError):
    """The host refused a request: `status` of HTTP, `code` and `message` of the answer's JSON if it has them."""

    def __init__(self, what: str, status: int, code: str = "", message: str = "", data: object = None) -> None:
        reason = message or httpx.codes.get_reason_phrase(status)
        super().__init__(f"{what}: {status} {reason}{f' [{code}]' if code else ''}")
        self.status, self.code, self.message, self.data = status, code, message, data


class _TryAgainError(Exception):
    """A failure that may pass. `delay` is the number of seconds that the host asks for."""

    def __init__(self, reason: str, status: int = 0, delay: float | None = None) -> None:
        super().__init__(reason)
        self.status, self.delay = status, delay


def check_address(address: str) -> httpx.URL:
    """The address, if a secret may be sent to it. Raises PublishError."""
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL as error:
        raise PublishError(f"{address[:100]!r} is no address: {error}") from None
    if url.scheme not in ("http", "https") or not url.host:
        raise PublishError(f"{address[:100]!r} is no address, such as https://courrier.example")
    if url.userinfo:
        raise PublishError("an address with a password in it would show in logs; leave it out")
    if url.scheme == "http" and not is_loopback(url.host):
        raise PublishError(f"http://{url.host}: a password is sent over https only (http: to localhost alone)")
    return url


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, with a status below 300."""

    url: str
    status: int
    headers: httpx.Headers
    content: bytes
    text: str


class Client:
    """Sends requests to the origin of an address. `patience`: seconds for which a failure that may pass is tried again.

    Messages name the method, the address and the answer; never a header, a body or a password.
    """

    def __init__(
        self,
        address: str,
        *,
        auth: tuple[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        patience: float = 60.0,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.address = check_address(address)
        self.patience = patience
        self._auth = httpx.BasicAuth(*auth) if auth else None
        self._client = httpx.Client(
            headers={"User-Agent": f"{NAME}/{VERSION}", **(headers or {})},
            timeout=_TIMEOUT,
            transport=transport,
            trust_env=not is_loopback(self.address.host),
        )

    def send(
        self,
        method: str,
        url: str | httpx.URL,
        *,
        json: Any = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        again: bool = True,
        anonymous: bool = False,
    ) -> Answer:
        """The answer to a request; `again`: it may be sent several times; `anonymous`: it carries no password.

        Raises RefusedError, UnreachableError, and PublishError for an address or redirect that leaves the origin.
        """
        target = httpx.URL(url)
        self._stay(target, f"{method} {_shown(target)}")
        try:
            request = self._client.build_request(
                method, target, json=json, content=content, headers=dict(headers or {})
            )
        except UnicodeEncodeError as error:
            found = ord(error.object[error.start])
            raise PublishError(f"a text holds a lone surrogate (U+{found:04X}), which cannot be sent") from None
        if not again:
            return self._once(request, anonymous)
        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(_TryAgainError),
            stop=tenacity.stop_before_delay(self.patience),
            wait=_wait,
            reraise=True,
        )
        try:
            return retrying(self._try, request, anonymous)
        except _TryAgainError as error:
            raise _gave_up(request, error) from None

    def close(self) -> None:
        """Closes the connections."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _once(self, request: httpx.Request, anonymous: bool) -> Answer:
        try:
            return self._try(request, anonymous)
        except _TryAgainError as error:
            raise _gave_up(request, error) from None

    def _try(self, request: httpx.Request, anonymous: bool) -> Answer:
        auth = None if anonymous else self._auth
        for _ in range(_MOST_REDIRECTS + 1):
            response = self._transmit(request, auth)
            if response.next_request is None:
                return _accepted(request, response)
            request = self._redirected(request, response.next_request)
        raise PublishError(f"{request.method} {_shown(request.url)} is redirected again and again")

    def _transmit(self, request: httpx.Request, auth: httpx.BasicAuth | None) -> httpx.Response:
        try:
            return self._client.send(request, auth=auth, follow_redirects=False)
        except httpx.TransportError as error:
            if isinstance(error, httpx.UnsupportedProtocol) or _is_about_certificates(error):
                raise PublishError(f"{_shown(request.url)}: {error}") from None
            raise _TryAgainError(str(error) or type(error).__name__) from None
        except httpx.RequestError as error:
            raise PublishError(f"{_shown(request.url)}: the answer cannot be read: {error}") from None

    def _redirected(self, request: httpx.Request, following: httpx.Request) -> httpx.Request:
        what = f"{request.method} {_shown(request.url)}"
        self._stay(following.url, f"{what} is redirected to {_shown(following.url)}")
        if following.method != request.method:
            raise PublishError(f"{what} is redirected to {_shown(following.url)}; give the address as it is there")
        return following

    def _stay(self, url: httpx.URL, what: str) -> None:
        own = self.address
        if (url.scheme, url.host, _port(url)) != (own.scheme, own.host, _port(own)):
            raise PublishError(
                f"{what}, which is not {own.scheme}://{own.netloc.decode()}: nothing was sent there; "
                "if that is the right address, give that one"
            )


def _port(url: httpx.URL) -> int:
    return url.port or (443 if url.scheme == "https" else 80)


def _shown(url: httpx.URL) -> str:
    return str(url.copy_with(username=None, password=None, query=None, fragment=None))


def _is_about_certificates(error: BaseException) -> bool:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return True
        cause = cause.__cause__ or cause.__context__
    return False


def _accepted(request: httpx.Request, response: httpx.Response) -> Answer:
    """The answer. Raises _TryAgainError, RefusedError."""
    if response.status_code in _PASSING:
        reason = f"{response.status_code} {response.reason_phrase}"
        raise _TryAgainError(reason, response.status_code, _asked_delay(response))
    if not response.is_success:
        raise _refusal(request, response)
    return Answer(
        str(response.url),
        response.status_code,
        response.headers,
        response.content,
        response.content.decode("utf-8", "replace"),
    )


def _refusal(request: httpx.Request, response: httpx.Response) -> RefusedError:
    try:
        body = response.json()
    except ValueError:
        body = None
    told = body if isinstance(body, dict) else {}
    message = " ".join(str(told.get("message", "")).split())[:300]
    return RefusedError(
        f"{request.method} {_shown(request.url)}",
        response.status_code,
        str(told.get("code", ""))[:100],
        message,
        told.get("data"),
    )


def _asked_delay(response: httpx.Response) -> float | None:
    """Seconds of `Retry-After`; a date there is not looked at: the own back-off does as well."""
    value = response.headers.get("Retry-After", "")
    return min(float(value), _LONGEST_WAIT) if value.isdecimal() else None


BACKOFF = tenacity.wait_exponential(multiplier=0.5, max=20) + tenacity.wait_random(0, 0.5)
"""About 0.5, 1, 2, 4 ... 20 seconds between tries."""


def _wait(state: tenacity.RetryCallState) -> float:
    """What the host asks for, else a back-off."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.delay if isinstance(error, _TryAgainError) else None
    return BACKOFF(state) if asked is None else asked


def _gave_up(request: httpx.Request, error: _TryAgainError) -> PublishError:
    """An error inside of the host (500) may be about this one request; everything else is about the host."""
    what = f"{request.method} {_shown(request.url)}"
    if error.status == httpx.codes.INTERNAL_SERVER_ERROR:
        return RefusedError(what, error.status)
    return UnreachableError(f"{what}: {error}; tried for as long as --patience says")
