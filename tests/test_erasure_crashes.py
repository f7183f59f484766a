"""An erasure that is cut off, and a keystore or a ledger that is put back from before one."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from ledger.decisions.refusals import Erased
from ledger.journey.facts.person import NOBODY
from ledger.journey.facts.protection import AccuracyContested
from ledger.record.book import Answering, erased_again, open_ledger
from ledger.record.erasure import KeysRestored, NotItsKeys
from ledger.record.keys import beside, keystore_beside
from ledger.record.once import Once
from ledger.record.store import WriteUncertain
from tests.erased import ERASURE, Crash, canaries, crash, cut_off, record_person, write_persons
from tests.recorded import ARREST, AT, FORCE, ME

PAGE, OTHER = "p-gone", "p-stays"
ONCE = Once("niche", "8e03978e-40d5-43e8-bc93-000000000001", b"digest")
BY_REQUEST = replace(ME, system=ONCE.client, idempotency_key=ONCE.key, justification="")
ANSWERING = Answering(ONCE, lambda drafted: str(drafted.page.version).encode())


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_persons(tmp_path / "data", PAGE, OTHER)


def erase(data: Path) -> None:
    with open_ledger(data) as ledger:
        ledger.record(PAGE, ERASURE, ME, AT)


def write_some(descriptor: int, content: bytes) -> int:
    """As much as there is room for."""
    return os.pwrite(descriptor, content[:9], os.fstat(descriptor).st_size)


def put_back(backup: Path, folder: Path) -> None:
    rmtree(folder)
    copytree(backup, folder)


@pytest.mark.parametrize("step", ["the fence", "the key", "the entry"])
def test_an_erasure_that_a_crash_cut_off_is_completed_or_never_was(
    data: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_ledger(data) as ledger, monkeypatch.context() as patched:
        size = ledger.size
        if step == "the fence":
            patched.setattr("ledger.privacy.destroyed_list.os.write", crash)
        elif step == "the key":
            patched.setattr("ledger.privacy.key_files.wipe", crash)
        else:
            destroy = ledger.keys.destroy
            patched.setattr(ledger.keys, "destroy", lambda *it: (destroy(*it), crash()))
        with pytest.raises(Crash):
            ledger.record(PAGE, ERASURE, ME, AT)
        assert ledger.size == size
    with open_ledger(data) as ledger:
        if step == "the fence":
            assert ledger.page(PAGE).person.family_name == canaries(PAGE)[0]
            assert ledger.size == size
        else:
            assert not ledger.keys.holds(PAGE)
            assert ledger.entries(PAGE)[-1].fact == ERASURE
            assert ledger.size == size + 1
        assert ledger.audit() is None


def test_a_fenced_page_takes_nothing_until_its_erasure_is_completed(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_ledger(data) as ledger, open_ledger(data) as other:
        cut_off(ledger, PAGE, monkeypatch)
        assert not other.page(PAGE).erased
        assert other.is_erased(PAGE)
        assert not other.is_erased(OTHER)
        with pytest.raises(Erased):
            other.record(PAGE, ARREST, ME, AT)
        assert other.page(PAGE).erased, "whoever meets the fence completes what stands behind it"
        assert not other.keys.holds(PAGE)
        assert other.audit() is None


def test_whoever_tells_a_fenced_page_erased_again_completes_it(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_ledger(data) as ledger, open_ledger(data) as other:
        cut_off(ledger, PAGE, monkeypatch)
        assert other.record(PAGE, ERASURE, ME, AT).page.erased
        assert not other.keys.holds(PAGE)


def test_a_request_that_a_crash_cut_off_is_answered_once_it_is_completed(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_ledger(data) as ledger:
        cut_off(ledger, PAGE, monkeypatch, BY_REQUEST, ANSWERING)
        assert ledger.kept(ONCE) is None
    with open_ledger(data) as ledger:
        kept = ledger.kept(ONCE)
        assert kept is not None
        assert (kept.answer, kept.position) == (b"7", ledger.position)
        assert ledger.entries(PAGE)[-1].attribution == BY_REQUEST
        assert ledger.audit() is None


@pytest.mark.parametrize("keys_came_back", [False, True])
def test_an_old_ledger_has_the_request_written_again_with_its_answer(
    data: Path, tmp_path: Path, *, keys_came_back: bool
) -> None:
    copytree(data, tmp_path / "backup")
    copytree(beside(data), tmp_path / "keys")
    with open_ledger(data) as ledger:
        ledger.record(PAGE, ERASURE, BY_REQUEST, AT, answering=ANSWERING)
    if keys_came_back:
        put_back(tmp_path / "keys", beside(data))
        assert erased_again(data, keystore_beside(data)) == [PAGE]
    put_back(tmp_path / "backup", data)
    with open_ledger(data) as ledger:
        assert ledger.page(PAGE).erased
        kept = ledger.kept(ONCE)
        assert kept is not None
        assert kept.answer == b"7"
        assert ledger.audit() is None


def test_an_answer_of_another_line_is_not_given_again(data: Path, tmp_path: Path) -> None:
    copytree(data, tmp_path / "backup")
    contested = AccuracyContested(on=ARREST.on, line=2, statement="Nid fi.")
    with open_ledger(data) as ledger:
        ledger.record(PAGE, contested, ME, AT)
        ledger.record(PAGE, ERASURE, BY_REQUEST, AT, answering=ANSWERING)
    put_back(tmp_path / "backup", data)
    with open_ledger(data) as ledger:
        assert ledger.page(PAGE).erased
        assert ledger.kept(ONCE) is None
        assert ledger.audit() is None


def test_a_fence_of_an_earlier_version_is_completed(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_ledger(data) as ledger:
        cut_off(ledger, PAGE, monkeypatch, BY_REQUEST, ANSWERING)
    fence = beside(data) / "destroyed"
    page, commitment, told = json.loads(fence.read_bytes())
    fence.write_text(json.dumps([page, commitment, json.loads(told)[0]]) + "\n")
    with open_ledger(data) as ledger:
        assert ledger.page(PAGE).erased
        assert ledger.audit() is None


def test_a_disk_that_is_full_destroys_no_key(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_ledger(data) as ledger:
        with monkeypatch.context() as patched:
            patched.setattr("ledger.privacy.destroyed_list.os.write", write_some)
            with pytest.raises(WriteUncertain):
                ledger.record(PAGE, ERASURE, ME, AT)
        assert ledger.page(PAGE).person.family_name == canaries(PAGE)[0]
        assert ledger.record(PAGE, ERASURE, ME, AT).page.erased
        assert list(ledger.keys.destroyed()) == [PAGE]


def test_a_keystore_that_is_not_there_keeps_the_ledger_shut(data: Path, tmp_path: Path) -> None:
    erase(data)
    beside(data).rename(tmp_path / "elsewhere")
    with pytest.raises(NotItsKeys, match="none of the keys"):
        open_ledger(data)
    with pytest.raises(NotItsKeys):
        erased_again(data, keystore_beside(data))
    put_back(tmp_path / "elsewhere", beside(data))
    with open_ledger(data) as ledger:
        assert ledger.page(OTHER).person.family_name == canaries(OTHER)[0]


def test_a_keystore_that_fails_leaves_it_uncertain_and_the_next_start_completes_it(
    data: Path,
) -> None:
    pages = beside(data) / "pages"
    with open_ledger(data) as ledger:
        assert ledger.page(PAGE).person.family_name
        assert ledger.rulebook_for(FORCE).adoptions
        pages.rename(data.parent / "away")
        pages.touch()
        with pytest.raises(WriteUncertain):
            ledger.record(PAGE, ERASURE, ME, AT)
    pages.unlink()
    (data.parent / "away").rename(pages)
    with open_ledger(data) as ledger:
        assert ledger.page(PAGE).erased
        assert not ledger.keys.holds(PAGE)


def test_an_old_keystore_keeps_the_ledger_shut_until_it_is_erased_again(
    data: Path, tmp_path: Path
) -> None:
    keys = beside(data)
    copytree(keys, tmp_path / "backup")
    erase(data)
    rmtree(keys)
    copytree(tmp_path / "backup", keys)
    for _ in range(2):
        with pytest.raises(KeysRestored) as caught:
            open_ledger(data)
        assert caught.value.pages == (PAGE,)
    assert erased_again(data, keystore_beside(data)) == [PAGE]
    assert erased_again(data, keystore_beside(data)) == []
    with open_ledger(data) as ledger:
        assert not ledger.keys.holds(PAGE)
        assert ledger.page(PAGE).person == NOBODY
        assert ledger.page(OTHER).person.family_name == canaries(OTHER)[0]
        assert ledger.audit() is None


def test_an_old_ledger_under_a_newer_keystore_has_its_erasure_written_again(
    data: Path, tmp_path: Path
) -> None:
    copytree(data, tmp_path / "backup")
    erase(data)
    rmtree(data)
    copytree(tmp_path / "backup", data)
    with open_ledger(data) as ledger:
        record_person(ledger, "p-later")
        assert ledger.entries(PAGE)[-1].fact == ERASURE
        assert ledger.audit() is None


def test_a_page_that_only_another_ledger_erased_is_let_be(data: Path, tmp_path: Path) -> None:
    with open_ledger(data) as ledger:
        keys = ledger.keys
        ledger.record(PAGE, ERASURE, ME, AT)
    with open_ledger(tmp_path / "other", keys=keys) as ledger:
        assert ledger.position == 0
