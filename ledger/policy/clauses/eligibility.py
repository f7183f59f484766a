"""Who may be diverted, and for what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ledger.journey.calendar import months_after, months_in
from ledger.journey.facts.arrest import ArrestRecorded
from ledger.journey.parts import Findings, Offence
from ledger.journey.words import Admission, Bail, CourtOrder, Detention, Encounter
from ledger.policy.clause import Clause
from ledger.policy.edition import Edition
from ledger.policy.terms import AgeTestedOn, BailBar, EvidenceRule, PriorUse


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person about whom eligibility is decided on the civil day `on`, and for which offences."""

    arrest: ArrestRecorded
    offences: tuple[Offence, ...]
    admission: Admission
    findings: Findings
    on: date


def is_of_age(asked: Candidate, edition: Edition) -> bool:
    least = edition.eligibility.least_age
    on_arrest = edition.eligibility.age_tested_on == AgeTestedOn.ARREST
    age = asked.arrest.age if on_arrest else asked.findings.age
    return least is None or age >= least


def lives_in_the_area(asked: Candidate, edition: Edition) -> bool:
    return not edition.eligibility.lives_in_area or asked.arrest.lives_in_area


def occurred_in_the_area(asked: Candidate, edition: Edition) -> bool:
    return not edition.eligibility.occurred_in_area or asked.arrest.occurred_in_area


def was_arrested(asked: Candidate, edition: Edition) -> bool:
    return not edition.eligibility.arrest_needed or asked.arrest.encounter == Encounter.ARREST


def has_the_evidence(asked: Candidate, edition: Edition) -> bool:
    admitted = asked.admission == Admission.ADMITTED
    sufficient = asked.arrest.sufficient_evidence
    match edition.eligibility.evidence:
        case None:
            return True
        case EvidenceRule.ADMISSION:
            return admitted
        case EvidenceRule.SUFFICIENT:
            return sufficient
        case EvidenceRule.ADMISSION_OR_SUFFICIENT:
            return admitted or sufficient
        case EvidenceRule.ADMISSION_OR_NO_REPLY:
            return admitted or (sufficient and asked.admission == Admission.NO_REPLY)


def is_under_no_court_order(asked: Candidate, edition: Edition) -> bool:
    return not edition.eligibility.court_order_bars or asked.arrest.court_order == CourtOrder.NONE


def is_not_on_bail(asked: Candidate, edition: Edition) -> bool:
    match edition.eligibility.bail_bars:
        case None:
            return True
        case BailBar.ANY:
            return asked.arrest.bail == Bail.NONE
        case BailBar.OTHER_MATTERS:
            return asked.arrest.bail != Bail.OTHER_MATTERS


def is_not_detained(asked: Candidate, edition: Edition) -> bool:
    return not edition.eligibility.detention_bars or asked.arrest.detention == Detention.NONE


def has_no_co_accused(asked: Candidate, edition: Edition) -> bool:
    return not edition.eligibility.co_accused_bars or not asked.arrest.co_accused


def is_recent(asked: Candidate, edition: Edition) -> bool:
    within = edition.eligibility.offence_within
    if within is None:
        return True
    months = months_in(within)
    return all(asked.on < months_after(o.last_on, months) for o in asked.offences)


def is_an_accepted_offence(asked: Candidate, edition: Edition) -> bool:
    terms = edition.eligibility
    excluded = terms.offences_excluded or frozenset()
    barred = terms.features_excluded or frozenset()
    return all(
        (terms.offences_included is None or o.code in terms.offences_included)
        and o.code not in excluded
        and barred.isdisjoint(o.features)
        for o in asked.offences
    )


def needs_no_special_terms(asked: Candidate, edition: Edition) -> bool:
    special = edition.eligibility.special_terms or frozenset()
    return all(o.code not in special for o in asked.offences)


def is_of_accepted_gravity(asked: Candidate, edition: Edition) -> bool:
    least, most = edition.eligibility.least_gravity, edition.eligibility.most_gravity
    return all(
        o.gravity is None
        or ((least is None or o.gravity >= least) and (most is None or o.gravity <= most))
        for o in asked.offences
    )


def is_for_personal_use(asked: Candidate, edition: Edition) -> bool:
    return not edition.eligibility.personal_use_only or all(o.personal_use for o in asked.offences)


def has_not_used_it_before(asked: Candidate, edition: Edition) -> bool:
    return edition.eligibility.prior_use != PriorUse.ONCE_ONLY or asked.findings.uses == 0


def engaged_each_time_before(asked: Candidate, edition: Edition) -> bool:
    while_engaging = edition.eligibility.prior_use == PriorUse.WHILE_ENGAGING
    return not while_engaging or asked.findings.disengagements == 0


def has_a_use_left(asked: Candidate, edition: Edition) -> bool:
    most = edition.eligibility.most_uses
    return most is None or asked.findings.uses < most


def has_not_refused_before(asked: Candidate, edition: Edition) -> bool:
    return not edition.eligibility.refusal_bars or asked.findings.refusals == 0


