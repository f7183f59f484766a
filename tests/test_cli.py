from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from typer.main import get_group
from typer.testing import CliRunner, Result

from api.cli import app
from api.clock import today
from api.demo import BARRED, SEED
from api.demo_people import people
from api.folders import furnish, has_ledger
from ledger.policy.load import load_editions
from ledger.record.book import open_ledger
from projections.views import all_views

TODAY = date(2026, 11, 22)
COMMANDS = (
    *("demo", "serve", "show", "explain", "policies", "policies adopt"),
    *("migrate", "replay", "version"),
)
HEROIN = 1
"""The place in the demo of the person whose contract of 10 December 2019 was kept."""

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo's folder that tests only read."""
    folder = tmp_path_factory.mktemp("demo")
    furnish(folder, TODAY, lambda _done, _of_all: None)
    return folder


@pytest.fixture
def own(furnished: Path, tmp_path: Path) -> Path:
    """A demo's folder for one test alone."""
    return Path(copytree(furnished, tmp_path / "own"))


@pytest.fixture
def run() -> Run:
    def invoked(*arguments: object, **environment: str) -> Result:
        return CliRunner().invoke(app, [str(one) for one in arguments], env=environment)

    return invoked


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test finds a ledger that it does not name, or colours where it looks for words."""
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DIVERSION_LEDGER_DATA", raising=False)


def page_of(place: int) -> str:
    return people(SEED, place + 1)[place].page


def answer(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.stderr
    told: dict[str, Any] = json.loads(result.stdout)
    return told


def refusal(result: Result, code: int = 1) -> str:
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    return " ".join(result.stderr.replace("│", " ").split())


def test_show_tells_what_is_written_and_where_the_journey_stands(run: Run, furnished: Path) -> None:
    shown = run("show", page_of(HEROIN), "--data", furnished)
    assert shown.exit_code == 0
    assert "the contract was signed" in shown.stdout
    assert "No conviction or caution is recorded for this offence" in shown.stdout
    assert "An enhanced DBS check may still disclose" in shown.stdout


def test_show_names_nobody(run: Run, furnished: Path) -> None:
    person = people(SEED, HEROIN + 1)[HEROIN].person
    for command in ("show", "explain"):
        for shape in ((), ("--json",)):
            told = run(command, page_of(HEROIN), "--data", furnished, *shape).stdout
            assert person.given_names not in told
            assert person.family_name not in told


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
    run: Run, furnished: Path, as_at: str, status: str, record: str
) -> None:
    told = answer(run("show", page_of(HEROIN), "--as-at", as_at, "--data", furnished, "--json"))
    (journey,) = told["journeys"]
    assert told["asAt"] == journey["asAt"] == as_at
    assert (journey["status"]["code"], journey["record"]["code"]) == (status, record)
    assert max(entry["on"] for entry in told["entries"]) <= as_at


def test_show_tells_of_one_journey_where_it_is_named(run: Run, furnished: Path) -> None:
    told = answer(run("show", BARRED, "--journey", 1, "--data", furnished, "--json"))
    assert [journey["journey"] for journey in told["journeys"]] == [1]
    assert {entry["journey"] for entry in told["entries"]} == {1}
    missing = run("show", BARRED, "--journey", 2, "--data", furnished)
    assert "no journey of that number" in refusal(missing)


def test_before_the_first_entry_there_is_nothing_to_tell(run: Run, furnished: Path) -> None:
    for command in ("show", "explain"):
        told = run(command, BARRED, "--as-at", "2000-01-01", "--data", furnished)
        assert (told.exit_code, told.stdout) == (0, "Nothing had happened by that day.\n")


def test_explain_says_which_entries_and_which_edition_make_it_so(run: Run, furnished: Path) -> None:
    page = page_of(HEROIN)
    told = run("explain", page, "--data", furnished)
    assert told.exit_code == 0
    assert "(checkpoint-cymru/2019-10)" in told.stdout
    assert f"(entry {page}:" in told.stdout
    (item,) = answer(run("explain", page, "--data", furnished, "--json"))["items"]
    assert all(sentence["en"] in told.stdout for sentence in item["sentences"])
    assert item["record"]["code"] == "avoided"
    assert {limit["code"] for limit in item["limits"]} >= {"arrest-remains"}


def test_a_page_that_is_not_there_is_refused_without_being_repeated(
    run: Run, furnished: Path
) -> None:
    for command in ("show", "explain"):
        said = refusal(run(command, "Robin Example", "--data", furnished))
        assert said.startswith("Nothing is written on that page.")
        assert "Robin" not in said


def test_reading_where_there_is_no_ledger_makes_none(run: Run, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    for command in (("show", BARRED), ("explain", BARRED), ("replay",)):
        said = refusal(run(*command, "--data", nowhere), code=2)
        assert "there is no ledger" in said
    assert not nowhere.exists()


def test_the_environment_names_the_folder_where_no_option_does(run: Run, furnished: Path) -> None:
    told = answer(run("show", BARRED, "--json", DIVERSION_LEDGER_DATA=str(furnished)))
    assert told["participantId"] == BARRED


def test_a_variable_that_cannot_be_read_is_named_and_not_repeated(run: Run, own: Path) -> None:
    said = refusal(run("show", BARRED, "--data", own, DIVERSION_LEDGER_PORT="secret"), code=2)
    assert "DIVERSION_LEDGER_PORT" in said
    assert "secret" not in said


@pytest.mark.parametrize("day", ["10 December", "2019-13-01", "0109-12-10"])
def test_what_is_no_day_is_wrong_usage(run: Run, furnished: Path, day: str) -> None:
    assert "--as-at" in refusal(run("show", BARRED, "--as-at", day, "--data", furnished), code=2)


def test_an_entry_that_cannot_be_read_is_named_by_its_place(run: Run, own: Path) -> None:
    with sqlite3.connect(own / "ledger.sqlite") as connection:
        connection.execute(
            "UPDATE stored_events SET state = 'x' WHERE originator_id = ? AND"
            " originator_version = 2",
            (BARRED,),
        )
    connection.close()
    said = refusal(run("show", BARRED, "--data", own))
    assert f"({BARRED}:2) cannot be read" in said
    assert run("show", page_of(HEROIN), "--data", own).exit_code == 0


def test_policies_lists_every_edition(run: Run) -> None:
    listed = run("policies")
    items = answer(run("policies", "--json"))["items"]
    names = [f"{item['scheme']}/{item['edition']}" for item in items]
    assert names == sorted(load_editions())
    assert all(name in listed.stdout for name in names)
    assert all(parameter["source"] for item in items for parameter in item["parameters"].values())


def test_a_force_adopts_an_edition_once_and_from_a_day(run: Run, own: Path) -> None:
    asked = ("policies", "adopt", "north-wales", "checkpoint-cymru/2019-12")
    from_on = (today() + timedelta(days=1)).isoformat()
    named = ("--from", from_on, "--by", "A Person", "--data", own)
    adopted = answer(run(*asked, *named, "--json"))
    assert adopted["entry"] == "force-north-wales:2"
    assert (adopted["from"], adopted["decidedBy"]) == (from_on, "A Person")
    listed = answer(run("policies", "--force", "north-wales", "--data", own, "--json"))["items"]
    assert [item["edition"] for item in listed] == ["2019-10", "2019-12"]
    assert [row.split()[-1] for row in told_rows(run, own)] == ["yes", "no"]
    assert "[adopted-already] Nothing was written." in refusal(run(*asked, *named))


def told_rows(run: Run, data: Path) -> list[str]:
    told = run("policies", "--force", "north-wales", "--data", data).stdout
    return [row for row in told.splitlines() if "checkpoint-cymru/" in row]


def test_an_edition_that_there_is_not_is_refused(run: Run, own: Path) -> None:
    asked = ("policies", "adopt", "north-wales", "checkpoint-cymru/1999")
    said = refusal(run(*asked, "--from", "2027-01-01", "--by", "A Person", "--data", own))
    assert "[edition-unknown]" in said
    with open_ledger(own) as ledger:
        assert len(ledger.entries("force-north-wales")) == 1


@pytest.mark.parametrize(
    ("force", "edition", "by"),
    [
        ("North Wales", "checkpoint-cymru/2019-12", "A Person"),
        ("north-wales", "checkpoint-cymru", "A Person"),
        ("north-wales", "checkpoint-cymru/2019-12", " "),
    ],
    ids=["force", "edition", "name"],
)
def test_an_adoption_that_makes_no_sense_is_wrong_usage(
    run: Run, own: Path, force: str, edition: str, by: str
) -> None:
    asked = ("policies", "adopt", force, edition, "--from", "2027-01-01", "--by", by)
    assert "Invalid value" in refusal(run(*asked, "--data", own), code=2)


def test_a_force_that_adopted_nothing_is_told_so(run: Run, furnished: Path) -> None:
    told = run("policies", "--force", "nowhere", "--data", furnished)
    assert (told.exit_code, told.stdout) == (0, "nowhere has adopted nothing.\n")


def test_migrate_makes_a_ledger_and_does_nothing_more_the_second_time(
    run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "new"
    for _ in range(2):
        assert answer(run("migrate", "--data", folder, "--json")) == {
            "data": str(folder),
            "position": 0,
        }
    assert has_ledger(folder)
    assert (folder / "views.sqlite").is_file()


def test_replay_draws_the_same_rows_again_even_without_the_old_file(run: Run, own: Path) -> None:
    first = answer(run("replay", "--data", own, "--json"))
    for file in own.glob("views.sqlite*"):
        file.unlink()
    again = answer(run("replay", "--data", own, "--json"))
    assert again["digests"] == first["digests"]
    assert set(first["digests"]) == {view.name for view in all_views(b"a key of sixteen")}
    with open_ledger(own) as ledger:
        assert first["position"] == again["position"] == ledger.position > 0
    assert "to position" in run("replay", "--data", own).stdout


def test_version_says_what_this_is_and_what_it_runs_on(run: Run) -> None:
    told = answer(run("version", "--json"))
    assert told["editions"] == sorted(load_editions())
    assert run("version").stdout.startswith(f"diversion-ledger {told['version']} ")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_answers_in_json_where_asked(run: Run, command: str) -> None:
    told = run(*command.split(), "--help", COLUMNS="100")
    assert told.exit_code == 0
    assert "--json" in told.stdout


def test_no_command_is_left_out_of_these_tests() -> None:
    groups = get_group(app).commands.items()
    names = {name for name, _ in groups}
    within = {f"{name} {one}" for name, group in groups for one in getattr(group, "commands", ())}
    assert names | within == set(COMMANDS)


def test_wrong_usage_is_told_with_the_way_to_help(run: Run) -> None:
    assert "--help" in refusal(run("shwo"), code=2)
    assert "PAGE" in refusal(run("show"), code=2)
