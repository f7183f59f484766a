"""A clause: one rule of policy with a code that is the same wherever the rule is spoken of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from ledger.policy.edition import Edition

Asked = TypeVar("Asked")


@dataclass(frozen=True, slots=True)
class Clause(Generic[Asked]):
    """`holds` is a predicate on what is asked and the edition; it is true where nothing is set.

    `words` finish no sentence: they are one, in English, and `words_cy` the same in Welsh.
    `parameters` name what the clause reads of the edition; none means that the clause is law or a
    rule of the product, with its `source`. A `firm` clause cannot be overridden.
    """

    code: str
    holds: Callable[[Asked, Edition], bool]
    words: str
    words_cy: str
    parameters: tuple[str, ...] = ()
    source: str = ""
    firm: bool = False

    def source_in(self, edition: Edition) -> str:
        """On whose word the clause stands in `edition`."""
        named = (edition.parameters[p].source for p in self.parameters if p in edition.parameters)
        return "; ".join(dict.fromkeys(named)) or self.source

    def applies_in(self, edition: Edition) -> bool:
        """Whether `edition` sets anything for the clause to test."""
        return not self.parameters or any(p in edition.parameters for p in self.parameters)


def failing(
    clauses: tuple[Clause[Asked], ...], asked: Asked, edition: Edition
) -> tuple[Clause[Asked], ...]:
    """Every clause that stands in the way, in order."""
    return tuple(clause for clause in clauses if not clause.holds(asked, edition))
