"""What the sealer says: of heads to standard output, of what stands in its way beside it."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any

from api.cli_faults import told_of
from api.cli_output import complain, tell
from api.sealing.rounds import Round, Rounds
from ledger.evidence.asking_witnesses import Answer
from ledger.evidence.heads import Head, instant_text


def as_data(name: str, done: Round, last: Head | None) -> dict[str, Any]:
    """A round as JSON has it: the last head, the sizes of new heads, and what was mended."""
    head = last and {
        "size": last.size,
        "root": b64encode(last.root).decode(),
        "sealedAt": instant_text(last.sealed_at),
    }
    sealed = [each.size for each in done.heads]
    return {"log": name, "head": head, "sealed": sealed, "mended": list(done.mended)}


def answers_as_data(answers: Sequence[Answer]) -> list[dict[str, Any]]:
    """What each witness said: that it cosigned, or why not."""
    return [
        {
            "witness": answer.witness.key.name,
            "cosigned": answer.signature is not None,
            "why": answer.silence.value if answer.silence else "",
        }
        for answer in answers
    ]


def sealed_words(size: int) -> str:
    """How much is sealed."""
    return "1 leaf is sealed" if size == 1 else f"{size} leaves are sealed"


class Telling:
    """Tells as a person reads it; or one JSON object to a line, for a program."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json

    def sealed(self, rounds: Rounds, done: Round) -> None:
        """Tell of new heads, and of files that were made again; of nothing where there is none."""
        name = rounds.one.name
        if self._as_json:
            if done.heads or done.mended:
                self._line(as_data(name, done, done.heads[-1] if done.heads else None))
            return
        for path in done.mended:
            tell(f"{name}: {path} was missing or changed; made again from the leaves.")
        for head in done.heads:
            tell(f"{name}: {sealed_words(head.size)}, at {instant_text(head.sealed_at)}.")

    def refused(self, rounds: Rounds, error: Exception) -> None:
        """Tell what stands in the way, and what to do."""
        what, advice = told_of(error)
        if self._as_json:
            self._line({"log": rounds.one.name, "refused": what})
        complain(f"{rounds.one.name}: {what}", advice)

    def answered(self, rounds: Rounds, answers: Sequence[Answer]) -> None:
        """Tell of witnesses that did not cosign."""
        silent = [each for each in answers_as_data(answers) if not each["cosigned"]]
        if self._as_json:
            self._line({"log": rounds.one.name, "witnesses": answers_as_data(answers)})
        for each in silent:
            complain(f"{rounds.one.name}: {each['witness']} did not cosign: {each['why']}.", ADVICE)

    def _line(self, told: Mapping[str, Any]) -> None:
        print(json.dumps(told), flush=True)  # noqa: T201


ADVICE = "The head stands as it is signed, and is sent again."
