"""Must show 6: a pack tells what was known at the decision, of nobody, and never anything else."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from api.replies.scrutiny import PackReply
from api.scrutiny.page import html_of
from api.scrutiny.writing import csv_of, json_of, table
from ledger.decisions.scrutiny import DECISIONS
from ledger.evidence.scrutiny.drawing import Draw, NotAsDrawn, Place, drawn
from ledger.evidence.scrutiny.pack import Pack, packed
from ledger.journey.facts import Fact
from ledger.journey.facts.decision import EligibilityDecided
from ledger.journey.facts.ending import OutcomeRecorded
from ledger.journey.facts.person import PageOpened
from ledger.journey.parts import EditionRef, Official, Override
from ledger.journey.words import Rank, Role
from ledger.record.book import open_ledger
from ledger.record.entry import Entry
from ledger.record.leaves import Leaf
from tests import told_facts as told
from tests.any_facts import any_fact, any_of
from tests.recorded import AT, ME
from tests.scrutinised import ASKED, asked, furnished
from tests.story import Story
from tests.test_scrutiny_shown import CODES

CANARY = "Canari"
OFFICIAL = Official(
    name=f"{CANARY} Pugh", role=Role.CUSTODY_SERGEANT, rank=Rank.SERGEANT, number=f"{CANARY}-1187"
)


@dataclass
class Written:
    """Entries in the order of the log, as a ledger would tell them."""

    entries_: Sequence[Entry]

    def entries(self, page_id: str, known: int | None = None) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries_[:known] if entry.page == page_id)

    def unopened(self, page_id: str, known: int | None = None) -> tuple[Entry, ...]:
        return self.entries(page_id, known)

    def leaf_of(self, page_id: str, line: int) -> Leaf | None:
        for index, entry in enumerate(self.entries_):
            if (entry.page, entry.line) == (page_id, line):
                return Leaf(index, index + 1, b"")
        return None


def written(facts: Sequence[tuple[str, Fact]]) -> Written:
    lines: dict[str, int] = {}
    entries = []
    for page, fact in facts:
        lines[page] = lines.get(page, 0) + 1
        entries.append(Entry(page, lines[page], AT, ME, fact))
    return Written(entries)


def places(ledger: Written) -> tuple[Place, ...]:
    kinds = tuple(DECISIONS.values())
    return tuple(Place(e.page, e.line) for e in ledger.entries_ if isinstance(e.fact, kinds))


def all_bytes(pack: Pack) -> list[bytes]:
    return [json_of(pack), csv_of(pack), html_of(pack)]


def marked(value: Any, hint: Any, *, code: bool = False) -> Any:
    """`value` with the canary in every text that is not a code, and on every official."""
    if isinstance(value, Official):
        return OFFICIAL
    if isinstance(value, EditionRef):
        return told.EDITION
    if is_dataclass(value):
        return marked_all(value)
    if isinstance(value, tuple):
        return tuple(marked(one, None, code=code) for one in value)
    if isinstance(value, str) and not isinstance(value, StrEnum) and not code:
        return CANARY
    return BORN_ON if isinstance(value, date) and hint == "born_on" else value


BORN_ON = date(1987, 6, 5)


def marked_all(value: Any) -> Any:
    codes = CODES | ({"refused_for"} if not isinstance(value, Override) else set())
    changes = {
        field.name: marked(getattr(value, field.name), field.name, code=field.name in codes)
        for field in fields(value)
    }
    return replace(value, **changes)


marked_facts = any_fact().map(marked_all)
decisions: st.SearchStrategy[Fact] = st.one_of(
    any_of(EligibilityDecided), any_of(OutcomeRecorded)
).map(marked_all)
pages = st.sampled_from(["p-1", "p-2"])
histories = st.lists(st.tuples(pages, st.one_of(marked_facts, decisions)), max_size=14)
endings = st.lists(st.tuples(pages, marked_facts), max_size=8)


@given(before=histories, decision=st.tuples(pages, decisions), after=endings)
def test_what_is_written_after_a_decision_changes_no_byte_of_its_pack(
    before: list[tuple[str, Fact]],
    decision: tuple[str, Fact],
    after: list[tuple[str, Fact]],
) -> None:
    then, later = written([*before, decision]), written([*before, decision, *after])
    draw = Draw(ASKED, places(then))
    assert all_bytes(packed(then, draw)) == all_bytes(packed(later, draw))
    for place in draw.places:
        leaf = then.leaf_of(place.page, place.line)
        assert leaf is not None
        alone = Draw(ASKED, (place,))
        at_the_time = Written(then.entries_[: leaf.index + 1])
        assert all_bytes(packed(at_the_time, alone)) == all_bytes(packed(later, alone))


@given(before=histories, decision=st.tuples(pages, decisions))
def test_nobody_can_be_told_from_a_pack(
    before: list[tuple[str, Fact]], decision: tuple[str, Fact]
) -> None:
    ledger = written([*before, decision])
    pack = packed(ledger, Draw(ASKED, places(ledger)))
    assert pack.decisions
    for text in all_bytes(pack):
        assert CANARY.encode() not in text
        assert BORN_ON.isoformat().encode() not in text
        assert b"p-1" not in text
        assert b"p-2" not in text


@given(before=histories, decision=st.tuples(pages, decisions))
def test_json_is_canonical_and_as_its_schema_says(
    before: list[tuple[str, Fact]], decision: tuple[str, Fact]
) -> None:
    ledger = written([*before, decision])
    pack = packed(ledger, Draw(ASKED, places(ledger)))
    line = json_of(pack)
    assert line == rfc8785.dumps(json.loads(line))
    assert PackReply.model_validate_json(line, by_alias=True).model_dump(
        mode="json", by_alias=True
    ) == json.loads(line)


def test_officials_are_numbered_through_the_pack_and_known_by_their_number() -> None:
    by = [
        Official(name="Mair Pugh", role=Role.CUSTODY_SERGEANT, number="1187"),
        Official(name="M. Pugh", role=Role.SUPERVISOR, rank=Rank.INSPECTOR, number="1187"),
        Official(name="1187", role=Role.CUSTODY_SERGEANT),
    ]
    on = date(2019, 12, 10)
    facts: list[tuple[str, Fact]] = [
        (f"p-{n}", replace(told.eligible(1, on, ()), decided_by=official))
        for n, official in enumerate(by)
    ]
    ledger = written(facts)
    pack = packed(ledger, Draw(ASKED, places(ledger)))
    officials = [judged.known[-1].data["decided_by"] for judged in pack.decisions]
    assert officials == [
        {"official": 1, "role": "custody-sergeant", "rank": "none"},
        {"official": 1, "role": "supervisor", "rank": "inspector"},
        {"official": 2, "role": "custody-sergeant", "rank": "none"},
    ]


def test_a_rationale_is_shown_only_where_it_is_asked_for() -> None:
    on = date(2019, 12, 10)
    decision = replace(told.eligible(1, on, ()), rationale="=Own use, says Robin.")
    ledger = written([("p-1", PageOpened(on=on, force="north-wales")), ("p-1", decision)])
    draw = Draw(ASKED, places(ledger))
    without, with_it = packed(ledger, draw), packed(ledger, draw, with_rationale=True)
    assert all(b"Robin" not in text for text in all_bytes(without))
    assert all(b"Robin" in text for text in all_bytes(with_it))
    assert b"'=Own use" in csv_of(with_it), "a spreadsheet takes it for no formula"
    assert json.loads(json_of(without))["withRationale"] is False


@pytest.mark.parametrize(
    "begins", ["=", "+", "-", "@", "\t=", "\r=", "\n=", " \n =", "\u00a0=", "\n"]
)
def test_a_spreadsheet_takes_no_cell_for_a_formula(begins: str) -> None:
    (_, (cell,)) = csv.reader(io.StringIO(table(["said"], [{"said": f"{begins}1"}]).decode()))
    assert cell == f"'{begins}1"


def test_a_cell_that_is_no_formula_stays_as_it_is() -> None:
    for text in ("", " ", "1-2", "a = b", " Own use.", "'=1"):
        (_, *rows) = csv.reader(io.StringIO(table(["n", "said"], [{"said": text}]).decode()))
        assert rows == [["", text]]


def test_what_an_override_names_beside_clauses_is_not_shown() -> None:
    on = date(2019, 12, 10)
    override = Override(clauses=("E2", "Robin Example"), authority=OFFICIAL)
    decision = replace(told.eligible(1, on, ("E2",)), override=override)
    ledger = written([("p-1", decision)])
    (judged,) = packed(ledger, Draw(ASKED, places(ledger))).decisions
    assert judged.known[0].data["override"]["clauses"] == ["E2"]


def test_times_of_day_are_left_out() -> None:
    story = Story().signed(date(2019, 12, 10)).completed(date(2020, 12, 11))
    ledger = written([("p-1", fact) for fact in story.facts])
    line = json_of(packed(ledger, Draw(ASKED, (Place("p-1", 14),))))
    told_again = json.loads(line)["decisions"][0]["known"]
    signed = next(one for one in told_again if one["name"] == "contract.signed")
    assert signed["data"]["signedAt"] == "2019-12-10"
    assert b"T12:00" not in line
    assert b"Caernarfon" not in line


@pytest.mark.parametrize("place", [Place("p-1", 1), Place("p-1", 9), Place("p-9", 1)])
def test_a_place_without_a_decision_gives_no_pack(place: Place) -> None:
    ledger = written([("p-1", PageOpened(on=date(2019, 12, 10), force="north-wales"))])
    with pytest.raises(NotAsDrawn):
        packed(ledger, Draw(ASKED, (place,)))


def test_csv_has_a_row_for_each_decision_and_html_a_section() -> None:
    with open_ledger(None) as ledger:
        furnished(ledger, pages=8)
        draw = drawn(ledger, asked(ledger, wanted=4))
        pack = packed(ledger, draw)
    lines = csv_of(pack).decode().splitlines()
    assert len(lines) == 1 + 4
    assert lines[0].startswith("decision,journey,decided_on,decided,edition")
    assert all(
        f",eligible,checkpoint-cymru/2019-10,,,{one.known[-1].data['decided_by']['official']},"
        in line
        for line, one in zip(lines[1:], pack.decisions, strict=True)
    )
    page = html_of(pack).decode()
    assert page.count("<section>") == 4
    assert "<script" not in page
    assert "http" not in page
    assert all(f"<h2>Decision {number}</h2>" in page for number in (1, 2, 3, 4))
