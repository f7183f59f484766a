"""Deciding on what scrutiny records, and which decisions a sample is drawn from.

What a panel thinks of a decision changes no journey.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ledger.decisions.refusals import Erased, NotADecision, OutOfTurn, WrongDay
from ledger.decisions.standing import record_of
from ledger.journey.facts import Fact
from ledger.journey.facts.decision import EligibilityDecided
from ledger.journey.facts.ending import OutcomeRecorded
from ledger.journey.facts.institution import PanelVerdictGiven
from ledger.journey.facts.protection import RestrictionApplied
from ledger.journey.facts.scrutiny import SampleDrawn
from ledger.journey.page import Line, Page, replay, struck_lines
from ledger.journey.parts import Official
from ledger.journey.words import DecisionKind

Decision = EligibilityDecided | OutcomeRecorded

DECISIONS: Mapping[DecisionKind, type[Decision]] = {
    DecisionKind.ELIGIBILITY: EligibilityDecided,
    DecisionKind.OUTCOME: OutcomeRecorded,
}


def draw(page: Page, command: SampleDrawn) -> tuple[Fact, ...]:
    """The sample, as it was drawn.

    Raises:
        WrongDay: The period ends before it begins.
        OutOfTurn: A sample has that id.
    """
    if command.last_on < command.from_on:
        raise WrongDay("The period ends before it begins.", "/last_on")
    if any(f.sample == command.sample for _, f in page.written if isinstance(f, SampleDrawn)):
        raise OutOfTurn("A sample has that id.")
    return (command,)


def give_verdict(about: Page, command: PanelVerdictGiven) -> tuple[Fact, ...]:
    """The verdict on a decision on the page `about`; a panel that reconsiders gives another.

    Raises:
        Erased: The page's key is gone, and with it that to what the panel observed.
        NotADecision: There is no decision on that line.
        WrongDay: The day is before the decision.
    """
    if about.erased:
        raise Erased("The page's personal data was erased.")
    decision = about.fact(command.line)
    if not isinstance(decision, Decision):
        raise NotADecision("There is no decision on that line.", "/line")
    if command.on < decision.on:
        raise WrongDay("The day is before the decision.", "/on")
    return (command,)


def drawn_from(written: Sequence[Line], sample: SampleDrawn) -> tuple[int, ...]:
    """The lines of a page, as known, that are in the sample's population, in their order.

    A decision recorded in error is none, and a restricted page is left out.
    """
    struck = struck_lines(written)
    asked_for = [
        (line, fact)
        for line, fact in written
        if isinstance(fact, DECISIONS[sample.decision])
        and line not in struck
        and sample.from_on <= fact.on <= sample.last_on
        and _is_by_one_of(official_of(fact), sample.officers)
    ]
    if not asked_for or not (sample.outcomes or _may_be_restricted(written)):
        return tuple(line for line, _ in asked_for)
    told = replay(written, sample.on)
    if told.restricted:
        return ()
    return tuple(line for line, fact in asked_for if _came_to_one_of(told, fact.journey, sample))


def official_of(decision: Decision) -> Official:
    """Who decided."""
    match decision:
        case EligibilityDecided():
            return decision.decided_by
        case OutcomeRecorded():
            return decision.recorded_for


def _may_be_restricted(written: Sequence[Line]) -> bool:
    return any(isinstance(fact, RestrictionApplied) for _, fact in written)


def _is_by_one_of(official: Official, officers: tuple[str, ...]) -> bool:
    return not officers or official.name in officers or official.number in officers


def _came_to_one_of(told: Page, number: int, sample: SampleDrawn) -> bool:
    if not sample.outcomes:
        return True
    journey = told.journey(number)
    if journey is None:
        return False
    struck = struck_lines(told.written)
    codes = {
        fact.code
        for line, fact in told.written
        if isinstance(fact, OutcomeRecorded) and fact.journey == number and line not in struck
    }
    return not codes.isdisjoint(sample.outcomes) or record_of(journey, sample.on) in sample.outcomes
