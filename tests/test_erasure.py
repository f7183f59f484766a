"""Erasing a person: the key goes, and with it what was sealed; everything else stays as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ledger.decisions.refusals import Erased, NeedsSecondPerson, OutOfTurn, Refused, WrittenInClear
from ledger.decisions.standing import standing
from ledger.journey.facts.person import NOBODY
from ledger.journey.facts.protection import (
    PersonalDataErased,
    RestrictionApplied,
    RestrictionLifted,
)
from ledger.journey.words import RestrictionGround
from ledger.privacy.page_key import Unopened
from ledger.proof.merkle import leaf_hash, root
from ledger.record.book import Ledger, force_page, open_ledger
from ledger.record.codec import EntryCodec
from ledger.record.keys import keystore_beside
from tests.erased import ERASURE, INSPECTOR, canaries, files_that_say, record_person, write_persons
from tests.golden_facts import clear_line
from tests.recorded import ADOPTION, ARREST, AT, FORCE, ME, ON, file_of

PAGE, OTHER = "p-gone", "p-stays"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_persons(tmp_path / "data", PAGE, OTHER)


def erase(data: Path, page: str = PAGE) -> None:
    with open_ledger(data) as ledger:
        ledger.record(page, ERASURE, ME, AT)


def root_of(ledger: Ledger) -> bytes:
    return root([leaf_hash(line) for line in ledger.lines(0, ledger.size)])


def test_what_was_sealed_is_gone_and_nothing_else_changes(data: Path) -> None:
    with open_ledger(data) as ledger:
        lines, whole, before = ledger.lines(0, 99), ledger.page(PAGE), root_of(ledger)
        other, entries = ledger.page(OTHER), ledger.entries(PAGE)
        recorded = ledger.record(PAGE, ERASURE, ME, AT)
        assert recorded.page.erased
        assert ledger.lines(0, len(lines)) == lines
        assert root([leaf_hash(line) for line in lines]) == before
        assert ledger.page(OTHER) == other
        bare = ledger.page(PAGE)
        assert (bare.person, bare.identifiers) == (NOBODY, ())
        assert standing(bare, 1, ON) == standing(whole, 1, ON)
        assert [entry.fact.NAME for entry in ledger.entries(PAGE)[:-1]] == [
            entry.fact.NAME for entry in entries
        ]
        assert ledger.audit() is None


def test_nothing_in_any_file_tells_of_them_before_or_after(data: Path, tmp_path: Path) -> None:
    assert files_that_say(canaries(PAGE), tmp_path) == []
    erase(data)
    assert files_that_say(canaries(PAGE), tmp_path) == []
    with open_ledger(data) as ledger:
        assert ledger.entries(OTHER)[0].fact.person.family_name == canaries(OTHER)[0]  # type: ignore[union-attr]


def test_a_kept_copy_of_the_lines_opens_with_no_key_that_is_left(data: Path) -> None:
    keys = keystore_beside(data)
    with open_ledger(data) as ledger:
        line = ledger.lines(1, 1)[0]
    erase(data)
    assert keys.for_reading(PAGE) is None
    with pytest.raises(Unopened):
        EntryCodec().decode(line, lambda _page: keys.for_reading(OTHER))
    assert EntryCodec().decode(line, keys.for_reading).fact.person == NOBODY  # type: ignore[union-attr]


def test_the_entry_says_who_decided_and_why_and_nothing_that_is_sealed(data: Path) -> None:
    with open_ledger(data) as ledger:
        me = replace(ME, justification=f"{canaries(PAGE)[0]} wrote to us", late_because="-")
        written = ledger.record(PAGE, ERASURE, me, AT).entries[-1]
        assert written.fact == ERASURE
        assert written.attribution == replace(ME, justification="", late_because="")
        assert ledger.entries(PAGE)[-1] == written
        (line,) = ledger.lines(ledger.size - 1, 1)
        assert b'"sealed":{"box":"","key":"' in line
        assert EntryCodec().commitment(line) == EntryCodec().commitment(ledger.lines(1, 1)[0])


@pytest.mark.parametrize(
    ("command", "refusal"),
    [(replace(ERASURE, agreed_by=INSPECTOR), NeedsSecondPerson), (ERASURE, OutOfTurn)],
    ids=["alone", "while a journey is open"],
)
def test_what_is_refused_destroys_nothing(
    data: Path, command: PersonalDataErased, refusal: type[Refused]
) -> None:
    with open_ledger(data) as ledger:
        if refusal is OutOfTurn:
            ledger.record(PAGE, ARREST, ME, AT)
        with pytest.raises(refusal):
            ledger.record(PAGE, command, ME, AT)
        assert ledger.page(PAGE).person.family_name == canaries(PAGE)[0]
        assert ledger.keys.destroyed() == {}


def test_a_restriction_and_its_lift_keep_the_key(data: Path) -> None:
    with open_ledger(data) as ledger:
        ground = RestrictionGround.EVIDENCE
        restricted = RestrictionApplied(on=ON, ground=ground, decided_by=INSPECTOR)
        for command in (restricted, RestrictionLifted(on=ON, decided_by=INSPECTOR)):
            ledger.record(PAGE, command, ME, AT)
            assert ledger.keys.holds(PAGE)
            assert ledger.page(PAGE).person.family_name == canaries(PAGE)[0]


def test_a_page_that_is_restricted_is_erased_once_that_is_lifted(data: Path) -> None:
    with open_ledger(data) as ledger:
        ground = RestrictionGround.EVIDENCE
        ledger.record(PAGE, RestrictionApplied(on=ON, ground=ground, decided_by=INSPECTOR), ME, AT)
        with pytest.raises(OutOfTurn):
            ledger.record(PAGE, ERASURE, ME, AT)
        assert ledger.page(PAGE).person.family_name == canaries(PAGE)[0]
        ledger.record(PAGE, RestrictionLifted(on=ON, decided_by=INSPECTOR), ME, AT)
        assert ledger.record(PAGE, ERASURE, ME, AT).page.erased


def test_an_entry_in_the_clear_is_not_said_to_be_erased(data: Path) -> None:
    line = clear_line("details.corrected").replace(b'"line":3', b'"line":7')
    with file_of(data) as file:
        line = line.replace(b"p-0123456789abcdefghjkmnpqrs", PAGE.encode())
        row = (PAGE, 7, "details.corrected", line)
        file.execute("INSERT INTO stored_events VALUES (?, ?, ?, ?)", row)
    with open_ledger(data) as ledger:
        with pytest.raises(WrittenInClear):
            ledger.record(PAGE, ERASURE, ME, AT)
        assert ledger.keys.holds(PAGE)


def test_another_process_that_held_the_key_open_has_lost_it_too(data: Path) -> None:
    with open_ledger(data) as one, open_ledger(data) as other:
        assert other.page(PAGE).person.family_name == canaries(PAGE)[0]
        one.record(PAGE, ERASURE, ME, AT)
        assert other.page(PAGE).person == NOBODY
        with pytest.raises(Erased):
            other.record(PAGE, ARREST, ME, AT)


def test_erasing_in_memory_destroys_the_key_too() -> None:
    with open_ledger(None) as ledger:
        ledger.record(force_page(FORCE), ADOPTION, ME, AT)
        record_person(ledger, PAGE)
        ledger.record(PAGE, ERASURE, ME, AT)
        assert not ledger.keys.holds(PAGE)
        assert ledger.page(PAGE).person == NOBODY
