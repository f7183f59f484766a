from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from api.demo import BARRED, populate
from api.demo_forces import DEMO_SECOND, FORCES, NORTH_WALES
from api.demo_people import people
from api.folders import NotOurDemo, furnish, has_ledger
from ledger.decisions.refusals import RefusedByPolicy
from ledger.decisions.standing import Hold, Standing, standing
from ledger.journey import stations
from ledger.journey.commands import DecideEligibility
from ledger.journey.facts.person import PageOpened
from ledger.journey.identifiers import cro, pnc_id
from ledger.journey.parts import Identifier
from ledger.journey.words import IdentifierKind, Language, Record
from ledger.policy.load import load_rulebook
from ledger.privacy.keystore import Destroyed
from ledger.record.book import Ledger, open_ledger
from ledger.record.entry import Entry
from ledger.record.keys import keystore_beside
from projections.catch_up import catch_up
from projections.due import Kind, due_by
from projections.engine import open_views
from projections.migrate import migrate
from projections.views import all_views

TODAY = date(2026, 11, 22)
RULEBOOK = load_rulebook()
STATIONS = {
    kind.NAME
    for kind in vars(stations).values()
    if isinstance(kind, type) and hasattr(kind, "NAME")
}
HOLDS = {Hold.ALLEGATION.value, Hold.SAFEGUARD.value, Hold.PAUSE.value}


def populated(today: date = TODAY) -> Ledger:
    ledger = open_ledger(None, RULEBOOK)
    populate(ledger, today)
    return ledger


def entries(ledger: Ledger) -> list[Entry]:
    return [entry for _, entry in ledger.since(0, 10_000) if isinstance(entry, Entry)]


def standings(ledger: Ledger, today: date) -> list[Standing]:
    ids = [entry.page for entry in entries(ledger) if isinstance(entry.fact, PageOpened)]
    pages = [ledger.page(page_id) for page_id in ids]
    found = [standing(page, j.number, today) for page in pages for j in page.journeys]
    return [one for one in found if one is not None]


@pytest.fixture(scope="module")
def ledger() -> Iterator[Ledger]:
    with populated() as made:
        yield made


@pytest.fixture(scope="module")
def told(ledger: Ledger) -> list[Standing]:
    return standings(ledger, TODAY)


def test_a_few_dozen_people_take_part(ledger: Ledger) -> None:
    opened = [entry for entry in entries(ledger) if isinstance(entry.fact, PageOpened)]
    assert 36 <= len(opened) <= 48


def test_somebody_stands_at_every_station_and_under_every_hold(told: list[Standing]) -> None:
    assert {one.station for one in told} == STATIONS | HOLDS


def test_every_answer_is_given_to_somebody(told: list[Standing]) -> None:
    assert {one.record for one in told} == set(Record)


def test_every_shipped_edition_governs_somebody(told: list[Standing]) -> None:
    assert {one.edition.name for one in told if one.edition} == set(RULEBOOK.editions)


def test_north_wales_keeps_the_first_edition_and_a_second_force_takes_the_next(
    ledger: Ledger,
) -> None:
    adopted = {
        force: [(a.edition.name, a.from_on) for a in ledger.rulebook_for(force.code).adoptions]
        for force in FORCES
    }
    assert adopted[NORTH_WALES] == [("checkpoint-cymru/2019-10", date(2019, 10, 7))]
    assert adopted[DEMO_SECOND] == [("checkpoint-cymru/2019-12", date(2019, 12, 1))]


def test_the_same_seed_and_day_give_the_same_entries(ledger: Ledger) -> None:
    with populated() as again:
        assert entries(again) == entries(ledger)


def test_another_seed_gives_other_people() -> None:
    assert {one.person for one in people(1, 40)} != {one.person for one in people(2, 40)}


