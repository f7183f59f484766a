"""What is compared of a journey: where it stands, and how each clause weighs with what is known."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from ledger.decisions.arrest import candidate
from ledger.decisions.comparison import Answering, Answers, Moment
from ledger.decisions.matter import Matter
from ledger.decisions.standing import standing
from ledger.journey.facts.arrest import OffenceReclassified
from ledger.journey.facts.decision import EligibilityDecided
from ledger.journey.facts.person import DetailsCorrected
from ledger.journey.journey import Entered
from ledger.journey.page import Line, Page, told_by
from ledger.journey.parts import EditionRef
from ledger.policy.clauses.eligibility import CLAUSES
from ledger.policy.edition import Edition
from ledger.policy.rulebook import Rulebook

COMPARED_BY = frozenset({"journey", "as_at"})
"""What is the same by itself, or different by itself."""

PUTS_RIGHT = (OffenceReclassified, DetailsCorrected)
"""What tells of an offence, or of a person, how it was all along."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """How a clause weighs; it `applies` where the edition sets something for it to test.

    Two weighings are the same if the clause weighs the same, whatever the day and the edition.
    """

    applies: bool
    holds: bool
    edition: EditionRef = field(compare=False)
    on: date = field(compare=False)


Policy = Callable[[Moment], Rulebook]
"""What a force has adopted, as known at a moment."""

Linked = Callable[[Moment, date], tuple[Page, ...]]
"""The person's other pages as known at a moment, as at a day."""


def standing_answers(written: Sequence[Line], number: int) -> Answering:
    """Where journey `number` stands, by the fields of `Standing`; nothing if there is none yet."""

    def answering(counted: frozenset[int], moment: Moment) -> Answers:
        told = standing(told_by(written, counted), number, moment.as_at)
        names = (one.name for one in dataclasses.fields(told)) if told else ()
        return {name: getattr(told, name) for name in names if name not in COMPARED_BY}

    return answering


def clause_answers(
    written: Sequence[Line], number: int, policy: Policy, linked: Linked
) -> Answering:
    """How each clause on eligibility weighs: a `Weighing` by scheme and code.

    Once eligibility was decided, under the edition it was decided by, for the day of the decision
    and told of that day: as it would weigh with what is known, `PUTS_RIGHT` whenever it was found
    out. Before, under each scheme that the force has adopted, for the day of the moment.
    """
    facts = dict(written)

    def answering(counted: frozenset[int], moment: Moment) -> Answers:
        decided = [
            (fact.on, line)
            for line in counted
            if isinstance(fact := facts[line], EligibilityDecided) and fact.journey == number
        ]
        on = max(decided)[0] if decided else moment.as_at
        by_then = {n for n in counted if facts[n].on <= on or isinstance(facts[n], PUTS_RIGHT)}
        page = told_by(written, by_then)
        journey = page.journey(number)
        if journey is None:
            return {}
        matter = Matter(page, journey, policy(moment), linked(moment, on))
        return dict(_weighed(matter, on))

    return answering


def _weighed(matter: Matter, on: date) -> Iterator[tuple[str, Weighing]]:
    entered = matter.journey.entered
    split = tuple(entered.split) if isinstance(entered, Entered) else ()
    for edition in _editions(matter, on):
        asked = candidate(matter, edition.ref.scheme, on, split)
        for clause in CLAUSES:
            yield (
                f"{edition.ref.scheme} {clause.code}",
                Weighing(
                    applies=clause.applies_in(edition),
                    holds=clause.holds(asked, edition),
                    edition=edition.ref,
                    on=on,
                ),
            )


def _editions(matter: Matter, on: date) -> list[Edition]:
    if isinstance(matter.journey.entered, Entered):
        return [matter.edition]
    rulebook = matter.rulebook
    adopted = (rulebook.in_force(scheme, on) for scheme in rulebook.schemes(on))
    return [edition for edition in adopted if edition is not None]
