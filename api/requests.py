"""A request to write: who asks, with what to say of it, its key, and the version they have seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header

from api.callers import TheCaller
from api.headers import Said, TheSaid
from api.roles import Caller
from ledger.record.entry import Attribution

UUID = r"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"
VERSION = r'^"[0-9]{1,9}"$'

IdempotencyKey = Annotated[
    str,
    Header(
        pattern=UUID,
        description="A UUID of the caller's own. The same request with the same key is carried out"
        " once, however often it is sent, and gets the same answer. It never expires.",
        examples=["8e03978e-40d5-43e8-bc93-6894a57f9324"],
    ),
]
IfMatch = Annotated[
    str | None,
    Header(
        pattern=VERSION,
        description='The `ETag` of the page as last seen, as in `"7"`. Needed for every command on'
        " a page that is there; not for an arrest.",
    ),
]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to write; `key` is in lower case, and `seen` None where no version is named."""

    caller: Caller
    said: Said
    key: str
    seen: int | None = None
    causation_id: str = ""

    def attribution(self, late_because: str = "") -> Attribution:
        """What the entries say of who wrote them."""
        return Attribution(
            by=self.caller.name,
            on_behalf_of=self.said.on_behalf_of,
            system=self.caller.client,
            purpose=self.said.purpose,
            correlation_id=self.said.correlation_id,
            causation_id=self.causation_id,
            idempotency_key=self.key,
            traceparent=self.said.traceparent,
            justification=self.said.justification,
            late_because=late_because,
        )


async def asked(
    known: TheCaller,
    said: TheSaid,
    idempotency_key: IdempotencyKey,
    if_match: IfMatch = None,
) -> Asked:
    """What the headers say."""
    seen = int(if_match.strip('"')) if if_match else None
    return Asked(caller=known, said=said, key=idempotency_key.lower(), seen=seen)


AskedBy = Annotated[Asked, Depends(asked)]
