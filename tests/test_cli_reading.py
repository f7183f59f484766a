from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from api.demo import BARRED
from ledger.record.access import Access, open_access_log
from tests.terminal import (
    HEROIN,
    answer,
    copied,
    furnished_in,
    invented,
    quiet_terminal,
    refusal,
    run,
)


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo's folder that tests only read."""
    return furnished_in(tmp_path_factory.mktemp("demo"))


@pytest.fixture
def own(furnished: Path, tmp_path: Path) -> Path:
    """A demo's folder for one test alone."""
    return copied(furnished, tmp_path / "own")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quiet_terminal(tmp_path, monkeypatch)


def test_show_tells_what_is_written_and_where_the_journey_stands(furnished: Path) -> None:
    shown = run("show", invented(HEROIN).page, "--data", furnished)
    assert shown.exit_code == 0
    assert "the contract was signed" in shown.stdout
    assert "No conviction or caution is recorded for this offence" in shown.stdout
    assert "An enhanced DBS check may still disclose" in shown.stdout


def test_show_names_nobody(furnished: Path) -> None:
    person = invented(HEROIN).person
    for command in ("show", "explain"):
        for shape in ((), ("--json",)):
            told = run(command, invented(HEROIN).page, "--data", furnished, *shape).stdout
            assert person.given_names not in told
            assert person.family_name not in told


def test_the_access_log_says_that_a_page_was_consulted(own: Path) -> None:
    page = invented(HEROIN).page
    run("show", page, "--data", own)
    run("explain", page, "--purpose", "subject-rights", "--data", own)
    log = open_access_log(own)
    written = [told for _, told in log.since(0, 1_000) if isinstance(told, Access)][-2:]
    log.close()
    assert [(one.operation, one.purpose) for one in written] == [
        ("show", "audit"),
        ("explain", "subject-rights"),
    ]
    assert {(one.pages, one.system) for one in written} == {((page,), "command-line")}
    assert all(one.by for one in written)


@pytest.mark.parametrize(
    ("as_at", "status", "record"),
    [
        ("2019-12-09", "assessed", "pending"),
        ("2019-12-10", "under-contract", "pending"),
        ("2020-12-10", "under-contract", "pending"),
        ("2020-12-11", "awaiting-completion", "pending"),
        ("2020-12-17", "completed", "pending"),
        ("2020-12-20", "closed", "avoided"),
    ],
    ids=str,
)
def test_show_tells_of_the_day_asked_for(
    furnished: Path, as_at: str, status: str, record: str
) -> None:
    told = answer(
        run("show", invented(HEROIN).page, "--as-at", as_at, "--data", furnished, "--json")
    )
    (journey,) = told["journeys"]
    assert told["asAt"] == journey["asAt"] == as_at
    assert (journey["status"]["code"], journey["record"]["code"]) == (status, record)
    assert max(entry["on"] for entry in told["entries"]) <= as_at


def test_show_tells_of_one_journey_where_it_is_named(furnished: Path) -> None:
    told = answer(run("show", BARRED, "--journey", 1, "--data", furnished, "--json"))
    assert [journey["journey"] for journey in told["journeys"]] == [1]
    assert {entry["journey"] for entry in told["entries"]} == {1}
    missing = run("show", BARRED, "--journey", 2, "--data", furnished)
    assert "no journey of that number" in refusal(missing)


def test_before_the_first_entry_there_is_nothing_to_tell(furnished: Path) -> None:
    for command in ("show", "explain"):
        told = run(command, BARRED, "--as-at", "2000-01-01", "--data", furnished)
        assert (told.exit_code, told.stdout) == (0, "Nothing had happened by that day.\n")


def test_explain_says_which_entries_and_which_edition_make_it_so(furnished: Path) -> None:
    page = invented(HEROIN).page
    told = run("explain", page, "--data", furnished)
    assert told.exit_code == 0
    assert "(checkpoint-cymru/2019-10)" in told.stdout
    assert f"(entry {page}:" in told.stdout
    (item,) = answer(run("explain", page, "--data", furnished, "--json"))["items"]
    assert all(sentence["en"] in told.stdout for sentence in item["sentences"])
    assert item["record"]["code"] == "avoided"
    assert {limit["code"] for limit in item["limits"]} >= {"arrest-remains"}


def test_a_page_that_is_not_there_is_refused_without_being_repeated(furnished: Path) -> None:
    for command in ("show", "explain"):
        said = refusal(run(command, "Robin Example", "--data", furnished))
        assert said.startswith("Nothing is written on that page.")
        assert "Robin" not in said


def test_reading_where_there_is_no_ledger_makes_none(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    for command in (("show", BARRED), ("explain", BARRED), ("replay",)):
        said = refusal(run(*command, "--data", nowhere), code=2)
        assert "there is no ledger" in said
    assert not nowhere.exists()


def test_the_environment_names_the_folder_where_no_option_does(furnished: Path) -> None:
    told = answer(run("show", BARRED, "--json", DIVERSION_LEDGER_DATA=str(furnished)))
    assert told["participantId"] == BARRED


def test_a_variable_that_cannot_be_read_is_named_and_not_repeated(own: Path) -> None:
    said = refusal(run("show", BARRED, "--data", own, DIVERSION_LEDGER_PORT="secret"), code=2)
    assert "DIVERSION_LEDGER_PORT" in said
    assert "secret" not in said


@pytest.mark.parametrize("day", ["10 December", "2019-13-01", "0109-12-10"])
def test_what_is_no_day_is_wrong_usage(furnished: Path, day: str) -> None:
    assert "--as-at" in refusal(run("show", BARRED, "--as-at", day, "--data", furnished), code=2)


def test_an_entry_that_cannot_be_read_is_named_by_its_place(own: Path) -> None:
    with sqlite3.connect(own / "ledger.sqlite") as connection:
        connection.execute(
            "UPDATE stored_events SET state = 'x' WHERE originator_id = ? AND"
            " originator_version = 2",
            (BARRED,),
        )
    connection.close()
    said = refusal(run("show", BARRED, "--data", own))
    assert f"({BARRED}:2) cannot be read" in said
    assert run("show", invented(HEROIN).page, "--data", own).exit_code == 0
