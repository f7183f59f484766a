"""Which officials are one person, for whatever takes two: no spelling makes two of one."""

from __future__ import annotations

from unicodedata import normalize

from ledger.journey.parts import Official


def are_one(one: Official, other: Official) -> bool:
    """Whether both are the same person: by their numbers, or by name where one has no number.

    Neither rank nor role tells, for a person may act in several.
    """
    numbers = _number(one), _number(other)
    if all(numbers):
        return numbers[0] == numbers[1]
    return _name(one) == _name(other)


def _name(official: Official) -> str:
    return " ".join(normalize("NFKC", official.name).casefold().split())


def _number(official: Official) -> str:
    folded = normalize("NFKC", official.number).casefold()
    return "".join(letter for letter in folded if letter.isalnum()).lstrip("0")
