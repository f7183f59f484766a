"""What is due, drawn anew: a completion is due once the term is over, not once that is recorded."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DELETE FROM due")
    op.execute("UPDATE positions SET read_to = 0 WHERE view = 'due'")
