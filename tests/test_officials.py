"""Whether two officials as named are one person, for what takes two."""

from __future__ import annotations

import pytest

from ledger.journey.officials import are_one
from ledger.journey.parts import Official
from ledger.journey.words import Role


def official(name: str, number: str = "", role: Role = Role.SUPERVISOR) -> Official:
    return Official(name=name, role=role, number=number)


REES = official("Insp Nia Rees", "0412")

ONE = {
    "in other letters": official("insp NIA rees", "0412"),
    "in another office": official("Insp Nia Rees", "0412", Role.OFFICER),
    "under another name": official("Nia Hughes", "0412"),
    "with the number in another form": official("Insp Nia Rees", " 412"),
    "with no number": official("Insp  Nia Rees "),
    "with a number that says nothing": official("Insp Nia Rees", "-"),
}
ANOTHER = {
    "a namesake": official("Insp Nia Rees", "0413"),
    "somebody else": official("Supt Huw Hughes", "0120"),
    "somebody with no number": official("Supt Huw Hughes"),
}


@pytest.mark.parametrize("other", ONE.values(), ids=ONE)
def test_a_person_is_one_however_they_are_written(other: Official) -> None:
    assert are_one(REES, other)
    assert are_one(other, REES)


@pytest.mark.parametrize("other", ANOTHER.values(), ids=ANOTHER)
def test_another_person_is_another(other: Official) -> None:
    assert not are_one(REES, other)
    assert not are_one(other, REES)


def test_an_accented_name_is_one_however_it_is_encoded() -> None:
    assert are_one(official("Gwên Siôn"), official("Gwe\u0302n Sio\u0302n"))


def test_two_without_a_number_are_told_by_name() -> None:
    assert not are_one(official("Nia Rees", "-"), official("Mair Pugh", " "))
