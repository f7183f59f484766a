"""What-if over the demo, from the command line: counts, a list, and nothing written.

Who differs follows from the tales: North Wales signs for twelve months, and the launched scheme for
four. So whoever signed in the demo has another last day, and whoever is between the two last days
today is waiting for the decision on completion instead of being under contract.
"""

from __future__ import annotations

from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from api.demo import CAST, DRAWN
from api.demo_forces import DEMO_SECOND, NORTH_WALES
from ledger.journey.calendar import Term, months_in
from ledger.journey.facts.contract import ContractSigned
from ledger.journey.journey import Signed
from ledger.journey.page import Page
from ledger.journey.stations import UnderContract
from ledger.journey.words import Record
from ledger.record.access import Access, open_access_log
from ledger.record.book import open_ledger
from ledger.record.entry import Entry
from tests.terminal import TODAY, answer, furnished_in, invented, quiet_terminal, refusal, run

LAUNCHED, ANNOUNCED = "checkpoint-cymru/2019-12", "checkpoint-cymru/2019-10"


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo's folder that tests only read."""
    return furnished_in(tmp_path_factory.mktemp("demo") / "data")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quiet_terminal(tmp_path, monkeypatch)


@pytest.fixture(scope="module")
def pages(furnished: Path) -> dict[str, Page]:
    """Every page of the Welsh forces, as at the demo's last day."""
    with open_ledger(furnished) as ledger:
        told = [entry for _, entry in ledger.since(0, ledger.size) if isinstance(entry, Entry)]
        found = {entry.page: ledger.page(entry.page) for entry in told}
    welsh = {NORTH_WALES.code, DEMO_SECOND.code}
    return {name: page for name, page in found.items() if page.force in welsh and page.journeys}


def under(furnished: Path, edition: str, *more: object) -> dict[str, Any]:
    told = run(
        "what-if", "--edition", edition, "--as-at", TODAY, "--data", furnished, "--json", *more
    )
    return answer(told)


def signed(pages: dict[str, Page], length: str) -> dict[tuple[str, int], Term]:
    """The terms of all contracts that were signed for `length`, by page and journey."""
    return {
        (name, fact.journey): Term.of(fact.signed_at, months_in(length))
        for name, page in pages.items()
        for _, fact in page.written
        if isinstance(fact, ContractSigned) and fact.length == length
    }


def test_whoever_is_between_the_two_last_days_would_be_waiting(
    furnished: Path, pages: dict[str, Page]
) -> None:
    """Reckoned from the pages: under contract still, though four months from signing are over."""
    expected = set()
    for (name, number), term in signed(pages, "P12M").items():
        journey = pages[name].journey(number)
        assert journey is not None
        at_work = isinstance(journey.station_on(TODAY), UnderContract)
        shorter = Term.of(term.signed_at, 4)
        if at_work and shorter.last_on < TODAY and isinstance(journey.contract, Signed):
            expected.add((name, number))
    told = under(furnished, LAUNCHED)
    differing = {(one["participantId"], one["journey"]) for one in told["items"]}
    assert expected
    assert differing == expected
    assert told["differing"] == len(expected)
    for one in told["items"]:
        assert one["now"]["status"]["code"] == "under-contract"
        assert one["then"]["status"]["code"] == "awaiting-completion"
        assert [each["code"] for each in one["differences"][0]["clauses"]] == ["C7"]


def test_every_contract_would_have_bound_to_another_day(
    furnished: Path, pages: dict[str, Page]
) -> None:
    told = under(furnished, LAUNCHED)
    counts = {(one["otherwise"]["code"], (one["clause"] or {}).get("code")): one["journeys"]
              for one in told["counts"]}  # fmt: skip
    assert counts["another-term", "C7"] == len(signed(pages, "P12M"))


def test_who_completed_after_four_months_would_not_have_after_twelve(
    furnished: Path, pages: dict[str, Page]
) -> None:
    """The other way round: completion before the twelve months are over is refused by F1."""
    told = under(furnished, ANNOUNCED)
    contracts = signed(pages, "P4M")
    completed = {
        place
        for place in contracts
        if (journey := pages[place[0]].journey(place[1])) and journey.completed_on
    }
    parted = {
        (one["participantId"], one["journey"])
        for one in told["items"]
        if one["differences"][-1]["clauses"][0]["code"] == "F1"
    }
    assert completed
    assert parted == completed
    records = {one["then"]["record"]["code"] for one in told["items"]}
    assert records == {Record.PENDING}
    assert told["recordsDiffering"] == len(completed)


ANNOUNCED_TOLD = {
    10: ("under-contract", "awaiting-completion"),
    11: ("under-contract", "awaiting-completion"),
}
"""North Wales: arrested 200 days ago, signed on 27 May, so four months were over on 27 September;
and the contract of twelve months that ends in five days, whose four ended in March."""

