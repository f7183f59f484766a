"""What facts are made of: the small values that several facts share.

A field marked `Sealed` is personal: it is kept apart from what outcomes need, and always has a
default, so that a fact can still be read once the key to it is gone. A field marked `WorkedOut` is
filled in by `decide`; whoever puts the fact forward leaves it alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, TypeVar

from ledger.journey.words import (
    ConditionKind,
    DrugClass,
    IdentifierKind,
    Language,
    ModeOfTrial,
    OffenceFeature,
    Pathway,
    Rank,
    Role,
)

T = TypeVar("T")
PERSONAL = "personal"
WORKED_OUT = "worked out"
Sealed = Annotated[T, PERSONAL]
WorkedOut = Annotated[T, WORKED_OUT]


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """A named person who decides or works in an office; accountable, so never sealed."""

    name: str
    role: Role
    rank: Rank = Rank.NONE
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """A person's identifier as normalised when written; `issuer` is a force or country."""

    kind: IdentifierKind
    value: str
    issuer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who the page is about."""

    family_name: str = ""
    given_names: str = ""
    born_on: date | None = None
    address: str = ""
    ethnicity_self_defined: str = ""
    ethnicity_officer_defined: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrestPapers:
    """The arrest's own identifiers: custody record number and arrest summons number."""

    custody_record: str = ""
    arrest_summons_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offence:
    """An offence a person was arrested for; `first_on` to `last_on` are civil days, inclusive.

    `ended_at` is the instant it ended, where that is known; `gravity` the score of the NPCC matrix.
    """

    code: str
    title: str
    mode: ModeOfTrial
    first_on: date
    last_on: date
    ended_at: datetime | None = None
    drug: str = ""
    drug_class: DrugClass = DrugClass.NONE
    gravity: int | None = None
    features: tuple[OffenceFeature, ...] = ()
    personal_use: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A decision against the `clauses` named, on whose authority; the fact holds the rationale."""

    clauses: tuple[str, ...]
    authority: Official


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was found of the person on the day eligibility was decided, beside the arrest."""

    age: int
    uses: int = 0
    refusals: int = 0
    disengagements: int = 0
    under_contract: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRef:
    """An edition as an entry cites it: its name and the SHA-256 of its file, in hex."""

    scheme: str
    edition: str
    digest: str

    @property
    def name(self) -> str:
        """Scheme and edition, as in `checkpoint-cymru/2019-10`."""
        return f"{self.scheme}/{self.edition}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One pathway's score in a needs assessment, on the scale that the assessment names."""

    pathway: Pathway
    score: int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A promise in a contract; `hours` for work that is counted in hours."""

    kind: ConditionKind
    hours: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assurance:
    """The text that was signed: its version, the language it was shown in, its SHA-256 in hex.

    `allows_rescission`: the text said that completion may be taken back for an offence learnt of
    later (Jones v Whalley [2006] UKHL 41: the wording decides).
    """

    version: str
    language: Language
    sha256: str
    allows_rescission: bool = False
