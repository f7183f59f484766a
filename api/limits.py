"""What a request may be before anything looks into it: of bounded size, its body JSON, and in time.

A URL of 4 kB, 100 headers of 16 kB in all, a body of 256 kB. The body is counted while it arrives,
checked, and only then handed on.
"""

from __future__ import annotations

import asyncio

from fastapi.concurrency import run_in_threadpool

from api.asgi import Application, Message, Receive, Scope, Send, header
from api.problems import Problem, response
from api.strict_json import check

MOST_BYTES = 256 * 1024
MOST_URL_BYTES = 4 * 1024
MOST_HEADERS = 100
MOST_HEADER_BYTES = 16 * 1024
CHECKED_AT_ONCE_BYTES = 16 * 1024
WITH_A_BODY = frozenset({"POST", "PUT", "PATCH", "DELETE"})
STREAMED = frozenset({"/v1/imports"})
"""Where a body is taken in piece by piece, within limits of its own: see `api.imports.taking`."""

CLOSE = {"Connection": "close"}


class Limits:
    """Refuses bodies that are too large, too late, or not JSON; `application` sees the rest."""

    def __init__(self, application: Application, within_seconds: float) -> None:
        self._application = application
        self._within_seconds = within_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        with_a_body = scope["method"] in WITH_A_BODY and scope["path"] not in STREAMED
        try:
            _check_head(scope)
            body = await self._checked(scope, receive) if with_a_body else b""
        except Problem as problem:
            scope["state"]["code"] = problem.type.code
            await response(problem, scope["state"]["trace"])(scope, receive, send)
            return
        if body is not None:
            again = _again(body, receive) if with_a_body else receive
            await self._application(scope, again, send)

    async def _checked(self, scope: Scope, receive: Receive) -> bytes | None:
        try:
            async with asyncio.timeout(self._within_seconds):
                body = await _body(scope, receive)
        except TimeoutError:
            raise Problem("body-late", headers=CLOSE) from None
        if not body:
            return body
        _check_content_type(header(scope, b"content-type"))
        if len(body) > CHECKED_AT_ONCE_BYTES:
            await run_in_threadpool(check, body)
        else:
            check(body)
        return body


def _check_head(scope: Scope) -> None:
    if len(scope.get("raw_path") or b"") + len(scope.get("query_string") or b"") > MOST_URL_BYTES:
        raise Problem("url-too-long", headers=CLOSE)
    headers = scope["headers"]
    told = sum(len(name) + len(value) for name, value in headers)
    if len(headers) > MOST_HEADERS or told > MOST_HEADER_BYTES:
        raise Problem("headers-too-large", headers=CLOSE)


async def _body(scope: Scope, receive: Receive) -> bytes | None:
    """The whole body; None if the caller went away."""
    declared = header(scope, b"content-length")
    if declared.isdecimal() and int(declared) > MOST_BYTES:
        raise Problem("body-too-large", headers=CLOSE)
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        if len(body) > MOST_BYTES:
            raise Problem("body-too-large", headers=CLOSE)
        if not message.get("more_body", False):
            return bytes(body)


def _check_content_type(named: str) -> None:
    media_type, *parameters = (part.strip().lower() for part in named.split(";"))
    charsets = {p.removeprefix("charset=").strip('"') for p in parameters if "charset=" in p}
    if media_type != "application/json" or not charsets <= {"utf-8"}:
        raise Problem("content-type-unknown")


def _again(body: bytes, receive: Receive) -> Receive:
    """What the application receives: the body in one piece, then whatever else comes."""
    told = False

    async def once_more() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return once_more
