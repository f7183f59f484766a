from __future__ import annotations

from datetime import date
from pathlib import Path

from ledger.journey.facts import Fact
from ledger.journey.facts.arrest import OffenceReclassified
from ledger.journey.facts.ending import JourneyVoided
from ledger.journey.facts.protection import RecordedInError
from ledger.journey.parts import EditionRef, Override
from ledger.journey.words import VoidReason
from projections import outcomes, refusals
from projections.outcomes import Basis
from tests.drawn_views import drawn
from tests.listed_ledger import ListedLedger
from tests.told_facts import (
    ARRESTED_ON,
    FORCE,
    KEPT,
    SERGEANT,
    TO_CONTRACT,
    arrested,
    eligible,
    offence,
    opened,
)

OTHER_EDITION = EditionRef(scheme="checkpoint-cymru", edition="2019-12", digest="1" * 64)
OVERRIDE = Override(clauses=("E2",), authority=SERGEANT)
EDITION_NAME = "checkpoint-cymru/2019-10"
CANNABIS = "possession-cannabis"
HEROIN = "possession-class-a"


def outcome_counts(
    ledger: ListedLedger, data: Path, basis: Basis, first_month: str = "0001-01"
) -> list[outcomes.Count]:
    with drawn(ledger, data) as engine, engine.connect() as connection:
        return list(outcomes.counts(connection, basis, first_month=first_month))


def refusal_counts(ledger: ListedLedger, data: Path, force: str | None = None) -> list[object]:
    with drawn(ledger, data) as engine, engine.connect() as connection:
        return list(refusals.counts(connection, force=force))


def test_an_outcome_counts_by_the_month_of_arrest_and_by_the_month_of_closing(
    tmp_path: Path,
) -> None:
    ledger = ListedLedger(("p-1", KEPT), ("p-2", TO_CONTRACT))
    pending = outcomes.Count("2019-12", FORCE, HEROIN, EDITION_NAME, "", 1, 1)
    diverted = outcomes.Count("2019-12", FORCE, HEROIN, EDITION_NAME, "22", 1, 1)
    closed = outcomes.Count("2020-12", FORCE, HEROIN, EDITION_NAME, "22", 1, 1)
    assert outcome_counts(ledger, tmp_path, Basis.ARREST) == [pending, diverted]
    assert outcome_counts(ledger, tmp_path, Basis.CLOSING) == [closed]
    assert outcome_counts(ledger, tmp_path, Basis.ARREST, "2020-01") == []


def test_each_offence_counts_once_and_its_journey_beside_it(tmp_path: Path) -> None:
    both = (offence(CANNABIS), offence(CANNABIS), offence(HEROIN))
    ledger = ListedLedger(("p-1", [opened(), arrested(offences=both)]))
    assert outcome_counts(ledger, tmp_path, Basis.ARREST) == [
        outcomes.Count("2019-12", FORCE, CANNABIS, "", "", 2, 1),
        outcomes.Count("2019-12", FORCE, HEROIN, "", "", 1, 1),
    ]


def test_an_offence_split_off_or_reclassified_counts_as_it_is_now(tmp_path: Path) -> None:
    both = (offence(CANNABIS), offence(HEROIN))
    facts: list[Fact] = [
        opened(),
        arrested(offences=both),
        eligible(split=(1,)),
        OffenceReclassified(
            journey=1,
            on=ARRESTED_ON,
            offence=2,
            code="possession-class-b",
            decided_by=SERGEANT,
        ),
    ]
    assert outcome_counts(ListedLedger(("p-1", facts)), tmp_path, Basis.ARREST) == [
        outcomes.Count("2019-12", FORCE, "possession-class-b", EDITION_NAME, "", 1, 1)
    ]


