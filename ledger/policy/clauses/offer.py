"""What must stand before diversion is offered."""

from __future__ import annotations

from dataclasses import dataclass

from ledger.journey.facts.arrest import VictimViewsSought
from ledger.journey.words import Screening, VictimViews
from ledger.policy.clause import Clause
from ledger.policy.edition import Edition
from ledger.policy.terms import VictimRole


@dataclass(frozen=True, slots=True)
class Offering:
    """An offer about to be made."""

    screening: Screening | None
    victim: VictimViewsSought | None


def was_screened(asked: Offering, edition: Edition) -> bool:
    return not edition.offer.screening or asked.screening is not None


def asked_the_victim(asked: Offering, edition: Edition) -> bool:
    return not edition.offer.victim_views or asked.victim is not None


def has_the_victims_consent(asked: Offering, edition: Edition) -> bool:
    if edition.offer.victim_role != VictimRole.CONSENT or asked.victim is None:
        return True
    return asked.victim.views in {VictimViews.SUPPORTS, VictimViews.NO_VICTIM}


def is_not_held(asked: Offering, _edition: Edition) -> bool:
    return asked.screening != Screening.POSITIVE


CLAUSES: tuple[Clause[Offering], ...] = (
    Clause(
        "O1",
        was_screened,
        "The person was screened for exploitation before the offer.",
        "Sgriniwyd y person am gamfanteisio cyn y cynnig.",
        ("offer.screening",),
    ),
    Clause(
        "O2",
        asked_the_victim,
        "The victim's views were sought, or it is recorded that there is no victim.",
        "Gofynnwyd am farn y dioddefwr, neu cofnodwyd nad oes dioddefwr.",
        ("offer.victim_views",),
    ),
    Clause(
        "O3",
        has_the_victims_consent,
        "The victim consents, where the scheme asks for consent.",
        "Mae'r dioddefwr yn cydsynio, lle mae'r cynllun yn gofyn am gydsyniad.",
        ("offer.victim_role",),
    ),
    Clause(
        "O4",
        is_not_held,
        "No signs of exploitation hold the journey.",
        "Nid oes arwyddion o gamfanteisio yn dal y daith yn ôl.",
        source="HMICFRS, Both sides of the coin, 2022 [87]; product rule, domain notes case 50 [R]",
        firm=True,
    ),
)
