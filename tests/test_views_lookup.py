from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from ledger.journey.facts import Fact
from ledger.journey.facts.person import DetailsCorrected, IdentifierAdded, IdentifierCorrected
from ledger.journey.facts.protection import PersonalDataErased, RecordedInError
from ledger.journey.parts import ArrestPapers, Identifier, Person
from ledger.journey.words import IdentifierKind
from projections.lookup import Lookup, OtherKey, find
from projections.tokens import (
    ARREST_SUMMONS_NUMBER,
    CUSTODY_RECORD,
    NAME_AND_BIRTH,
    KeyTooShort,
    name_and_birth,
)
from tests.drawn_views import KEY, drawn
from tests.listed_ledger import ListedLedger
from tests.told_facts import ARRESTED_ON, SERGEANT, arrested, opened

PNC = IdentifierKind.PNC_ID
PNC_ID = "2003/0123456L"
OTHER_PNC_ID = "2003/0062845E"
BORN_ON = date(1990, 1, 31)
DEV = Person(family_name="Ó Briain", given_names="Dev Tomos", born_on=BORN_ON)


def known_as(value: str = PNC_ID) -> Identifier:
    return Identifier(kind=PNC, value=value)


def added(value: str, kind: IdentifierKind = PNC, issuer: str = "") -> IdentifierAdded:
    return IdentifierAdded(on=ARRESTED_ON, kind=kind, value=value, issuer=issuer)


def error(line: int) -> RecordedInError:
    return RecordedInError(on=ARRESTED_ON, line=line, decided_by=SERGEANT)


def found(ledger: ListedLedger, data: Path, kind: str, value: str, issuer: str = "") -> list[str]:
    with drawn(ledger, data) as engine, engine.connect() as connection:
        return find(connection, KEY, kind, value, issuer)


def test_an_identifier_leads_to_its_page(tmp_path: Path) -> None:
    ledger = ListedLedger(("p-1", [opened(known_as())]), ("p-2", [opened()]))
    assert found(ledger, tmp_path, PNC, PNC_ID) == ["p-1"]
    assert found(ledger, tmp_path, PNC, OTHER_PNC_ID) == []


def test_a_value_of_another_kind_is_another_value(tmp_path: Path) -> None:
    ledger = ListedLedger(("p-1", [opened(known_as())]))
    assert found(ledger, tmp_path, IdentifierKind.CRO, PNC_ID) == []


def test_the_papers_of_an_arrest_lead_to_the_page(tmp_path: Path) -> None:
    papers = ArrestPapers(custody_record="NW/19/4711", arrest_summons_number="19NW")
    ledger = ListedLedger(("p-1", [opened(), arrested(papers=papers)]))
    assert found(ledger, tmp_path, CUSTODY_RECORD, "NW/19/4711") == ["p-1"]
    assert found(ledger, tmp_path, ARREST_SUMMONS_NUMBER, "19NW") == ["p-1"]


def test_two_pages_of_one_person_are_both_found(tmp_path: Path) -> None:
    ledger = ListedLedger(("p-2", [opened(known_as())]), ("p-1", [opened(known_as())]))
    assert found(ledger, tmp_path, PNC, PNC_ID) == ["p-1", "p-2"]


def test_a_name_is_found_whatever_its_case_spacing_and_accents_form(tmp_path: Path) -> None:
    ledger = ListedLedger(("p-1", [opened(person=DEV)]))
    decomposed = "o\u0301 BRIAIN "
    for given in ("dev  tomos", "DEV"):
        sought = name_and_birth(decomposed, given, BORN_ON)
        assert found(ledger, tmp_path, NAME_AND_BIRTH, sought) == ["p-1"]


@pytest.mark.parametrize(
    ("given", "born_on"), [("Tomos", BORN_ON), ("Dev", date(1990, 1, 30))], ids=str
)
def test_another_name_or_day_of_birth_finds_nobody(
    tmp_path: Path, given: str, born_on: date
) -> None:
    ledger = ListedLedger(("p-1", [opened(person=DEV)]))
    sought = name_and_birth("Ó Briain", given, born_on)
    assert found(ledger, tmp_path, NAME_AND_BIRTH, sought) == []


def test_an_identifier_that_was_replaced_still_leads_to_the_page(tmp_path: Path) -> None:
    corrected = IdentifierCorrected(on=ARRESTED_ON, kind=PNC, old_value=OTHER_PNC_ID, value=PNC_ID)
    ledger = ListedLedger(("p-1", [opened(known_as(OTHER_PNC_ID)), corrected]))
    assert found(ledger, tmp_path, PNC, OTHER_PNC_ID) == ["p-1"]
    assert found(ledger, tmp_path, PNC, PNC_ID) == ["p-1"]


