"""The canonical line, against another implementation of RFC 8785 and against hostile lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import IntEnum, StrEnum
from itertools import chain
from pathlib import Path
from string import ascii_lowercase, digits
from typing import Any
from unicodedata import is_normalized, normalize

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from ledger.proof.canonical import (
    DEEPEST_LEVEL,
    LARGEST_INTEGER,
    MOST_BYTES,
    NotCanonical,
    canonical,
    parse,
)

JCS = Path(__file__).parents[1] / ".." / "shared" / "vectors" / "jcs"

ENTRY = {
    "fact": {"name": "contract.signed", "on": "2019-10-07", "conditions": ["treatment", "course"]},
    "line": 12,
    "page": "7c9e6679-7425-40de-944b-e07fc1f90ae7",
    "recorded_at": "2019-10-07T11:22:33.123456Z",
    "station": "Caernarfon, tŷ’r heddlu",
}

keys = st.builds(
    str.__add__,
    st.sampled_from(ascii_lowercase),
    st.text(st.sampled_from(ascii_lowercase + digits + "_.-"), max_size=8),
)
texts = st.text(st.characters(exclude_categories=["Cs"])).map(lambda text: normalize("NFC", text))
integers = st.integers(-LARGEST_INTEGER, LARGEST_INTEGER)
values = st.recursive(
    st.none() | st.booleans() | integers | texts,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(keys, inner, max_size=5),
    max_leaves=25,
)
objects = st.dictionaries(keys, values, max_size=8)


class Language(StrEnum):
    WELSH = "cy"


class Step(IntEnum):
    CHARGE = 2


def nested(levels: int) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for _ in range(levels - 1):
        value = {"a": value}
    return value


def refused(value: object) -> tuple[str, str]:
    with pytest.raises(NotCanonical) as refusal:
        canonical(value)
    return refusal.value.what, refusal.value.pointer


def refused_line(line: bytes) -> tuple[str, str]:
    with pytest.raises(NotCanonical) as refusal:
        parse(line)
    return refusal.value.what, refusal.value.pointer


@given(objects)
def test_a_line_is_what_another_implementation_of_the_standard_writes(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@given(objects)
def test_a_line_is_read_back_as_what_was_written(value: Any) -> None:
    assert parse(canonical(value)) == value


@given(objects)
def test_the_order_in_which_keys_were_set_does_not_show(value: dict[str, Any]) -> None:
    assert canonical(dict(reversed(value.items()))) == canonical(value)


@given(objects, st.data())
def test_a_line_with_one_byte_changed_is_refused_or_says_something_else(
    value: Any, data: st.DataObject
) -> None:
    line = canonical(value)
    place = data.draw(st.integers(0, len(line) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != line[place]))
    changed = line[:place] + bytes([byte]) + line[place + 1 :]
    try:
        read = parse(changed)
    except NotCanonical:
        return
    assert read != value
    assert canonical(read) == changed


@given(
    st.binary(max_size=60) | st.text(max_size=30).map(lambda text: text.encode("utf-8", "replace"))
)
def test_what_is_read_from_anything_at_all_writes_the_same_line(line: bytes) -> None:
    try:
        read = parse(line)
    except NotCanonical:
        return
    assert canonical(read) == line


def test_every_character_of_the_basic_plane_is_escaped_as_the_standard_says() -> None:
    for block in range(0, 0x10000, 0x1000):
        characters = [chr(point) for point in range(block, block + 0x1000)]
        value = {
            "c": [
                character
                for character in characters
                if not 0xD800 <= ord(character) <= 0xDFFF and is_normalized("NFC", character)
            ]
        }
        assert canonical(value) == rfc8785.dumps(value)
        assert parse(canonical(value)) == value


def test_short_escapes_are_short_and_others_are_lower_case() -> None:
    value = {"t": '\b\t\n\f\r"\\/\x00\x0b\x1f\x7f\u2028é😂'}
    assert canonical(value) == (
        '{"t":"\\b\\t\\n\\f\\r\\"\\\\/\\u0000\\u000b\\u001f\x7f\u2028é😂"}'.encode()
    )


def test_a_combining_mark_after_an_escape_stays_by_itself() -> None:
    value: dict[str, Any] = {"of": [None, True, LARGEST_INTEGER, [], {"a": "b"}], "t": "\n\u0301"}
    line = '{"of":[null,true,9007199254740991,[],{"a":"b"}],"t":"\\n\u0301"}'
    assert not is_normalized("NFC", line)
    assert canonical(value) == line.encode()
    assert parse(line.encode()) == value


def test_an_entry_is_one_line_with_its_keys_in_order() -> None:
    assert (
        canonical(ENTRY)
        == (
            '{"fact":{"conditions":["treatment","course"],"name":"contract.signed","on":"2019-10-07"},'
            '"line":12,"page":"7c9e6679-7425-40de-944b-e07fc1f90ae7",'
            '"recorded_at":"2019-10-07T11:22:33.123456Z","station":"Caernarfon, tŷ’r heddlu"}'
        ).encode()
    )


def test_words_numbers_and_tuples_of_the_core_are_written_by_value() -> None:
    value = {"language": Language.WELSH, "step": Step.CHARGE, "steps": (Step.CHARGE, True, None)}
    assert canonical(value) == b'{"language":"cy","step":2,"steps":[2,true,null]}'


def test_the_largest_integers_are_written_and_larger_ones_refused() -> None:
    value = {"least": -LARGEST_INTEGER, "most": LARGEST_INTEGER}
    assert parse(canonical(value)) == value
    assert refused({"most": [LARGEST_INTEGER + 1]}) == ("an integer beyond 2^53-1", "/most/0")
    assert refused({"least": -LARGEST_INTEGER - 1}) == ("an integer beyond 2^53-1", "/least")


def test_32_levels_are_written_and_33_refused() -> None:
    assert parse(canonical(nested(DEEPEST_LEVEL))) == nested(DEEPEST_LEVEL)
    assert refused(nested(DEEPEST_LEVEL + 1)) == ("more than 32 levels", "/a" * DEEPEST_LEVEL)
    deepest: dict[str, Any] = {}
    deepest["a"] = deepest
    assert refused(deepest)[0] == "more than 32 levels"


def test_60000_bytes_are_written_and_one_more_refused() -> None:
    most = {"t": "y" * (MOST_BYTES - len('{"t":""}'))}
    line = canonical(most)
    assert len(line) == MOST_BYTES
    assert parse(line) == most
    assert refused({"t": most["t"] + "y"}) == ("more than 60000 bytes", "")
    assert refused({"t": most["t"][:-1] + "ŷ"}) == ("more than 60000 bytes", "")
    assert refused_line(line + b" ") == ("more than 60000 bytes", "")


@pytest.mark.parametrize(
    ("value", "what", "pointer"),
    [
        pytest.param([], "no object at the top", "", id="array on top"),
        pytest.param("a", "no object at the top", "", id="text on top"),
        pytest.param(None, "no object at the top", "", id="null on top"),
        pytest.param({"a": 1.0}, "a number that is not an integer", "/a", id="whole float"),
        pytest.param(
            {"a": [0, float("nan")]}, "a number that is not an integer", "/a/1", id="not a number"
        ),
        pytest.param(
            {"a": {"b": float("inf")}}, "a number that is not an integer", "/a/b", id="infinity"
        ),
        pytest.param({"a": {1}}, "something that JSON cannot say", "/a", id="set"),
        pytest.param({"a": b"b"}, "something that JSON cannot say", "/a", id="bytes"),
        pytest.param({"a": "A\u030a"}, "a string that is not in NFC", "/a", id="decomposed"),
        pytest.param({"a": "\ud83d"}, "a lone surrogate", "/a", id="half a pair"),
        pytest.param({"a": "\ud83d\ude02"}, "a lone surrogate", "/a", id="a pair in two halves"),
        *(
            pytest.param(
                {"a": [{key: 1}]}, "a key that is not lower-case ASCII", "/a/0", id=f"key {key!r}"
            )
            for key in ("", "A", "1", "_a", "-a", ".a", "a b", "é", "aé", "a\n", "a/b", "a~", "aB")
        ),
        *(
            pytest.param({key: 1}, "a key that is not lower-case ASCII", "", id=f"key {key!r}")
            for key in (None, True, 1, 1.5)
        ),
    ],
)
def test_what_is_outside_the_profile_is_refused_with_its_place(
    value: object, what: str, pointer: str
) -> None:
    assert refused(value) == (what, pointer)


@pytest.mark.parametrize(
    ("line", "what", "pointer"),
    [
        (b"", "not JSON", ""),
        (b"{", "not JSON", ""),
        (b'{"a":1}{"a":1}', "not JSON", ""),
        (b"{'a':1}", "not JSON", ""),
        (b'{"a":01}', "not JSON", ""),
        (b'{"a":+1}', "not JSON", ""),
        (b'{"a":"\t"}', "not JSON", ""),
        (b'{"a":1,}', "not JSON", ""),
        (b'\xef\xbb\xbf{"a":1}', "not JSON", ""),
        (b'{"a":"\xff"}', "not UTF-8", ""),
        (b'{"a":"\xed\xa0\xbd\xed\xb8\x82"}', "not UTF-8", ""),
        (b'{"a":"\xc1\x81"}', "not UTF-8", ""),
        (b"[]", "no object at the top", ""),
        (b"null", "no object at the top", ""),
        (b"1", "no object at the top", ""),
        (b'{"b":1,"a":2}', "another form than the canonical one", ""),
        (b'{"a": 1}', "another form than the canonical one", ""),
        (b' {"a":1}', "another form than the canonical one", ""),
        (b'{"a":1}\n', "another form than the canonical one", ""),
        (b'{"a":-0}', "another form than the canonical one", ""),
        (b'{"a":"\\/"}', "another form than the canonical one", ""),
        (b'{"a":"\\u0041"}', "another form than the canonical one", ""),
        (b'{"a":"\\u000A"}', "another form than the canonical one", ""),
        (b'{"a":"\\u000B"}', "another form than the canonical one", ""),
        (b'{"a":"\\ud83d\\ude02"}', "another form than the canonical one", ""),
        (b'{"a":"\\ud83d"}', "a lone surrogate", "/a"),
        (b'{"a":1,"a":1}', "a key twice", ""),
        (b'{"a":[{"b":{"c":1,"c":2}}]}', "a key twice", "/a/0/b"),
        (b'{"a":[1.0]}', "a number that is not an integer", "/a/0"),
        (b'{"a":1e3}', "a number that is not an integer", "/a"),
        (b'{"a":1E400}', "a number that is not an integer", "/a"),
        (b'{"a":NaN}', "a number that is not an integer", "/a"),
        (b'{"a":-Infinity}', "a number that is not an integer", "/a"),
        (b'{"a":9007199254740992}', "an integer beyond 2^53-1", "/a"),
        (b'{"a":-' + b"9" * 5000 + b"}", "an integer beyond 2^53-1", "/a"),
        (b'{"a":' + b"9" * 5000 + b"}", "an integer beyond 2^53-1", "/a"),
        (b'{"A":1}', "a key that is not lower-case ASCII", ""),
        (b'{"a":"A\xcc\x8a"}', "a string that is not in NFC", "/a"),
        (b'{"a":' + b"[" * 32 + b"]" * 32 + b"}", "more than 32 levels", "/a" + "/0" * 31),
        (b"[" * 50_000, "more than 32 levels", ""),
    ],
    ids=lambda part: ascii(part)[:40] if isinstance(part, bytes) else "",
)
def test_a_line_that_is_not_canonical_is_refused_with_its_place(
    line: bytes, what: str, pointer: str
) -> None:
    assert refused_line(line) == (what, pointer)


@pytest.mark.parametrize(
    "value",
    [{"a": "Dev Jones\u0308\ud83d"}, {"a": {"Dev Jones": 1}}, {"a": [{"b": "Dev Jone\u0301s"}]}],
    ids=["value", "key", "deep"],
)
def test_a_refusal_never_repeats_the_content(value: Any) -> None:
    line = json.dumps(value).encode()
    for refuse, given_value in ((canonical, value), (parse, line)):
        with pytest.raises(NotCanonical) as refusal:
            refuse(given_value)
        assert "Dev" not in f"{refusal.value} {refusal.value!r}"


def test_a_refusal_says_what_and_where() -> None:
    with pytest.raises(NotCanonical, match=r'^a number that is not an integer, at "/a/b/0"$'):
        canonical({"a": {"b": [0.5]}})


def test_a_line_that_could_not_be_read_is_not_carried_along_by_its_refusal() -> None:
    with pytest.raises(NotCanonical) as refusal:
        parse(b'{"a":"Dev Jones')
    assert refusal.value.__cause__ is None
    assert refusal.value.__context__ is None


def strings_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from chain.from_iterable(map(strings_in, value))
    elif isinstance(value, dict):
        yield from value
        yield from chain.from_iterable(map(strings_in, value.values()))


vectors_are_here = pytest.mark.skipif(
    not JCS.is_dir(), reason="the vectors of ../shared/vectors/jcs are not here"
)


@vectors_are_here
@pytest.mark.parametrize(
    ("name", "not_in_nfc"),
    [("arrays", set()), ("french", set()), ("structures", set()), ("values", set()),
     ("unicode", {"A\u030a"}), ("weird", {"\ufb33"})],
)  # fmt: skip
def test_every_published_string_in_nfc_is_written_as_published(
    name: str, not_in_nfc: set[str]
) -> None:
    value = json.loads((JCS / "input" / f"{name}.json").read_bytes())
    published = bytes.fromhex((JCS / "outhex" / f"{name}.txt").read_text())
    texts_in_nfc = set(strings_in(value)) - not_in_nfc
    assert texts_in_nfc
    for text in texts_in_nfc:
        assert canonical({"t": text}).removeprefix(b'{"t":').removesuffix(b"}") in published
    for text in not_in_nfc:
        assert refused({"t": text}) == ("a string that is not in NFC", "/t")


@vectors_are_here
def test_the_published_literals_and_text_are_written_as_published() -> None:
    value = json.loads((JCS / "input" / "values.json").read_bytes())
    published = (JCS / "output" / "values.json").read_bytes()
    start, end = published.index(b',"numbers"'), published.index(b',"string"')
    del value["numbers"]
    assert canonical(value) == published[:start] + published[end:]
    assert parse(canonical(value)) == value


@vectors_are_here
@pytest.mark.parametrize(
    ("name", "what", "pointer"),
    [
        ("arrays", "no object at the top", ""),
        ("french", "a key that is not lower-case ASCII", ""),
        ("structures", "a key that is not lower-case ASCII", ""),
        ("unicode", "a key that is not lower-case ASCII", ""),
        ("values", "a number that is not an integer", "/numbers/0"),
        ("weird", "a key that is not lower-case ASCII", ""),
    ],
)
def test_a_published_line_outside_the_profile_is_refused(
    name: str, what: str, pointer: str
) -> None:
    line = (JCS / "output" / f"{name}.json").read_bytes()
    assert refused_line(line) == (what, pointer)
