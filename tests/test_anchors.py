"""Two logs that saw each other: neither can be changed, with whatever keys, while one is known."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from ledger.evidence.anchors import (
    Anchor,
    AnchorBroken,
    Shown,
    anchors_in,
    check,
    check_both,
)
from ledger.evidence.remembered import Contradiction, Memory
from ledger.journey.facts.log import LogAnchored
from ledger.proof.merkle import leaf_hash, root
from ledger.proof.refusal import NotProved
from ledger.record.access import open_access_log
from ledger.record.book import OF_THE_LOG, open_ledger
from ledger.record.entry import Attribution, Entry
from tests.anchored import (
    ACCESS,
    ACTS,
    AT,
    LEDGER,
    ORIGIN,
    Act,
    anchor,
    consultation,
    forge,
    forge_anchors,
    grow,
    is_anchor,
    items_of,
    other_than,
    remember,
    shown,
)

PLACE = 5
LINES = [b"line %d" % n for n in range(20)]
A_DAY = timedelta(days=1)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two logs of a dozen and more, which saw each other on two days."""
    grow(tmp_path, 12)
    assert anchor(tmp_path) == (True, True)
    grow(tmp_path, 6, first=12)
    assert anchor(tmp_path, AT + A_DAY) == (True, True)
    grow(tmp_path, 2, first=18, at=AT + A_DAY)
    return tmp_path


def both(data: Path) -> None:
    check_both(shown(data, LEDGER), shown(data, ACCESS))


class TestWhatTwoLogsSawOfEachOther:
    def test_is_what_they_are(self, data: Path) -> None:
        told = check_both(shown(data, LEDGER), shown(data, ACCESS))
        assert [(one.origin, one.size) for one in told] == [
            (ORIGIN[LEDGER], 22),
            (ORIGIN[ACCESS], 22),
        ]
        seen = list(anchors_in(shown(data, ACCESS).lines()))
        assert [(one.index, one.origin, one.size) for one in seen] == [
            (12, ORIGIN[LEDGER], 12),
            (19, ORIGIN[LEDGER], 19),
        ]

    @pytest.mark.parametrize("name", [LEDGER, ACCESS])
    @pytest.mark.parametrize("act", ACTS, ids=str)
    def test_cannot_be_changed_with_its_key_while_the_other_is_remembered(
        self, data: Path, tmp_path: Path, name: str, act: Act
    ) -> None:
        memory = Memory(tmp_path / "remembered")
        remember(memory, data, other_than(name))
        forge(data, name, act.on(items_of(data, name), PLACE))
        remember(memory, data, other_than(name))
        with pytest.raises(AnchorBroken) as broken:
            both(data)
        assert broken.value.origin == ORIGIN[name]
        assert broken.value.first <= PLACE
        assert broken.value.anchor.size == 12

    @pytest.mark.parametrize("name", [LEDGER, ACCESS])
    @pytest.mark.parametrize("act", ACTS, ids=str)
    def test_cannot_be_changed_with_both_keys_while_the_other_is_remembered(
        self, data: Path, tmp_path: Path, name: str, act: Act
    ) -> None:
        """Both logs agree again, and both are signed: what is remembered does not."""
        memory = Memory(tmp_path / "remembered")
        remember(memory, data, other_than(name))
        forge(data, name, [i for i in act.on(items_of(data, name), PLACE) if not is_anchor(i)])
        forge_anchors(data, other_than(name), check(shown(data, name), ()))
        both(data)
        with pytest.raises(Contradiction):
            remember(memory, data, other_than(name))

    def test_reaches_as_far_as_the_last_anchor(self, data: Path) -> None:
        """What came after it is for the next one, or for whoever remembers the log itself."""
        forge(data, ACCESS, items_of(data, ACCESS)[:-2])
        both(data)

    def test_is_told_by_the_leaves_that_may_have_changed(self, data: Path) -> None:
        items = items_of(data, ACCESS)
        forge(data, ACCESS, [*items[:15], consultation(99), *items[16:]])
        with pytest.raises(AnchorBroken) as broken:
            both(data)
        assert str(broken.value) == (
            "of its leaves 12 to 18 one was changed; leaf 19 of the other log saw it at 19 "
            "leaves, with another root"
        )
        forge(data, ACCESS, items[:10])
        with pytest.raises(AnchorBroken) as broken:
            both(data)
        assert str(broken.value) == (
            "it has 10 leaves; leaf 12 of the other log saw it at 12 leaves"
        )


