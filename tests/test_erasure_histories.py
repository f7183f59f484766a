"""Random histories with erasures in them: what is sealed goes, and nothing else changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Engine

from api.demo import populate
from ledger.decisions.refusals import Erased, OutOfTurn
from ledger.decisions.standing import Standing, standing
from ledger.journey.facts.person import NOBODY, DetailsCorrected, PageOpened
from ledger.journey.page import Page
from ledger.journey.parts import Person
from ledger.proof.merkle import inclusion_proof, leaf_hash, root, verify_inclusion
from ledger.record.book import Ledger, open_ledger
from ledger.record.entry import Entry
from projections.catch_up import catch_up
from projections.engine import open_views
from projections.migrate import migrate
from projections.redraw import digest, redraw
from projections.views import all_views
from tests.erased import ERASURE, canaries, files_in, files_that_say
from tests.recorded import ME

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
VIEWS = all_views(b"k" * 32)
TODAYS = replace(ERASURE, on=TODAY)


@dataclass(frozen=True)
class Before:
    """What a history said before anybody of it was erased."""

    lines: Sequence[bytes]
    pages: Mapping[str, Page]
    stands: Mapping[tuple[str, int], Standing | None]


@contextmanager
def history(data: Path, seed: int) -> Iterator[Ledger]:
    """Some hundred people's journeys, decided by the rules, and sealed in files."""
    with open_ledger(None) as recorded:
        populate(recorded, TODAY, seed)
        told = [entry for _, entry in recorded.since(0, recorded.position)]
    with open_ledger(data) as ledger:
        ledger.append([entry for entry in told if isinstance(entry, Entry)])
        yield ledger


def persons(ledger: Ledger) -> list[str]:
    """The pages of persons, each renamed so that its name is found nowhere else."""
    entries = [entry for _, entry in ledger.since(0, ledger.position) if isinstance(entry, Entry)]
    pages = [entry.page for entry in entries if isinstance(entry.fact, PageOpened)]
    for page in pages:
        family, given, address, why = canaries(page)
        who = Person(family_name=family, given_names=given, address=address)
        renamed = DetailsCorrected(on=TODAY, person=who)
        ledger.record(page, renamed, replace(ME, justification=why), NOW)
    return pages


def stands_on(pages: Mapping[str, Page]) -> dict[tuple[str, int], Standing | None]:
    return {
        (name, journey.number): standing(page, journey.number, TODAY)
        for name, page in pages.items()
        for journey in page.journeys
    }


def erase_some(ledger: Ledger, before: Before, random: Random) -> tuple[set[str], set[str]]:
    """Erase some two thirds of those who may be; who was, and who may not be. Others go on."""
    erased: set[str] = set()
    kept: set[str] = set()
    for page in random.sample(sorted(before.pages), len(before.pages)):
        if random.random() < 1 / 3:
            continue
        try:
            ledger.record(page, TODAYS, ME, NOW)
            erased.add(page)
        except OutOfTurn:
            kept.add(page)
            same = DetailsCorrected(on=TODAY, person=before.pages[page].person)
            ledger.record(page, same, ME, NOW)
    return erased, kept


@contextmanager
def views_of(ledger: Ledger, data: Path) -> Iterator[Engine]:
    engine = open_views(data)
    migrate(engine)
    try:
        catch_up(ledger, engine, VIEWS)
        yield engine
    finally:
        engine.dispose()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_erasure_takes_what_is_sealed_and_leaves_everything_else(tmp_path: Path, seed: int) -> None:
    data, random = tmp_path / "data", Random(seed)
    with history(data, seed) as ledger:
        names = persons(ledger)
        pages = {name: ledger.page(name) for name in names}
        before = Before(ledger.lines(0, ledger.size), pages, stands_on(pages))
        with views_of(ledger, data) as engine:
            erased, kept = erase_some(ledger, before, random)
            assert len(erased) >= 5
            assert len(kept) >= 5
            see_that_the_log_goes_on(ledger, before, random)
            see_that_nobody_else_changed(ledger, before, erased)
            see_that_the_erased_are_gone(ledger, before, erased)
            catch_up(ledger, engine, VIEWS)
            said = [word for name in erased for word in canaries(name)]
            assert len(list(files_in(tmp_path))) > len(names)
            assert files_that_say(tuple(said), tmp_path) == []
            drawn = digest(engine, VIEWS)
            redraw(ledger, engine, VIEWS)
            assert digest(engine, VIEWS) == drawn
        assert ledger.audit() is None
    assert files_that_say(tuple(said), tmp_path) == []


def see_that_the_log_goes_on(ledger: Ledger, before: Before, random: Random) -> None:
    size = len(before.lines)
    lines = ledger.lines(0, ledger.size)
    assert lines[:size] == before.lines
    leaves = [leaf_hash(line) for line in lines]
    whole = root(leaves)
    for index in random.sample(range(size), 20):
        proof = inclusion_proof(index, leaves)
        verify_inclusion(leaf_hash(before.lines[index]), index, len(leaves), proof, whole)


def see_that_nobody_else_changed(ledger: Ledger, before: Before, erased: set[str]) -> None:
    pages = {name: ledger.page(name) for name in before.pages}
    assert stands_on(pages) == before.stands
    for name in before.pages.keys() - erased:
        assert pages[name].person == before.pages[name].person
        assert pages[name].written[: before.pages[name].version] == before.pages[name].written


def see_that_the_erased_are_gone(ledger: Ledger, before: Before, erased: set[str]) -> None:
    for name in erased:
        page = ledger.page(name)
        assert (page.person, page.identifiers, page.erased) == (NOBODY, (), True)
        assert not ledger.keys.holds(name)
        with pytest.raises(Erased):
            ledger.record(name, TODAYS, ME, NOW)
        for entry in ledger.entries(name):
            assert (entry.attribution.justification, entry.attribution.late_because) == ("", "")
        assert [type(fact) for _, fact in page.written[:-1]] == [
            type(fact) for _, fact in before.pages[name].written
        ]
