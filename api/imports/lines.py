"""A line of an import: which command it puts forward, with which key, and on whose page."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi.exceptions import RequestValidationError
from pydantic import AfterValidator, Field, Strict, ValidationError

from api import fields
from api.command_routes import (
    ARREST,
    CORRECTION_ON_A_JOURNEY,
    OF_A_JOURNEY,
    OF_A_PAGE,
    CommandRoute,
)
from api.faults import of_fields
from api.forms import CommandForm, Form, command_form
from api.problems import Problem, fault
from api.requests import UUID
from api.strict_json import check

ON_A_JOURNEY = (*OF_A_JOURNEY, CORRECTION_ON_A_JOURNEY)
OPERATIONS: Mapping[str, CommandRoute] = {
    route.operation: route for route in (ARREST, *ON_A_JOURNEY, *OF_A_PAGE)
}
MOST_PAGE_ID = 64
MOST_VERSION = 999_999_999

_UUID = re.compile(UUID)


def _operation(name: str) -> str:
    if name not in OPERATIONS:
        raise fields.WrongField("operation-unknown")
    return name


class LineForm(Form):
    """A command with a key of its own.

    `operation` is an operationId of this document. `participantId` is the page's; or
    `participantOf` the key of an earlier line, in this or an earlier import of the same client,
    that was recorded on the page. `journey` is as in the path; not needed with `participantOf`
    where it is the journey of that line. `ifMatch` is the version of the page, if it matters.
    `body` is what the operation takes.
    """

    key: Annotated[str, Strict(), Field(pattern=UUID)]
    operation: Annotated[str, Strict(), AfterValidator(_operation)]
    participant_id: (
        Annotated[str, Strict(), Field(min_length=1, max_length=MOST_PAGE_ID)] | None
    ) = None
    participant_of: Annotated[str, Strict(), Field(pattern=UUID)] | None = None
    journey: Annotated[int, Strict(), Field(ge=1, le=fields.MOST_NUMBER)] | None = None
    if_match: Annotated[int, Strict(), Field(ge=0, le=MOST_VERSION)] | None = None
    body: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a line tells: a command's form, and where it belongs."""

    key: str
    route: CommandRoute
    form: CommandForm
    participant_id: str
    participant_of: str
    journey: int | None
    seen: int | None


class NotALine(Exception):
    """A line that cannot be understood: the problem, and its key if it has one."""

    def __init__(self, problem: Problem, key: str = "") -> None:
        super().__init__(problem.type.code)
        self.problem = problem
        self.key = key


def told(content: bytes | None) -> Told:
    """What a line tells; None is one that is longer than a body may be.

    Raises:
        NotALine: It is too long, not JSON, or has not the form of a line, or of its command.
    """
    if content is None:
        raise NotALine(Problem("line-too-long"))
    key = ""
    try:
        check(content)
        value = json.loads(content)
        key = _key(value)
        return _told(value)
    except Problem as problem:
        raise NotALine(problem, key) from None


def _told(value: Any) -> Told:
    line: LineForm = _formed(LineForm, value)
    route = OPERATIONS[line.operation]
    form: CommandForm = _formed(command_form(route.kind), line.body, "body")
    _see_that_it_has_one_place(line, route, getattr(form, "participant_id", ""))
    return Told(
        key=line.key.lower(),
        route=route,
        form=form,
        participant_id=line.participant_id or "",
        participant_of=(line.participant_of or "").lower(),
        journey=line.journey,
        seen=line.if_match,
    )


def _key(value: Any) -> str:
    key = value.get("key") if isinstance(value, dict) else None
    return key.lower() if isinstance(key, str) and _UUID.fullmatch(key) else ""


def _formed(form: type[Any], value: Any, *at: str) -> Any:
    try:
        return form.model_validate(value)
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_input=False)
        told = [{**one, "loc": ("body", *at, *one["loc"])} for one in wrong]
        raise of_fields(RequestValidationError(told)) from None


def _see_that_it_has_one_place(line: LineForm, route: CommandRoute, within: str) -> None:
    named = bool(line.participant_id) + bool(line.participant_of) + bool(within)
    wrong = []
    if named > 1:
        wrong.append(fault("/participantOf", "participant-twice"))
    if not named and route is not ARREST:
        wrong.append(fault("/participantId", "field-missing"))
    if route in ON_A_JOURNEY and line.journey is None and not line.participant_of:
        wrong.append(fault("/journey", "field-missing"))
    if route not in ON_A_JOURNEY and line.journey is not None:
        wrong.append(fault("/journey", "field-unknown"))
    if wrong:
        raise Problem(wrong[0]["code"], errors=wrong)
