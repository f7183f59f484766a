"""What a record of the access log says, and what one may look for in the log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from ledger.journey.parts import Sealed

EVER = datetime.max.replace(tzinfo=UTC)
NEVER_YET = datetime.min.replace(tzinfo=UTC)


class AccessKind(StrEnum):
    """What is done with personal data: Data Protection Act 2018, section 62(1).

    An `ANCHOR` is no access: the system puts down what it saw of the ledger, of which it is a log.
    """

    COLLECTION = "collection"
    ALTERATION = "alteration"
    CONSULTATION = "consultation"
    DISCLOSURE = "disclosure"
    COMBINATION = "combination"
    ERASURE = "erasure"
    ANCHOR = "anchor"


class AccessOutcome(StrEnum):
    """Whether what was asked for was given; a refusal, too, says that there is a page."""

    ANSWERED = "answered"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Another log, `origin`, as it was seen: at a size, with this root (in base64)."""

    origin: str
    size: int
    root: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """One access: who, through which system and client, on whose behalf, what for, what of whom.

    `by` and `on_behalf_of` name who sees, `pages` whom it is about, `recipients` who was given it.
    `operation` is the name of what was asked, `system` the door it was asked at. `as_at` is the
    civil day that the answer is of; `as_known_at` the size of the ledger that it was told from,
    where a moment was named; `first_at` (inclusive) and `until_at` (exclusive) are the period that
    was asked about, where a period was. `count` is how many items were shown. An access to very
    many pages is told in `parts` parts, `part` counted from 1, under one `id`. Only an anchor has
    an `anchor`; it is of no force and no page.
    """

    id: str
    at: datetime
    kind: AccessKind
    by: str
    role: str
    force: str
    operation: str
    purpose: str
    client: str = ""
    on_behalf_of: str = ""
    system: str = ""
    pages: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    outcome: AccessOutcome = AccessOutcome.ANSWERED
    count: int = 0
    as_at: date | None = None
    first_at: datetime | None = None
    until_at: datetime | None = None
    correlation_id: str = ""
    trace_id: str = ""
    part: int = 1
    parts: int = 1
    justification: Sealed[str] = ""
    anchor: Seen | None = None
    as_known_at: int | None = None

    @property
    def originator_id(self) -> str:
        """The event store's name for `id`."""
        return self.id

    @property
    def originator_version(self) -> int:
        """The event store's name for `part`."""
        return self.part


class CorruptAccess(Exception):
    """The record at `position` cannot be read, or is missing; its content is not repeated."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position

    def __str__(self) -> str:
        return f"the access record at position {self.position} cannot be read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which records of a force's log: of instants from `first_at` to `until_at`, exclusive.

    What is empty is left open. `after` is the place of the record that the list goes on after.
    """

    force: str
    page: str = ""
    by: str = ""
    client: str = ""
    purpose: str = ""
    first_at: datetime = NEVER_YET
    until_at: datetime = EVER
    after: tuple[str, int] = ("", 0)


@dataclass(frozen=True, slots=True)
class Found:
    """A record at its `position` in the whole log; `at` is its instant, as the index has it."""

    position: int
    at: str
    told: Access | CorruptAccess

    @property
    def place(self) -> tuple[str, int]:
        """Where it stands in a list: by instant, then by position."""
        return self.at, self.position
