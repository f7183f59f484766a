"""What a sealer looks at again: after it was unfrozen everything, at each look notes and heads."""

from __future__ import annotations

import signal
from functools import partial
from pathlib import Path
from time import monotonic, sleep

import pytest

from ledger.evidence import sealer_home
from ledger.evidence.asking_witnesses import WitnessAt
from ledger.evidence.cosigning import Cosigning
from ledger.evidence.on_demand import is_wanted
from ledger.evidence.published import Published
from ledger.evidence.sealer_refusals import Frozen, Inconsistent, What
from ledger.evidence.witness import Witness, logs_of
from ledger.proof.note import parse_note
from ledger.proof.verifier_key import parse_verifier_key
from ledger.record.book import open_ledger
from tests.audited import write_ledger
from tests.proving import GWEN, MAIR
from tests.sealing import AT, Place, grow, grow_ahead
from tests.terminal import answer, quiet_terminal, refusal, run
from tests.test_sealer_processes import PATIENCE_SECONDS, sealing, until_sealed
from tests.test_witness_asking import NOW, answering, witness_reply

SEALED, GROWN = 300, 310
ONLY = ("--log", "ledger")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path)
    place.seal(1, 200, SEALED)
    return place


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger that was sealed once."""
    quiet_terminal(tmp_path, monkeypatch)
    data = write_ledger(tmp_path / "data", 5)
    assert run("seal", "--once", "--data", data).exit_code == 0
    return data


def spoil(note: Path) -> None:
    """Change a letter of the last signature."""
    content = note.read_bytes()
    other = b"A" if content[-30:-29] != b"A" else b"B"
    note.write_bytes(content[:-30] + other + content[-29:])


class TestUnfrozen:
    """A line is changed, and nothing else: only a look at every line finds it."""

    @pytest.fixture
    def changed(self, place: Place) -> Place:
        position = place.position(40)
        place.alter("UPDATE stored_events SET state = x'7b7d' WHERE rowid = ?", position)
        return place

    def test_a_running_sealer_looks_at_everything_again(self, changed: Place) -> None:
        with changed.ledger() as ledger:
            running = changed.sealer(ledger)
            running.look()
            with pytest.raises(Inconsistent):
                changed.sealer(ledger).look(every_line=True)
            changed.home.unfreeze("It will be all right.", AT)
            grow(ledger, GROWN)
            with pytest.raises(Inconsistent) as found:
                running.seal()
            assert (found.value.what, found.value.index) == (What.LINE_CHANGED, 40)
            with pytest.raises(Frozen):
                running.seal()

    def test_a_sealer_that_starts_does_and_nothing_but_that_look_will_do(
        self, changed: Place
    ) -> None:
        changed.home.unfreeze("It will be all right.", AT)
        for _ in range(2):
            with pytest.raises(Inconsistent):
                changed.seal()
            changed.home.unfreeze("It will be all right.", AT)

    def test_it_looks_once_and_goes_on_where_all_is_well(self, place: Place) -> None:
        place.home.freeze("For a while.", AT)
        place.home.unfreeze("It is over.", AT)
        assert place.home.is_to_look()
        assert place.seal(GROWN) == [GROWN]
        assert not place.home.is_to_look()

    def test_a_process_that_goes_on_freezes_again(self, data: Path) -> None:
        home = data.with_name("data-sealer")
        with open_ledger(data) as ledger:
            grow_ahead(ledger, 20)
            with sealing(data, "--every", "0.1", *ONLY) as process:
                until_sealed(Published(data / "log"), 20)
                state = "UPDATE stored_events SET state = x'7b7d' WHERE rowid = 5"
                Place(data.parent).alter(state)
                assert run("seal", "--once", "--full", "--data", data, *ONLY).exit_code == 1
                unfrozen = ("--unfreeze", "--because", "Looked at.")
                assert run("seal", *unfrozen, "--data", data, *ONLY).exit_code == 0
                until = monotonic() + PATIENCE_SECONDS
                while not (home / "frozen").exists() and monotonic() < until:
                    sleep(0.02)
                assert "a leaf is not the hash of its line" in process.ended(signal.SIGTERM)[2]


class TestANoteWhoseSignatureIsBroken:
    @pytest.mark.parametrize("path", ["checkpoint", f"checkpoints/{SEALED}"])
    def test_is_made_again_where_it_is_the_last(self, place: Place, path: str) -> None:
        before = place.everything()
        spoil(place.published.folder / path)
        with place.ledger() as ledger:
            assert "checkpoint" in place.sealer(ledger).look().mended
        assert place.everything() == before
        spoil(place.published.folder / path)
        place.seal()
        assert place.everything() == before

    def test_is_told_where_it_is_an_older_one(self, place: Place) -> None:
        spoil(place.published.folder / "checkpoints" / "200")
        with place.ledger() as ledger, pytest.raises(Inconsistent) as found:
            place.sealer(ledger).look(every_line=True)
        assert (found.value.what, found.value.index) == (What.PUBLISHED_OTHERWISE, 200)

    def test_is_none_where_a_key_signed_it_that_is_retired(self, data: Path) -> None:
        for act in ("--rotate", "--retire", "--once"):
            assert run("seal", act, "--data", data, *ONLY).exit_code == 0
        told = answer(run("seal", "--once", "--full", "--json", "--data", data))
        assert [log["mended"] for log in told["logs"]] == [[], []]


@pytest.mark.parametrize("gone", [0, 1])
def test_a_line_taken_out_of_the_heads_is_found_by_a_look_at_all(place: Place, gone: int) -> None:
    heads = place.published.folder / "heads"
    lines = heads.read_bytes().splitlines(keepends=True)
    heads.write_bytes(b"".join(lines[:gone] + lines[gone + 1 :]))
    with place.ledger() as ledger, pytest.raises(Inconsistent) as found:
        place.sealer(ledger).look(every_line=True)
    assert str(found.value).endswith(f"at {[1, 200][gone]}: a note without its head")


class TestAtTheSameTime:
    def test_nothing_is_unfrozen_while_another_seals(
        self, data: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        home = sealer_home.Home(data.with_name("data-sealer"))
        with home.alone():
            home.freeze("For a while.", AT)
            monkeypatch.setattr(sealer_home, "PATIENCE_SECONDS", 0.1)
            unfreeze = ("--unfreeze", "--because", "It is over.", *ONLY, "--data", data)
            assert "round is in use" in refusal(run("seal", *unfreeze))
        assert home.frozen_because() == "For a while."
        assert answer(run("seal", "--json", *unfreeze))

    def test_what_another_process_had_cosigned_meanwhile_is_kept(
        self, place: Place, tmp_path: Path
    ) -> None:
        logs = logs_of([parse_verifier_key(place.keys.texts()[0])])
        (tmp_path / "gwen").mkdir()
        (tmp_path / "mair").mkdir()
        gwen, mair = Witness(GWEN, logs, tmp_path / "gwen"), Witness(MAIR, logs, tmp_path / "mair")
        cosigning = partial(Cosigning, place.published, place.home)
        with answering(witness_reply(gwen)) as gwens:
            beside = cosigning([WitnessAt(GWEN.cosignature_key, gwens)])

            def late(body: bytes) -> tuple[int, bytes]:
                beside.cosign(NOW, 5)
                return witness_reply(mair)(body)

            with answering(late) as mairs:
                cosigning([WitnessAt(MAIR.cosignature_key, mairs)]).cosign(NOW, 5)
        for note in (place.published.latest(), place.published.note(SEALED)):
            names = {each.name for each in parse_note(note or b"").signatures}
            assert {GWEN.name, MAIR.name} < names


class TestARequestThatCannotBeTakenAway:
    def test_is_none(self, tmp_path: Path) -> None:
        (tmp_path / "wanted").mkdir()
        assert not is_wanted(Published(tmp_path))

    def test_keeps_no_log_from_being_sealed(self, data: Path) -> None:
        published = Published(data / "log")
        with open_ledger(data) as ledger, sealing(data, "--every", "0.2") as process:
            until_sealed(published, ledger.size)
            (published.folder / "wanted").unlink(missing_ok=True)
            (published.folder / "wanted").mkdir()
            grow_ahead(ledger, 40)
            until_sealed(published, 40)
            assert process.ended(signal.SIGTERM)[0] == 0


@pytest.mark.parametrize("reason", ["\udcff\udcfe", "a\x1b[31mred"])
def test_a_reason_that_cannot_be_written_freezes_all_the_same(data: Path, reason: str) -> None:
    assert run("seal", "--freeze", reason, "--data", data, *ONLY).exit_code == 0
    frozen = (data.with_name("data-sealer") / "frozen").read_text()
    assert "\N{REPLACEMENT CHARACTER}" in frozen
    assert frozen.removesuffix("\n").isprintable()
