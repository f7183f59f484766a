"""Every command, where it is put forward, and under which heading: one table drives the routes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ledger.journey import commands
from ledger.journey.facts import arrest as a
from ledger.journey.facts import breach as b
from ledger.journey.facts import contract as c
from ledger.journey.facts import course as k
from ledger.journey.facts import decision as d
from ledger.journey.facts import ending as e
from ledger.journey.facts import person as p
from ledger.journey.facts import protection as t


class Tag(StrEnum):
    """The headings of the documentation, in their order."""

    LOGIN = "Login"
    ARRESTS = "Arrests"
    STANDING = "Where a person stands"
    DECISION = "The decision to divert"
    COURSE = "The course"
    CONTRACT = "The contract"
    BREACH = "What goes wrong"
    ENDING = "The end of a journey"
    PAGE = "The person's page"
    LISTS = "Lists and counts"
    FEED = "The feed"
    WEBHOOKS = "Webhooks"
    IMPORTS = "Imports"
    SCRUTINY = "Scrutiny"
    ACCESS = "The access log"
    LOG = "Proof"
    POLICY = "Policy and reference"
    SERVICE = "The service"


ABOUT: dict[Tag, str] = {
    Tag.LOGIN: "A token for the demonstration. In production there is no login of our own.",
    Tag.ARRESTS: "An arrest opens a journey, and the person's page if there is none.",
    Tag.STANDING: "Where they stand, whether a conviction or caution is avoided, and why.",
    Tag.DECISION: "A named person decides, advised by the clauses of the force's edition.",
    Tag.COURSE: "The drug education course.",
    Tag.CONTRACT: "The work with a navigator, and the contract.",
    Tag.BREACH: "Breaches and reoffending: alleged, decided, excused, taken back.",
    Tag.ENDING: "Completion, charge, caution, outcome; transfer, and the void.",
    Tag.PAGE: "What concerns the person, and putting right what was written.",
    Tag.LISTS: "Views of the whole force. They follow the ledger within moments; `after` waits.",
    Tag.FEED: "The ledger in order, as CloudEvents: to be asked for, or streamed.",
    Tag.WEBHOOKS: "The same events, sent to a receiver, signed, until it says that it has them.",
    Tag.IMPORTS: "Many commands at once, each with its own result.",
    Tag.SCRUTINY: "Decisions drawn at random, packs for panels, and what panels think of them.",
    Tag.ACCESS: "Who read what of whom, when and why (Data Protection Act 2018, section 62).",
    Tag.LOG: "Signed heads and hashes, for whoever checks that nothing was changed. No token.",
    Tag.POLICY: "Editions as dated data, and the lists that codes are from.",
    Tag.SERVICE: "Whether it is well, and what it is.",
}


@dataclass(frozen=True, slots=True)
class CommandRoute:
    """A command of `kind`, put forward at the sub-resource `path`."""

    path: str
    kind: Any
    tag: Tag
    summary: str
    among: str = ""

    @property
    def operation(self) -> str:
        """The operation's id: the command's name, or `record` and the fact's; and `among` what."""
        name: str = self.kind.__name__ + "".join(self.among.title().split())
        if self.kind.__module__ == commands.__name__:
            return name[0].lower() + name[1:]
        return f"record{name}"


def _of(tag: Tag, *rows: tuple[str, Any, str]) -> tuple[CommandRoute, ...]:
    return tuple(CommandRoute(path, kind, tag, summary) for path, kind, summary in rows)


ARREST = CommandRoute("arrests", commands.RecordArrest, Tag.ARRESTS, "Record an arrest")
ADOPTION = CommandRoute("adoptions", commands.AdoptPolicy, Tag.POLICY, "Adopt an edition")
CORRECTION = CommandRoute(
    "corrections", t.RecordedInError, Tag.PAGE, "Record that an entry was an error"
)
CORRECTION_ON_A_JOURNEY = CommandRoute(
    "corrections",
    t.RecordedInError,
    Tag.PAGE,
    "Record that an entry of the journey was an error",
    among=" on the journey",
)

PUBLICATION = CommandRoute(
    "status-publication", commands.PublishStatus, Tag.STANDING, "Publish where a person stands"
)
ERASURE = CommandRoute(
    "erasure", t.PersonalDataErased, Tag.PAGE, "Erase what is personal, for good"
)

