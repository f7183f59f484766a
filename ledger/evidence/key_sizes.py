"""Which of a log's keys count at which size, by the entries in which the log itself says so.

The verifier's policy says whose word counts at all. Among its keys the entries narrow down when:
each key from the size at which it was added up to that at which it was retired. A retired key that
is stolen later signs nothing that counts.
"""

from __future__ import annotations

from collections.abc import Iterable

from ledger.evidence.keys import ed25519, verifier
from ledger.journey.facts import Fact
from ledger.journey.facts.log import LogKeyAdded, LogKeyRetired
from ledger.proof.checkpoint import parse_checkpoint
from ledger.proof.note import NoteVerifier, parse_note, verified
from ledger.proof.verifier_key import VerifierKey


def counting(facts: Iterable[Fact], origin: str, size: int) -> frozenset[str] | None:
    """The verifier keys of the log `origin` that count at `size`; `None` where it names no keys."""
    sizes: dict[str, tuple[int, int | None]] = {}
    for fact in facts:
        match fact:
            case LogKeyAdded(origin=of, key=key, from_size=first) if of == origin:
                sizes.setdefault(key, (first, None))
            case LogKeyRetired(origin=of, key=key, until_size=last) if of == origin:
                sizes[key] = (sizes.get(key, (0, None))[0], last)
            case _:
                pass
    if not sizes:
        return None
    return frozenset(
        key
        for key, (first, last) in sizes.items()
        if first <= size and (last is None or size <= last)
    )


def check_signed_in_time(
    note: bytes, trusted: Iterable[VerifierKey], facts: Iterable[Fact]
) -> None:
    """Nothing, if a `trusted` key that counts at the size of the checkpoint `note` signed it.

    Raises:
        NotProved: None did, a signature of a trusted key is false, or `note` is no checkpoint.
    """
    parsed = parse_note(note)
    checkpoint = parse_checkpoint(parsed.text)
    count = counting(facts, checkpoint.origin, checkpoint.size)
    keys = [key for key in trusted if key.name == checkpoint.origin]
    verified(parsed, [NoteVerifier(key, ed25519) for key in keys])
    if count is not None:
        verified(parsed, [verifier(text) for text in map(str, keys) if text in count])
