"""What a passage asks: verb, act, item, qualifiers, follow-up, resources."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_TEXTS = ("verb", "act", "item", "follow_up", "resources")


def upgrade() -> None:
    for name in _TEXTS:
        op.add_column("passages", sa.Column(name, sa.Text(), nullable=True))
    op.add_column("passages", sa.Column("qualifiers", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    for name in ("qualifiers", *_TEXTS):  # not in batch mode, which makes the table anew and so empties all that hangs on it
        op.drop_column("passages", name)
