"""What a request says about itself in its headers: who for, what for, and what it has seen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from fastapi import Depends, Header, Request

from api.callers import TheCaller
from api.roles import Caller
from ledger.record.entry import Attribution

SYSTEM = "development-login"
MOST_JUSTIFICATION = 1_000

NAMED = r"^[^\x00-\x1f\x7f]{1,200}$"
WORD = r"^[\x21-\x7e]{1,128}$"
VERSION = r'^"[0-9]{1,9}"$'


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
    purpose: Annotated[Purpose | None, Header(description="What for.")] = None,
    justification: Annotated[
        str | None, Header(max_length=MOST_JUSTIFICATION, description="Why, in words. Sealed.")
    ] = None,
    on_behalf_of: Annotated[
        str | None, Header(pattern=NAMED, description="For whom the caller acts.")
    ] = None,
    x_correlation_id: Annotated[
        str | None, Header(pattern=WORD, description="The caller's own id of the matter.")
    ] = None,
    idempotency_key: Annotated[
        str | None, Header(pattern=WORD, description="A UUID; it is kept with the entries.")
    ] = None,
    if_match: Annotated[
        str | None,
        Header(pattern=VERSION, description='The version of the page seen, as in `"7"`.'),
    ] = None,
) -> Asked:
    """What the headers say."""
    return Asked(
        caller=known,
        seen=int(if_match.strip('"')) if if_match else None,
        on_behalf_of=on_behalf_of or "",
        purpose=purpose.value if purpose else "",
        justification=justification or "",
        correlation_id=x_correlation_id or "",
        idempotency_key=idempotency_key or "",
        traceparent=request.state.trace.traceparent,
    )


AskedBy = Annotated[Asked, Depends(asked)]
