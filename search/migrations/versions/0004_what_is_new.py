"""What is new: saved searches, observations, digests; a failure is one row however often it comes; when a version was seen."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "saved_searches",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("query", sa.JSON(), nullable=False),
        sa.Column("created", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_saved_searches"),
    )
    op.create_table(
        "observations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("basis", sa.String(64), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_observations"),
    )
    op.create_index("ix_observations_kind_subject_at", "observations", ["kind", "subject", "at"])
    op.create_table(
        "digests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("since", _MOMENT),
        sa.Column("until", _MOMENT, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_digests"),
    )
    op.create_index("ix_digests_until", "digests", ["until"])
    op.add_column("documents", sa.Column("seen", _MOMENT))
    op.execute("UPDATE documents SET seen = saved")
    _one_row_a_failure()


def _one_row_a_failure() -> None:
    for column in (sa.Column("first", _MOMENT), sa.Column("resolved", _MOMENT)):
        op.add_column("failures", column)
    op.add_column("failures", sa.Column("times", sa.Integer(), nullable=False, server_default="1"))
    same = "f.subject = failures.subject AND f.stage = failures.stage AND coalesce(f.source, '') = coalesce(failures.source, '')"
    op.execute(
        f"UPDATE failures SET times = (SELECT count(*) FROM failures f WHERE {same}),"
        f" first = (SELECT min(f.at) FROM failures f WHERE {same})"
    )
    op.execute(f"DELETE FROM failures WHERE id < (SELECT max(f.id) FROM failures f WHERE {same})")


def downgrade() -> None:
    for column in ("first", "resolved", "times"):
        op.drop_column("failures", column)
    op.drop_column("documents", "seen")
    for table in ("digests", "observations", "saved_searches"):
        op.drop_table(table)
