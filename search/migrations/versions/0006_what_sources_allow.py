"""What sources allow: documents kept out of the index, documents known by link only."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("documents", sa.Column("indexed", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.create_table(
        "links",
        sa.Column("url", sa.String(), primary_key=True),
        sa.Column("source", sa.String(), nullable=False, index=True),
        sa.Column("title", sa.Text()),
        sa.Column("jurisdiction", sa.String()),
        sa.Column("modified", sa.DateTime(timezone=True)),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("links")
    # Not as a batch: SQLite would make the table anew, and what hangs on its rows would go with the old one.
    op.drop_column("documents", "indexed")
