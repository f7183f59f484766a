"""The record seals what is personal: none of it on disk, and nothing blank that is not erased."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ledger.policy.load import load_rulebook
from ledger.privacy.keystore import MemoryKeystore
from ledger.record.book import Ledger, force_page, open_ledger
from ledger.record.codec import EntryCodec
from ledger.record.entry import CorruptEntry, Entry, KeyLost
from ledger.record.keys import beside, keystore_beside
from ledger.record.store import Unavailable
from tests.golden_facts import clear_line
from tests.recorded import ADOPTION, ARREST, AT, FORCE, ME, file_of

FORCE_PAGE = force_page(FORCE)
CANARY = "Zygmuntowicz"
NAMED = replace(ARREST, person=replace(ARREST.person, family_name=CANARY))
ME_WITH_REASON = replace(ME, justification=f"Asked by {CANARY}")


def write(data: Path) -> None:
    with open_ledger(data) as ledger:
        ledger.record(FORCE_PAGE, ADOPTION, ME, AT)
        ledger.record("p-1", NAMED, ME_WITH_REASON, AT)
        ledger.record("p-2", ARREST, ME, AT)


def with_keys_of(data: Path, *pages: str) -> MemoryKeystore:
    """A keystore that has lost all others."""
    kept = MemoryKeystore()
    for page in pages:
        key = keystore_beside(data).for_reading(page)
        assert key is not None
        kept._keys[page] = key
    return kept


def test_nothing_personal_stands_in_any_file_and_it_is_read_all_the_same(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with open_ledger(data) as ledger:
        ledger.record("p-1", NAMED, ME_WITH_REASON, AT)
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert len(files) >= 5  # with the write-ahead log
        assert [path for path in files if CANARY.encode() in path.read_bytes()] == []
    with open_ledger(data) as ledger:
        assert ledger.page("p-1").person == NAMED.person
        assert ledger.entries("p-1")[0].attribution == ME_WITH_REASON


def test_every_line_of_a_page_names_the_same_key_and_no_two_pages_do(tmp_path: Path) -> None:
    write(tmp_path)
    with open_ledger(tmp_path) as ledger:
        named = {
            (entry.page, EntryCodec().commitment(line))
            for (_, entry), line in zip(ledger.since(0, 9), ledger.lines(0, 9), strict=True)
            if isinstance(entry, Entry)
        }
    assert len(named) == 3
    assert len({key for _, key in named}) == 3


def test_a_lost_key_is_named_and_hides_no_other_page(tmp_path: Path) -> None:
    write(tmp_path)
    with open_ledger(tmp_path, keys=with_keys_of(tmp_path, FORCE_PAGE, "p-2")) as ledger:
        assert ledger.page("p-2").journeys
        assert ledger.force_of("p-1") == FORCE, "of which force it is was never sealed"
        for read in (ledger.page, ledger.entries):
            with pytest.raises(KeyLost, match=r"p-1:1.*not in the keystore"):
                read("p-1")
        told = {at: entry for at, entry in ledger.since(0, 9) if isinstance(entry, CorruptEntry)}
        assert {type(entry) for entry in told.values()} == {KeyLost}
        assert {entry.page for entry in told.values()} == {"p-1"}
        with pytest.raises(KeyLost):
            ledger.record("p-1", NAMED, ME, AT)


def test_the_clock_is_told_from_entries_that_nobody_can_open(tmp_path: Path) -> None:
    write(tmp_path)
    with open_ledger(tmp_path, keys=with_keys_of(tmp_path, FORCE_PAGE)) as ledger:
        early = AT.replace(year=2001)
        recorded = ledger.record("p-3", NAMED, ME, early)
        assert recorded.entries[0].recorded_at == AT


def test_a_box_that_was_moved_or_changed_makes_the_entry_unreadable(tmp_path: Path) -> None:
    write(tmp_path)
    with file_of(tmp_path) as file:
        (line,) = file.execute("SELECT state FROM stored_events WHERE rowid = 2").fetchone()
        place = line.index(b'"box":"') + 30
        changed = line[:place] + (b"A" if line[place:][:1] != b"A" else b"B") + line[place + 1 :]
        file.execute("UPDATE stored_events SET state = ? WHERE rowid = 2", (changed,))
    with open_ledger(tmp_path) as ledger, pytest.raises(CorruptEntry) as caught:
        ledger.page("p-1")
    assert type(caught.value) is CorruptEntry


def test_lines_in_the_clear_are_read_beside_sealed_ones(tmp_path: Path) -> None:
    write(tmp_path)
    line = clear_line("details.corrected")
    line = line.replace(b'"line":3', b'"line":1').replace(b"p-0123456789abcdefghjkmnpqrs", b"p-old")
    with file_of(tmp_path) as file:
        file.execute(
            "INSERT INTO stored_events VALUES ('p-old', 1, 'details.corrected', ?)", (line,)
        )
    with open_ledger(tmp_path) as ledger:
        assert ledger.entries("p-old")[0].fact.person.family_name  # type: ignore[union-attr]
        assert ledger.page("p-1").person == NAMED.person


def test_a_keystore_that_is_away_is_an_error_that_heals(tmp_path: Path) -> None:
    data = tmp_path / "data"
    write(data)
    with open_ledger(data) as ledger:
        pages = beside(data) / "pages"
        pages.rename(tmp_path / "away")
        pages.touch()
        with pytest.raises(Unavailable):
            ledger.page("p-1")
        with pytest.raises(Unavailable):
            ledger.record("p-4", NAMED, ME, AT)
        pages.unlink()
        (tmp_path / "away").rename(pages)
        assert ledger.page("p-1").person == NAMED.person
        assert ledger.record("p-4", NAMED, ME, AT).page.version == 2


def test_a_ledger_in_a_file_is_not_opened_with_keys_that_would_be_forgotten(
    tmp_path: Path,
) -> None:
    with pytest.raises(ValueError, match="keystore"):
        Ledger(load_rulebook(), {"SQLITE_DBNAME": str(tmp_path / "ledger.sqlite")})
