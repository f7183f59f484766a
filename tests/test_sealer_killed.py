"""A sealer is killed at any step: what was signed is remembered, and nothing contradicts it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.sealing import ORIGIN, Place, grow

STEPS = (250, 256, 530)


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


def killed(folder: Path, number: int, monkeypatch: pytest.MonkeyPatch) -> tuple[Place, list[str]]:
    """A place whose sealer was killed at that act of its way through all steps, or came through."""
    place = Place(folder)
    place.seal(1)
    with killed_at(number, monkeypatch) as acts:
        try:
            for size in STEPS:
                with place.ledger() as ledger:
                    grow(ledger, size)
                    place.sealer(ledger).seal()
        except Killed:
            acts.append("killed")
    return place, acts


def test_killed_at_each_write_it_goes_on_as_if_it_had_not_been(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, acts = killed(tmp_path / "whole", 0, monkeypatch)
    assert "killed" not in acts
    assert len(acts) > 50
    expected = whole.everything()
    for number in range(1, len(acts) + 1):
        place, done = killed(tmp_path / str(number), number, monkeypatch)
        assert done[-1] == "killed"
        see_that_nothing_is_shown_that_is_not_remembered(place)
        place.seal(*STEPS)
        place.check_published()
        assert place.everything().keys() == expected.keys()
        assert place.checkpoint() == whole.checkpoint()


def see_that_nothing_is_shown_that_is_not_remembered(place: Place) -> None:
    remembered = place.home.remembered(ORIGIN, place.keys.verifiers())
    assert place.checkpoint().size <= remembered.size
    last = place.published.last_head()
    assert last is not None
    assert last.size <= remembered.size
    for file in (place.published.folder / "checkpoints").glob("*[0-9]"):
        assert int(file.name) <= remembered.size
