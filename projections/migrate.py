"""Bring a database's tables, those of the views by default, to the shape of this version.

Run once, by a command, before anything draws or reads; a second run at the same time waits for the
first and finds nothing left to do.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

SCRIPTS = Path(__file__).parent / "migrations"
ALONE = {"sqlite": "BEGIN IMMEDIATE", "postgresql": "SELECT pg_advisory_xact_lock(1684633718)"}


def migrate(engine: Engine, scripts: Path = SCRIPTS) -> None:
    """Apply every migration in `scripts` that the database has not seen, all of them or none."""
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    with engine.begin() as connection:
        connection.exec_driver_sql(ALONE[connection.dialect.name])
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
