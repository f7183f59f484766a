"""Reads a policy file: log, witness, group and quorum lines.

C2SP tlog-policy (the editor's copy of 2026). Each name is defined once, before it is used, and is
a member once, so that a witness counts in one way only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ledger.proof.policy import NO_QUORUM, Group, Policy
from ledger.proof.refusal import NotProved
from ledger.proof.strict import number
from ledger.proof.verifier_key import COSIGNATURE, ED25519, VerifierKey, parse_verifier_key

MOST_BYTES = 100_000

_FORBIDDEN = re.compile(rb"[^\t\n\x20-\x7e\x80-\xff]")


def parse_policy(data: bytes) -> Policy:
    """The policy that the file `data` says.

    Raises:
        NotProved: `data` is longer than 100,000 bytes, has a control character other than tab and
            line feed, a last line without a line feed, a line that is none of the four or breaks
            its rules, no quorum line or two.
    """
    if len(data) > MOST_BYTES:
        raise NotProved(f"a policy of more than {MOST_BYTES} bytes")
    if _FORBIDDEN.search(data) or not data.endswith(b"\n"):
        raise NotProved("a policy with a control character, or without its last line feed")
    reader = _Reader()
    for place, line in enumerate(data.split(b"\n"), start=1):
        words = line.split()
        if words and not words[0].startswith(b"#"):
            reader.read(place, words)
    if reader.quorum is None:
        raise NotProved("a policy without a quorum line")
    return Policy(tuple(reader.logs), reader.witnesses, reader.groups, reader.quorum)


@dataclass
class _Reader:
    logs: list[VerifierKey] = field(default_factory=list)
    witnesses: dict[bytes, VerifierKey] = field(default_factory=dict)
    groups: dict[bytes, Group] = field(default_factory=dict)
    members: set[bytes] = field(default_factory=set)
    quorum: bytes | None = None

    def read(self, place: int, words: list[bytes]) -> None:
        keyword, *rest = words
        if keyword not in _LINES:
            raise NotProved(f"line {place} of the policy: an unknown keyword")
        read, fewest, most = _LINES[keyword]
        if not fewest <= len(rest) <= most:
            raise NotProved(f"line {place} of the policy: too few or too many words")
        try:
            read(self, rest)
        except NotProved as refusal:
            raise NotProved(f"line {place} of the policy: {refusal.what}") from None

    def read_log(self, words: list[bytes]) -> None:
        self.logs.append(_key(words[0], ED25519, self.logs))

    def read_witness(self, words: list[bytes]) -> None:
        name = self.new_name(words[0])
        self.witnesses[name] = _key(words[1], COSIGNATURE, self.witnesses.values())

    def read_group(self, words: list[bytes]) -> None:
        name = self.new_name(words[0])
        threshold, *members = words[1:]
        for member in members:
            self.check_known(member)
            if member in self.members:
                raise NotProved("a name that is a member twice")
            self.members.add(member)
        self.groups[name] = Group(_threshold(threshold, len(members)), tuple(members))

    def read_quorum(self, words: list[bytes]) -> None:
        if self.quorum is not None:
            raise NotProved("a second quorum")
        if words[0] != NO_QUORUM:
            self.check_known(words[0])
        self.quorum = words[0]

    def new_name(self, name: bytes) -> bytes:
        if name == NO_QUORUM or name in self.witnesses or name in self.groups:
            raise NotProved("a name that is already taken")
        return name

    def check_known(self, name: bytes) -> None:
        if name not in self.witnesses and name not in self.groups:
            raise NotProved("a name that no line before defines")


_LINES: dict[bytes, tuple[Callable[[_Reader, list[bytes]], None], int, int]] = {
    b"log": (_Reader.read_log, 1, 2),
    b"witness": (_Reader.read_witness, 2, 3),
    b"group": (_Reader.read_group, 3, MOST_BYTES),
    b"quorum": (_Reader.read_quorum, 1, 1),
}


def _key(word: bytes, kind: int, others: Iterable[VerifierKey]) -> VerifierKey:
    key = parse_verifier_key(word.decode(errors="surrogateescape"))
    if key.kind != kind:
        raise NotProved("a key for another type of signature")
    if any(key.public == other.public for other in others):
        raise NotProved("a key that another line has")
    return key


def _threshold(word: bytes, members: int) -> int:
    if word in (b"any", b"all"):
        return 1 if word == b"any" else members
    threshold = number(word.decode(errors="replace"))
    if not 1 <= threshold <= members:
        raise NotProved("a threshold that is not from 1 to the number of members")
    return threshold
