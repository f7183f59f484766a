"""Whatever was written, in whatever order and batches it is drawn: the same rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.decisions.standing import standing
from ledger.journey.facts import FACTS, Fact
from ledger.journey.facts.arrest import ArrestRecorded
from ledger.journey.facts.breach import BreachAlleged
from ledger.journey.page import replay
from ledger.journey.words import BreachCause
from projections.catch_up import catch_up
from projections.pages import Pages
from projections.redraw import digest, redraw
from projections.stands import Sought, stands
from tests.drawn_views import VIEWS, drawn, views_in
from tests.golden_facts import EXAMPLES
from tests.listed_ledger import ListedLedger
from tests.told_facts import KEPT, SIGNED_ON, TO_CONTRACT
from tests.view_histories import PAGES, Written, histories, sound, unreadable

History = list[Written]


NEWEST = {entry.fact.NAME: entry.fact for entry in EXAMPLES.values()}
ALLEGED = BreachAlleged(
    journey=1,
    on=SIGNED_ON,
    condition=1,
    allegation=1,
    breached_on=SIGNED_ON,
    cause=BreachCause.PARTICIPANT,
)


def on_first_journey(fact: Any) -> Fact:
    """The fact as one of the page's first journey; an arrest opens the second."""
    numbers = {"journey": 2 if isinstance(fact, ArrestRecorded) else 1, "allegation": 1}
    mine: Fact = replace(fact, **{n: v for n, v in numbers.items() if hasattr(fact, n)})
    return mine


def ledger_of(history: History) -> ListedLedger:
    ledger = ListedLedger()
    for page, fact in history:
        if fact is None:
            ledger.corrupt(page)
        else:
            ledger.write(page, fact)
    return ledger


@pytest.mark.parametrize("name", FACTS)
def test_a_fact_written_alone_draws_what_it_draws_among_others(tmp_path: Path, name: str) -> None:
    stages = {f"p-{length}": KEPT[:length] for length in range(len(KEPT) + 1)}
    ledger = ListedLedger(*stages.items(), ("p-alleged", (*TO_CONTRACT, ALLEGED)))
    with drawn(ledger, tmp_path) as engine:
        for page in (*stages, "p-alleged"):
            ledger.write(page, on_first_journey(NEWEST[name]))
        catch_up(ledger, engine, VIEWS)
        before = digest(engine, VIEWS)
        redraw(ledger, engine, VIEWS)
        assert digest(engine, VIEWS) == before


@given(
    history=histories(sound, sound, sound, sound, unreadable),
    batch=st.integers(1, 7),
    most=st.integers(1, 3),
)
@settings(max_examples=60, deadline=None)
def test_views_drawn_in_small_batches_and_drawn_again_at_once_have_the_same_rows(
    history: History, batch: int, most: int
) -> None:
    ledger = ledger_of(history)
    with TemporaryDirectory() as data, views_in(Path(data)) as engine:
        catch_up(ledger, engine, VIEWS, batch=batch, pages=Pages(ledger, most))
        before = digest(engine, VIEWS)
        redraw(ledger, engine, VIEWS)
        assert digest(engine, VIEWS) == before


@given(history=histories(sound), later=st.integers(0, 500))
@settings(max_examples=60, deadline=None)
def test_the_view_answers_as_the_page_does_for_any_day_to_come(
    history: History, later: int
) -> None:
    ledger = ledger_of(history)
    with TemporaryDirectory() as data, views_in(Path(data)) as engine:
        catch_up(ledger, engine, VIEWS, batch=10)
        with engine.connect() as connection:
            for page_id in PAGES:
                page = replay((e.line, e.fact) for e in ledger.entries(page_id))
                day = page.latest + timedelta(days=later)
                sought = Sought(pages=(page_id,), with_restricted=True)
                rows = stands(connection, day, sought)
                assert [row.standing for row in rows] == [
                    standing(page, journey.number, day) for journey in page.journeys
                ]
