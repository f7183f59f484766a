"""A line put forward: by the same way as over HTTP, under its own key, and what came of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Protocol

from api.answer import Answer
from api.command_routes import ARREST
from api.commanding import Put, put_forward
from api.desk import Desk
from api.faults import of_conflict, of_corruption, of_refusal
from api.imports.jobs import Job
from api.imports.lines import ON_A_JOURNEY, NotALine, Told, told
from api.imports.results import FaultAt, LineStatus, Result, participant_of
from api.problem_types import OF_CONTENT
from api.problems import Problem
from api.requests import Asked
from api.roles import Caller
from api.whose_commands import permission_of
from ledger.decisions.refusals import Refused, RefusedByPolicy
from ledger.record.book import NoSuchPage, VersionConflict
from ledger.record.codec import EntryTooLarge
from ledger.record.entry import CorruptEntry
from ledger.record.once import KeyReused
from ledger.record.store import Unavailable, WriteUncertain
from projections.runner import Runner

PASSING = frozenset({"changed-meanwhile", "still-running"})
"""Besides whatever is answered with 429 or 503: what is to be tried again."""

OF_FORMS = frozenset(kind.code for kind in OF_CONTENT) - {"idempotency-key-reused"}

Place = tuple[str, int | None]
"""The id of a page, and the number of a journey."""

PROBLEMS: Mapping[type[Exception], Callable[[Any, Told], Problem]] = {
    Problem: lambda problem, _: problem,
    Refused: lambda refused, _: of_refusal(refused),
    VersionConflict: lambda error, line: of_conflict(error, named=line.seen is not None),
    KeyReused: lambda _, __: Problem("idempotency-key-reused"),
    NoSuchPage: lambda _, __: Problem("no-such-page"),
    EntryTooLarge: lambda _, __: Problem("entry-too-large"),
    CorruptEntry: lambda error, _: of_corruption(error),
    WriteUncertain: lambda _, __: Problem("write-uncertain"),
    Unavailable: lambda _, __: Problem("ledger-unavailable"),
}


class Passing(Exception):
    """It cannot be done now, and that says nothing of the line: it is to be tried again."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Putting(Protocol):
    """Puts lines forward: in earnest, or as a rehearsal."""

    @property
    def caller(self) -> Caller:
        """Whoever posted the import."""

    def place_of(self, key: str) -> Place | None:
        """The page and journey that an earlier line with `key` was recorded on."""

    def put(self, line: Told, put: Put, number: int) -> Result:
        """What came of the command of line `number`; raises whatever the command raises."""


class Unhurried(Runner):
    """Stands in for the one that draws the views, which looks every now and then by itself.

    Hurried along by every line it would draw them line by line, and not many at once.
    """

    def nudge(self) -> None:
        """Leave it."""


class InEarnest:
    """Puts lines forward into the ledger, for the caller who posted the import."""

    def __init__(self, desk: Desk, job: Job) -> None:
        self._runner = desk.runner
        self._desk = replace(desk, runner=Unhurried(desk.ledger, desk.views, ()))
        self._job = job
        self._places: dict[str, Place] = {}

    @property
    def caller(self) -> Caller:
        return self._job.caller

    def place_of(self, key: str) -> Place | None:
        """As told in this run, or kept by an import before."""
        return self._places.get(key) or participant_of(self._desk.jobs, self._job, key)

    def put(self, line: Told, put: Put, number: int) -> Result:
        """What the ledger answers. Raises as `put_forward`."""
        causation_id = f"{self._job.id}:{number}"
        asked = Asked(
            caller=self._job.caller,
            said=self._job.said,
            key=line.key,
            seen=line.seen,
            causation_id=causation_id,
        )
        if getattr(put.told, "identifiers", ()):
            self._runner.hurry()  # the page is looked for where the lookup has read everything
        answer = put_forward(self._desk, asked, put)
        told = json.loads(answer.body)
        self._places[line.key] = told["participantId"], told["journey"]
        return Result(
            line=number,
            key=line.key,
            status=self._status(answer, told, causation_id),
            http_status=201,
            participant_id=told["participantId"],
            journey=told["journey"],
            version=answer.version,
            position=answer.position,
        )

    def _status(self, answer: Answer, told: Mapping[str, Any], causation_id: str) -> LineStatus:
        """Replayed, unless it was this very line that was recorded before the import broke off."""
        if not answer.replayed:
            return LineStatus.RECORDED
        line = told["entries"][0]["line"]
        entries = self._desk.ledger.entries(told["participantId"])
        ours = entries[line - 1].attribution.causation_id == causation_id
        return LineStatus.RECORDED if ours else LineStatus.REPLAYED


