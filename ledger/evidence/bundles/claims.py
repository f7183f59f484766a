"""What a bundle claims of journeys: one line each, every one of which the entries must bear out.

First what was published, as it stands in the log, in its order; then, of every journey in the
bundle, where it stands on the day that the manifest names. There is one possible list, and it is
compared byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct
from msgspec.json import Encoder

from ledger.decisions.standing import presented, record_of
from ledger.journey.facts.institution import StatusPublished
from ledger.journey.journey import Entered, Journey
from ledger.journey.parts import EditionRef


class Claim(Struct, frozen=True):
    """Of a journey on the civil day `as_at`; `leaf` is the entry that published it, if one did.

    `edition` governs it, by name, and `digest` is its SHA-256 in hex; empty where none does yet.
    """

    as_at: date
    digest: str
    edition: str
    journey: int
    leaf: int | None
    page: str
    record: str
    station: str

    def __bytes__(self) -> bytes:
        return _ENCODER.encode(self) + b"\n"


def published(page: str, leaf: int, fact: StatusPublished) -> Claim:
    """What an entry says that was published."""
    return Claim(
        as_at=fact.as_at,
        digest=fact.edition.digest,
        edition=fact.edition.name,
        journey=fact.journey,
        leaf=leaf,
        page=page,
        record=fact.record.value,
        station=fact.station,
    )


def told(page: str, journeys: Sequence[Journey], as_at: date) -> Iterator[Claim]:
    """Where each journey of a page stands on a day, as it was told of that day."""
    for journey in journeys:
        match journey.entered:
            case Entered(edition=EditionRef() as edition):
                name, digest = edition.name, edition.digest
            case _:
                name, digest = "", ""
        yield Claim(
            as_at=as_at,
            digest=digest,
            edition=name,
            journey=journey.number,
            leaf=None,
            page=page,
            record=record_of(journey, as_at).value,
            station=presented(journey, as_at),
        )


_ENCODER = Encoder()
