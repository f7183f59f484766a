"""The lines of the access log are fixed for good: what was written once reads the same for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ledger.proof.canonical import parse
from ledger.record.access import Access, AccessKind, AccessOutcome, Seen
from ledger.record.access_line import NotAnAccess, read, written

GOLDEN = Path(__file__).parent / "golden_access"
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
BEFORE_ANCHORS = Access(
    id="a-01KDNTHEFIRSTSHAPE0000000A",
    at=AT,
    kind=AccessKind.CONSULTATION,
    by="mair.pugh",
    role="custody",
    force="north-wales",
    operation="journey",
    purpose="prosecution",
    client="niche-north-wales",
    on_behalf_of="NWP-2291",
    system="http",
    pages=("p-01KDNAAAAAAAAAAAAAAAAAAAAA",),
    recipients=("Information Commissioner's Office",),
    outcome=AccessOutcome.REFUSED,
    count=2,
    as_at=date(2026, 11, 22),
    first_at=datetime(2026, 10, 23, 9, 30, tzinfo=UTC),
    until_at=AT,
    correlation_id="niche-4471",
    trace_id="ab" * 16,
    justification="Cais gan y ddesg – ŵy",
)
ANCHOR = Access(
    id="a-01KDNTHEFIRSTANCHOR000000A",
    at=AT,
    kind=AccessKind.ANCHOR,
    by="sealer",
    role="system",
    force="",
    operation="anchorLedger",
    purpose="audit",
    system="sealer",
    anchor=Seen(
        origin="ledger.example/ledger",
        size=200,
        root="47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
    ),
)
EXAMPLES = {"access": BEFORE_ANCHORS, "anchor": ANCHOR}
WRITTEN_NOW = ("anchor",)


def golden(name: str) -> bytes:
    return (GOLDEN / f"{name}.json").read_bytes().removesuffix(b"\n")


def test_every_golden_line_has_an_example() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_golden_line_reads_as_its_example(name: str) -> None:
    assert read(golden(name)) == EXAMPLES[name]
    parse(golden(name))


@pytest.mark.parametrize("name", WRITTEN_NOW)
def test_an_example_is_written_as_its_golden_line(name: str) -> None:
    assert written(EXAMPLES[name]) == golden(name), (
        "it is no longer written as it was: leave its golden file, and give the new shape an "
        "example and a golden file of its own"
    )


def test_an_access_that_is_no_anchor_says_so() -> None:
    told = parse(written(BEFORE_ANCHORS))["access"]
    assert told.pop("anchor") is None
    assert told == parse(golden("access"))["access"]


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{}",
        b"\xff",
        golden("anchor").replace(b'"size":200', b'"size":"200"'),
        golden("anchor").replace(b'"root"', b'"route"'),
        golden("access").replace(b'"format":1', b'"format":9'),
        golden("access").replace(b'"kind":"consultation"', b'"kind":"peeking"'),
    ],
)
def test_a_line_of_another_form_is_refused(line: bytes) -> None:
    with pytest.raises(NotAnAccess):
        read(line)


def test_an_access_is_read_as_it_was_written() -> None:
    told = replace(BEFORE_ANCHORS, anchor=ANCHOR.anchor)
    assert read(written(told)) == told
