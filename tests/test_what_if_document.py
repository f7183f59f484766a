"""`docs/what-if.md` shows what the demo gives, table by table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ledger.policy.table import CLAUSES
from tests.terminal import TODAY, answer, furnished_in, run

TEXT = (Path(__file__).parents[1] / "docs" / "what-if.md").read_text(encoding="utf-8")
LAUNCHED, ANNOUNCED = "checkpoint-cymru/2019-12", "checkpoint-cymru/2019-10"


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo's folder that tests only read."""
    return furnished_in(tmp_path_factory.mktemp("demo") / "data")


def told(furnished: Path, edition: str) -> dict[str, Any]:
    options = ("--edition", edition, "--as-at", TODAY, "--data", furnished)
    return answer(run("what-if", *options, "--json"))


def table(*rows: tuple[object, ...]) -> str:
    heading, *others = rows
    lines = (heading, ("---",) * len(heading), *others)
    return "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)


def totals(found: dict[str, Any]) -> str:
    return table(
        ("entered under another edition", "would stand elsewhere", "another record", "same answer"),
        (
            found["compared"],
            found["differing"],
            found["recordsDiffering"],
            found["sameAnswer"],
        ),
    )


def counts(found: dict[str, Any]) -> str:
    return table(
        ("journeys", "clause", "what would be otherwise", "the clause"),
        *(
            (
                one["journeys"],
                one["clause"]["code"],
                one["otherwise"]["words"]["en"],
                CLAUSES[one["clause"]["code"]].words,
            )
            for one in found["counts"]
        ),
    )


def journeys(found: dict[str, Any]) -> str:
    return table(
        ("page", "now", "then", "by"),
        *(
            (
                f"`{one['participantId']}`",
                stands(one["now"]),
                stands(one["then"]),
                ", ".join(
                    f"{' '.join(code['code'] for code in each['clauses'])} at line {each['line']}"
                    for each in one["differences"]
                ),
            )
            for one in found["items"]
        ),
    )


def stands(place: dict[str, Any]) -> str:
    return f"{place['status']['code']}, {place['record']['code']}"


@pytest.mark.parametrize("drawn", [totals, counts, journeys])
@pytest.mark.parametrize("edition", [LAUNCHED, ANNOUNCED])
def test_the_document_has_what_the_demo_gives(furnished: Path, edition: str, drawn: Any) -> None:
    assert drawn(told(furnished, edition)) in TEXT


def test_the_document_has_no_other_table(furnished: Path) -> None:
    own = [
        drawn(told(furnished, edition))
        for edition in (LAUNCHED, ANNOUNCED)
        for drawn in (totals, counts, journeys)
    ]
    assert sum(line.startswith("|") for line in TEXT.splitlines()) == "".join(own).count("\n")
