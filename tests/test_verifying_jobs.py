"""Several processes find what one finds, at the same place."""

from __future__ import annotations

import json
from os import cpu_count
from pathlib import Path

import pytest

from ledger.evidence.verifying import asking, beside, hashing
from ledger.evidence.verifying.asking import asked
from ledger.evidence.verifying.hashing import blocks, leaf_hashes, lines_in
from ledger.evidence.verifying.looking import untold
from ledger.evidence.verifying.verdict import Refuted
from ledger.proof.canonical import MOST_BYTES
from ledger.proof.merkle import leaf_hash
from tests.bundled import (
    fact_changed,
    line_changed,
    lines_of,
    stolen,
    verified,
    whole,
    written,
)


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return whole(written(tmp_path_factory.mktemp("sealed")))


def acts(bundle: bytes) -> dict[str, bytes]:
    lines = lines_of(bundle)

    def at(index: int, line: bytes) -> bytes:
        return stolen(bundle, [*lines[:index], line, *lines[index + 1 :]])

    return {
        "none": bundle,
        "a false status": at(7, fact_changed(lines[7], station="closed")),
        "a missing line": stolen(bundle, [*lines[:3], *lines[4:]]),
        "an earlier instant": at(
            9, line_changed(lines[9], recorded_at="2019-12-10T00:00:00.000000Z")
        ),
        "a request twice": stolen(
            bundle, [*lines, line_changed(lines[8], page="p-0000000000000000000000003")]
        ),
        "no entry": at(4, line_changed(lines[4], more=1)),
        "no adoption": at(0, fact_changed(lines[0], from_on="2020-01-01")),
        "an earlier day": at(6, fact_changed(lines[6], on="2019-12-09")),
    }


ACTS = [
    *("none", "a false status", "a missing line", "an earlier instant"),
    *("a request twice", "no entry", "no adoption", "an earlier day"),
]


@pytest.mark.parametrize("act", ACTS)
def test_two_processes_find_what_one_finds(bundle: bytes, tmp_path: Path, act: str) -> None:
    data = acts(bundle)[act]
    alone = verified(data, tmp_path)
    assert verified(data, tmp_path, jobs=2) == alone
    assert (alone.exit_code == 0) == (act == "none")


def test_more_processes_than_pages_are_as_good(bundle: bytes, tmp_path: Path) -> None:
    assert verified(bundle, tmp_path, jobs=4) == verified(bundle, tmp_path)


@pytest.mark.parametrize("act", ACTS)
def test_where_processes_are_no_copies_it_is_the_same(
    monkeypatch: pytest.MonkeyPatch, bundle: bytes, tmp_path: Path, act: str
) -> None:
    data = acts(bundle)[act]
    monkeypatch.setattr(beside, "FORKS", False)
    assert verified(data, tmp_path, jobs=2) == verified(data, tmp_path)


def test_there_are_as_many_as_processors_wherever_it_runs(
    monkeypatch: pytest.MonkeyPatch, bundle: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "bundle.zip"
    file.write_bytes(bundle)
    assert asked(file, None, None, None, untold).jobs == 1
    monkeypatch.setattr(asking, "WORTH_SPLITTING_BYTES", 0)
    assert asked(file, None, None, None, untold).jobs >= 1
    monkeypatch.delattr("os.sched_getaffinity")
    assert asked(file, None, None, None, untold).jobs == (cpu_count() or 1)


def test_it_is_told_how_far_the_reading_is(bundle: bytes, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    def progress(done: int, of_all: int) -> None:
        told.append((done, of_all))

    for jobs in (1, 2):
        told.clear()
        assert verified(bundle, tmp_path, jobs=jobs, progress=progress).exit_code == 0
        done, of_all = told[-1]
        assert {everything for _, everything in told} == {of_all}
        assert done == of_all > 0
        assert told == sorted(told)


LINES = [json.dumps({"n": n, "x": "y" * n}).encode() for n in range(200)]
DATA = memoryview(b"".join(line + b"\n" for line in LINES))


def leaves(data: memoryview) -> bytes:
    return b"".join(map(leaf_hashes, blocks(data)))


@pytest.mark.parametrize("block", [300, 1_000, 1 << 18])
def test_lines_are_the_same_whatever_is_read_at_once(
    monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    monkeypatch.setattr(hashing, "BLOCK_BYTES", block)
    assert list(lines_in(DATA)) == LINES
    assert leaves(DATA) == b"".join(map(leaf_hash, LINES))


def test_a_line_that_never_ends_is_not_gathered() -> None:
    with pytest.raises(Refuted, match="longer than a line may be"):
        list(blocks(memoryview(b"x" * (MOST_BYTES + 1))))
    with pytest.raises(Refuted, match="within a line"):
        list(blocks(memoryview(b"x\ny")))
    assert list(blocks(memoryview(b""))) == []
