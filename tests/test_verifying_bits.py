"""Every single bit of a bundle that changes is found; so is one of a file whose sums are made anew.

In the first part the bit is changed in the file as it is. In the second a forger changes it in one
of the files inside, and makes the archive's sums and the manifest fit again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from ledger.evidence.bundles.manifest import NAME, parse_manifest
from ledger.evidence.verifying.looking import Asked
from ledger.evidence.verifying.verdict import State
from ledger.evidence.verifying.verify import verify
from ledger.proof.refusal import NotProved
from tests.bundled import POLICY, Sealed, files, of_page, packed, raw, whole, written

PARTS = 12
ASKED = Asked(policy=POLICY)
FEWEST_BITS = 200_000


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    return written(tmp_path_factory.mktemp("sealed"))


def in_place(file: Path, start: int, end: int) -> Iterator[int]:
    """Each bit from byte `start` to `end` (exclusive) changed in the file, and then put back."""
    descriptor = os.open(file, os.O_RDWR)
    try:
        for place in range(start, end):
            (byte,) = os.pread(descriptor, 1, place)
            for bit in range(8):
                os.pwrite(descriptor, bytes([byte ^ 1 << bit]), place)
                yield 8 * place + bit
            os.pwrite(descriptor, bytes([byte]), place)
    finally:
        os.close(descriptor)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_changed_bit_is_found(place: Sealed, tmp_path: Path, part: int) -> None:
    bundle = whole(place)
    assert 8 * len(bundle) > FEWEST_BITS
    file = tmp_path / "bundle.zip"
    file.write_bytes(bundle)
    start, end = part * len(bundle) // PARTS, (part + 1) * len(bundle) // PARTS
    missed = [
        bit
        for bit in in_place(file, start, end)
        if verify(file, ASKED).state not in {State.UNUSABLE, State.FAILED}
    ]
    assert missed == []
    assert file.read_bytes() == bundle
    assert verify(file, ASKED).state == State.VERIFIED


def resealed(held: dict[str, bytes], name: str) -> Iterator[tuple[int, bytes]]:
    """One bit of each byte of the file changed in turn, and everything made to fit again."""
    text = held[name]
    for place in range(len(text)):
        changed = bytearray(text)
        changed[place] ^= 1 << place % 8
        other = {**held, name: bytes(changed)}
        yield place, raw(other) if name == NAME else packed(other)


def differ_in_engine_only(changed: bytes, bundle: bytes) -> bool:
    """What nothing rests on, as the README says: the version of the program that exported."""
    before, after = files(bundle), files(changed)
    told = parse_manifest(memoryview(after[NAME]))
    before[NAME] = bytes(replace(parse_manifest(memoryview(before[NAME])), engine=told.engine))
    return before == after


INSIDE = (
    *("README.txt", "schema/claim.json", "entries.jsonl", "log/checkpoint"),
    *("log/checkpoints/7", "log/tile/0/000.p/10", "claims.jsonl", NAME),
    "policies/checkpoint-cymru/2019-10.toml",
)
OF_A_PAGE = ("log/consistency/7", "proofs/0.tlog-proof", "proofs/6.tlog-proof", "claims.jsonl")


@pytest.mark.parametrize("name", INSIDE)
def test_a_bit_of_a_file_inside_is_found_though_all_sums_fit(
    place: Sealed, tmp_path: Path, name: str
) -> None:
    check_inside(whole(place), name, tmp_path / "bundle.zip")


@pytest.mark.parametrize("name", OF_A_PAGE)
def test_a_bit_inside_the_bundle_of_a_page_is_found_though_all_sums_fit(
    place: Sealed, tmp_path: Path, name: str
) -> None:
    check_inside(of_page(place), name, tmp_path / "bundle.zip")


def check_inside(bundle: bytes, name: str, file: Path) -> None:
    for where, changed in resealed(files(bundle), name):
        file.write_bytes(changed)
        if verify(file, ASKED).state == State.VERIFIED:
            assert name == NAME, (name, where)
            assert differ_in_engine_only(changed, bundle), where


def test_only_the_engine_is_what_nothing_rests_on(place: Sealed) -> None:
    bundle = whole(place)
    held = files(bundle)
    other = {**held, NAME: held[NAME].replace(b'"engine":"0.1.0"', b'"engine":"9.9.9"')}
    assert differ_in_engine_only(raw(other), bundle)
    with pytest.raises(NotProved):
        parse_manifest(memoryview(held[NAME][:-1]))
