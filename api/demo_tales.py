"""What became of each invented person: one tale for every station, ending and hold.

A tale may reach into the future; what has not happened by today is left out of the demo.
"""

from __future__ import annotations

from api.demo_forces import DEMO_SECOND
from api.demo_stages import (
    kept_up,
    to_assessment,
    to_booking,
    to_contract,
    to_course_end,
    to_eligibility,
    to_offer,
    to_term_end,
    to_work_done,
)
from api.demo_way import Way
from ledger.journey.facts import arrest as a
from ledger.journey.facts import breach as b
from ledger.journey.facts import contract as c
from ledger.journey.facts import course as k
from ledger.journey.facts import decision as d
from ledger.journey.facts import ending as e
from ledger.journey.facts.person import ParticipantDied
from ledger.journey.parts import Official
from ledger.journey.words import (
    Absence,
    BreachCause,
    CautionKind,
    Encounter,
    PauseReason,
    ReoffendingTest,
    ReturnReason,
    Role,
    Route,
    Screening,
    VoidReason,
)

PROSECUTOR = Official(name="Rhian Invented", role=Role.PROSECUTOR)
COURT = "Invented Magistrates' Court"
GRAVE = "assault-emergency-worker"
TRIED_SUMMARILY = "common-assault"
FIRST, PATHWAY_CONDITION = 1, 2


def barred(way: Way) -> None:
    """Arrested, with more than one clause in the way; nothing decided yet."""
    way.arrest(GRAVE, encounter=Encounter.VOLUNTARY_ATTENDANCE)


def arrested(way: Way) -> None:
    way.arrest(way.force.offences[0])


def ineligible(way: Way) -> None:
    way.arrest(GRAVE).after(1).decide(eligible=False)


def eligible(way: Way) -> None:
    to_eligibility(way)


def offered(way: Way) -> None:
    to_offer(way)


def watched(way: Way) -> None:
    """Offered diversion for an offence that can soon no longer be charged."""
    to_offer(way, TRIED_SUMMARILY)


def on_a_course(way: Way) -> None:
    to_booking(way)


def past_the_course(way: Way) -> None:
    to_course_end(way)


def assessed(way: Way) -> None:
    to_assessment(way)


def under_contract(way: Way) -> None:
    kept_up(to_contract(way), way.last_on)


def under_contract_by_override(way: Way) -> None:
    """A contract that outlives the time limit for charging, on an inspector's authority."""
    to_assessment(way, TRIED_SUMMARILY).after(5).sign("C5")


def done(way: Way) -> None:
    to_work_done(way)


def completed(way: Way) -> None:
    to_work_done(way).after(6).complete()


def kept(way: Way) -> None:
    to_work_done(way).after(6).complete().after(3).close()


def kept_after_heroin(way: Way) -> None:
    """The announcement's own example: a wrap of heroin."""
    to_work_done(way, "possession-class-a", drug="heroin").after(6).complete().after(3).close()


def kept_in_the_street(way: Way) -> None:
    """The same without an arrest, where the scheme needs none."""
    to_work_done(way, encounter=Encounter.STREET).after(6).complete().after(3).close()


def paused(way: Way) -> None:
    to_contract(way).after(25).does(c.ContractPaused, reason=PauseReason.ILLNESS)


def held(way: Way) -> None:
    """Signs of exploitation came to light under contract."""
    found, by = Screening.POSITIVE, way.navigator
    to_contract(way).after(18)
    way.does(a.SafeguardingScreened, result=found, screened_by=by, referred_to_nrm=True)


def declined(way: Way) -> None:
    course_first = way.edition.route == Route.COURSE_THEN_CONTRACT
    (to_course_end if course_first else to_offer)(way).after(3).does(d.OfferDeclined)


def declined_in_peace(way: Way) -> None:
    """Declined where a refusal is not prosecuted."""
    to_offer(way).after(1).does(d.OfferDeclined).after(9)
    why, inspector = "The scheme does not prosecute a refusal.", way.force.inspector
    way.does(e.NotProsecuted, decided_by=inspector, rationale=why).close("10")


