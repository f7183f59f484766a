"""A ledger with decisions to scrutinise, and a sample redrawn as `docs/scrutiny.md` says it.

The redrawing knows nothing of the program: it reads the stored lines as anybody would.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from ledger.journey.commands import Command, DecideEligibility
from ledger.journey.facts.scrutiny import SampleDrawn
from ledger.journey.parts import Official
from ledger.journey.words import DecisionKind, Rank, Role
from ledger.record.book import Ledger, force_page
from tests.recorded import ADOPTION, AT, FORCE, ME, TO_AN_OFFER, arrest_on

FIRST = date(2019, 12, 1)
GWEN = Official(name="Gwen Parri", role=Role.CUSTODY_SERGEANT, rank=Rank.SERGEANT, number="1187")

ASKED = SampleDrawn(
    on=date(2020, 3, 2),
    sample="s-0123456789abcdefghjkmnpqrs",
    force=FORCE,
    decision=DecisionKind.ELIGIBILITY,
    from_on=FIRST,
    last_on=date(2019, 12, 31),
    outcomes=(),
    officers=(),
    wanted=5,
    seed="59d5b3e8a1c24f70",
    seed_given=True,
    known=0,
    root="",
    population=0,
)


def asked(ledger: Ledger, **changes: Any) -> SampleDrawn:
    """A sample asked for of the ledger as it is now."""
    return replace(ASKED, known=ledger.size, **changes)


def adopt(ledger: Ledger, force: str = FORCE) -> None:
    ledger.record(force_page(force), replace(ADOPTION, force=force), ME, AT)


def to_an_offer(ledger: Ledger, page: str, on: date, force: str = FORCE) -> None:
    """Somebody arrested, found eligible and offered diversion on one day."""
    ledger.record(page, arrest_on(on, force=force), ME, AT)
    for command in TO_AN_OFFER:
        ledger.record(page, moved(command, on), ME, AT)


def moved(command: Any, on: date) -> Command:
    """The command on another day; Gwen decides on every third."""
    changes: dict[str, Any] = {"on": on}
    if isinstance(command, DecideEligibility) and on.day % 3 == 0:
        changes["decided_by"] = GWEN
    told: Command = replace(command, **changes)
    return told


def furnished(ledger: Ledger, pages: int = 30) -> None:
    """So many pages, a day apart, every fourth of another force."""
    for force in (FORCE, "gwent"):
        adopt(ledger, force)
    for number in range(pages):
        force = "gwent" if number % 4 == 3 else FORCE
        to_an_offer(ledger, f"p-{number}", FIRST + timedelta(number), force)


def redrawn_by_hand(lines: Sequence[bytes], sample: dict[str, Any]) -> list[str]:
    """The references of the decisions drawn, from the stored lines and what `sample.drawn` says."""
    name = {"eligibility": "eligibility.decided", "outcome": "outcome.recorded"}
    entries = [json.loads(line) for line in lines[: sample["known"]]]
    opened = (e for e in entries if e["name"] == "page.opened" and e["line"] == 1)
    pages = {e["page"] for e in opened if e["fact"]["force"] == sample["force"]}
    struck = {
        f"{e['page']}:{e['fact']['line']}"
        for e in entries
        if e["name"] == "entry.recorded-in-error"
    }
    population = []
    for e in entries:
        reference = f"{e['page']}:{e['line']}"
        if e["name"] != name[sample["decision"]] or e["page"] not in pages or reference in struck:
            continue
        official = e["fact"].get("decided_by") or e["fact"]["recorded_for"]
        named = {official["name"], official["number"]} & set(sample["officers"])
        if sample["from_on"] <= e["fact"]["on"] <= sample["last_on"] and (
            named or not sample["officers"]
        ):
            population.append(reference)
    assert len(population) == sample["population"]
    population.sort(key=lambda r: hashlib.sha256(f"{sample['seed']} {r}".encode()).hexdigest())
    return population[: sample["wanted"]]
