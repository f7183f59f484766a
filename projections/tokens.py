"""Identifiers as tokens: keyed hashes (HMAC-SHA-256) that tell nothing without the key.

A value is hashed as it stands in the ledger, where it was normalised when written. A name is folded
here, so that case and spacing do not matter: family name, given names, day of birth, all three.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hmac import digest
from unicodedata import normalize

from ledger.journey.facts import Fact
from ledger.journey.facts.arrest import ArrestRecorded
from ledger.journey.facts.person import (
    DetailsCorrected,
    IdentifierAdded,
    IdentifierCorrected,
    PageOpened,
)
from ledger.journey.parts import ArrestPapers, Person
from ledger.journey.words import IdentifierKind

ARREST_SUMMONS_NUMBER = "arrest-summons-number"
CUSTODY_RECORD = "custody-record"
NAME_AND_BIRTH = "name-and-birth"

SCOPED_BY_ISSUER = frozenset({IdentifierKind.FORCE_LOCAL.value, IdentifierKind.FOREIGN.value})
LEAST_KEY_BYTES = 16
SEPARATOR = "\x1f"

Identifying = tuple[str, str, str]
"""Kind, value and issuer."""


class KeyTooShort(ValueError):
    """A key of fewer bytes than `LEAST_KEY_BYTES` could be guessed."""


def token(key: bytes, kind: str, value: str, issuer: str = "") -> bytes:
    """The 32 bytes that stand for a value; `issuer` counts for kinds that each issuer numbers."""
    scope = issuer if kind in SCOPED_BY_ISSUER else ""
    return digest(key, SEPARATOR.join((kind, scope, value)).encode(), "sha256")


def key_id(key: bytes) -> bytes:
    """Four bytes by which one key is told from another.

    Raises:
        KeyTooShort: `key` has fewer than 16 bytes.
    """
    if len(key) < LEAST_KEY_BYTES:
        raise KeyTooShort(f"a key of {len(key)} bytes; at least {LEAST_KEY_BYTES} are needed")
    return digest(key, b"key id", "sha256")[:4]


def name_and_birth(family_name: str, given_names: str, born_on: date) -> str:
    """The value of kind `NAME_AND_BIRTH` that stands for a person of this name and day of birth."""
    return SEPARATOR.join((_folded(family_name), _folded(given_names), born_on.isoformat()))


def identifying(fact: Fact) -> Iterator[Identifying]:
    """Everything in `fact` by which a person may be looked up."""
    match fact:
        case PageOpened():
            yield from ((i.kind, i.value, i.issuer) for i in fact.identifiers)
            yield from _of_person(fact.person)
        case DetailsCorrected():
            yield from _of_person(fact.person)
        case IdentifierAdded():
            yield fact.kind, fact.value, fact.issuer
        case IdentifierCorrected():
            yield fact.kind, fact.value, fact.issuer
            yield fact.kind, fact.old_value, fact.issuer
        case ArrestRecorded():
            yield from _of_papers(fact.papers)
        case _:
            pass


def _of_person(person: Person) -> Iterator[Identifying]:
    if person.family_name and person.born_on:
        given = person.given_names
        for names in dict.fromkeys((given, *given.split()[:1])):
            yield NAME_AND_BIRTH, name_and_birth(person.family_name, names, person.born_on), ""


def _of_papers(papers: ArrestPapers) -> Iterator[Identifying]:
    yield CUSTODY_RECORD, papers.custody_record, ""
    yield ARREST_SUMMONS_NUMBER, papers.arrest_summons_number, ""


def _folded(name: str) -> str:
    return normalize("NFC", " ".join(normalize("NFC", name).casefold().split()))
