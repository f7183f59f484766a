"""What tests of the record ask of a ledger, and how they look at its file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from ledger.journey.commands import (
    AdoptPolicy,
    Command,
    DecideEligibility,
    OffenceTold,
    RecordArrest,
)
from ledger.journey.facts.arrest import SafeguardingScreened, VictimViewsSought
from ledger.journey.facts.decision import DiversionOffered
from ledger.journey.parts import Official, Person
from ledger.journey.words import Admission, Rank, Role, Screening, VictimViews
from ledger.record.entry import Attribution

FORCE = "north-wales"
ON = date(2019, 12, 10)
AT = datetime(2019, 12, 10, 15, 30, tzinfo=UTC)
ME = Attribution(by="mair.pugh", purpose="law-enforcement", justification="On duty.")
SERGEANT = Official(name="Mair Pugh", role=Role.CUSTODY_SERGEANT, rank=Rank.SERGEANT)

ADOPTION = AdoptPolicy(
    on=date(2019, 10, 7),
    force=FORCE,
    scheme="checkpoint-cymru",
    edition="2019-10",
    from_on=date(2019, 10, 7),
    decided_by=Official(name="Eirlys Rowlands", role=Role.POLICY),
)
ARREST = RecordArrest(
    on=ON,
    at=datetime(2019, 12, 10, 12, tzinfo=UTC),
    force=FORCE,
    station="Caernarfon",
    offences=(OffenceTold(code="possession-class-a", first_on=ON, last_on=ON, drug="heroin"),),
    admission=Admission.ADMITTED,
    lives_in_area=True,
    occurred_in_area=True,
    person=Person(family_name="Example", given_names="Robin", born_on=date(1990, 1, 1)),
)
DECISION = DecideEligibility(
    journey=1,
    on=ON,
    scheme="checkpoint-cymru",
    eligible=True,
    decided_by=SERGEANT,
    rationale="Own use, willing.",
)
TO_AN_OFFER: tuple[Command, ...] = (
    SafeguardingScreened(journey=1, on=ON, result=Screening.NEGATIVE, screened_by=SERGEANT),
    VictimViewsSought(journey=1, on=ON, views=VictimViews.NO_VICTIM),
    DECISION,
    DiversionOffered(journey=1, on=ON, offered_by=SERGEANT),
)


def arrest_on(on: date, **changes: Any) -> RecordArrest:
    """The arrest at noon on another day."""
    told = replace(ARREST.offences[0], first_on=on, last_on=on)
    at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    return replace(ARREST, on=on, at=at, offences=(told,), **changes)


@contextmanager
def file_of(data: Path) -> Iterator[sqlite3.Connection]:
    """The ledger's file, as anyone with the disk can open it."""
    with closing(sqlite3.connect(data / "ledger.sqlite")) as file, file:
        yield file
