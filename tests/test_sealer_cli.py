"""`diversion-ledger seal`: once, its keys one after another, frozen and on again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from api.cli import app
from ledger.evidence.keys import verifier
from ledger.evidence.published import Published
from ledger.journey.facts.log import LogKeyAdded, LogKeyRetired
from ledger.proof.checkpoint import Checkpoint, opened
from ledger.proof.note import Note, verified
from ledger.record.book import OF_THE_LOG, open_ledger
from tests.sealing import grow_ahead
from tests.terminal import quiet_terminal

ORIGIN = "diversion-ledger.invalid/ledger"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    quiet_terminal(tmp_path, monkeypatch)
    more(tmp_path / "data", 10)
    return tmp_path / "data"


def more(data: Path, size: int) -> None:
    with open_ledger(data) as ledger:
        grow_ahead(ledger, size)


def said(data: Path, *arguments: str, code: int = 0) -> dict[str, Any]:
    """What `seal` says of the ledger's log."""
    command = ["seal", "--data", str(data), "--json", "--log", "ledger", *arguments]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == code, result.output
    told: dict[str, Any] = json.loads(result.stdout)["logs"][0]
    assert told["log"] == "ledger"
    return told


def keys(data: Path) -> Sequence[object]:
    with open_ledger(data) as ledger:
        facts = [entry.fact for entry in ledger.entries(OF_THE_LOG)]
    return [fact for fact in facts if isinstance(fact, LogKeyAdded | LogKeyRetired)]


def head(data: Path, *known: str) -> tuple[Checkpoint, Note]:
    return opened(Published(data / "log").latest() or b"", ORIGIN, map(verifier, known))


def signed_by(data: Path, *known: str) -> set[int]:
    """Which of the known keys signed the last head, by their places."""
    _, note = head(data, *known)
    hashes = [verifier(key).key_hash for key in known]
    return {hashes.index(each.key_hash) for each in verified(note, map(verifier, known))}


def test_the_first_seal_makes_a_key_and_says_so_in_the_ledger_it_seals(data: Path) -> None:
    told = said(data, "--once")
    (added,) = keys(data)
    assert isinstance(added, LogKeyAdded)
    assert (added.origin, added.from_size) == (ORIGIN, 0)
    assert added.key == (data.with_name("data-sealer") / "log.vkey").read_text().strip()
    checkpoint, _ = head(data, added.key)
    assert checkpoint.size == told["head"]["size"] == 11
    assert told["sealed"] == [11]
    assert (data.with_name("data-sealer") / "log.key").stat().st_mode & 0o777 == 0o400


def test_nothing_of_the_sealer_is_in_the_folder_of_the_ledger(data: Path) -> None:
    said(data, "--once")
    key = (data.with_name("data-sealer") / "log.key").read_bytes()
    for file in data.rglob("*"):
        assert not file.is_file() or key not in file.read_bytes()
        assert file.name not in {"memory", "history", "log.key"}


def test_one_key_follows_another_and_both_sign_in_between(data: Path) -> None:
    said(data, "--once")
    next_key = said(data, "--rotate")["key"]
    first, second = keys(data)
    assert isinstance(first, LogKeyAdded)
    assert isinstance(second, LogKeyAdded)
    assert (second.key, second.from_size) == (next_key, 12)
    assert signed_by(data, first.key, next_key) == {0, 1}
    assert "follows another" in said(data, "--rotate", code=1)["refused"]
    said(data, "--retire")
    *_, retired = keys(data)
    assert isinstance(retired, LogKeyRetired)
    assert (retired.key, retired.until_size) == (first.key, 12)
    assert head(data, next_key)[0].size == 13
    assert signed_by(data, first.key, next_key) == {1}
    assert not (data.with_name("data-sealer") / "next.key").exists()
    note = Published(data / "log").note(12) or b""
    assert len(verified(opened(note, ORIGIN, [verifier(first.key)])[1], [verifier(next_key)])) == 1
    assert "one key only" in said(data, "--retire", code=1)["refused"]


def test_keys_follow_each_other_over_the_sizes_of_the_log(data: Path) -> None:
    """Each head is signed by the keys that the ledger says counted at its size, and no other."""
    said(data, "--once")
    for act in ("--rotate", "--once", "--retire", "--rotate", "--retire", "--once"):
        with open_ledger(data) as ledger:
            size = ledger.size
        more(data, size + 3)
        said(data, act)
    told = keys(data)
    added = [fact for fact in told if isinstance(fact, LogKeyAdded)]
    until = {fact.key: fact.until_size for fact in told if isinstance(fact, LogKeyRetired)}
    published = Published(data / "log")
    assert len(added) == 3
    for sealed in published.heads():
        counted = {
            verifier(fact.key).key_hash
            for fact in added
            if fact.from_size <= sealed.size <= until.get(fact.key, sealed.size)
        }
        known = [verifier(fact.key) for fact in added]
        _, note = opened(published.note(sealed.size) or b"", ORIGIN, known)
        assert {each.key_hash for each in verified(note, known)} == counted


def test_frozen_it_has_sealed_once_more_and_seals_no_more(data: Path) -> None:
    assert said(data, "--freeze", "For the inquiry.")["head"]["size"] == 11
    more(data, 20)
    assert "For the inquiry." in said(data, "--once", code=1)["refused"]
    assert [one.size for one in Published(data / "log").heads()] == [11]
    said(data, "--unfreeze", "--because", "The inquiry is over.")
    assert said(data, "--once")["sealed"] == [20]


def test_a_refusal_is_told_with_what_to_do(data: Path) -> None:
    said(data, "--once")
    (data / "ledger.sqlite").unlink()
    for more_of_it in data.glob("ledger.sqlite-*"):
        more_of_it.unlink()
    more(data, 3)
    result = CliRunner().invoke(app, ["seal", "--data", str(data), "--once"])
    assert result.exit_code == 1
    words = " ".join(result.stderr.split())
    assert "the log is smaller than remembered, at 3: 3 leaves, where 11 are remembered" in words
    assert "docs/proof.md" in words
    assert keys(data) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["--rotate", "--retire"],
        ["--unfreeze"],
        ["--because", "Why not?"],
        ["--log", "no-such-log"],
    ],
)
def test_what_does_not_go_together_is_wrong_usage(data: Path, arguments: list[str]) -> None:
    assert CliRunner().invoke(app, ["seal", "--data", str(data), *arguments]).exit_code == 2
    assert not (data / "log").exists()


def test_another_origin_than_the_keys_is_not_signed_for(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said(data, "--once")
    monkeypatch.setenv("DIVERSION_LEDGER_LOG_ORIGIN", "another.example/log")
    assert "is the key of the log diversion-ledger" in said(data, "--once", code=1)["refused"]


def test_a_key_that_others_can_read_does_not_sign(data: Path) -> None:
    said(data, "--once")
    (data.with_name("data-sealer") / "log.key").chmod(0o440)
    assert "can be read by others" in said(data, "--once", code=1)["refused"]


def test_an_origin_that_no_key_can_have_is_no_setting(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIVERSION_LEDGER_LOG_ORIGIN", "two words")
    assert CliRunner().invoke(app, ["seal", "--data", str(data), "--once"]).exit_code == 2
