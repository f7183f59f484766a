"""The lines of the access log are fixed for good: what was written once reads the same for ever."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ledger.privacy.page_key import PageKey, Unopened
from ledger.proof.canonical import canonical, parse
from ledger.record.access import Access, AccessKind, AccessOutcome, Seen
from ledger.record.access_line import NotAnAccess, read, written
from tests.sealed import KEY

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
SEALED = replace(BEFORE_ANCHORS, id="a-01KDNTHEFIRSTSEALED000000A")
MOMENT = replace(BEFORE_ANCHORS, id="a-01KDNTHEFIRSTMOMENT000000A", as_known_at=1024)
ANCHOR_NOW = replace(ANCHOR, id="a-01KDNANANCHOROFTODAY00000A")
EXAMPLES = {
    "access": BEFORE_ANCHORS,
    "anchor": ANCHOR,
    "sealed": SEALED,
    "moment": MOMENT,
    "anchor-now": ANCHOR_NOW,
}
WRITTEN_NOW = ("moment", "anchor-now")


def key_for(_access: Access, _commitment: str) -> PageKey:
    return KEY


def golden(name: str) -> bytes:
    return (GOLDEN / f"{name}.json").read_bytes().removesuffix(b"\n")


def test_every_golden_line_has_an_example() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_golden_line_reads_as_its_example(name: str) -> None:
    assert read(golden(name), key_for) == EXAMPLES[name]
    parse(golden(name))


@pytest.mark.parametrize("name", WRITTEN_NOW)
def test_an_example_is_written_as_its_golden_line(name: str) -> None:
    assert written(EXAMPLES[name], KEY) == golden(name), (
        "it is no longer written as it was: leave its golden file, and give the new shape an "
        "example and a golden file of its own"
    )


def test_an_access_that_is_no_anchor_says_so() -> None:
    told = parse(written(BEFORE_ANCHORS, KEY))["access"]
    assert told.pop("anchor") is told.pop("as_known_at") is None
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
        golden("access").replace(b'"format":1', b'"format":2'),
        golden("sealed").replace(b'"format":2', b'"format":1'),
        golden("sealed").replace(b'"box":"', b'"box":"?'),
        golden("sealed").replace(b'"key":"', b'"key":"0'),
        golden("access").replace(b'"kind":"consultation"', b'"kind":"peeking"'),
    ],
)
def test_a_line_of_another_form_is_refused(line: bytes) -> None:
    with pytest.raises(NotAnAccess):
        read(line)


def test_an_access_is_read_as_it_was_written() -> None:
    for told in (replace(SEALED, anchor=ANCHOR.anchor), replace(SEALED, justification="")):
        assert read(written(told, KEY), key_for) == told


def test_what_is_personal_is_a_box_on_the_line_and_nothing_else_is() -> None:
    told = parse(golden("sealed"))
    assert set(told["sealed"]) == {"box", "key"}
    assert told["sealed"]["key"] == KEY.commitment
    associated = canonical({**told, "sealed": {"key": KEY.commitment}})
    plain = KEY.open(b64decode(told["sealed"]["box"]), associated, KEY.commitment)
    assert parse(plain) == {"justification": SEALED.justification}
    assert read(golden("sealed")) == replace(SEALED, justification="")


def test_nothing_personal_is_written_in_the_clear() -> None:
    with pytest.raises(ValueError, match="in the clear"):
        written(SEALED)
    assert parse(written(replace(SEALED, justification="")))["format"] == 1


def test_a_box_opens_on_its_own_line_only() -> None:
    other = written(replace(SEALED, id="a-another"), KEY)
    box, others = (parse(line)["sealed"]["box"].encode() for line in (golden("sealed"), other))
    for line in (
        golden("sealed").replace(b"mair.pugh", b"dewi.bowen"),
        golden("sealed").replace(box, others),
        golden("sealed").replace(KEY.commitment.encode(), b"0" * 64),
    ):
        with pytest.raises(Unopened):
            read(line, key_for)


def test_a_box_that_holds_something_else_is_refused() -> None:
    head = {**parse(golden("sealed")), "sealed": {"key": KEY.commitment}}
    box = KEY.seal(canonical({"justified": "?"}), canonical(head))
    sealed = {"box": b64encode(box).decode(), "key": KEY.commitment}
    with pytest.raises(NotAnAccess):
        read(canonical({**head, "sealed": sealed}), key_for)
