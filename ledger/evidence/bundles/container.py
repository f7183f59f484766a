"""The file that a bundle is: a ZIP archive in the one form that `Archive` writes.

Stored, not deflated: what deflate writes depends on the library and its version, what is sealed
does not shrink, and nobody can be made to unpack more than there is. Every file has the same time
and attributes. There is no comment, extra field, descriptor or ZIP64, and no byte beside all this:
whoever reads compares every header with the one that would be written for what the file holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from itertools import pairwise
from struct import Struct
from typing import BinaryIO, NamedTuple, TypeAlias
from zlib import crc32

from ledger.proof.refusal import NotProved

Data: TypeAlias = memoryview

MOST_BYTES = 2**32 - 2
MOST_FILES = 2**16 - 2

_LOCAL = Struct("<4s5H3I2H")
_CENTRAL = Struct("<4s6H3I5H2I")
_END = Struct("<4s4H2IH")
_VERSION = 10
_MADE_BY_UNIX = 3 << 8 | _VERSION
_MIDNIGHT, _FIRST_OF_JANUARY_1980 = 0, 1 << 5 | 1
_PLAIN_FILE = 0o100644 << 16
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*(?:/[a-z0-9][a-z0-9._-]*)*", re.IGNORECASE)
_PART_BYTES = 1 << 20


class TooLarge(Exception):
    """A bundle would have more bytes, or files, than a plain ZIP archive can."""


class Packed(NamedTuple):
    """A file that was put into an archive: its name, length and SHA-256 in hex."""

    name: str
    length: int
    digest: str


class Member(NamedTuple):
    """Where a file stands in an archive, and the CRC-32 that is told of it."""

    name: str
    start: int
    length: int
    crc: int


class Archive:
    """Writes an archive to `out`, which can be sought; `close` it, or it is none."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._end = 0
        self._members: list[Member] = []

    def add(self, name: str, parts: Iterable[bytes]) -> Packed:
        """Add a file of these parts, one after the other.

        Raises:
            TooLarge: There is no room for it.
            ValueError: It cannot have that name.
            OSError: It cannot be written.
        """
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} cannot be a file of a bundle")
        if len(self._members) == MOST_FILES:
            raise TooLarge(f"a bundle of more than {MOST_FILES} files")
        start = self._end + _LOCAL.size + len(name)
        self._out.seek(start)
        length, crc, digest = 0, 0, sha256()
        for part in parts:
            self._out.write(part)
            length, crc = length + len(part), crc32(part, crc)
            digest.update(part)
            if start + length > MOST_BYTES:
                raise TooLarge(f"a bundle of more than {MOST_BYTES} bytes")
        member = Member(name, start, length, crc)
        self._out.seek(self._end)
        self._out.write(_local(member))
        self._members.append(member)
        self._end = start + length
        return Packed(name, length, digest.hexdigest())

    def close(self) -> None:
        """Write the directory; nothing can be added any more."""
        self._out.seek(self._end)
        self._out.write(_directory(self._members, self._end))
        self._out.truncate()


def members(data: Data) -> Mapping[str, Member]:
    """The files of the archive `data`, in their order; whether their bytes are right is not seen.

    Raises:
        NotProved: It is no archive of ours, or has one byte otherwise than `Archive` writes.
    """
    found = _listed(data)
    ends = [0, *(member.start + member.length for member in found)]
    for (before, after), member in zip(pairwise(ends), found, strict=True):
        if before + _LOCAL.size + len(member.name) + member.length != after:
            raise NotProved("files that do not follow one another without a gap")
        if data[before : member.start] != _local(member):
            raise NotProved("a file with another header than its entry in the directory")
    if data[ends[-1] :] != _directory(found, ends[-1]):
        raise NotProved("a directory in another form, or bytes that belong to no file")
    by_name = {member.name: member for member in found}
    if len(by_name) != len(found):
        raise NotProved("two files of one name")
    return by_name


def check_sum(data: Data, member: Member) -> None:
    """Nothing, if the bytes of the file are those of its CRC-32.

    Raises:
        NotProved: They are not.
    """
    crc = 0
    for place in range(member.start, member.start + member.length, _PART_BYTES):
        crc = crc32(data[place : min(place + _PART_BYTES, member.start + member.length)], crc)
    if crc != member.crc:
        raise NotProved(f"a file that was damaged: {member.name}")


def content(data: Data, member: Member) -> Data:
    """The bytes of the file."""
    return data[member.start : member.start + member.length]


def _listed(data: Data) -> list[Member]:
    if len(data) < _END.size:
        raise NotProved("a file that is too short to be an archive")
    mark, *_, number, length, place, _ = _END.unpack(data[-_END.size :])
    if mark != b"PK\5\6" or place + length + _END.size != len(data) or number > MOST_FILES:
        raise NotProved("a file that does not end as an archive does")
    found = []
    for _ in range(number):
        end = place + _CENTRAL.size
        if end > len(data):
            raise NotProved("a directory that ends too early")
        told = _CENTRAL.unpack(data[place:end])
        crc, length, name_bytes, start = told[7], told[8], told[10], told[16]
        name = _name(bytes(data[end : end + name_bytes]))
        found.append(Member(name, start + _LOCAL.size + len(name), length, crc))
        place = end + name_bytes
    return found


def _name(name: bytes) -> str:
    text = name.decode("ascii", errors="replace")
    if not _NAME.fullmatch(text):
        raise NotProved("a file whose name no bundle has")
    return text


def _local(member: Member) -> bytes:
    name = member.name.encode("ascii")
    head = (b"PK\3\4", _VERSION, 0, 0, _MIDNIGHT, _FIRST_OF_JANUARY_1980)
    sizes = (member.crc, member.length, member.length, len(name), 0)
    return _LOCAL.pack(*head, *sizes) + name


def _directory(found: Iterable[Member], start: int) -> bytes:
    entries = [_entry(member) for member in found]
    listed = b"".join(entries)
    number = len(entries)
    return listed + _END.pack(b"PK\5\6", 0, 0, number, number, len(listed), start, 0)


def _entry(member: Member) -> bytes:
    name = member.name.encode("ascii")
    head = (b"PK\1\2", _MADE_BY_UNIX, _VERSION, 0, 0, _MIDNIGHT, _FIRST_OF_JANUARY_1980)
    sizes = (member.crc, member.length, member.length, len(name), 0, 0, 0, 0)
    start = member.start - _LOCAL.size - len(name)
    return _CENTRAL.pack(*head, *sizes, _PLAIN_FILE, start) + name
