"""Which problem each fault of a request is: wrong fields, and what the ledger refuses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi.exceptions import RequestValidationError

from api.fields import WrongField
from api.naming import camel_pointer, escaped
from api.pointers import of_ours
from api.problems import Problem, fault
from ledger.decisions.refusals import (
    NeedsReason,
    Refused,
    RefusedByPolicy,
    RefusingClause,
    WrongIdentifier,
)
from ledger.record.book import VersionConflict
from ledger.record.entry import CorruptEntry

CODES: Mapping[str, str] = {
    "missing": "field-missing",
    "extra_forbidden": "field-unknown",
    "model_type": "not-an-object",
    "model_attributes_type": "not-an-object",
    "dict_type": "not-an-object",
    "tuple_type": "not-a-list",
    "list_type": "not-a-list",
    "string_type": "not-a-text",
    "int_type": "not-a-whole-number",
    "int_from_float": "not-a-whole-number",
    "int_parsing": "not-a-whole-number",
    "int_parsing_size": "number-out-of-range",
    "bool_type": "not-true-or-false",
    "bool_parsing": "not-true-or-false",
    "enum": "word-unknown",
    "greater_than_equal": "number-out-of-range",
    "less_than_equal": "number-out-of-range",
    "string_too_short": "text-missing",
    "string_too_long": "text-too-long",
    "string_pattern_mismatch": "text-malformed",
    "too_long": "too-many-items",
}
"""Our code for each type of pydantic's; what is not listed is `value-invalid`."""

MISSING = {"Idempotency-Key": "idempotency-key-missing", "Purpose": "purpose-missing"}
"""Our code for a header that is needed."""

OUT_OF_BOUNDS = {
    "enum": "One of {expected}.",
    "greater_than_equal": "Not less than {ge}.",
    "less_than_equal": "Not more than {le}.",
    "string_too_long": "Not more than {max_length} characters.",
    "too_long": "Not more than {max_length} items.",
}


def of_fields(error: RequestValidationError) -> Problem:
    """Every field at fault; of one kind if they all are, else `invalid`."""
    wrong = error.errors()
    if any(one["loc"][:1] == ("path",) for one in wrong):
        return Problem("not-found")
    headers = [_of_header(one) for one in wrong if one["loc"][:1] == ("header",)]
    if headers:
        codes = {one["code"] for one in headers}
        return Problem(codes.pop() if len(codes) == 1 else "header-invalid", errors=headers)
    errors = [_of_field(one) for one in wrong]
    if errors == [fault("", "field-missing")]:
        return Problem("body-missing", errors=[fault("", "body-missing")])
    codes = {one["code"] for one in errors}
    if len(codes) > 1:
        return Problem("invalid", errors=errors)
    return Problem(codes.pop(), errors[0]["detail"] if len(errors) == 1 else "", errors=errors)


def _of_field(one: Mapping[str, Any]) -> dict[str, Any]:
    kind, context = one["type"], one.get("ctx", {})
    ours = context.get("error")
    code = ours.code if isinstance(ours, WrongField) else CODES.get(kind, "value-invalid")
    detail = OUT_OF_BOUNDS.get(kind, "").format_map(context)
    where, *path = one["loc"]
    if where == "body":
        return fault(_pointer(path), code, detail)
    return fault("", code, detail, parameter=str(path[0]) if path else "")


def _of_header(one: Mapping[str, Any]) -> dict[str, Any]:
    name = "-".join(part.capitalize() for part in str(one["loc"][1]).split("-"))
    detail = OUT_OF_BOUNDS.get(one["type"], "").format_map(one.get("ctx", {}))
    code = MISSING.get(name, "header-invalid") if one["type"] == "missing" else "header-invalid"
    return fault("", code, detail, parameter=name)


def _pointer(path: Sequence[str | int]) -> str:
    return of_ours("".join(f"/{escaped(part) if isinstance(part, str) else part}" for part in path))


def of_refusal(refused: Refused) -> Problem:
    """What the core says of a command that is not carried out, with all that it says."""
    pointer = camel_pointer(refused.pointer)
    if isinstance(refused, NeedsReason):
        pointer = "/lateBecause"
    more: dict[str, Any] = {}
    if isinstance(refused, WrongIdentifier) and refused.expected:
        more["expected"] = refused.expected
    errors = [fault(pointer, refused.code, refused.sentence, **more)] if pointer else []
    if isinstance(refused, RefusedByPolicy):
        edition = refused.edition
        more = {"edition": edition, "clauses": [_clause(c, edition) for c in refused.clauses]}
    return Problem(refused.code, refused.sentence, errors=errors, extras=more)


def _clause(clause: RefusingClause, edition: str) -> dict[str, Any]:
    return {
        "code": clause.code,
        "words": {"en": clause.words, "cy": clause.words_cy},
        "edition": edition,
        "source": clause.source,
        "firm": clause.firm,
    }


def of_conflict(conflict: VersionConflict, *, named: bool) -> Problem:
    """Somebody wrote first; `named` if the caller said which version they had seen."""
    code = "version-stale" if named else "changed-meanwhile"
    etag = {"ETag": f'"{conflict.current}"'} if conflict.current else {}
    return Problem(code, extras={"currentVersion": conflict.current}, headers=etag)


def of_corruption(corrupt: CorruptEntry) -> Problem:
    """A stored entry that cannot be read: its place, and nothing of its content."""
    extras = {"position": corrupt.position, "page": corrupt.page, "line": corrupt.line}
    return Problem("entry-unreadable", extras=extras)
