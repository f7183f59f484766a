"""A page told again, each line put forward as the command that it once was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from ledger.decisions.decide import decide
from ledger.decisions.rearrest import alleged
from ledger.decisions.refusals import Refused
from ledger.journey.calendar import Term, london_day, months_in
from ledger.journey.commands import Command, DecideEligibility, VaryContract
from ledger.journey.facts import Fact
from ledger.journey.facts.arrest import AdmissionWithdrawn, ArrestRecorded
from ledger.journey.facts.breach import (
    BreachAlleged,
    BreachRescinded,
    ReoffenceAlleged,
    ReoffenceCleared,
)
from ledger.journey.facts.contract import ContractSigned, ContractVaried
from ledger.journey.facts.decision import EligibilityDecided
from ledger.journey.facts.ending import TransferAccepted
from ledger.journey.facts.institution import PolicyAdopted
from ledger.journey.facts.person import ParticipantDied
from ledger.journey.journey import Entered
from ledger.journey.page import BLANK, Page, replay, turn
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
ALLEGATIONS = BreachAlleged | ReoffenceAlleged


class Again:
    """The page so far, under `edition`; or, without one, each journey under its own."""

    def __init__(
        self, edition: Edition | None, rulebook: Rulebook, linked: Mapping[str, Page]
    ) -> None:
        self.page: Page = BLANK
        self._edition = edition
        self._rulebook = rulebook
        self._linked = linked
        self._by_route: dict[Route, Rulebook] = {}
        self._signed: dict[int, ContractSigned] = {}
        self._bound_to: dict[int, date] = {}
        self._added = 0

    def keep(self, line: int, fact: Fact) -> None:
        """Tell the line as it was written."""
        self._turn(line, fact, fact)

    def put(self, line: int, fact: Fact) -> Fact:
        """Put the line forward; the fact that it would have been is told, and given back.

        Raises:
            Refused: It would not have been written.
        """
        told = next(one for one in self._decided(fact) if type(one) is type(fact))
        if isinstance(fact, ALLEGATIONS) and isinstance(told, ALLEGATIONS):
            told = replace(told, allegation=fact.allegation)
        self._turn(line, fact, told)
        return told

    def take(self, line: int, fact: Fact) -> Fact:
        """Tell the line under the edition as if nothing were in its way, and give it back."""
        told = self._taken(fact)
        self._turn(line, fact, told)
        return told

    def refusal(self, fact: Fact) -> Refused | None:
        """Why the line could not have been put forward as it stands, if it could not."""
        try:
            self._decided(fact)
        except Refused as refused:
            return refused
        return None

    def follows(self, fact: Fact) -> tuple[Fact, ...]:
        """What follows by itself from the line, not told yet, by where the journeys stand."""
        match fact:
            case ArrestRecorded():
                return alleged(self.page, (fact,))
            case (
                ParticipantDied()
                | AdmissionWithdrawn()
                | BreachRescinded()
                | ReoffenceCleared()
                | ContractSigned()
                | ContractVaried()
                | TransferAccepted()
            ):
                try:
                    return self._decided(fact)[1:]
                except Refused:
                    return ()
            case _:
                return ()

    def add(self, fact: Fact) -> None:
        """Tell of what was never written; an allegation under a number that none has."""
        self._added += 1
        if isinstance(fact, ReoffenceAlleged):
            fact = replace(fact, allegation=-self._added)
        self.page = turn(self.page, BEYOND + self._added, fact)

    def _turn(self, line: int, fact: Fact, told: Fact) -> None:
        if isinstance(fact, ContractSigned):
            self._signed[fact.journey] = fact
        if isinstance(fact, ContractSigned | ContractVaried):
            self._bound_to[fact.journey] = fact.last_on
        self.page = turn(self.page, line, told)

    def _decided(self, fact: Fact) -> tuple[Fact, ...]:
        beside = (self._linked[one] for one in sorted(self.page.links) if one in self._linked)
        return decide(
            self.page,
            self._command(fact),
            self._policy(fact),
            linked=tuple(replay(page.written, fact.on) for page in beside),
            late_because=AS_RECORDED,
        )

    def _policy(self, fact: Fact) -> Rulebook:
        if self._edition is None:
            edition = getattr(fact, "edition", None)
            return self._rulebook.with_adoptions(
                adopted(edition) if isinstance(edition, EditionRef) else ()
            )
        route = self._route(fact, self._edition.route)
        if route not in self._by_route:
            by_route = replace(self._edition, route=route)
            editions = {**self._rulebook.editions, by_route.ref.name: by_route}
            self._by_route[route] = replace(self._rulebook, editions=editions).with_adoptions(
                adopted(by_route.ref)
            )
        return self._by_route[route]

    def _route(self, fact: Fact, route: Route) -> Route:
        """The route that was taken: who went to a course first did so under either edition."""
        if isinstance(fact, EligibilityDecided):
            return fact.route
        journey = self.page.journey(getattr(fact, "journey", 0))
        entered = journey.entered if journey else None
        return entered.route if isinstance(entered, Entered) else route

    def _taken(self, fact: Fact) -> Fact:
        match fact:
            case EligibilityDecided() | ContractVaried() if self._edition:
                return replace(fact, edition=self._edition.ref)
            case ContractSigned():
                length = self._length(fact)
                last_on = Term.of(fact.signed_at, months_in(length)).last_on
                return replace(fact, length=length, last_on=last_on)
            case _:
                return fact

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
        signed = self._signed.get(fact.journey)
        if signed is None or fact.last_on == self._bound_to[fact.journey]:
            return ""
        first, last = london_day(signed.signed_at), fact.last_on
        months = 12 * (last.year - first.year) + last.month - first.month
        told = months_in(self._length(signed)) + months - months_in(signed.length)
        return f"P{max(told, 1)}M"


def adopted(ref: EditionRef) -> Iterable[PolicyAdopted]:
    """The edition, as a force that has adopted nothing else has always had it."""
    yield PolicyAdopted(on=date.min, force="", edition=ref, from_on=date.min, decided_by=NOBODY)


def _said(fact: Any) -> Any:
    """The fact, with words in place of those that decisions need and that are sealed and gone."""
    wanting = [
        one.name for one in fields(fact) if one.name in AGREED and not getattr(fact, one.name)
    ]
    return replace(fact, **dict.fromkeys(wanting, AS_RECORDED))
