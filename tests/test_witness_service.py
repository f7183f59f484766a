"""The witness as a service: what HTTP carries, many who ask at once, and a death in between."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from random import Random
from time import sleep

import httpx2
import pytest

from ledger.evidence.keys import ed25519
from ledger.evidence.witness_request import MOST_BYTES, parse_asked
from ledger.proof.cosignature import CosignatureVerifier
from ledger.proof.note import parse_note, verified
from tests.proving import MAIR, refusal
from tests.witnessing import FORGED, LEAVES, Running, asked, note, running, witness_in

CUT_OFF = (httpx2.ReadError, httpx2.RemoteProtocolError, httpx2.ConnectError, httpx2.WriteError)
WITNESS = CosignatureVerifier(MAIR.cosignature_key, ed25519)


@pytest.fixture(scope="module")
def mair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(witness_in(tmp_path_factory.mktemp("mair"), MAIR)) as witness:
        yield witness


def test_a_cosignature_is_a_line_in_plain_text_that_the_note_can_take(mair: Running) -> None:
    answer = mair.answer(asked(0, 100))
    assert (answer.status_code, answer.headers["content-type"]) == (
        200,
        "text/plain; charset=utf-8",
    )
    assert verified(parse_note(note(100) + answer.content), [WITNESS])


def test_what_is_remembered_is_told_by_its_own_type(mair: Running) -> None:
    mair.answer(asked(0, 100))
    for body in (asked(0, 200), asked(100, 100, FORGED)):
        answer = mair.answer(body)
        assert (answer.status_code, answer.headers["content-type"]) == (409, "text/x.tlog.size")
        assert answer.content == b"100\n"


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 400), (b"x" * (MOST_BYTES + 70_000), 400), (asked(100, 300, FORGED), 422)],
    ids=["empty", "too-long", "forged"],
)
def test_a_refusal_says_its_rule_in_plain_text(mair: Running, body: bytes, status: int) -> None:
    mair.answer(asked(0, 100))
    answer = mair.answer(body)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/plain")
    if status == 400:
        assert answer.text.strip() == refusal(body, of=parse_asked)


def test_nothing_else_is_served(mair: Running) -> None:
    with httpx2.Client(base_url=mair.address) as client:
        assert client.get("/add-checkpoint").status_code == 405
        assert client.get("/").status_code == 404
        assert client.post("/v1/login", json={}).status_code == 404


def test_a_memory_that_is_damaged_is_not_taken_for_a_new_log(tmp_path: Path) -> None:
    state = witness_in(tmp_path, MAIR)
    with running(state) as witness:
        assert witness.answer(asked(0, 100)).status_code == 200
        (head,) = state.glob("*.head")
        head.write_bytes(b"")
        answer = witness.answer(asked(0, 50))
        assert (answer.status_code, head.read_bytes()) == (503, b"")


def test_200_who_ask_at_once_of_two_processes_get_cosignatures_of_one_log(tmp_path: Path) -> None:
    state, chance = witness_in(tmp_path, MAIR), Random(4)
    wanted = [
        (chance.choice((LEAVES, FORGED)), 12, 20 + place + chance.randrange(20))
        for place in range(200)
    ]
    wanted[:8] = [(of, 0, size) for of in (LEAVES, FORGED) for size in (12, 13, 13, 14)]
    with running(state) as one, running(state) as other:
        with ThreadPoolExecutor(32) as pool:
            given = list(pool.map(followed_up, [one, other] * 100, wanted))
        cosigned = [
            (size, of) for (of, _, size), status in zip(wanted, given, strict=True) if status
        ]
    assert len(cosigned) > 10
    assert all(of is cosigned[0][1] for _, of in cosigned), "a log and its fork"
    (head,) = state.glob("*.head")
    last = note(max(size for size, _ in cosigned), cosigned[0][1])
    assert head.read_bytes().rpartition(b"\nat ")[0] == last


def followed_up(witness: Running, wanted: tuple[Sequence[bytes], int, int]) -> bool:
    """Whether a cosignature is given, if the old size that the witness tells is tried a while."""
    of, old, size = wanted
    for _ in range(10):
        answer = witness.answer(asked(old, size, of))
        assert answer.status_code in {200, 409, 422}
        if answer.status_code != 409 or int(answer.text) > size:
            break
        old = int(answer.text)
    return answer.status_code == 200


KILLED = """
import os, signal
from ledger.evidence import durable, keys, remembered

def die(*_): os.kill(os.getpid(), signal.SIGKILL)

if {moment!r} == "before": remembered.replace = die
if {moment!r} == "while": durable._make_durable = die
if {moment!r} == "after": keys.SigningKey.sign = die
from api.cli import main
main()
"""


@pytest.mark.parametrize(("moment", "found"), [("before", 100), ("while", 200), ("after", 200)])
def test_a_witness_that_is_killed_has_remembered_before_it_cosigns(
    tmp_path: Path, moment: str, found: int
) -> None:
    state = witness_in(tmp_path, MAIR)
    with running(state) as witness:
        assert witness.answer(asked(0, 100)).status_code == 200
    with running(state, program=("-c", KILLED.format(moment=moment))) as witness:
        with pytest.raises(CUT_OFF):
            witness.answer(asked(100, 200))
        assert witness.process.wait(30) == -signal.SIGKILL
    with running(state) as witness:
        assert witness.answer(asked(0, 200)).text == f"{found}\n"
        if found == 200:
            assert witness.answer(asked(200, 200, FORGED)).status_code == 409
            assert witness.answer(asked(100, 250, FORGED)).text == "200\n"
        assert witness.answer(asked(found, 200)).status_code == 200


def test_ten_kills_while_many_ask_take_back_no_cosignature(tmp_path: Path) -> None:
    state, chance = witness_in(tmp_path, MAIR), Random(10)
    cosigned: list[tuple[int, Sequence[bytes]]] = []
    for kill in range(10):
        with running(state) as witness, ThreadPoolExecutor(4) as pool:
            if kill:
                remembered = int(witness.answer(asked(0, 300)).text)
                assert remembered >= max(size for size, _ in cosigned)
            enough = len(cosigned) + chance.randint(1, 12)
            askers = [
                pool.submit(until_cut_off, witness, of, cosigned) for of in (LEAVES, FORGED) * 2
            ]
            while len(cosigned) < enough and not all(asker.done() for asker in askers):
                sleep(0.001)
            witness.process.kill()
        assert [asker.result() for asker in askers] == [None] * 4
    assert all(of is cosigned[0][1] for size, of in cosigned), "a log and its fork"


def until_cut_off(
    witness: Running, of: Sequence[bytes], cosigned: list[tuple[int, Sequence[bytes]]]
) -> None:
    """Put into `cosigned` what is, of a log that goes on by a leaf at a time, from 12."""
    size = 12
    with suppress(*CUT_OFF):
        while True:
            if followed_up(witness, (of, 0, size)):
                cosigned.append((size, of))
            told = witness.answer(asked(0, 300, of))
            size = min(int(told.text) + 1, 300)
