"""The metadata that every table of the jobs is on; each table stands in its own room's file.

An instant is kept as seconds since 1970, UTC. Nothing here is drawn from the ledger, so nothing can
be drawn again: it is as durable as the ledger itself.
"""

from __future__ import annotations

from sqlalchemy import MetaData

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)
