"""What completion needs, and which outcome may close a matter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ledger.journey.calendar import months_after, months_in
from ledger.journey.journey import Signed, Unsigned
from ledger.policy.clause import Clause
from ledger.policy.edition import Edition
from ledger.policy.terms import CompletionNeed


@dataclass(frozen=True, slots=True)
class Completing:
    """A completion about to be decided on the civil day `on`."""

    on: date
    contract: Unsigned | Signed
    course_completed: bool
    alleged: bool
    reoffended: bool
    proceedings: bool


def has_seen_the_term_end(asked: Completing, edition: Edition) -> bool:
    if not _needs(CompletionNeed.TERM_ENDED, edition) or isinstance(asked.contract, Unsigned):
        return True
    return asked.on > asked.contract.term.last_on


def has_kept_every_condition(asked: Completing, edition: Edition) -> bool:
    if not _needs(CompletionNeed.CONDITIONS_MET, edition) or isinstance(asked.contract, Unsigned):
        return True
    return not asked.contract.unmet


def has_completed_the_course(asked: Completing, edition: Edition) -> bool:
    return not _needs(CompletionNeed.COURSE_COMPLETED, edition) or asked.course_completed


def has_not_reoffended(asked: Completing, edition: Edition) -> bool:
    return not _needs(CompletionNeed.NO_REOFFENCE, edition) or not asked.reoffended


def has_no_open_allegation(asked: Completing, _edition: Edition) -> bool:
    return not asked.alleged


def has_no_open_proceedings(asked: Completing, _edition: Edition) -> bool:
    return not asked.proceedings


def _needs(need: CompletionNeed, edition: Edition) -> bool:
    return need in (edition.completion.needs or frozenset())


COMPLETING: tuple[Clause[Completing], ...] = (
    Clause(
        "F1",
        has_seen_the_term_end,
        "The last day of the contract has passed.",
        "Mae diwrnod olaf y contract wedi mynd heibio.",
        ("completion.needs",),
    ),
    Clause(
        "F2",
        has_kept_every_condition,
        "Every condition was kept, or discharged.",
        "Cadwyd pob amod, neu fe'i rhyddhawyd.",
        ("completion.needs",),
    ),
    Clause(
        "F3",
        has_completed_the_course,
        "The course was completed.",
        "Cwblhawyd y cwrs.",
        ("completion.needs",),
    ),
    Clause(
        "F4",
        has_not_reoffended,
        "No reoffence in the term is confirmed.",
        "Nid oes aildroseddu yn ystod y cyfnod wedi'i gadarnhau.",
        ("completion.needs",),
    ),
    Clause(
        "F5",
        has_no_open_allegation,
        "No allegation is open.",
        "Nid oes honiad ar agor.",
        source="Product rule, domain notes case 2 [R]",
        firm=True,
    ),
    Clause(
        "F6",
        has_no_open_proceedings,
        "No complaint, review or appeal is open.",
        "Nid oes cwyn, adolygiad nac apêl ar agor.",
        source="Product rule, domain notes case 47 [R]",
        firm=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Closing:
    """An outcome about to be recorded; `fits` says whether what happened bears the code."""

    code: str
    completed: bool
    in_use: bool
    fits: bool


def is_the_schemes_outcome(asked: Closing, edition: Edition) -> bool:
    code = edition.completion.outcome_code
    return code is None or not asked.completed or asked.code == code


def is_in_use(asked: Closing, _edition: Edition) -> bool:
    return asked.in_use


def fits_what_happened(asked: Closing, _edition: Edition) -> bool:
    return asked.fits


CLOSING: tuple[Clause[Closing], ...] = (
    Clause(
        "F7",
        is_the_schemes_outcome,
        "A completed journey closes with the outcome code that the scheme names.",
        "Mae taith a gwblhawyd yn cau gyda'r cod canlyniad y mae'r cynllun yn ei enwi.",
        ("completion.outcome_code",),
    ),
    Clause(
        "F8",
        is_in_use,
        "The outcome code is in use on the day.",
        "Mae'r cod canlyniad mewn defnydd ar y diwrnod.",
        source="Home Office, police recorded crime and outcomes open data [52]",
        firm=True,
    ),
    Clause(
        "F9",
        fits_what_happened,
        "The outcome code says what happened.",
        "Mae'r cod canlyniad yn dweud beth a ddigwyddodd.",
        source="Home Office, police recorded crime and outcomes open data [52]",
        firm=True,
    ),
)


@dataclass(frozen=True, slots=True)
class TakingBack:
    """A completion about to be rescinded on the civil day `on`."""

    completed_on: date
    on: date
    assurance_allows: bool
    reoffence_confirmed: bool


def is_within_the_look_back(asked: TakingBack, edition: Edition) -> bool:
    look_back = edition.completion.look_back
    if look_back is None:
        return True
    return asked.on <= months_after(asked.completed_on, months_in(look_back))


def was_reserved_in_the_assurance(asked: TakingBack, _edition: Edition) -> bool:
    return asked.assurance_allows


def rests_on_a_reoffence(asked: TakingBack, _edition: Edition) -> bool:
    return asked.reoffence_confirmed


TAKING_BACK: tuple[Clause[TakingBack], ...] = (
    Clause(
        "F10",
        is_within_the_look_back,
        "Completion is taken back within the time that the scheme looks back.",
        "Tynnir cwblhad yn ôl o fewn yr amser y mae'r cynllun yn edrych yn ôl drosto.",
        ("completion.look_back",),
    ),
    Clause(
        "F11",
        was_reserved_in_the_assurance,
        "The assurance that was signed said that completion may be taken back.",
        "Dywedodd y sicrwydd a lofnodwyd y gellir tynnu cwblhad yn ôl.",
        source="Jones v Whalley [2006] UKHL 41 [74]; domain notes case 1 [R]",
        firm=True,
    ),
    Clause(
        "F12",
        rests_on_a_reoffence,
        "A reoffence in the term is confirmed.",
        "Mae aildroseddu yn ystod y cyfnod wedi'i gadarnhau.",
        source="Product rule, domain notes case 1 [R]",
        firm=True,
    ),
)