def is_under_no_other_contract(asked: Candidate, _edition: Edition) -> bool:
    return not asked.findings.under_contract


CLAUSES: tuple[Clause[Candidate], ...] = (
    Clause(
        "E1",
        is_of_age,
        "The person is old enough on the day that the scheme tests.",
        "Mae'r person yn ddigon hen ar y diwrnod y mae'r cynllun yn ei brofi.",
        ("eligibility.least_age", "eligibility.age_tested_on"),
    ),
    Clause(
        "E2",
        lives_in_the_area,
        "The person lives in the force's area.",
        "Mae'r person yn byw yn ardal yr heddlu.",
        ("eligibility.lives_in_area",),
    ),
    Clause(
        "E3",
        occurred_in_the_area,
        "The offence was committed in the force's area.",
        "Cyflawnwyd y drosedd yn ardal yr heddlu.",
        ("eligibility.occurred_in_area",),
    ),
    Clause(
        "E4",
        was_arrested,
        "The person was arrested.",
        "Arestiwyd y person.",
        ("eligibility.arrest_needed",),
    ),
    Clause(
        "E5",
        has_the_evidence,
        "There is the admission or the evidence that the scheme asks for.",
        "Mae'r cyfaddefiad neu'r dystiolaeth y mae'r cynllun yn gofyn amdani ar gael.",
        ("eligibility.evidence",),
    ),
    Clause(
        "E6",
        is_under_no_court_order,
        "The person is under no court order.",
        "Nid yw'r person o dan orchymyn llys.",
        ("eligibility.court_order_bars",),
    ),
    Clause(
        "E7",
        is_not_on_bail,
        "The person is not on the bail that bars them from the scheme.",
        "Nid yw'r person ar y fechnïaeth sy'n ei wahardd o'r cynllun.",
        ("eligibility.bail_bars",),
    ),
    Clause(
        "E8",
        is_not_detained,
        "The person is not detained for court or under the Mental Health Act.",
        "Nid yw'r person yn cael ei gadw ar gyfer llys nac o dan y Ddeddf Iechyd Meddwl.",
        ("eligibility.detention_bars",),
    ),
    Clause(
        "E9",
        has_no_co_accused,
        "Nobody else is accused of the offence with the person.",
        "Nid oes neb arall wedi'i gyhuddo o'r drosedd gyda'r person.",
        ("eligibility.co_accused_bars",),
    ),
    Clause(
        "E10",
        is_recent,
        "Each offence is recent enough on the day of the decision.",
        "Mae pob trosedd yn ddigon diweddar ar ddiwrnod y penderfyniad.",
        ("eligibility.offence_within",),
    ),
    Clause(
        "E11",
        is_an_accepted_offence,
        "Each offence is one that the scheme accepts.",
        "Mae pob trosedd yn un y mae'r cynllun yn ei derbyn.",
        (
            "eligibility.offences_included",
            "eligibility.offences_excluded",
            "eligibility.features_excluded",
        ),
    ),
    Clause(
        "E12",
        needs_no_special_terms,
        "No offence is one that the scheme accepts on special terms only.",
        "Nid oes trosedd y mae'r cynllun yn ei derbyn ar delerau arbennig yn unig.",
        ("eligibility.special_terms",),
    ),
    Clause(
        "E13",
        is_of_accepted_gravity,
        "Each offence's gravity score is within the scheme's range.",
        "Mae sgôr difrifoldeb pob trosedd o fewn ystod y cynllun.",
        ("eligibility.least_gravity", "eligibility.most_gravity"),
    ),
    Clause(
        "E14",
        is_for_personal_use,
        "What was found was for personal use.",
        "Roedd yr hyn a ganfuwyd at ddefnydd personol.",
        ("eligibility.personal_use_only",),
    ),
    Clause(
        "E15",
        has_not_used_it_before,
        "The person has not used the scheme before.",
        "Nid yw'r person wedi defnyddio'r cynllun o'r blaen.",
        ("eligibility.prior_use",),
    ),
    Clause(
        "E16",
        engaged_each_time_before,
        "The person engaged each time they used the scheme before.",
        "Ymgysylltodd y person bob tro y defnyddiodd y cynllun o'r blaen.",
        ("eligibility.prior_use",),
    ),
    Clause(
        "E17",
        has_a_use_left,
        "The person has used the scheme fewer times than it allows.",
        "Mae'r person wedi defnyddio'r cynllun lai o weithiau nag a ganiateir.",
        ("eligibility.most_uses",),
    ),
    Clause(
        "E18",
        has_not_refused_before,
        "The person has not refused the scheme before.",
        "Nid yw'r person wedi gwrthod y cynllun o'r blaen.",
        ("eligibility.refusal_bars",),
    ),
    Clause(
        "E19",
        is_under_no_other_contract,
        "The person is not under another contract.",
        "Nid yw'r person o dan gontract arall.",
        source="Product rule, domain notes case 26 [R]",
        firm=True,
    ),
)
