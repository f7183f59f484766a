"""Codes in words, in English. Where a clause or a reference list has Welsh, it goes with it.

Never "guilty", never a record "cleared", never "offender": what is said is that no conviction or
caution is recorded for this offence, and what that does not mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

STATIONS: Mapping[str, str] = {
    "arrested": "Arrested",
    "ineligible": "Not eligible",
    "eligible": "Eligible",
    "offered": "Diversion offered",
    "course-booked": "On the course",
    "course-completed": "Course completed; the person has yet to decide",
    "accepted": "Accepted",
    "assessed": "Needs assessed",
    "under-contract": "Under contract",
    "awaiting-completion": "Awaiting the decision on completion",
    "completed": "Completed; the outcome has yet to be recorded",
    "withdrawn": "Withdrawn",
    "breach-confirmed": "Breach confirmed",
    "reoffence-confirmed": "Reoffence confirmed",
    "returned": "Returned for a charging decision",
    "with-prosecutor": "With the prosecutor for a charging decision",
    "charged": "Charged",
    "closed": "Closed",
    "transferred": "Transferred to another force",
    "void": "Void",
    "allegation-pending": "An allegation is open",
    "safeguard-hold": "Held for safeguarding",
    "paused": "The work is paused",
}
"""Stations as people read them, the holds that show in their place among them."""

RECORDS: Mapping[str, str] = {
    "pending": "The journey is open, and nothing has gone against it.",
    "avoided": "No conviction or caution is recorded for this offence: it was diverted.",
    "at-risk": "A conviction or caution is possible: something is alleged, or a charging decision"
    " is to be made.",
    "not-avoided": "A conviction or caution for this offence is recorded.",
    "none-other": "It ended without a conviction or caution, for a reason other than diversion.",
    "void": "The journey should never have been one, and counts for nothing.",
}

LIMITS: Mapping[str, str] = {
    "arrest-remains": "The arrest remains recorded.",
    "local-crime-record-remains": "The force's own crime record remains.",
    "enhanced-dbs-may-disclose": "An enhanced DBS check may still disclose what the force holds.",
}

HOLDS: Mapping[str, str] = {
    "safeguard-hold": "Signs of exploitation hold the journey, and no breach is found meanwhile.",
    "allegation-pending": "An allegation is open, and holds completion until it is decided.",
    "paused": "The work is paused, and that is nobody's failure.",
    "proceedings": "A complaint, review or appeal holds completion.",
}

OTHERWISE: Mapping[str, str] = {
    "refused": "would have been refused; here the ways part",
    "out-of-turn": "would not have fitted where the journey stood; here the ways part",
    "no-longer-refused": "would not have been refused; here the ways part",
    "would-be-returned": "the matter would have gone back; here the ways part",
    "other-clauses": "the same decision, with other clauses in the way",
    "another-term": "the contract would have bound to another day",
    "falls-away": "would not have come about, or not have stood",
    "would-be-alleged": "an offence would have been alleged",
}
"""What would be otherwise under another edition."""

DEADLINES: Mapping[str, str] = {
    "course": "the course",
    "appointment": "the appointment with the navigator",
    "term-ends": "the last day of the contract",
    "charge-by": "the last day on which every offence can still be charged",
}

FACTS: Mapping[str, str] = {
    "page.opened": "a page was opened for the person",
    "identifier.added": "an identifier became known",
    "identifier.corrected": "an identifier was replaced",
    "details.corrected": "the person's details were put right",
    "pages.linked": "another page was found to be the same person's",
    "pages.unlinked": "a link to another page proved wrong",
    "participant.died": "the person died",
    "arrest.recorded": "the arrest was recorded",
    "admission.withdrawn": "the person no longer admitted the offence",
    "offence.reclassified": "an offence proved to be another",
    "safeguarding.screened": "the person was screened for exploitation",
    "victim-views.sought": "the victim's views were sought",
    "victim.notified": "the victim was told of the decision",
    "eligibility.decided": "eligibility was decided",
    "diversion.offered": "diversion was offered",
    "offer.accepted": "the person decided to take part",
    "offer.declined": "the person decided not to take part",
    "offer.lapsed": "the offer was not answered in time",
    "course.booked": "a place on the course was booked",
    "course.attended": "a session of the course was attended",
    "course.missed": "a session of the course was missed",
    "course.completed": "the course was completed",
    "navigator.assigned": "a navigator took the person on",
    "needs.assessed": "the person's needs were assessed",
    "contract.signed": "the contract was signed",
    "contract.varied": "the contract was varied with the participant's signature",
    "contract.paused": "the contract was paused",
    "contract.resumed": "the contract was resumed",
    "treatment.referred": "the participant was referred to a service",
    "session.attended": "a session was attended",
    "session.missed": "a session was missed",
    "condition.met": "a condition was kept",
    "condition.discharged": "a condition no longer binds, through nobody's failure",
    "participant.withdrew": "the participant chose to leave",
    "breach.alleged": "a breach of a condition was alleged",
    "breach.confirmed": "the breach was confirmed",
    "breach.excused": "the breach was excused",
    "breach.rescinded": "the breach was taken back",
    "reoffence.alleged": "a reoffence was alleged",
    "reoffence.confirmed": "the reoffence was confirmed",
    "reoffence.excused": "the reoffence was left without consequence",
    "reoffence.cleared": "the reoffence was found not to count",
    "matter.returned": "the matter was returned for a charging decision",
    "term.ended": "the last day of the contract had passed",
    "contract.completed": "completion was decided",
    "completion.rescinded": "completion was taken back",
    "person.charged": "the person was charged",
    "prosecutor.asked": "the prosecutor was asked to decide on a charge",
    "caution.given": "a caution was given",
    "person.convicted": "a court convicted the person",
    "prosecution.declined": "it was decided not to prosecute, or the prosecution ended",
    "outcome.recorded": "the crime was closed with a Home Office outcome",
    "journey.voided": "the journey was made void",
    "transfer.asked": "another force was asked to take the work over",
    "transfer.accepted": "another force took the work over",
    "proceedings.notified": "a complaint, review or appeal was notified",
    "proceedings.concluded": "a complaint, review or appeal came to an end",
    "entry.recorded-in-error": "an entry was recorded in error",
    "accuracy.contested": "the person contested an entry",
    "restriction.applied": "the page was restricted",
    "restriction.lifted": "the restriction was lifted",
    "disclosure.made": "something of the page was disclosed outside the force",
    "personal-data.erased": "the key to the personal data was destroyed",
    "policy.adopted": "the force adopted an edition",
    "status.published": "the answer was published",
    "panel-verdict.given": "a scrutiny panel gave its view",
    "sample.drawn": "decisions were drawn at random for scrutiny",
    "log-key.added": "a key of the log began to count",
    "log-key.retired": "a key of the log ceased to count",
    "log.anchored": "another log was seen at a size",
}


def label(code: str) -> str:
    """A code of the reference lists in words: `no-reply` as `No reply`."""
    return code.replace("-", " ").capitalize()


def written(on: date) -> str:
    """A civil day as people write it: `10 December 2019`."""
    return f"{on.day} {on:%B %Y}"
