"""Facts that put right and protect; `line` names an earlier entry of the same page, from 1."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ledger.journey.parts import Official, Sealed
from ledger.journey.words import RestrictionGround


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedInError:
    """The entry on `line` should not have been written; it stays, and no longer counts."""

    NAME: ClassVar = "entry.recorded-in-error"

    on: date
    line: int
    decided_by: Official
    reason: Sealed[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccuracyContested:
    """The person contests the entry on `line` (DPA 2018 s.47(3))."""

    NAME: ClassVar = "accuracy.contested"

    on: date
    line: int
    statement: Sealed[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionApplied:
    """Normal reads no longer show the page; evidence roles still may (DPA 2018 s.47(2))."""

    NAME: ClassVar = "restriction.applied"

    on: date
    ground: RestrictionGround
    decided_by: Official


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionLifted:
    """The ground for the restriction fell away."""

    NAME: ClassVar = "restriction.lifted"

    on: date
    decided_by: Official


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureMade:
    """Something of the page was disclosed outside the force (DPA 2018 s.62)."""

    NAME: ClassVar = "disclosure.made"

    on: date
    recipient: str
    legal_basis: str
    decided_by: Official
    what: Sealed[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalDataErased:
    """The key to the page's sealed fields was destroyed; two people decided it, neither alone.

    Entries from before there were two have no `agreed_by`.
    """

    NAME: ClassVar = "personal-data.erased"

    on: date
    legal_basis: str
    decided_by: Official
    agreed_by: Official | None = None


ProtectionFact = (
    RecordedInError
    | AccuracyContested
    | RestrictionApplied
    | RestrictionLifted
    | DisclosureMade
    | PersonalDataErased
)
