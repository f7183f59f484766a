"""Where a journey can stand. A station holds only what is true there and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ledger.journey.words import ReturnReason, VoidReason


@dataclass(frozen=True, slots=True)
class Arrested:
    NAME: ClassVar = "arrested"


@dataclass(frozen=True, slots=True)
class Ineligible:
    NAME: ClassVar = "ineligible"


@dataclass(frozen=True, slots=True)
class Eligible:
    NAME: ClassVar = "eligible"


@dataclass(frozen=True, slots=True)
class Offered:
    NAME: ClassVar = "offered"


@dataclass(frozen=True, slots=True)
class OnCourse:
    NAME: ClassVar = "course-booked"


@dataclass(frozen=True, slots=True)
class CourseKept:
    """The course is done and the person has yet to decide about the contract."""

    NAME: ClassVar = "course-completed"


@dataclass(frozen=True, slots=True)
class Accepted:
    NAME: ClassVar = "accepted"


@dataclass(frozen=True, slots=True)
class Assessed:
    NAME: ClassVar = "assessed"


@dataclass(frozen=True, slots=True)
class UnderContract:
    NAME: ClassVar = "under-contract"


@dataclass(frozen=True, slots=True)
class AwaitingCompletion:
    """The work is over and nobody has decided yet whether it was done."""

    NAME: ClassVar = "awaiting-completion"


@dataclass(frozen=True, slots=True)
class Completed:
    """Decided as done; the crime has yet to be closed with its outcome."""

    NAME: ClassVar = "completed"


@dataclass(frozen=True, slots=True)
class Withdrew:
    NAME: ClassVar = "withdrawn"


@dataclass(frozen=True, slots=True)
class BreachFound:
    NAME: ClassVar = "breach-confirmed"


@dataclass(frozen=True, slots=True)
class ReoffenceFound:
    NAME: ClassVar = "reoffence-confirmed"


@dataclass(frozen=True, slots=True)
class Returned:
    """Back with the investigating officer for a charging decision."""

    NAME: ClassVar = "returned"

    because: ReturnReason


@dataclass(frozen=True, slots=True)
class WithProsecutor:
    """The prosecutor was asked to decide on the charge."""

    NAME: ClassVar = "with-prosecutor"

    because: ReturnReason


@dataclass(frozen=True, slots=True)
class Prosecuted:
    NAME: ClassVar = "charged"


@dataclass(frozen=True, slots=True)
class Closed:
    """The crime is closed with a Home Office code; `diverted` if the work had been completed."""

    NAME: ClassVar = "closed"

    code: str
    diverted: bool


@dataclass(frozen=True, slots=True)
class Transferred:
    NAME: ClassVar = "transferred"

    to_force: str


@dataclass(frozen=True, slots=True)
class Void:
    NAME: ClassVar = "void"

    reason: VoidReason


BeforeOffer = Arrested | Ineligible | Eligible
AtWork = (
    Offered
    | OnCourse
    | CourseKept
    | Accepted
    | Assessed
    | UnderContract
    | AwaitingCompletion
    | Completed
)
GoneWrong = Withdrew | BreachFound | ReoffenceFound | Returned | WithProsecutor | Prosecuted
Ended = Closed | Transferred | Void
Station = BeforeOffer | AtWork | GoneWrong | Ended
