"""Asks witnesses to cosign a checkpoint, each by C2SP tlog-witness, all at once.

A witness that is down, slow or out of its mind costs its time limit and no more: what it said is
told, never raised. One that has seen another log says so, and that is no fault of the network.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from time import monotonic

import httpx2

from ledger.evidence.keys import ed25519
from ledger.evidence.remembered import Prove
from ledger.evidence.witness import CONFLICT, NOT_PROVED
from ledger.evidence.witness_request import Asked
from ledger.proof.checkpoint import parse_checkpoint
from ledger.proof.cosignature import CosignatureVerifier, cosigned_at_posix_seconds
from ledger.proof.note import Note, Signature, parse_note, signed, verified
from ledger.proof.policy_file import parse_policy
from ledger.proof.refusal import NotProved
from ledger.proof.strict import number
from ledger.proof.verifier_key import VerifierKey

WITHIN_SECONDS = 5.0
CLOCKS_APART_SECONDS = 60 * 60
"""As far as verifying lets the time of a cosignature be from the moment of the seal."""

ATTEMPTS = 3
MOST_ANSWER_BYTES = 64_000
OK = 200


class Silence(StrEnum):
    """Why there is no cosignature of a witness."""

    DOWN = "it cannot be reached, or fails"
    REFUSED = "it does not know the log or its key, or what it answers cannot be used"
    UNTIMELY = "the time that it says is more than an hour from ours"
    CONTRADICTED = "it remembers another log, or a longer one"


@dataclass(frozen=True, slots=True)
class WitnessAt:
    """A witness, and the URL before `/add-checkpoint`, without a slash at its end."""

    key: VerifierKey
    url: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking: a cosignature, or why there is none.

    Attributes:
        size: What the witness remembers now, in leaves; of use to ask it the next time.
    """

    witness: WitnessAt
    size: int
    signature: Signature | None = None
    silence: Silence | None = None


def witnesses_in(policy: bytes) -> tuple[WitnessAt, ...]:
    """The witnesses of a policy file that have a URL there.

    Raises:
        NotProved: It is no policy file.
    """
    keys = parse_policy(policy).witnesses
    lines = [line.split() for line in policy.split(b"\n")]
    return tuple(
        WitnessAt(keys[line[1]], line[3].decode(errors="replace").rstrip("/"))
        for line in lines
        if line[:1] == [b"witness"] and len(line) == 4
    )


def cosigned(note: bytes, answers: Iterable[Answer]) -> bytes:
    """The signed note `note` with the cosignatures of the answers; each takes its old one's place.

    Raises:
        NotProved: `note` is no note, or would have too many signatures.
    """
    parsed = parse_note(note)
    new = [answer.signature for answer in answers if answer.signature]
    replaced = {(each.name, each.key_hash) for each in new}
    kept = [each for each in parsed.signatures if (each.name, each.key_hash) not in replaced]
    return signed(parsed.text, (), (*kept, *new))


def ask_all(
    witnesses: Sequence[WitnessAt],
    note: bytes,
    prove: Prove,
    now_posix_seconds: int,
    sizes: Sequence[int] | None = None,
    within_seconds: float = WITHIN_SECONDS,
) -> list[Answer]:
    """What each of `witnesses` answers, in their order; `sizes` are what they remembered last.

    Raises:
        NotProved: `note` is no checkpoint.
        Whatever `prove` raises: The log itself cannot be read; it is asked by several threads.
    """
    with ThreadPoolExecutor(max(1, len(witnesses))) as pool:
        asked = [
            pool.submit(ask, witness, note, prove, now_posix_seconds, size, within_seconds)
            for witness, size in zip(witnesses, sizes or [0] * len(witnesses), strict=True)
        ]
        return [each.result() for each in asked]


def ask(
    witness: WitnessAt,
    note: bytes,
    prove: Prove,
    now_posix_seconds: int,
    remembered: int = 0,
    within_seconds: float = WITHIN_SECONDS,
) -> Answer:
    """What `witness` answers to the checkpoint `note`; not for threads that run an event loop.

    Args:
        witness: Who is asked.
        note: The log's signed note.
        prove: Gives the proof from what the witness remembers; asked by two sizes of the log.
        now_posix_seconds: By our clock; a cosignature says a time that is close to it.
        remembered: What the witness is thought to remember; if not, it says what it does.
        within_seconds: For all attempts in all.

    Raises:
        NotProved: `note` is no checkpoint.
        Whatever `prove` raises: The log itself cannot be read.
    """
    parsed = parse_note(note)
    size = parse_checkpoint(parsed.text).size
    old, until = min(remembered, size), monotonic() + within_seconds
    for _ in range(ATTEMPTS):
        proof = tuple(prove(old, size)) if 0 < old < size else ()
        try:
            status, body = asyncio.run(
                _posted(witness.url, bytes(Asked(old, proof, note)), until - monotonic())
            )
        except (httpx2.HTTPError, httpx2.InvalidURL, TimeoutError):
            return Answer(witness, old, silence=Silence.DOWN)
        if status == OK:
            return _with_its_cosignature(witness, size, parsed, body, now_posix_seconds)
        told = _size_told(body) if status == CONFLICT else None
        if told is None:
            return Answer(witness, old, silence=_silence(status))
        if told > size or told == old:
            return Answer(witness, told, silence=Silence.CONTRADICTED)
        old = told
    return Answer(witness, old, silence=Silence.DOWN)  # others ask it for the same log all the time


async def _posted(url: str, content: bytes, left_seconds: float) -> tuple[int, bytes]:
    """Status and body; the limit is for all of it, however slowly it arrives.

    Raises:
        HTTPError, InvalidURL, TimeoutError: There is no answer, or none of a fitting length.
    """
    body = bytearray()
    async with (
        asyncio.timeout(left_seconds),
        httpx2.AsyncClient(timeout=None, headers={"Accept-Encoding": "identity"}) as client,
        client.stream("POST", f"{url}/add-checkpoint", content=content) as answer,
    ):
        async for part in answer.aiter_raw():
            body += part
            if len(body) > MOST_ANSWER_BYTES:
                raise TimeoutError
    return answer.status_code, bytes(body)


def _with_its_cosignature(
    witness: WitnessAt, size: int, parsed: Note, body: bytes, now_posix_seconds: int
) -> Answer:
    # An answer is read as the signatures of the note, as the protocol has it. One with a blank
    # line would be signatures of a longer text, and false ones under the note that is published.
    try:
        whole = parse_note(parsed.message + b"\n" + body)
        (signature,) = verified(whole, [CosignatureVerifier(witness.key, ed25519)])
    except NotProved:
        return Answer(witness, size, silence=Silence.REFUSED)
    if whole.text != parsed.text:
        return Answer(witness, size, silence=Silence.REFUSED)
    said = cosigned_at_posix_seconds(signature.value)
    if abs(said - now_posix_seconds) > CLOCKS_APART_SECONDS:
        return Answer(witness, size, silence=Silence.UNTIMELY)
    return Answer(witness, size, signature)


def _size_told(body: bytes) -> int | None:
    try:
        return number(body.decode("ascii", errors="replace").removesuffix("\n"))
    except NotProved:
        return None


def _silence(status: int) -> Silence:
    if status == NOT_PROVED:
        return Silence.CONTRADICTED
    return Silence.DOWN if status >= 500 else Silence.REFUSED
