"""The one refusal of proofs and notes, for those who may not know the room it comes from."""

from __future__ import annotations

from ledger.proof.refusal import NotProved

__all__ = ["NotProved"]
