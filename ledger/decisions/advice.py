"""What the clauses of every adopted scheme advise. Nothing is written; a named person decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ledger.decisions.arrest import candidate
from ledger.decisions.matter import Matter
from ledger.decisions.refusals import NoSuchJourney
from ledger.journey.page import Page
from ledger.journey.parts import EditionRef, Findings
from ledger.policy.clauses.eligibility import CLAUSES
from ledger.policy.edition import Edition
from ledger.policy.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Weighed:
    """One clause as it weighs here; `applies` is False where the edition sets nothing to test."""

    code: str
    applies: bool
    holds: bool
    words: str
    words_cy: str
    source: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What one edition advises: every clause, and those that stand in the way."""

    edition: EditionRef
    title: str
    eligible: bool
    refused_for: tuple[str, ...]
    findings: Findings
    clauses: tuple[Weighed, ...]


def advice(
    page: Page, number: int, on: date, rulebook: Rulebook, linked: tuple[Page, ...] = ()
) -> tuple[Advice, ...]:
    """Advice on journey `number` as on `on`, under each scheme that the force has adopted by then.

    Raises:
        NoSuchJourney: The page has no journey of that number.
    """
    journey = page.journey(number)
    if journey is None:
        raise NoSuchJourney("The page has no journey of that number.")
    matter = Matter(page, journey, rulebook, linked)
    adopted = (rulebook.in_force(scheme, on) for scheme in rulebook.schemes(on))
    return tuple(_under(edition, matter, on) for edition in adopted if edition is not None)


def _under(edition: Edition, matter: Matter, on: date) -> Advice:
    asked = candidate(matter, edition.ref.scheme, on)
    weighed = tuple(
        Weighed(
            code=clause.code,
            applies=clause.applies_in(edition),
            holds=clause.holds(asked, edition),
            words=clause.words,
            words_cy=clause.words_cy,
            source=clause.source_in(edition),
        )
        for clause in CLAUSES
    )
    refused_for = tuple(clause.code for clause in weighed if not clause.holds)
    return Advice(
        edition=edition.ref,
        title=edition.title,
        eligible=not refused_for,
        refused_for=refused_for,
        findings=asked.findings,
        clauses=weighed,
    )
