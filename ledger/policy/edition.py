"""One edition of a scheme's policy: what it asks, in which unit, on whose word.

An edition is a TOML file that never changes once an entry cites it; a correction is a new edition.
Every parameter stands on one line with its unit and its source:

    length = { is = "P12M", unit = "ISO 8601 months", source = "Guardian, 7 October 2019 [1]" }

What no source says stays out, is `None` here, and its clause then does not apply.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ledger.journey.parts import EditionRef
from ledger.journey.words import (
    BreachLeadsTo,
    ConditionKind,
    Language,
    OffenceFeature,
    Pathway,
    Rank,
    ReoffendingTest,
    Role,
    Route,
)
from ledger.policy.terms import (
    AgeTestedOn,
    BailBar,
    CompletionNeed,
    EvidenceRule,
    LengthRule,
    ListedOffence,
    ListedOutcome,
    Months,
    PriorUse,
    VictimRole,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Who decides eligibility; `override_rank` is the lowest that may go against clauses."""

    deciders: frozenset[Role] | None = None
    lowest_rank: Rank | None = None
    override_rank: Rank | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Eligibility:
    """Who may be diverted, and for what. Ages in whole years; `offence_within` in ISO 8601 months.

    `offences_included` unset accepts each offence that is not excluded; gravity is inclusive.
    """

    least_age: int | None = None
    age_tested_on: AgeTestedOn | None = None
    lives_in_area: bool | None = None
    occurred_in_area: bool | None = None
    arrest_needed: bool | None = None
    evidence: EvidenceRule | None = None
    court_order_bars: bool | None = None
    bail_bars: BailBar | None = None
    detention_bars: bool | None = None
    co_accused_bars: bool | None = None
    offence_within: Months | None = None
    offences_included: frozenset[ListedOffence] | None = None
    offences_excluded: frozenset[ListedOffence] | None = None
    features_excluded: frozenset[OffenceFeature] | None = None
    special_terms: frozenset[ListedOffence] | None = None
    least_gravity: int | None = None
    most_gravity: int | None = None
    personal_use_only: bool | None = None
    prior_use: PriorUse | None = None
    most_uses: int | None = None
    refusal_bars: bool | None = None
    split_rank: Rank | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What must stand before an offer is made."""

    screening: bool | None = None
    victim_views: bool | None = None
    victim_role: VictimRole | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The drug education course. `rebookings` counts further bookings after unexcused absences."""

    sessions: int | None = None
    session_minutes: int | None = None
    rebookings: int | None = None
    assessment_needed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Navigator:
    """The navigator's first steps; `appointment_within_days` is counted from the acceptance."""

    appointment_within_days: int | None = None
    assessment_needed: bool | None = None
    pathways: frozenset[Pathway] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """The contract. `length` and `longest` (after variations) in ISO 8601 months from the signing.

    `charge_margin_days` is how many civil days must be left to charge after the last day; hours
    bounds are inclusive and bind voluntary work.
    """

    length: Months | None = None
    length_rule: LengthRule | None = None
    longest: Months | None = None
    most_conditions: int | None = None
    mandatory_conditions: frozenset[ConditionKind] | None = None
    allowed_conditions: frozenset[ConditionKind] | None = None
    least_hours: int | None = None
    most_hours: int | None = None
    restorative_if_victim_asks: bool | None = None
    charge_margin_days: int | None = None
    languages: frozenset[Language] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """What counts as reoffending, and what follows a breach.

    `most_gravity_excused` is the highest gravity score, inclusive, of a reoffence that an official
    of `discretion_rank` may excuse.
    """

    reoffending_is: ReoffendingTest | None = None
    most_gravity_excused: int | None = None
    discretion_rank: Rank | None = None
    warnings_first: int | None = None
    leads_to: BreachLeadsTo | None = None
    refusal_is_prosecuted: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """What completion needs; `look_back` in ISO 8601 months from completion, last day inclusive."""

    needs: frozenset[CompletionNeed] | None = None
    outcome_code: ListedOutcome | None = None
    look_back: Months | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """Where a parameter comes from, and in which unit it is; `text` is its value as written."""

    text: str
    unit: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """An edition, whole. `parameters` is keyed by section and name, as in `contract.length`."""

    ref: EditionRef
    title: str
    title_cy: str
    source: str
    route: Route
    decision: Decision = field(default_factory=Decision)
    eligibility: Eligibility = field(default_factory=Eligibility)
    offer: Offer = field(default_factory=Offer)
    course: Course = field(default_factory=Course)
    navigator: Navigator = field(default_factory=Navigator)
    contract: Contract = field(default_factory=Contract)
    breach: Breach = field(default_factory=Breach)
    completion: Completion = field(default_factory=Completion)
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
