"""The pure core: replaying a page, and deciding on one of 20 facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ledger.decisions.decide import decide
from ledger.journey.facts.contract import SessionAttended
from ledger.journey.page import Page, replay, turn
from tests.bench.measure import Row, rate
from tests.story import Story

TIMES = 2_000


def twenty_facts() -> Story:
    """A page of 20 facts under contract, with sessions."""
    story = Story("checkpoint-cymru/2019-10").signed(date(2019, 12, 10))
    for fortnight in range(20 - story.page.version):
        on = date(2020, 1, 1) + timedelta(days=14 * fortnight)
        story.do(SessionAttended(journey=1, on=on))
    return story


def rows() -> Iterator[Row]:
    story = twenty_facts()
    written = story.page.written

    def replays() -> None:
        for _ in range(TIMES):
            replay(written)

    yield Row("facts replayed", rate(replays, TIMES * len(written)), note="aim 150,000")
    yield Row("decide and evolve on a page of 20", rate(lambda: _decide(story), TIMES))


def _decide(story: Story) -> None:
    command = SessionAttended(journey=1, on=date(2020, 11, 1))
    for _ in range(TIMES):
        page: Page = story.page
        for fact in decide(page, command, story.rulebook):
            turn(page, page.version + 1, fact)
