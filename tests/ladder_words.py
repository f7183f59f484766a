"""How `docs/ladder.md` says what the ladder's test has measured."""

from __future__ import annotations

from collections.abc import Mapping

Found = Mapping[str, Mapping[str, str]]

LEVELS = {
    "signature": "the log's signature",
    "remembered": "one remembered head",
    "quorum": "a quorum of witnesses",
    "lately": "a quorum within the hour",
}
NOT_CAUGHT = "not caught"
CLEAN = "passes"

HEAD = """# Who catches what, when the log's key is stolen

Written by `python -m tests.ladder` from what it measured; `tests/test_ladder.py` measures it again
and fails if this page says otherwise. Do not write in it by hand.

The attacker is an administrator. They have the database, the pages' keys, the log's signing key and
the program itself, and they make everything fit again: entries are written and leaves hashed anew,
tiles and checkpoint sealed with the true key by the project's own sealer. Of these ledgers
`diversion-ledger audit` says that all is well. They also ask every witness to cosign, from whatever
size it says it remembers, and one of the three is their accomplice: it cosigns whatever they like.

Each column is somebody who checks with `diversion-ledger witness check` and holds nothing else:

- **{signature}**: a policy with the log's key, and no memory.
- **{remembered}**: the same, and a file of `--remember` from one earlier check.
- **{quorum}**: a policy that asks for two of three witnesses, and no memory.
- **{lately}**: the same with `--fresh 60`.

The ledger had heads at {earlier} and {held} entries, cosigned a day and a minute before; the one
who remembers had seen the second; {more} entries were written after it, and not sealed yet.

## What lies before the held head
"""
SINCE = """
Nothing in a signature tells one history from another: whoever has the key has them all. One head in
the hands of one other person ends that. A quorum does so for those who hold nothing yet, but an old
head keeps its old cosignatures for ever: only that they are recent tells the last head from one
of yesterday. Hence both: remember, and ask for a recent quorum.

## What was written since the held head
"""
HONEST = """
Whatever nobody else has seen can still be changed by whoever has the key. That window is as long as
the time from an entry to the next head that leaves the building: the sealer closes it every minute,
a service that publishes a status closes it before the status is told, and a time stamp says when.

## And if nothing was done
"""


def document(before: Found, since: Found, honest: Found, earlier: int, held: int, more: int) -> str:
    """The page, from what each level found of each act."""
    head = HEAD.format(**LEVELS, earlier=earlier, held=held, more=more)
    parts = (head, table(before), SINCE, table(since), HONEST, table(honest, clean=CLEAN))
    return "\n".join(part.strip("\n") + "\n" for part in parts)


def table(found: Found, clean: str = NOT_CAUGHT) -> str:
    rows = [("", *LEVELS.values()), ("---",) * (1 + len(LEVELS))]
    for act, levels in found.items():
        said = [levels[level] for level in LEVELS]
        words = [clean if each == NOT_CAUGHT else f"caught: {each}" for each in said]
        name, _, what = act.partition(": ")
        rows.append((f"**{name}**: {what}", *words))
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)
