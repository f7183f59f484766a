"""What Schemathesis is taught of this service; it loads this file itself.

No check is turned off. Requests are led to where something can happen: to pages that are there, at
the version that they are at, with a key that was not used before. Some are left as they were drawn,
so that the refusals are met as well.
"""

from __future__ import annotations

import re
from itertools import count
from random import Random
from typing import Any
from uuid import UUID

import schemathesis
from schemathesis import Case, Response, SerializationContext
from schemathesis.checks import CheckContext
from schemathesis.core.parameters import ParameterLocation
from schemathesis.hooks import HookContext

from api.command_routes import ALL, ARREST
from api.problem_types import OF_DECISIONS
from api.requests import UUID as KEY
from api.requests import VERSION

RECEIVER = "https://127.0.0.1:9/events"
LEFT_AS_DRAWN = 8
FIRST_VERSION = '"1"'
REFUSED = frozenset({400, 409, 410, 412, 413, 415, 422, 428})
READ_ALIKE = frozenset(
    {
        *("Idempotency-Key", "If-Match", "Justification", "On-Behalf-Of", "Purpose"),
        "X-Correlation-Id",
    }
)
IMPORT = "importCommands"
TRIED_ON = frozenset({ARREST.operation, ALL[1].operation, "participant", "feed", "samplePack"})
OF_AN_OFFICIAL = re.compile(r"(By|authority|navigator) -> (name|number|rank|role)\b")

MEANT = {kind.code for kind in OF_DECISIONS} | {
    "beyond-the-ledger",  # a schema knows no ledger
    "cursor-invalid",  # cursors are opaque: any text is one by the schema
    "day-in-the-future",  # a schema knows no today
    "idempotency-key-reused",
    "invalid",  # says only that several fields are at fault: each has its own code
    "moment-ahead",
    "never-sealed-by-then",
    "nothing-to-search-by",
    "several-pages",
    "still-running",
    "text-missing",  # blank, where a text is needed
    "text-not-allowed",  # NUL, in whatever text of the body
    "url-not-allowed",  # where a name leads is not in it
    "version-stale",
    "year-out-of-range",  # `date` has no bounds
}
"""For what a request that keeps to the document may be refused: its meaning, never its shape."""

MEANT_OF = {
    "adoptPolicy": "if-match-missing",  # needed once the force has adopted an edition
    "after": "number-out-of-range",  # the ledger has not come so far
    IMPORT: "idempotency-key-missing",  # needed unless it is a dry run
    "recordVerdict": "number-out-of-range",  # the sample has fewer decisions
    "replayWebhook": "value-invalid",  # one of its two fields, and not both
}
"""The same for one parameter, or one operation."""

_random = Random(20191210)
_turn = count()
_versions: dict[str, str] = {}


@schemathesis.hook
def filter_case(context: HookContext, case: Case) -> bool:
    """Leave out what says nothing: two things.

    Wrong values of what one piece of code reads everywhere: the headers that say who asks and why,
    and who an official is. They are tried on a few operations, or they would be most of all
    requests; that a header is missing, and that no official is there, is tried on each. And wrong
    bodies of an import: any bytes are lines to it, and each line is answered in the results.
    """
    if case.meta is None or case.meta.generation.mode.is_positive:
        return True
    tried, operation = case.meta.phase.data, case.operation.definition.raw["operationId"]
    if operation == IMPORT:
        return not case.meta.is_negative_at(ParameterLocation.BODY)
    said = tried.description or ""
    is_header = "Missing" not in said and _parameter(tried) in READ_ALIKE
    return operation in TRIED_ON or not (is_header or OF_AN_OFFICIAL.search(said))


@schemathesis.hook
def before_call(context: HookContext, case: Case, kwargs: dict[str, Any]) -> None:
    """Lead the request to where something can happen, and never out of this machine."""
    _stay_here(case)
    headers, page = case.headers, _page(case)
    left = next(_turn) % LEFT_AS_DRAWN == 0
    if _is_to_lead(case, "Idempotency-Key", KEY, left=left):
        headers["Idempotency-Key"] = str(UUID(int=_random.getrandbits(128), version=4))
    if case.path.endswith(f"/{ARREST.path}"):
        headers.pop("If-Match", None)
    elif _is_to_lead(case, "If-Match", VERSION, left=left):
        headers["If-Match"] = _versions.get(page, FIRST_VERSION)


def _is_to_lead(case: Case, name: str, right: str, *, left: bool) -> bool:
    """Whether to put a better value for a right one, or for the `0` that stands for none drawn.

    Schemathesis fills headers with `0`, pattern or not, while it tries something else: then nothing
    else would be looked at.
    """
    value = case.headers.get(name, "")
    tried = case.meta.phase.data if case.meta else None
    if _parameter(tried) in (name, "Authorization"):
        return False
    if value == "0":
        return True
    return not left and re.fullmatch(right, value) is not None


@schemathesis.hook
def after_call(context: HookContext, case: Case, response: Response) -> None:
    """Remember the page's version."""
    if "etag" in response.headers:
        _versions[_page(case)] = response.headers["etag"][0]


@schemathesis.serializer("application/x-ndjson")
def lines(context: SerializationContext, value: Any) -> bytes:
    """The lines of an import are a text already."""
    return value if isinstance(value, bytes) else str(value).encode()


@schemathesis.check
def refused_for_its_meaning(ctx: CheckContext, response: Response, case: Case) -> None:
    """A request that keeps to the document is not refused for its form."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    if response.status_code in REFUSED:
        wrong = _codes(response.json(), case.operation.definition.raw["operationId"]) - MEANT
        assert not wrong, f"refused for its form: {sorted(wrong)}"


def _codes(problem: dict[str, Any], operation: str) -> set[str]:
    errors = problem["errors"] or [problem]
    return {
        error["code"]
        for error in errors
        if error["code"] not in {MEANT_OF.get(error.get("parameter", "")), MEANT_OF.get(operation)}
    }


def _parameter(tried: Any) -> str:
    return getattr(tried, "parameter", None) or ""


def _page(case: Case) -> str:
    parameters = case.path_parameters or {}
    return str(parameters.get("participantId") or parameters.get("force") or "")


def _stay_here(case: Case) -> None:
    """A webhook goes to a port where nobody listens; no poll waits for events that do not come."""
    if isinstance(case.body, dict) and str(case.body.get("url", "")).startswith("https:"):
        case.body = {**case.body, "url": RECEIVER}
    if isinstance(case.query, dict) and re.fullmatch(r"[0-9]{1,2}", str(case.query.get("wait"))):
        case.query = {**case.query, "wait": 0}
