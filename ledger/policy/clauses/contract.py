"""What a contract may ask, how long it binds, and what makes a signature good."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from ledger.journey.calendar import Term, months_after, months_in
from ledger.journey.facts.arrest import VictimViewsSought
from ledger.journey.facts.contract import ContractSigned
from ledger.journey.parts import Condition
from ledger.journey.words import ConditionKind, Fitness, Language, LegalAdvice
from ledger.policy.clause import Clause
from ledger.policy.edition import Edition
from ledger.policy.terms import LengthRule


@dataclass(frozen=True, slots=True)
class Terms:
    """What is about to be signed or varied; `charge_by` is None where charging is not limited."""

    term: Term
    conditions: tuple[Condition, ...]
    charge_by: date | None
    victim: VictimViewsSought | None


def has_the_mandatory_conditions(asked: Terms, edition: Edition) -> bool:
    kinds = {condition.kind for condition in asked.conditions}
    return (edition.contract.mandatory_conditions or frozenset()) <= kinds


def has_no_more_conditions_than_allowed(asked: Terms, edition: Edition) -> bool:
    most = edition.contract.most_conditions
    return most is None or len(asked.conditions) <= most


def has_only_allowed_conditions(asked: Terms, edition: Edition) -> bool:
    allowed = edition.contract.allowed_conditions
    return allowed is None or all(c.kind in allowed for c in asked.conditions)


def has_hours_within_the_bounds(asked: Terms, edition: Edition) -> bool:
    least, most = edition.contract.least_hours, edition.contract.most_hours
    return all(
        (least is None or (c.hours or 0) >= least) and (most is None or (c.hours or 0) <= most)
        for c in asked.conditions
        if c.kind == ConditionKind.VOLUNTARY_WORK
    )


def leaves_time_to_charge(asked: Terms, edition: Edition) -> bool:
    margin = timedelta(days=edition.contract.charge_margin_days or 0)
    return asked.charge_by is None or asked.term.last_on + margin <= asked.charge_by


def has_a_restorative_approach_only_if_asked(asked: Terms, edition: Edition) -> bool:
    if not edition.contract.restorative_if_victim_asks:
        return True
    kinds = Counter(condition.kind for condition in asked.conditions)
    wanted = asked.victim is not None and asked.victim.restorative_wanted
    return wanted or kinds[ConditionKind.RESTORATIVE_APPROACH] == 0


TERMS: tuple[Clause[Terms], ...] = (
    Clause(
        "C1",
        has_the_mandatory_conditions,
        "The contract has every condition that the scheme makes mandatory.",
        "Mae gan y contract bob amod y mae'r cynllun yn ei wneud yn orfodol.",
        ("contract.mandatory_conditions",),
        firm=True,
    ),
    Clause(
        "C2",
        has_no_more_conditions_than_allowed,
        "The contract has no more conditions than the scheme allows.",
        "Nid oes gan y contract fwy o amodau nag y mae'r cynllun yn eu caniatáu.",
        ("contract.most_conditions",),
        firm=True,
    ),
    Clause(
        "C3",
        has_only_allowed_conditions,
        "Each condition is of a kind that the scheme allows.",
        "Mae pob amod o fath y mae'r cynllun yn ei ganiatáu.",
        ("contract.allowed_conditions",),
    ),
    Clause(
        "C4",
        has_hours_within_the_bounds,
        "Voluntary work is for as many hours as the scheme allows.",
        "Mae gwaith gwirfoddol am gynifer o oriau ag y mae'r cynllun yn eu caniatáu.",
        ("contract.least_hours", "contract.most_hours"),
    ),
    Clause(
        "C5",
        leaves_time_to_charge,
        "The contract ends while every offence can still be charged.",
        "Daw'r contract i ben tra gellir cyhuddo o bob trosedd o hyd.",
        ("contract.charge_margin_days",),
        source="Magistrates' Courts Act 1980 s.127 [62][63]; domain notes section 3 [R]",
    ),
    Clause(
        "C6",
        has_a_restorative_approach_only_if_asked,
        "A restorative approach is a condition only if the victim asked for it.",
        "Dim ond os gofynnodd y dioddefwr amdano y mae dull adferol yn amod.",
        ("contract.restorative_if_victim_asks",),
    ),
)


@dataclass(frozen=True, slots=True)
class Signing:
    """A signature about to be recorded."""

    contract: ContractSigned
    assessed: bool
    under_contract: bool


def is_of_the_length(asked: Signing, edition: Edition) -> bool:
    length = edition.contract.length
    if length is None:
        return True
    told, set_months = months_in(asked.contract.length), months_in(length)
    at_most = edition.contract.length_rule == LengthRule.AT_MOST
    return told <= set_months if at_most else told == set_months


def was_assessed_first(asked: Signing, edition: Edition) -> bool:
    return not edition.navigator.assessment_needed or asked.assessed


def is_in_a_language_of_the_scheme(asked: Signing, edition: Edition) -> bool:
    languages = edition.contract.languages
    return languages is None or asked.contract.assurance.language in languages


def was_fit_to_sign(asked: Signing, _edition: Edition) -> bool:
    return asked.contract.fitness == Fitness.FIT


def had_an_appropriate_adult(asked: Signing, _edition: Edition) -> bool:
    return not asked.contract.vulnerable or asked.contract.appropriate_adult_present


def understood_the_language(asked: Signing, _edition: Edition) -> bool:
    shown, understood = asked.contract.assurance.language, asked.contract.understands
    same = shown == understood and shown != Language.OTHER
    return same or asked.contract.interpreter_present


def was_offered_legal_advice(asked: Signing, _edition: Edition) -> bool:
    return asked.contract.legal_advice != LegalAdvice.NOT_OFFERED


def was_told_it_is_voluntary(asked: Signing, _edition: Edition) -> bool:
    return asked.contract.told_voluntary


def is_the_only_contract(asked: Signing, _edition: Edition) -> bool:
    return not asked.under_contract


SIGNING: tuple[Clause[Signing], ...] = (
    Clause(
        "C7",
        is_of_the_length,
        "The contract is for the length that the scheme sets.",
        "Mae'r contract am yr hyd y mae'r cynllun yn ei bennu.",
        ("contract.length", "contract.length_rule"),
    ),
    Clause(
        "C8",
        was_assessed_first,
        "The person's needs were assessed before they signed.",
        "Aseswyd anghenion y person cyn iddo lofnodi.",
        ("navigator.assessment_needed",),
    ),
    Clause(
        "C9",
        is_in_a_language_of_the_scheme,
        "The text that was signed is in a language the scheme offers.",
        "Mae'r testun a lofnodwyd mewn iaith y mae'r cynllun yn ei chynnig.",
        ("contract.languages",),
    ),
    Clause(
        "C10",
        was_fit_to_sign,
        "The person was fit to sign: sober, not withdrawing, not unwell.",
        "Roedd y person yn ffit i lofnodi: yn sobr, heb symptomau diddyfnu, heb fod yn sâl.",
        source="R (Stratton) v CC Thames Valley [2013] EWHC 1561 [75]",
        firm=True,
    ),
    Clause(
        "C11",
        had_an_appropriate_adult,
        "A vulnerable person had an appropriate adult with them.",
        "Roedd oedolyn priodol gyda pherson agored i niwed.",
        source="PACE Code C [98]",
        firm=True,
    ),
    Clause(
        "C12",
        understood_the_language,
        "The text was in a language the person understands, or was interpreted.",
        "Roedd y testun mewn iaith y mae'r person yn ei deall, neu fe'i cyfieithwyd ar y pryd.",
        source="Welsh Language Standards, North Wales Police [86]; domain notes case 36 [R]",
        firm=True,
    ),
    Clause(
        "C13",
        was_offered_legal_advice,
        "Legal advice was offered before the signing.",
        "Cynigiwyd cyngor cyfreithiol cyn llofnodi.",
        source="Product rule, domain notes case 37 [R]",
        firm=True,
    ),
    Clause(
        "C14",
        was_told_it_is_voluntary,
        "The person was told that they may withdraw, and what follows.",
        "Dywedwyd wrth y person y gall dynnu'n ôl, a beth sy'n dilyn.",
        source="North Wales PCC, Checkpoint Cymru [7]; domain notes case 10 [R]",
        firm=True,
    ),
    Clause(
        "C15",
        is_the_only_contract,
        "The person is under no other contract.",
        "Nid yw'r person o dan gontract arall.",
        source="Product rule, domain notes case 26 [R]",
        firm=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Varying:
    """A variation about to be recorded."""

    term: Term
    extended: bool
    signed_by_participant: bool


def was_signed_by_the_participant(asked: Varying, _edition: Edition) -> bool:
    return asked.signed_by_participant


def is_within_the_longest(asked: Varying, edition: Edition) -> bool:
    longest = edition.contract.longest
    if longest is None or not asked.extended:
        return True
    return asked.term.last_on <= months_after(asked.term.signed_on, months_in(longest))


VARYING: tuple[Clause[Varying], ...] = (
    Clause(
        "C16",
        was_signed_by_the_participant,
        "A change to the contract is signed by the participant.",
        "Llofnodir newid i'r contract gan y cyfranogwr.",
        source="Product rule, domain notes cases 27 and 28 [R]",
        firm=True,
    ),
    Clause(
        "C17",
        is_within_the_longest,
        "An extended contract is no longer than the scheme allows.",
        "Nid yw contract estynedig yn hwy nag y mae'r cynllun yn ei ganiatáu.",
        ("contract.longest",),
    ),
)