def outcome(putting: Putting, desk: Desk, number: int, content: bytes | None) -> Result:
    """What became of a line.

    Raises:
        Passing: It cannot be done now.
        Exception: A fault of ours.
    """
    try:
        line = told(content)
    except NotALine as error:
        return _failing(error.problem, number, error.key, LineStatus.MALFORMED)
    try:
        put = placed(line, putting)
    except Problem as unplaced:
        return _failing(unplaced, number, line.key, LineStatus.REFUSED)
    try:
        return putting.put(line, put, number)
    except tuple(PROBLEMS) as error:
        problem = _problem(error, line, desk)
    if problem.type.status in {429, 503} or problem.type.code in PASSING:
        raise Passing(problem.type.code)
    result = _failing(problem, number, line.key, _status_of(problem), "/body")
    named = put.place or getattr(put.told, "participant_id", "")
    if named and desk.ledger.force_of(named) == putting.caller.force:
        return replace(result, participant_id=named, journey=put.number)
    return result


def _problem(error: Exception, line: Told, desk: Desk) -> Problem:
    if isinstance(error, RefusedByPolicy):
        desk.counters.refused([clause.code for clause in error.clauses], error.edition)
    kind = next(kind for kind in PROBLEMS if isinstance(error, kind))
    return PROBLEMS[kind](error, line)


def failed(number: int, content: bytes | None, code: str) -> Result:
    """What is told of a line that could not be put forward for a fault of ours."""
    try:
        key = told(content).key
    except NotALine as error:
        key = error.key
    return _failing(Problem(code), number, key, LineStatus.FAILED)


def placed(line: Told, putting: Putting) -> Put:
    """The command where it belongs.

    Raises:
        Problem: It is none of the caller's; or no line with the key that it goes by was recorded,
            or that one was on no journey.
    """
    if not putting.caller.may(permission_of(line.route)):
        raise Problem("not-permitted")
    page_id, journey = line.participant_id, line.journey
    if line.participant_of:
        found = putting.place_of(line.participant_of)
        if found is None:
            raise Problem.at("/participantOf", "participant-of-unknown")
        page_id, journey = found[0], journey or found[1]
    if line.route is ARREST:
        form = line.form.model_copy(update={"participant_id": page_id}) if page_id else line.form
        return Put(line.route, form)
    if line.route not in ON_A_JOURNEY:
        return Put(line.route, line.form, page_id)
    if journey is None:
        raise Problem.at("/journey", "field-missing")
    return Put(line.route, line.form, page_id, journey)


def _status_of(problem: Problem) -> LineStatus:
    if problem.type.status >= 500:
        return LineStatus.FAILED
    return LineStatus.MALFORMED if problem.type.code in OF_FORMS else LineStatus.REFUSED


def _failing(
    problem: Problem, number: int, key: str, status: LineStatus, within: str = ""
) -> Result:
    errors = problem.errors
    return Result(
        line=number,
        key=key,
        status=status,
        http_status=problem.type.status,
        code=problem.type.code,
        errors=tuple(FaultAt(_within(within, one["pointer"]), one["code"]) for one in errors),
        clauses=tuple(one["code"] for one in problem.extras.get("clauses", ())),
        edition=problem.extras.get("edition", ""),
        version=problem.extras.get("currentVersion"),
    )


def _within(place: str, pointer: str) -> str:
    return place + pointer if pointer else ""
