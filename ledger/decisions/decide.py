"""What follows from each command, given the page and the policy.

Pure: no clock, no store. The day comes with the command; `decide` is one table, a line a turn.
"""

from __future__ import annotations

from ledger.decisions import arrest, breach, contract, ending, entry, log, rearrest, scrutiny
from ledger.decisions import page as pages
from ledger.decisions.matter import Matter
from ledger.decisions.publishing import publish
from ledger.decisions.refusals import (
    ComesTooLate,
    Erased,
    NeedsReason,
    NoSuchJourney,
    OutOfTurn,
    WrongDay,
)
from ledger.journey import stations as s
from ledger.journey.commands import (
    AdoptPolicy,
    Command,
    DecideEligibility,
    PublishStatus,
    RecordArrest,
    VaryContract,
)
from ledger.journey.facts import Fact
from ledger.journey.facts import arrest as a
from ledger.journey.facts import breach as b
from ledger.journey.facts import contract as c
from ledger.journey.facts import course as k
from ledger.journey.facts import decision as d
from ledger.journey.facts import ending as e
from ledger.journey.facts import log as own
from ledger.journey.facts import person as p
from ledger.journey.facts import protection as t
from ledger.journey.facts.institution import PanelVerdictGiven
from ledger.journey.facts.scrutiny import SampleDrawn
from ledger.journey.page import Page, reads_the_same
from ledger.policy.rulebook import Rulebook


def decide(
    page: Page,
    command: Command,
    rulebook: Rulebook,
    *,
    linked: tuple[Page, ...] = (),
    late_because: str = "",
) -> tuple[Fact, ...]:
    """The facts to record, in order: what was decided, and the reoffences that it alleges.

    `rulebook` holds what the page's force has adopted; `linked` are other pages of the same
    person; of a panel's verdict, the page that it is about.

    Raises:
        Refused: The command is not allowed where the journey stands, or by a clause, or does not
            hold together; the subclasses in `refusals` say which, and each stage's functions when.
        EditionUnknown: The page cites an edition that is not here as it was.
    """
    if page.erased:
        raise Erased("The page's personal data was erased.")
    decided = _on_page(page, command, rulebook, linked)
    facts = (*decided, *rearrest.alleged(page, decided))
    _check_days(page, facts, late_because)
    return facts


def _check_days(page: Page, facts: tuple[Fact, ...], late_because: str) -> None:
    if all(fact.on >= page.latest for fact in facts):
        return
    if not late_because.strip():
        raise NeedsReason("The day is before what is already written: say why it comes late.")
    struck = any(isinstance(fact, t.RecordedInError) for fact in facts)
    if not struck and not reads_the_same(page, facts):
        raise ComesTooLate("Told on that day, this would change what was recorded after it.", "/on")


def _on_page(
    page: Page, command: Command, rulebook: Rulebook, linked: tuple[Page, ...]
) -> tuple[Fact, ...]:
    match command:
        case AdoptPolicy():
            return pages.adopt(command, rulebook)
        case own.LogKeyAdded() | own.LogKeyRetired() | own.LogAnchored():
            return log.log_fact(page, command)
        case SampleDrawn():
            return scrutiny.draw(page, command)
        case PanelVerdictGiven():
            return scrutiny.give_verdict(linked[0], command)
        case RecordArrest():
            return arrest.record_arrest(page, command, rulebook)
        case _ if not page.version:
            raise OutOfTurn("A page is opened by an arrest.")
        case p.IdentifierAdded() | p.IdentifierCorrected():
            return pages.identify(command)
        case p.PagesLinked() | p.PagesUnlinked():
            return pages.link(page, command)
        case p.ParticipantDied():
            return pages.record_death(page, command)
        case t.RecordedInError():
            return pages.correct(page, command)
        case t.AccuracyContested():
            return pages.contest(page, command)
        case t.RestrictionApplied() | t.RestrictionLifted():
            return pages.restrict(page, command)
        case t.PersonalDataErased():
            return pages.erase(page, command)
        case p.DetailsCorrected():
            return pages.correct_details(page, command)
        case t.DisclosureMade():
            return (command,)
        case PublishStatus():
            return publish(page, command)
        case _:
            return _on_journey(page, command, rulebook, linked)


def _on_journey(
    page: Page, command: Command, rulebook: Rulebook, linked: tuple[Page, ...]
) -> tuple[Fact, ...]:
    number = getattr(command, "journey", 0)
    journey = page.journey(number)
    if journey is None:
        raise NoSuchJourney("The page has no journey of that number.")
    if command.on < journey.arrest.on:
        raise WrongDay("The day is before the arrest.", "/on")
    return _by_station(Matter(page, journey, rulebook, linked), command)


