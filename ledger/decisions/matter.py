"""The matter that a command is about: the journey, on its page, under its edition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ledger.decisions.refusals import NotFound, OffenceUnknown, OutOfTurn
from ledger.journey.calendar import age_on
from ledger.journey.journey import Allegation, Entered, Found, Journey, Signed
from ledger.journey.page import Page
from ledger.journey.parts import Findings
from ledger.journey.stations import AwaitingCompletion, UnderContract
from ledger.policy.edition import Edition
from ledger.policy.reference import OffenceKind
from ledger.policy.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Matter:
    """What a decision may look at; `linked` are other pages of the same person."""

    page: Page
    journey: Journey
    rulebook: Rulebook
    linked: tuple[Page, ...] = ()

    @property
    def edition(self) -> Edition:
        """The edition that governs the journey.

        Raises:
            OutOfTurn: Eligibility is not decided yet.
            EditionUnknown: The edition cited is not here as it was.
        """
        match self.journey.entered:
            case Entered(edition=ref):
                return self.rulebook.cited(ref)
            case _:
                raise OutOfTurn("Eligibility has not been decided.")

    @property
    def contract(self) -> Signed:
        """The contract.

        Raises:
            OutOfTurn: There is none.
        """
        match self.journey.contract:
            case Signed() as contract:
                return contract
            case _:
                raise OutOfTurn("No contract has been signed.")

    def under_another_contract(self) -> bool:
        """Whether the person is under contract on another journey, of this page or a linked one."""
        return any(
            isinstance(journey.contract, Signed)
            and isinstance(journey.station, UnderContract | AwaitingCompletion)
            for journey in self._others()
        )

    def findings(self, scheme: str, on: date) -> Findings:
        """What is found of the person on `on`, for a decision under `scheme`.

        They are as old as at the arrest where no birth is known, or one that is after `on`.
        """
        before = [
            journey
            for journey in self._others()
            if isinstance(journey.entered, Entered) and journey.entered.edition.scheme == scheme
        ]
        born_on = self.page.person.born_on
        return Findings(
            age=age_on(born_on, on) if born_on and born_on <= on else self.journey.arrest.age,
            uses=sum(journey.counted_as_use() for journey in before),
            refusals=sum(journey.declined for journey in before),
            disengagements=sum(journey.disengaged for journey in before),
            under_contract=self.under_another_contract(),
        )

    def allegation(self, number: int, *found: Found) -> Allegation:
        """Allegation `number`, found to be one of `found`.

        Raises:
            NotFound: There is none, or it was found otherwise.
        """
        allegation = self.journey.allegation(number)
        if allegation is None or allegation.found not in found:
            raise NotFound(f"No allegation {number} is {' or '.join(found)}.", "/allegation")
        return allegation

    def _others(self) -> list[Journey]:
        here = [j for j in self.page.journeys if j.number != self.journey.number]
        return here + [j for page in self.linked for j in page.journeys]


def offence_kind(code: str, rulebook: Rulebook, pointer: str) -> OffenceKind:
    """The offence of that code in the reference list.

    Raises:
        OffenceUnknown: There is none.
    """
    if code not in rulebook.offences:
        raise OffenceUnknown("The offence code is not in the reference list.", pointer)
    return rulebook.offences[code]
