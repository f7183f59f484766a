"""What-if over the demo, from the command line and over HTTP: counts, a list, and nothing written.

Who differs follows from the tales: North Wales signs for twelve months, and the launched scheme for
four. So whoever signed in the demo has another last day, and whoever is between the two last days
today is waiting for the decision on completion instead of being under contract.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

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
from tests.service import Caller, serving
from tests.terminal import TODAY, answer, furnished_in, quiet_terminal, refusal, run

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


@pytest.fixture(scope="module")
def served(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("served")
    data = Path(copytree(furnished, folder / "data"))
    copytree(furnished.with_name("data-keys"), folder / "data-keys")
    with serving(data) as address:
        yield address


def asked(address: str, role: str, **body: Any) -> Any:
    with Caller(address, role=role) as caller:
        return caller.client.post(
            "/v1/policies/what-if",
            json={"edition": LAUNCHED, "asAt": TODAY.isoformat(), **body},
            headers={"Purpose": "audit"},
        )


def test_an_auditor_gets_the_list(served: str, furnished: Path) -> None:
    told = asked(served, "auditor").json()
    line = under(furnished, LAUNCHED, "--force", NORTH_WALES.code)
    assert told == {**line, "listed": True}


def test_policy_gets_counts_and_no_page(served: str) -> None:
    told = asked(served, "policy").json()
    assert (told["items"], told["listed"], told["nextCursor"]) == ([], False, None)
    assert told["counts"] == asked(served, "auditor").json()["counts"]
    assert "p-" not in asked(served, "policy").text.replace("checkpoint-", "")


def test_others_may_not_ask(served: str) -> None:
    assert asked(served, "navigator").status_code == 403


def test_an_unknown_edition_is_a_problem(served: str) -> None:
    refused = asked(served, "auditor", edition="checkpoint-cymru/2031")
    assert (refused.status_code, refused.json()["code"]) == (422, "edition-unknown")
