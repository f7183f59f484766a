from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from typer.main import get_group

from api.cli import app
from api.clock import today
from api.desk import open_desk
from api.folders import has_ledger
from api.metrics import Counters
from api.settings import Settings
from ledger.policy.load import load_editions
from ledger.record.book import open_ledger
from projections.views import all_views
from tests.terminal import answer, copied, furnished_in, quiet_terminal, refusal, run

COMMANDS = (
    *(
        "demo",
        "serve",
        "show",
        "explain",
        "compare",
        "publish",
        "erase",
        "policies",
        "policies adopt",
    ),
    *("access-log", "access-log export", "import"),
    *("audit", "bundle", "verify", "seal", "migrate", "replay", "refold", "version"),
    *("witness", "witness key", "witness serve", "witness check"),
    *("stamp", "stamp request", "stamp take", "stamp ask", "stamp check", "what-if"),
    *("scrutiny", "scrutiny sample", "scrutiny samples", "scrutiny decisions"),
    *("scrutiny pack", "scrutiny verdict", "scrutiny verdicts"),
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


def test_policies_lists_every_edition() -> None:
    listed = run("policies")
    items = answer(run("policies", "--json"))["items"]
    names = [f"{item['scheme']}/{item['edition']}" for item in items]
    assert names == sorted(load_editions())
    assert all(name in listed.stdout for name in names)
    assert all(parameter["source"] for item in items for parameter in item["parameters"].values())


def test_a_force_adopts_an_edition_once_and_from_a_day(own: Path) -> None:
    asked = ("policies", "adopt", "north-wales", "checkpoint-cymru/2019-12")
    from_on = (today() + timedelta(days=1)).isoformat()
    named = ("--from", from_on, "--by", "A Person", "--data", own)
    adopted = answer(run(*asked, *named, "--json"))
    assert adopted["entry"] == "force-north-wales:2"
    assert (adopted["from"], adopted["decidedBy"]) == (from_on, "A Person")
    listed = answer(run("policies", "--force", "north-wales", "--data", own, "--json"))["items"]
    assert [item["edition"] for item in listed] == ["2019-10", "2019-12"]
    assert [row.split()[-1] for row in told_rows(own)] == ["yes", "no"]
    assert "[adopted-already] Nothing was written." in refusal(run(*asked, *named))


def told_rows(data: Path) -> list[str]:
    told = run("policies", "--force", "north-wales", "--data", data).stdout
    return [row for row in told.splitlines() if "checkpoint-cymru/" in row]


def test_an_edition_that_there_is_not_is_refused(own: Path) -> None:
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
    own: Path, force: str, edition: str, by: str
) -> None:
    asked = ("policies", "adopt", force, edition, "--from", "2027-01-01", "--by", by)
    assert "Invalid value" in refusal(run(*asked, "--data", own), code=2)


def test_a_force_that_adopted_nothing_is_told_so(furnished: Path) -> None:
    told = run("policies", "--force", "nowhere", "--data", furnished)
    assert (told.exit_code, told.stdout) == (0, "nowhere has adopted nothing.\n")


def test_migrate_makes_a_ledger_and_does_nothing_more_the_second_time(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    for _ in range(2):
        assert answer(run("migrate", "--data", folder, "--json")) == {
            "data": str(folder),
            "position": 0,
        }
    assert has_ledger(folder)
    assert (folder / "views.sqlite").is_file()


def test_replay_draws_the_same_rows_again_even_without_the_old_file(own: Path) -> None:
    first = answer(run("replay", "--data", own, "--json"))
    for file in own.glob("views.sqlite*"):
        file.unlink()
    again = answer(run("replay", "--data", own, "--json"))
    assert again["digests"] == first["digests"]
    assert set(first["digests"]) == {view.name for view in all_views(b"a key of sixteen")}
    with open_ledger(own) as ledger:
        assert first["position"] == again["position"] == ledger.position > 0
    assert "to position" in run("replay", "--data", own).stdout


def test_views_that_cannot_be_read_are_told_how_to_be_mended(own: Path) -> None:
    (own / "views.sqlite").write_text("no database at all " * 100)
    assert "Delete views.sqlite" in refusal(run("replay", "--data", own))
    (own / "views.sqlite").unlink()
    assert run("replay", "--data", own).exit_code == 0


def test_a_service_whose_lookup_was_drawn_with_another_key_does_not_start(own: Path) -> None:
    run("replay", "--data", own, "--json")
    (own / "lookup.key").write_bytes(b"another key, of more than 16 bytes")
    told = refusal(run("serve", "--data", own, "--port", 0))
    assert "another key" in told
    assert "replay" in told
    run("replay", "--data", own, "--json")
    with open_desk(Settings(data=own), Counters()) as desk:
        assert desk.runner.is_well


def test_a_ledger_that_is_none_is_told_without_a_trace(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_text("no database at all " * 100)
    assert refusal(run("show", "p-nobody", "--data", tmp_path)).startswith("The ledger cannot be")


def test_version_says_what_this_is_and_what_it_runs_on() -> None:
    told = answer(run("version", "--json"))
    assert told["editions"] == sorted(load_editions())
    assert run("version").stdout.startswith(f"diversion-ledger {told['version']} ")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_answers_in_json_where_asked(command: str) -> None:
    told = run(*command.split(), "--help", COLUMNS="100")
    assert told.exit_code == 0
    assert "--json" in told.stdout


def test_no_command_is_left_out_of_these_tests() -> None:
    groups = get_group(app).commands.items()
    names = {name for name, _ in groups}
    within = {f"{name} {one}" for name, group in groups for one in getattr(group, "commands", ())}
    assert names | within == set(COMMANDS)


def test_wrong_usage_is_told_with_the_way_to_help() -> None:
    assert "--help" in refusal(run("shwo"), code=2)
    assert "PAGE" in refusal(run("show"), code=2)
