"""One invented person's way through a scheme, told as the commands that record it.

Nothing is decided here: each step is only put forward, on the day at which the way has arrived, and
the ledger decides on it as on anybody's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from api.demo_forces import SUPPLIER, DemoForce
from api.demo_people import Invented
from ledger.journey.calendar import months_after, months_in
from ledger.journey.commands import Command, DecideEligibility, OffenceTold, RecordArrest
from ledger.journey.facts import breach as b
from ledger.journey.facts import contract as c
from ledger.journey.facts import course as k
from ledger.journey.facts import ending as e
from ledger.journey.parts import Assurance, Condition, Override, Score
from ledger.journey.words import (
    Admission,
    ConditionKind,
    Fitness,
    Language,
    LegalAdvice,
    Pathway,
    Phase,
    ReturnReason,
)
from ledger.policy.edition import Edition

HOURS_OF_WORK = 24
FOUND = {
    "possession-class-a": ("heroin", "cocaine", "MDMA"),
    "possession-class-b": ("cannabis", "ketamine", "amphetamine"),
    "possession-class-c": ("diazepam", "pregabalin"),
}
AS_USUAL: dict[str, Any] = {
    "admission": Admission.ADMITTED,
    "sufficient_evidence": True,
    "lives_in_area": True,
    "occurred_in_area": True,
}


@dataclass(frozen=True, slots=True)
class Step:
    """A command for a page, and the civil day on which it is put forward."""

    page: str
    on: date
    command: Command


class Way:
    """Steps in the order of their days; `on` is the day arrived at, `last_on` the contract's."""

    def __init__(
        self, who: Invented, force: DemoForce, edition: Edition, arrested_on: date, rng: Random
    ) -> None:
        self.who = who
        self.force = force
        self.edition = edition
        self.arrested_on = self.on = self.last_on = arrested_on
        self.steps: list[Step] = []
        self.rng = rng
        self.station = rng.choice(force.stations)
        self.navigator = rng.choice(force.navigators or (force.decider,))

    def after(self, days: int) -> Way:
        """Go on so many days."""
        self.on += timedelta(days=days)
        return self

    def until(self, day: date) -> Way:
        """Go on to `day`, unless it has passed."""
        self.on = max(self.on, day)
        return self

    def asks(self, command: Command) -> Way:
        """Put `command` forward on the day arrived at."""
        self.steps.append(Step(self.who.page, self.on, command))
        return self

    def does(self, fact: Callable[..., Command], **fields: Any) -> Way:
        """Put `fact` of the first journey forward on the day arrived at."""
        return self.asks(fact(journey=1, on=self.on, **fields))

    def arrest(self, code: str, drug: str = "", **fields: Any) -> Way:
        if code in FOUND and not drug:
            drug = self.rng.choice(FOUND[code])
        offence = OffenceTold(code=code, drug=drug, first_on=self.on, last_on=self.on, gravity=2)
        told = RecordArrest(
            on=self.on,
            at=datetime.combine(self.on, time(self.rng.randrange(9, 16), 40), UTC),
            force=self.force.code,
            station=self.station,
            offences=(offence,),
            person=self.who.person,
            identifiers=self.who.identifiers,
            language=self.who.language,
            **(AS_USUAL | fields),
        )
        return self.asks(told)

    def decide(self, *, eligible: bool) -> Way:
        return self.does(
            DecideEligibility,
            scheme=self.force.scheme,
            eligible=eligible,
            decided_by=self.force.decider,
            rationale="Minor, and willing to take part." if eligible else "Too grave for this.",
        )

    def book(self, in_days: int) -> Way:
        held_on = self.on + timedelta(days=in_days)
        return self.does(k.CourseBooked, held_on=held_on, provider=SUPPLIER)

    def meet_navigator(self, on: date) -> Way:
        return self.does(
            c.NavigatorAssigned,
            navigator=self.navigator,
            appointment_on=max(on, self.on),
            station=self.station,
        )

    def assess(self) -> Way:
        named = self.edition.navigator.pathways or {Pathway.DRUGS, Pathway.EMPLOYMENT}
        pathways = tuple(sorted(named))
        return self.does(
            c.NeedsAssessed,
            phase=Phase.ENTRY,
            scale="invented-scale",
            scale_version="1",
            pathways=pathways,
            assessed_by=self.navigator,
            scores=tuple(Score(pathway=p, score=self.rng.randrange(1, 6)) for p in pathways),
        )

    def sign(self, *against: str) -> Way:
        """Sign a contract of the edition's length; the inspector overrides clauses `against` it."""
        length = self.edition.contract.length or "P4M"
        self.last_on = months_after(self.on, months_in(length))
        override = Override(clauses=against, authority=self.force.inspector)
        return self.does(
            c.ContractSigned,
            signed_at=datetime.combine(self.on, time(14, 30), UTC),
            length=length,
            conditions=self.conditions,
            assurance=self._assurance(),
            fitness=Fitness.FIT,
            understands=self._language(),
            legal_advice=self.rng.choice((LegalAdvice.TAKEN, LegalAdvice.DECLINED)),
            told_voluntary=True,
            navigator=self.navigator,
            override=override if against else None,
            rationale="The work is worth the risk to the time limit." if against else "",
        )

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What a contract of this edition asks: what is mandatory, and one pathway."""
        mandatory = self.edition.contract.mandatory_conditions or frozenset()
        kinds = sorted(mandatory | {ConditionKind.PATHWAY_INTERVENTION})
        work = ConditionKind.VOLUNTARY_WORK
        return tuple(Condition(kind=k, hours=HOURS_OF_WORK if k == work else None) for k in kinds)

    def _language(self) -> Language:
        offered = self.edition.contract.languages or {Language.ENGLISH}
        return self.who.language if self.who.language in offered else Language.ENGLISH

    def _assurance(self) -> Assurance:
        ref, language = self.edition.ref, self._language()
        return Assurance(version=ref.edition, language=language, sha256=ref.digest)

    def complete(self) -> Way:
        inspector, why = self.force.inspector, "All that was asked for is done."
        return self.does(e.ContractCompleted, decided_by=inspector, rationale=why)

    def close(self, code: str = "") -> Way:
        code = code or self.edition.completion.outcome_code or "22"
        return self.does(e.OutcomeRecorded, code=code, recorded_for=self.force.inspector)

    def return_for(self, because: ReturnReason) -> Way:
        investigator = self.force.investigator
        return self.does(b.ReturnedForDecision, because=because, returned_to=investigator)
