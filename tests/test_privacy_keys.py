"""A page's key seals and opens; what another key, another place or a changed bit makes of it."""

from __future__ import annotations

from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from ledger.privacy.keystore import (
    Destroyed,
    MemoryKeystore,
    PageKeyDestroyed,
    PageKeyMissing,
)
from ledger.privacy.page_key import LABEL, NONCE_BYTES, PageKey, SpentKey, Unopened
from ledger.proof.canonical import canonical, parse
from ledger.record.codec import EntryCodec, NotAnEntry
from ledger.record.line import NothingSealed
from tests.golden_facts import EXAMPLES, clear_examples, clear_line, golden_line
from tests.sealed import KEY, SECRET, key_of, sealed_line
from tests.two_keys import ambiguous_box

OTHER = PageKey(b"o" * 32)
NAMED = "details.corrected"


@given(st.binary(max_size=300), st.binary(max_size=100))
def test_what_is_sealed_opens_beside_the_same(plaintext: bytes, associated: bytes) -> None:
    key = PageKey.new()
    box = key.seal(plaintext, associated)
    assert key.open(box, associated, key.commitment) == plaintext
    assert key.seal(plaintext, associated)[:NONCE_BYTES] != box[:NONCE_BYTES]


@given(st.binary(max_size=60), st.data())
def test_a_changed_bit_opens_nothing(plaintext: bytes, data: st.DataObject) -> None:
    box = bytearray(KEY.seal(plaintext, b"beside"))
    box[data.draw(st.integers(0, len(box) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(Unopened):
        KEY.open(bytes(box), b"beside", KEY.commitment)


@pytest.mark.parametrize("box", [b"", b"short", b"n" * 12, b"n" * 27])
def test_what_is_no_box_opens_nothing(box: bytes) -> None:
    with pytest.raises(Unopened):
        KEY.open(box, b"", KEY.commitment)


def test_a_box_opens_nowhere_else_and_with_no_other_key() -> None:
    box = KEY.seal(b"Robin", b"line 3")
    with pytest.raises(Unopened):
        KEY.open(box, b"line 4", KEY.commitment)
    with pytest.raises(Unopened):
        OTHER.open(box, b"line 3", OTHER.commitment)
    with pytest.raises(Unopened):
        OTHER.open(box, b"line 3", KEY.commitment)


def test_the_commitment_is_a_hash_of_label_and_key() -> None:
    assert KEY.commitment == sha256(b"diversion-ledger page key v1\0" + SECRET).hexdigest()
    assert LABEL.endswith(b"\0")


def test_a_key_has_32_bytes_and_does_not_show_them() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        PageKey(b"short")
    assert repr(SECRET)[2:-1] not in repr(KEY)


def test_one_box_that_two_keys_open_is_refused_by_the_commitment_on_the_line() -> None:
    values = parse(clear_line(NAMED))
    head = {**values, "format": 2, "sealed": {"key": KEY.commitment}}
    associated = canonical(head)
    box = ambiguous_box((SECRET, OTHER.secret), b"n" * NONCE_BYTES, associated, 8)
    opened = {
        AESGCM(secret).decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], associated)
        for secret in (SECRET, OTHER.secret)
    }
    assert len(opened) == 2  # AES-GCM has no objection to either
    assert KEY.open(box, associated, KEY.commitment) in opened
    with pytest.raises(Unopened):
        OTHER.open(box, associated, KEY.commitment)


@pytest.mark.parametrize("name", sorted(clear_examples()))
def test_a_line_is_sealed_as_its_description_says(name: str) -> None:
    assert golden_line(name) == sealed_line(parse(clear_line(name)))


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_line_without_its_key_says_nothing_personal(name: str) -> None:
    bare = EntryCodec().decode(golden_line(name))
    assert bare == EntryCodec().decode(golden_line(name), lambda _page: None)
    assert (bare.attribution.justification, bare.attribution.late_because) == ("", "")
    assert bare == EntryCodec().decode(
        canonical({**parse(sealed_line(emptied(name))), "sealed": {"box": "", "key": "0" * 64}})
    )


def emptied(name: str) -> dict[str, object]:
    values = parse(golden_line(name))
    return {**values, "sealed": {"attribution": {}, "fact": {}}}


def test_a_line_opens_for_its_own_page_place_and_key_only() -> None:
    codec, values = EntryCodec(), parse(golden_line(NAMED))
    for changes in (
        {"page": "p-another"},
        {"line": 4},
        {"by": "somebody.else"},
        {"sealed": {**values["sealed"], "key": OTHER.commitment}},
    ):
        with pytest.raises(Unopened):
            codec.decode(canonical({**values, **changes}), key_of)
    with pytest.raises(Unopened):
        codec.decode(golden_line(NAMED), lambda _page: OTHER)


@pytest.mark.parametrize("box", ["!", "AAA", "Zm9v "])
def test_a_box_that_is_not_base64_is_no_line_of_ours(box: str) -> None:
    values = parse(golden_line(NAMED))
    line = canonical({**values, "sealed": {**values["sealed"], "box": box}})
    with pytest.raises(NotAnEntry):
        EntryCodec().decode(line, key_of)


def test_a_spent_key_seals_nothing_and_hides_nothing() -> None:
    codec, spent = EntryCodec(), MemoryKeystore()
    spent.for_writing("p-1")
    spent.destroy("p-1", Destroyed(KEY.commitment, ""))
    with pytest.raises(PageKeyDestroyed):
        spent.for_writing("p-1")
    assert spent.for_reading("p-1") is None
    with pytest.raises(PageKeyMissing):
        spent.for_reading("p-2")
    bare = codec.decode(golden_line(NAMED))
    line = codec.encode(bare, SpentKey(KEY.commitment))
    assert parse(line)["sealed"] == {"box": "", "key": KEY.commitment}
    assert codec.decode(line, key_of) == bare
    with pytest.raises(NothingSealed):
        codec.encode(EXAMPLES[NAMED], SpentKey(KEY.commitment))


def test_a_panels_views_are_sealed_with_the_key_of_the_page_they_are_about() -> None:
    asked: list[str] = []

    def noted(page: str) -> PageKey:
        asked.append(page)
        return KEY

    codec = EntryCodec()
    codec.decode(codec.encode(EXAMPLES["panel-verdict.given"], KEY), noted)
    assert asked == ["north-wales"]


def test_the_commitment_of_a_line_is_told_without_a_key() -> None:
    codec = EntryCodec()
    assert codec.commitment(golden_line(NAMED)) == KEY.commitment
    assert codec.commitment(clear_line(NAMED)) == ""
    with pytest.raises(NotAnEntry):
        codec.commitment(b"nothing")
