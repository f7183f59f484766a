"""`witness key`, `serve` and `check` from a terminal, with exit codes that a program can go by."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from typer.testing import Result

from api import clock
from ledger.evidence.key_files import KeyUnusable, key_in
from ledger.proof.note import parse_note, signed
from ledger.record.book import open_ledger
from tests.proving import GWEN, LOG, MAIR, NEXT_LOG, one_bit_changed
from tests.terminal import answer, quiet_terminal, refusal, run
from tests.witnessing import FORGED, asked, note, published, running, witness_in

POLICY = f"log {LOG.verifier_key}\nquorum none\n"
WITNESSED = f"""log {LOG.verifier_key}
witness mair {MAIR.cosignature_key}
witness gwen {GWEN.cosignature_key}
group both all mair gwen
quorum both
"""


@pytest.fixture(autouse=True)
def quiet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quiet_terminal(tmp_path, monkeypatch)
    (tmp_path / "policy").write_text(POLICY)
    (tmp_path / "witnessed").write_text(WITNESSED)


def check(place: object = "log", *more: object) -> Result:
    named = () if "--policy" in more else ("--policy", "policy")
    return run("witness", "check", place, *named, "--remember", "remembered", *more)


def told(result: Result, code: int) -> dict[str, object]:
    assert result.exit_code == code, result.output
    return answer_of(result)


def answer_of(result: Result) -> dict[str, object]:
    result.exit_code = 0
    return answer(result)


def cosigned(size: int, at: int) -> bytes:
    return signed(parse_note(note(size)).text, [LOG, MAIR.cosigner(at), GWEN.cosigner(at)])


def test_a_log_that_goes_on_is_told_in_a_sentence() -> None:
    published(Path("log"), 100)
    assert check().stdout == (
        "ledger.example/diversion is new to you; its 100 leaves are remembered from now on.\n"
    )
    assert check().stdout == "ledger.example/diversion is what it was, at 100 leaves.\n"
    published(Path("log"), 300)
    found = check()
    assert (found.exit_code, found.stdout) == (
        0,
        "ledger.example/diversion goes on from 100 to 300 leaves, as is proved.\n",
    )
    assert Path("remembered").read_bytes() == note(300)


def test_a_program_is_told_what_was_found() -> None:
    published(Path("log"), 100)
    found = told(check("log", "--json"), 0)
    assert found["verdict"] == "consistent"
    assert (found["origin"], found["size"], found["before"]) == (LOG.name, 100, None)
    assert f"{found['root']}\n" in note(100).decode()


@pytest.mark.parametrize(
    ("size", "forged", "what"),
    [
        (100, False, "the log is smaller than it was"),
        (200, True, "the log has another root at the same size"),
        (300, True, "the log is not proved to go on from what it was"),
    ],
)
def test_a_log_that_is_another_is_told_with_both_notes(size: int, forged: bool, what: str) -> None:
    published(Path("log"), 200)
    check()
    of = FORGED if forged else None
    published(Path("other"), size, *([of] if of else []))
    shown = note(size, *([of] if of else []))
    found = told(check("other", "--json"), 1)
    assert (found["verdict"], found["what"]) == ("inconsistent", what)
    assert found["remembered"] == note(200).decode()
    assert found["shown"] == shown.decode()
    kept = Path(str(found["kept"]))
    assert kept.match("remembered.*.shown")
    assert kept.read_bytes() == shown
    said = refusal(check("other"), 1)
    assert said.startswith(what.capitalize())
    assert "ask others" in said
    assert Path("remembered").read_bytes() == note(200)


def test_evidence_is_not_overwritten_by_what_is_shown_later() -> None:
    published(Path("log"), 200)
    check()
    published(Path("fork"), 200, FORGED)
    published(Path("old"), 100)
    kept = [told(check(place, "--json"), 1)["kept"] for place in ("fork", "old", "fork")]
    assert kept[0] == kept[2] != kept[1]
    assert [Path(str(file)).read_bytes() for file in kept[:2]] == [note(200, FORGED), note(100)]


def test_a_checkpoint_that_is_not_the_logs_is_inconsistent() -> None:
    published(Path("log"), 100, data=signed(parse_note(note(100)).text, [NEXT_LOG]))
    assert told(check("log", "--json"), 1)["what"] == "no signature of a known key"
    assert not Path("remembered").exists()


def test_tiles_that_do_not_lead_to_the_checkpoint_are_inconsistent() -> None:
    published(Path("log"), 100)
    published(Path("log"), 100, FORGED, data=note(100))
    what = "tiles that do not lead to the root of the checkpoint"
    for _ in range(2):
        assert told(check("log", "--json"), 1)["what"] == what


def test_a_quorum_of_the_policy_is_asked_for_and_that_it_was_lately() -> None:
    now = int(clock.now().timestamp())
    published(Path("log"), 100)
    policy = ("--policy", "witnessed", "--json")
    assert told(check("log", *policy), 1)["what"] == "a checkpoint without the policy's quorum"
    published(Path("log"), 100, data=cosigned(100, now - 90 * 60))
    found = told(check("log", *policy), 0)
    assert found["cosignedAt"] == {"mair": now - 90 * 60, "gwen": now - 90 * 60}
    what = "a checkpoint that no quorum cosigned lately"
    assert told(check("log", *policy, "--fresh", 60), 1)["what"] == what
    assert told(check("log", *policy, "--fresh", 120), 0)["size"] == 100


def test_what_cannot_be_read_proves_nothing() -> None:
    assert told(check("nowhere", "--json"), 2) == {
        "verdict": "undecided",
        "what": "there is no checkpoint",
    }
    published(Path("log"), 100)
    Path("log/tile/0/000.p/100").unlink()
    assert told(check("log", "--json"), 2)["what"] == "there is no tile/0/000.p/100"
    assert told(check("http://127.0.0.1:1/v1/ledger", "--json"), 2)["verdict"] == "undecided"


def test_what_it_is_checked_by_must_be_of_use() -> None:
    published(Path("log"), 100)
    Path("bad").write_text("quorum some\n")
    for policy in ("bad", "none"):
        assert told(check("log", "--policy", policy, "--json"), 3)["verdict"] == "unusable"
    assert "without witnesses" in str(told(check("log", "--fresh", 5, "--json"), 3)["what"])
    Path("remembered").write_bytes(b"")
    assert told(check("log", "--json"), 3)["what"] == "remembered is not as it was written"
    assert "is your own" in refusal(check(), 3)


def test_a_fault_of_ours_accuses_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("api.witnessing.checking.checked", fails)
    assert told(check("log", "--json"), 2)["what"] == "a fault of ours: ZeroDivisionError"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """The URL of the folder `log`, served as any web server would."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Nothing is said of it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=tmp_path / "log"))
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_log_at_a_url_is_checked_alike_and_full_tiles_stand_for_partial_ones(served: str) -> None:
    published(Path("log"), 20)
    assert told(check(served, "--json"), 0)["before"] is None
    published(Path("log"), 300)
    Path("log/checkpoint").write_bytes(note(200))
    assert told(check(f"{served}/", "--json"), 0)["size"] == 200
    Path("log/checkpoint").write_bytes(b"x" * 2_000_000)
    assert told(check(served, "--json"), 1)["what"] == "a note of more than 1000000 bytes"


