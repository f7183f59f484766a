"""The outermost door: every request gets its trace, its line in the log, and an answer.

What nobody expected becomes a problem document here, and of the exception only its class and the
line it came from go to the log.
"""

from __future__ import annotations

import logging
import traceback
from time import perf_counter
from typing import Any

from api.asgi import Application, Message, Receive, Scope, Send
from api.logs import REQUESTS
from api.metrics import Counters
from api.problems import Problem, response
from api.tracing import Trace, trace_of


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
        trace = trace_of(scope)
        state = scope.setdefault("state", {})
        state["trace"] = trace
        status = 0

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _keep_out_of_caches(message)
            await send(message)

        seen: dict[str, Any] = {}
        try:
            await self._application(scope, receive, noting)
        except Exception as error:  # noqa: BLE001  whatever it was, the caller gets an answer
            seen = {"fault": type(error).__name__, "where": _where(error)}
            if not status:
                await response(Problem("fault"), trace)(scope, receive, noting)
        self._tell(scope, status, perf_counter() - began, seen)

    def _tell(self, scope: Scope, status: int, seconds: float, seen: dict[str, Any]) -> None:
        state = scope["state"]
        trace: Trace = state["trace"]
        caller = state.get("caller")
        route = getattr(scope.get("route"), "path", "")
        self._counters.answered(scope["method"], route, status)
        REQUESTS.log(
            logging.ERROR if status >= 500 else logging.INFO,
            "answered" if status else "gone",
            extra={
                "method": scope["method"],
                "route": route,
                "status": status,
                "milliseconds": round(seconds * 1000, 1),
                "traceId": trace.trace_id,
                "role": caller.role if caller else None,
                "force": caller.force if caller else None,
                "code": state.get("code"),
                **seen,
            },
        )


def _keep_out_of_caches(message: Message) -> None:
    """Nothing is kept by a cache unless it says that it may be: most of it is personal."""
    headers = list(message["headers"])
    if not any(name.lower() == b"cache-control" for name, _ in headers):
        message["headers"] = [*headers, (b"cache-control", b"no-store")]


def _where(error: Exception) -> str:
    """The line that the exception came from, without its words."""
    frames = traceback.extract_tb(error.__traceback__)
    named = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in frames]
    return named[-1] if named else ""
