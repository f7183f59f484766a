"""Everything of policy that a decision may look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ledger.journey.facts.institution import PolicyAdopted
from ledger.journey.parts import EditionRef
from ledger.policy.edition import Edition
from ledger.policy.reference import OffenceKind, OutcomeCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """The editions by name, the reference lists by code, and what one force has adopted."""

    editions: Mapping[str, Edition]
    offences: Mapping[str, OffenceKind]
    outcomes: Mapping[str, OutcomeCode]
    adoptions: tuple[PolicyAdopted, ...] = ()

    def with_adoptions(self, adoptions: Iterable[PolicyAdopted]) -> Rulebook:
        """The same policy as a force has adopted it."""
        return replace(self, adoptions=tuple(adoptions))

    def cited(self, ref: EditionRef) -> Edition:
        """The edition that an entry cites.

        Raises:
            EditionUnknown: It is not here, or not with the digest cited.
        """
        edition = self.editions.get(ref.name)
        if edition is None or edition.ref.digest != ref.digest:
            raise EditionUnknown(ref.name)
        return edition

    def in_force(self, scheme: str, on: date) -> Edition | None:
        """The edition of `scheme` that the force's latest adoption by `on` gives, if any."""
        adopted = [a for a in self.adoptions if a.edition.scheme == scheme and a.from_on <= on]
        if not adopted:
            return None
        return self.cited(max(adopted, key=lambda a: a.from_on).edition)

    def schemes(self, on: date) -> tuple[str, ...]:
        """The schemes that the force has adopted by `on`, in alphabetical order."""
        return tuple(sorted({a.edition.scheme for a in self.adoptions if a.from_on <= on}))


class EditionUnknown(LookupError):
    """An entry cites an edition that is not here, or not as it was when cited."""
