"""A witness cosigns what goes on from the last it cosigned, and answers anything else by the rules.

The statuses are those of C2SP tlog-witness.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.evidence.keys import SigningKey, ed25519
from ledger.evidence.witness import NotCosigned, TwoLogs, Witness, log_keys, logs_of
from ledger.evidence.witness_request import MOST_BYTES, Asked, parse_asked
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.cosignature import CosignatureVerifier, cosigned_at_posix_seconds
from ledger.proof.merkle import EMPTY_ROOT, consistency_proof
from ledger.proof.note import Signature, parse_note, signed, verified
from ledger.proof.refusal import NotProved
from tests.proving import GWEN, LOG, MAIR, NEXT_LOG, refusal
from tests.witnessing import FORGED, LEAVES, asked, note

NOW = 1_764_300_000
OTHER = SigningKey("other.example", LOG.seed)


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    return Witness(MAIR, logs_of([LOG.verifier_key, NEXT_LOG.verifier_key]), tmp_path)


def cosignature(witness: Witness, body: bytes, at: int = NOW) -> Signature:
    line = witness.cosignature(body, lambda: at)
    (found,) = verified(
        parse_note(parse_asked(body)[0].note + line),
        [CosignatureVerifier(MAIR.cosignature_key, ed25519)],
    )
    return found


def not_cosigned(witness: Witness, body: bytes) -> tuple[int, int | None]:
    with pytest.raises(NotCosigned) as refused:
        witness.cosignature(body, lambda: pytest.fail("the moment was asked for"))
    assert str(refused.value) == refused.value.what
    return refused.value.status, refused.value.size


def test_a_log_is_cosigned_as_it_goes_on(witness: Witness) -> None:
    for old, size in ((0, 1), (1, 7), (7, 8), (8, 256), (256, 300)):
        signature = cosignature(witness, asked(old, size), NOW + size)
        assert cosigned_at_posix_seconds(signature.value) == NOW + size


def test_the_same_head_is_cosigned_again_with_the_time_of_now(witness: Witness) -> None:
    cosignature(witness, asked(0, 7))
    signature = cosignature(witness, asked(7, 7), NOW + 60)
    assert cosigned_at_posix_seconds(signature.value) == NOW + 60


def test_the_empty_log_is_cosigned_and_gone_on_from(witness: Witness) -> None:
    empty = signed(Checkpoint(LOG.name, 0, EMPTY_ROOT).text, [LOG])
    for _ in range(2):
        cosignature(witness, bytes(Asked(0, (), empty)))
    cosignature(witness, asked(0, 7))
    assert not_cosigned(witness, bytes(Asked(0, (), empty))) == (409, 7)


def test_a_witness_that_starts_again_goes_on(witness: Witness, tmp_path: Path) -> None:
    cosignature(witness, asked(0, 7))
    again = Witness(MAIR, logs_of([LOG.verifier_key]), tmp_path)
    assert not_cosigned(again, asked(0, 8)) == (409, 7)
    cosignature(again, asked(7, 8))


def test_each_log_is_remembered_by_its_origin(witness: Witness, tmp_path: Path) -> None:
    both = Witness(MAIR, logs_of([LOG.verifier_key, OTHER.verifier_key]), tmp_path)
    cosignature(witness, asked(0, 7))
    cosignature(both, bytes(Asked(0, (), note(5, FORGED, OTHER))))
    assert not_cosigned(witness, asked(0, 7)) == (409, 7)


def test_either_key_of_a_log_counts_and_signatures_of_unknown_keys_do_not(
    witness: Witness,
) -> None:
    text = parse_note(note(7)).text
    for keys in ([NEXT_LOG], [LOG, NEXT_LOG], [GWEN, LOG, MAIR]):
        cosignature(witness, bytes(Asked(7 if keys != [NEXT_LOG] else 0, (), signed(text, keys))))


@pytest.mark.parametrize(
    ("body", "status", "size"),
    [
        (bytes(Asked(0, (), note(300, key=OTHER))), 404, None),
        (bytes(Asked(0, (), signed(parse_note(note(300)).text, [GWEN]))), 403, None),
        (asked(0, 300)[:-1], 400, None),
        (bytes(Asked(200, (), note(150))), 400, None),
        (asked(0, 300), 409, 100),
        (asked(99, 300), 409, 100),
        (asked(0, 50), 409, 100),
        (asked(200, 300), 409, 100),
        (asked(100, 300, FORGED), 422, None),
        (bytes(Asked(100, tuple(consistency_proof(100, LEAVES[:299])), note(300))), 422, None),
        (bytes(Asked(100, (), note(300))), 422, None),
        (bytes(Asked(100, (b"\0" * 32,), note(100))), 422, None),
        (asked(100, 100, FORGED), 409, 100),
    ],
    ids=["unknown-log", "unknown-key", "malformed", "old-above-size", "old-zero", "old-behind",
         "smaller", "old-ahead", "another-log", "another-proof", "no-proof", "needless-proof",
         "another-root"],
)  # fmt: skip
def test_anything_else_is_answered_by_its_rule_and_changes_nothing(
    witness: Witness, body: bytes, status: int, size: int | None
) -> None:
    cosignature(witness, asked(0, 100))
    assert not_cosigned(witness, body) == (status, size)
    cosignature(witness, asked(100, 300))


def test_a_proof_from_no_leaves_is_refused(witness: Witness) -> None:
    assert not_cosigned(witness, bytes(Asked(0, (b"\0" * 32,), note(7)))) == (422, None)


def test_a_false_signature_of_a_known_key_is_no_signature(witness: Witness) -> None:
    false = parse_note(note(8)).signatures[0]
    body = bytes(Asked(0, (), note(7) + str(false).encode()))
    assert not_cosigned(witness, body) == (403, None)


def test_a_log_that_is_two_is_kept_as_evidence_once(witness: Witness, tmp_path: Path) -> None:
    cosignature(witness, asked(0, 100))
    for forged in (FORGED, [*FORGED[:5], *FORGED[6:]]):
        with pytest.raises(TwoLogs):
            witness.cosignature(asked(100, 100, forged), lambda: NOW)
    (kept,) = tmp_path.glob("*.fork")
    assert kept.read_bytes() == note(100, FORGED)


def test_what_is_asked_is_read_as_it_is_written() -> None:
    for old, size in ((0, 0), (0, 7), (7, 7), (7, 300)):
        body = asked(old, size)
        found, checkpoint = parse_asked(body)
        assert (bytes(found), found.old, checkpoint.size) == (body, old, size)


ONE_HASH = "A" * 43 + "="


@pytest.mark.parametrize(
    ("head", "what"),
    [
        ("", "a request without its lines and a checkpoint"),
        ("old 7", "a request without its lines and a checkpoint"),
        ("öld 7\n\n", "a request without its lines and a checkpoint"),
        ("new 7\n\n", "a request without an old size"),
        ("old\n\n", "a request without an old size"),
        ("old 07\n\n", "a number that is not a plain decimal of at most 9223372036854775807"),
        ("old -1\n\n", "a number that is not a plain decimal of at most 9223372036854775807"),
        ("old  7\n\n", "a number that is not a plain decimal of at most 9223372036854775807"),
        ("old 7\r\n\n", "a number that is not a plain decimal of at most 9223372036854775807"),
        ("old 7\nAAA=\n\n", "a hash that is not of 32 bytes"),
        ("old 7\n#\n\n", "base64 in another form than the canonical one"),
        (f"old 7\n{ONE_HASH}\n" + f"{ONE_HASH}\n" * 63 + "\n", "a proof of more than 63 hashes"),
        ("old 7\n\n\n", "a number that is not a plain decimal of at most 9223372036854775807"),
    ],
)  # fmt: skip
def test_a_request_in_another_form_is_refused(head: str, what: str) -> None:
    body = head.encode() + (note(7) if head.endswith("\n\n") else b"")
    assert refusal(body, of=parse_asked) == what


def test_a_request_has_63_hashes_and_1004096_bytes_at_most() -> None:
    body = "\n".join(["old 7", *[ONE_HASH] * 63, "\n"]).encode() + note(7)
    assert len(parse_asked(body)[0].proof) == 63
    refused = refusal(b"x" * (MOST_BYTES + 1), of=parse_asked)
    assert refused == "a request of more than 1004096 bytes"


@given(st.binary() | st.binary().map(lambda data: b"old 7\n\n" + data))
def test_no_bytes_lead_to_another_error(body: bytes) -> None:
    read_or_refused(body)


@given(st.data())
def test_no_change_of_a_request_leads_to_another_error_or_another_form(data: st.DataObject) -> None:
    body = bytearray(asked(7, 300))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(body) - 1))
        body[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    read_or_refused(bytes(body))


def read_or_refused(body: bytes) -> None:
    try:
        found, checkpoint = parse_asked(body)
    except NotProved:
        return
    assert bytes(found) == body
    assert parse_note(found.note).text == checkpoint.text


def test_the_logs_of_a_witness_come_from_keys_and_policies() -> None:
    policy = f"log {NEXT_LOG.verifier_key} https://log.example\nquorum none\n".encode()
    keys = log_keys([str(LOG.verifier_key), str(OTHER.verifier_key)], [policy, policy])
    assert {origin: len(known) for origin, known in logs_of(keys).items()} == {
        LOG.name: 2,
        OTHER.name: 1,
    }
    for text in (str(MAIR.cosignature_key), "no key"):
        with pytest.raises(NotProved):
            log_keys([text], [])
