"""Facts as they are told in tests of the views, with all that does not matter there filled in."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from ledger.journey.facts.arrest import NO_PAPERS, ArrestRecorded
from ledger.journey.facts.contract import ContractSigned, NavigatorAssigned, NeedsAssessed
from ledger.journey.facts.decision import DiversionOffered, EligibilityDecided, OfferAccepted
from ledger.journey.facts.ending import ContractCompleted, OutcomeRecorded
from ledger.journey.facts.person import NOBODY, PageOpened
from ledger.journey.parts import (
    ArrestPapers,
    Assurance,
    Condition,
    EditionRef,
    Findings,
    Identifier,
    Offence,
    Official,
    Override,
    Person,
)
from ledger.journey.words import (
    Admission,
    ConditionKind,
    Fitness,
    Language,
    LegalAdvice,
    ModeOfTrial,
    Pathway,
    Phase,
    Rank,
    Role,
    Route,
)

SERGEANT = Official(name="R. Pugh", role=Role.CUSTODY_SERGEANT, rank=Rank.SERGEANT, number="2041")
NAVIGATOR = Official(name="M. Rees", role=Role.NAVIGATOR, number="N7")
EDITION = EditionRef(scheme="checkpoint-cymru", edition="2019-10", digest="0" * 64)
ARRESTED_ON = date(2019, 12, 2)
SIGNED_ON = date(2019, 12, 10)
LAST_ON = date(2020, 12, 10)
FORCE = "north-wales"


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def opened(
    *identifiers: Identifier, person: Person = NOBODY, on: date = ARRESTED_ON, force: str = FORCE
) -> PageOpened:
    return PageOpened(on=on, force=force, person=person, identifiers=identifiers)


def offence(
    code: str = "possession-class-a",
    on: date = ARRESTED_ON,
    mode: ModeOfTrial = ModeOfTrial.EITHER_WAY,
) -> Offence:
    return Offence(code=code, title=code, mode=mode, first_on=on, last_on=on)


def arrested(
    journey: int = 1,
    on: date = ARRESTED_ON,
    offences: tuple[Offence, ...] = (),
    papers: ArrestPapers = NO_PAPERS,
    station: str = "St Asaph",
) -> ArrestRecorded:
    return ArrestRecorded(
        journey=journey,
        on=on,
        at=noon(on),
        station=station,
        offences=offences or (offence(on=on),),
        admission=Admission.ADMITTED,
        age=30,
        lives_in_area=True,
        occurred_in_area=True,
        papers=papers,
    )


def eligible(
    journey: int = 1,
    on: date = ARRESTED_ON,
    refused_for: tuple[str, ...] = (),
    override: Override | None = None,
    decision: bool = True,
    route: Route = Route.CONTRACT,
    edition: EditionRef = EDITION,
    split: tuple[int, ...] = (),
) -> EligibilityDecided:
    return EligibilityDecided(
        journey=journey,
        on=on,
        edition=edition,
        route=route,
        eligible=decision,
        refused_for=refused_for,
        findings=Findings(age=30),
        decided_by=SERGEANT,
        override=override,
        split=split,
    )


def offered(journey: int = 1, on: date = ARRESTED_ON) -> DiversionOffered:
    return DiversionOffered(journey=journey, on=on, offered_by=SERGEANT)


def accepted(journey: int = 1, on: date = ARRESTED_ON) -> OfferAccepted:
    return OfferAccepted(journey=journey, on=on)


def assigned(
    journey: int = 1, on: date = ARRESTED_ON, appointment_on: date = date(2019, 12, 6)
) -> NavigatorAssigned:
    return NavigatorAssigned(
        journey=journey, on=on, navigator=NAVIGATOR, appointment_on=appointment_on
    )


def assessed(journey: int = 1, on: date = date(2019, 12, 6)) -> NeedsAssessed:
    return NeedsAssessed(
        journey=journey,
        on=on,
        phase=Phase.ENTRY,
        scale="outcome-star",
        scale_version="1",
        pathways=(Pathway.DRUGS,),
        assessed_by=NAVIGATOR,
    )


def signed(journey: int = 1, on: date = SIGNED_ON, last_on: date = LAST_ON) -> ContractSigned:
    return ContractSigned(
        journey=journey,
        on=on,
        signed_at=noon(on),
        length="P12M",
        conditions=(Condition(kind=ConditionKind.NOT_TO_REOFFEND),),
        assurance=Assurance(version="1", language=Language.ENGLISH, sha256="0" * 64),
        fitness=Fitness.FIT,
        understands=Language.ENGLISH,
        legal_advice=LegalAdvice.DECLINED,
        told_voluntary=True,
        navigator=NAVIGATOR,
        last_on=last_on,
    )


def completed(journey: int = 1, on: date = date(2020, 12, 11)) -> ContractCompleted:
    return ContractCompleted(journey=journey, on=on, decided_by=SERGEANT)


def closed(journey: int = 1, on: date = date(2020, 12, 14), code: str = "22") -> OutcomeRecorded:
    return OutcomeRecorded(journey=journey, on=on, code=code, recorded_for=SERGEANT)


TO_CONTRACT = (
    opened(),
    arrested(),
    eligible(),
    offered(),
    accepted(),
    assigned(),
    assessed(),
    signed(),
)
KEPT = (*TO_CONTRACT, completed(), closed())
