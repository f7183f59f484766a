"""What a caller asks of scrutiny: which decisions to draw, and what a panel said of one."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends
from pydantic import AfterValidator, Field, Strict

from api import fields
from api.callers import TheCaller
from api.fields import MOST_ITEMS, WrongField
from api.forms import Form
from api.headers import TheSaid
from api.requests import Asked, IdempotencyKey
from api.scrutiny.samples import MOST_WANTED, SEED, Wanted
from ledger.journey.words import DecisionKind, Record, Verdict
from ledger.policy.reference import load_outcomes

OUTCOMES = (*(record.value for record in Record), *load_outcomes())


def _known(text: str) -> str:
    if text not in OUTCOMES:
        raise WrongField("word-unknown")
    return text


Outcome = Annotated[
    str, Strict(), AfterValidator(_known), Field(json_schema_extra={"enum": list(OUTCOMES)})
]


class SampleForm(Form):
    """Which decisions to draw from, and how many; the days are inclusive.

    Nothing in `outcomes` or `officers` means all. A seed of the panel's own makes the draw one that
    nobody here could choose; where none is given, the service makes one.
    """

    decision: DecisionKind = Field(
        DecisionKind.ELIGIBILITY, description="Which kind of decision is looked at."
    )
    from_on: fields.PastDay = Field(description="The first day of a decision, inclusive.")
    last_on: fields.PastDay = Field(description="The last day of a decision, inclusive.")
    outcomes: tuple[Outcome, ...] = Field(
        (),
        max_length=MOST_ITEMS,
        description="Home Office codes, and answers on the record, that the journey came to.",
    )
    officers: tuple[fields.Name, ...] = Field(
        (), max_length=MOST_ITEMS, description="Who decided, by name or service number."
    )
    wanted: fields.number(1, MOST_WANTED) = Field(  # type: ignore[valid-type]
        20, description="How many decisions to draw."
    )
    seed: Annotated[str, Strict(), Field(pattern=SEED)] | None = Field(
        None, description="What decides the draw; better not known before the period is over."
    )

    def asked(self) -> Wanted:
        """What is to be drawn."""
        return Wanted(
            decision=self.decision,
            from_on=self.from_on,
            last_on=self.last_on,
            outcomes=self.outcomes,
            officers=self.officers,
            wanted=self.wanted,
            seed=self.seed or "",
        )


class VerdictForm(Form):
    """What a panel thinks of a decision; it changes no journey."""

    decision: fields.number(1, MOST_WANTED) = Field(  # type: ignore[valid-type]
        description="The decision's number in the pack."
    )
    on: fields.PastDay = Field(description="The civil day on which the panel met.")
    verdict: Verdict
    panel: fields.Name = Field(description="The panel, by its name.")
    observations: fields.text(4_000, needed=False) = Field(  # type: ignore[valid-type]
        "", description="In the panel's words. Sealed.", json_schema_extra={"x-personal": True}
    )


SAMPLE_EXAMPLE: Any = {
    "summary": "Twenty decisions of a quarter",
    "value": {
        "decision": "eligibility",
        "fromOn": "2019-10-07",
        "lastOn": "2019-12-31",
        "wanted": 20,
        "seed": "59d5b3e8a1c24f70",
    },
}
VERDICT_EXAMPLE: Any = {
    "summary": "Appropriate, with observations",
    "value": {
        "decision": 1,
        "on": "2020-03-04",
        "verdict": "appropriate-with-observations",
        "panel": "Gogledd Cymru",
        "observations": "The rationale could say more.",
    },
}


async def asked(known: TheCaller, said: TheSaid, idempotency_key: IdempotencyKey) -> Asked:
    """A request to write where nobody needs to have seen what stands there."""
    return Asked(caller=known, said=said, key=idempotency_key.lower())


AskedBy = Annotated[Asked, Depends(asked)]