def test_a_void_journey_counts_nowhere(tmp_path: Path) -> None:
    void = JourneyVoided(
        journey=1, on=ARRESTED_ON, reason=VoidReason.MISTAKEN_IDENTITY, decided_by=SERGEANT
    )
    ledger = ListedLedger(("p-1", [opened(), arrested(), void]))
    assert outcome_counts(ledger, tmp_path, Basis.ARREST) == []


def test_an_outcome_recorded_in_error_is_open_again(tmp_path: Path) -> None:
    error = RecordedInError(on=date(2020, 12, 15), line=len(KEPT), decided_by=SERGEANT)
    ledger = ListedLedger(("p-1", [*KEPT, error]))
    assert outcome_counts(ledger, tmp_path, Basis.CLOSING) == []


def test_refusals_count_by_clause_and_edition_with_overrides_apart(tmp_path: Path) -> None:
    overridden = eligible(refused_for=("E2", "E4"), override=OVERRIDE)
    refused = eligible(refused_for=("E2",), decision=False)
    elsewhere = eligible(refused_for=("E2",), decision=False, edition=OTHER_EDITION)
    ledger = ListedLedger(
        ("p-1", [opened(), arrested(), overridden]),
        ("p-2", [opened(), arrested(), refused]),
        ("p-3", [opened(), arrested(), refused]),
        ("p-4", [opened(force="dyfed-powys"), arrested(), elsewhere]),
    )
    assert refusal_counts(ledger, tmp_path) == [
        refusals.Count("E2", EDITION_NAME, overridden=False, times=2),
        refusals.Count("E2", EDITION_NAME, overridden=True, times=1),
        refusals.Count("E2", "checkpoint-cymru/2019-12", overridden=False, times=1),
        refusals.Count("E4", EDITION_NAME, overridden=False, times=1),
    ]
    assert refusal_counts(ledger, tmp_path, "dyfed-powys") == [
        refusals.Count("E2", "checkpoint-cymru/2019-12", overridden=False, times=1)
    ]


def test_a_refusal_after_the_decision_counts_under_the_journey_s_edition(tmp_path: Path) -> None:
    reclassified = OffenceReclassified(
        journey=1,
        on=date(2019, 12, 9),
        offence=1,
        code="supply",
        decided_by=SERGEANT,
        refused_for=("E3",),
    )
    ledger = ListedLedger(("p-1", [opened(), arrested(), eligible(), reclassified]))
    assert refusal_counts(ledger, tmp_path) == [
        refusals.Count("E3", EDITION_NAME, overridden=False, times=1)
    ]


def test_a_decision_recorded_in_error_refused_nobody(tmp_path: Path) -> None:
    refused = eligible(refused_for=("E2",), decision=False)
    error = RecordedInError(on=ARRESTED_ON, line=3, decided_by=SERGEANT)
    ledger = ListedLedger(("p-1", [opened(), arrested(), refused, error]))
    assert refusal_counts(ledger, tmp_path) == []


def test_refusals_count_between_two_days_inclusive(tmp_path: Path) -> None:
    refused = eligible(refused_for=("E2",), decision=False)
    ledger = ListedLedger(("p-1", [opened(), arrested(), refused]))
    next_day = date(2019, 12, 3)
    with drawn(ledger, tmp_path) as engine, engine.connect() as connection:
        on_the_day = refusals.counts(connection, first_on=ARRESTED_ON, last_on=ARRESTED_ON)
        after = refusals.counts(connection, first_on=next_day)
    assert (len(on_the_day), len(after)) == (1, 0)


def test_outcomes_are_counted_for_one_force_where_one_is_named(tmp_path: Path) -> None:
    ledger = ListedLedger(("p-1", KEPT), ("p-2", [opened(force="dyfed-powys"), arrested()]))
    with drawn(ledger, tmp_path) as engine, engine.connect() as connection:
        counted = outcomes.counts(connection, Basis.ARREST, force="dyfed-powys")
    assert counted == [outcomes.Count("2019-12", "dyfed-powys", HEROIN, "", "", 1, 1)]
