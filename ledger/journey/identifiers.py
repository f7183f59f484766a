"""Police identifiers, read once and stored in one form.

Each ends in a check letter: the digits before it, read as one number, modulo 23. Identifiers are
personal data, so no error repeats what was typed.
"""

from __future__ import annotations

import re
from typing import NewType

PncId = NewType("PncId", str)
"""Police National Computer id of a person, `YYYY/NNNNNNNC`."""

Cro = NewType("Cro", str)
"""Criminal Records Office number of fingerprints, `NNNNNN/YYC` or `SFYY/NC`."""

Asn = NewType("Asn", str)
"""Arrest summons number, `YYFFUUSSNNNNNNNNNNNC`: year, force, unit, system, sequence."""

LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"

SENTENCES = {
    "not-a-pnc-id": "a PNC id is a year, a slash, up to seven digits and a letter",
    "not-a-cro": "a CRO number is up to six digits, a slash, a year, a letter; or SF, year first",
    "not-an-asn": "an ASN is year, force, unit, system, up to eleven digits and a letter",
    "wrong-check-letter": "the check letter is wrong",
}

_PNC_ID = re.compile(r"([0-9]{2}|[0-9]{4})/([0-9]{1,7})([A-Z])|([0-9]{4})([0-9]{7})([A-Z])")
_CRO = re.compile(r"([0-9]{1,6})/([0-9]{2})([A-Z])")
_CRO_SEARCH_FILE = re.compile(r"SF([0-9]{2})/([0-9]{1,6})([A-Z])")
_ASN = re.compile(r"([0-9]{2})/?([A-Z0-9]{2})/?([A-Z0-9]{2})/?([A-Z0-9]{2})/?([0-9]{1,11})([A-Z])")


class NotAnIdentifier(ValueError):
    """The text has not the shape that `code` names; it is not repeated here."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        return SENTENCES[self.code]


class WrongCheckLetter(NotAnIdentifier):
    """The shape is right, the last letter is not `expected`: something was mistyped."""

    def __init__(self, expected: str) -> None:
        super().__init__("wrong-check-letter")
        self.expected = expected

    def __str__(self) -> str:
        return f"{SENTENCES[self.code]}: expected {self.expected}"


def pnc_id(text: str, year: int) -> PncId:
    """A PNC id as stored: century and all seven digits written out.

    Two digits of a year are of this century up to those of `year`, else of the one before. The
    slash may be missing only where all eleven digits are there: otherwise nothing tells the year
    from the number.

    Args:
        text: As typed; case and white space do not matter.
        year: The year of recording, so that the same text is always read alike.

    Raises:
        NotAnIdentifier: Another shape, or a year before 1900 or after `year`.
        WrongCheckLetter: The last letter is not the one that the digits give.
    """
    issued, serial, letter = _parts(_PNC_ID, text, "not-a-pnc-id")
    issued_in = int(issued) if len(issued) == 4 else _year_ending(int(issued), year)
    if not 1900 <= issued_in <= year:
        raise NotAnIdentifier("not-a-pnc-id")
    _check(letter, pnc_check_letter(issued_in, int(serial)))
    return PncId(f"{issued_in}/{serial:0>7}{letter}")


def cro(text: str) -> Cro:
    """A CRO number as stored: the number padded to six digits, a search-file (SF) one as typed.

    Args:
        text: As typed; case and white space do not matter.

    Raises:
        NotAnIdentifier: Another shape.
        WrongCheckLetter: The last letter is not the one that the digits give.
    """
    if _tidy(text).startswith("SF"):
        year, serial, letter = _parts(_CRO_SEARCH_FILE, text, "not-a-cro")
        _check(letter, cro_check_letter(year, serial))
        return Cro(f"SF{year}/{serial}{letter}")
    serial, year, letter = _parts(_CRO, text, "not-a-cro")
    _check(letter, cro_check_letter(year, f"{serial:0>6}"))
    return Cro(f"{serial:0>6}/{year}{letter}")


def asn(text: str) -> Asn:
    """An arrest summons number as stored: no slashes, the sequence padded to eleven digits.

    Args:
        text: As typed; case, white space and slashes between the parts do not matter.

    Raises:
        NotAnIdentifier: Another shape.
        WrongCheckLetter: The last letter is not the one that the other parts give.
    """
    year, force, unit, system, sequence, letter = _parts(_ASN, text, "not-an-asn")
    _check(letter, asn_check_letter(year, force, system, int(sequence)))
    return Asn(f"{year}{force}{unit}{system}{sequence:0>11}{letter}")


def pnc_check_letter(year: int, serial: int) -> str:
    """The check letter of a PNC id: two digits of the year, then seven of the serial."""
    return _letter(f"{year % 100:02}{serial:07}")


def cro_check_letter(year: str, serial: str) -> str:
    """The check letter of a CRO number: the year's two digits, then the serial's as stored."""
    return _letter(year + serial)


def asn_check_letter(year: str, force: str, system: str, sequence: int) -> str:
    """The check letter of an ASN; a force or system that is not a number does not count."""
    counted = "".join(part for part in (force, system) if part.isdecimal())
    return _letter(f"{counted}{year}{sequence:011}")


def _letter(digits: str) -> str:
    return LETTERS[int(digits) % len(LETTERS)]


def _year_ending(digits: int, latest: int) -> int:
    return latest - (latest - digits) % 100


def _tidy(text: str) -> str:
    typed = "".join(text.split())
    return typed.upper() if typed.isascii() else ""


def _parts(shape: re.Pattern[str], text: str, code: str) -> list[str]:
    match = shape.fullmatch(_tidy(text))
    if match is None:
        raise NotAnIdentifier(code)
    return [part for part in match.groups() if part is not None]


def _check(letter: str, expected: str) -> None:
    if letter != expected:
        raise WrongCheckLetter(expected)
