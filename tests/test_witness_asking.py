"""Who asks witnesses gets a cosignature or is told why not; no witness holds them up for long."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import sleep

import pytest

from ledger.evidence.asking_witnesses import (
    Answer,
    Silence,
    WitnessAt,
    ask,
    ask_all,
    cosigned,
    witnesses_in,
)
from ledger.evidence.keys import ed25519
from ledger.evidence.witness import NotCosigned, Witness, logs_of
from ledger.proof.cosignature import CosignatureVerifier
from ledger.proof.merkle import consistency_proof
from ledger.proof.note import Verifier, parse_note, signed, verified
from ledger.proof.policy import vouched
from ledger.proof.policy_file import parse_policy
from tests.proving import GWEN, LOG, MAIR, OWAIN
from tests.witnessing import FORGED, LEAVES, asked, note

NOW = 1_764_300_000
Reply = Callable[[bytes], tuple[int, bytes]]


@contextmanager
def answering(reply: Reply, seconds_a_byte: float = 0.0) -> Iterator[str]:
    """A server that answers each POST as `reply` says; its URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == "/mair/add-checkpoint"
            status, body = reply(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            for place in range(len(body)):
                if seconds_a_byte:
                    sleep(seconds_a_byte)
                try:
                    self.wfile.write(body[place : place + 1])
                except OSError:
                    return

        def log_message(self, *_: object) -> None:
            """Nothing is said of it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/mair"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def witness_reply(witness: Witness, sizes: list[bytes] | None = None) -> Reply:
    def reply(body: bytes) -> tuple[int, bytes]:
        if sizes is not None:
            sizes.append(body.split(b"\n", 1)[0])
        try:
            return 200, witness.cosignature(body, lambda: NOW)
        except NotCosigned as refusal:
            told = f"{refusal.what if refusal.size is None else refusal.size}\n"
            return refusal.status, told.encode()

    return reply


def mair_at(url: str) -> WitnessAt:
    return WitnessAt(MAIR.cosignature_key, url)


def prove(of: Sequence[bytes] = LEAVES) -> Callable[[int, int], Sequence[bytes]]:
    return lambda old, new: consistency_proof(old, of[:new])


@pytest.fixture
def mair(tmp_path: Path) -> Witness:
    return Witness(MAIR, logs_of([LOG.verifier_key]), tmp_path)


@pytest.mark.parametrize(
    ("remembered", "thought", "asked_from"),
    [(0, 0, [0]), (100, 100, [100]), (100, 0, [0, 100]), (100, 250, [250, 100]),
     (100, 999, [300, 100]), (300, 300, [300])],
)  # fmt: skip
def test_a_witness_is_asked_again_from_what_it_remembers(
    mair: Witness, remembered: int, thought: int, asked_from: list[int]
) -> None:
    if remembered:
        mair.cosignature(asked(0, remembered), lambda: NOW)
    sizes: list[bytes] = []
    with answering(witness_reply(mair, sizes)) as url:
        answer = ask(mair_at(url), note(300), prove(), NOW, thought)
    assert sizes == [b"old %d" % size for size in asked_from]
    assert (answer.size, answer.silence) == (300, None)
    assert answer.signature
    known: list[Verifier] = [CosignatureVerifier(MAIR.cosignature_key, ed25519)]
    assert verified(parse_note(cosigned(note(300), [answer])), known) == (answer.signature,)


@pytest.mark.parametrize(
    ("remembered", "shown", "of", "told"),
    [(300, 200, LEAVES, 300), (200, 200, FORGED, 200), (200, 300, FORGED, 200)],
    ids=["longer", "another-root", "another-log"],
)
def test_a_witness_that_remembers_another_log_says_so(
    mair: Witness, remembered: int, shown: int, of: Sequence[bytes], told: int
) -> None:
    mair.cosignature(asked(0, remembered), lambda: NOW)
    with answering(witness_reply(mair)) as url:
        answer = ask(mair_at(url), note(shown, of), prove(of), NOW)
    assert answer == Answer(mair_at(url), told, silence=Silence.CONTRADICTED)


TEXT = parse_note(note(300)).text
GWENS = signed(parse_note(note(300)).text, [GWEN.cosigner(NOW)]).rpartition(b"\n\n")[2]
MAIRS_OF_ANOTHER = signed(parse_note(note(299)).text, [MAIR.cosigner(NOW)]).rpartition(b"\n\n")[2]
MAIRS_OF_A_LONGER_TEXT = [
    signed(f"{TEXT}{more}", [MAIR.cosigner(NOW)]).removeprefix(f"{TEXT}\n".encode())
    for more in ("\nx\n", "\n\n", "\n")
]


@pytest.mark.parametrize(
    ("status", "body", "silence"),
    [
        (404, b"a log that this witness does not know\n", Silence.REFUSED),
        (403, b"", Silence.REFUSED),
        (302, b"", Silence.REFUSED),
        (500, b"", Silence.DOWN),
        (503, b"not now", Silence.DOWN),
        (409, b"many\n", Silence.REFUSED),
        (409, b"0\n", Silence.CONTRADICTED),
        (200, b"", Silence.REFUSED),
        (200, b"x" * 100, Silence.REFUSED),
        (200, b"x" * 100_000, Silence.DOWN),
        (200, GWENS, Silence.REFUSED),
        (200, MAIRS_OF_ANOTHER, Silence.REFUSED),
        *((200, body, Silence.REFUSED) for body in MAIRS_OF_A_LONGER_TEXT),
    ],
)
def test_an_answer_that_is_no_cosignature_is_told(
    status: int, body: bytes, silence: Silence
) -> None:
    with answering(lambda _: (status, body)) as url:
        assert ask(mair_at(url), note(300), prove(), NOW).silence == silence


@pytest.mark.parametrize(
    ("at", "silence"),
    [
        (0, Silence.UNTIMELY),
        (NOW - 3601, Silence.UNTIMELY),
        (NOW - 3600, None),
        (NOW + 3600, None),
        (NOW + 3601, Silence.UNTIMELY),
        (2**63 - 1, Silence.UNTIMELY),
    ],
)
def test_a_cosignature_of_another_hour_is_not_taken(at: int, silence: Silence | None) -> None:
    said = signed(TEXT, [MAIR.cosigner(at)]).removeprefix(f"{TEXT}\n".encode())
    with answering(lambda _: (200, said)) as url:
        answer = ask(mair_at(url), note(300), prove(), NOW)
    assert (answer.silence, answer.signature is None) == (silence, silence is not None)


def test_cosignatures_of_others_are_passed_over(mair: Witness) -> None:
    def reply(body: bytes) -> tuple[int, bytes]:
        return 200, GWENS + mair.cosignature(body, lambda: NOW)

    with answering(reply) as url:
        answer = ask(mair_at(url), note(300), prove(), NOW)
    assert answer.signature
    assert answer.signature.name == MAIR.name


def test_a_witness_that_always_says_another_size_is_given_up() -> None:
    told = iter(range(100, 200))
    with answering(lambda _: (409, b"%d\n" % next(told))) as url:
        assert ask(mair_at(url), note(300), prove(), NOW).silence == Silence.DOWN
    assert next(told) == 103


def test_a_witness_that_is_down_slow_or_nowhere_is_no_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}/mair"
    with (
        socket.create_server(("127.0.0.1", 0)) as mute,
        answering(lambda _: (200, b"x" * 1000), seconds_a_byte=0.05) as dripping,
    ):
        silent = f"http://127.0.0.1:{mute.getsockname()[1]}"
        urls = [nobody, silent, dripping, "ftp://witness.example", "http://[", "http://.invalid"]
        answers = ask_all(
            [mair_at(url) for url in urls], note(300), prove(), NOW, within_seconds=0.5
        )
    assert [answer.silence for answer in answers] == [Silence.DOWN] * 6


def test_a_note_goes_on_with_the_cosignatures_that_there_are(tmp_path: Path) -> None:
    policy = f"""log {LOG.verifier_key}
witness mair {MAIR.cosignature_key} URL/
witness gwen {GWEN.cosignature_key} https://[
witness owain {OWAIN.cosignature_key}
group any-of-them any mair gwen owain
quorum any-of-them
""".encode()
    witness = Witness(MAIR, logs_of([LOG.verifier_key]), tmp_path)
    with answering(witness_reply(witness)) as url:
        there = witnesses_in(policy.replace(b"URL", url.encode()))
        assert [(each.key.name, each.url) for each in there] == [
            (MAIR.name, url),
            (GWEN.name, "https://["),
        ]
        first = cosigned(note(100), ask_all(there, note(100), prove(), NOW))
        again = cosigned(first, ask_all(there, first, prove(), NOW, [100, 0]))
    found = vouched(again, parse_policy(policy), ed25519)
    assert found.cosigned_at == {b"mair": NOW}
    assert len(parse_note(again).signatures) == 2


def test_no_witness_is_asked_and_nothing_changes() -> None:
    assert cosigned(note(7), ask_all([], note(7), prove(), NOW)) == note(7)
