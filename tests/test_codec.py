"""Entries on their lines: what goes in comes out; what is no entry is named, not repeated."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from types import NoneType
from typing import Annotated, Any, ClassVar, get_args, get_origin
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.journey import parts
from ledger.journey.calendar import NaiveTime
from ledger.journey.facts import FACTS
from ledger.journey.facts.decision import OfferDeclined
from ledger.privacy.page_key import Unopened
from ledger.proof.canonical import NotCanonical, parse
from ledger.record.codec import EntryTooLarge, NotAnEntry
from ledger.record.entry import Attribution, Entry, UnknownFact
from ledger.record.shapes import Shape, clear, hints_of, personal
from tests.golden_facts import (
    ATTRIBUTION,
    EXAMPLES,
    PAGE,
    RECORDED_AT,
    clear_examples,
    clear_line,
    golden_line,
)
from tests.sealed import OneKeyCodec

CODEC = OneKeyCodec()
ON = date(2020, 1, 8)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).map(
    lambda text: normalize("NFC", text)
)
instants = st.datetimes(
    datetime(1900, 1, 1),  # noqa: DTZ001 -- Hypothesis takes naive bounds and adds the zone
    datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=1)), timezone(timedelta(hours=-5))]),
)
PLAIN = {
    bool: st.booleans(),
    int: st.integers(-(2**53) + 1, 2**53 - 1),
    str: texts,
    date: st.dates(),
    datetime: instants,
}


def values_of(hint: Any) -> st.SearchStrategy[Any]:
    """Values that fit an annotation of a fact."""
    if hint in PLAIN:
        return PLAIN[hint]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(hint)
    if isinstance(hint, type) and is_dataclass(hint):
        return st.builds(hint, **{name: values_of(it) for name, it in hints_of(hint).items()})
    if get_origin(hint) is Annotated:
        return values_of(get_args(hint)[0])
    if get_origin(hint) is tuple:
        return st.lists(values_of(get_args(hint)[0]), max_size=2).map(tuple)
    return st.one_of(*(st.none() if it is NoneType else values_of(it) for it in get_args(hint)))


entries = st.builds(
    Entry,
    texts,
    st.integers(1, 2**53 - 1),
    instants,
    values_of(Attribution),
    st.sampled_from(sorted(FACTS)).flatmap(lambda name: values_of(FACTS[name])),
)


def entry_of(fact: Any) -> Entry:
    return Entry(PAGE, 3, RECORDED_AT, ATTRIBUTION, fact)


@settings(max_examples=400, deadline=None)
@given(entries)
def test_what_is_written_is_read(entry: Entry) -> None:
    line = CODEC.encode(entry)
    assert CODEC.decode(line) == entry
    assert CODEC.encode(CODEC.decode(line)) == line


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(sorted(clear_examples())), st.data())
def test_a_line_with_a_byte_changed_reads_as_an_entry_or_is_named(
    name: str, data: st.DataObject
) -> None:
    line = bytearray(data.draw(st.sampled_from([golden_line, clear_line]))(name))
    line[data.draw(st.integers(0, len(line) - 1))] = data.draw(st.integers(0, 255))
    assert isinstance(read_or_named(bytes(line)), Entry | NotAnEntry | UnknownFact | Unopened)


def read_or_named(line: bytes) -> object:
    try:
        return CODEC.decode(line)
    except (NotAnEntry, UnknownFact, Unopened) as error:
        return error


@pytest.mark.parametrize(
    "line",
    [b"", b"{}", b"null", b"[1]", b'{"name":"page.opened"}', b'{"name":1,"shape":1}', b"\xff\xfe",
     b'{"name":"page.opened","shape":0}', b'{"name":"page.opened","shape":1}', b"[" * 50_000],
)  # fmt: skip
def test_what_is_no_line_of_ours_is_named(line: bytes) -> None:
    with pytest.raises(NotAnEntry):
        CODEC.decode(line)


def changed(example: str, **changes: Any) -> bytes:
    return json.dumps(parse(clear_line(example)) | changes).encode()


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        pytest.param({"extra": 1}, "", id="a key that no line has"),
        pytest.param({"format": 3}, "$.format", id="a format to come"),
        pytest.param({"line": "3"}, "$.line", id="a line that is no number"),
        pytest.param({"recorded_at": "2019-12-11T08:00:00"}, "$.recorded_at", id="no zone"),
        pytest.param({"fact": {"journey": 1}}, "$.fact", id="a fact without its day"),
        pytest.param({"fact": {"journey": True, "on": "2020-01-08"}}, "$.fact.journey", id="bool"),
        pytest.param({"fact": {"journey": 1, "on": "2020-02-30"}}, "$.fact.on", id="no such day"),
        pytest.param({"fact": {"journey": 1, "on": "2020-01-08", "reason": ""}}, "$.fact",
                     id="a personal field among the clear ones"),
        pytest.param({"sealed": {"attribution": {}, "fact": {"journey": 1}}}, "$.sealed.fact",
                     id="a clear field among the personal ones"),
    ],
)  # fmt: skip
def test_a_field_at_fault_is_named_and_not_repeated(changes: dict[str, Any], where: str) -> None:
    with pytest.raises(NotAnEntry) as caught:
        CODEC.decode(changed("offer.declined", **changes))
    assert caught.value.where == where


@pytest.mark.parametrize("at", ["2019-12-10T14:30:00", "2019-12-10", ""])
def test_an_instant_inside_a_part_needs_its_zone(at: str) -> None:
    fact = parse(clear_line("arrest.recorded"))["fact"]
    fact["offences"][0]["ended_at"] = at
    with pytest.raises(NotAnEntry):
        CODEC.decode(changed("arrest.recorded", fact=fact))


@pytest.mark.parametrize("changes", [{"name": "page.burnt"}, {"shape": 2}])
def test_a_fact_of_a_later_version_is_named(changes: dict[str, Any]) -> None:
    with pytest.raises(UnknownFact) as caught:
        CODEC.decode(changed("page.opened", **changes))
    assert caught.value.name == changes.get("name", "page.opened")


@pytest.mark.parametrize("name", sorted(clear_examples()))
def test_personal_fields_of_format_1_stand_in_one_part_only(name: str) -> None:
    line, kind = parse(clear_line(name)), type(EXAMPLES[name].fact)
    assert set(line["sealed"]["fact"]) == set(personal(kind))
    assert set(line["fact"]) <= set(clear(kind))  # fields may have come since
    assert set(line["sealed"]["attribution"]) == {"justification", "late_because"}
    assert not {"justification", "late_because"} & set(line)


@pytest.mark.parametrize("name", sorted(clear_examples()))
def test_a_fact_of_format_1_is_read_without_what_was_sealed(name: str) -> None:
    bare = CODEC.decode(changed(name, sealed={"attribution": {}, "fact": {}}))
    defaults = {field.name: field.default for field in fields(bare.fact)}
    assert all(getattr(bare.fact, it) == defaults[it] for it in personal(type(bare.fact)))
    assert bare.attribution == replace(ATTRIBUTION, justification="", late_because="")


def test_no_part_of_a_fact_has_personal_fields_of_its_own() -> None:
    kinds = [kind for kind in vars(parts).values() if isinstance(kind, type) and is_dataclass(kind)]
    assert kinds
    assert [kind for kind in kinds if personal(kind)] == []


def test_text_is_written_in_one_form() -> None:
    decomposed = OfferDeclined(journey=1, on=ON, reason="W\u0302yn")
    written = CODEC.decode(CODEC.encode(entry_of(decomposed)))
    assert written.fact == replace(decomposed, reason="\u0174yn")


def test_an_instant_is_written_in_utc_with_six_decimals() -> None:
    at = datetime(2020, 7, 1, 0, 30, tzinfo=timezone(timedelta(hours=1)))
    line = CODEC.encode(replace(EXAMPLES["offer.lapsed"], recorded_at=at))
    assert parse(line)["recorded_at"] == "2020-06-30T23:30:00.000000Z"


def test_an_instant_without_a_zone_is_not_written() -> None:
    naive = datetime(2020, 1, 8, 9)  # noqa: DTZ001 -- the very thing
    with pytest.raises(NaiveTime):
        CODEC.encode(replace(EXAMPLES["offer.lapsed"], recorded_at=naive))


@pytest.mark.parametrize(
    "field",
    [{"journey": "1"}, {"journey": 1.5}, {"journey": None}, {"on": RECORDED_AT}, {"reason": 5},
     {"on": "2020-01-08"}],
)  # fmt: skip
def test_what_could_not_be_read_back_is_not_written(field: dict[str, Any]) -> None:
    wrong = OfferDeclined(**{"journey": 1, "on": ON, "reason": "", **field})
    with pytest.raises((NotAnEntry, NotCanonical)):
        CODEC.encode(entry_of(wrong))


def test_a_lone_surrogate_is_not_written() -> None:
    with pytest.raises(NotCanonical):
        CODEC.encode(entry_of(OfferDeclined(journey=1, on=ON, reason="\ud800")))


def test_a_line_has_at_most_sixty_thousand_bytes() -> None:
    def sized(letters: int) -> Entry:
        reason = OfferDeclined(journey=1, on=ON, reason="x" * letters)
        return replace(entry_of(reason), attribution=Attribution(by="x"))

    longest = 44_580
    while len(CODEC.encode(sized(longest))) <= 60_000 - 4:  # base64 goes by four
        longest += 1
    assert len(CODEC.encode(sized(longest))) <= 60_000
    with pytest.raises(EntryTooLarge):
        CODEC.encode(sized(longest + 3))


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    NAME: ClassVar = "baggage.weighed"

    kilograms: float


def test_a_field_of_a_kind_that_no_line_can_say_is_an_error_at_once() -> None:
    with pytest.raises(TypeError, match="float"):
        Shape(Weighed, clear(Weighed))
