"""What is opened in a bundle of one page: proved by the key to which every entry is committed."""

from __future__ import annotations

import re

from ledger.evidence.bundles import names
from ledger.evidence.bundles.opening import disclosed
from ledger.evidence.verifying.entries import Gathered
from ledger.evidence.verifying.hashing import lines_in
from ledger.evidence.verifying.lines import read
from ledger.evidence.verifying.opened import Bundle, proved
from ledger.evidence.verifying.verdict import Refuted
from ledger.privacy.page_key import PageKey, Unopened
from ledger.record.codec import EntryCodec, NotAnEntry

_KEY = re.compile(rb"[0-9a-f]{64}\n")


def check(bundle: Bundle, page: str, said: Gathered) -> int:
    """The number of entries that are disclosed, if each says what its entry holds, and all do.

    Raises:
        Refuted: The key is not the page's, or something else is disclosed than was sealed; or an
            entry that came late gives no reason.
    """
    text = bundle.read(names.PAGE_KEY)
    if not _KEY.fullmatch(text):
        raise Refuted("a page's key in another form")
    key = PageKey(bytes.fromhex(text.decode("ascii")))
    late = {one.index for one in said.retroactive}
    told = list(lines_in(bundle.view(names.DISCLOSED)))
    lines = list(lines_in(bundle.view(names.ENTRIES)))
    number = 0
    for index, line in zip(proved(bundle), lines, strict=True):
        expected = _disclosed(index, line, key, late) if read(line, index).page == page else b""
        if expected and (number == len(told) or told[number] + b"\n" != expected):
            raise Refuted("something else is disclosed than was sealed", index)
        number += bool(expected)
    if number != len(told):
        raise Refuted("more is disclosed than was sealed")
    return number


def _disclosed(index: int, line: bytes, key: PageKey, late: set[int]) -> bytes:
    try:
        entry = EntryCodec().decode(line, lambda _page: key)
        if index in late and not entry.attribution.late_because.strip():
            raise Refuted("an entry of an earlier day without a reason", index)
        return disclosed(index, line, key)
    except (NotAnEntry, Unopened):
        raise Refuted("an entry that the page's key does not open", index) from None
