"""Weigh what is asked against the clauses, and against an override where a person gives one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ledger.decisions.refusals import NeedsRationale, RefusedByPolicy
from ledger.journey.parts import Official, Override
from ledger.policy.clause import Asked, Clause, failing
from ledger.policy.clauses.authority import CLAUSES as AUTHORITY
from ledger.policy.clauses.authority import Deciding
from ledger.policy.edition import Edition


@dataclass(frozen=True, slots=True)
class Decided:
    """Who decides, why, and against which clauses if any."""

    by: Official | None = None
    override: Override | None = None
    rationale: str = ""


NOBODY = Decided()


def weigh(
    clauses: tuple[Clause[Asked], ...], asked: Asked, edition: Edition, decided: Decided = NOBODY
) -> tuple[str, ...]:
    """The codes of the `clauses` that stood in the way of what is `asked` and were overridden.

    Raises:
        RefusedByPolicy, NeedsRationale: As `allow` says.
    """
    return allow(failing(clauses, asked, edition), edition, decided)


def allow(
    against: tuple[Clause[Any], ...], edition: Edition, decided: Decided = NOBODY
) -> tuple[str, ...]:
    """The codes of the clauses that stand `against` what is asked, all of them overridden.

    Raises:
        RefusedByPolicy: A clause stands in the way and is firm, or is not overridden by name, or
            whoever overrides has not the rank for it.
        NeedsRationale: An override comes without a rationale.
    """
    named = decided.override.clauses if decided.override else ()
    if any(clause.firm or clause.code not in named for clause in against):
        raise RefusedByPolicy(against, edition)
    if decided.override:
        check_override(decided.override, decided.rationale, edition)
    return tuple(clause.code for clause in against)


def check_override(override: Override, rationale: str, edition: Edition) -> None:
    """Check that an override is given with its rationale, by somebody senior enough."""
    check_rationale(rationale)
    deciding = Deciding(override.authority, override)
    only_overrides = tuple(clause for clause in AUTHORITY if clause.code == "A3")
    weigh(only_overrides, deciding, edition)


def check_rationale(rationale: str) -> None:
    """Check that a decision says why.

    Raises:
        NeedsRationale: It does not.
    """
    if not rationale.strip():
        raise NeedsRationale("A decision by a named person needs a rationale.", "/rationale")
