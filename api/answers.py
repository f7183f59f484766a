"""Every exception that a request can end in, and the problem it is answered with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute, iter_route_contexts

from api import faults
from api.desk import desk_of
from api.problems import Problem, response
from api.scrutiny.samples import NoSuchSample
from ledger.decisions.refusals import Refused, RefusedByPolicy
from ledger.evidence.scrutiny.drawing import NotAsDrawn
from ledger.record.book import NoSuchPage, VersionConflict
from ledger.record.codec import EntryTooLarge
from ledger.record.entry import CorruptEntry
from ledger.record.once import KeyReused
from ledger.record.store import Unavailable, WriteUncertain

Telling = Callable[[Request, Any], Problem]

OF_THE_FRAMEWORK = {
    400: "json-malformed",
    404: "not-found",
    405: "method-not-allowed",
    413: "body-too-large",
}


def install(app: FastAPI) -> None:
    """Answer every exception that is expected; the others are `watch`'s."""
    problems: dict[Any, Telling] = {
        Problem: lambda _request, problem: problem,
        RequestValidationError: lambda _request, error: faults.of_fields(error),
        Refused: _refused,
        VersionConflict: _conflict,
        KeyReused: _always("idempotency-key-reused"),
        NoSuchPage: _always("no-such-page"),
        NoSuchSample: _always("no-such-sample"),
        NotAsDrawn: _always("not-as-drawn"),
        CorruptEntry: lambda _request, error: faults.of_corruption(error),
        EntryTooLarge: _always("entry-too-large"),
        WriteUncertain: _always("write-uncertain"),
        Unavailable: _always("ledger-unavailable"),
        **dict.fromkeys(OF_THE_FRAMEWORK, _of_the_framework),
    }
    for kind, told in problems.items():
        app.add_exception_handler(kind, _answering(told))


def _always(code: str) -> Telling:
    return lambda _request, _error: Problem(code)


def _answering(told: Telling) -> Callable[[Request, Exception], Any]:
    async def answer(request: Request, error: Exception) -> JSONResponse:
        problem = told(request, error)
        request.state.code = problem.type.code
        return response(problem, request.state.trace)

    return answer


def _refused(request: Request, refused: Refused) -> Problem:
    if isinstance(refused, RefusedByPolicy):
        codes = [clause.code for clause in refused.clauses]
        desk_of(request).counters.refused(codes, refused.edition)
    return faults.of_refusal(refused)


def _conflict(request: Request, conflict: VersionConflict) -> Problem:
    return faults.of_conflict(conflict, named="if-match" in request.headers)


def _of_the_framework(request: Request, error: HTTPException) -> Problem:
    headers = {**(error.headers or {})}
    if error.status_code == 405:
        headers["Allow"] = ", ".join(sorted(_allowed(request)))
    return Problem(OF_THE_FRAMEWORK[error.status_code], headers=headers)


def _allowed(request: Request) -> set[str]:
    """Every method that the path can be asked with: the framework names those of one route."""
    routes = [context.route for context in iter_route_contexts(request.app.routes)]
    known = [route for route in routes if isinstance(route, APIRoute)]
    here = next(route for route in known if route.path_regex.match(request.url.path))
    same = [route for route in known if route.path == here.path]
    return {method for route in same for method in route.methods or ()}