LAUNCHED_TOLD = {
    24: ("closed", "awaiting-completion", 16, ("C7", "F1")),
    27: ("closed", "under-contract", 17, ("C7", "F1")),
    28: ("awaiting-completion", "under-contract", 10, ("C7",)),
}
"""The second force, whose contracts stand on line 10. Signed on 24 December 2019, sessions every
thirty days to 24 April on lines 11 to 14, a condition on 15, then completed. Signed on 27 January
2026: a session missed, alleged and excused on 11 to 13, two more and a condition to 16, then
completed; twelve months run on. And the contract that ended five days ago, which nobody completed.
"""


def test_these_of_north_wales_differ_and_one_who_was_drawn(furnished: Path) -> None:
    found = {one["participantId"]: one for one in under(furnished, LAUNCHED)["items"]}
    for place, (now, then) in ANNOUNCED_TOLD.items():
        one = found.pop(invented(place).page)
        assert (one["now"]["status"]["code"], one["then"]["status"]["code"]) == (now, then)
        assert one["partedAt"] is None
    assert found.keys() < {invented(place).page for place in range(len(CAST), len(CAST) + DRAWN)}
    assert len(found) == 1


def test_these_of_the_second_force_differ_and_one_who_was_drawn(furnished: Path) -> None:
    found = {one["participantId"]: one for one in under(furnished, ANNOUNCED)["items"]}
    for place, (now, then, line, clauses) in LAUNCHED_TOLD.items():
        one = found.pop(invented(place).page)
        assert (one["now"]["status"]["code"], one["then"]["status"]["code"]) == (now, then)
        told = one["differences"]
        assert tuple(code["code"] for each in told for code in each["clauses"]) == clauses
        assert told[-1]["line"] == line
        assert one["partedAt"] == (line if "F1" in clauses else None)
    assert found.keys() < {invented(place).page for place in range(len(CAST), len(CAST) + DRAWN)}
    assert len(found) == 1


def test_whose_answer_is_the_same_by_other_clauses_is_listed_if_asked(
    furnished: Path, pages: dict[str, Page]
) -> None:
    """Every contract for twelve months has another last day; few stand elsewhere for it."""
    told = under(furnished, LAUNCHED, "--same-answer")
    listed = {(one["participantId"], one["journey"]) for one in told["items"]}
    assert listed == set(signed(pages, "P12M"))
    assert told["sameAnswer"] == len(listed) - told["differing"]
    table = run(
        "what-if", "--edition", LAUNCHED, "--as-at", TODAY, "--data", furnished, "--same-answer"
    )
    assert table.stdout.count("the same") >= told["sameAnswer"]


def test_only_those_who_entered_under_one_edition_are_told_if_asked(furnished: Path) -> None:
    whole = under(furnished, LAUNCHED)
    assert under(furnished, LAUNCHED, "--against", ANNOUNCED) == whole
    assert under(furnished, LAUNCHED, "--against", LAUNCHED)["compared"] == 0


@pytest.mark.parametrize("against", ["checkpoint-cymru/2031", "durham-checkpoint/2020-02"])
def test_against_what_is_no_edition_of_the_scheme_is_refused(furnished: Path, against: str) -> None:
    said = refusal(
        run("what-if", "--edition", LAUNCHED, "--against", against, "--data", furnished), 2
    )
    assert against in said


def test_nothing_is_written_but_that_the_pages_were_consulted(
    furnished: Path, tmp_path: Path
) -> None:
    own = Path(copytree(furnished, tmp_path / "data"))
    copytree(furnished.with_name("data-keys"), tmp_path / "data-keys")
    with open_ledger(own) as ledger:
        before = ledger.lines(0, ledger.size)
    log = open_access_log(own)
    position = log.position
    told = under(own, LAUNCHED)
    with open_ledger(own) as ledger:
        assert ledger.lines(0, ledger.size + 1) == before
    records = [one for _, one in log.since(position, 100) if isinstance(one, Access)]
    log.close()
    assert {page for one in records for page in one.pages} == {
        one["participantId"] for one in told["items"]
    }
    assert {one.operation for one in records} == {"what-if"}


def test_a_table_tells_people(furnished: Path) -> None:
    said = run("what-if", "--edition", LAUNCHED, "--as-at", TODAY, "--data", furnished)
    assert "would stand elsewhere" in said.stdout
    assert "The contract is for the length that" in said.stdout
    assert "awaiting-completion" in said.stdout


def test_a_force_is_told_of_its_own(furnished: Path) -> None:
    assert under(furnished, LAUNCHED, "--force", "gwent")["compared"] == 0
    whole = under(furnished, LAUNCHED)
    assert under(furnished, LAUNCHED, "--force", NORTH_WALES.code)["compared"] == whole["compared"]
    assert under(furnished, LAUNCHED, "--limit", 1)["items"] == whole["items"][:1]


def test_an_edition_that_there_is_not_is_refused(furnished: Path) -> None:
    said = refusal(run("what-if", "--edition", "checkpoint-cymru/2031", "--data", furnished), 2)
    assert "there is no edition checkpoint-cymru/2031" in said
