"""What an administrator may do to the ledger, and how the sealer, who has the key, refuses."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from shutil import copytree

import pytest

from ledger.evidence.sealer_refusals import Frozen, Inconsistent, What
from ledger.proof.merkle import leaf_hash
from tests.sealing import AT, Place, grow

SEALED = 300
GROWN = 310


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path)
    place.seal(1, 200, SEALED)
    return place


def rewritten(place: Place, index: int) -> None:
    """The line changed, and the leaf with it; the files stay as they are."""
    place.rewrite(index)


def recomputed(place: Place, index: int) -> None:
    """The line changed, and leaves and tiles with it: all but the signature, for want of a key."""
    place.rewrite(index)
    place.retile()


def line_changed(place: Place, index: int) -> None:
    place.alter("UPDATE stored_events SET state = x'7b7d' WHERE rowid = ?", place.position(index))


def line_of_text(place: Place, index: int) -> None:
    place.alter("UPDATE stored_events SET state = '{}' WHERE rowid = ?", place.position(index))


def line_gone(place: Place, index: int) -> None:
    place.alter("DELETE FROM stored_events WHERE rowid = ?", place.position(index))


def leaf_changed(place: Place, index: int) -> None:
    place.alter("UPDATE ledger_leaf SET leaf_hash = ? WHERE leaf_index = ?", leaf_hash(b""), index)


def leaf_of_text(place: Place, index: int) -> None:
    place.alter("UPDATE ledger_leaf SET leaf_hash = 'leaf' WHERE leaf_index = ?", index)


def leaf_gone(place: Place, index: int) -> None:
    place.alter("DELETE FROM ledger_leaf WHERE leaf_index = ?", index)


def dropped(place: Place, index: int) -> None:
    """The entries from `index` on are gone, with their leaves, as if they had never been."""
    place.alter("DELETE FROM stored_events WHERE rowid >= ?", place.position(index))
    place.alter("DELETE FROM ledger_leaf WHERE leaf_index >= ?", index)


def dropped_and_grown(place: Place, index: int) -> None:
    """They are gone, and others stand in their place, so that the size is what it was or more."""
    dropped(place, index)
    place.clock.at = AT
    with place.ledger() as ledger:
        grow(ledger, GROWN + 7)
    for other in range(index, GROWN):
        place.rewrite(other)


Act = Callable[[Place, int], None]


def refused(place: Place, *, at_start: bool, every_line: bool = False) -> Inconsistent:
    """What a sealer says: one that starts, or one that has been running all the time."""
    with place.ledger() as ledger:
        sealer = place.sealer(ledger)
        round_of_it = partial(sealer.look, every_line=every_line) if at_start else sealer.seal
        with pytest.raises(Inconsistent) as refusal:
            round_of_it()
    return refusal.value


AT_EVERY_START = [
    (rewritten, 7, What.LEAF_CHANGED, 7),
    (rewritten, 299, What.LEAF_CHANGED, 299),
    (recomputed, 7, What.ROOT_CHANGED, SEALED),
    (recomputed, 299, What.LEAF_CHANGED, 299),
    (leaf_changed, 7, What.LEAF_CHANGED, 7),
    (leaf_of_text, 7, What.LEAF_CHANGED, 7),
    (leaf_gone, 7, What.NOT_DENSE, 7),
    (dropped, 299, What.SMALLER, 299),
    (dropped, 0, What.SMALLER, 0),
    (dropped_and_grown, 290, What.LEAF_CHANGED, 299),
]
WITH_EVERY_LINE = [
    (line_changed, 7, What.LINE_CHANGED, 7),
    (line_of_text, 7, What.LINE_GONE, 7),
    (line_gone, 7, What.LINE_GONE, 7),
]
IN_EVERY_ROUND = [
    (rewritten, 256, What.LEAF_CHANGED, 256),
    (rewritten, 299, What.LEAF_CHANGED, 299),
    (line_changed, 256, What.LINE_CHANGED, 256),
    (line_changed, 305, What.LINE_CHANGED, 305),
    (line_gone, 305, What.LINE_GONE, 305),
    (leaf_changed, 305, What.LINE_CHANGED, 305),
    (leaf_gone, 305, What.NOT_DENSE, 305),
    (recomputed, 299, What.LEAF_CHANGED, 299),
    (dropped, 299, What.SMALLER, 299),
]


@pytest.mark.parametrize(("act", "index", "what", "at"), AT_EVERY_START)
def test_a_sealer_that_starts_refuses(
    place: Place, act: Act, index: int, what: What, at: int
) -> None:
    see_that_it_refuses(place, act, index, what, at, at_start=True)


@pytest.mark.parametrize(("act", "index", "what", "at"), WITH_EVERY_LINE)
def test_a_look_at_every_line_refuses(
    place: Place, act: Act, index: int, what: What, at: int
) -> None:
    see_that_it_refuses(place, act, index, what, at, at_start=True, every_line=True)


@pytest.mark.parametrize(("act", "index", "what", "at"), IN_EVERY_ROUND)
def test_a_sealer_that_runs_refuses_in_its_next_round(
    place: Place, act: Act, index: int, what: What, at: int
) -> None:
    with place.ledger() as ledger:
        grow(ledger, GROWN)
    see_that_it_refuses(place, act, index, what, at, at_start=False)


def see_that_it_refuses(
    place: Place,
    act: Act,
    index: int,
    what: What,
    at: int,
    *,
    at_start: bool,
    every_line: bool = False,
) -> None:
    before = copytree(place.data, place.folder / "before")
    act(place, index)
    checkpoint, memory = place.published.latest(), (place.home.folder / "memory").read_bytes()
    refusal = refused(place, at_start=at_start, every_line=every_line)
    assert (refusal.what, refusal.index) == (what, at)
    if what not in {What.SMALLER, What.ROOT_CHANGED, What.NOT_DENSE}:
        assert refusal.position
    assert place.published.latest() == checkpoint
    assert (place.home.folder / "memory").read_bytes() == memory
    assert [head.size for head in place.published.heads()] == [1, 200, SEALED]
    see_that_a_person_has_to_look(place, refusal, before)


def see_that_a_person_has_to_look(place: Place, refusal: Inconsistent, before: Path) -> None:
    with place.ledger() as ledger, pytest.raises(Frozen, match=str(refusal.index)):
        place.sealer(ledger).seal()
    for name in ("ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm"):
        (place.data / name).unlink(missing_ok=True)
        if (before / name).exists():
            (place.data / name).write_bytes((before / name).read_bytes())
    with pytest.raises(Frozen):
        place.seal()
    place.home.unfreeze("Restored from the copy.", AT)
    place.seal(GROWN + 1)
    place.check_published()
    history = (place.home.folder / "history").read_text().splitlines()
    assert [line.split('"what":')[1] for line in history] == ['"frozen"}', '"unfrozen"}']
    assert '"because":"Restored from the copy."' in history[1]


def test_who_unfreezes_and_puts_nothing_right_finds_it_frozen_again(place: Place) -> None:
    dropped(place, 250)
    refused(place, at_start=True)
    place.home.unfreeze("It will be all right.", AT)
    assert refused(place, at_start=True).what is What.SMALLER


def test_a_memory_from_an_older_backup_is_noticed_by_its_own_signature(place: Place) -> None:
    older = (place.home.folder / "memory").read_bytes()
    place.seal(GROWN)
    (place.home.folder / "memory").write_bytes(older)
    assert refused(place, at_start=True).what is What.PUBLISHED_OTHERWISE
    place.home.unfreeze("Only the heads.", AT)
    heads = place.published.folder / "heads"
    heads.write_bytes(b"".join(heads.read_bytes().splitlines(keepends=True)[:-1]))
    assert refused(place, at_start=True).what is What.MEMORY_BEHIND


@pytest.mark.parametrize(
    ("old", "new"), [(b" 200 ", b" 201 "), (b"2026", b"2x26"), (b" 200 ", b" 200  ")]
)
def test_a_changed_head_is_found_by_a_look_at_all(place: Place, old: bytes, new: bytes) -> None:
    heads = place.published.folder / "heads"
    first, second, third = heads.read_bytes().splitlines(keepends=True)
    heads.write_bytes(first + second.replace(old, new) + third)
    found = refused(place, at_start=True, every_line=True)
    assert found.what is What.PUBLISHED_OTHERWISE


def test_a_head_without_its_note_is_found_by_a_look_at_all(place: Place) -> None:
    (place.published.folder / "checkpoints" / "200").unlink()
    found = refused(place, at_start=True, every_line=True)
    assert (found.what, found.index) == (What.PUBLISHED_OTHERWISE, 200)
    assert str(found).endswith("at 200: a head without its note")


def test_heads_that_cannot_be_read_are_refused_in_every_round(place: Place) -> None:
    with (place.published.folder / "heads").open("ab") as file:
        file.write(b"what?\n")
    assert refused(place, at_start=False).what is What.PUBLISHED_OTHERWISE
