"""What counts as a breach or a reoffence, and what may follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ledger.journey.facts.breach import BreachAlleged, ReoffenceAlleged
from ledger.journey.officials import are_one
from ledger.journey.parts import Official
from ledger.journey.words import BreachCause, BreachLeadsTo, ReoffendingTest, ReturnReason
from ledger.policy.clause import Clause
from ledger.policy.edition import Edition


@dataclass(frozen=True, slots=True)
class Confirming:
    """A finding about to be recorded on an allegation; `reached` is for reoffences."""

    alleged: BreachAlleged | ReoffenceAlleged
    in_term: bool
    held: bool
    warnings: int
    reached: ReoffendingTest | None = None


def is_the_participants_doing(asked: Confirming, _edition: Edition) -> bool:
    breach = asked.alleged
    return isinstance(breach, ReoffenceAlleged) or breach.cause == BreachCause.PARTICIPANT


def is_not_held(asked: Confirming, _edition: Edition) -> bool:
    return not asked.held


def is_in_the_term(asked: Confirming, _edition: Edition) -> bool:
    return asked.in_term


def was_warned_first(asked: Confirming, edition: Edition) -> bool:
    warnings = edition.breach.warnings_first
    reoffence = isinstance(asked.alleged, ReoffenceAlleged)
    return reoffence or warnings is None or asked.warnings >= warnings


def has_come_far_enough(asked: Confirming, edition: Edition) -> bool:
    test = edition.breach.reoffending_is
    return test is None or asked.reached is None or asked.reached.reaches(test)


CONFIRMING: tuple[Clause[Confirming], ...] = (
    Clause(
        "B1",
        is_the_participants_doing,
        "What went wrong was the participant's doing, not a provider's.",
        "Y cyfranogwr, nid darparwr, a achosodd yr hyn a aeth o'i le.",
        source="Product rule, domain notes cases 21 and 42 [R]",
        firm=True,
    ),
    Clause(
        "B2",
        is_not_held,
        "No signs of exploitation hold the journey.",
        "Nid oes arwyddion o gamfanteisio yn dal y daith yn ôl.",
        source="HMICFRS, Both sides of the coin, 2022 [87]; product rule, domain notes case 50 [R]",
        firm=True,
    ),
    Clause(
        "B3",
        is_in_the_term,
        "It happened after the signing and by the end of the last day.",
        "Digwyddodd ar ôl llofnodi ac erbyn diwedd y diwrnod olaf.",
        source="Durham Constabulary, Checkpoint [12]; domain notes cases 1, 5 and 6 [R]",
        firm=True,
    ),
    Clause(
        "B4",
        was_warned_first,
        "The participant was warned as often as the scheme asks.",
        "Rhybuddiwyd y cyfranogwr mor aml ag y mae'r cynllun yn gofyn.",
        ("breach.warnings_first",),
    ),
    Clause(
        "B5",
        has_come_far_enough,
        "The new matter has come as far as the scheme asks before it counts.",
        "Mae'r mater newydd wedi cyrraedd y cam y mae'r cynllun yn gofyn amdano cyn cyfrif.",
        ("breach.reoffending_is",),
    ),
)


@dataclass(frozen=True, slots=True)
class Excusing:
    """A reoffence about to be left without consequence."""

    gravity: int | None
    decider: Official


def is_within_discretion(asked: Excusing, edition: Edition) -> bool:
    most, rank = edition.breach.most_gravity_excused, edition.breach.discretion_rank
    if most is None:
        return edition.breach.leads_to != BreachLeadsTo.MUST_PROSECUTE
    minor = asked.gravity is not None and asked.gravity <= most
    return minor and (rank is None or asked.decider.rank.reaches(rank))


EXCUSING: tuple[Clause[Excusing], ...] = (
    Clause(
        "B6",
        is_within_discretion,
        "The reoffence is minor enough, and the official senior enough, for discretion.",
        "Mae'r aildroseddu yn ddigon mân, a'r swyddog yn ddigon uchel, i arfer disgresiwn.",
        ("breach.most_gravity_excused", "breach.discretion_rank", "breach.leads_to"),
    ),
)


@dataclass(frozen=True, slots=True)
class Charging:
    """A charge about to be recorded on the civil day `on`, and why the matter came back."""

    because: ReturnReason
    charge_by: date | None
    on: date


NOT_KEPT = frozenset(
    {
        ReturnReason.BREACH,
        ReturnReason.REOFFENCE,
        ReturnReason.COURSE_NOT_ATTENDED,
        ReturnReason.WITHDRAWN,
    }
)


def may_follow_a_breach(asked: Charging, edition: Edition) -> bool:
    mild = edition.breach.leads_to in {BreachLeadsTo.CAUTION, BreachLeadsTo.NOTHING}
    return not (mild and asked.because in NOT_KEPT)


def may_follow_a_refusal(asked: Charging, edition: Edition) -> bool:
    declined = asked.because in {ReturnReason.DECLINED, ReturnReason.LAPSED}
    return not declined or edition.breach.refusal_is_prosecuted is not False


def is_in_time(asked: Charging, _edition: Edition) -> bool:
    return asked.charge_by is None or asked.on <= asked.charge_by


CHARGING: tuple[Clause[Charging], ...] = (
    Clause(
        "B7",
        may_follow_a_breach,
        "The scheme lets a breach lead to a charge.",
        "Mae'r cynllun yn gadael i doriad arwain at gyhuddiad.",
        ("breach.leads_to",),
    ),
    Clause(
        "B8",
        may_follow_a_refusal,
        "The scheme lets a refusal lead to a charge.",
        "Mae'r cynllun yn gadael i wrthodiad arwain at gyhuddiad.",
        ("breach.refusal_is_prosecuted",),
    ),
    Clause(
        "B9",
        is_in_time,
        "The time limit for charging has not passed.",
        "Nid yw'r terfyn amser ar gyfer cyhuddo wedi mynd heibio.",
        source="Magistrates' Courts Act 1980 s.127 [62][63]",
        firm=True,
    ),
)


def was_admitted(asked: bool, _edition: Edition) -> bool:
    return asked


CAUTIONING: tuple[Clause[bool], ...] = (
    Clause(
        "B10",
        was_admitted,
        "A caution rests on an admission made when it is given.",
        "Mae rhybuddiad yn dibynnu ar gyfaddefiad a wneir pan roddir ef.",
        source="R (Stratton) v CC Thames Valley [2013] EWHC 1561 [75]",
        firm=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Rescinding:
    """A finding about to be taken back."""

    confirmed_by: Official
    rescinded_by: Official


def is_another_official(asked: Rescinding, _edition: Edition) -> bool:
    return not are_one(asked.confirmed_by, asked.rescinded_by)


RESCINDING: tuple[Clause[Rescinding], ...] = (
    Clause(
        "B11",
        is_another_official,
        "A confirmed breach is taken back by another official than the one who confirmed it.",
        "Swyddog arall, nid yr un a'i cadarnhaodd, sy'n tynnu toriad a gadarnhawyd yn ôl.",
        source="Product rule: four eyes for rescission [R]",
        firm=True,
    ),
)
