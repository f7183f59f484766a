"""`bundle` and `verify` from the command line, and the light verifier beside them."""

from __future__ import annotations

import json
import stat
from collections.abc import Sequence
from pathlib import Path
from shutil import copytree

import pytest

from api.bundling.putting_down import OPERATION
from ledger.evidence import remembered
from ledger.evidence.durable import locked
from ledger.evidence.verifying import command
from ledger.record.access import Access, AccessKind, Sought, open_access_log
from ledger.record.keys import beside, keystore_in
from tests.bundled import OTHER, PERSON, Sealed, files, policy_text, written
from tests.recorded import FORCE
from tests.terminal import answer, quiet_terminal, refusal, run

TO_WHOM = ("--recipient", "HMICFRS", "--reason", "An inspection.")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    return written(tmp_path_factory.mktemp("sealed"))


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quiet_terminal(tmp_path, monkeypatch)
    Path("policy.txt").write_bytes(policy_text())


def bundled(place: Sealed, *more: str, out: str = "bundle.zip") -> dict[str, object]:
    return answer(run("bundle", "--out", out, "--data", place.data, *TO_WHOM, *more, "--json"))


def test_a_bundle_is_made_and_verified(place: Sealed) -> None:
    made = run("bundle", "--out", "bundle.zip", "--data", place.data, *TO_WHOM)
    assert "Wrote the whole ledger, as of 10 entries, to bundle.zip." in made.stdout
    assert stat.S_IMODE(Path("bundle.zip").stat().st_mode) == 0o600
    assert not list(Path().glob("*.unfinished"))
    told = run("verify", "bundle.zip", "--policy", "policy.txt")
    assert told.exit_code == 0
    assert "10 entries, each the leaf that it should be" in told.stdout
    assert "Verified." in told.stdout


def test_both_verifiers_say_the_same(place: Sealed, capsys: pytest.CaptureFixture[str]) -> None:
    bundled(place)
    long = answer(run("verify", "bundle.zip", "--policy", "policy.txt", "--json"))
    assert command.main(["bundle.zip", "--policy", "policy.txt", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == long
    assert long["bundle"]["asAt"] == "2019-12-10"
    assert [step["step"] for step in long["steps"]][:2] == ["container", "manifest"]


def test_the_light_verifier_tells_its_steps_in_a_table(
    place: Sealed, capsys: pytest.CaptureFixture[str]
) -> None:
    bundled(place)
    assert command.main(["bundle.zip"]) == 2
    told = capsys.readouterr().out.splitlines()
    assert told[0].split() == ["step", "what", "was", "found"]
    assert told[-1].startswith("Cannot be decided. Step heads: without a policy")
    assert len(told) == 12


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        (["none.zip"], 3, "there is no file none.zip"),
        (["policy.txt"], 3, "Unusable. Step container"),
        (["bundle.zip", "--policy", "none.txt"], 2, "there is no file none.txt"),
        (["bundle.zip", "--policy", "bundle.zip"], 2, "the policy file: "),
        (["bundle.zip", "--policy", "policy.txt", "--jobs", "2"], 0, "Verified."),
        (["changed.zip", "--policy", "policy.txt"], 3, "damaged: entries.jsonl"),
    ],
)
def test_each_ending_has_a_code_and_a_sentence(
    place: Sealed,
    capsys: pytest.CaptureFixture[str],
    given: Sequence[str],
    code: int,
    said: str,
) -> None:
    bundled(place)
    Path("changed.zip").write_bytes(Path("bundle.zip").read_bytes().replace(b"mair", b"mari", 1))
    assert command.main(list(given)) == code
    told = capsys.readouterr()
    assert said.lower() in (told.out + told.err).lower()
    full = run("verify", *given)
    assert full.exit_code == code
    assert said.split(":")[0].lower() in " ".join(full.output.split()).lower()


