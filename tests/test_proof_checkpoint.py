"""Checkpoints and cosignatures: what a log and its witnesses say, in one form each."""

from __future__ import annotations

import pytest

from ledger.evidence.keys import ed25519, verifier
from ledger.proof.checkpoint import Checkpoint, opened, parse_checkpoint
from ledger.proof.cosignature import (
    CosignatureVerifier,
    Cosigner,
    cosigned_at_posix_seconds,
    cosigned_message,
)
from ledger.proof.merkle import EMPTY_ROOT, root
from ledger.proof.note import parse_note, signed, verified
from ledger.proof.strict import LARGEST, from_base64, to_base64
from ledger.proof.verifier_key import parse_verifier_key
from tests.proving import GWEN, LOG, MAIR, is_proved, leaves, one_bit_changed, refusal

ROOT = root(leaves(7))
ROOT64 = to_base64(ROOT)
CHECKPOINT = Checkpoint(LOG.name, 7, ROOT)
SEEN_AT = 1_679_315_147
KNOWN = [verifier(str(LOG.verifier_key))]


def test_a_checkpoint_says_its_log_its_size_and_its_root() -> None:
    assert CHECKPOINT.text == f"ledger.example/diversion\n7\n{ROOT64}\n"
    assert parse_checkpoint(CHECKPOINT.text) == CHECKPOINT


@pytest.mark.parametrize(
    "checkpoint",
    [
        Checkpoint("o", 0, EMPTY_ROOT),
        Checkpoint("an origin with a + and spaces", LARGEST, ROOT),
        Checkpoint("o", 1, ROOT, ("one line more", "and another")),
    ],
)
def test_a_checkpoint_is_read_as_it_was_written(checkpoint: Checkpoint) -> None:
    assert parse_checkpoint(checkpoint.text) == checkpoint


LINES = "a checkpoint without its three lines"
LINE = "a checkpoint line that is empty or not one line"
NUMBER = "a number that is not a plain decimal of at most 9223372036854775807"
BASE64 = "base64 in another form than the canonical one"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", LINES),
        ("o\n7\n", LINES),
        (f"o\n7\n{ROOT64}", LINES),
        (f"o\n7\n{ROOT64}\nmore", LINES),
        (f"\n7\n{ROOT64}\n", LINE),
        (f"o\n7\n{ROOT64}\n\n", LINE),
        (f"o\n7\n{ROOT64}\nmore\n\nand more\n", LINE),
        (f"o\n07\n{ROOT64}\n", NUMBER),
        (f"o\n+7\n{ROOT64}\n", NUMBER),
        (f"o\n-7\n{ROOT64}\n", NUMBER),
        (f"o\n 7\n{ROOT64}\n", NUMBER),
        (f"o\n\n{ROOT64}\n", NUMBER),
        (f"o\n{LARGEST + 1}\n{ROOT64}\n", NUMBER),
        (f"o\n7\n{ROOT64} \n", BASE64),
        (f"o\n7\n{ROOT64[:-1]}\n", BASE64),
        (f"o\n7\n{ROOT.hex()}\n", "a hash that is not of 32 bytes"),
        ("o\n7\n\n", "a hash that is not of 32 bytes"),
        (f"o\n0\n{ROOT64}\n", "a log of no leaves with a root of its own"),
    ],
)
def test_a_malformed_checkpoint_is_refused(text: str, what: str) -> None:
    assert refusal(text, of=parse_checkpoint) == what


def test_a_checkpoint_that_cannot_be_is_refused() -> None:
    assert refusal("a\nb", 7, ROOT, of=Checkpoint) == LINE
    assert refusal("o", 7, ROOT, ("a\nb",), of=Checkpoint) == LINE
    assert refusal("o", -1, ROOT, of=Checkpoint) == "a size that no log has"
    assert refusal("o", LARGEST + 1, ROOT, of=Checkpoint) == "a size that no log has"
    assert refusal("o", 7, ROOT[:-1], of=Checkpoint) == "a root that is not of 32 bytes"