def lapsed(way: Way) -> None:
    to_offer(way).after(28).does(d.OfferLapsed)


def lapsed_and_watched(way: Way) -> None:
    """No answer came, and the time to charge runs out."""
    watched(way)
    way.after(28).does(d.OfferLapsed)


def never_came(way: Way) -> None:
    """Missed the course twice, and charged."""
    to_booking(way).after(5).does(k.CourseMissed, absence=Absence.UNEXCUSED).after(2).book(7)
    way.after(7).does(k.CourseMissed, absence=Absence.UNEXCUSED).after(2)
    way.return_for(ReturnReason.COURSE_NOT_ATTENDED).after(6)
    way.does(e.Charged, decided_by=way.force.investigator, rationale="Did not attend.").close("1")


def withdrew(way: Way) -> None:
    to_contract(way).after(35).does(c.Withdrawn, reason="Found work elsewhere.")


def breach_alleged(way: Way) -> None:
    to_contract(way).after(30).does(c.SessionMissed, absence=Absence.UNEXCUSED).after(2)
    fault = BreachCause.PARTICIPANT
    way.does(b.BreachAlleged, condition=PATHWAY_CONDITION, breached_on=way.on, cause=fault)


def breached(way: Way) -> None:
    breach_alleged(way)
    why = "No excuse was given."
    way.after(9).does(
        b.BreachConfirmed, allegation=FIRST, decided_by=way.force.inspector, rationale=why
    )


def excused_and_kept(way: Way) -> None:
    breach_alleged(way)
    why, by = "Was in hospital that day.", way.force.inspector
    way.after(6).does(b.BreachExcused, allegation=FIRST, decided_by=by, rationale=why)
    to_term_end(way).after(6).complete().after(3).close()


def cautioned(way: Way) -> None:
    """A breach, where the scheme answers it with a caution."""
    breached(way)
    way.after(5).return_for(ReturnReason.BREACH).after(8)
    given = {"kind": CautionKind.SIMPLE, "admitted": True, "given_by": way.force.inspector}
    way.does(e.CautionGiven, **given).close("3")


def arrested_again(way: Way) -> None:
    """A new arrest in the term, which alleges a reoffence on the contract."""
    to_contract(way).after(60).arrest(way.force.offences[-1])


def reoffended(way: Way) -> None:
    arrested_again(way)
    why, far = "Charged with the new matter.", ReoffendingTest.CHARGE
    way.after(15).does(
        b.ReoffenceConfirmed,
        allegation=FIRST,
        reached=far,
        decided_by=way.force.inspector,
        rationale=why,
    )


def returned(way: Way) -> None:
    reoffended(way)
    way.after(3).return_for(ReturnReason.REOFFENCE)


def with_prosecutor(way: Way) -> None:
    returned(way)
    way.after(2).does(e.ReferredToProsecutor, referred_by=way.force.investigator)


def charged(way: Way) -> None:
    with_prosecutor(way)
    way.after(14).does(e.Charged, decided_by=PROSECUTOR, rationale="In the public interest.")


def convicted(way: Way) -> None:
    charged(way)
    way.after(1).close("1").after(45).does(e.Convicted, court=COURT)


def transferred(way: Way) -> None:
    to_contract(way).after(40).does(e.TransferredOut, to_force=DEMO_SECOND.code)
    way.after(5).does(e.TransferAccepted, by_force=DEMO_SECOND.code)


def void(way: Way) -> None:
    why, by = VoidReason.MISTAKEN_IDENTITY, way.force.inspector
    arrested(way)
    way.after(2).does(e.JourneyVoided, reason=why, decided_by=by)


def died(way: Way) -> None:
    to_contract(way).after(70)
    way.asks(ParticipantDied(on=way.on, reported_by=way.force.investigator))
