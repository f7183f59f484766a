"""On which page an entry may stand, under which key, and why one came late."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ledger.evidence.verifying.verdict import Report, State, Step
from ledger.record.streams import OF_THE_LOG, force_page, panel_page, scrutiny_page
from tests.bundled import (
    OTHER,
    PERSON,
    decider,
    fact_changed,
    line_changed,
    lines_of,
    stolen,
    verified,
    whole,
    written,
)
from tests.golden_facts import clear_line, golden_line
from tests.recorded import FORCE

JOBS = (1, 2, 3)
STATUS, OPENED, ARRESTED = 7, 8, 9
AT_FIRST = "2019-12-10T15:30:00.000000Z"
TWO_KEYS = "a page and its panel's that are sealed with two keys"


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return whole(written(tmp_path_factory.mktemp("sealed")))


def looked_at(bundle: bytes, folder: Path, *lines: bytes) -> Report:
    """What comes of these lines, which is the same by however many processes."""
    made = stolen(bundle, lines)
    alone, *others = [verified(made, folder, jobs=jobs) for jobs in JOBS]
    assert others == [alone] * len(others)
    return alone


def of(line: bytes, page: str, number: int, key: str) -> bytes:
    """The line on that page, at the instant of the last one there was, with nothing sealed."""
    sealed = {"box": "", "key": key}
    changes = {"page": page, "line": number, "sealed": sealed, "idempotency_key": ""}
    return line_changed(line, recorded_at="2019-12-10T15:30:30.000000Z", **changes)


def key_of(line: bytes) -> str:
    return str(json.loads(line)["sealed"]["key"])


@pytest.mark.parametrize(
    ("page", "number"),
    [(panel_page(PERSON), 1), (scrutiny_page(FORCE), 1), (force_page(FORCE), 2), (OF_THE_LOG, 1)],
)
def test_no_status_is_published_off_a_persons_page(
    bundle: bytes, tmp_path: Path, page: str, number: int
) -> None:
    lines = lines_of(bundle)
    key = key_of(lines[0 if page == force_page(FORCE) else STATUS])
    false = of(fact_changed(lines[STATUS], station="closed", size=9), page, number, key)
    found = decider(looked_at(bundle, tmp_path, *lines, false), Step.PAGES)
    assert (found.what, found.index) == ("an entry on a page that is not for what it says", 10)


@pytest.mark.parametrize(
    "name", ["log-key.added", "log-key.retired", "log.anchored", "sample.drawn", "policy.adopted"]
)
@pytest.mark.parametrize("page", [OTHER, panel_page(OTHER)])
def test_what_has_a_page_of_its_own_stands_on_no_other(
    bundle: bytes, tmp_path: Path, name: str, page: str
) -> None:
    lines, elsewhere = lines_of(bundle), golden_line(name)
    number = 3 if page == OTHER else 1
    if name == "policy.adopted":
        elsewhere = line_changed(lines[0], name=name)
    odd = of(elsewhere, page, number, key_of(lines[OPENED]))
    found = decider(looked_at(bundle, tmp_path, *lines, odd), Step.PAGES)
    assert (found.what, found.index) == ("an entry on a page that is not for what it says", 10)


@pytest.mark.parametrize("place", [OPENED, 10])
@pytest.mark.parametrize("same", [True, False])
def test_one_key_seals_a_page_and_its_panels_whichever_came_first(
    bundle: bytes, tmp_path: Path, place: int, same: bool
) -> None:
    lines = lines_of(bundle)
    key = key_of(lines[OPENED]) if same else "0" * 64
    verdict = fact_changed(golden_line("panel-verdict.given"), page=OTHER)
    at = json.loads(lines[place - 1])["recorded_at"]
    panels = line_changed(of(verdict, panel_page(OTHER), 1, key), recorded_at=at)
    report = looked_at(bundle, tmp_path, *lines[:place], panels, *lines[place:])
    if same:
        assert report.state == State.VERIFIED, report.first
    else:
        found = decider(report, Step.PAGES)
        assert (found.what, found.index) == (TWO_KEYS, max(place, ARRESTED))


def in_the_clear(line: bytes, late_because: str = "") -> bytes:
    """The line as it was written in format 1."""
    name = json.loads(line)["name"]
    sealed = json.loads(clear_line(name))["sealed"]
    sealed["attribution"]["late_because"] = late_because
    return line_changed(line, format=1, sealed=sealed)


def test_a_page_may_have_lines_in_the_clear_before_those_that_are_sealed(
    bundle: bytes, tmp_path: Path
) -> None:
    lines = lines_of(bundle)
    begun = [*lines[:OPENED], in_the_clear(lines[OPENED]), lines[ARRESTED]]
    assert looked_at(bundle, tmp_path, *begun).state == State.VERIFIED
    screened = of(lines[3], OTHER, 3, key_of(lines[ARRESTED]))
    assert looked_at(bundle, tmp_path, *begun, screened).first is not None
    for odd in (of(lines[3], OTHER, 3, "0" * 64), in_the_clear(screened)):
        found = decider(looked_at(bundle, tmp_path, *begun, odd), Step.PAGES)
        assert (found.what, found.index) == ("a page that is sealed with two keys", 10)
    panels = fact_changed(golden_line("panel-verdict.given"), page=OTHER)
    first = line_changed(of(panels, panel_page(OTHER), 1, "0" * 64), recorded_at=AT_FIRST)
    with_panel = [lines[0], first, *begun[1:]]
    assert decider(looked_at(bundle, tmp_path, *with_panel), Step.PAGES).what == TWO_KEYS


def test_only_an_erasure_comes_late_without_a_reason(bundle: bytes, tmp_path: Path) -> None:
    lines = lines_of(bundle)
    earlier = "2019-12-09"
    screened = fact_changed(lines[3], on=earlier)
    without = of(screened, OTHER, 3, key_of(lines[ARRESTED]))
    for late in (without, in_the_clear(without)):
        found = decider(looked_at(bundle, tmp_path, *lines, late), Step.TIME)
        assert (found.what, found.index) == ("an entry of an earlier day without a reason", 10)
    erased = fact_changed(golden_line("personal-data.erased"), on=earlier)
    report = looked_at(bundle, tmp_path, *lines, of(erased, OTHER, 3, key_of(lines[ARRESTED])))
    assert report.state == State.VERIFIED, report.first
    assert [one.reason for one in report.retroactive] == ["none"]
