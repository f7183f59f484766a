"""The access log sealed beside the ledger: a log of its own, and each keeps heads of the other."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from api import clock
from ledger.evidence.anchors import check_both
from ledger.evidence.keys import verifier
from ledger.evidence.published import Published
from ledger.journey.facts.log import LogAnchored, LogKeyAdded
from ledger.proof.checkpoint import opened
from ledger.record.access import Access, open_access_log
from ledger.record.book import OF_THE_LOG, open_ledger
from tests.access_audited import tampered_log
from tests.anchored import ACCESS, AT, LEDGER, forge, grow, items_of, shown
from tests.terminal import answer, quiet_terminal, refusal, run

ORIGIN = {
    LEDGER: "diversion-ledger.invalid/ledger",
    ACCESS: "diversion-ledger.invalid/ledger/access",
}
ENTRIES = RECORDS = 10


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    quiet_terminal(tmp_path, monkeypatch)
    monkeypatch.setattr("tests.anchored.ORIGIN", ORIGIN)
    grow(tmp_path / "data", RECORDS)
    return tmp_path / "data"


def seal(data: Path, *arguments: str, code: int = 0) -> dict[str, Any]:
    """What is said of each log, by its name."""
    result = run("seal", "--data", data, "--json", *arguments)
    assert result.exit_code == code, result.output
    return {one["log"]: one for one in answer_of(result)["logs"]}


def answer_of(result: Any) -> dict[str, Any]:
    import json

    told: dict[str, Any] = json.loads(result.stdout)
    return told


def facts(data: Path) -> list[object]:
    with open_ledger(data) as ledger:
        return [entry.fact for entry in ledger.entries(OF_THE_LOG)]


def anchors(data: Path) -> list[Access]:
    with open_access_log(data) as log:
        told = [one for _, one in log.since(0, 1_000) if isinstance(one, Access)]
    return [one for one in told if one.anchor]


class TestOnce:
    def test_both_logs_are_sealed_each_with_its_own_key_under_its_own_name(
        self, data: Path
    ) -> None:
        told = seal(data, "--once")
        assert list(told) == ["ledger", "access-log"]
        assert told["ledger"]["sealed"] == [ENTRIES + 1], "and its key"
        assert told["access-log"]["sealed"] == [RECORDS + 1], "and what it saw of the ledger"
        home = data.with_name("data-sealer")
        keys = {}
        for name, files, own in ((LEDGER, "log", home), (ACCESS, "access-log", home / "access")):
            keys[name] = (own / "log.vkey").read_text().strip()
            note = Published(data / files).latest() or b""
            checkpoint, _ = opened(note, ORIGIN[name], [verifier(keys[name])])
            assert checkpoint.size == 11
        added = {one.origin: one for one in facts(data) if isinstance(one, LogKeyAdded)}
        assert {origin: one.key for origin, one in added.items()} == {
            ORIGIN[name]: key for name, key in keys.items()
        }

    def test_each_log_puts_down_what_was_sealed_of_the_other(self, data: Path) -> None:
        seal(data, "--once")
        (of_ledger,) = anchors(data)
        (of_access,) = [one for one in facts(data) if isinstance(one, LogAnchored)]
        assert of_ledger.anchor is not None
        assert (of_ledger.anchor.origin, of_ledger.anchor.size) == (ORIGIN[LEDGER], ENTRIES + 1)
        assert (of_access.origin, of_access.size) == (ORIGIN[ACCESS], RECORDS + 1)
        check_both(shown(data, LEDGER), shown(data, ACCESS))

    def test_what_was_put_down_is_sealed_and_then_all_is_quiet(self, data: Path) -> None:
        seal(data, "--once")
        assert seal(data, "--once")["ledger"]["sealed"] == [ENTRIES + 3]
        quiet = seal(data, "--once")
        assert [one["sealed"] for one in quiet.values()] == [[], []]

    def test_on_demand_each_is_put_down_at_once(self, data: Path) -> None:
        seal(data, "--once")
        grow(data, 3, first=RECORDS, at=max(clock.now(), AT) + timedelta(seconds=1))
        seal(data, "--anchor")
        assert len(anchors(data)) == 2
        assert len([one for one in facts(data) if isinstance(one, LogAnchored)]) == 2
        check_both(shown(data, LEDGER), shown(data, ACCESS))

    def test_the_lines_of_the_access_log_are_not_published(self, data: Path) -> None:
        seal(data, "--once")
        assert (data / "log" / "tile" / "entries").is_dir()
        assert not (data / "access-log" / "tile" / "entries").exists()
        published = [file for file in (data / "access-log").rglob("*") if file.is_file()]
        assert published
        assert not [file for file in published if b"mair.pugh" in file.read_bytes()]

    def test_a_log_that_nobody_wrote_in_has_no_key_and_no_head(self, tmp_path: Path) -> None:
        with open_ledger(tmp_path / "new"):
            pass
        told = seal(tmp_path / "new", "--once")
        assert [one["head"] for one in told.values()] == [None, None]
        assert facts(tmp_path / "new") == []


class TestAnAlteredAccessLog:
    @pytest.mark.parametrize(
        ("statement", "what"),
        [
            ("UPDATE access_leaf SET leaf_hash = zeroblob(32)", "leaf has changed"),
            ("DELETE FROM access_leaf WHERE leaf_index >= 5", "smaller than remembered"),
        ],
    )
    def test_is_not_sealed_and_the_ledger_is(self, data: Path, statement: str, what: str) -> None:
        seal(data, "--once")
        tampered_log(data, statement)
        told = seal(data, "--once", code=1)
        assert what in told["access-log"]["refused"]
        assert told["ledger"]["sealed"] == [ENTRIES + 3]

    def test_that_was_taken_away_is_missed(self, data: Path) -> None:
        seal(data, "--once")
        for file in data.glob("access.sqlite*"):
            file.unlink()
        told = seal(data, "--once", code=1)
        assert "smaller than remembered" in told["access-log"]["refused"]


class TestALedgerThatIsFrozen:
    def test_has_nothing_put_into_it_and_the_access_log_is_sealed_all_the_same(
        self, data: Path
    ) -> None:
        seal(data, "--once")
        before = facts(data)
        seal(data, "--freeze", "For the inquiry.", "--log", "ledger")
        grow(data, 3, first=RECORDS, at=max(clock.now(), AT) + timedelta(seconds=1))
        told = seal(data, "--anchor", code=1)
        assert "For the inquiry." in told["ledger"]["refused"]
        assert told["access-log"]["sealed"]
        assert facts(data) == before

    def test_lets_no_log_begin_whose_key_it_would_have_to_tell(self, data: Path) -> None:
        seal(data, "--freeze", "For the inquiry.", "--log", "ledger")
        before = facts(data)
        told = seal(data, "--once", code=1)
        assert "For the inquiry." in told["access-log"]["refused"]
        assert facts(data) == before


class TestFreezing:
    def test_puts_each_down_in_the_other_and_seals_that_of_the_ledger(self, data: Path) -> None:
        told = seal(data, "--freeze", "For the inquiry.")
        assert all("frozen" in one["what"] for one in told.values())
        of_access = [one for one in facts(data) if isinstance(one, LogAnchored)]
        assert [one.size for one in of_access] == [RECORDS]
        with open_ledger(data) as ledger:
            assert told["ledger"]["head"]["size"] == ledger.size
        assert [one.anchor.size for one in anchors(data) if one.anchor] == [ledger_head(told)]


def ledger_head(told: dict[str, Any]) -> int:
    size: int = told["ledger"]["head"]["size"]
    return size


class TestTheAudit:
    def test_says_how_much_the_other_log_saw(self, data: Path) -> None:
        seal(data, "--once")
        for option, size, seen in ((), 13, 11), (("--access-log",), 11, 11):
            told = answer(run("audit", *option, "--data", data, "--json"))
            assert told == {"size": size, "seen": seen, "finding": None}
        said = run("audit", "--data", data).stdout
        assert "The first 11 are what was seen of them: the access log says so." in said

    @pytest.mark.parametrize("name", [LEDGER, ACCESS])
    def test_finds_what_only_the_other_log_can_tell(self, data: Path, name: str) -> None:
        """Leaves and all are made anew: the log by itself is as good as any."""
        seal(data, "--once")
        forge(data, name, items_of(data, name)[:5])
        option = ["--access-log"] if name == ACCESS else []
        said = refusal(run("audit", *option, "--data", data))
        assert "is not as it was written: leaf 0: it has 5 leaves; leaf" in said
        assert "of the other log saw it at 11 leaves" in said
