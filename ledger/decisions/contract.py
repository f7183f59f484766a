"""Deciding on the work with a navigator: appointments, assessment, contract, conditions."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from ledger.decisions.matter import Matter
from ledger.decisions.refusals import EditionNotKnown, NotFound, OutOfTurn, WrongDay
from ledger.decisions.weigh import Decided, allow, weigh
from ledger.journey.calendar import NotAPeriod, Term, london_day, months_in
from ledger.journey.commands import VaryContract
from ledger.journey.facts import Fact
from ledger.journey.facts.contract import (
    ConditionDischarged,
    ConditionMet,
    ContractPaused,
    ContractResumed,
    ContractSigned,
    ContractVaried,
    NavigatorAssigned,
    NeedsAssessed,
)
from ledger.journey.parts import Condition
from ledger.journey.stations import Accepted, Assessed
from ledger.journey.words import Phase, Route
from ledger.policy.clause import Clause, failing
from ledger.policy.clauses import contract as clauses
from ledger.policy.clauses import course
from ledger.policy.edition import Edition


def assign_navigator(matter: Matter, command: NavigatorAssigned) -> tuple[Fact, ...]:
    """The assignment.

    Raises:
        WrongDay: The appointment is before the day of the assignment.
        RefusedByPolicy: The first appointment is later than the scheme allows.
    """
    if command.appointment_on < command.on:
        raise WrongDay("The appointment is before the assignment.", "/appointment_on")
    if isinstance(matter.journey.station, Accepted):
        asked = course.Meeting(matter.journey.since, command.appointment_on)
        weigh(course.MEETING, asked, matter.edition)
    return (command,)


def assess_needs(matter: Matter, command: NeedsAssessed) -> tuple[Fact, ...]:
    """The assessment.

    Raises:
        RefusedByPolicy: An assessment at entry leaves out a pathway that the scheme names.
    """
    if command.phase == Phase.ENTRY:
        weigh(course.ASSESSING, frozenset(command.pathways), matter.edition)
    return (command,)


def sign(matter: Matter, command: ContractSigned) -> tuple[Fact, ...]:
    """The contract, with its last day worked out.

    Raises:
        OutOfTurn: The scheme has no contract.
        WrongDay: The contract was signed on another day than its instant, or `length` is no period.
        RefusedByPolicy: Clauses stand in the way and are not overridden by name; or are firm.
    """
    edition = matter.edition
    if edition.route == Route.COURSE_ONLY:
        raise OutOfTurn("The scheme has no contract.")
    if london_day(command.signed_at) != command.on:
        raise WrongDay("The instant of signing is not on the day given.", "/signed_at")
    term = _term(command.signed_at, command.length)
    signing = clauses.Signing(
        contract=command,
        assessed=isinstance(matter.journey.station, Assessed),
        under_contract=matter.under_another_contract(),
    )
    against: tuple[Clause[Any], ...] = (
        *failing(clauses.TERMS, _terms(matter, command.conditions, term), edition),
        *failing(clauses.SIGNING, signing, edition),
    )
    decided = Decided(command.navigator, command.override, command.rationale)
    refused_for = allow(against, edition, decided)
    return (replace(command, last_on=term.last_on, refused_for=refused_for),)


def _term(signed_at: datetime, length: str) -> Term:
    try:
        return Term.of(signed_at, months_in(length))
    except NotAPeriod:
        raise WrongDay("The length is not in ISO 8601 months, as P4M.", "/length") from None


def _terms(matter: Matter, conditions: tuple[Condition, ...], term: Term) -> clauses.Terms:
    return clauses.Terms(term, conditions, matter.journey.charge_by, matter.journey.victim)


def vary(matter: Matter, command: VaryContract) -> tuple[Fact, ...]:
    """The variation, judged by the edition that governs from then on.

    Raises:
        OutOfTurn: The last day of the contract has passed.
        EditionNotKnown: There is no such edition of the journey's scheme.
        WrongDay: `length` is no period, or would end the contract before the variation.
        RefusedByPolicy: The participant did not sign; or clauses stand in the way and are not
            overridden by name.
    """
    contract = matter.contract
    if command.on > contract.term.last_on:
        raise OutOfTurn("The contract has ended.")
    edition = _edition_moved_to(matter, command)
    term = contract.term
    if command.length:
        term = _term(contract.term.signed_at, command.length)
    if term.last_on < command.on:
        raise WrongDay("The contract would end before the variation.", "/length")
    conditions = command.conditions or contract.conditions
    varying = clauses.Varying(
        term, term.last_on > contract.term.last_on, command.signed_by_participant
    )
    against: tuple[Clause[Any], ...] = (
        *failing(clauses.TERMS, _terms(matter, conditions, term), edition),
        *failing(clauses.VARYING, varying, edition),
    )
    varied = ContractVaried(
        journey=command.journey,
        on=command.on,
        signed_by_participant=command.signed_by_participant,
        last_on=term.last_on,
        conditions=conditions,
        edition=edition.ref,
        refused_for=allow(against, edition, Decided(None, command.override, command.rationale)),
        override=command.override,
        rationale=command.rationale,
        texts=command.texts,
    )
    return (varied,)


def _edition_moved_to(matter: Matter, command: VaryContract) -> Edition:
    if not command.edition:
        return matter.edition
    name = f"{matter.edition.ref.scheme}/{command.edition}"
    if name not in matter.rulebook.editions:
        raise EditionNotKnown("There is no such edition of the journey's scheme.", "/edition")
    return matter.rulebook.editions[name]


def pause(matter: Matter, command: ContractPaused) -> tuple[Fact, ...]:
    """The pause.

    Raises:
        OutOfTurn: The contract is paused already.
    """
    if matter.journey.paused:
        raise OutOfTurn("The contract is paused already.")
    return (command,)


def resume(matter: Matter, command: ContractResumed) -> tuple[Fact, ...]:
    """The end of the pause.

    Raises:
        OutOfTurn: The contract is not paused.
    """
    if not matter.journey.paused:
        raise OutOfTurn("The contract is not paused.")
    return (command,)


def settle_condition(
    matter: Matter, command: ConditionMet | ConditionDischarged
) -> tuple[Fact, ...]:
    """That a condition is met or discharged.

    Raises:
        NotFound: The contract has no condition of that number.
        OutOfTurn: The condition was settled before.
    """
    contract = matter.contract
    if not 1 <= command.condition <= len(contract.conditions):
        raise NotFound("The contract has no condition of that number.", "/condition")
    if command.condition in contract.kept | contract.discharged:
        raise OutOfTurn("The condition is met or discharged already.")
    return (command,)
