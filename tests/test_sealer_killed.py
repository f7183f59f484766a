"""A sealer is killed at any step: what was signed is remembered, and nothing contradicts it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ledger.evidence.published import Published
from ledger.evidence.sealer import Sealer
from ledger.proof.checkpoint import opened
from tests.sealing import ORIGIN, SEED, Part, Place, grow

STEPS = (1, 250, 256, 530)


class Killed(BaseException):
    """Here the process ends."""


@contextmanager
def killed_at(number: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """End before the act `number`, from 1, of those that change a disk; tell which they were."""
    acts: list[str] = []

    def counted(name: str, act: Any) -> Any:
        def do(*args: Any, **kwargs: Any) -> Any:
            acts.append(name)
            if len(acts) == number:
                raise Killed
            return act(*args, **kwargs)

        return do

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", counted("fsync", os.fsync))
        patched.setattr(Path, "replace", counted("replace", Path.replace))
        patched.setattr(shutil, "rmtree", counted("rmtree", shutil.rmtree))
        yield acts


def test_killed_at_each_write_it_goes_on_as_if_it_had_not_been(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place(tmp_path)
    place.keys.make(SEED)
    with place.ledger() as ledger:
        grow(ledger, STEPS[-1])
        part = Part(ledger)
        whole, acts = killed(place, part, 0, monkeypatch)
        assert "killed" not in acts
        assert len(acts) > 50
        for number in range(1, len(acts) + 1):
            published, done = killed(place, part, number, monkeypatch)
            assert done[-1] == "killed"
            sealer = place.sealer_of(part, f"sealer-{number}", published)
            see_that_nothing_is_shown_that_is_not_remembered(sealer)
            seal(sealer, part)
            check(published, whole, number)


def killed(
    place: Place, part: Part, number: int, monkeypatch: pytest.MonkeyPatch
) -> tuple[Published, list[str]]:
    """What is published by a sealer that was killed at that act of its way, or came through."""
    published = Published(place.folder / f"log-{number}")
    sealer = place.sealer_of(part, f"sealer-{number}", published)
    part.size = STEPS[0]
    sealer.seal()
    with killed_at(number, monkeypatch) as acts:
        try:
            seal(sealer, part)
        except Killed:
            acts.append("killed")
    return published, acts


def seal(sealer: Sealer, part: Part) -> None:
    """As a process does that starts: look, then seal at each of the steps still to come."""
    sealer.look()
    for size in STEPS:
        if size >= part.size:
            part.size = size
            sealer.seal()


def check(published: Published, whole: Published, number: int) -> None:
    """See that what is published is what an undisturbed sealer publishes, to the last byte."""
    assert files(published).keys() == files(whole).keys(), number
    for path, content in files(whole).items():
        assert path == "heads" or files(published)[path] == content, (number, path)
    assert [head[:2] for head in published.heads()] == [head[:2] for head in whole.heads()]


def files(published: Published) -> dict[str, bytes]:
    return {
        str(file.relative_to(published.folder)): file.read_bytes()
        for file in published.folder.rglob("*")
        if file.is_file()
    }


def see_that_nothing_is_shown_that_is_not_remembered(sealer: Sealer) -> None:
    remembered = sealer.remembered()
    assert remembered is not None
    shown = [int(file.name) for file in sealer.published.folder.glob("checkpoints/*[0-9]")]
    shown += [head.size for head in sealer.published.heads()]
    shown.append(opened(sealer.published.latest() or b"", ORIGIN, sealer.keys.verifiers())[0].size)
    assert max(shown) <= remembered.size
