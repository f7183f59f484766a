"""Every error as an RFC 9457 problem document.

Neither what was sent nor the text of an exception is ever repeated: both can hold names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi.responses import JSONResponse

from api.problem_types import TYPES
from api.tracing import Trace

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = 1

Errors = Sequence[Mapping[str, Any]]
NO_EXTRAS: Mapping[str, Any] = {}
NO_HEADERS: Mapping[str, str] = {}


class Problem(Exception):
    """The request cannot be answered; `code` is one of `problem_types.TYPES`.

    `detail` is a sentence of ours. `errors` point at fields: `pointer`, `detail` and `code` each.
    """

    def __init__(
        self,
        code: str,
        detail: str = "",
        *,
        errors: Errors = (),
        extras: Mapping[str, Any] = NO_EXTRAS,
        headers: Mapping[str, str] = NO_HEADERS,
    ) -> None:
        super().__init__(code)
        self.type = TYPES[code]
        self.detail = detail or self.type.title
        self.errors = errors
        self.extras = extras
        self.headers = headers

    @classmethod
    def at(cls, pointer: str, code: str, detail: str = "") -> Problem:
        """A problem with one field of the body."""
        sentence = detail or TYPES[code].title
        return cls(code, sentence, errors=[fault(pointer, code, sentence)])


def fault(pointer: str, code: str, detail: str = "", **more: Any) -> dict[str, Any]:
    """One field at fault; `pointer` is a JSON pointer into the body, empty for the whole of it."""
    return {"pointer": pointer, "detail": detail or TYPES[code].title, "code": code, **more}


def document(problem: Problem, trace: Trace) -> dict[str, Any]:
    """The problem as RFC 9457 writes it."""
    return {
        "type": problem.type.page,
        "title": problem.type.title,
        "status": problem.type.status,
        "detail": problem.detail,
        "instance": trace.instance,
        "code": problem.type.code,
        "traceId": trace.trace_id,
        "errors": list(problem.errors),
        **problem.extras,
    }


def response(problem: Problem, trace: Trace) -> JSONResponse:
    """The answer that carries the problem; no cache keeps it."""
    headers = {"Cache-Control": "no-store", "Content-Language": "en", **problem.headers}
    if problem.type.status == 503:
        headers = {"Retry-After": str(RETRY_AFTER_SECONDS), **headers}
    return JSONResponse(
        document(problem, trace), problem.type.status, headers=headers, media_type=MEDIA_TYPE
    )
