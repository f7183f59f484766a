"""The tables that every view shares: where each has read to, and how columns are kept.

A view's own table stands in the view's own file, on the same metadata. A day is a civil day in
London; an instant is in UTC, though SQLite forgets to say so.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import BigInteger, Column, Integer, MetaData, String, Table

FOR_EVER = date.max
PAGE = String
LEDGER_POSITION = BigInteger().with_variant(Integer, "sqlite")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)

positions = Table(
    "positions",
    metadata,
    Column("view", String, primary_key=True),
    Column("read_to", LEDGER_POSITION, nullable=False),
)
