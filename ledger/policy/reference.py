"""The reference lists that policy is written in: kinds of offence, and Home Office outcome codes.

A code once used is never given another meaning; a list grows, and dates what it ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from ledger.journey.words import DrugClass, ModeOfTrial
from ledger.policy.reading import PolicyFileError, open_file, rows

LISTS = Path(__file__).parent / "reference"


class ReferenceListError(PolicyFileError):
    """A reference list cannot be taken at its word."""


class OutcomeGroup(StrEnum):
    """How national figures group outcomes; `OTHER` is every code that they do not group."""

    CHARGED = "charged"
    FORMAL = "formal"
    INFORMAL = "informal"
    TAKEN_INTO_CONSIDERATION = "taken-into-consideration"
    DIVERSIONARY = "diversionary"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class OffenceKind:
    """A kind of offence: its title in English and Welsh, how it is tried, the class of its drug."""

    code: str
    title: str
    title_cy: str
    mode: ModeOfTrial
    source: str
    drug_class: DrugClass = DrugClass.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeCode:
    """A Home Office outcome code, in use from `from_on` to `until_on`, both inclusive.

    A day that no source gives stays out: the code was in use before, or still is.
    """

    code: str
    label: str
    label_cy: str
    group: OutcomeGroup
    source: str
    from_on: date | None = None
    until_on: date | None = None

    def in_use(self, on: date) -> bool:
        """Whether a crime could be closed with this code on the civil day `on`."""
        return (self.from_on or date.min) <= on <= (self.until_on or date.max)


def load_offences(path: Path = LISTS / "offences.toml") -> dict[str, OffenceKind]:
    """The kinds of offence by code.

    Raises:
        ReferenceListError: The file is not TOML, or a key or value is not as `OffenceKind` has it.
    """
    return rows(open_file(path, path.name, ReferenceListError), OffenceKind)


def load_outcomes(path: Path = LISTS / "outcomes.toml") -> dict[str, OutcomeCode]:
    """The outcome codes by code.

    Raises:
        ReferenceListError: The file is not TOML, or a key or value is not as `OutcomeCode` has it.
    """
    return rows(open_file(path, path.name, ReferenceListError), OutcomeCode)
