"""Deciding on what goes wrong: allegations, what is found, and the way back to a charge."""

from __future__ import annotations

from dataclasses import replace

from ledger.decisions.matter import Matter, offence_kind
from ledger.decisions.refusals import NotFound, OutOfTurn, WrongDay
from ledger.decisions.weigh import Decided, check_rationale, weigh
from ledger.journey.calendar import london_day
from ledger.journey.facts import Fact
from ledger.journey.facts.breach import (
    BreachAlleged,
    BreachConfirmed,
    BreachExcused,
    BreachRescinded,
    ReoffenceAlleged,
    ReoffenceCleared,
    ReoffenceConfirmed,
    ReoffenceExcused,
    ReturnedForDecision,
)
from ledger.journey.journey import Allegation, Found
from ledger.journey.stations import (
    BreachFound,
    Ineligible,
    OnCourse,
    ReoffenceFound,
    Station,
    Withdrew,
)
from ledger.journey.words import ReturnReason
from ledger.policy.clauses import breach as clauses


def allege_breach(matter: Matter, command: BreachAlleged) -> tuple[Fact, ...]:
    """The allegation, numbered.

    Raises:
        WrongDay: The breach is later than the allegation.
        NotFound: The contract has no condition of that number.
    """
    if command.breached_on > command.on:
        raise WrongDay("The breach is later than the allegation.", "/breached_on")
    if not 1 <= command.condition <= len(matter.contract.conditions):
        raise NotFound("The contract has no condition of that number.", "/condition")
    number = matter.page.next_allegation(command.journey)
    return (replace(command, allegation=number),)


def allege_reoffence(matter: Matter, command: ReoffenceAlleged) -> tuple[Fact, ...]:
    """The allegation, numbered.

    Raises:
        OffenceUnknown: The offence code is not in the reference list.
        WrongDay: The offence is later than the allegation, or its instant is on another day.
        RefusedByPolicy: The offence is outside the term; by B3, whatever else may come of it.
    """
    offence_kind(command.offence_code, matter.rulebook, "/offence_code")
    if command.offence_on > command.on:
        raise WrongDay("The offence is later than the allegation.", "/offence_on")
    if command.offence_at and london_day(command.offence_at) != command.offence_on:
        raise WrongDay("The instant is not on the offence's day.", "/offence_at")
    in_term = matter.contract.term.holds(command.offence_on, command.offence_at)
    asked = clauses.Confirming(command, in_term, held=False, warnings=0)
    only_term = tuple(clause for clause in clauses.CONFIRMING if clause.code == "B3")
    weigh(only_term, asked, matter.edition)
    number = matter.page.next_allegation(command.journey)
    return (replace(command, allegation=number, arising_from=0),)


def confirm(matter: Matter, command: BreachConfirmed | ReoffenceConfirmed) -> tuple[Fact, ...]:
    """The finding against the participant.

    Raises:
        NotFound: No such allegation is open.
        NeedsRationale: The decision comes without a rationale.
        RefusedByPolicy: Clauses stand in the way and are firm, or are not overridden by name.
    """
    allegation = _open(matter, command)
    check_rationale(command.rationale)
    asked = clauses.Confirming(
        alleged=allegation.alleged,
        in_term=_in_term(matter, allegation),
        held=matter.journey.safeguard_hold,
        warnings=matter.journey.work.warnings,
        reached=command.reached if isinstance(command, ReoffenceConfirmed) else None,
    )
    decided = Decided(command.decided_by, command.override, command.rationale)
    refused_for = weigh(clauses.CONFIRMING, asked, matter.edition, decided)
    return (replace(command, refused_for=refused_for),)


def _in_term(matter: Matter, allegation: Allegation) -> bool:
    term = matter.contract.term
    match allegation.alleged:
        case ReoffenceAlleged(offence_on=on, offence_at=at):
            return term.holds(on, at)
        case BreachAlleged(breached_on=on):
            return term.signed_on <= on <= term.last_on


def _open(
    matter: Matter,
    command: BreachConfirmed | ReoffenceConfirmed | BreachExcused | ReoffenceExcused,
) -> Allegation:
    allegation = matter.allegation(command.allegation, Found.OPEN)
    about_reoffence = isinstance(command, ReoffenceConfirmed | ReoffenceExcused)
    if allegation.is_reoffence != about_reoffence:
        raise NotFound("The allegation is of the other kind.", "/allegation")
    return allegation


def excuse(matter: Matter, command: BreachExcused | ReoffenceExcused) -> tuple[Fact, ...]:
    """The finding that nothing follows.

    Raises:
        NotFound: No such allegation is open.
        NeedsRationale: The decision comes without a rationale.
        RefusedByPolicy: The reoffence is outside the edition's discretion, and not overridden.
    """
    allegation = _open(matter, command)
    check_rationale(command.rationale)
    if isinstance(command, BreachExcused):
        return (command,)
    gravity = getattr(allegation.alleged, "gravity", None)
    decided = Decided(command.decided_by, command.override, command.rationale)
    asked = clauses.Excusing(gravity, command.decided_by)
    refused_for = weigh(clauses.EXCUSING, asked, matter.edition, decided)
    return (replace(command, refused_for=refused_for),)


def clear(matter: Matter, command: ReoffenceCleared) -> tuple[Fact, ...]:
    """That an alleged or confirmed reoffence does not count.

    Raises:
        NotFound: No such reoffence is open or confirmed.
    """
    allegation = matter.allegation(command.allegation, Found.OPEN, Found.CONFIRMED)
    if not allegation.is_reoffence:
        raise NotFound("The allegation is of the other kind.", "/allegation")
    return (command,)


def rescind(matter: Matter, command: BreachRescinded) -> tuple[Fact, ...]:
    """That a confirmed breach is taken back.

    Raises:
        NotFound: No such breach is confirmed.
        NeedsRationale: The decision comes without a rationale.
        RefusedByPolicy: It is the same official who confirmed it.
    """
    matter.allegation(command.allegation, Found.CONFIRMED)
    check_rationale(command.rationale)
    confirmed = next(
        fact
        for _, fact in reversed(matter.page.written)
        if isinstance(fact, BreachConfirmed | ReoffenceConfirmed)
        and (fact.journey, fact.allegation) == (command.journey, command.allegation)
    )
    asked = clauses.Rescinding(confirmed.decided_by, command.decided_by)
    weigh(clauses.RESCINDING, asked, matter.edition)
    return (command,)


REASONS: dict[type[Station], ReturnReason] = {
    Ineligible: ReturnReason.INELIGIBLE,
    OnCourse: ReturnReason.COURSE_NOT_ATTENDED,
    Withdrew: ReturnReason.WITHDRAWN,
    BreachFound: ReturnReason.BREACH,
    ReoffenceFound: ReturnReason.REOFFENCE,
}


def return_matter(matter: Matter, command: ReturnedForDecision) -> tuple[Fact, ...]:
    """The way back to the investigating officer.

    Raises:
        OutOfTurn: The reason given is not one for where the journey stands.
    """
    expected = REASONS.get(type(matter.journey.station), ReturnReason.NO_LONGER_ELIGIBLE)
    if command.because not in {expected, ReturnReason.NO_LONGER_ELIGIBLE}:
        raise OutOfTurn(f"From here a matter is returned as {expected}.")
    return (command,)
