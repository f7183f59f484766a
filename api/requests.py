"""What a request says about itself in its headers: who for, what for, and what it has seen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from fastapi import Depends, Header, Request

from api.callers import TheCaller
from api.problems import Problem
from api.roles import Caller
from ledger.record.entry import Attribution

SYSTEM = "development-login"
MOST_JUSTIFICATION = 1_000

_SAID = re.compile(r"[^\x00-\x1f\x7f]{0,200}")
_TOKEN = re.compile(r"[\x21-\x7e]{0,128}")
_VERSION = re.compile(r'"([0-9]{1,9})"')


class Purpose(StrEnum):
    """What a person's data is processed for: the law enforcement purposes of DPA 2018 s.31, split.

    The last two are duties that follow from the processing itself.
    """

    PREVENTION = "prevention"
    INVESTIGATION = "investigation"
    DETECTION = "detection"
    PROSECUTION = "prosecution"
    EXECUTION_OF_PENALTIES = "execution-of-penalties"
    SAFEGUARDING = "safeguarding"
    SUBJECT_RIGHTS = "subject-rights"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to write: who asks, with what to say of it, and the version they have seen."""

    caller: Caller
    seen: int | None
    on_behalf_of: str
    purpose: str
    justification: str
    correlation_id: str
    idempotency_key: str
    traceparent: str

    def attribution(self, late_because: str = "") -> Attribution:
        """What the entries say of who wrote them."""
        return Attribution(
            by=self.caller.name,
            on_behalf_of=self.on_behalf_of,
            system=SYSTEM,
            purpose=self.purpose,
            correlation_id=self.correlation_id,
            idempotency_key=self.idempotency_key,
            traceparent=self.traceparent,
            justification=self.justification,
            late_because=late_because,
        )


async def asked(
    request: Request,
    known: TheCaller,
    purpose: Annotated[str, Header(description=f"What for: one of {', '.join(Purpose)}.")] = "",
    justification: Annotated[str, Header(description="Why, in words; sealed.")] = "",
    on_behalf_of: Annotated[str, Header(description="For whom the caller acts.")] = "",
    x_correlation_id: Annotated[str, Header(description="The caller's own id.")] = "",
    idempotency_key: Annotated[str, Header(description="A UUID; kept with the entries.")] = "",
    if_match: Annotated[
        str, Header(description='The version of the page that was seen, as in `"7"`.')
    ] = "",
) -> Asked:
    """What the headers say.

    Raises:
        Problem: One of them has not the form that it should have.
    """
    if purpose and purpose not in set(Purpose):
        raise _wrong("Purpose", f"One of {', '.join(Purpose)}.")
    if len(justification) > MOST_JUSTIFICATION:
        raise _wrong("Justification", f"Not more than {MOST_JUSTIFICATION} characters.")
    return Asked(
        caller=known,
        seen=_version(if_match),
        on_behalf_of=_checked("On-Behalf-Of", on_behalf_of, _SAID),
        purpose=purpose,
        justification=justification,
        correlation_id=_checked("X-Correlation-Id", x_correlation_id, _TOKEN),
        idempotency_key=_checked("Idempotency-Key", idempotency_key, _TOKEN),
        traceparent=request.state.trace.traceparent,
    )


def _version(if_match: str) -> int | None:
    if not if_match:
        return None
    match = _VERSION.fullmatch(if_match.strip())
    if match is None:
        raise _wrong("If-Match", 'The version of the page in quotes, as in "7".')
    return int(match[1])


def _checked(name: str, value: str, form: re.Pattern[str]) -> str:
    if not form.fullmatch(value):
        raise _wrong(name, "Plain characters, and not too many.")
    return value


def _wrong(name: str, detail: str) -> Problem:
    error = {"pointer": "", "detail": detail, "code": "header-invalid", "parameter": name}
    return Problem("header-invalid", f"{name}: {detail}", errors=[error])


AskedBy = Annotated[Asked, Depends(asked)]