class TestPuttingDown:
    def test_the_ledger_is_put_down_at_most_once_a_minute(self, tmp_path: Path) -> None:
        told = []
        for seconds in (0, 20, 59, 61, 62):
            grow(tmp_path, 1, first=seconds)
            told.append(anchor(tmp_path, AT + timedelta(seconds=seconds))[0])
        assert told == [True, False, False, True, False]
        assert anchor(tmp_path, AT + timedelta(seconds=63), at_once=True)[0]
        both(tmp_path)

    def test_the_access_log_is_put_down_at_most_once_a_day(self, tmp_path: Path) -> None:
        told = []
        for hours in (0, 5, 23, 24, 25):
            at = AT + timedelta(hours=hours)
            grow(tmp_path, 1, first=hours, at=at)
            told.append(anchor(tmp_path, at)[1])
        assert told == [True, False, True, False, False], "by the civil day, in London"
        assert anchor(tmp_path, AT + timedelta(hours=26), at_once=True)[1]
        both(tmp_path)

    def test_a_log_that_has_not_grown_is_not_put_down_again(self, tmp_path: Path) -> None:
        grow(tmp_path, 1)
        assert anchor(tmp_path) == (True, True)
        with open_ledger(tmp_path) as ledger, open_access_log(tmp_path) as access:
            sizes = ledger.size, access.size
        assert sizes == (2, 2)

    def test_an_anchor_is_of_no_force_and_no_page(self, data: Path) -> None:
        with open_access_log(data) as access:
            last = access.last_anchor()
        assert last is not None
        assert (last.force, last.pages, last.by, last.kind) == ("", (), "sealer", "anchor")
        assert last.anchor is not None
        assert last.anchor.size == 19


class TestChecking:
    def test_takes_anchors_in_any_order(self) -> None:
        seen = [seen_at(size) for size in (12, 3, 0, 20, 12)]
        told = check(Shown("a", lambda: LINES), seen)
        assert (told.size, told.root) == (20, root_at(20))

    def test_lets_anchors_of_other_logs_be(self) -> None:
        other = Anchor(0, "b", 99, b"")
        assert check(Shown("a", lambda: LINES), [other]).size == 20

    @pytest.mark.parametrize(
        ("anchor", "first"),
        [
            (Anchor(0, "a", 21, b"?" * 32), 12),
            (Anchor(0, "a", 14, b"?" * 32), 12),
            (Anchor(0, "a", 2, b"?" * 32), 0),
            (Anchor(0, "a", 12, b""), 12),
            (Anchor(0, "a", -3, b""), 0),
        ],
    )
    def test_tells_from_where_on_the_log_may_be_another(self, anchor: Anchor, first: int) -> None:
        with pytest.raises(AnchorBroken) as broken:
            check(Shown("a", lambda: LINES), [seen_at(12), anchor])
        assert (broken.value.anchor, broken.value.first) == (anchor, first)
        assert broken.value.size == 20

    def test_refuses_an_anchor_that_it_cannot_read(self) -> None:
        for line in (b'{"name":"log.anchored"}', b'{"kind":"anchor"}'):
            with pytest.raises(NotProved):
                list(anchors_in([line]))

    def test_a_root_that_no_log_has_is_no_root(self, tmp_path: Path) -> None:
        with open_ledger(tmp_path) as ledger:
            fact = LogAnchored(on=AT.date(), origin="a", size=1, root="no root")
            ledger.append([Entry(OF_THE_LOG, 1, AT, Attribution(by="test"), fact)])
        (told,) = anchors_in(shown(tmp_path, LEDGER).lines())
        assert told.root == b""


def seen_at(size: int) -> Anchor:
    return Anchor(0, "a", size, root_at(size))


def root_at(size: int) -> bytes:
    return root([leaf_hash(line) for line in LINES[:size]])