def test_a_key_is_made_once_and_for_its_owner(tmp_path: Path) -> None:
    made = answer(run("witness", "key", "--name", "w.example/mair", "--state", "mair", "--json"))
    file = tmp_path / "mair" / "witness.key"
    assert made["verifierKey"] == str(key_in(file).cosignature_key)
    assert file.stat().st_mode & 0o777 == 0o400
    again = run("witness", "key", "--name", "w.example/mair", "--state", "mair")
    assert "has a key already" in refusal(again, 2)
    said = run("witness", "key", "--name", "w.example/gwen", "--state", "gwen").stdout
    line = said.splitlines()[-1]
    assert line.startswith("witness w.example/gwen w.example/gwen+")
    assert "cannot be one" in refusal(run("witness", "key", "--name", "a b", "--state", "x"), 2)
    assert not Path("x").exists()


def test_a_key_that_others_can_read_or_that_is_none_is_not_used(tmp_path: Path) -> None:
    file = witness_in(tmp_path / "mair", MAIR) / "witness.key"
    file.chmod(0o440)
    with pytest.raises(KeyUnusable, match="can be read by others"):
        key_in(file)
    file.chmod(0o600)
    for changed in one_bit_changed(file.read_bytes()[:40]):
        file.write_bytes(changed)
        with pytest.raises(KeyUnusable):
            key_in(file)


def serve(*more: object) -> str:
    return refusal(run("witness", "serve", "--port", 0, *more), 2)


def test_a_witness_does_not_start_without_key_or_logs_or_in_a_ledgers_folder(
    tmp_path: Path,
) -> None:
    witness_in(tmp_path / "mair", MAIR)
    log = ("--log", LOG.verifier_key)
    assert "make one with witness key" in serve("--state", "gwen", *log)
    assert "no log is named" in serve("--state", "mair")
    assert "another type of signature" in serve("--state", "mair", "--log", MAIR.cosignature_key)
    open_ledger(tmp_path / "data").close()
    inside = tmp_path / "data" / "mair"
    witness_in(inside, MAIR)
    for place in (inside, tmp_path / "data"):
        assert "must not write" in serve("--state", place, *log)
    made = run("witness", "key", "--name", "x", "--state", tmp_path / "data")
    assert "must not write" in refusal(made, 2)


def test_a_witness_says_who_it_is_and_stops_when_told(tmp_path: Path) -> None:
    state = witness_in(tmp_path / "mair", MAIR)
    policy = tmp_path / "more"
    policy.write_text(f"log {NEXT_LOG.verifier_key}\nquorum none\n")
    with running(state, "--policy", str(policy)) as witness:
        assert witness.told["witness"] == str(MAIR.cosignature_key)
        assert witness.told["logs"] == [LOG.name]
        assert witness.answer(asked(0, 7)).status_code == 200
        witness.process.send_signal(signal.SIGTERM)
        assert witness.process.wait(30) == 0