@pytest.mark.parametrize(
    ("file", "what"),
    [
        ("folder", "Is a directory"),
        ("nowhere/memory", "No such file or directory"),
        ("nonsense", "nonsense remembers a signature line in another form"),
        ("taken", "taken is in use"),
    ],
)
def test_a_memory_that_cannot_be_used_decides_nothing(
    place: Sealed,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    file: str,
    what: str,
) -> None:
    bundled(place)
    monkeypatch.setattr(remembered, "PATIENCE_SECONDS", 0.01)
    Path("folder").mkdir()
    Path("nonsense").write_bytes(b"hello\n\nhello\n")
    asked = ("bundle.zip", "--policy", "policy.txt", "--remember", file, "--json")
    with locked(Path("taken"), 1):
        long = run("verify", *asked)
        assert command.main(asked) == long.exit_code == 2
    told = json.loads(capsys.readouterr().out)
    assert told == json.loads(long.stdout)
    assert (told["step"], told["what"]) == ("memory", f"what is remembered: {what}")
    assert told["steps"][-2]["state"] == "verified"


def test_what_is_remembered_moves_on(place: Sealed) -> None:
    bundled(place, "--known", "7", out="earlier.zip")
    bundled(place)
    asked = ("--policy", "policy.txt", "--remember", "memory", "--json")
    for name, found in (
        ("earlier.zip", "a log that is met for the first time"),
        ("bundle.zip", "goes on from the 7 leaves that are remembered"),
        ("bundle.zip", "goes on from the 10 leaves that are remembered"),
    ):
        assert answer(run("verify", name, *asked))["steps"][3]["found"] == found
    assert run("verify", "earlier.zip", *asked).exit_code == 1


def test_each_bundle_is_put_down_before_it_is_made(place: Sealed) -> None:
    bundled(place)
    bundled(place, "--page", PERSON, out="page.zip")
    log = open_access_log(place.data)
    try:
        records = [found.told for found in log.find(Sought(force=FORCE), 100)]
    finally:
        log.close()
    told = [one for one in records if isinstance(one, Access) and one.operation == OPERATION]
    assert {one.kind for one in told} == {AccessKind.DISCLOSURE}
    assert {one.recipients for one in told} == {("HMICFRS",)}
    assert {one.pages for one in told} == {(), (PERSON,)}


def test_why_it_was_made_is_sealed_with_the_page_s_own_key_wherever_the_keys_are(
    place: Sealed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, keys = tmp_path / "data", tmp_path / "elsewhere"
    copytree(place.data, data)
    copytree(beside(place.data), keys)
    monkeypatch.setenv("DIVERSION_LEDGER_PAGE_KEYS", str(keys))
    answer(run("bundle", "--out", "b.zip", "--data", data, *TO_WHOM, "--page", PERSON, "--json"))
    assert not beside(data).exists()
    wrapping_key = (keys / "wrapping.key").read_bytes()
    with open_access_log(data, lambda: keystore_in(keys, wrapping_key)) as log:
        (*_, last) = [found.told for found in log.find(Sought(force=FORCE), 100)]
    assert isinstance(last, Access)
    assert last.justification == "An inspection."


def test_a_page_is_disclosed_only_where_it_is_asked_for(place: Sealed) -> None:
    bundled(place, "--page", PERSON, out="sealed.zip")
    bundled(place, "--page", PERSON, "--disclose", out="opened.zip")
    assert not [name for name in files(Path("sealed.zip").read_bytes()) if "disclosed" in name]
    assert b"Robin" in Path("opened.zip").read_bytes()
    told = answer(run("verify", "opened.zip", "--policy", "policy.txt", "--json"))
    assert told["steps"][-1]["found"] == "7 entries opened with the page's own key"


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (["--known", "8"], 1, "The log was not sealed at that size"),
        (["--disclose"], 2, "only one page can be disclosed"),
        (["--page", "p-9999999999999999999999999"], 1, "Nothing is written on that page"),
        (["--page", OTHER, "--known", "7"], 1, "so far as it is sealed"),
    ],
)
def test_what_cannot_be_exported_is_refused_and_leaves_nothing(
    place: Sealed, more: Sequence[str], code: int, said: str
) -> None:
    asked = run("bundle", "--out", "bundle.zip", "--data", place.data, *TO_WHOM, *more)
    assert said in refusal(asked, code)
    assert not list(Path().glob("bundle*"))


def test_a_file_that_is_there_is_not_written_over(place: Sealed) -> None:
    Path("bundle.zip").write_bytes(b"mine")
    asked = run("bundle", "--out", "bundle.zip", "--data", place.data, *TO_WHOM)
    assert "there is a file bundle.zip already" in refusal(asked, 2)
    assert Path("bundle.zip").read_bytes() == b"mine"
