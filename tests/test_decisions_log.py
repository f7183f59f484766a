"""Given what the log said of itself, when it says more, then that follows, or is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ledger.decisions.refusals import OutOfTurn
from ledger.journey.facts.log import LogAnchored, LogFact, LogKeyAdded, LogKeyRetired
from ledger.record.book import OF_THE_LOG, Ledger, open_ledger
from ledger.record.entry import Attribution

ON = date(2026, 11, 28)
AT = datetime(2026, 11, 28, 9, tzinfo=UTC)
FIRST = LogKeyAdded(on=ON, origin="log.example", key="first", from_size=10)
SECOND = replace(FIRST, key="second", from_size=20)
RETIRED = LogKeyRetired(on=ON, origin="log.example", key="first", until_size=25)
SEEN = LogAnchored(on=ON, origin="log.example/access", size=8, root="")


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with open_ledger(None) as opened:
        yield opened


def say(ledger: Ledger, *said: LogFact) -> list[object]:
    for one in said:
        ledger.record(OF_THE_LOG, one, Attribution(by="sealer"), AT)
    return [entry.fact for entry in ledger.entries(OF_THE_LOG)]


def test_keys_follow_each_other(ledger: Ledger) -> None:
    said = (FIRST, SECOND, RETIRED, SEEN, replace(SEEN, size=8), replace(SEEN, size=9))
    assert say(ledger, *said) == list(said)


def test_logs_are_anchored_each_by_its_own_sizes(ledger: Ledger) -> None:
    assert len(say(ledger, SEEN, replace(SEEN, origin="other.example", size=1))) == 2


@pytest.mark.parametrize(
    ("before", "refused"),
    [
        ((FIRST,), FIRST),
        ((FIRST, RETIRED), replace(FIRST, from_size=30)),
        ((), RETIRED),
        ((SECOND,), RETIRED),
        ((FIRST,), replace(RETIRED, until_size=9)),
        ((FIRST,), replace(RETIRED, origin="other.example")),
        ((FIRST, RETIRED), RETIRED),
        ((SEEN,), replace(SEEN, size=7)),
    ],
)
def test_what_does_not_go_on_from_before_is_refused(
    ledger: Ledger, before: tuple[LogFact, ...], refused: LogFact
) -> None:
    written = say(ledger, *before)
    with pytest.raises(OutOfTurn):
        say(ledger, refused)
    assert say(ledger) == written


def test_the_log_speaks_on_its_own_stream_only(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="another stream"):
        ledger.record("p-somebody", FIRST, Attribution(by="sealer"), AT)
    assert ledger.size == 0
