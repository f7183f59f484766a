"""From the sealer to whoever checks: two of three witnesses cosign each head; the third is down."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from ledger.proof.policy_file import parse_policy
from ledger.record.book import open_ledger
from tests.audited import write_arrests, write_ledger
from tests.proving import GWEN, MAIR, OWAIN
from tests.terminal import answer, quiet_terminal, run
from tests.witnessing import running, witness_in

NOBODY = "http://127.0.0.1:1"
WITNESSES = {"mair": MAIR, "gwen": GWEN}


def sealed() -> dict[str, str]:
    """What became of each witness when the ledger was sealed, by its key's name."""
    (told,) = answer(run("seal", "--once", "--data", "data", "--log", "ledger", "--json"))["logs"]
    return {one["witness"]: one.get("why") or "cosigned" for one in told["witnesses"]}


def policy(addresses: dict[str, str]) -> None:
    """A policy of two of three; its file stands where the sealer and the auditor find it."""
    lines = [f"log {Path('data-sealer/log.vkey').read_text().strip()}"]
    for name, key in (*WITNESSES.items(), ("owain", OWAIN)):
        lines.append(f"witness {name} {key.cosignature_key} {addresses.get(name, NOBODY)}")
    lines += ["group most 2 mair gwen owain", "quorum most", ""]
    Path("policy").write_text("\n".join(lines))
    parse_policy(Path("policy").read_bytes())


def test_a_real_ledger_is_cosigned_as_it_grows_and_checked_by_a_recent_quorum(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiet_terminal(tmp_path, monkeypatch)
    write_ledger(Path("data"), 60)
    assert sealed() == {}
    log = Path("data-sealer/log.vkey").read_text().strip()
    check = ("witness", "check", "data/log", "--policy", "policy", "--remember", "own", "--json")
    with ExitStack() as stack:
        addresses = {}
        for name, key in WITNESSES.items():
            state = witness_in(tmp_path / name, key)
            addresses[name] = stack.enter_context(running(state, "--log", log)).address
        policy(addresses)
        assert run(*check).exit_code == 1, "nobody has cosigned it yet"
        monkeypatch.setenv("DIVERSION_LEDGER_WITNESSES", "policy")
        sizes = []
        for arrests in (0, 30, 200):
            with open_ledger(Path("data")) as ledger:
                write_arrests(ledger, arrests, ledger.size)
            said = sealed()
            assert (said[MAIR.name], said[GWEN.name]) == ("cosigned", "cosigned")
            assert said[OWAIN.name] != "cosigned"
            found = answer(run(*check, "--fresh", 10))
            assert set(found["cosignedAt"]) == {"mair", "gwen"}
            sizes.append((found["before"], found["size"]))
    assert sizes[0][0] is None
    assert [before for before, _ in sizes[1:]] == [size for _, size in sizes[:-1]]
    assert sizes[-1][1] > 256
