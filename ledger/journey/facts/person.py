"""Facts about a person's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ledger.journey.parts import Identifier, Official, Person, Sealed
from ledger.journey.words import IdentifierKind, Language

NOBODY = Person()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOpened:
    """A page was opened for a person whom `force` had not met before."""

    NAME: ClassVar = "page.opened"

    on: date
    force: str
    language: Language = Language.ENGLISH
    person: Sealed[Person] = NOBODY
    identifiers: Sealed[tuple[Identifier, ...]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifierAdded:
    """Another identifier of the same person became known."""

    NAME: ClassVar = "identifier.added"

    on: date
    kind: IdentifierKind
    value: Sealed[str] = ""
    issuer: Sealed[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifierCorrected:
    """An identifier was replaced by another; the old one stays resolvable."""

    NAME: ClassVar = "identifier.corrected"

    on: date
    kind: IdentifierKind
    old_value: Sealed[str] = ""
    value: Sealed[str] = ""
    issuer: Sealed[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailsCorrected:
    """The person's details were put right (DPA 2018 s.46)."""

    NAME: ClassVar = "details.corrected"

    on: date
    language: Language = Language.ENGLISH
    person: Sealed[Person] = NOBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class PagesLinked:
    """Another page was found to be the same person's; counts for what is decided from now on."""

    NAME: ClassVar = "pages.linked"

    on: date
    other: str
    decided_by: Official
    rationale: Sealed[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PagesUnlinked:
    """A link proved wrong; what was decided on it is listed, never rewritten."""

    NAME: ClassVar = "pages.unlinked"

    on: date
    other: str
    decided_by: Official
    rationale: Sealed[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantDied:
    """The person died; every open journey closes with outcome 5."""

    NAME: ClassVar = "participant.died"

    on: date
    reported_by: Official


PersonFact = (
    PageOpened
    | IdentifierAdded
    | IdentifierCorrected
    | DetailsCorrected
    | PagesLinked
    | PagesUnlinked
    | ParticipantDied
)
