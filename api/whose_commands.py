"""Which commands are whose: the permission that each takes to be put forward, or to be corrected.

Each command's path stands here once; one that stands nowhere is nobody's.
"""

from __future__ import annotations

from collections.abc import Mapping

from api.command_routes import ADOPTION, ALL, ERASURE, PUBLICATION, CommandRoute
from api.roles import NobodyMay, Permission
from ledger.journey.commands import DecideEligibility, RecordArrest, VaryContract
from ledger.journey.facts import Fact
from ledger.journey.facts.arrest import ArrestRecorded
from ledger.journey.facts.contract import ContractVaried
from ledger.journey.facts.decision import EligibilityDecided
from ledger.journey.facts.person import PageOpened

COMMANDS: Mapping[Permission, tuple[str, ...]] = {
    # What brought the person in, and what the force asks before it offers anything.
    Permission.WRITE_ARREST: (
        "arrests",
        "victim-views",
        "victim-notifications",
        "offence-reclassifications",
        "admission-withdrawal",
    ),
    # Whoever sees the signs of exploitation records them.
    Permission.WRITE_SAFEGUARDING: ("safeguarding-screenings",),
    # A custody sergeant, or whom the edition names, decides.
    Permission.WRITE_DECISION: ("eligibility-decision", "offer"),
    # The person answers, in custody or to the navigator after the course; or the matter goes back.
    Permission.WRITE_ANSWER: (
        "offer-acceptance",
        "offer-refusal",
        "offer-lapse",
        "course-bookings",
        "return",
    ),
    # The course and the contract.
    Permission.WRITE_WORK: (
        "course-attendances",
        "course-absences",
        "course-completion",
        "navigator",
        "needs-assessments",
        "contract",
        "contract-variations",
        "pauses",
        "resumptions",
        "treatment-referrals",
        "sessions",
        "missed-sessions",
        "conditions-met",
        "conditions-discharged",
        "withdrawal",
    ),
    # Conditions that were not kept.
    Permission.WRITE_BREACH: (
        "breaches",
        "breach-confirmations",
        "breach-excuses",
        "breach-rescissions",
    ),
    # A new offence is the force's to know of.
    Permission.WRITE_REOFFENCE: (
        "reoffences",
        "reoffence-confirmations",
        "reoffence-excuses",
        "reoffence-clearances",
    ),
    Permission.WRITE_COMPLETION: ("term-end", "completion", "completion-rescission"),
    # What becomes of the offence, which only the force or a court decides.
    Permission.WRITE_DISPOSAL: (
        "charge",
        "prosecutor-referral",
        "caution",
        "conviction",
        "non-prosecution",
        "outcome",
        "void",
        "transfer",
        "transfer-acceptance",
        "proceedings",
        "proceedings-conclusion",
    ),
    # Who the person is, in the force's own systems.
    Permission.WRITE_IDENTITY: ("identifiers", "identifier-corrections", "links", "unlinks"),
    Permission.WRITE_PERSON: ("details", "death", "accuracy-contests", "disclosures"),
    # Of an entry that the caller could have written: see `permission_to_correct`.
    Permission.WRITE_CORRECTION: ("corrections",),
    Permission.WRITE_RESTRICTION: ("restrictions", "restriction-lifts"),
    # What the force answers for before others: a court, a board, the person.
    Permission.WRITE_PUBLICATION: (PUBLICATION.path,),
    # Two people decide it, and whoever holds the keys carries it out, without reading the page.
    Permission.ERASE: (ERASURE.path,),
    Permission.ADOPT: (ADOPTION.path,),
}

_WORKED_OUT: Mapping[type[Fact], type] = {
    PageOpened: RecordArrest,
    ArrestRecorded: RecordArrest,
    EligibilityDecided: DecideEligibility,
    ContractVaried: VaryContract,
}
"""The command that leads to a fact which nobody puts forward as it is."""

_OF_PATH = {path: permission for permission, paths in COMMANDS.items() for path in paths}


def permission_of(route: CommandRoute) -> Permission:
    """The permission that it takes to put the command forward.

    Raises:
        NobodyMay: Nobody said whose it is.
    """
    try:
        return _OF_PATH[route.path]
    except KeyError:
        raise NobodyMay(route.path) from None


def permission_to_correct(fact: Fact) -> Permission:
    """The permission that it takes to strike an entry of that fact: that to write one.

    Raises:
        NobodyMay: Nobody puts such a fact forward.
    """
    kind = _WORKED_OUT.get(type(fact), type(fact))
    for route in ALL:
        if route.kind is kind:
            return permission_of(route)
    raise NobodyMay(fact.NAME)
