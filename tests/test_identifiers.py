"""Police identifiers: one stored form, and no mistyped letter gets through."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from functools import partial
from string import ascii_uppercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.journey.identifiers import (
    LETTERS,
    NotAnIdentifier,
    WrongCheckLetter,
    asn,
    asn_check_letter,
    cro,
    cro_check_letter,
    pnc_check_letter,
    pnc_id,
)

YEAR = 2026
pnc_id_in_2026 = partial(pnc_id, year=YEAR)

digit = st.sampled_from("0123456789")
two_digits = st.text(digit, min_size=2, max_size=2)
code = st.text(st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"), min_size=2, max_size=2)


@st.composite
def pnc_ids(draw: st.DrawFn) -> str:
    year, serial = draw(st.integers(1900, YEAR)), draw(st.integers(0, 9_999_999))
    return f"{year}/{serial:07}{pnc_check_letter(year, serial)}"


@st.composite
def cros(draw: st.DrawFn) -> str:
    year, serial = draw(two_digits), draw(st.text(digit, min_size=6, max_size=6))
    return f"{serial}/{year}{cro_check_letter(year, serial)}"


@st.composite
def search_file_cros(draw: st.DrawFn) -> str:
    year, serial = draw(two_digits), draw(st.text(digit, min_size=1, max_size=6))
    return f"SF{year}/{serial}{cro_check_letter(year, serial)}"


@st.composite
def asns(draw: st.DrawFn) -> str:
    year, force, unit, system = draw(two_digits), draw(code), draw(code), draw(code)
    sequence = draw(st.integers(0, 99_999_999_999))
    letter = asn_check_letter(year, force, system, sequence)
    return f"{year}{force}{unit}{system}{sequence:011}{letter}"


stored: st.SearchStrategy[tuple[Callable[[str], str], str]] = st.one_of(
    st.tuples(st.just(pnc_id_in_2026), pnc_ids()),
    st.tuples(st.just(cro), cros() | search_file_cros()),
    st.tuples(st.just(asn), asns()),
)


@pytest.mark.parametrize(
    "known",
    ["2003/0123456L", "2003/0062845E", "2019/0000001P", "2000/0000001A", "1999/1234567B",
     "2026/1234567Q", "1981/0154257C", "2008/0056560Z"],
)  # fmt: skip
def test_a_known_pnc_id_is_stored_as_it_is(known: str) -> None:
    assert pnc_id(known, YEAR) == known


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2003/123456L", "2003/0123456L"),
        ("03/123456L", "2003/0123456L"),
        ("03/0123456L", "2003/0123456L"),
        ("03/123456l", "2003/0123456L"),
        ("  2003 / 0123456 L\n", "2003/0123456L"),
        ("2003/0123456\u00a0L", "2003/0123456L"),
        ("20030123456L", "2003/0123456L"),
        ("81/34U", "1981/0000034U"),
        ("00/223R", "2000/0000223R"),
    ],
)
def test_a_pnc_id_is_stored_with_its_century_and_all_its_digits(typed: str, kept: str) -> None:
    assert pnc_id(typed, YEAR) == kept


def test_two_digits_of_a_year_are_of_the_latest_year_that_had_come() -> None:
    typed = f"26/1234567{pnc_check_letter(2026, 1_234_567)}"
    assert pnc_id(typed, 2025).startswith("1926/")
    assert pnc_id(typed, 2026).startswith("2026/")
    assert pnc_id(typed, 2027).startswith("2026/")


@pytest.mark.parametrize(("issued", "year"), [(2027, 2026), (1899, 2026), (2103, 2026)])
def test_a_pnc_id_of_a_year_that_cannot_be_is_refused(issued: int, year: int) -> None:
    with pytest.raises(NotAnIdentifier) as refusal:
        pnc_id(f"{issued}/0123456{pnc_check_letter(issued, 123_456)}", year)
    assert refusal.value.code == "not-a-pnc-id"


@pytest.mark.parametrize(
    "known", ["123456/99L", "265416/21G", "SF39/83D", "SF05/482703J", "SF83/50058Z"]
)
def test_a_known_cro_number_is_stored_as_it_is(known: str) -> None:
    assert cro(known) == known


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("65656/91H", "065656/91H"),
        ("65656 / 91 h", "065656/91H"),
        ("sf39/83d", "SF39/83D"),
        (" SF 39/83 D", "SF39/83D"),
    ],
)
def test_a_cro_number_is_padded_unless_it_is_of_the_search_file(typed: str, kept: str) -> None:
    assert cro(typed) == kept


@pytest.mark.parametrize("known", ["1101ZD0100000448754K", "1901ID0100000006148H"])
def test_a_known_asn_is_stored_as_it_is(known: str) -> None:
    assert asn(known) == known


@pytest.mark.parametrize(
    "typed",
    ["11/01ZD/01/448754K", "11/01ZD/01/00000448754K", "11/01/ZD/01/448754K", "11 01ZD 01 448754 K",
     "1101zd0100000448754k", "1101ZD01448754K"],
)  # fmt: skip
def test_an_asn_is_stored_without_slashes_and_with_eleven_digits(typed: str) -> None:
    assert asn(typed) == "1101ZD0100000448754K"


def test_a_force_or_system_of_letters_does_not_count_in_an_asn() -> None:
    assert asn_check_letter("11", "01", "01", 448_754) == "K"
    assert asn_check_letter("11", "02", "35", 448_754) == LETTERS[int("02351100000448754") % 23]
    assert asn_check_letter("11", "ZD", "XX", 448_754) == LETTERS[int("1100000448754") % 23]


@pytest.mark.parametrize(
    ("read", "mistyped", "expected"),
    [
        (pnc_id_in_2026, "2003/0123456A", "L"),
        (pnc_id_in_2026, "20030011985Z", "X"),
        (pnc_id_in_2026, "2012/0052494O", "Q"),
        (pnc_id_in_2026, "2023/0583843N", "L"),
        (pnc_id_in_2026, "2001/0171310S", "W"),
        (cro, "85227/65G", "L"),
        (cro, "SF39/83Z", "D"),
        (cro, "SF39/000083D", cro_check_letter("39", "000083")),
        (asn, "1101ZD0100000448754A", "K"),
    ],
)
def test_a_wrong_letter_is_refused_and_the_right_one_named(
    read: Callable[[str], str], mistyped: str, expected: str
) -> None:
    with pytest.raises(WrongCheckLetter) as refusal:
        read(mistyped)
    assert refusal.value.expected == expected
    assert refusal.value.code == "wrong-check-letter"
    assert str(refusal.value) == f"the check letter is wrong: expected {expected}"


@pytest.mark.parametrize(
    ("read", "text", "named"),
    [
        (pnc_id_in_2026, "", "not-a-pnc-id"),
        (pnc_id_in_2026, "2003/0123456", "not-a-pnc-id"),
        (pnc_id_in_2026, "2003/L", "not-a-pnc-id"),
        (pnc_id_in_2026, "003/0123456L", "not-a-pnc-id"),
        (pnc_id_in_2026, "2003/01234567L", "not-a-pnc-id"),
        (pnc_id_in_2026, "2003/0123456LL", "not-a-pnc-id"),
        (pnc_id_in_2026, "2003-0123456L", "not-a-pnc-id"),
        (pnc_id_in_2026, "1X03/0123456L", "not-a-pnc-id"),
        (pnc_id_in_2026, "033Y", "not-a-pnc-id"),
        (pnc_id_in_2026, "2003/٠123456L", "not-a-pnc-id"),
        (cro, "", "not-a-cro"),
        (cro, "1234567/99L", "not-a-cro"),
        (cro, "123456/1999L", "not-a-cro"),
        (cro, "123456/99", "not-a-cro"),
        (cro, "12345699L", "not-a-cro"),
        (cro, "SF1939/83D", "not-a-cro"),
        (cro, "SF39/1234567D", "not-a-cro"),
        (cro, "\u017fF39/83D", "not-a-cro"),
        (asn, "", "not-an-asn"),
        (asn, "1101ZD01K", "not-an-asn"),
        (asn, "1101ZD01000000448754K", "not-an-asn"),
        (asn, "1101ZD0100000448754", "not-an-asn"),
        (asn, "A101ZD0100000448754K", "not-an-asn"),
        (asn, "11//01ZD/01/448754K", "not-an-asn"),
    ],
)
def test_another_shape_is_refused_without_repeating_it(
    read: Callable[[str], str], text: str, named: str
) -> None:
    with pytest.raises(NotAnIdentifier) as refusal:
        read(text)
    assert type(refusal.value) is NotAnIdentifier
    assert refusal.value.code == named
    assert str(refusal.value)
    if text:
        assert text not in f"{refusal.value} {refusal.value!r}"
    assert refusal.value.__context__ is None


@pytest.mark.parametrize("refusal", [NotAnIdentifier("not-a-cro"), WrongCheckLetter("L")])
def test_a_refusal_survives_a_journey_between_processes(refusal: NotAnIdentifier) -> None:
    back = pickle.loads(pickle.dumps(refusal))  # noqa: S301 -- our own bytes
    assert (type(back), back.code, str(back)) == (type(refusal), refusal.code, str(refusal))


@given(stored)
def test_what_is_stored_reads_as_itself(known: tuple[Callable[[str], str], str]) -> None:
    read, text = known
    assert read(text) == text
    assert read(f" {text.lower()}\t") == text


@given(stored, st.sampled_from(ascii_uppercase))
def test_every_other_letter_is_refused_without_repeating_the_identifier(
    known: tuple[Callable[[str], str], str], letter: str
) -> None:
    read, text = known
    if letter == text[-1]:
        return
    with pytest.raises(WrongCheckLetter) as refusal:
        read(text[:-1] + letter)
    assert refusal.value.expected == text[-1]
    assert text[:-1] not in f"{refusal.value} {refusal.value!r}"


@given(pnc_ids(), st.integers(0, 8), digit)
def test_a_single_wrong_digit_that_the_letter_covers_is_refused(
    known: str, place: int, other: str
) -> None:
    place = (2, 3, 5, 6, 7, 8, 9, 10, 11)[place]
    if known[place] == other:
        return
    with pytest.raises(NotAnIdentifier):
        pnc_id(known[:place] + other + known[place + 1 :], YEAR)
