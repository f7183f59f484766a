"""Signed notes and verifier keys: one form each, and nothing believed without a known key."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.evidence.keys import ed25519, parse_signing_key, verifier
from ledger.proof.note import (
    Note,
    NoteVerifier,
    Signature,
    Verifier,
    parse_note,
    signed,
    verified,
)
from ledger.proof.refusal import NotProved
from ledger.proof.strict import from_base64, hash_from_base64, number, to_base64
from ledger.proof.verifier_key import ED25519, VerifierKey, parse_verifier_key
from tests.proving import GWEN, LOG, MAIR, NEXT_LOG, is_proved, one_bit_changed, refusal

TEXT = "Cyfrif y camau, nid y cosbau.\n\nTŷ’r heddlu.\n"
NOTE = signed(TEXT, [LOG])
LINE = NOTE.removeprefix(TEXT.encode() + b"\n")
KNOWN: list[Verifier] = [NoteVerifier(LOG.verifier_key, ed25519)]


def test_a_note_says_its_text_and_who_signs() -> None:
    note = parse_note(NOTE)
    assert note.text == TEXT
    assert bytes(note) == NOTE
    assert verified(note, KNOWN) == note.signatures
    assert note.signatures == (Signature(LOG.name, LOG.key_hash, LOG.sign(TEXT.encode())),)


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=map(chr, range(32))))


@settings(derandomize=True, max_examples=60)
@given(st.lists(texts, min_size=1).map(lambda lines: "".join(f"{line}\n" for line in lines)))
def test_any_text_is_read_as_it_was_signed(text: str) -> None:
    note = parse_note(signed(text, [LOG, MAIR]))
    assert note.text == text
    assert [each.name for each in verified(note, KNOWN)] == [LOG.name]


def test_every_changed_bit_of_a_note_is_refused() -> None:
    for changed in one_bit_changed(NOTE):
        assert not is_proved(changed, by=lambda data: verified(parse_note(data), KNOWN))


BLANK = "a note without a blank line and signature lines"
CONTROL = "a note that is not UTF-8, or has a control character"
LINE_FORM = "a signature line in another form"
NAME = "a key name that cannot be one"
BASE64 = "base64 in another form than the canonical one"
SHORT = "a signature that is too short"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", BLANK),
        (b"\n", BLANK),
        (b"\n\n", BLANK),
        (b"a\n\n", BLANK),
        (b"a\n" + LINE, BLANK),
        (b"\n" + LINE, BLANK),
        (b"a\n\n" + LINE[:-1], BLANK),
        (b"a\n\n" + LINE + b"\n", BLANK),
        (b"a\n\n" + LINE + b"more", BLANK),
        (b"a\n\n" + LINE + b"more\n", LINE_FORM),
        (b"a\n\n" + LINE.replace("—".encode(), b"-"), LINE_FORM),
        (b"a\n\n" + LINE.replace("— ".encode(), "—".encode()), LINE_FORM),
        (b"a\n\n " + LINE, LINE_FORM),
        (b"a\1\n\n" + LINE, CONTROL),
        (b"a\t\n\n" + LINE, CONTROL),
        (b"a\r\n\n" + LINE, CONTROL),
        (b"a\0\n\n" + LINE, CONTROL),
        (b"a\xff\n\n" + LINE, CONTROL),
        (b"a\xed\xa0\x80\n\n" + LINE, CONTROL),
        (b"a\n\n" + LINE.replace(b"ledger", b"led+ger"), NAME),
        (b"a\n\n" + LINE.replace(b"ledger", "led\u00a0ger".encode()), NAME),
        (b"a\n\n" + LINE.replace(b"ledger", "led\u2028ger".encode()), NAME),
        (b"a\n\n" + LINE.replace(b"ledger", b"led ger"), BASE64),
        ("a\n\n—  AAAAAAA=\n".encode(), NAME),
        ("a\n\n— name\n".encode(), SHORT),
        ("a\n\n— name \n".encode(), SHORT),
        ("a\n\n— name AAAAAA==\n".encode(), SHORT),
        ("a\n\n— name AAAAAAA\n".encode(), BASE64),
        ("a\n\n— name AAAAAAB=\n".encode(), BASE64),
        ("a\n\n— name AAAAAAA= \n".encode(), BASE64),
        ("a\n\n— name AAAAAAA_\n".encode(), BASE64),
        ("a\n\n— name AAAAAAÿ=\n".encode(), BASE64),
    ],
)
def test_a_malformed_note_is_refused(data: bytes, what: str) -> None:
    assert refusal(data, of=parse_note) == what


def test_a_note_has_at_most_100_signatures_and_a_million_bytes() -> None:
    assert len(parse_note(b"a\n\n" + 100 * LINE).signatures) == 100
    refused = refusal(b"a\n\n" + 101 * LINE, of=parse_note)
    assert refused == "a note of more than 100 signatures"
    text = b"a" * (1_000_000 - len(b"\n\n" + LINE))
    assert parse_note(text + b"\n\n" + LINE)
    refused = refusal(text + b"a\n\n" + LINE, of=parse_note)
    assert refused == "a note of more than 1000000 bytes"


@pytest.mark.parametrize("text", ["", "a", "a\rb\n", "\ud800\n", f"a\n\n— name {'A' * 8}"])
def test_a_text_that_no_note_can_say_is_not_signed(text: str) -> None:
    with pytest.raises(NotProved):
        signed(text, [LOG])


def test_a_note_that_nobody_signs_is_not_written() -> None:
    assert refusal("a\n", [], of=signed) == BLANK


def test_signatures_of_unknown_keys_are_kept_and_ignored() -> None:
    data = signed(TEXT, [MAIR, LOG])
    note = parse_note(data)
    assert [each.name for each in note.signatures] == [MAIR.name, LOG.name]
    assert [each.name for each in verified(note, KNOWN)] == [LOG.name]
    assert refusal(note, [verifier(str(GWEN.verifier_key))], of=verified) == (
        "no signature of a known key"
    )
    assert refusal(note, [], of=verified) == "no signature of a known key"


def test_a_key_of_the_same_name_is_another_key() -> None:
    assert LOG.name == NEXT_LOG.name
    note = parse_note(signed(TEXT, [NEXT_LOG]))
    assert refusal(note, KNOWN, of=verified) == "no signature of a known key"


def test_one_false_signature_of_a_known_key_refuses_the_note() -> None:
    true = parse_note(NOTE).signatures[0]
    false = Signature(true.name, true.key_hash, MAIR.sign(TEXT.encode()))
    short = Signature(true.name, true.key_hash, true.value[:63])
    for wrong in (false, short):
        for order in ((wrong, true), (true, wrong), (wrong,)):
            assert refusal(Note(TEXT, order), KNOWN, of=verified) == (
                "a false signature under the name of a known key"
            )


def test_a_key_that_signs_twice_counts_once() -> None:
    twice = parse_note(NOTE + LINE)
    assert len(twice.signatures) == 2
    assert len(verified(twice, KNOWN)) == 1


def test_two_known_keys_of_one_name_and_hash_are_refused() -> None:
    refused = refusal(parse_note(NOTE), KNOWN * 2, of=verified)
    assert refused == "two known keys of one name and hash"


def test_both_keys_sign_while_one_follows_the_other() -> None:
    note = parse_note(signed(TEXT, [NEXT_LOG], kept=parse_note(NOTE).signatures))
    for key in (LOG, NEXT_LOG):
        assert len(verified(note, [verifier(str(key.verifier_key))])) == 1
    assert [each.key_hash for each in note.signatures] == [LOG.key_hash, NEXT_LOG.key_hash]


def test_who_signs_anew_takes_the_place_of_the_signature_that_was() -> None:
    old = parse_note(signed(TEXT, [LOG, MAIR])).signatures
    note = parse_note(signed("anew\n", [LOG], kept=old))
    assert [each.name for each in note.signatures] == [MAIR.name, LOG.name]
    assert verified(note, KNOWN) == (note.signatures[1],)


@pytest.mark.parametrize("hash_", [b"", b"abc", b"abcde"])
def test_a_key_hash_has_four_bytes(hash_: bytes) -> None:
    assert refusal("name", hash_, b"value", of=Signature) == SHORT


@pytest.mark.parametrize("key", [LOG.verifier_key, MAIR.cosignature_key])
def test_a_verifier_key_is_read_as_it_was_written(key: VerifierKey) -> None:
    assert parse_verifier_key(str(key)) == key


def test_every_changed_bit_of_a_verifier_key_is_refused() -> None:
    key = LOG.verifier_key
    for changed in one_bit_changed(str(key).encode()):
        with pytest.raises(NotProved):
            parse_verifier_key(changed.decode("latin-1"))


def written(name: str, kind: int, public: bytes) -> str:
    """The key as text, its hash right, whether or not there is such a key."""
    like = VerifierKey("name", ED25519, bytes(32))
    object.__setattr__(like, "name", name)
    object.__setattr__(like, "kind", kind)
    object.__setattr__(like, "public", public)
    return str(like)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", NAME),
        ("name", "a key for an unknown type of signature"),
        (written("", ED25519, bytes(32)), NAME),
        (written("na me", ED25519, bytes(32)), NAME),
        (written("na\u3000me", ED25519, bytes(32)), NAME),
        (written("na\x1bme", ED25519, bytes(32)), NAME),
        (written("name", 0x02, bytes(32)), "a key for an unknown type of signature"),
        (written("name", 0x65, bytes(32)), "a key for an unknown type of signature"),
        (written("name", ED25519, bytes(31)), "a key that is not of 32 bytes"),
        (written("name", ED25519, bytes(33)), "a key that is not of 32 bytes"),
        (written("n" * 1000, ED25519, bytes(32)), "a verifier key of more than 1000 characters"),
        (written("name", ED25519, bytes(32)) + "=", BASE64),
        (f"name+00000000+{to_base64(bytes([ED25519]) + bytes(32))}",
         "a verifier key whose hash is of another key"),
    ],
)  # fmt: skip
def test_what_is_no_verifier_key_is_refused(text: str, what: str) -> None:
    assert refusal(text, of=parse_verifier_key) == what


def test_a_lone_surrogate_is_no_name() -> None:
    assert refusal("na\ud800me", ED25519, bytes(32), of=VerifierKey) == NAME


@pytest.mark.parametrize("text", ["0", "1", "10", "9223372036854775807"])
def test_a_number_is_a_plain_decimal(text: str) -> None:
    assert str(number(text)) == text


@pytest.mark.parametrize(
    "text",
    ["", "-1", "+1", "01", "00", " 1", "1 ", "1\n", "1_0", "1.0", "1e3", "0x1", "١", "9" * 5000,
     "9223372036854775808"],
)  # fmt: skip
def test_a_number_in_any_other_form_is_refused(text: str) -> None:
    what = "a number that is not a plain decimal of at most 9223372036854775807"
    assert refusal(text, of=number) == what


@settings(derandomize=True)
@given(st.binary(max_size=80))
def test_base64_is_read_as_it_was_written(data: bytes) -> None:
    assert from_base64(to_base64(data)) == data


@settings(derandomize=True)
@given(st.text(max_size=12) | st.text("ABab+/= \n-_", max_size=12))
def test_one_text_says_the_same_bytes(text: str) -> None:
    try:
        assert to_base64(from_base64(text)) == text
    except NotProved as refused:
        assert refused.what == BASE64


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_hash_has_32_bytes(length: int) -> None:
    refused = refusal(to_base64(bytes(length)), of=hash_from_base64)
    assert refused == "a hash that is not of 32 bytes"


RFC_8032 = {
    "seed": "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "public": "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "of nothing": "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc"
    "61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
}


def test_keys_sign_as_the_standard_says() -> None:
    key = type(LOG)("rfc8032", bytes.fromhex(RFC_8032["seed"]))
    public, signature = bytes.fromhex(RFC_8032["public"]), bytes.fromhex(RFC_8032["of nothing"])
    assert key.verifier_key.public == public
    assert key.sign(b"") == signature
    assert ed25519(public, b"", signature)
    assert not ed25519(public, b"x", signature)


def test_a_signing_key_is_read_as_it_was_written_and_not_shown() -> None:
    assert parse_signing_key(LOG.written()) == LOG
    assert LOG.seed.hex() not in repr(LOG)
    assert repr(LOG.seed) not in repr(LOG)


def test_what_is_no_signing_key_is_refused_unquoted() -> None:
    line = LOG.written()
    assert refusal(line[:-4], of=parse_signing_key) == "a signing key of another length"
    for wrong in (line.removeprefix("PRIVATE+"), line.replace("ledger", "badger"), line + "\n"):
        with pytest.raises(NotProved) as refused:
            parse_signing_key(wrong)
        assert LOG.seed[:8].hex() not in str(refused.value)
        assert line[-20:] not in str(refused.value)
