"""What a journey is about: its offences, its contract, and what is alleged on it."""

from __future__ import annotations

from api.presenting import standing_of, standing_reply
from api.reading import Told, journey_of
from api.replaying.moments import known_reply
from api.replies.standing import (
    AllegationReply,
    ConditionReply,
    ContractReply,
    JourneyReply,
    OffenceReply,
)
from ledger.journey.calendar import charge_by
from ledger.journey.journey import Allegation, Journey, Signed, Unsigned
from ledger.journey.parts import Offence
from ledger.policy.rulebook import Rulebook


def journey_reply(page_id: str, told: Told, number: int, rulebook: Rulebook) -> JourneyReply:
    """Where journey `number` stands, and what it is about.

    Raises:
        Problem: There is no such journey by then.
    """
    stands = standing_of(told.page, number, told.as_at)
    journey = journey_of(told.page, number)
    return JourneyReply(
        **dict(standing_reply(page_id, told.page, stands, rulebook)),
        arrested_on=journey.arrest.on,
        admission=journey.admission,
        offences=tuple(_offence(n, one) for n, one in enumerate(journey.offences, 1)),
        contract=_contract(journey.contract),
        allegations=tuple(_allegation(one) for one in journey.allegations),
        known=known_reply(told.known),
    )


def _offence(number: int, offence: Offence) -> OffenceReply:
    return OffenceReply(
        number=number,
        code=offence.code,
        title=offence.title,
        mode=offence.mode,
        drug_class=offence.drug_class,
        first_on=offence.first_on,
        last_on=offence.last_on,
        charge_by=charge_by(offence.last_on, offence.mode),
    )


def _contract(contract: Signed | Unsigned) -> ContractReply | None:
    if not isinstance(contract, Signed):
        return None
    return ContractReply(
        signed_at=contract.term.signed_at,
        last_on=contract.term.last_on,
        conditions=tuple(
            ConditionReply(
                number=number,
                kind=condition.kind,
                hours=condition.hours,
                kept=number in contract.kept,
                discharged=number in contract.discharged,
            )
            for number, condition in enumerate(contract.conditions, 1)
        ),
    )


def _allegation(allegation: Allegation) -> AllegationReply:
    return AllegationReply(
        number=allegation.number,
        kind="reoffence" if allegation.is_reoffence else "breach",
        found=allegation.found,
        alleged_on=allegation.alleged.on,
    )


def title_of(journey: Journey) -> str:
    """The offences of a journey, by their titles."""
    return "; ".join(offence.title for offence in journey.live_offences)
