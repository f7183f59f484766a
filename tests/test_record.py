"""Commands recorded on pages: whole or not at all, on the version that was seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from ledger.decisions.refusals import NeedsReason, NotAdopted, NotFound
from ledger.journey.calendar import NaiveTime
from ledger.journey.facts.arrest import ArrestRecorded
from ledger.journey.facts.decision import EligibilityDecided, OfferDeclined
from ledger.journey.facts.person import PageOpened, PagesLinked
from ledger.journey.facts.protection import RecordedInError
from ledger.policy.load import EditionChanged, load_rulebook
from ledger.record.book import (
    Ledger,
    NoSuchPage,
    VersionConflict,
    force_page,
    open_ledger,
)
from ledger.record.codec import EntryTooLarge
from ledger.record.entry import Entry
from tests.recorded import (
    ADOPTION,
    ARREST,
    AT,
    DECISION,
    FORCE,
    ME,
    ON,
    SERGEANT,
    TO_AN_OFFER,
    arrest_on,
)

FORCE_PAGE = force_page(FORCE)


@pytest.fixture(params=["memory", "file"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path if request.param == "file" else None) as ledger:
        yield ledger


def test_what_follows_from_a_command_is_written_line_by_line(ledger: Ledger) -> None:
    recorded = ledger.record("p-1", ARREST, ME, AT)
    assert [type(entry.fact) for entry in recorded.entries] == [PageOpened, ArrestRecorded]
    assert [entry.reference for entry in recorded.entries] == ["p-1:1", "p-1:2"]
    assert {entry.recorded_at for entry in recorded.entries} == {AT}
    assert {entry.attribution for entry in recorded.entries} == {ME}
    assert recorded.position == ledger.position == 2


def test_what_is_recorded_is_what_is_read_back(ledger: Ledger) -> None:
    ledger.record(FORCE_PAGE, ADOPTION, ME, AT)
    first = ledger.record("p-1", ARREST, ME, AT)
    then = ledger.record("p-1", DECISION, ME, AT)
    assert ledger.entries("p-1") == first.entries + then.entries
    assert ledger.page("p-1") == then.page
    assert ledger.page("p-1").version == 3


def test_text_comes_back_in_the_form_that_was_written(ledger: Ledger) -> None:
    recorded = ledger.record("p-1", replace(ARREST, station="Po\u0302r"), ME, AT)
    assert recorded.entries == ledger.entries("p-1")
    assert recorded.page.journeys[0].arrest.station == "P\u00f4r"


def test_a_page_is_told_as_of_a_day(ledger: Ledger) -> None:
    ledger.record("p-1", ARREST, ME, AT)
    ledger.record("p-1", arrest_on(date(2020, 3, 1)), ME, AT)
    assert len(ledger.page("p-1").journeys) == 2
    assert len(ledger.page("p-1", date(2020, 2, 29)).journeys) == 1
    assert ledger.page("p-1", date(2019, 12, 9)).journeys == ()


def test_a_page_that_is_not_there_is_named(ledger: Ledger) -> None:
    assert ledger.entries("p-1") == ()
    with pytest.raises(NoSuchPage, match="p-1"):
        ledger.page("p-1")


def test_a_refused_command_writes_nothing(ledger: Ledger) -> None:
    ledger.record("p-1", ARREST, ME, AT)
    with pytest.raises(NotAdopted):
        ledger.record("p-1", DECISION, ME, AT)
    assert ledger.position == 2


def test_a_command_too_long_for_a_line_writes_nothing(ledger: Ledger) -> None:
    with pytest.raises(EntryTooLarge):
        ledger.record("p-1", replace(ARREST, station="x" * 60_000), ME, AT)
    assert ledger.position == 0
    assert ledger.cited_editions() == frozenset()


def test_a_command_on_the_version_seen_is_written(ledger: Ledger) -> None:
    ledger.record("p-1", ARREST, ME, AT, expected=0)
    ledger.record("p-1", arrest_on(date(2020, 3, 1)), ME, AT, expected=2)
    assert ledger.page("p-1").version == 3


@pytest.mark.parametrize("expected", [0, 1, 3])
def test_a_command_on_another_version_is_not_written(ledger: Ledger, expected: int) -> None:
    ledger.record("p-1", ARREST, ME, AT)
    with pytest.raises(VersionConflict) as caught:
        ledger.record("p-1", arrest_on(date(2020, 3, 1)), ME, AT, expected=expected)
    assert caught.value.current == 2
    assert ledger.position == 2


def test_a_back_dated_command_is_written_with_its_reason(ledger: Ledger) -> None:
    ledger.record("p-1", ARREST, ME, AT)
    early = arrest_on(date(2019, 11, 1))
    with pytest.raises(NeedsReason):
        ledger.record("p-1", early, ME, AT)
    late = replace(ME, late_because="Told by another force.")
    recorded = ledger.record("p-1", early, late, AT)
    assert recorded.entries[0].attribution.late_because == "Told by another force."


def test_an_adoption_holds_for_its_force_only(ledger: Ledger) -> None:
    ledger.record(FORCE_PAGE, ADOPTION, ME, AT)
    ledger.record("p-1", ARREST, ME, AT)
    ledger.record("p-2", replace(ARREST, force="gwent"), ME, AT)
    assert isinstance(ledger.record("p-1", DECISION, ME, AT).entries[0].fact, EligibilityDecided)
    with pytest.raises(NotAdopted):
        ledger.record("p-2", DECISION, ME, AT)
    assert ledger.rulebook_for("gwent").adoptions == ()


def test_an_adoption_recorded_in_error_does_not_hold(ledger: Ledger) -> None:
    ledger.record(FORCE_PAGE, ADOPTION, ME, AT)
    assert ledger.rulebook_for(FORCE).schemes(ON) == ("checkpoint-cymru",)
    ledger.record(FORCE_PAGE, RecordedInError(on=ON, line=1, decided_by=SERGEANT), ME, AT)
    assert ledger.rulebook_for(FORCE).schemes(ON) == ()


def test_an_adoption_belongs_on_the_forces_own_page(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="another stream"):
        ledger.record("force-gwent", ADOPTION, ME, AT)
    assert ledger.position == 0


def test_a_page_is_linked_to_another_that_is_there(ledger: Ledger) -> None:
    link = PagesLinked(on=ON, other="p-2", decided_by=SERGEANT, rationale="The same prints.")
    ledger.record("p-1", ARREST, ME, AT)
    with pytest.raises(NoSuchPage, match="p-2"):
        ledger.record("p-1", link, ME, AT)
    with pytest.raises(NotFound):
        ledger.record("p-1", replace(link, other="p-1"), ME, AT)
    ledger.record("p-2", ARREST, ME, AT)
    assert ledger.record("p-1", link, ME, AT).page.links == {"p-2"}


def test_what_a_linked_page_tells_counts_in_a_decision(ledger: Ledger) -> None:
    ledger.record(FORCE_PAGE, ADOPTION, ME, AT)
    for command in (ARREST, *TO_AN_OFFER, OfferDeclined(journey=1, on=ON)):
        ledger.record("p-2", command, ME, AT)
    ledger.record("p-1", ARREST, ME, AT)
    link = PagesLinked(on=ON, other="p-2", decided_by=SERGEANT, rationale="The same prints.")
    ledger.record("p-1", link, ME, AT)
    fact = ledger.record("p-1", DECISION, ME, AT).entries[0].fact
    assert isinstance(fact, EligibilityDecided)
    assert fact.findings.refusals == 1


def test_the_time_of_recording_is_held_when_the_clock_is_set_back(ledger: Ledger) -> None:
    ledger.record("p-1", ARREST, ME, AT)
    earlier = ledger.record("p-2", ARREST, ME, AT - timedelta(hours=1))
    later = ledger.record("p-3", ARREST, ME, AT + timedelta(hours=1))
    assert earlier.entries[0].recorded_at == AT
    assert later.entries[0].recorded_at == AT + timedelta(hours=1)


def test_the_time_of_recording_is_held_over_a_restart(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.record("p-1", ARREST, ME, AT)
    with open_ledger(tmp_path) as ledger:
        earlier = ledger.record("p-2", ARREST, ME, AT - timedelta(hours=1))
    assert earlier.entries[0].recorded_at == AT


def test_the_time_of_recording_is_kept_in_utc(ledger: Ledger) -> None:
    summer = datetime(2020, 7, 1, 0, 30, tzinfo=timezone(timedelta(hours=1)))
    recorded = ledger.record("p-1", ARREST, ME, summer).entries[0].recorded_at
    assert (recorded, recorded.tzinfo) == (datetime(2020, 6, 30, 23, 30, tzinfo=UTC), UTC)


def test_a_time_of_recording_without_a_zone_is_an_error(ledger: Ledger) -> None:
    with pytest.raises(NaiveTime):
        ledger.record("p-1", ARREST, ME, datetime(2020, 7, 1))  # noqa: DTZ001 -- the very thing
    assert ledger.position == 0


def test_the_ledger_is_read_in_order_from_any_position(ledger: Ledger) -> None:
    for number in range(8):
        ledger.record(f"p-{number}", ARREST, ME, AT)
    everything = ledger.since(0, 1_000)
    assert [position for position, _ in everything] == list(range(1, 17))
    assert [entry.page for _, entry in everything[::2]] == [f"p-{number}" for number in range(8)]
    assert ledger.since(3, 4) == everything[3:7]
    assert ledger.since(16, 10) == []


def test_an_empty_ledger_is_at_position_0(ledger: Ledger) -> None:
    assert ledger.position == 0
    assert ledger.since(0, 10) == []


def test_a_ledger_reopened_is_the_same(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "new" / "folder") as ledger:
        recorded = ledger.record("p-1", ARREST, ME, AT)
    with open_ledger(tmp_path / "new" / "folder") as ledger:
        assert ledger.page("p-1") == recorded.page
        assert [entry for _, entry in ledger.since(0, 10)] == list(recorded.entries)


def test_editions_that_entries_cite_are_known(ledger: Ledger) -> None:
    assert ledger.cited_editions() == frozenset()
    ledger.record(FORCE_PAGE, ADOPTION, ME, AT)
    assert {ref.name for ref in ledger.cited_editions()} == {"checkpoint-cymru/2019-10"}


def test_an_edition_changed_since_it_was_cited_keeps_the_ledger_shut(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.record(FORCE_PAGE, ADOPTION, ME, AT)
    rulebook = load_rulebook()
    edition = rulebook.editions["checkpoint-cymru/2019-10"]
    changed = replace(edition, ref=replace(edition.ref, digest="0" * 64))
    editions = {**rulebook.editions, edition.ref.name: changed}
    with pytest.raises(EditionChanged, match="checkpoint-cymru/2019-10"):
        open_ledger(tmp_path, replace(rulebook, editions=editions))


def test_the_environment_has_no_say_in_where_entries_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERSISTENCE_MODULE", "eventsourcing.sqlite")
    monkeypatch.setenv("LEDGER_SQLITE_DBNAME", str(tmp_path / "elsewhere.sqlite"))
    monkeypatch.setenv("COMPRESSOR_TOPIC", "zlib")
    with open_ledger(None) as ledger:
        ledger.record("p-1", ARREST, ME, AT)
        assert isinstance(ledger.entries("p-1")[0], Entry)
    assert list(tmp_path.iterdir()) == []
