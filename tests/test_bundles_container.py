"""The archive that a bundle is has one form: it is written so, and nothing else is read."""

from __future__ import annotations

import stat
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from ledger.evidence.bundles import container
from ledger.evidence.bundles.container import Archive, TooLarge, check_sum, content, members
from ledger.proof.refusal import NotProved
from tests.proving import one_bit_changed, refusal

FILES = {"README.txt": b"hello\n", "log/checkpoint": b"", "log/tile/0/x001/000": bytes(range(256))}


def written(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    archive = Archive(out)
    for name, text in files.items():
        archive.add(name, [text[:3], text[3:]])
    archive.close()
    return out.getvalue()


ARCHIVE = written(FILES)


def read(archive: bytes) -> dict[str, bytes]:
    data = memoryview(archive)
    found = members(data)
    for member in found.values():
        check_sum(data, member)
    return {name: bytes(content(data, member)) for name, member in found.items()}


def test_what_is_written_is_read_in_its_order() -> None:
    assert list(read(ARCHIVE).items()) == list(FILES.items())
    assert read(written({})) == {}


def test_any_other_tool_reads_it() -> None:
    with ZipFile(BytesIO(ARCHIVE)) as other:
        assert other.testzip() is None
        assert {info.filename: other.read(info) for info in other.infolist()} == FILES
        for info in other.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert stat.S_IMODE(info.external_attr >> 16) == 0o644
            assert (info.extra, info.comment, info.flag_bits) == (b"", b"", 0)


def test_nothing_in_it_says_when_or_where_it_was_written() -> None:
    assert written(dict(FILES)) == ARCHIVE


def test_what_a_file_held_before_is_cut_off() -> None:
    out = BytesIO(b"x" * 10_000)
    Archive(out).close()
    assert read(out.getvalue()) == {}


def test_every_changed_bit_is_found() -> None:
    for changed in one_bit_changed(ARCHIVE):
        with pytest.raises(NotProved):
            read(changed)


def test_every_shorter_one_is_found() -> None:
    for end in range(len(ARCHIVE)):
        with pytest.raises(NotProved):
            read(ARCHIVE[:end])


def inside(archive: bytes, place: int, more: bytes = b"\0") -> bytes:
    return archive[:place] + more + archive[place:]


@pytest.mark.parametrize("place", range(0, len(ARCHIVE) + 1, 7))
def test_a_byte_more_anywhere_is_found(place: int) -> None:
    with pytest.raises(NotProved):
        read(inside(ARCHIVE, place))


def of_another_tool(kind: int = ZIP_STORED, comment: bytes = b"", name: str = "a") -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", kind) as other:
        other.comment = comment
        other.writestr(name, b"text" * 100)
    return out.getvalue()


def streamed() -> bytes:
    class Unseekable(BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    out = Unseekable()
    with ZipFile(out, "w") as other:
        other.writestr("a", b"text")
    return out.getvalue()


@pytest.mark.parametrize(
    "archive",
    [
        of_another_tool(),
        of_another_tool(ZIP_DEFLATED),
        of_another_tool(comment=b"for you"),
        streamed(),
        inside(ARCHIVE, 0, of_another_tool()),
        ARCHIVE + ARCHIVE,
        b"",
        b"PK\5\6" + bytes(18) + b"\0",
    ],
)
def test_an_archive_in_another_form_is_refused(archive: bytes) -> None:
    with pytest.raises(NotProved):
        read(archive)


@pytest.mark.parametrize(
    "name",
    ["", "/etc/passwd", "../up", "a/../b", "a//b", "a/", ".hidden", "a\\b", "C:x", "a\0", "é"],
)
def test_a_name_that_leads_elsewhere_is_neither_written_nor_read(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be a file of a bundle"):
        written({name: b""})
    archive = written({"x" * len(name.encode()): b""}) if name else written({"x": b""})
    longer = archive.replace(b"x" * max(1, len(name.encode())), name.encode() or b"x", 2)
    if name:
        assert refusal(longer, of=read) == "a file whose name no bundle has"


def test_two_files_of_one_name_are_refused() -> None:
    twice = written({"a": b"1", "b": b"1"}).replace(b"b", b"a")
    assert refusal(twice, of=read) == "two files of one name"


def test_more_than_a_plain_archive_can_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MOST_FILES", 2)
    with pytest.raises(TooLarge, match="2 files"):
        written(FILES)
    assert refusal(ARCHIVE, of=read) == "a file that does not end as an archive does"
    monkeypatch.undo()
    monkeypatch.setattr(container, "MOST_BYTES", 200)
    with pytest.raises(TooLarge, match="200 bytes"):
        written(FILES)


def test_a_header_that_is_not_the_directorys_is_refused() -> None:
    in_the_header = ARCHIVE.replace(b"README.txt", b"README.txd", 1)
    assert "another header" in refusal(in_the_header, of=read)
    in_both = ARCHIVE.replace(b"README.txt", b"README.txd")
    assert "README.txd" in read(in_both)
