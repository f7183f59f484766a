"""What followers share in one process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from api.feed.forces import Forces
from api.feed.head import Head
from api.feed.seats import Seats
from ledger.record.book import Ledger


@dataclass(frozen=True, slots=True)
class Feed:
    """Where the ledger ends, whose pages there are, and who follows."""

    head: Head
    forces: Forces
    seats: Seats

    @classmethod
    def of(cls, ledger: Ledger) -> Self:
        return cls(Head(lambda: ledger.position), Forces(ledger), Seats())
