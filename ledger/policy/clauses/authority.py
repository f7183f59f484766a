"""Who may decide: a named person in an office that the edition allows."""

from __future__ import annotations

from dataclasses import dataclass

from ledger.journey.parts import Official, Override
from ledger.policy.clause import Clause
from ledger.policy.edition import Edition


@dataclass(frozen=True, slots=True)
class Deciding:
    """A decision on eligibility about to be taken; `splits` if offences are taken out of it."""

    decider: Official
    override: Override | None = None
    splits: bool = False

    @property
    def authority(self) -> Official:
        return self.override.authority if self.override else self.decider


def holds_the_office(asked: Deciding, edition: Edition) -> bool:
    deciders = edition.decision.deciders
    return deciders is None or asked.decider.role in deciders


def holds_the_rank(asked: Deciding, edition: Edition) -> bool:
    lowest = edition.decision.lowest_rank
    return lowest is None or asked.decider.rank.reaches(lowest)


def may_override(asked: Deciding, edition: Edition) -> bool:
    lowest = edition.decision.override_rank
    return asked.override is None or lowest is None or asked.authority.rank.reaches(lowest)


def may_split(asked: Deciding, edition: Edition) -> bool:
    lowest = edition.eligibility.split_rank
    return not asked.splits or lowest is None or asked.authority.rank.reaches(lowest)


CLAUSES: tuple[Clause[Deciding], ...] = (
    Clause(
        "A1",
        holds_the_office,
        "Eligibility is decided by a person in the office that the scheme names.",
        "Penderfynir ar gymhwysedd gan berson yn y swydd y mae'r cynllun yn ei henwi.",
        ("decision.deciders",),
        firm=True,
    ),
    Clause(
        "A2",
        holds_the_rank,
        "Whoever decides holds at least the rank that the scheme names.",
        "Mae'r sawl sy'n penderfynu o leiaf o'r rheng y mae'r cynllun yn ei henwi.",
        ("decision.lowest_rank",),
        firm=True,
    ),
    Clause(
        "A3",
        may_override,
        "A decision against the clauses needs the authority of the rank that the scheme names.",
        "Mae angen awdurdod y rheng a enwir gan y cynllun i benderfynu'n groes i'r cymalau.",
        ("decision.override_rank",),
        firm=True,
    ),
    Clause(
        "A4",
        may_split,
        "Taking an offence out of the decision needs the authority of the rank that is named.",
        "Mae angen awdurdod y rheng a enwir i dynnu trosedd allan o'r penderfyniad.",
        ("eligibility.split_rank",),
        firm=True,
    ),
)
