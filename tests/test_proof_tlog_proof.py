"""The `.tlog-proof` file: one form, and an entry proved under a policy without its log."""

from __future__ import annotations

import pytest

from ledger.evidence.keys import ed25519
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.merkle import inclusion_proof, leaf_hash, root
from ledger.proof.note import signed
from ledger.proof.policy_file import parse_policy
from ledger.proof.strict import to_base64
from ledger.proof.tlog_proof import TlogProof, parse_tlog_proof, verify_entry
from tests.proving import LOG, MAIR, is_proved, one_bit_changed, refusal

ENTRIES = [b'{"line":%d}' % number for number in range(11)]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]
HASHES = inclusion_proof(4, LEAVES)
CHECKPOINT = Checkpoint(LOG.name, 11, root(LEAVES))
NOTE = signed(CHECKPOINT.text, [LOG, MAIR.cosigner(1_700_000_000)])
POLICY = parse_policy(
    f"log {LOG.verifier_key}\nwitness mair {MAIR.cosignature_key}\nquorum mair\n".encode()
)
PROOF = TlogProof(4, tuple(HASHES), NOTE)
H = "".join(f"{to_base64(each)}\n" for each in HASHES).encode()
TOP = b"c2sp.org/tlog-proof@v1\n"
INDEX = b"index 4\n"


def test_a_proof_file_is_as_the_specification_writes_it() -> None:
    assert bytes(PROOF) == TOP + INDEX + H + b"\n" + NOTE
    with_more = TlogProof(4, tuple(HASHES), NOTE, b"more")
    assert bytes(with_more) == TOP + b"extra bW9yZQ==\n" + INDEX + H + b"\n" + NOTE
    alone = TlogProof(0, (), NOTE)
    assert bytes(alone) == TOP + b"index 0\n\n" + NOTE
    for proof in (PROOF, with_more, alone):
        assert parse_tlog_proof(bytes(proof)) == proof


def test_an_entry_is_proved_by_its_file_and_the_policy_alone() -> None:
    found = verify_entry(ENTRIES[4], parse_tlog_proof(bytes(PROOF)), POLICY, ed25519)
    assert found.checkpoint == CHECKPOINT
    assert found.cosigned_at == {b"mair": 1_700_000_000}


def test_another_entry_or_another_place_is_not_proved() -> None:
    assert not is_proved(ENTRIES[5], PROOF, POLICY, ed25519, by=verify_entry)
    other = TlogProof(5, PROOF.hashes, PROOF.checkpoint)
    assert not is_proved(ENTRIES[4], other, POLICY, ed25519, by=verify_entry)
    assert not is_proved(ENTRIES[5], other, POLICY, ed25519, by=verify_entry)


def test_every_changed_bit_of_a_proof_file_is_refused() -> None:
    def proved(data: bytes) -> None:
        verify_entry(ENTRIES[4], parse_tlog_proof(data), POLICY, ed25519)

    for changed in one_bit_changed(bytes(PROOF)):
        assert not is_proved(changed, by=proved)


LINES = "a proof without its lines and a checkpoint"
BEGIN = "a proof that does not begin with c2sp.org/tlog-proof@v1"
WHAT = "a proof without an index, or of more than 63 hashes"
NUMBER = "a number that is not a plain decimal of at most 9223372036854775807"
BASE64 = "base64 in another form than the canonical one"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", LINES),
        (TOP + INDEX + H + NOTE.replace(b"\n\n", b"\n"), LINES),
        (TOP + INDEX + H[:-1] + b"\xff\n\n" + NOTE, LINES),
        (INDEX + H + b"\n" + NOTE, BEGIN),
        (TOP.replace(b"1", b"2") + INDEX + H + b"\n" + NOTE, BEGIN),
        (b" " + TOP + INDEX + H + b"\n" + NOTE, BEGIN),
        (TOP + b"\n" + NOTE, WHAT),
        (TOP + H + b"\n" + NOTE, WHAT),
        (TOP + b"extra bW9yZQ==\n\n" + NOTE, WHAT),
        (TOP + INDEX.replace(b" ", b"") + H + b"\n" + NOTE, WHAT),
        (TOP + b"extra bW9yZQ==\nextra bW9yZQ==\n" + INDEX + H + b"\n" + NOTE, WHAT),
        (TOP + b"extra \n" + INDEX + H + b"\n" + NOTE, "extra data that is empty"),
        (TOP + b"extra bW9yZR==\n" + INDEX + H + b"\n" + NOTE, BASE64),
        (TOP + b"extra bW9yZQ\n" + INDEX + H + b"\n" + NOTE, BASE64),
        (TOP + b"index 04\n" + H + b"\n" + NOTE, NUMBER),
        (TOP + b"index  4\n" + H + b"\n" + NOTE, NUMBER),
        (TOP + b"index -4\n" + H + b"\n" + NOTE, NUMBER),
        (TOP + b"index 4\r\n" + H + b"\n" + NOTE, NUMBER),
        (TOP + INDEX + INDEX + H + b"\n" + NOTE, BASE64),
        (TOP + INDEX + H[1:] + b"\n" + NOTE, BASE64),
        (TOP + INDEX + b"AAAA\n\n" + NOTE, "a hash that is not of 32 bytes"),
    ],
)
def test_a_malformed_proof_file_is_refused(data: bytes, what: str) -> None:
    assert refusal(data, of=parse_tlog_proof) == what


def test_a_proof_file_has_at_most_63_hashes_and_two_million_bytes() -> None:
    longest = TlogProof(4, (HASHES[0],) * 63, NOTE)
    assert parse_tlog_proof(bytes(longest)) == longest
    longer = bytes(TlogProof(4, (HASHES[0],) * 64, NOTE))
    assert refusal(longer, of=parse_tlog_proof) == WHAT
    largest = bytes(PROOF).ljust(2_000_000, b"\n")
    assert parse_tlog_proof(largest).index == 4
    refused = refusal(largest + b"\n", of=parse_tlog_proof)
    assert refused == "a proof of more than 2000000 bytes"


def test_a_proof_that_does_not_meet_the_policy_is_refused() -> None:
    lone = TlogProof(4, PROOF.hashes, signed(CHECKPOINT.text, [LOG]))
    refused = refusal(ENTRIES[4], lone, POLICY, ed25519, of=verify_entry)
    assert refused == "a checkpoint without the policy's quorum"
