"""What is told of a bundle on a terminal, and where it is not one that can show everything."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from io import BytesIO, TextIOWrapper
from os import openpty
from pathlib import Path
from threading import enumerate as threads

import pytest
from msgspec.structs import replace as changed

from api.bundling.cli import Bar
from ledger.evidence.keys import SigningKey
from ledger.evidence.verifying import command
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.merkle import leaf_hash, root
from ledger.proof.note import signed
from tests.bundled import (
    fact_changed,
    files,
    line_changed,
    lines_of,
    packed,
    policy_text,
    stolen,
    whole,
    written,
)
from tests.terminal import quiet_terminal, run


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return whole(written(tmp_path_factory.mktemp("sealed")))


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quiet_terminal(tmp_path, monkeypatch)
    Path("policy.txt").write_bytes(policy_text())


def checkpoint_of(origin: str, lines: Sequence[bytes]) -> bytes:
    """The head of a log of that name, signed by a key that no policy has."""
    checkpoint = Checkpoint(origin, len(lines), root(map(leaf_hash, lines)))
    return signed(checkpoint.text, [SigningKey(origin, bytes(32))])


def without_heads(held: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: text for name, text in held.items() if "checkpoints/" not in name}


def test_nothing_in_a_bundle_moves_a_terminal(
    bundle: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    held = files(bundle)
    lines = lines_of(bundle)
    evil, origin = "p-1\x1b[2J\x9b8m\u202e\r\nVerified.", "log\x9b8m\u202e"
    first, late = (
        line_changed(fact_changed(line, on=on), page=evil, idempotency_key=key)
        for line, on, key in ((lines[8], "2019-12-11", "a"), (lines[9], "2019-12-10", "b"))
    )
    retroactive = stolen(bundle, [*lines[:8], first, late])
    named = packed(
        {**without_heads(held), "log/checkpoint": checkpoint_of(origin, lines)},
        lambda manifest: changed(manifest, origin=origin),
    )
    for evil_one in (retroactive, named):
        Path("evil.zip").write_bytes(evil_one)
        command.main(["evil.zip", "--policy", "policy.txt"])
        long = run("verify", "evil.zip", "--policy", "policy.txt").stdout
        for told in (capsys.readouterr().out, long):
            assert r"\x9b8m\u202e" in told
            assert all(line.isprintable() for line in told.split("\n"))


def test_what_is_told_can_be_written_in_every_encoding(
    bundle: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = files(bundle)
    snow = packed(held, lambda manifest: changed(manifest, engine="\u2603", origin="\u2603"))
    Path("snow.zip").write_bytes(snow)
    for more in ((), ("--json",)):
        out = BytesIO()
        monkeypatch.setattr(sys, "stdout", TextIOWrapper(out, "latin-1", write_through=True))
        command.main(["snow.zip", "--policy", "policy.txt", *more])
        assert (b"u2603" in out.getvalue()) == bool(more)


def test_the_bar_has_no_thread_until_something_was_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen, terminal = openpty()
    with open(seen, "rb"), open(terminal, "w") as error:
        monkeypatch.setattr(sys, "stderr", error)
        before = set(threads())
        with closing(Bar(hidden=False)) as bar:
            assert set(threads()) <= before
            bar.show(1, 2)
            assert set(threads()) - before
