"""Signed notes: one form each, and nothing believed without a known key."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.evidence.keys import SigningKey, ed25519, verifier
from ledger.proof.note import (
    Note,
    NoteVerifier,
    Signature,
    Verifier,
    parse_note,
    signed,
    verified,
)
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


texts = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]))


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
    assert len(parse_note(text + b"\n\n" + LINE).text) == len(text) + 1
    refused = refusal(text + b"a\n\n" + LINE, of=parse_note)
    assert refused == "a note of more than 1000000 bytes"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "a text that does not end in a line feed"),
        ("a", "a text that does not end in a line feed"),
        (f"a\n\n— name {'A' * 8}", "a text that does not end in a line feed"),
        ("a\rb\n", CONTROL),
        ("\ud800\n", CONTROL),
    ],
)
def test_nobody_is_asked_to_sign_a_text_that_no_note_can_say(text: str, what: str) -> None:
    class Unasked(SigningKey):
        def sign(self, message: bytes) -> bytes:
            raise AssertionError(message)

    assert refusal(text, [Unasked("name", bytes(32))], of=signed) == what


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
