"""What every request about a person says in its headers: what for, for whom, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from fastapi import Depends, Header, Request

MOST_JUSTIFICATION = 1_000

NAMED = r"^[^\x00-\x1f\x7f]{1,200}$"
WORD = r"^[\x21-\x7e]{1,128}$"


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
class Said:
    """What a request says about itself; what it does not say is empty, but for the purpose."""

    purpose: str
    justification: str
    on_behalf_of: str
    correlation_id: str
    traceparent: str


async def said(
    request: Request,
    purpose: Annotated[
        Purpose,
        Header(description="What for. It is needed: Data Protection Act 2018, section 62(2)."),
    ],
    justification: Annotated[
        str | None, Header(max_length=MOST_JUSTIFICATION, description="Why, in words. Sealed.")
    ] = None,
    on_behalf_of: Annotated[
        str | None,
        Header(
            pattern=NAMED,
            description="For whom the caller acts: an officer's number, not a name.",
            examples=["NWP-2291"],
        ),
    ] = None,
    x_correlation_id: Annotated[
        str | None, Header(pattern=WORD, description="The caller's own id of the matter.")
    ] = None,
) -> Said:
    """What the headers say of why the request is made."""
    return Said(
        purpose=purpose.value,
        justification=justification or "",
        on_behalf_of=on_behalf_of or "",
        correlation_id=x_correlation_id or "",
        traceparent=request.state.trace.traceparent,
    )


TheSaid = Annotated[Said, Depends(said)]
