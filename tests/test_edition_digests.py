"""The editions as they were first shipped: entries cite them, so not a byte of them may change.

The first 128 bits of each SHA-256, in hex.
"""

from __future__ import annotations

from ledger.policy.load import load_editions

SHIPPED = {
    "avon-somerset-dep/2019": "d82c63727fe84536230524822491d302",
    "checkpoint-cymru/2019-10": "6490c32ee71b4839750f2a5a41293348",
    "checkpoint-cymru/2019-12": "ea27ac0c78c82c1cdd67476098cb2d19",
    "devon-cornwall-pathfinder/2018": "cdc8e62737375aa76ff0d3367794074a",
    "durham-checkpoint/2020-02": "3a0506dc7163e9bc5b9580c65985d77e",
    "thames-valley-ddp/2018-12": "cfff045e3032c90e64d4ac706f39526b",
    "west-midlands-divert/2020-10": "86cb41078820a40854d9f6a7d024fdce",
}


def test_no_edition_that_was_shipped_has_changed() -> None:
    digests = {name: edition.ref.digest[:32] for name, edition in load_editions().items()}
    changed = [name for name, digest in SHIPPED.items() if digests.get(name) != digest]
    assert not changed, f"write a new edition instead, and add its digest here: {changed}"


def test_every_edition_is_held_to_its_digest() -> None:
    assert load_editions().keys() == SHIPPED.keys()
