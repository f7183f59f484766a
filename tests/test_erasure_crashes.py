"""An erasure that is cut off, and a keystore or a ledger that is put back from before one."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree, rmtree

import pytest

from ledger.decisions.refusals import Erased
from ledger.journey.facts.person import NOBODY
from ledger.record.book import erased_again, open_ledger
from ledger.record.erasure import KeysRestored
from ledger.record.keys import beside, keystore_beside
from ledger.record.store import WriteUncertain
from tests.erased import ERASURE, canaries, record_person, write_persons
from tests.recorded import ARREST, AT, FORCE, ME

PAGE, OTHER = "p-gone", "p-stays"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_persons(tmp_path / "data", PAGE, OTHER)


def erase(data: Path) -> None:
    with open_ledger(data) as ledger:
        ledger.record(PAGE, ERASURE, ME, AT)


class Crash(BaseException):
    """Here the process ends."""


def crash(*_given: object) -> None:
    raise Crash


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
        with monkeypatch.context() as patched:
            patched.setattr("ledger.privacy.key_files.wipe", crash)
            with pytest.raises(Crash):
                ledger.record(PAGE, ERASURE, ME, AT)
        with pytest.raises(Erased):
            other.record(PAGE, ARREST, ME, AT)
        assert other.record(PAGE, ERASURE, ME, AT).page.erased
        assert not other.keys.holds(PAGE)


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
