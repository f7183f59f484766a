"""Deciding on arrests: opening a journey, and what is learnt of the matter afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ledger.decisions.matter import Matter, offence_kind
from ledger.decisions.refusals import AgeNeeded, NotFound, WrongDay, WrongIdentifier
from ledger.journey.calendar import NotYetBorn, age_on, london_day
from ledger.journey.commands import OffenceTold, RecordArrest
from ledger.journey.facts import Fact
from ledger.journey.facts.arrest import AdmissionWithdrawn, ArrestRecorded, OffenceReclassified
from ledger.journey.facts.breach import ReturnedForDecision
from ledger.journey.facts.ending import JourneyVoided
from ledger.journey.facts.person import IdentifierAdded, PageOpened
from ledger.journey.identifiers import NotAnIdentifier, WrongCheckLetter, asn, cro, pnc_id
from ledger.journey.journey import NO_OFFENCE, NotEntered
from ledger.journey.page import Page
from ledger.journey.parts import ArrestPapers, Identifier, Offence
from ledger.journey.words import Admission, IdentifierKind, ReturnReason, VoidReason
from ledger.policy.clause import failing
from ledger.policy.clauses.eligibility import CLAUSES, Candidate
from ledger.policy.rulebook import Rulebook


def record_arrest(page: Page, command: RecordArrest, rulebook: Rulebook) -> tuple[Fact, ...]:
    """The page if there is none, else identifiers new to it; the arrest.

    Raises:
        WrongDay: The arrest is on another day than its instant, or before the offence.
        OffenceUnknown: An offence code is not in the reference list.
        WrongIdentifier: An identifier is malformed or its check letter is wrong.
        AgeNeeded: Neither the day of birth nor the age is known.
    """
    offences = _offences(command, rulebook)
    opening = _identified(page, command) if page.version else (_opening(command),)
    number = page.next_journey
    recorded = ArrestRecorded(
        journey=number,
        on=command.on,
        at=command.at,
        station=command.station,
        offences=offences,
        admission=command.admission,
        age=_age(page, command),
        lives_in_area=command.lives_in_area,
        occurred_in_area=command.occurred_in_area,
        encounter=command.encounter,
        sufficient_evidence=command.sufficient_evidence,
        court_order=command.court_order,
        bail=command.bail,
        detention=command.detention,
        co_accused=command.co_accused,
        papers=_papers(command.papers),
    )
    return (*opening, recorded)


def _offences(command: RecordArrest, rulebook: Rulebook) -> tuple[Offence, ...]:
    if london_day(command.at) != command.on:
        raise WrongDay("The instant of the arrest is not on the day given, London time.", "/at")
    if not command.offences:
        raise NotFound("An arrest is for at least one offence.", "/offences")
    return tuple(_offence(i, told, command, rulebook) for i, told in enumerate(command.offences))


def _offence(i: int, told: OffenceTold, command: RecordArrest, rulebook: Rulebook) -> Offence:
    kind = offence_kind(told.code, rulebook, f"/offences/{i}/code")
    if told.first_on > told.last_on:
        raise WrongDay("The offence ends before it begins.", f"/offences/{i}/last_on")
    if told.last_on > command.on:
        raise WrongDay("The offence is later than the arrest.", f"/offences/{i}/last_on")
    if told.ended_at and london_day(told.ended_at) != told.last_on:
        raise WrongDay("The instant is not on the offence's last day.", f"/offences/{i}/ended_at")
    return Offence(
        code=told.code,
        title=kind.title,
        mode=kind.mode,
        drug_class=kind.drug_class,
        first_on=told.first_on,
        last_on=told.last_on,
        ended_at=told.ended_at,
        drug=told.drug,
        gravity=told.gravity,
        features=told.features,
        personal_use=told.personal_use,
    )


def _opening(command: RecordArrest) -> PageOpened:
    return PageOpened(
        on=command.on,
        force=command.force,
        language=command.language,
        person=command.person,
        identifiers=_identifiers(command),
    )


def _identified(page: Page, command: RecordArrest) -> tuple[IdentifierAdded, ...]:
    known = page.identifiers + page.former_identifiers
    return tuple(
        IdentifierAdded(on=command.on, kind=new.kind, value=new.value, issuer=new.issuer)
        for new in _identifiers(command)
        if new not in known
    )


def _identifiers(command: RecordArrest) -> tuple[Identifier, ...]:
    return tuple(
        normalised(identifier, command.on, f"/identifiers/{i}/value")
        for i, identifier in enumerate(command.identifiers)
    )


def normalised(identifier: Identifier, on: date, pointer: str) -> Identifier:
    """The identifier as it is stored for good; `on` tells the century of a two-digit year.

    Raises:
        WrongIdentifier: It is malformed, or its check letter is wrong.
    """
    try:
        match identifier.kind:
            case IdentifierKind.PNC_ID:
                return replace(identifier, value=pnc_id(identifier.value, on.year))
            case IdentifierKind.CRO:
                return replace(identifier, value=cro(identifier.value))
            case IdentifierKind.FORCE_LOCAL | IdentifierKind.FOREIGN:
                return replace(identifier, value=identifier.value.strip())
    except NotAnIdentifier as error:
        raise _wrong(error, pointer) from None


def _papers(papers: ArrestPapers) -> ArrestPapers:
    number = papers.arrest_summons_number
    try:
        return replace(papers, arrest_summons_number=asn(number) if number else "")
    except NotAnIdentifier as error:
        raise _wrong(error, "/papers/arrest_summons_number") from None


def _wrong(error: NotAnIdentifier, pointer: str) -> WrongIdentifier:
    expected = error.expected if isinstance(error, WrongCheckLetter) else ""
    sentence = str(error)
    return WrongIdentifier(sentence[0].upper() + sentence[1:] + ".", pointer, expected)


def _age(page: Page, command: RecordArrest) -> int:
    born_on = page.person.born_on if page.version else command.person.born_on
    born_on = born_on or command.person.born_on
    if born_on is None and command.age is None:
        raise AgeNeeded("Give the day of birth, or the age where it is not known.", "/age")
    try:
        return age_on(born_on, command.on) if born_on else command.age or 0
    except NotYetBorn:
        raise WrongDay("The arrest is before the day of birth.", "/person/born_on") from None


def reclassify(matter: Matter, command: OffenceReclassified) -> tuple[Fact, ...]:
    """The offence as it proved to be; a journey left with no offence is void.

    Raises:
        NotFound: There is no offence of that number.
        OffenceUnknown: The new code is not in the reference list.
    """
    if not 1 <= command.offence <= len(matter.journey.offences):
        raise NotFound("The journey has no offence of that number.", "/offence")
    kind = offence_kind(command.code, matter.rulebook, "/code")
    now = replace(command, title=kind.title, mode=kind.mode, drug_class=kind.drug_class)
    offences = list(matter.journey.offences)
    offences[command.offence - 1] = replace(
        offences[command.offence - 1], code=now.code, mode=now.mode, drug_class=now.drug_class
    )
    if all(offence.code == NO_OFFENCE for offence in offences):
        return (now, _no_offence(now))
    live = tuple(offence for offence in offences if offence.code != NO_OFFENCE)
    return (replace(now, refused_for=_held_against(matter, live, command.on)),)


def _no_offence(fact: OffenceReclassified) -> JourneyVoided:
    return JourneyVoided(
        journey=fact.journey, on=fact.on, reason=VoidReason.NO_OFFENCE, decided_by=fact.decided_by
    )


ABOUT_OFFENCES = frozenset({"E10", "E11", "E12", "E13", "E14"})


def _held_against(matter: Matter, offences: tuple[Offence, ...], on: date) -> tuple[str, ...]:
    if isinstance(matter.journey.entered, NotEntered):
        return ()
    asked = replace(candidate(matter, matter.edition.ref.scheme, on), offences=offences)
    about = tuple(clause for clause in CLAUSES if clause.code in ABOUT_OFFENCES)
    return tuple(clause.code for clause in failing(about, asked, matter.edition))


def candidate(matter: Matter, scheme: str, on: date, split: tuple[int, ...] = ()) -> Candidate:
    """The person as eligibility under `scheme` looks at them on `on`; `split` offences left out."""
    journey = matter.journey
    live = (o for n, o in enumerate(journey.offences, 1) if n not in split)
    return Candidate(
        arrest=journey.arrest,
        offences=tuple(offence for offence in live if offence.code != NO_OFFENCE),
        admission=journey.admission,
        findings=matter.findings(scheme, on),
        on=on,
    )


def withdraw_admission(matter: Matter, command: AdmissionWithdrawn) -> tuple[Fact, ...]:
    """The withdrawal; where the edition cannot go on without admission, the matter goes back."""
    if isinstance(matter.journey.entered, NotEntered):
        return (command,)
    asked = candidate(matter, matter.edition.ref.scheme, command.on)
    without = replace(asked, admission=Admission.NO_REPLY)
    evidence = tuple(clause for clause in CLAUSES if clause.code == "E5")
    if not failing(evidence, without, matter.edition):
        return (command,)
    returned = ReturnedForDecision(
        journey=command.journey,
        on=command.on,
        because=ReturnReason.NO_LONGER_ELIGIBLE,
        returned_to=command.reported_by,
    )
    return (command, returned)
