"""What may be asked of the ledger.

Where nothing but checking is needed, the command is the fact itself, put forward with its
`WorkedOut` fields left alone. The commands below are those from which a fact is worked out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ledger.journey.facts import Fact
from ledger.journey.facts.arrest import NO_PAPERS
from ledger.journey.facts.person import NOBODY
from ledger.journey.parts import ArrestPapers, Condition, Identifier, Official, Override, Person
from ledger.journey.words import (
    Admission,
    Bail,
    CourtOrder,
    Detention,
    Encounter,
    Language,
    OffenceFeature,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OffenceTold:
    """An offence as the officer tells it; title, mode of trial and class follow from `code`.

    `first_on` to `last_on` are civil days, inclusive; `ended_at` an instant, where known.
    """

    code: str
    first_on: date
    last_on: date
    ended_at: datetime | None = None
    drug: str = ""
    gravity: int | None = None
    features: tuple[OffenceFeature, ...] = ()
    personal_use: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordArrest:
    """Open a journey, and the page if there is none yet.

    `age` is needed only where the person's day of birth is not known.
    """

    on: date
    at: datetime
    force: str
    station: str
    offences: tuple[OffenceTold, ...]
    admission: Admission
    lives_in_area: bool
    occurred_in_area: bool
    encounter: Encounter = Encounter.ARREST
    sufficient_evidence: bool = False
    court_order: CourtOrder = CourtOrder.NONE
    bail: Bail = Bail.NONE
    detention: Detention = Detention.NONE
    co_accused: bool = False
    age: int | None = None
    language: Language = Language.ENGLISH
    person: Person = NOBODY
    identifiers: tuple[Identifier, ...] = ()
    papers: ArrestPapers = NO_PAPERS


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideEligibility:
    """Decide under the edition of `scheme` that the force has adopted on the day `on`."""

    journey: int
    on: date
    scheme: str
    eligible: bool
    decided_by: Official
    rationale: str
    split: tuple[int, ...] = ()
    override: Override | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VaryContract:
    """Change a contract with the participant's signature; what is empty stays as it is.

    `length` is counted from the signing, in ISO 8601 months; `edition` moves the journey to another
    edition of its scheme.
    """

    journey: int
    on: date
    signed_by_participant: bool
    length: str = ""
    conditions: tuple[Condition, ...] = ()
    edition: str = ""
    override: Override | None = None
    rationale: str = ""
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptPolicy:
    """Adopt an edition for a force from the civil day `from_on`, inclusive."""

    on: date
    force: str
    scheme: str
    edition: str
    from_on: date
    decided_by: Official


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishStatus:
    """Put down what the ledger answers of a journey as at the civil day `as_at`, for good.

    It is answered from the first `size` entries of the ledger, of which `root`, in base64, is the
    root and `version` the page's last line. `engine` is the version of the program that answers.
    """

    journey: int
    on: date
    as_at: date
    version: int
    size: int
    root: str
    engine: str


Command = RecordArrest | DecideEligibility | VaryContract | AdoptPolicy | PublishStatus | Fact
