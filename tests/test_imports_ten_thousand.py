"""Ten thousand lines, a hundred of them bad, and a server that is killed half way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

from tests.imported import (
    ARREST,
    SCREENING,
    Line,
    arrest,
    command,
    ended,
    facts_by_key,
    posted,
    results,
    screening,
    told_until_ended,
    waiting_files,
)
from tests.service import Caller
from tests.serving import ledger_server

LINES = 10_000
OF_EACH = 10
HALF = LINES // 2
SCREENED = 900
POLL_SECONDS = 0.5
USED = arrest()

Bad = Callable[[], Line | bytes]

BAD: Mapping[tuple[str, str], Bad] = {
    ("malformed", "json-malformed"): lambda: b'{"key": "' + str(uuid4()).encode(),
    ("malformed", "json-not-utf-8"): lambda: b'{"key": "\xe9"}',
    ("malformed", "line-too-long"): lambda: b'"' + b"x" * 300_000 + b'"',
    ("malformed", "operation-unknown"): lambda: command("recordMiracle", {}),
    ("malformed", "field-missing"): lambda: {"key": str(uuid4()), "body": {}},
    ("malformed", "year-out-of-range"): lambda: arrest(on="2999-01-01"),
    ("refused", "offence-unknown"): lambda: arrest(
        offences=[{"code": "no-such-offence", "firstOn": "2019-11-28", "lastOn": "2019-11-28"}]
    ),
    ("refused", "participant-of-unknown"): lambda: screening(str(uuid4())),
    ("refused", "idempotency-key-reused"): lambda: {**arrest(station="X"), "key": USED["key"]},
    ("refused", "no-such-page"): lambda: command(
        "recordSafeguardingScreened", SCREENING, participantId="p-nobody", journey=1
    ),
}
"""Ten ways of being bad, and what is said of each."""


def lines_with_bad_ones() -> tuple[list[Line | bytes], dict[int, tuple[str, str]]]:
    """Lines, and by number those that are bad and why."""
    arrests = [USED, *(arrest() for _ in range(LINES - OF_EACH * len(BAD) - SCREENED - 1))]
    screenings = [screening(line["key"]) for line in arrests[:SCREENED]]
    lines: list[Line | bytes] = [*arrests, *screenings]
    chance, bad = Random(8), {}
    numbers = sorted(chance.sample(range(2, LINES + 1), OF_EACH * len(BAD)))
    whys = [why for why in BAD for _ in range(OF_EACH)]
    chance.shuffle(whys)
    for number, why in zip(numbers, whys, strict=True):
        lines.insert(number - 1, BAD[why]())
        bad[number] = why
    return lines, bad


def test_a_hundred_bad_lines_harm_no_other_and_a_kill_half_way_doubles_nothing(
    tmp_path: Path,
) -> None:
    lines, bad = lines_with_bad_ones()
    assert len(lines) == LINES
    server = ledger_server(tmp_path)
    with Caller(server.address) as integrator:
        import_id = posted(integrator, *lines)
        for told in told_until_ended(integrator, import_id, POLL_SECONDS):
            if told["done"] >= HALF:
                break
    server.kill()
    server.stop()
    assert told["endedAt"] is None

    server = ledger_server(tmp_path)
    try:
        with Caller(server.address) as integrator:
            told = ended(integrator, import_id, POLL_SECONDS)
            became = results(integrator, import_id)
    finally:
        server.stop()

    assert told["counts"] == counted(recorded=9_900, malformed=60, refused=40)
    assert [line["line"] for line in became] == list(range(1, LINES + 1))
    explained = {
        line["line"]: (line["status"], line["code"])
        for line in became
        if line["status"] != "recorded"
    }
    assert explained == bad
    good = [line for n, line in enumerate(lines, 1) if n not in bad and isinstance(line, dict)]
    assert facts_by_key(tmp_path) == {
        (line["key"], name): 1 for line in good for name in led_to(line)
    }
    assert waiting_files(tmp_path) == []


def led_to(line: Line) -> tuple[str, ...]:
    """The facts that a good line leads to."""
    if line["body"].keys() >= ARREST.keys():
        return "page.opened", "arrest.recorded"
    return ("safeguarding.screened",)


def counted(**lines: int) -> dict[str, Any]:
    none = ("recorded", "replayed", "acceptable", "refused", "malformed", "failed")
    return {**dict.fromkeys(none, 0), **lines}
