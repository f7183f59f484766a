"""Why a command is not carried out. Nothing is written when one of these is raised."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from ledger.policy.clause import Clause
from ledger.policy.edition import Edition


class Kind(StrEnum):
    """What sort of answer a refusal is, for whoever translates it."""

    INPUT = "input"
    ORDER = "order"
    POLICY = "policy"
    ABSENT = "absent"
    GONE = "gone"


class Refused(Exception):
    """The command is not carried out; the sentence holds no personal data.

    `pointer` is a JSON pointer to the field at fault, in the command's own names, or empty.
    """

    code: ClassVar = "refused"
    kind: ClassVar = Kind.ORDER

    def __init__(self, sentence: str, pointer: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.pointer = pointer


class OutOfTurn(Refused):
    """The command belongs to another stage of the journey."""

    code = "out-of-turn"


class AdoptedAlready(Refused):
    """The force has already adopted an edition of the scheme from that day."""

    code = "adopted-already"


class NoSuchJourney(Refused):
    """The page has no journey of that number."""

    code = "no-such-journey"
    kind = Kind.ABSENT


class Erased(Refused):
    """The page's personal data was erased; nothing more is written on it."""

    code = "erased"
    kind = Kind.GONE


class OffenceUnknown(Refused):
    """The offence code is not in the reference list."""

    code = "offence-unknown"
    kind = Kind.INPUT


class OutcomeUnknown(Refused):
    """The outcome code is not in the reference list."""

    code = "outcome-unknown"
    kind = Kind.INPUT


class EditionNotKnown(Refused):
    """There is no such edition."""

    code = "edition-unknown"
    kind = Kind.INPUT


class NotAdopted(Refused):
    """The force has adopted no edition of the scheme by that day."""

    code = "scheme-not-adopted"
    kind = Kind.INPUT


class WrongIdentifier(Refused):
    """An identifier is malformed, or its check letter is wrong; `expected` is the right letter."""

    code = "identifier-invalid"
    kind = Kind.INPUT

    def __init__(self, sentence: str, pointer: str, expected: str = "") -> None:
        super().__init__(sentence, pointer)
        self.expected = expected


class WrongDay(Refused):
    """A day or instant in the command does not fit another."""

    code = "day-does-not-fit"
    kind = Kind.INPUT


class NeedsReason(Refused):
    """The command is dated before what is already written, and says no reason for the delay."""

    code = "reason-for-delay-needed"
    kind = Kind.INPUT


class ComesTooLate(Refused):
    """Told on its day, the fact would change the meaning of what was recorded after it."""

    code = "changes-what-followed"


class NeedsRationale(Refused):
    """A named decision says why."""

    code = "rationale-needed"
    kind = Kind.INPUT


class NotFound(Refused):
    """The command names an offence, condition, allegation, session or line that is not there."""

    code = "not-on-the-page"
    kind = Kind.INPUT


class NotADecision(Refused):
    """Scrutiny judges a decision on eligibility or on the outcome; that entry is neither."""

    code = "not-a-decision"
    kind = Kind.INPUT


class AgeNeeded(Refused):
    """Neither the day of birth nor the age is known."""

    code = "age-needed"
    kind = Kind.INPUT


class WrittenSince(Refused):
    """Something was written on the page since the ledger was sealed: publish it anew."""

    code = "written-since-sealed"


class NeedsSecondPerson(Refused):
    """What cannot be undone is decided by one named person and agreed by another."""

    code = "second-person-needed"
    kind = Kind.INPUT


class WrittenInClear(Refused):
    """The page has entries from before anything was sealed: no key to destroy erases them."""

    code = "written-in-clear"


class NotCorrectable(Refused):
    """That entry cannot be recorded in error; the sentence says what to do instead."""

    code = "not-correctable"


@dataclass(frozen=True, slots=True)
class RefusingClause:
    """A clause that stood in the way, in words, and on whose word it stands."""

    code: str
    words: str
    words_cy: str
    source: str
    firm: bool


class RefusedByPolicy(Refused):
    """Understood, and refused by the clauses named: all of them, not the first."""

    code = "refused-by-policy"
    kind = Kind.POLICY

    def __init__(self, clauses: tuple[Clause[Any], ...], edition: Edition) -> None:
        super().__init__("Refused by " + ", ".join(clause.code for clause in clauses) + ".")
        self.edition = edition.ref.name
        self.clauses = tuple(
            RefusingClause(c.code, c.words, c.words_cy, c.source_in(edition), c.firm)
            for c in clauses
        )
