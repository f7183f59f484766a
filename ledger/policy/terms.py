"""The words in which editions differ.

A text marked `Months` is a period in ISO 8601 months; one marked `ListedOffence` or `ListedOutcome`
is a code of the reference list of that name. Strict reading holds a file to its marks.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

MONTHS = "ISO 8601 months"
OFFENCE_CODE = "offence code"
OUTCOME_CODE = "outcome code"
Months = Annotated[str, MONTHS]
ListedOffence = Annotated[str, OFFENCE_CODE]
ListedOutcome = Annotated[str, OUTCOME_CODE]


class AgeTestedOn(StrEnum):
    """The day on which age is tested."""

    ARREST = "arrest"
    DECISION = "decision"


class EvidenceRule(StrEnum):
    """What must stand against the person before diversion can be offered."""

    ADMISSION = "admission"
    ADMISSION_OR_SUFFICIENT = "admission-or-sufficient-evidence"
    ADMISSION_OR_NO_REPLY = "admission-or-no-reply-with-sufficient-evidence"
    SUFFICIENT = "sufficient-evidence"


class BailBar(StrEnum):
    """Which bail bars the person."""

    ANY = "any"
    OTHER_MATTERS = "other-matters"


class PriorUse(StrEnum):
    """Whether earlier use of the scheme bars the person."""

    ONCE_ONLY = "once-only"
    WHILE_ENGAGING = "while-engaging"


class VictimRole(StrEnum):
    """What the victim's word weighs."""

    VIEWS = "views"
    CONSENT = "consent"


class LengthRule(StrEnum):
    """Whether the contract's length is fixed or a ceiling."""

    EXACTLY = "exactly"
    AT_MOST = "at-most"


class CompletionNeed(StrEnum):
    """What must stand before completion."""

    TERM_ENDED = "term-ended"
    CONDITIONS_MET = "conditions-met"
    COURSE_COMPLETED = "course-completed"
    NO_REOFFENCE = "no-reoffence"