OF_A_JOURNEY = (
    *_of(
        Tag.ARRESTS,
        ("safeguarding-screenings", a.SafeguardingScreened, "Record a safeguarding screening"),
        ("victim-views", a.VictimViewsSought, "Record the victim's views"),
        ("victim-notifications", a.VictimNotified, "Record that the victim was told"),
        ("offence-reclassifications", a.OffenceReclassified, "Record that an offence is another"),
        ("admission-withdrawal", a.AdmissionWithdrawn, "Record that the admission is withdrawn"),
    ),
    *_of(
        Tag.DECISION,
        ("eligibility-decision", commands.DecideEligibility, "Decide eligibility"),
        ("offer", d.DiversionOffered, "Offer diversion"),
        ("offer-acceptance", d.OfferAccepted, "Record that the person takes part"),
        ("offer-refusal", d.OfferDeclined, "Record that the person does not take part"),
        ("offer-lapse", d.OfferLapsed, "Record that the offer lapsed"),
    ),
    *_of(
        Tag.COURSE,
        ("course-bookings", k.CourseBooked, "Book a place on the course"),
        ("course-attendances", k.CourseAttended, "Record an attendance"),
        ("course-absences", k.CourseMissed, "Record an absence"),
        ("course-completion", k.CourseCompleted, "Record that the course is completed"),
    ),
    *_of(
        Tag.CONTRACT,
        ("navigator", c.NavigatorAssigned, "Assign a navigator"),
        ("needs-assessments", c.NeedsAssessed, "Record an assessment of needs"),
        ("contract", c.ContractSigned, "Record the signed contract"),
        ("contract-variations", commands.VaryContract, "Vary the contract"),
        ("pauses", c.ContractPaused, "Pause the contract"),
        ("resumptions", c.ContractResumed, "Resume the contract"),
        ("treatment-referrals", c.TreatmentReferred, "Record a referral to a service"),
        ("sessions", c.SessionAttended, "Record a session attended"),
        ("missed-sessions", c.SessionMissed, "Record a session missed"),
        ("conditions-met", c.ConditionMet, "Record that a condition was kept"),
        ("conditions-discharged", c.ConditionDischarged, "Discharge a condition"),
        ("withdrawal", c.Withdrawn, "Record that the participant leaves"),
    ),
    *_of(
        Tag.BREACH,
        ("breaches", b.BreachAlleged, "Allege a breach"),
        ("breach-confirmations", b.BreachConfirmed, "Confirm a breach"),
        ("breach-excuses", b.BreachExcused, "Excuse a breach"),
        ("breach-rescissions", b.BreachRescinded, "Take a confirmed breach back"),
        ("reoffences", b.ReoffenceAlleged, "Allege a reoffence"),
        ("reoffence-confirmations", b.ReoffenceConfirmed, "Confirm a reoffence"),
        ("reoffence-excuses", b.ReoffenceExcused, "Excuse a reoffence"),
        ("reoffence-clearances", b.ReoffenceCleared, "Clear a reoffence"),
        ("return", b.ReturnedForDecision, "Return the matter for a charging decision"),
    ),
    *_of(
        Tag.ENDING,
        ("term-end", e.TermEnded, "Record that the last day has passed"),
        ("completion", e.ContractCompleted, "Decide on completion"),
        ("completion-rescission", e.CompletionRescinded, "Take completion back"),
        ("charge", e.Charged, "Record a charge"),
        ("prosecutor-referral", e.ReferredToProsecutor, "Refer the matter to the prosecutor"),
        ("caution", e.CautionGiven, "Record a caution"),
        ("conviction", e.Convicted, "Record a conviction"),
        ("non-prosecution", e.NotProsecuted, "Record that there is no prosecution"),
        ("outcome", e.OutcomeRecorded, "Record the outcome"),
        ("void", e.JourneyVoided, "Make the journey void"),
        ("transfer", e.TransferredOut, "Ask another force to take the work over"),
        ("transfer-acceptance", e.TransferAccepted, "Record that the other force took it over"),
        ("proceedings", e.ProceedingsNotified, "Record a complaint, review or appeal"),
        ("proceedings-conclusion", e.ProceedingsConcluded, "Record the end of proceedings"),
    ),
)

OF_A_PAGE = (
    *_of(
        Tag.PAGE,
        ("identifiers", p.IdentifierAdded, "Add an identifier"),
        ("identifier-corrections", p.IdentifierCorrected, "Replace an identifier"),
        ("details", p.DetailsCorrected, "Put the person's details right"),
        ("links", p.PagesLinked, "Link another page of the same person"),
        ("unlinks", p.PagesUnlinked, "End a link that proved wrong"),
        ("death", p.ParticipantDied, "Record the person's death"),
        ("accuracy-contests", t.AccuracyContested, "Record that an entry is contested"),
        ("restrictions", t.RestrictionApplied, "Restrict the page"),
        ("restriction-lifts", t.RestrictionLifted, "Lift the restriction"),
        ("disclosures", t.DisclosureMade, "Record a disclosure"),
    ),
    CORRECTION,
)

ALL = (ARREST, *OF_A_JOURNEY, *OF_A_PAGE, ADOPTION, PUBLICATION, ERASURE)