def test_a_signed_checkpoint_of_the_log_is_opened() -> None:
    data = signed(CHECKPOINT.text, [LOG])
    assert opened(data, LOG.name, KNOWN) == (CHECKPOINT, parse_note(data))
    for changed in one_bit_changed(data):
        assert not is_proved(changed, LOG.name, KNOWN, by=opened)


def test_a_checkpoint_of_another_log_or_of_an_unknown_key_is_refused() -> None:
    data = signed(CHECKPOINT.text, [LOG])
    assert refusal(data, "another.example", KNOWN, of=opened) == "a checkpoint of another log"
    other = signed(CHECKPOINT.text, [MAIR])
    assert refusal(other, LOG.name, KNOWN, of=opened) == "no signature of a known key"
    note = signed("any text\n", [LOG])
    assert refusal(note, LOG.name, KNOWN, of=opened) == LINES


def test_a_witness_signs_the_time_and_the_checkpoint() -> None:
    message = cosigned_message(SEEN_AT, CHECKPOINT.text.encode())
    assert message == b"cosignature/v1\ntime 1679315147\n" + CHECKPOINT.text.encode()
    value = MAIR.cosigner(SEEN_AT).sign(CHECKPOINT.text.encode())
    assert value == SEEN_AT.to_bytes(8, "big") + MAIR.sign(message)
    assert cosigned_at_posix_seconds(value) == SEEN_AT


def test_the_published_cosignature_says_the_published_time() -> None:
    published = (  # the example of C2SP tlog-cosignature
        "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe"
        "+mbIUBkBIfZ+qnA=="
    )
    assert cosigned_at_posix_seconds(from_base64(published)[4:]) == SEEN_AT


def test_the_hash_of_a_published_cosignature_key_is_that_of_its_key() -> None:
    key = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"
    assert parse_verifier_key(key).key_hash.hex() == "da77ade7"


def test_a_cosigned_checkpoint_is_verified_by_both_keys() -> None:
    data = signed(CHECKPOINT.text, [LOG, MAIR.cosigner(SEEN_AT)])
    known = [*KNOWN, verifier(str(MAIR.cosignature_key)), verifier(str(GWEN.cosignature_key))]
    assert [each.name for each in verified(parse_note(data), known)] == [LOG.name, MAIR.name]


def test_every_changed_bit_of_a_cosignature_is_refused() -> None:
    text = CHECKPOINT.text.encode()
    value = MAIR.cosigner(SEEN_AT).sign(text)
    witness = verifier(str(MAIR.cosignature_key))
    assert witness.verify(text, value)
    assert not any(witness.verify(text, changed) for changed in one_bit_changed(value))
    assert not witness.verify(text + b"more\n", value)


@pytest.mark.parametrize("length", [0, 63, 64, 71, 73])
def test_a_cosignature_of_another_length_is_refused(length: int) -> None:
    refused = refusal(bytes(length), of=cosigned_at_posix_seconds)
    assert refused == "a cosignature of another length than 72 bytes"
    assert not verifier(str(MAIR.cosignature_key)).verify(b"", bytes(length))


def test_a_time_before_1970_or_beyond_63_bits_is_refused() -> None:
    what = "a time that no cosignature can say"
    value = (LARGEST + 1).to_bytes(8, "big") + bytes(64)
    assert refusal(value, of=cosigned_at_posix_seconds) == what
    for seconds in (-1, LARGEST + 1):
        assert refusal(b"", of=MAIR.cosigner(seconds).sign) == what
    for seconds in (0, LARGEST):
        assert cosigned_at_posix_seconds(MAIR.cosigner(seconds).sign(b"")) == seconds


def test_a_log_key_does_not_cosign() -> None:
    key, what = MAIR.verifier_key, "a key that is not for cosignatures"
    assert refusal(key, SEEN_AT, MAIR.sign, of=Cosigner) == what
    assert refusal(key, ed25519, of=CosignatureVerifier) == what
    assert MAIR.key_hash != MAIR.cosigner(SEEN_AT).key_hash
