"""Facts on streams that are no person's: a force's page, and a scrutiny panel's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ledger.journey.parts import EditionRef, Official, Sealed
from ledger.journey.words import Record, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyAdopted:
    """A force adopted an edition of a scheme from the civil day `from_on`, inclusive."""

    NAME: ClassVar = "policy.adopted"

    on: date
    force: str
    edition: EditionRef
    from_on: date
    decided_by: Official


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusPublished:
    """What the ledger answered of a journey, and from how much of the ledger."""

    NAME: ClassVar = "status.published"

    on: date
    journey: int
    record: Record
    station: str
    as_at: date
    size: int
    root: str
    edition: EditionRef
    engine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelVerdictGiven:
    """A scrutiny panel's view of the decision on `line` of a page; it changes no journey."""

    NAME: ClassVar = "panel-verdict.given"

    on: date
    page: str
    line: int
    verdict: Verdict
    panel: str
    observations: Sealed[str] = ""


InstitutionFact = PolicyAdopted | StatusPublished | PanelVerdictGiven
