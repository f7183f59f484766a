from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, func, select

from ledger.record.entry import CorruptEntry, Entry
from projections.catch_up import AheadOfLedger, catch_up, read_positions
from projections.pages import Pages
from projections.read import read_to, wait_for
from projections.redraw import digest, drop, redraw
from projections.stands import Sought, stands
from projections.timeline import timeline
from projections.unreadable import Place, unreadable_entries, untold_pages
from tests.drawn_views import NAMES, VIEWS, drawn, views_in
from tests.listed_ledger import ListedLedger
from tests.told_facts import (
    KEPT,
    TO_CONTRACT,
    arrested,
    closed,
    completed,
    opened,
)

TODAY = date(2021, 1, 1)
TIMELINE = next(view for view in VIEWS if view.name == "timeline")
THE_REST = [view for view in VIEWS if view is not TIMELINE]


class OvertakenLedger:
    """A ledger during whose first reading something else happens."""

    def __init__(self, ledger: ListedLedger, meanwhile: Callable[[], object]) -> None:
        self._ledger = ledger
        self._meanwhile = [meanwhile]

    @property
    def position(self) -> int:
        return self._ledger.position

    def since(self, position: int, limit: int) -> Sequence[tuple[int, Entry | CorruptEntry]]:
        stretch = self._ledger.since(position, limit)
        while self._meanwhile:
            self._meanwhile.pop()()
        return stretch

    def entries(self, page_id: str) -> tuple[Entry, ...]:
        return self._ledger.entries(page_id)


def lines_drawn(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(timeline)).scalar_one()


def test_a_second_look_draws_only_what_is_new(tmp_path: Path) -> None:
    ledger = ListedLedger(("p-1", TO_CONTRACT))
    with views_in(tmp_path) as engine:
        assert catch_up(ledger, engine, VIEWS) == 8
        assert catch_up(ledger, engine, VIEWS) == 8
        ledger.write("p-1", completed(), closed())
        assert catch_up(ledger, engine, VIEWS) == 10
        assert read_positions(engine, VIEWS) == dict.fromkeys(NAMES, 10)


def test_an_empty_ledger_draws_nothing(tmp_path: Path) -> None:
    with views_in(tmp_path) as engine:
        assert catch_up(ListedLedger(), engine, VIEWS) == 0


