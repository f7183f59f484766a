"""What each operation answers beside its own 2xx: worked out from what it takes.

So an operation need only declare what nobody could guess: an error status in its own `responses`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from api.problem_types import TYPES
from api.problems import MEDIA_TYPE

Told = Mapping[str, Any]

SCHEMA = {"$ref": "#/components/schemas/ProblemDocument"}
ANYWHERE = frozenset({400, 408, 414, 429, 431, 500, 503})
OF_A_BODY = frozenset({413, 415, 422})
OF_A_WRITE = frozenset({404, 409, 410})

REASONS: Mapping[int, str] = {
    400: "Malformed",
    401: "Not logged in",
    403: "Not permitted",
    404: "Absent, or not yours to see",
    408: "Too slow",
    409: "Not possible where things stand",
    410: "Erased, or over",
    412: "Stale",
    413: "Too large",
    414: "URL too long",
    415: "Not JSON",
    422: "Understood, and wrong or refused by policy",
    428: "If-Match is needed",
    429: "Too often",
    431: "Headers too large",
    500: "A fault of ours",
    503: "Not now",
}
"""Every error status that is ever sent, but 405: no operation that is there answers it."""

HEADERS: Mapping[str, tuple[str, str]] = {
    "Location": ("Where to read what was written.", "/v1/participants/p-7h3kq0v9/journeys/1"),
    "ETag": ("The page's version; send it back as If-Match.", '"7"'),
    "X-Ledger-Position": ("Where in the ledger it stands; send it as `after` to a list.", "1024"),
    "Idempotency-Replayed": ("`true` if the request was carried out before.", "true"),
    "Link": (
        'The next part, `rel="next"`; where the operation is deprecated, why.',
        '</v1/due?cursor=WyIy>; rel="next"',
    ),
    "RateLimit": ("What is left of the quota, and for how many seconds.", '"reads";r=29999;t=57'),
    "RateLimit-Policy": ("The quota, and its window in seconds.", '"reads";q=30000;w=60'),
    "Retry-After": ("In how many seconds to ask again.", "1"),
    "WWW-Authenticate": ("How to say who is asking.", "Bearer"),
    "Deprecation": ("Since when the operation is deprecated (RFC 9745).", "@1795392000"),
    "Sunset": ("From when it may be gone (RFC 8594).", "Tue, 30 Nov 2027 00:00:00 GMT"),
}

LIMITED = ("RateLimit", "RateLimit-Policy")
OF_A_COMMAND = ("Location", "ETag", "X-Ledger-Position", "Idempotency-Replayed")
OF_DEPRECATION = ("Deprecation", "Sunset", "Link")
OF_STATUS: Mapping[int, tuple[str, ...]] = {
    401: ("WWW-Authenticate",),
    403: ("WWW-Authenticate",),
    409: ("ETag", "Retry-After"),
    412: ("ETag",),
    429: ("Retry-After",),
    503: ("Retry-After",),
}


def answers(operation: Told) -> dict[str, Any]:
    """Every answer of an operation as FastAPI drew it, problems and headers too."""
    declared: Mapping[str, Told] = operation["responses"]
    own = {status: answer for status, answer in declared.items() if status[0] in "23"}
    told = {status: _with_headers(operation, status, answer) for status, answer in own.items()}
    problems = sorted(set(_problems(operation)) | set(_declared(declared)))
    return {**told, **{str(status): _reference(status) for status in problems}}


def components(*, any_deprecated: bool) -> dict[str, Any]:
    """The problems and headers that operations refer to."""
    return {
        "headers": {
            name: {"description": about, "schema": {"type": "string"}, "example": example}
            for name, (about, example) in HEADERS.items()
            if any_deprecated or name not in {"Deprecation", "Sunset"}
        },
        "responses": {_name(status): _problem(status) for status in REASONS},
    }


def taken(operation: Told, where: str) -> frozenset[str]:
    """The names of the parameters that an operation takes in its path, query or headers."""
    parameters = operation.get("parameters", ())
    return frozenset(one["name"].lower() for one in parameters if one["in"] == where)


def _problems(operation: Told) -> Iterator[int]:
    headers, query = taken(operation, "header"), taken(operation, "query")
    yield from ANYWHERE
    if "security" in operation:
        yield from (401, 403, 422)
    if taken(operation, "path"):
        yield 404
    if query:
        yield 422
    if "requestBody" in operation:
        yield from OF_A_BODY
    if "idempotency-key" in headers:
        yield from OF_A_WRITE
    if "if-match" in headers:
        yield 412
        yield 428


def _declared(declared: Mapping[str, Told]) -> Iterator[int]:
    for status, answer in declared.items():
        if status[0] in "45" and "HTTPValidationError" not in str(answer):
            yield int(status)


def _with_headers(operation: Told, status: str, answer: Told) -> Told:
    names = [*answer.get("headers", {})]
    if status == "201" and "if-match" in taken(operation, "header"):
        names += OF_A_COMMAND
    if "if-none-match" in taken(operation, "header"):
        names.append("ETag")
    if "cursor" in taken(operation, "query") and status == "200":
        names.append("Link")
    if "security" in operation:
        names += LIMITED
    if operation.get("deprecated"):
        names += OF_DEPRECATION
    told = {name: _header(name) for name in dict.fromkeys(names) if name in HEADERS}
    return {**answer, "headers": {**answer.get("headers", {}), **told}} if names else answer


def _header(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/headers/{name}"}


def _reference(status: int) -> dict[str, str]:
    return {"$ref": f"#/components/responses/{_name(status)}"}


def _name(status: int) -> str:
    return f"Problem{status}"


def _problem(status: int) -> dict[str, Any]:
    codes = [code for code, kind in TYPES.items() if kind.status == status]
    names = (*OF_STATUS.get(status, ()), *LIMITED)
    return {
        "description": f"{REASONS[status]}. Codes: {', '.join(codes)}.",
        "headers": {name: _header(name) for name in names},
        "content": {MEDIA_TYPE: {"schema": SCHEMA}},
    }
