"""Deciding on the end: completion, charge or caution, outcome, transfer, and the void."""

from __future__ import annotations

from dataclasses import replace

from ledger.decisions.matter import Matter
from ledger.decisions.rearrest import see_that_all_is_alleged
from ledger.decisions.refusals import NotFound, OutcomeUnknown, OutOfTurn
from ledger.decisions.weigh import Decided, check_rationale, weigh
from ledger.journey.evolve import DIVERSION
from ledger.journey.facts import Fact
from ledger.journey.facts.ending import (
    CautionGiven,
    Charged,
    CompletionRescinded,
    ContractCompleted,
    OutcomeRecorded,
    TermEnded,
    TransferAccepted,
    TransferredOut,
)
from ledger.journey.journey import Found
from ledger.journey.stations import AwaitingCompletion, Completed, GoneWrong, Transferred
from ledger.journey.words import ReturnReason
from ledger.policy.clauses import breach, completion


def end_term(matter: Matter, command: TermEnded) -> tuple[Fact, ...]:
    """That the last day has passed.

    Raises:
        OutOfTurn: The contract still binds on the day given.
    """
    if not isinstance(matter.journey.station_on(command.on), AwaitingCompletion):
        raise OutOfTurn(f"The contract binds to the end of {matter.contract.term.last_on}.")
    return (command,)


def complete(matter: Matter, command: ContractCompleted) -> tuple[Fact, ...]:
    """The decision that the work asked for is done.

    Raises:
        OutOfTurn: A linked page tells of an offence in the term that nobody has alleged.
        NeedsRationale: The decision comes without a rationale.
        RefusedByPolicy: Clauses stand in the way and are firm, or are not overridden by name.
    """
    journey = matter.journey
    check_rationale(command.rationale)
    see_that_all_is_alleged(matter)
    asked = completion.Completing(
        on=command.on,
        contract=journey.contract,
        course_completed=journey.course.completed,
        alleged=bool(journey.open_allegations),
        reoffended=any(a.is_reoffence for a in journey.confirmed),
        proceedings=bool(journey.proceedings),
    )
    decided = Decided(command.decided_by, command.override, command.rationale)
    refused_for = weigh(completion.COMPLETING, asked, matter.edition, decided)
    return (replace(command, refused_for=refused_for),)


def rescind_completion(matter: Matter, command: CompletionRescinded) -> tuple[Fact, ...]:
    """That completion is taken back for a reoffence learnt of later.

    Raises:
        OutOfTurn: The journey was never completed.
        NeedsRationale: The decision comes without a rationale.
        RefusedByPolicy: The assurance did not reserve it, no reoffence in the term is confirmed, or
            it is later than the edition looks back and that is not overridden.
    """
    completed_on = matter.journey.completed_on
    if completed_on is None:
        raise OutOfTurn("The journey was never completed.")
    check_rationale(command.rationale)
    allegation = matter.journey.allegation(command.allegation)
    confirmed = allegation is not None and allegation.found == Found.CONFIRMED
    asked = completion.TakingBack(
        completed_on=completed_on,
        on=command.on,
        assurance_allows=matter.contract.assurance.allows_rescission,
        reoffence_confirmed=confirmed,
    )
    decided = Decided(command.decided_by, command.override, command.rationale)
    refused_for = weigh(completion.TAKING_BACK, asked, matter.edition, decided)
    return (replace(command, refused_for=refused_for),)


def charge(matter: Matter, command: Charged, because: ReturnReason) -> tuple[Fact, ...]:
    """The charge, in a matter that was returned `because` of something.

    Raises:
        RefusedByPolicy: The time limit has passed; or the edition does not let the breach or the
            refusal lead to a charge, and that is not overridden.
    """
    asked = breach.Charging(because, matter.journey.charge_by, command.on)
    decided = Decided(command.decided_by, command.override, command.rationale)
    refused_for = weigh(breach.CHARGING, asked, matter.edition, decided)
    return (replace(command, refused_for=refused_for),)


def caution(matter: Matter, command: CautionGiven) -> tuple[Fact, ...]:
    """The caution.

    Raises:
        RefusedByPolicy: It does not rest on an admission.
    """
    weigh(breach.CAUTIONING, command.admitted, matter.edition)
    return (replace(command, refused_for=()),)


def record_outcome(matter: Matter, command: OutcomeRecorded) -> tuple[Fact, ...]:
    """The Home Office code that closes the crime.

    Raises:
        OutcomeUnknown: The code is not in the reference list.
        OutOfTurn: The journey was completed and is to end as diverted, and a linked page tells of
            an offence in the term that nobody has alleged.
        RefusedByPolicy: The code is not in use, does not say what happened, or is not the one that
            the edition names for a completed journey.
    """
    outcome = matter.rulebook.outcomes.get(command.code)
    if outcome is None:
        raise OutcomeUnknown("The outcome code is not in the reference list.", "/code")
    if isinstance(matter.journey.station, Completed) and command.code in DIVERSION:
        see_that_all_is_alleged(matter)
    asked = completion.Closing(
        code=command.code,
        completed=isinstance(matter.journey.station, Completed),
        in_use=outcome.in_use(command.on),
        fits=_fits(matter, command),
    )
    decided = Decided(command.recorded_for, command.override, command.rationale)
    refused_for = weigh(completion.CLOSING, asked, matter.edition, decided)
    return (replace(command, refused_for=refused_for),)


CHARGES = frozenset({"1", "1a"})
CAUTIONS = frozenset({"2", "2a", "3", "3a"})
DIED = "5"
TOO_LATE = "17"


def _fits(matter: Matter, command: OutcomeRecorded) -> bool:
    """Whether what happened bears the code; one that says nothing of it fits if no other must."""
    journey, code = matter.journey, command.code
    charge_by = journey.charge_by
    undecided = not (
        journey.verdicts.charged
        or journey.verdicts.cautioned
        or isinstance(journey.station, Completed)
    )
    too_late = charge_by is not None and command.on > charge_by
    bound = {
        **dict.fromkeys(CHARGES, journey.verdicts.charged),
        **dict.fromkeys(CAUTIONS, journey.verdicts.cautioned),
        **dict.fromkeys(DIVERSION, isinstance(journey.station, Completed | Transferred)),
        DIED: matter.page.died_on is not None,
        TOO_LATE: undecided and too_late,
    }
    return bound.get(code, undecided)


def accept_transfer(matter: Matter, command: TransferAccepted) -> tuple[Fact, ...]:
    """The acceptance by another force.

    Raises:
        NotFound: That force was not asked.
        OutOfTurn: The journey has gone wrong: the crime stays here, and there is no work to go on.
    """
    if isinstance(matter.journey.station, GoneWrong):
        raise OutOfTurn("The matter has gone wrong: no work is left to be taken over.")
    asked = (fact for _, fact in matter.page.written if isinstance(fact, TransferredOut))
    if not any(f.journey == command.journey and f.to_force == command.by_force for f in asked):
        raise NotFound("That force was not asked to take the work over.", "/by_force")
    return (command,)
