"""Must show 6: a sample is drawn by its seed, and whoever has the entries draws it again."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.evidence.scrutiny.drawing import NotAsDrawn, drawn, redrawn
from ledger.journey.facts.ending import OutcomeRecorded
from ledger.journey.facts.protection import RecordedInError, RestrictionApplied
from ledger.journey.facts.scrutiny import SampleDrawn
from ledger.journey.words import DecisionKind, RestrictionGround
from ledger.proof.merkle import leaf_hash
from ledger.proof.merkle import root as root_of
from ledger.record.book import Ledger, open_ledger
from ledger.record.codec import EntryCodec
from ledger.record.entry import CorruptEntry, Entry
from ledger.record.streams import scrutiny_page
from tests.recorded import AT, ME, SERGEANT, file_of
from tests.scrutinised import ASKED, FIRST, asked, furnished, redrawn_by_hand, to_an_offer
from tests.sealed import OneKeyCodec

OF_FORCE = [f"p-{number}:5" for number in range(30) if number % 4 != 3]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with open_ledger(tmp_path_factory.mktemp("ledger")) as opened:
        furnished(opened)
        yield opened


def by_hand(ledger: Ledger, sample: SampleDrawn) -> list[str]:
    """What the documented recipe draws, of the sample as it is stored."""
    entry = Entry(scrutiny_page(sample.force), 1, AT, ME, sample)
    told: dict[str, Any] = json.loads(OneKeyCodec().encode(entry))["fact"]
    return redrawn_by_hand(ledger.lines(0, ledger.size), told)


def references(ledger: Ledger, sample: SampleDrawn) -> list[str]:
    return [place.reference for place in redrawn(ledger, sample).places]


@given(
    seed=st.text("0123456789abcdef", min_size=8, max_size=64),
    wanted=st.integers(1, 40),
    first=st.integers(-1, 31),
    days=st.integers(0, 31),
    officers=st.sampled_from([(), ("1187",), ("Gwen Parri", "Mair Pugh"), ("Nobody",)]),
)
def test_whoever_follows_the_recipe_draws_the_same(
    ledger: Ledger, seed: str, wanted: int, first: int, days: int, officers: tuple[str, ...]
) -> None:
    from_on = FIRST + timedelta(first)
    period = {"from_on": from_on, "last_on": from_on + timedelta(days)}
    sample = drawn(
        ledger, asked(ledger, seed=seed, wanted=wanted, officers=officers, **period)
    ).sample
    assert by_hand(ledger, sample) == references(ledger, sample)
    assert len(references(ledger, sample)) == min(wanted, sample.population)


def test_a_draw_that_was_made_by_hand() -> None:
    """As on the command line: `printf '%s' '59d5b3e8a1c24f70 p-0:5' | sha256sum`."""
    with open_ledger(None) as ledger:
        furnished(ledger, pages=5)
        draw = drawn(ledger, asked(ledger, wanted=3))
        assert draw.sample.population == 4
        assert [place.reference for place in draw.places] == ["p-0:5", "p-1:5", "p-2:5"]


def test_the_population_is_the_forces_own_and_the_root_that_of_the_leaves(ledger: Ledger) -> None:
    draw = drawn(ledger, asked(ledger, wanted=100))
    assert sorted(place.reference for place in draw.places) == sorted(OF_FORCE)
    leaves = [leaf_hash(line) for line in ledger.lines(0, ledger.size)]
    assert base64.b64decode(draw.sample.root) == root_of(leaves)


def test_another_seed_draws_others(ledger: Ledger) -> None:
    drawn_with = [
        drawn(ledger, asked(ledger, seed=seed)).places for seed in ("11111111", "22222222")
    ]
    assert drawn_with[0] != drawn_with[1]


def test_an_empty_population_gives_an_empty_sample(ledger: Ledger) -> None:
    draw = drawn(ledger, asked(ledger, officers=("Nobody",)))
    assert (draw.places, draw.sample.population) == ((), 0)


def test_outcomes_are_drawn_where_outcomes_are_asked_for(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        furnished(ledger, pages=3)
        at = ledger.size
        outcome = OutcomeRecorded(journey=1, on=FIRST, code="22", recorded_for=SERGEANT)
        ledger.append([Entry("p-1", 7, AT, ME, outcome)])
        of_outcomes = asked(ledger, decision=DecisionKind.OUTCOME)
        assert references(ledger, drawn(ledger, of_outcomes).sample) == ["p-1:7"]
        of_avoided = drawn(ledger, asked(ledger, outcomes=("22",))).sample
        assert references(ledger, of_avoided) == ["p-1:5"]
        assert drawn(ledger, replace(of_outcomes, known=at)).places == ()
        assert by_hand(ledger, drawn(ledger, of_outcomes).sample) == ["p-1:7"]


def test_what_is_written_later_changes_no_sample(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        furnished(ledger, pages=8)
        sample = drawn(ledger, asked(ledger)).sample
        before = references(ledger, sample)
        struck = before[0].split(":")[0]
        mistake = RecordedInError(on=ASKED.on, line=6, decided_by=SERGEANT, reason="Wrong.")
        ground = RestrictionGround.EVIDENCE
        restriction = RestrictionApplied(on=ASKED.on, ground=ground, decided_by=SERGEANT)
        ledger.record(struck, mistake, ME, AT)
        ledger.record(before[1].split(":")[0], restriction, ME, AT)
        to_an_offer(ledger, "p-late", FIRST)
        assert references(ledger, sample) == before == by_hand(ledger, sample)
        now = drawn(ledger, asked(ledger, wanted=100))
        assert before[1] not in [place.reference for place in now.places]
        assert "p-late:5" in [place.reference for place in now.places]


def test_a_ledger_that_was_changed_is_told_from_the_one_that_was_drawn_from(
    tmp_path: Path,
) -> None:
    with open_ledger(tmp_path) as ledger:
        furnished(ledger, pages=4)
        sample = drawn(ledger, asked(ledger)).sample
        entry: Any = next(e for e in ledger.entries("p-1") if hasattr(e.fact, "decided_by"))
        fact = replace(entry.fact, decided_by=replace(entry.fact.decided_by, name="Mari Pugh"))
        key = ledger.keys.for_writing("p-1")
        with file_of(tmp_path) as file:
            file.execute(
                "UPDATE stored_events SET state = ?"
                " WHERE originator_id = 'p-1' AND originator_version = ?",
                (EntryCodec().encode(replace(entry, fact=fact), key), entry.line),
            )
        with pytest.raises(NotAsDrawn):
            redrawn(ledger, sample)


def test_a_ledger_that_cannot_be_read_through_is_not_drawn_from(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        furnished(ledger, pages=4)
        with file_of(tmp_path) as file:
            file.execute("UPDATE stored_events SET state = 'a text' WHERE rowid = 9")
        with pytest.raises(CorruptEntry):
            drawn(ledger, asked(ledger))


@pytest.mark.parametrize("changes", [{"population": 7}, {"root": "AAAA"}, {"known": 10_000}])
def test_a_sample_that_says_what_is_not_so_is_not_redrawn(
    ledger: Ledger, changes: dict[str, Any]
) -> None:
    sample = drawn(ledger, asked(ledger)).sample
    with pytest.raises(NotAsDrawn):
        redrawn(ledger, replace(sample, **changes))


def test_progress_is_told_in_leaves(ledger: Ledger) -> None:
    told: list[tuple[int, int]] = []
    drawn(ledger, asked(ledger), lambda done, of_all: told.append((done, of_all)))
    assert told[-1] == (ledger.size, ledger.size)


def test_a_page_of_another_day_is_not_in_the_period(ledger: Ledger) -> None:
    on = date(2019, 12, 3)
    draw = drawn(ledger, asked(ledger, from_on=on, last_on=on))
    assert [place.reference for place in draw.places] == ["p-2:5"]
