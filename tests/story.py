"""A journey told in tests: every step satisfies every clause but for what is changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any

from ledger.decisions.decide import decide
from ledger.decisions.refusals import Refused
from ledger.decisions.standing import Standing, standing
from ledger.journey.commands import (
    AdoptPolicy,
    Command,
    DecideEligibility,
    OffenceTold,
    RecordArrest,
)
from ledger.journey.facts import Fact
from ledger.journey.facts import arrest as a
from ledger.journey.facts import contract as c
from ledger.journey.facts import course as k
from ledger.journey.facts import decision as d
from ledger.journey.facts import ending as e
from ledger.journey.facts.institution import PolicyAdopted
from ledger.journey.journey import Entered, Journey
from ledger.journey.page import BLANK, Page, replay, turn
from ledger.journey.parts import Assurance, Condition, Official, Person, Score
from ledger.journey.words import (
    Admission,
    ConditionKind,
    Fitness,
    Language,
    LegalAdvice,
    Pathway,
    Phase,
    Rank,
    Role,
    Route,
    Screening,
    VictimViews,
)
from ledger.policy.edition import Edition, Parameter
from ledger.policy.load import load_rulebook
from ledger.policy.rulebook import Rulebook

FORCE = "north-wales"
LONG_AGO = date(2010, 1, 1)
ADOPTER = Official(name="Eirlys Adopter", role=Role.POLICY)
SERGEANT = Official(name="Sgt Mair Pugh", role=Role.CUSTODY_SERGEANT, rank=Rank.SERGEANT)
OFFICER = Official(name="PC Dewi Bowen", role=Role.OFFICER, rank=Rank.CONSTABLE)
INSPECTOR = Official(name="Insp Nia Rees", role=Role.SUPERVISOR, rank=Rank.INSPECTOR)
NAVIGATOR = Official(name="Gwen Navigator", role=Role.NAVIGATOR)
ASSURANCE = Assurance(version="2019-10", language=Language.ENGLISH, sha256="ab" * 32)
NO_REOFFENDING = Condition(kind=ConditionKind.NOT_TO_REOFFEND)


@cache
def policy() -> Rulebook:
    return load_rulebook()


def adopting(*names: str, from_on: date = LONG_AGO, rulebook: Rulebook | None = None) -> Rulebook:
    """The rulebook of a force that has adopted the editions, as `checkpoint-cymru/2019-10`.

    What `rulebook` has adopted already stays adopted.
    """
    rulebook = rulebook or policy()
    for name in names:
        scheme, edition = name.split("/")
        command = AdoptPolicy(
            on=from_on,
            force=FORCE,
            scheme=scheme,
            edition=edition,
            from_on=from_on,
            decided_by=ADOPTER,
        )
        facts = decide(BLANK, command, rulebook)
        adopted = [fact for fact in facts if isinstance(fact, PolicyAdopted)]
        rulebook = rulebook.with_adoptions((*rulebook.adoptions, *adopted))
    return rulebook


SUPPOSED = "supposed"


def supposing(name: str, asked: Mapping[str, Any], source: str) -> Rulebook:
    """The rulebook of a force whose only scheme is `name`, but `asked` for more by `source`.

    `asked` is keyed as in `navigator.appointment_within_days`.
    """
    edition = policy().editions[name]
    sections: dict[str, Any] = {}
    for key, value in asked.items():
        section, parameter = key.split(".")
        before = sections.get(section, getattr(edition, section))
        sections[section] = replace(before, **{parameter: value})
    told = {key: Parameter(text=str(v), unit="as told", source=source) for key, v in asked.items()}
    ref = replace(edition.ref, edition=SUPPOSED, digest="5" * 64)
    supposed = replace(edition, ref=ref, parameters={**edition.parameters, **told}, **sections)
    editions = {**policy().editions, ref.name: supposed}
    return adopting(ref.name, rulebook=replace(policy(), editions=editions))


def noon(on: date) -> datetime:
    return datetime.combine(on, time(12), UTC)


class Story:
    """One person's page, as commands write it."""

    def __init__(self, *editions: str, rulebook: Rulebook | None = None) -> None:
        self.rulebook = rulebook or adopting(*(editions or ("checkpoint-cymru/2019-10",)))
        self.page: Page = BLANK
        self.linked: tuple[Page, ...] = ()
        self.number = 1
        self.refused: Refused | None = None
        self.last: tuple[Fact, ...] = ()
        self.scheme = ""
        self.runs(self.rulebook)

    def runs(self, rulebook: Rulebook) -> None:
        """The force goes by `rulebook`; decisions are under the scheme adopted last."""
        self.rulebook = rulebook
        self.scheme = rulebook.adoptions[-1].edition.scheme if rulebook.adoptions else ""

    @property
    def journey(self) -> Journey:
        journey = self.page.journey(self.number)
        assert journey is not None
        return journey

    @property
    def edition(self) -> Edition:
        """The edition that governs the journey; before that, the first adopted of the scheme."""
        journey = self.page.journey(self.number)
        if journey and isinstance(journey.entered, Entered):
            return self.rulebook.cited(journey.entered.edition)
        adopted = next(x for x in self.rulebook.adoptions if x.edition.scheme == self.scheme)
        return self.rulebook.cited(adopted.edition)

    @property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(fact for _, fact in self.page.written)

    def do(self, command: Command, late_because: str = "") -> tuple[Fact, ...]:
        """Decide and write; a refusal is raised."""
        facts = decide(
            self.page, command, self.rulebook, linked=self.linked, late_because=late_because
        )
        for fact in facts:
            self.page = turn(self.page, self.page.version + 1, fact)
        self.last = facts
        return facts

    def attempt(self, command: Command, late_because: str = "") -> tuple[Fact, ...]:
        """Decide and write; a refusal is kept in `refused`."""
        self.refused, self.last = None, ()
        try:
            return self.do(command, late_because)
        except Refused as refused:
            self.refused = refused
            return ()

    def standing(self, on: date, number: int = 0) -> Standing:
        """Where the journey stands on `on`, from what was written."""
        answer = standing(replay(self.page.written, as_at=on), number or self.number, on)
        assert answer is not None
        return answer

    def offence(self, on: date, code: str = "possession-class-a", **changes: Any) -> OffenceTold:
        """An offence committed on `on`."""
        return replace(OffenceTold(code=code, first_on=on, last_on=on, gravity=2), **changes)

    def arrest(self, on: date, **changes: Any) -> RecordArrest:
        command = RecordArrest(
            on=on,
            at=noon(on),
            force=FORCE,
            station="Caernarfon",
            offences=(self.offence(on, drug="heroin"),),
            admission=Admission.ADMITTED,
            sufficient_evidence=True,
            lives_in_area=True,
            occurred_in_area=True,
            person=Person(family_name="Example", given_names="Robin", born_on=date(1990, 1, 1)),
        )
        return replace(command, **changes)

    def decision(self, on: date, **changes: Any) -> DecideEligibility:
        command = DecideEligibility(
            journey=self.number,
            on=on,
            scheme=self.scheme,
            eligible=True,
            decided_by=self.decider(),
            rationale="Small amount, own use, willing to take part.",
        )
        return replace(command, **changes)

    def decider(self) -> Official:
        """Somebody whom the edition allows to decide."""
        roles = self.edition.decision.deciders or frozenset({Role.CUSTODY_SERGEANT})
        rank = self.edition.decision.lowest_rank or Rank.SERGEANT
        return Official(name="Sgt Mair Pugh", role=min(roles), rank=rank)

    def admission_withdrawal(self, on: date) -> a.AdmissionWithdrawn:
        return a.AdmissionWithdrawn(journey=self.number, on=on, reported_by=OFFICER)

    def screening(self, on: date, result: Screening = Screening.NEGATIVE) -> Command:
        return a.SafeguardingScreened(
            journey=self.number, on=on, result=result, screened_by=SERGEANT
        )

    def victim(self, on: date, **changes: Any) -> a.VictimViewsSought:
        asked = a.VictimViewsSought(journey=self.number, on=on, views=VictimViews.NO_VICTIM)
        return replace(asked, **changes)

    def offer(self, on: date, **changes: Any) -> d.DiversionOffered:
        return replace(
            d.DiversionOffered(journey=self.number, on=on, offered_by=SERGEANT), **changes
        )

    def acceptance(self, on: date) -> d.OfferAccepted:
        return d.OfferAccepted(journey=self.number, on=on)

    def booking(self, on: date, **changes: Any) -> k.CourseBooked:
        booked = k.CourseBooked(journey=self.number, on=on, held_on=on, provider="Adferiad")
        return replace(booked, **changes)

    def attendance(self, on: date, session: int = 1) -> k.CourseAttended:
        return k.CourseAttended(journey=self.number, on=on, session=session)

    def course_completion(self, on: date) -> k.CourseCompleted:
        return k.CourseCompleted(journey=self.number, on=on, provider="Adferiad")

    def assessment(self, on: date, **changes: Any) -> c.NeedsAssessed:
        pathways = tuple(sorted(self.edition.navigator.pathways or {Pathway.DRUGS}))
        assessed = c.NeedsAssessed(
            journey=self.number,
            on=on,
            phase=Phase.ENTRY,
            scale="pathways",
            scale_version="1",
            pathways=pathways,
            assessed_by=NAVIGATOR,
            scores=tuple(Score(pathway=p, score=3) for p in pathways),
        )
        return replace(assessed, **changes)

    def contract(self, on: date, **changes: Any) -> c.ContractSigned:
        mandatory = sorted(self.edition.contract.mandatory_conditions or ())
        conditions = tuple(Condition(kind=kind) for kind in mandatory) or (NO_REOFFENDING,)
        signed = c.ContractSigned(
            journey=self.number,
            on=on,
            signed_at=noon(on),
            length=self.edition.contract.length or "P4M",
            conditions=conditions,
            assurance=ASSURANCE,
            fitness=Fitness.FIT,
            understands=Language.ENGLISH,
            legal_advice=LegalAdvice.DECLINED,
            told_voluntary=True,
            navigator=NAVIGATOR,
        )
        return replace(signed, **changes)

    def completion(self, on: date, **changes: Any) -> e.ContractCompleted:
        completed = e.ContractCompleted(
            journey=self.number, on=on, decided_by=INSPECTOR, rationale="All kept."
        )
        return replace(completed, **changes)

    def outcome(self, on: date, code: str = "") -> e.OutcomeRecorded:
        code = code or self.edition.completion.outcome_code or "22"
        return e.OutcomeRecorded(journey=self.number, on=on, code=code, recorded_for=INSPECTOR)

    def offered(self, arrested_on: date, offered_on: date | None = None, **arrest: Any) -> Story:
        """Arrested, eligible and offered diversion."""
        on = offered_on or arrested_on
        self.do(self.arrest(arrested_on, **arrest))
        self.do(self.screening(arrested_on))
        self.do(self.victim(arrested_on))
        self.do(self.decision(on))
        self.do(self.offer(on))
        return self

    def course_done(self, on: date) -> Story:
        """From an offer to a completed course, all on one day."""
        self.do(self.booking(on))
        if self.edition.course.assessment_needed:
            self.do(self.assessment(on))
        for session in range(1, (self.edition.course.sessions or 1) + 1):
            self.do(self.attendance(on, session))
        self.do(self.course_completion(on))
        return self

    def ready_to_sign(self, on: date, **arrest: Any) -> Story:
        """Arrested, offered, course done where the route has one first, accepted and assessed."""
        self.offered(on, **arrest)
        if self.edition.route == Route.COURSE_THEN_CONTRACT:
            self.course_done(on)
        self.do(self.acceptance(on))
        self.do(self.assessment(on))
        return self

    def signed(self, on: date, arrested_on: date | None = None, **contract: Any) -> Story:
        """Under contract, signed at noon on `on`."""
        self.ready_to_sign(arrested_on or on)
        self.do(self.contract(on, **contract))
        return self

    def completed(self, on: date) -> Story:
        """From a contract to its completion and outcome, both on `on`."""
        self.do(self.completion(on))
        self.do(self.outcome(on))
        return self
