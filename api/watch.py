"""The outermost door: every request gets its trace, its line in the log, and an answer.

What nobody expected becomes a problem document here, and of the exception only its class and the
line it came from go to the log. An answer that says nothing else is kept by nobody, framed by
nobody, and taken for nothing but what it says it is.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from time import perf_counter
from typing import Any

from api.asgi import Application, Message, Receive, Scope, Send
from api.logs import REQUESTS, told
from api.metrics import METHODS, Counters
from api.problems import Problem, response
from api.tracing import Trace, current_trace

RawHeader = tuple[bytes, bytes]

UNLESS_SAID: tuple[RawHeader, ...] = (
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)


class Watch:
    """Watches over `application`, and counts in `counters`."""

    def __init__(self, application: Application, counters: Counters) -> None:
        self._application = application
        self._counters = counters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        began = perf_counter()
        trace = current_trace()
        state = scope.setdefault("state", {})
        state["trace"] = trace
        status = 0

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = with_the_rest(message["headers"])
            await send(message)

        seen: dict[str, Any] = {}
        try:
            await self._application(scope, receive, noting)
        except asyncio.CancelledError:
            if not status:
                await response(_cut_short(scope), trace)(scope, receive, noting)
            raise
        except Exception as error:  # noqa: BLE001  whatever it was, the caller gets an answer
            seen = told(error)
            if not status:
                await response(Problem("fault"), trace)(scope, receive, noting)
        finally:
            self._tell(scope, status, perf_counter() - began, seen)

    def _tell(self, scope: Scope, status: int, seconds: float, seen: dict[str, Any]) -> None:
        state = scope["state"]
        trace: Trace = state["trace"]
        caller = state.get("caller")
        route = getattr(scope.get("route"), "path", "")
        method = scope["method"] if scope["method"] in METHODS else "other"
        self._counters.answered(method, route, status)
        if state.get("code") == "access-not-logged":
            self._counters.unaccounted()
        REQUESTS.log(
            logging.ERROR if status >= 500 else logging.INFO,
            "answered" if status else "gone",
            extra={
                "method": method,
                "route": route,
                "status": status,
                "milliseconds": round(seconds * 1000, 1),
                "traceId": trace.trace_id,
                "client": getattr(caller, "client", None),
                "role": caller.role if caller else None,
                "force": caller.force if caller else None,
                "code": state.get("code"),
                **seen,
            },
        )


def _cut_short(scope: Scope) -> Problem:
    """The service stops, and does not wait any longer."""
    return Problem("write-uncertain" if scope["method"] == "POST" else "not-ready")


def with_the_rest(headers: Iterable[RawHeader]) -> list[RawHeader]:
    """The headers of an answer, and what holds of it unless they say otherwise."""
    given = list(headers)
    said = {name.lower() for name, _ in given}
    return [*given, *(one for one in UNLESS_SAID if one[0] not in said)]
