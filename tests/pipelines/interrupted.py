"""A run that is killed, and everything that came of it as bytes.

As a program, `python interrupted.py HOME DROP [--words]` is one undisturbed run over a folder: every stage, the index, what is
observed, the digest. With --words the vectors count letters, so that no model is loaded.
"""

import io
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "search"))

from invented import Letters
from sqlalchemy import select

from models.hit import Query
from pipelines import morning, stages
from pipelines.settings import keep_to_this_machine
from pipelines.stages import Bench
from search import retrieval, schema
from search.exports import files
from search.findings import gaps
from search.index.indexing import open_index

QUERIES = ("shelter for victims", "recruitment by fraud", "A/RES/97/901", "assistance à la victime")


@contextmanager
def opened(words: bool) -> Iterator[Bench]:
    with stages.bench() as bench:
        embed = Letters(bench.catalogue, model=bench.store.model) if words else bench.embed
        yield replace(bench, embed=embed)


def run(words: bool) -> None:
    with opened(words) as bench:
        stages.run_source("folder", bench)
        stages.index(bench)
        morning.observed(bench)
        morning.kept(bench)


def process(home: Path, drop: Path, *, words: bool) -> "subprocess.Popen[bytes]":
    program = [sys.executable, __file__, str(home), str(drop), *(["--words"] if words else [])]
    return subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def whole(home: Path, drop: Path, *, words: bool) -> float:
    """A run to its end; the seconds it took."""
    started = time.monotonic()
    done = process(home, drop, words=words)
    _, said = done.communicate()
    if done.returncode:
        raise RuntimeError(f"the run ended with {done.returncode}: {said.decode()[-2000:]}")
    return time.monotonic() - started


def killed(home: Path, drop: Path, *, after: float, words: bool) -> bool:
    """A run that is killed (SIGKILL) after some seconds; False if it was done by then."""
    going = process(home, drop, words=words)
    try:
        going.communicate(timeout=after)
    except subprocess.TimeoutExpired:
        going.kill()
        going.communicate()
        return True
    return False


def moments(count: int, seed: int) -> list[float]:
    """Shares of an undisturbed run's time."""
    chosen = random.Random(seed)
    return sorted(chosen.uniform(0.05, 0.98) for _ in range(count))


def exported(home: Path, *, words: bool) -> Mapping[str, bytes]:
    """What a home holds, apart from when it came to hold it: documents, listings, findings, points, answers."""
    os.environ["PALERMO_HOME"] = str(home)
    stages.settings.cache_clear()
    with opened(words) as bench:
        read = list(bench.catalogue.documents())
        lines = [f"{one.model_dump_json()} {[said.model_dump_json() for said in extracts]}" for one, extracts in read]
        states = sorted({one.jurisdiction for one, _ in read if one.body is None})
        reports = [gaps.report(code, list(bench.catalogue.documents(jurisdiction=code))) for code in states]
        sheet = io.BytesIO()
        files.write(reports, files.Layout.CSV, sheet, date(2042, 1, 1))
        index = open_index(bench.store)
        # Addresses and scores: among passages of one BM25 score the engine keeps no order from build to build, and so no rank.
        asked = (retrieval.search(Query(text=text), index=index, embed=bench.embed) for text in QUERIES)
        answers = [json.dumps([(hit.address, hit.score) for hit in answer.hits]) for answer in asked]
        return {
            "documents": "\n".join(lines).encode(),
            "listings": json.dumps(_listings(bench)).encode(),
            "findings": sheet.getvalue(),
            "points": json.dumps(sorted(index.hashes())).encode(),
            "answers": "\n".join(answers).encode(),
        }


def _listings(bench: Bench) -> list[list[str]]:
    """Where each version was read from; and that there is no second one."""
    listings, documents = schema.listings.c, schema.documents.c
    with bench.catalogue.engine.connect() as connection:
        listed = connection.execute(
            select(listings.url, listings.digest, listings.document, listings.reader).order_by(listings.url)
        )
        versions = connection.execute(select(documents.id, documents.version, documents.content).order_by(documents.id))
        return [list(map(str, row)) for rows in (listed, versions) for row in rows]


if __name__ == "__main__":
    os.environ |= {"PALERMO_HOME": sys.argv[1], "PALERMO_DROP": sys.argv[2]}
    keep_to_this_machine()
    run("--words" in sys.argv)
