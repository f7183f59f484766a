"""Must show 6 and 7: no pack needs a key, so none changes when personal data is erased, or lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.scrutiny.page import html_of
from api.scrutiny.writing import csv_of, json_of
from ledger.decisions.refusals import Erased
from ledger.evidence.scrutiny.drawing import drawn, redrawn
from ledger.evidence.scrutiny.pack import packed
from ledger.journey.facts.institution import PanelVerdictGiven
from ledger.journey.facts.protection import PersonalDataErased
from ledger.journey.facts.scrutiny import SampleDrawn
from ledger.journey.words import Verdict
from ledger.privacy.keystore import Destroyed, MemoryKeystore
from ledger.record.book import Ledger, open_ledger
from ledger.record.entry import Attribution, Entry, KeyLost
from ledger.record.streams import panel_page
from tests.recorded import AT, ME, SERGEANT
from tests.scrutinised import ASKED, asked, furnished


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "ledger") as opened:
        furnished(opened, pages=6)
        yield opened


def packs(ledger: Ledger, sample: SampleDrawn) -> list[bytes]:
    pack = packed(ledger, redrawn(ledger, sample))
    return [json_of(pack), csv_of(pack), html_of(pack)]


def erase(ledger: Ledger, page: str) -> None:
    """What an erasure leaves: no key, and an entry that says so."""
    ledger.keys.destroy(page, Destroyed(ledger.keys.for_writing(page).commitment, ""))
    erased = PersonalDataErased(on=ASKED.on, legal_basis="s.47(1)", decided_by=SERGEANT)
    line = len(ledger.unopened(page)) + 1
    ledger.append([Entry(page, line, AT, Attribution(by=ME.by), erased)])


def test_a_pack_is_the_same_once_personal_data_is_erased(ledger: Ledger) -> None:
    draw = drawn(ledger, asked(ledger, wanted=3))
    before = packs(ledger, draw.sample)
    rationales = [one.rationale for one in packed(ledger, draw, with_rationale=True).decisions]
    assert rationales == ["Own use, willing."] * 3
    gone = draw.places[1].page
    erase(ledger, gone)
    assert packs(ledger, draw.sample) == before
    left = [one.rationale for one in packed(ledger, draw, with_rationale=True).decisions]
    assert left == ["Own use, willing.", "", "Own use, willing."]


def test_no_verdict_is_given_where_there_is_no_key_to_seal_it(ledger: Ledger) -> None:
    (place, *_) = drawn(ledger, asked(ledger)).places
    erase(ledger, place.page)
    given = PanelVerdictGiven(
        on=ASKED.on,
        page=place.page,
        line=place.line,
        verdict=Verdict.APPROPRIATE,
        panel="Y Panel",
        observations="Da.",
    )
    with pytest.raises(Erased):
        ledger.record(panel_page(place.page), given, ME, AT)


def test_whoever_has_the_ledger_and_no_key_draws_and_packs_the_same(
    ledger: Ledger, tmp_path: Path
) -> None:
    draw = drawn(ledger, asked(ledger, wanted=3))
    before = packs(ledger, draw.sample)
    with open_ledger(tmp_path / "ledger", keys=MemoryKeystore()) as without:
        assert packs(without, draw.sample) == before
        with pytest.raises(KeyLost):
            packed(without, draw, with_rationale=True)
