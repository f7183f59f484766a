"""How much was known at a moment: by size, by instant, between seals, and beyond the last."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from ledger.evidence.known import Known, LogUnreadable, NeverSealed, known_by, known_to
from ledger.evidence.published import Head, Published
from ledger.evidence.publishing import announce, put
from ledger.proof.merkle import root
from ledger.proof.strict import to_base64
from ledger.proof.tiled import growth
from tests.proving import leaves

FIRST = datetime(2020, 3, 1, 9, 0, 0, 0, UTC)
SIZES = (1, 2, 255, 256, 300, 515, 700)
LEAVES = leaves(SIZES[-1])


def sealed(folder: Path) -> Published:
    """A log that was sealed at each of `SIZES`, a minute apart."""
    published = Published(folder)
    for minutes, (old, new) in enumerate(pairwise((0, *SIZES))):
        put(published, growth(old, LEAVES[old:new], published.read))
        head = Head(new, root(LEAVES[:new]), FIRST + timedelta(minutes=minutes))
        announce(published, head, b"a note\n")
    return published


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return sealed(tmp_path_factory.mktemp("log"))


def test_every_size_up_to_the_last_seal_has_its_root(published: Published) -> None:
    for size in range(SIZES[-1] + 1):
        known = known_to(published, size)
        assert known.root == to_base64(root(LEAVES[:size]))
        assert known.sealed_by == next(one for one in SIZES if one >= size)
        assert (known.sealed_at is not None) == (size in SIZES)


def test_a_size_that_was_sealed_says_when(published: Published) -> None:
    assert known_to(published, 256) == Known(
        256, to_base64(root(LEAVES[:256])), FIRST + timedelta(minutes=3), 256
    )


def test_nothing_vouches_for_what_is_beyond_the_last_seal(published: Published) -> None:
    assert known_to(published, SIZES[-1] + 1) == Known(SIZES[-1] + 1)


@pytest.mark.parametrize("minutes", range(len(SIZES)))
def test_an_instant_is_the_largest_size_sealed_by_then(published: Published, minutes: int) -> None:
    at, little = FIRST + timedelta(minutes=minutes), timedelta(microseconds=1)
    assert known_by(published, at) == known_to(published, SIZES[minutes])
    assert known_by(published, at + timedelta(seconds=59)).size == SIZES[minutes]
    if minutes:
        assert known_by(published, at - little).size == SIZES[minutes - 1]


def test_before_the_first_seal_nothing_was_known(published: Published, tmp_path: Path) -> None:
    for log in (published, Published(tmp_path / "none")):
        with pytest.raises(NeverSealed):
            known_by(log, FIRST - timedelta(seconds=1))


def test_a_log_that_was_never_sealed_vouches_for_nothing(tmp_path: Path) -> None:
    assert known_to(Published(tmp_path / "none"), 3) == Known(3)


def test_a_line_that_a_crash_left_unfinished_is_no_head(tmp_path: Path) -> None:
    published = sealed(tmp_path)
    with (tmp_path / "heads").open("ab") as heads:
        heads.write(b"2020-03-01T10:00:00.000000Z 900")
    assert published.head_from(701) is None
    assert known_to(published, 700).sealed_by == 700


def test_damaged_files_vouch_for_nothing_and_tell_no_size(tmp_path: Path) -> None:
    published = sealed(tmp_path)
    (tmp_path / "tile/0/000").unlink()
    assert known_to(published, 200) == Known(200)
    (tmp_path / "heads").write_bytes(b"nonsense\n")
    assert known_to(published, 256) == Known(256)
    with pytest.raises(LogUnreadable):
        known_by(published, FIRST)