def test_progress_is_told_after_every_batch(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    with views_in(tmp_path) as engine:
        ledger = ListedLedger(("p-1", KEPT))
        catch_up(ledger, engine, VIEWS, batch=4, progress=lambda at, goal: told.append((at, goal)))
    assert told == [(4, 10), (8, 10), (10, 10)]


def test_a_view_that_was_dropped_is_drawn_alone_and_the_others_stay(tmp_path: Path) -> None:
    ledger = ListedLedger(("p-1", TO_CONTRACT), ("p-2", KEPT))
    with drawn(ledger, tmp_path) as engine:
        before = digest(engine, VIEWS)
        drop(engine, [TIMELINE])
        assert read_positions(engine, VIEWS) == {**dict.fromkeys(NAMES, 18), "timeline": 0}
        kept = {name: rows for name, rows in before.items() if name != "timeline"}
        assert digest(engine, THE_REST) == kept
        ledger.write("p-1", completed())
        told: list[int] = []
        catch_up(ledger, engine, VIEWS, batch=5, progress=lambda at, _: told.append(at))
        assert told == [5, 10, 15, 18, 19]
        ledger_rows = digest(engine, VIEWS)
    with drawn(ledger, tmp_path / "anew") as engine:
        assert digest(engine, VIEWS) == ledger_rows


def test_all_views_drawn_again_have_the_same_rows(tmp_path: Path) -> None:
    ledger = ListedLedger(("p-1", TO_CONTRACT), ("p-2", KEPT))
    with drawn(ledger, tmp_path) as engine:
        before = digest(engine, VIEWS)
        assert redraw(ledger, engine, VIEWS) == 18
        assert digest(engine, VIEWS) == before


def test_a_digest_tells_one_row_from_another(tmp_path: Path) -> None:
    with drawn(ListedLedger(("p-1", KEPT)), tmp_path / "kept") as engine:
        kept = digest(engine, VIEWS)
    with drawn(ListedLedger(("p-2", KEPT)), tmp_path / "other") as engine:
        other = digest(engine, VIEWS)
    differing = {name for name in NAMES if kept[name] != other[name]}
    assert differing == {"timeline", "standing", "outcomes"}


def test_a_batch_that_another_runner_wrote_meanwhile_is_not_written_again(tmp_path: Path) -> None:
    ledger = ListedLedger(("p-1", TO_CONTRACT))
    with views_in(tmp_path) as engine:

        def overtake() -> None:
            ledger.write("p-2", *KEPT)
            catch_up(ledger, engine, VIEWS, batch=11)

        assert catch_up(OvertakenLedger(ledger, overtake), engine, VIEWS) == 18
        assert lines_drawn(engine) == 18


def test_a_batch_read_before_the_views_were_dropped_is_not_written_after(tmp_path: Path) -> None:
    ledger = ListedLedger(("p-1", TO_CONTRACT))
    with drawn(ledger, tmp_path) as engine:
        ledger.write("p-2", *KEPT)
        overtaken = OvertakenLedger(ledger, lambda: drop(engine, VIEWS))
        assert catch_up(overtaken, engine, VIEWS) == 18
        assert lines_drawn(engine) == 18


def test_racing_runners_draw_each_entry_exactly_once(tmp_path: Path) -> None:
    pages = [(f"p-{n}", KEPT) for n in range(40)]
    ledger = ListedLedger(*pages)
    start = Barrier(3)

    def race() -> None:
        with views_in(tmp_path) as engine:
            start.wait()
            catch_up(ledger, engine, VIEWS, batch=7)

    with views_in(tmp_path):
        racers = [Thread(target=race) for _ in range(3)]
        for racer in racers:
            racer.start()
        for racer in racers:
            racer.join()
    with drawn(ledger, tmp_path) as engine, drawn(ledger, tmp_path / "alone") as alone:
        assert digest(engine, VIEWS) == digest(alone, VIEWS)


def test_a_reader_sees_its_own_write_once_the_views_have_read_so_far(tmp_path: Path) -> None:
    ledger = ListedLedger(("p-1", TO_CONTRACT))
    with views_in(tmp_path) as engine:
        assert not wait_for(engine, NAMES, 8, timeout_seconds=0.01)
        drawing = Thread(target=catch_up, args=(ledger, engine, VIEWS))
        drawing.start()
        assert wait_for(engine, NAMES, 8, timeout_seconds=10)
        with engine.connect() as connection:
            assert len(stands(connection, TODAY, Sought(pages=("p-1",)))) == 1
        drawing.join()


def test_a_reader_waits_for_the_last_of_the_views_it_names(tmp_path: Path) -> None:
    ledger = ListedLedger(("p-1", TO_CONTRACT))
    with views_in(tmp_path) as engine:
        catch_up(ledger, engine, [TIMELINE])
        assert wait_for(engine, ["timeline"], 8, timeout_seconds=0)
        assert not wait_for(engine, ["timeline", "due"], 8, timeout_seconds=0)
        with engine.connect() as connection:
            assert read_to(connection, ["timeline"]) == 8
            assert read_to(connection, NAMES) == 0


def test_views_that_read_further_than_the_ledger_reaches_say_so(tmp_path: Path) -> None:
    with drawn(ListedLedger(("p-1", KEPT)), tmp_path) as engine:
        restored = ListedLedger(("p-1", TO_CONTRACT))
        with pytest.raises(AheadOfLedger):
            catch_up(restored, engine, VIEWS)
        assert redraw(restored, engine, VIEWS) == 8


def test_pages_that_made_room_are_told_from_the_ledger_again(tmp_path: Path) -> None:
    ledger = ListedLedger()
    for fact in KEPT:
        for page in ("p-1", "p-2", "p-3"):
            ledger.write(page, fact)
    with views_in(tmp_path) as engine:
        catch_up(ledger, engine, VIEWS, batch=2, pages=Pages(ledger, most=1))
        few = digest(engine, VIEWS)
    with drawn(ledger, tmp_path / "all") as engine:
        assert digest(engine, VIEWS) == few


def test_an_entry_that_cannot_be_read_is_named_and_harms_no_other_page(tmp_path: Path) -> None:
    ledger = ListedLedger(("p-1", KEPT), ("p-2", TO_CONTRACT))
    ledger.corrupt("p-2")
    ledger.write("p-2", completed())
    ledger.write("p-3", *TO_CONTRACT)
    with drawn(ledger, tmp_path) as engine, engine.connect() as connection:
        assert unreadable_entries(connection) == [Place(19, "p-2", 9)]
        assert untold_pages(connection) == [Place(20, "p-2", 10)]
        standing = [row.page for row in stands(connection, TODAY, Sought())]
        assert standing == ["p-1", "p-3"]
        lines = select(func.count()).where(timeline.c.page == "p-2")
        assert connection.execute(lines).scalar() == 9


def test_a_page_is_taken_out_of_the_lists_when_it_can_no_longer_be_told(tmp_path: Path) -> None:
    ledger = ListedLedger(("p-1", TO_CONTRACT))
    with drawn(ledger, tmp_path) as engine:
        ledger.corrupt("p-1")
        assert catch_up(ledger, engine, VIEWS) == 9
        with engine.connect() as connection:
            assert stands(connection, TODAY, Sought()) == []
        one_by_one = digest(engine, VIEWS)
    with drawn(ledger, tmp_path / "anew") as engine:
        assert digest(engine, VIEWS) == one_by_one


def test_a_line_that_is_missing_keeps_its_page_back(tmp_path: Path) -> None:
    whole = ListedLedger(("p-1", [opened(), arrested(), *TO_CONTRACT[2:]]), ("p-2", TO_CONTRACT))
    stretch = [numbered for numbered in whole.since(0, 100) if numbered[0] != 3]
    batch = Pages(whole).batch(stretch)
    assert [page for page, sheet in batch.sheets.items() if not sheet.told] == ["p-1"]