@pytest.mark.parametrize(
    "today", [date(2024, 2, 29), date(2025, 8, 31), date(2027, 3, 1), date(2027, 12, 31)], ids=str
)
def test_the_demo_stands_on_any_day(today: date) -> None:
    with populated(today) as made:
        assert {one.station for one in standings(made, today)} == STATIONS | HOLDS


def test_nothing_happened_or_was_written_later_than_yesterday(ledger: Ledger) -> None:
    written = entries(ledger)
    assert max(entry.fact.on for entry in written) == TODAY - timedelta(days=1)
    assert max(entry.recorded_at.date() for entry in written) == TODAY - timedelta(days=1)


def test_everything_is_written_on_the_day_that_it_is_of(ledger: Ledger) -> None:
    assert all(entry.recorded_at.date() == entry.fact.on for entry in entries(ledger))


def test_identifiers_have_right_check_letters() -> None:
    known = [identifier for one in people(1, 48) for identifier in one.identifiers]
    assert {identifier.kind for identifier in known} == {IdentifierKind.PNC_ID, IdentifierKind.CRO}
    assert [checked(identifier) for identifier in known] == [one.value for one in known]


def checked(identifier: Identifier) -> str:
    if identifier.kind == IdentifierKind.PNC_ID:
        return pnc_id(identifier.value, 2018)
    return cro(identifier.value)


def test_some_are_known_by_no_identifier_and_some_speak_welsh() -> None:
    invented = people(1, 48)
    assert {bool(one.identifiers) for one in invented} == {True, False}
    assert {one.language for one in invented} == {Language.ENGLISH, Language.WELSH}


def test_something_of_every_kind_is_due(ledger: Ledger) -> None:
    engine = open_views(None)
    migrate(engine)
    catch_up(ledger, engine, all_views(b"a key for this test alone"))
    by = TODAY + timedelta(days=14)
    with engine.connect() as connection:
        due = [one for force in FORCES for one in due_by(connection, force.code, by, seen_on=TODAY)]
    engine.dispose()
    assert {one.kind for one in due} == set(Kind)


def test_nothing_is_decided_yet_on_the_person_whom_two_clauses_bar(ledger: Ledger) -> None:
    decision = DecideEligibility(
        journey=1,
        on=TODAY,
        scheme=NORTH_WALES.scheme,
        eligible=True,
        decided_by=NORTH_WALES.decider,
        rationale="Willing to take part.",
    )
    last = entries(ledger)[-1]
    with pytest.raises(RefusedByPolicy) as refused:
        ledger.record(BARRED, decision, last.attribution, last.recorded_at)
    assert [clause.code for clause in refused.value.clauses] == ["E4", "E11"]


def unseen(_done: int, _of_all: int) -> None:
    pass


def test_a_folder_is_populated_once(tmp_path: Path) -> None:
    furnish(tmp_path, TODAY, unseen)
    furnish(tmp_path, TODAY + timedelta(days=30), unseen)
    with open_ledger(tmp_path) as ledger, populated() as once:
        assert entries(ledger) == entries(once)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ledger.sqlite"]


def test_a_demo_interrupted_half_way_leaves_nothing(tmp_path: Path) -> None:
    def interrupt(done: int, of_all: int) -> None:
        if 2 * done > of_all:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        furnish(tmp_path, TODAY, interrupt)
    assert not has_ledger(tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_demo_is_not_begun_again_with_the_keys_of_one_that_erased_somebody(
    tmp_path: Path,
) -> None:
    keystore_beside(tmp_path).destroy(BARRED, Destroyed("0" * 64, ""))
    with pytest.raises(NotOurDemo, match="erased"):
        furnish(tmp_path, TODAY, unseen)
    assert not has_ledger(tmp_path)


def test_no_demo_is_served_from_a_ledger_that_is_not_one(tmp_path: Path) -> None:
    open_ledger(tmp_path).close()
    with pytest.raises(NotOurDemo):
        furnish(tmp_path, TODAY, unseen)
