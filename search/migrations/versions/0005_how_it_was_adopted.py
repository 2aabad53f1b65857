"""How texts were adopted, and who proposed them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("documents", sa.Column("vote", sa.JSON(none_as_null=True)))
    op.add_column("documents", sa.Column("sponsors", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    # Not in a batch, which makes the table anew: its old rows would go, and with them all that hangs on them.
    op.drop_column("documents", "sponsors")
    op.drop_column("documents", "vote")