def test_a_former_name_still_leads_to_the_page(tmp_path: Path) -> None:
    married = Person(family_name="Rees", given_names="Dev", born_on=BORN_ON)
    renamed = DetailsCorrected(on=ARRESTED_ON, person=married)
    ledger = ListedLedger(("p-1", [opened(person=DEV), renamed]))
    for name in ("Ó Briain", "Rees"):
        sought = name_and_birth(name, "Dev", BORN_ON)
        assert found(ledger, tmp_path, NAME_AND_BIRTH, sought) == ["p-1"]


def test_an_identifier_recorded_in_error_leads_nowhere(tmp_path: Path) -> None:
    ledger = ListedLedger(("p-1", [opened(), added(PNC_ID), error(2)]))
    assert found(ledger, tmp_path, PNC, PNC_ID) == []


def test_an_error_that_was_none_leads_to_the_page_again(tmp_path: Path) -> None:
    ledger = ListedLedger(("p-1", [opened(), added(PNC_ID), error(2), error(3)]))
    assert found(ledger, tmp_path, PNC, PNC_ID) == ["p-1"]
    ledger.write("p-1", error(4))
    assert found(ledger, tmp_path, PNC, PNC_ID) == []


def test_an_identifier_on_two_lines_survives_one_of_them(tmp_path: Path) -> None:
    ledger = ListedLedger(("p-1", [opened(known_as()), added(PNC_ID), error(2)]))
    assert found(ledger, tmp_path, PNC, PNC_ID) == ["p-1"]


def test_erasure_takes_every_identifier_before_it_and_of_no_other_page(tmp_path: Path) -> None:
    erased = PersonalDataErased(on=ARRESTED_ON, legal_basis="s.47", decided_by=SERGEANT)
    ledger = ListedLedger(
        ("p-1", [opened(known_as(), person=DEV), erased, added(OTHER_PNC_ID)]),
        ("p-2", [opened(known_as())]),
    )
    assert found(ledger, tmp_path, PNC, PNC_ID) == ["p-2"]
    assert found(ledger, tmp_path, PNC, OTHER_PNC_ID) == ["p-1"]
    sought = name_and_birth("Ó Briain", "Dev", BORN_ON)
    assert found(ledger, tmp_path, NAME_AND_BIRTH, sought) == []


def test_a_force_s_own_number_counts_with_the_force(tmp_path: Path) -> None:
    local = added("4711", IdentifierKind.FORCE_LOCAL, issuer="north-wales")
    ledger = ListedLedger(("p-1", [opened(), local]))
    kind = IdentifierKind.FORCE_LOCAL
    assert found(ledger, tmp_path, kind, "4711", "north-wales") == ["p-1"]
    assert found(ledger, tmp_path, kind, "4711", "dyfed-powys") == []


def test_an_unreadable_line_hides_its_own_identifiers_only(tmp_path: Path) -> None:
    ledger = ListedLedger(("p-1", [opened(known_as())]))
    ledger.corrupt("p-1")
    ledger.write("p-1", added(OTHER_PNC_ID))
    assert found(ledger, tmp_path, PNC, PNC_ID) == ["p-1"]
    assert found(ledger, tmp_path, PNC, OTHER_PNC_ID) == ["p-1"]


def test_nothing_personal_stands_in_the_file(tmp_path: Path) -> None:
    papers = ArrestPapers(custody_record="NW/19/4711", arrest_summons_number="19NW0001")
    facts: list[Fact] = [opened(known_as(), person=DEV), arrested(papers=papers)]
    with drawn(ListedLedger(("p-1", facts)), tmp_path) as engine, engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for value in (PNC_ID, "Briain", "Dev", "1990-01-31", "NW/19/4711", "19NW0001"):
        assert value.casefold().encode() not in stored.lower()


def test_another_key_is_an_error_and_never_an_empty_answer(tmp_path: Path) -> None:
    ledger = ListedLedger(("p-1", [opened(known_as())]))
    with (
        drawn(ledger, tmp_path) as engine,
        engine.connect() as connection,
        pytest.raises(OtherKey),
    ):
        find(connection, b"another key of enough bytes", PNC, PNC_ID)


def test_a_key_that_can_be_guessed_is_not_taken() -> None:
    with pytest.raises(KeyTooShort):
        Lookup(b"fifteen bytes..")
