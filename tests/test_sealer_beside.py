"""The demo's sealer: there within seconds, gone with the demo, and never at home in another's."""

from __future__ import annotations

import json
import signal
from pathlib import Path
from time import sleep

import httpx2
import pytest

from api.sealing.beside import set_aside
from ledger.evidence.sealer_home import Home
from ledger.evidence.sealer_refusals import SealerRuns
from tests.test_cli_serving import served

OF_ANOTHER = {"DIVERSION_LEDGER_SEALER": "another", "DIVERSION_LEDGER_LOG_ORIGIN": "another/log"}


def test_a_newcomer_sees_a_checkpoint_and_the_sealer_ends_with_the_demo(tmp_path: Path) -> None:
    data, home = tmp_path / "data", Home(tmp_path / "data-sealer")
    with served(
        "demo", "--data", data, "--port", 0, "--json", log=tmp_path / "log", **OF_ANOTHER
    ) as demo:
        told = json.loads(demo.until("\n}"))
        note = httpx2.get(f"{told['address']}/v1/ledger/checkpoint").text
        assert note.startswith("diversion-ledger.invalid/ledger\n")
        with pytest.raises(SealerRuns), home.only_loop():
            pass
        demo.stopped_by(signal.SIGKILL)
    until_free(home)
    assert (tmp_path / "log").read_text() == ""
    assert not (Path(__file__).parents[1] / "another").exists()


def until_free(home: Home) -> None:
    while True:
        try:
            with home.only_loop():
                return
        except SealerRuns:
            sleep(0.1)


def test_what_remembers_a_demo_that_is_gone_is_set_aside(tmp_path: Path) -> None:
    for number in (1, 2):
        home = tmp_path / "data-sealer"
        home.mkdir()
        (home / "memory").write_text(str(number))
        set_aside(tmp_path / "data")
        assert not home.exists()
        assert (tmp_path / f"data-sealer.{number}" / "memory").read_text() == str(number)
    set_aside(tmp_path / "data")
    assert len(list(tmp_path.iterdir())) == 2
