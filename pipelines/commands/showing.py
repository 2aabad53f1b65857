"""What `demo` shows of the samples once they are taken in."""

import shutil
from pathlib import Path

from models.finding import FindingValue
from models.hit import Query
from pipelines import tables
from pipelines.commands.console import err, out

FOLDERS = ("un", "ilo", "osce", "oas", "eu", "rcm", "laws")
STATES = ("xaa", "xbb", "xcc", "xdd")
QUESTION = "victims should not be punished for what they were compelled to do"


def gather(samples: Path, drop: Path) -> Path:
    """The good documents of the samples, copied to where dropped files lie; files already there keep their times."""
    for name in FOLDERS:
        shutil.copytree(samples / name, drop / name, dirs_exist_ok=True)
    return drop


def show() -> None:
    from pipelines.stages import bench
    from search.findings.gaps import report
    from search.index.indexing import open_index
    from search.retrieval import search

    with bench() as desk:
        out.print(tables.entries(desk.catalogue.entries()))
        reports = [report(state, list(desk.catalogue.documents(jurisdiction=state))) for state in STATES]
        out.print(tables.matrix(reports))
        for one in reports:
            out.print(tables.proofs(one, FindingValue.CONTRARY))
        answer = search(Query(text=QUESTION, limit=3), index=open_index(desk.store), embed=desk.embed)
        out.print(tables.answer(QUESTION, answer))
    home = desk.settings.home
    err.print("\nAsk more:", highlight=False)
    for line in ('search "protection of victims" --body un', "gaps XBB", "serve   # pages and API on http://127.0.0.1:8017"):
        err.print(f"  PALERMO_HOME={home} .venv/bin/palermo {line}", highlight=False, markup=False)
