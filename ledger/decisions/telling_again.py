"""A page told again, each line put forward as the command that it once was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

from ledger.decisions.arrest import alleged
from ledger.decisions.decide import decide
from ledger.decisions.refusals import Refused
from ledger.journey.calendar import london_day, months_in
from ledger.journey.commands import Command, DecideEligibility, VaryContract
from ledger.journey.facts import Fact
from ledger.journey.facts.arrest import ArrestRecorded
from ledger.journey.facts.breach import BreachAlleged, ReoffenceAlleged
from ledger.journey.facts.contract import ContractSigned, ContractVaried
from ledger.journey.facts.decision import EligibilityDecided
from ledger.journey.facts.institution import PolicyAdopted
from ledger.journey.journey import Entered, Signed
from ledger.journey.page import BLANK, Page, turn
from ledger.journey.parts import EditionRef, Official
from ledger.journey.words import Role, Route
from ledger.policy.edition import Edition
from ledger.policy.rulebook import Rulebook
from ledger.policy.terms import LengthRule

AS_RECORDED = "As recorded."
"""What is said where a decision's own words are sealed and the key is gone."""

NOBODY = Official(name="what if", role=Role.POLICY)
BEYOND = 2**40
"""Lines from here on are of facts that were never written."""

AGREED = frozenset({"rationale", "reason"})


class Again:
    """The page so far, under `edition`; or, without one, each journey under its own."""

    def __init__(
        self, edition: Edition | None, rulebook: Rulebook, linked: tuple[Page, ...]
    ) -> None:
        self.page: Page = BLANK
        self._edition = edition
        self._rulebook = rulebook
        self._linked = linked
        self._signed: dict[int, ContractSigned] = {}
        self._added = 0

    def keep(self, line: int, fact: Fact) -> None:
        """Tell the line as it was written."""
        self.page = turn(self.page, line, fact)
        if isinstance(fact, ContractSigned):
            self._signed[fact.journey] = fact

    def put(self, line: int, fact: Fact) -> Fact:
        """Put the line forward; the fact that it would have been is told, and given back.

        Raises:
            Refused: It would not have been written.
        """
        told = self._decided(fact)
        if isinstance(fact, BreachAlleged | ReoffenceAlleged):
            told = replace(_said(told), allegation=fact.allegation)
        if isinstance(fact, ContractSigned):
            self._signed[fact.journey] = fact
        self.page = turn(self.page, line, told)
        return told

    def allows(self, fact: Fact) -> bool:
        """Whether the line could have been put forward as it stands."""
        try:
            self._decided(fact)
        except Refused:
            return False
        return True

    def alleged(self, arrest: ArrestRecorded) -> Iterator[ReoffenceAlleged]:
        """What the arrest alleges on the other journeys of the page."""
        for journey in self.page.journeys:
            if journey.number != arrest.journey:
                yield from alleged(self.page, journey, arrest)

    def add(self, fact: ReoffenceAlleged) -> None:
        """Tell of an allegation that was never written, under a number that none has."""
        self._added += 1
        self.page = turn(self.page, BEYOND + self._added, replace(fact, allegation=-self._added))

    def holds(self, number: int, on: date, at: datetime | None) -> bool:
        """Whether an offence of that day, or instant, falls in the term of the contract."""
        journey = self.page.journey(number)
        contract = journey.contract if journey else None
        return isinstance(contract, Signed) and contract.term.holds(on, at)

    def _decided(self, fact: Fact) -> Fact:
        command = self._command(fact)
        facts = decide(
            self.page, command, self._policy(fact), linked=self._linked, late_because=AS_RECORDED
        )
        return next((one for one in facts if type(one) is type(fact)), facts[0])

    def _policy(self, fact: Fact) -> Rulebook:
        if self._edition is None:
            edition = getattr(fact, "edition", None)
            return self._rulebook.with_adoptions(
                adopted(edition, fact.on) if isinstance(edition, EditionRef) else ()
            )
        by_route = replace(self._edition, route=self._route(fact, self._edition.route))
        editions = {**self._rulebook.editions, by_route.ref.name: by_route}
        return replace(self._rulebook, editions=editions).with_adoptions(
            adopted(by_route.ref, fact.on)
        )

    def _route(self, fact: Fact, route: Route) -> Route:
        """The route that was taken: who went to a course first did so under either edition."""
        if isinstance(fact, EligibilityDecided):
            return fact.route
        journey = self.page.journey(getattr(fact, "journey", 0))
        entered = journey.entered if journey else None
        return entered.route if isinstance(entered, Entered) else route

    def _command(self, fact: Fact) -> Command:
        match fact:
            case EligibilityDecided():
                return DecideEligibility(
                    journey=fact.journey,
                    on=fact.on,
                    scheme=fact.edition.scheme,
                    eligible=fact.eligible,
                    decided_by=fact.decided_by,
                    rationale=fact.rationale or AS_RECORDED,
                    split=fact.split,
                    override=fact.override,
                )
            case ContractSigned():
                signed: ContractSigned = _said(fact)
                return replace(signed, length=self._length(fact))
            case ContractVaried():
                return self._variation(fact)
            case _:
                command: Fact = _said(fact)
                return command

    def _length(self, fact: ContractSigned) -> str:
        if self._edition is None or self._edition.contract.length is None:
            return fact.length
        length = self._edition.contract.length
        told, most = months_in(fact.length), months_in(length)
        shorter = self._edition.contract.length_rule == LengthRule.AT_MOST and told <= most
        return fact.length if shorter else length

    def _variation(self, fact: ContractVaried) -> VaryContract:
        return VaryContract(
            journey=fact.journey,
            on=fact.on,
            signed_by_participant=fact.signed_by_participant,
            length=self._extended(fact),
            conditions=fact.conditions,
            edition="" if self._edition else fact.edition.edition,
            override=fact.override,
            rationale=fact.rationale or AS_RECORDED,
            texts=fact.texts,
        )

    def _extended(self, fact: ContractVaried) -> str:
        """The length that the variation gives, longer or shorter by as much as it then was."""
        signed = self._signed[fact.journey]
        if fact.last_on == signed.last_on:
            return ""
        first, last = london_day(signed.signed_at), fact.last_on
        months = 12 * (last.year - first.year) + last.month - first.month
        told = months_in(self._length(signed)) + months - months_in(signed.length)
        return f"P{max(told, 1)}M"


def adopted(ref: EditionRef, on: date) -> Iterable[PolicyAdopted]:
    """The edition, as a force that has adopted nothing else has it."""
    yield PolicyAdopted(on=on, force="", edition=ref, from_on=date.min, decided_by=NOBODY)


def _said(fact: Any) -> Any:
    """The fact, with words in place of those that decisions need and that are sealed and gone."""
    wanting = [
        one.name for one in fields(fact) if one.name in AGREED and not getattr(fact, one.name)
    ]
    return replace(fact, **dict.fromkeys(wanting, AS_RECORDED))
