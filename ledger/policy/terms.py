"""The words in which editions differ."""

from __future__ import annotations

from enum import StrEnum


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