def _by_station(matter: Matter, command: Command) -> tuple[Fact, ...]:
    match matter.journey.station, command:
        case s.Arrested() | s.Ineligible(), DecideEligibility():
            return entry.decide_eligibility(matter, command)
        case s.Eligible(), d.DiversionOffered():
            return entry.make_offer(matter, command)
        case s.Offered() | s.CourseKept(), d.OfferAccepted():
            return entry.accept_offer(matter, command)
        case s.Offered() | s.OnCourse() | s.CourseKept(), d.OfferDeclined() | d.OfferLapsed():
            return (command,)
        case s.Offered() | s.Accepted() | s.OnCourse() | s.UnderContract(), k.CourseBooked():
            return entry.book_course(matter, command)
        case s.OnCourse() | s.UnderContract(), k.CourseAttended() | k.CourseMissed():
            return (command,)
        case s.OnCourse() | s.UnderContract(), k.CourseCompleted():
            return entry.complete_course(matter, command)
        case s.Accepted() | s.Assessed() | s.UnderContract(), c.NavigatorAssigned():
            return contract.assign_navigator(matter, command)
        case s.Offered() | s.OnCourse() | s.Accepted() | s.Assessed(), c.NeedsAssessed():
            return contract.assess_needs(matter, command)
        case s.UnderContract() | s.AwaitingCompletion(), c.NeedsAssessed():
            return contract.assess_needs(matter, command)
        case s.Accepted() | s.Assessed(), c.ContractSigned():
            return contract.sign(matter, command)
        case s.UnderContract(), VaryContract():
            return contract.vary(matter, command)
        case s.UnderContract(), c.ContractPaused():
            return contract.pause(matter, command)
        case s.UnderContract(), c.ContractResumed():
            return contract.resume(matter, command)
        case s.UnderContract() | s.AwaitingCompletion(), c.ConditionMet() | c.ConditionDischarged():
            return contract.settle_condition(matter, command)
        case (
            s.Accepted() | s.OnCourse() | s.Assessed() | s.UnderContract() | s.AwaitingCompletion(),
            c.TreatmentReferred() | c.SessionAttended() | c.SessionMissed(),
        ):
            return (command,)
        case (
            s.Accepted()
            | s.OnCourse()
            | s.CourseKept()
            | s.Assessed()
            | s.UnderContract()
            | s.AwaitingCompletion(),
            c.Withdrawn(),
        ):
            return (command,)
        case _:
            return _when_it_goes_wrong(matter, command)


def _when_it_goes_wrong(matter: Matter, command: Command) -> tuple[Fact, ...]:
    match matter.journey.station, command:
        case s.UnderContract() | s.AwaitingCompletion(), b.BreachAlleged():
            return breach.allege_breach(matter, command)
        case s.UnderContract() | s.AwaitingCompletion(), b.BreachConfirmed():
            return breach.confirm(matter, command)
        case s.UnderContract() | s.AwaitingCompletion(), b.BreachExcused():
            return breach.excuse(matter, command)
        case s.BreachFound() | s.Returned() | s.WithProsecutor(), b.BreachRescinded():
            return breach.rescind(matter, command)
        case (
            s.UnderContract() | s.AwaitingCompletion() | s.Completed() | s.Closed(diverted=True),
            b.ReoffenceAlleged(),
        ):
            return breach.allege_reoffence(matter, command)
        case (
            s.UnderContract() | s.AwaitingCompletion() | s.Completed() | s.Closed(diverted=True),
            b.ReoffenceConfirmed(),
        ):
            return breach.confirm(matter, command)
        case (
            s.UnderContract() | s.AwaitingCompletion() | s.Completed() | s.Closed(diverted=True),
            b.ReoffenceExcused(),
        ):
            return breach.excuse(matter, command)
        case _, b.ReoffenceCleared():
            return breach.clear(matter, command)
        case (
            s.Ineligible() | s.Withdrew() | s.BreachFound() | s.ReoffenceFound() | s.OnCourse(),
            b.ReturnedForDecision(),
        ):
            return breach.return_matter(matter, command)
        case (
            s.Eligible()
            | s.Offered()
            | s.CourseKept()
            | s.Accepted()
            | s.Assessed()
            | s.UnderContract()
            | s.AwaitingCompletion(),
            b.ReturnedForDecision(),
        ):
            return breach.return_matter(matter, command)
        case _:
            return _when_it_ends(matter, command)


def _when_it_ends(matter: Matter, command: Command) -> tuple[Fact, ...]:
    match matter.journey.station, command:
        case s.UnderContract(), e.TermEnded():
            return ending.end_term(matter, command)
        case s.UnderContract() | s.AwaitingCompletion() | s.ReoffenceFound(), e.ContractCompleted():
            return ending.complete(matter, command)
        case s.Completed() | s.Closed(diverted=True), e.CompletionRescinded():
            return ending.rescind_completion(matter, command)
        case s.Returned(because=because) | s.WithProsecutor(because=because), e.Charged():
            return ending.charge(matter, command, because)
        case s.Returned() | s.WithProsecutor(), e.CautionGiven():
            return ending.caution(matter, command)
        case s.Returned(), e.ReferredToProsecutor():
            return (command,)
        case s.Prosecuted() | s.Closed(code="1" | "1a"), e.Convicted():
            return (command,)
        case (
            s.Returned() | s.WithProsecutor() | s.Prosecuted() | s.Closed(code="1" | "1a"),
            e.NotProsecuted(),
        ):
            return (command,)
        case (
            s.Completed() | s.Returned() | s.WithProsecutor() | s.Prosecuted() | s.Transferred(),
            e.OutcomeRecorded(),
        ):
            return ending.record_outcome(matter, command)
        case _:
            return _at_any_time(matter, command)


def _at_any_time(matter: Matter, command: Command) -> tuple[Fact, ...]:
    match matter.journey.station, command:
        case s.Void(), _:
            raise OutOfTurn("The journey is void.")
        case _, e.JourneyVoided():
            return (command,)
        case _, e.ProceedingsNotified() | e.ProceedingsConcluded() | a.VictimNotified():
            return (command,)
        case _, a.OffenceReclassified():
            return arrest.reclassify(matter, command)
        case s.Closed() | s.Transferred(), _:
            raise OutOfTurn("The journey is closed.")
        case _, a.AdmissionWithdrawn():
            return arrest.withdraw_admission(matter, command)
        case _, a.SafeguardingScreened() | a.VictimViewsSought() | e.TransferredOut():
            return (command,)
        case _, e.TransferAccepted():
            return ending.accept_transfer(matter, command)
        case station, _:
            raise OutOfTurn(f"Not possible while the journey stands at: {station.NAME}.")
