"""`diversion-ledger erase`: what it asks for, what it says, and what it is for after a restore."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree, rmtree

import pytest
from sqlalchemy import select

from ledger.record.book import open_ledger
from ledger.record.keys import beside
from projections.engine import open_views
from projections.lookup import lookup
from tests.erased import ERASURE, canaries, files_that_say, write_persons
from tests.recorded import AT, ME
from tests.terminal import answer, quiet_terminal, refusal, run

PAGE = "p-gone"
BY = ("--by", "Nia Rees", "--agreed-by", "Huw Lloyd", "--basis", "DPA 2018 s.47(1)")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    quiet_terminal(tmp_path, monkeypatch)
    return write_persons(tmp_path / "data", PAGE, "p-stays")


def test_a_page_is_erased_and_the_lookup_forgets_it(data: Path) -> None:
    run("replay", "--data", data)
    said = answer(run("erase", PAGE, *BY, "--data", data, "--json"))
    assert said == {"page": PAGE, "entry": f"{PAGE}:7", "position": 14}
    with open_ledger(data) as ledger:
        fact = ledger.entries(PAGE)[-1].fact
        assert fact.agreed_by.name == "Huw Lloyd"  # type: ignore[union-attr]
    assert files_that_say(canaries(PAGE), data.parent) == []
    drawn = answer(run("replay", "--data", data, "--json"))["digests"]
    assert drawn == answer(run("replay", "--data", data, "--json"))["digests"]
    again = refusal(run("erase", PAGE, *BY, "--data", data))
    assert again.startswith("The page's personal data was erased. [erased]")


@pytest.mark.parametrize(
    "again", [("erase", PAGE, *BY), ("erase", "--again")], ids=["told", "again"]
)
def test_what_a_killed_erase_left_in_the_lookup_goes_when_it_is_told_again(
    data: Path, again: tuple[str, ...]
) -> None:
    run("replay", "--data", data)
    with open_ledger(data) as ledger:
        ledger.record(PAGE, ERASURE, ME, AT)
    assert PAGE in pages_found(data)
    run(*again, "--data", data)
    assert pages_found(data) == {"p-stays"}


def pages_found(data: Path) -> set[str]:
    engine = open_views(data)
    with engine.connect() as connection:
        pages = set(connection.execute(select(lookup.c.page)).scalars())
    engine.dispose()
    return pages


@pytest.mark.parametrize("missing", [0, 2, 4], ids=["by", "agreed-by", "basis"])
def test_who_decides_and_why_is_needed(data: Path, missing: int) -> None:
    given = BY[:missing] + BY[missing + 2 :]
    assert BY[missing] in refusal(run("erase", PAGE, *given, "--data", data), code=2)


def test_one_person_is_not_enough(data: Path) -> None:
    alone = ("--by", "Nia Rees", "--agreed-by", "nia rees ", "--basis", "s.47")
    assert "second-person-needed" in refusal(run("erase", PAGE, *alone, "--data", data))


@pytest.mark.parametrize("page", ["p-nobody", "force-north-wales", "ledger"])
def test_only_a_persons_page_is_erased(data: Path, page: str) -> None:
    said = refusal(run("erase", page, *BY, "--data", data))
    assert said.startswith("Nothing is written on that page.")


def test_after_an_old_keystore_came_back_nothing_runs_until_it_is_erased_again(data: Path) -> None:
    copytree(beside(data), data.parent / "backup")
    run("erase", PAGE, *BY, "--data", data)
    rmtree(beside(data))
    copytree(data.parent / "backup", beside(data))
    for command in (("serve", "--port", "0"), ("show", "p-stays"), ("erase", PAGE, *BY)):
        said = refusal(run(*command, "--data", data))
        assert "diversion-ledger erase --again" in said
        assert "1 of its pages" in said
    assert answer(run("erase", "--again", "--data", data, "--json")) == {"pages": [PAGE]}
    assert run("erase", "--again", "--data", data).stdout == "Keys destroyed again: 0.\n"
    assert run("show", "p-stays", "--data", data).exit_code == 0


def test_erasing_again_is_of_every_page(data: Path, tmp_path: Path) -> None:
    assert "--again" in refusal(run("erase", PAGE, "--again", "--data", data), code=2)
    assert "--data" in refusal(run("erase", "--again", "--data", tmp_path / "none"), code=2)


def test_a_keystore_under_another_wrapping_key_is_told(data: Path) -> None:
    (beside(data) / "wrapping.key").write_bytes(b"another of 32 bytes, or nearly so")
    said = refusal(run("show", "p-stays", "--data", data))
    assert said.startswith("A page's key cannot be unwrapped.")
    assert "DIVERSION_LEDGER_PAGE_KEYS" in said
