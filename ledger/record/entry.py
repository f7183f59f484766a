"""One line of the ledger: a fact as written, and who wrote it when, for whom and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ledger.journey.facts import Fact
from ledger.journey.parts import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who wrote, on whose behalf, from which system, and for what purpose.

    `late_because` is why a fact was written long after its day. The ids are the caller's own;
    `traceparent` is as in W3C Trace Context.
    """

    by: str
    on_behalf_of: str = ""
    system: str = ""
    purpose: str = ""
    correlation_id: str = ""
    causation_id: str = ""
    idempotency_key: str = ""
    traceparent: str = ""
    justification: Sealed[str] = ""
    late_because: Sealed[str] = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact, its place in the ledger, and its attribution. `recorded_at` is in UTC.

    The first two names are the event store's; read them as `page` and `line` (from 1).
    """

    originator_id: str
    originator_version: int
    recorded_at: datetime
    attribution: Attribution
    fact: Fact

    @property
    def page(self) -> str:
        return self.originator_id

    @property
    def line(self) -> int:
        return self.originator_version

    @property
    def reference(self) -> str:
        """How one entry names another: its page and line, as in `p-0123:4`."""
        return f"{self.page}:{self.line}"


class CorruptEntry(Exception):
    """What stands in the ledger at this place cannot be read; its content is not repeated.

    Attributes:
        page: The page it should stand on.
        line: The line, from 1.
        position: Its place in the whole ledger, from 1; 0 where an entry is missing.
    """

    def __init__(self, page: str, line: int, position: int) -> None:
        super().__init__(page, line, position)
        self.page = page
        self.line = line
        self.position = position

    def __str__(self) -> str:
        return f"the entry at position {self.position} ({self.page}:{self.line}) cannot be read"


class KeyLost(CorruptEntry):
    """The entry is sealed, and its page's key is not there, though nobody is known to erase it."""

    def __str__(self) -> str:
        return f"{super().__str__()}: its page's key is not in the keystore"


class UnknownFact(CorruptEntry):
    """The entry holds a fact that this version of the ledger has no class for, by name or shape."""

    def __init__(self, name: str, page: str = "", line: int = 0, position: int = 0) -> None:
        super().__init__(page, line, position)
        self.args = (name, page, line, position)
        self.name = name

    def __str__(self) -> str:
        return f"{super().__str__()}: {self.name} is not a fact that this version knows"
