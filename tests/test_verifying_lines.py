"""Lines read quickly say what lines read by the book say; what is not canonical is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings

from ledger.evidence.verifying import lines
from ledger.evidence.verifying.lines import (
    ClearLine,
    Line,
    Said,
    fact_of,
    read,
    read_all,
    recorded_at_in,
)
from ledger.evidence.verifying.verdict import Refuted, Undecided
from ledger.journey.facts import FACTS
from ledger.proof.canonical import canonical
from ledger.record.codec import EntryCodec
from ledger.record.entry import Attribution, Entry
from ledger.record.shapes import clear, instant
from tests.golden_facts import ATTRIBUTION, EXAMPLES, PAGE, RECORDED_AT, clear_line, golden_line
from tests.sealed import KEY
from tests.test_codec import entries

Told = tuple[Line, Said]
CODEC = EntryCodec()
FACT = EXAMPLES["session.attended"].fact


def quickly(line: bytes) -> Told | None:
    found = lines._quickly(line + b"\n")
    return None if found is None else (found[0][0], found[2][0])


def told(line: bytes) -> Told:
    """The line, and the fact that it says, as whoever reads many lines is told of one."""
    ((_, found, kind, said),) = read_all(line + b"\n", [0])
    assert kind is FACTS[found.name]
    return found, said


def by_the_book(line: bytes) -> Entry:
    """The entry as whoever has no key reads it."""
    return CODEC.decode(line)


def check_says(line: bytes, one: Told) -> None:
    entry, (found, said) = by_the_book(line), one
    who = entry.attribution
    for name in clear(Attribution):
        assert getattr(found, name) == getattr(who, name)
    assert (found.page, found.line, found.name) == (entry.page, entry.line, entry.fact.NAME)
    assert found.recorded_at == entry.recorded_at
    assert found.sealed.key == KEY.commitment
    assert type(found) is Line
    assert found.fact.on == entry.fact.on
    assert fact_of(type(entry.fact), said) == entry.fact
    assert recorded_at_in(line) == instant(entry.recorded_at).encode()


@pytest.mark.parametrize("name", sorted(FACTS))
def test_each_kind_of_fact_is_read_quickly(name: str) -> None:
    line = CODEC.encode(EXAMPLES[name], KEY)
    found = quickly(line)
    assert found is not None
    check_says(line, found)


@pytest.mark.parametrize("name", sorted(FACTS))
def test_a_line_of_any_age_is_read(name: str) -> None:
    line = golden_line(name)
    check_says(line, told(line))


@settings(max_examples=300, deadline=None)
@given(entries)
def test_whatever_is_written_is_read_the_same_either_way(entry: Entry) -> None:
    line = CODEC.encode(entry, KEY)
    found = quickly(line)
    assert found is not None
    check_says(line, found)
    check_says(line, lines._by_the_book(line, 0))


@pytest.mark.parametrize("at", [datetime(2019, 12, 10, 12, tzinfo=UTC), RECORDED_AT])
def test_a_whole_second_is_read_quickly_as_well(at: datetime) -> None:
    line = CODEC.encode(Entry(PAGE, 3, at, ATTRIBUTION, FACT), KEY)
    found = quickly(line)
    assert found is not None
    check_says(line, found)


def test_a_text_that_ends_as_an_instant_is_left_as_it_is() -> None:
    who = replace(ATTRIBUTION, system="T12:00:00Z", purpose="T12:00:00.000000Z")
    line = CODEC.encode(Entry(PAGE, 3, RECORDED_AT, who, FACT), KEY)
    assert read(line, 0).system == "T12:00:00Z"


@pytest.mark.parametrize("name", sorted(FACTS))
def test_a_line_in_the_clear_is_read_by_the_book(name: str) -> None:
    line = clear_line(name)
    found, said = told(line)
    assert found.sealed.key == ""
    assert isinstance(found, ClearLine)
    assert found.late_because == by_the_book(line).attribution.late_because
    assert said == by_the_book(line).fact


LINE = golden_line("session.attended")
INSTANTS = [("arrest.recorded", "at"), ("contract.signed", "signed_at")]


def unsorted(line: bytes) -> bytes:
    values = json.loads(line)
    return json.dumps({"system": values.pop("system"), **values}, separators=(",", ":")).encode()


CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "white space": lambda line: line.replace(b'":', b'": ', 1),
    "another order": unsorted,
    "a space after it": lambda line: line + b" ",
    "an escape": lambda line: line.replace(b"north-wales", b"north\\u002dwales"),
    "a key twice": lambda line: line.replace(b'"by":"', b'"by":"x","by":"'),
    "a float": lambda line: line.replace(b'"journey":1', b'"journey":1.0'),
    "minus zero": lambda line: line.replace(b'"journey":1', b'"journey":-0'),
    "too large a number": lambda line: line.replace(b'"journey":1', b'"journey":9007199254740992'),
    "not NFC": lambda line: line.replace(b'"by":"', '"by":"e\u0301'.encode()),
    "not UTF-8": lambda line: line.replace(b'"by":"', b'"by":"\xff'),
    "nothing": lambda _line: b"",
    "an array": lambda _line: b"[]",
    "cut short": lambda line: line[:-1],
    "too long": lambda line: line.replace(b'"purpose":"', b'"purpose":"' + b"x" * 60_000),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_line_that_is_not_canonical_is_refused(change: Callable[[bytes], bytes]) -> None:
    changed = change(LINE)
    assert changed != LINE
    with pytest.raises(Refuted, match="not canonical") as refused:
        read(changed, 7)
    assert refused.value.index == 7


@pytest.mark.parametrize(
    "changes",
    [
        {"recorded_at": "2019-12-11T08:00:00Z"},
        {"recorded_at": "2019-12-11T08:00:00.000007+00:00"},
        {"recorded_at": "2019-12-11T09:00:00.000007+01:00"},
        {"recorded_at": "2019-12-11T08:00:00.000007"},
        {"line": 0},
        {"line": "3"},
        {"format": 3},
        {"page": None},
        {"more": 1},
        {"sealed": {}},
        {"sealed": {"box": "", "key": "short"}},
        {"fact": {}},
    ],
)
def test_a_canonical_line_that_is_no_entry_is_refused(changes: dict[str, Any]) -> None:
    changed = canonical({**json.loads(LINE), **changes})
    with pytest.raises(Refuted, match="entry"):
        read(changed, 0)


@pytest.mark.parametrize("changes", [{"name": "session.imagined"}, {"shape": 2}])
def test_a_fact_that_is_still_to_come_cannot_be_decided(changes: dict[str, Any]) -> None:
    with pytest.raises(Undecided, match="not known here") as undecided:
        read(canonical({**json.loads(LINE), **changes}), 5)
    assert undecided.value.index == 5


def test_many_lines_say_what_each_says_alone() -> None:
    many = [
        golden_line("session.attended"),
        clear_line("contract.signed"),
        *map(golden_line, FACTS),
    ]
    block = b"".join(line + b"\n" for line in many)
    found = list(read_all(block, count(4)))
    assert [index for index, *_ in found] == list(range(4, 4 + len(many)))
    for (_, line, kind, said), alone in zip(found, map(told, many), strict=True):
        assert (line, fact_of(kind, said)) == (alone[0], fact_of(kind, alone[1]))


def test_the_lines_before_one_that_is_none_are_read() -> None:
    block = b"\n".join([LINE, LINE.replace(b'":', b'": ', 1), LINE, b""])
    found = iter(read_all(block, count(3)))
    assert next(found)[0] == 3
    with pytest.raises(Refuted, match="not canonical") as refused:
        next(found)
    assert refused.value.index == 4


@pytest.mark.parametrize("text", ["2019-13-45T99:00:00.000000Z", "2019-12-10T12:00:00"])
@pytest.mark.parametrize(("name", "field"), INSTANTS)
def test_a_text_like_an_instant_that_is_none_is_refused(name: str, field: str, text: str) -> None:
    values = json.loads(golden_line(name))
    values["fact"][field] = text
    with pytest.raises(Refuted, match="no known form"):
        read(canonical(values), 0)


def test_no_line_is_passed_over() -> None:
    assert list(read_all(b"", [0])) == []
    ((index, line, _, _),) = read_all(LINE, count(9))
    assert (index, line) == (9, told(LINE)[0])
    for end in (b"x", b"\n", b"x\n"):
        with pytest.raises(Refuted, match="not canonical") as refused:
            list(read_all(LINE + b"\n" + end, count(9)))
        assert refused.value.index == 10


def test_two_lines_are_not_one() -> None:
    with pytest.raises(Refuted, match="not canonical"):
        read(LINE + b"\n" + LINE, 0)
