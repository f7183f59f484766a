"""A key of the log counts from the size at which it is added to that at which it is retired."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.evidence.key_sizes import check_signed_in_time, counting
from ledger.evidence.keys import SigningKey
from ledger.journey.facts.log import LogAnchored, LogKeyAdded, LogKeyRetired
from ledger.proof.note import parse_note, signed
from ledger.proof.refusal import NotProved
from tests.proving import LOG, MAIR, NEXT_LOG, is_proved
from tests.witnessing import note

ON = date(2026, 11, 28)
OLD, NEW = str(LOG.verifier_key), str(NEXT_LOG.verifier_key)
FACTS = (
    LogKeyAdded(on=ON, origin=LOG.name, key=OLD, from_size=0),
    LogAnchored(on=ON, origin="other.example", size=7, root=""),
    LogKeyAdded(on=ON, origin="other.example", key=str(MAIR.verifier_key), from_size=0),
    LogKeyAdded(on=ON, origin=LOG.name, key=NEW, from_size=100),
    LogKeyRetired(on=ON, origin=LOG.name, key=OLD, until_size=200),
)
TRUSTED = (LOG.verifier_key, NEXT_LOG.verifier_key)


def note_by(size: int, *keys: SigningKey) -> bytes:
    return signed(parse_note(note(size)).text, keys)


@pytest.mark.parametrize(
    ("size", "keys"),
    [(0, {OLD}), (99, {OLD}), (100, {OLD, NEW}), (200, {OLD, NEW}), (201, {NEW})],
)
def test_keys_count_between_their_sizes(size: int, keys: set[str]) -> None:
    assert counting(FACTS, LOG.name, size) == keys
    assert counting(FACTS[:2], "third.example", size) is None


@pytest.mark.parametrize(
    ("size", "keys", "counts"),
    [
        (99, [LOG], True), (99, [NEXT_LOG], False), (99, [LOG, NEXT_LOG], True),
        (100, [LOG], True), (100, [NEXT_LOG], True), (200, [LOG], True),
        (201, [LOG], False), (201, [NEXT_LOG], True), (201, [LOG, NEXT_LOG], True),
        (150, [MAIR], False),
    ],
)  # fmt: skip
def test_a_checkpoint_is_signed_by_a_key_of_its_time(
    size: int, keys: list[SigningKey], counts: bool
) -> None:
    assert is_proved(note_by(size, *keys), TRUSTED, FACTS, by=check_signed_in_time) == counts


def test_where_the_log_names_no_keys_the_policy_alone_counts() -> None:
    check_signed_in_time(note_by(201, LOG), TRUSTED, ())
    with pytest.raises(NotProved):
        check_signed_in_time(note_by(201, MAIR), TRUSTED, ())


def test_what_the_log_says_of_keys_makes_nobody_trusted() -> None:
    with pytest.raises(NotProved):
        check_signed_in_time(note_by(201, NEXT_LOG), TRUSTED[:1], FACTS)
