"""Scrutiny from the command line: drawn, packed, judged, and put down."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api import clock
from ledger.record.access import AccessKind
from ledger.record.book import open_ledger
from ledger.record.streams import scrutiny_page
from tests.accessed import logged
from tests.recorded import FORCE
from tests.scrutinised import furnished, redrawn_by_hand
from tests.scrutiny_service import Office, office_in, pack
from tests.terminal import answer, quiet_terminal, refusal, run

AHEAD = f"{clock.today().year + 1}-01-01"
PERIOD = ("--from", "2019-12-01", "--to", "2019-12-31", "--by", "Ann Example")
SEED = ("--seed", "59d5b3e8a1c24f70")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    quiet_terminal(tmp_path, monkeypatch)
    with open_ledger(tmp_path / "data") as ledger:
        furnished(ledger, pages=12)
    return tmp_path / "data"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office_in(tmp_path_factory.mktemp("ledger")) as at_work:
        yield at_work


def scrutiny(data: Path, command: str, *arguments: object, force: str = FORCE) -> Any:
    return run("scrutiny", command, *arguments, "--force", force, "--data", data)


def drawn(data: Path, *more: object) -> dict[str, Any]:
    return answer(scrutiny(data, "sample", *PERIOD, *SEED, "--size", 4, *more, "--json"))


def test_a_sample_is_drawn_and_recorded_and_can_be_drawn_by_hand(data: Path) -> None:
    sample = drawn(data)
    assert (sample["drawn"], sample["population"], sample["seedGiven"]) == (4, 9, True)
    with open_ledger(data) as ledger:
        lines = ledger.lines(0, ledger.size)
        (entry,) = ledger.entries(scrutiny_page(FORCE))
    assert (entry.attribution.by, entry.attribution.system) == (
        "Ann Example",
        "diversion-ledger scrutiny",
    )
    by_hand = redrawn_by_hand(lines, json.loads(lines[-1])["fact"])
    listed = answer(scrutiny(data, "decisions", sample["sampleId"], "--json"))["items"]
    assert [f"{one['participantId']}:{one['line']}" for one in listed] == by_hand
    assert answer(scrutiny(data, "samples", "--json"))["items"] == [sample]
    shown = scrutiny(data, "samples")
    assert sample["sampleId"] in shown.stdout
    assert "p-" in scrutiny(data, "decisions", sample["sampleId"]).stdout


def test_officers_and_outcomes_narrow_the_population(data: Path) -> None:
    assert drawn(data, "--officer", "1187")["population"] == 3
    assert drawn(data, "--officer", "1187", "--officer", "Mair Pugh")["population"] == 9
    assert drawn(data, "--outcome", "22")["population"] == 0
    assert drawn(data, "--decision", "outcome")["population"] == 0
    told = scrutiny(data, "sample", *PERIOD)
    assert told.stdout.startswith("Drew 9 of 9 decisions as s-")


@pytest.mark.parametrize("in_format", ["json", "csv", "html"])
def test_a_pack_is_written_for_its_owner_alone_and_put_down_as_disclosed(
    data: Path, in_format: str
) -> None:
    sample = drawn(data)["sampleId"]
    before = len(logged(data))
    asked = (sample, "--format", in_format, "--recipient", "Y Panel", "--out", "pack")
    told = answer(scrutiny(data, "pack", *asked, "--json"))
    content = Path("pack").read_bytes()
    assert told == {
        "file": "pack",
        "decisions": 4,
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    assert b"Pugh" not in content
    assert Path("pack").stat().st_mode & 0o777 == 0o600
    (disclosed,) = logged(data, after=before)
    assert (disclosed.kind, disclosed.recipients) == (AccessKind.DISCLOSURE, ("Y Panel",))
    assert (len(disclosed.pages), disclosed.count) == (4, 4)
    assert "there is a file pack already" in refusal(scrutiny(data, "pack", *asked), code=2)
    again = scrutiny(data, "pack", *asked[:-1], "again")
    assert hashlib.sha256(content).hexdigest() in again.stdout
    assert Path("again").read_bytes() == content


def test_a_pack_is_the_same_from_the_command_line_as_over_http(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiet_terminal(tmp_path, monkeypatch)
    sample = answer(scrutiny(office.data, "sample", *PERIOD, "--json"))["sampleId"]
    for in_format, media_type in (
        ("json", "application/json"),
        ("csv", "text/csv"),
        ("html", "text/html"),
    ):
        written = ("--recipient", "Y Panel", "--out", in_format, "--format", in_format)
        assert scrutiny(office.data, "pack", sample, *written).exit_code == 0
        assert Path(in_format).read_bytes() == pack(office.panel, sample, media_type)


def test_a_verdict_is_recorded_and_told(data: Path) -> None:
    sample = drawn(data)["sampleId"]
    of_panel = ("--panel", "Y Panel", "--on", "2020-03-04", "--by", "Ann Example")
    told = scrutiny(data, "verdict", sample, 2, "could-not-agree", *of_panel)
    assert told.stdout == "Recorded that Y Panel finds decision 2 could not agree.\n"
    given = (sample, 2, "appropriate-with-observations", *of_panel, "--observations", "Da iawn.")
    assert answer(scrutiny(data, "verdict", *given, "--json")) == {
        "sampleId": sample,
        "decision": 2,
        "verdict": "appropriate-with-observations",
    }
    items = answer(scrutiny(data, "verdicts", sample, "--json", "--csv", "said.csv"))["items"]
    assert [(one["verdict"], one["counts"]) for one in items] == [
        ("could-not-agree", False),
        ("appropriate-with-observations", True),
    ]
    with Path("said.csv").open(newline="") as file:
        assert [row["observations"] for row in csv.DictReader(file)] == ["", "Da iawn."]
    assert "Da iawn." in scrutiny(data, "verdicts", sample).stdout
    assert logged(data)[-1].kind is AccessKind.CONSULTATION


def test_what_cannot_be_is_refused_and_nothing_is_written(data: Path) -> None:
    sample = drawn(data)["sampleId"]
    with open_ledger(data) as ledger:
        size = ledger.size
    of_panel = ("--panel", "Y Panel", "--on", "2020-03-04", "--by", "Ann Example")
    to_panel = ("--recipient", "Y Panel", "--out", "pack")
    refused = {
        "There is no such sample.": ("pack", "s-never-was", *to_panel),
        "The day is before the decision.": (
            *("verdict", sample, 1, "appropriate", *of_panel, "--on", "2019-11-30"),
        ),
        "The period ends before it begins.": ("sample", *PERIOD, "--to", "2019-11-01"),
    }
    for said, asked in refused.items():
        assert said in refusal(scrutiny(data, *map(str, asked)))
    misused = {
        "the sample has 4 decisions": ("verdict", sample, 5, "appropriate", *of_panel),
        "8 to 128 letters": ("sample", *PERIOD, "--seed", "short"),
        "one of json, csv, html": ("pack", sample, *to_panel, "--format", "pdf"),
        "one of pending, avoided": ("sample", *PERIOD, "--outcome", "99"),
    }
    for said, asked in misused.items():
        assert said in refusal(scrutiny(data, *map(str, asked)), code=2)
    for ahead in (
        ("sample", *PERIOD, "--from", AHEAD),
        ("sample", *PERIOD, "--to", AHEAD),
        ("verdict", sample, 1, "appropriate", *of_panel, "--on", AHEAD),
    ):
        assert "is not ahead of today" in refusal(scrutiny(data, *map(str, ahead)), code=2)
    assert not Path("pack").exists()
    with open_ledger(data) as ledger:
        assert ledger.size == size
    other = scrutiny(data, "pack", sample, *to_panel, force="gwent")
    assert "There is no such sample." in refusal(other)
