"""Queries in Spanish, French, Portuguese and German on English passages: nDCG@10 with the known terms translated, and without.

    python benchmarks/foreign.py QUERIES.jsonl PASSAGES.jsonl.gz

The queries are those of foreign.toml; their judgements are those of the English ones. The index is that of
`palermo evaluate queries`.
"""

import json
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

import numpy as np

from models.hit import Mode, Query
from pipelines.evaluation import queries as judging
from search.catalogue import Catalogue
from search.embedding import Embedder
from search.index.contract import Index
from search.query import question
from search.query.translation import Rendering
from search.retrieval import rank
from search.settings import Settings

Asked = Sequence[tuple[str, str, judging.Judged]]
"""Language, query, and the English query's judgements."""


def _untranslated(text: str, among: Sequence[str], language: str | None = None) -> Rendering:
    return Rendering(language="en", english=text, words={})


def _measured(asked: Asked, index: Index, embed: Embedder, mode: Mode) -> list[float]:
    values = []
    for _, text, one in asked:
        ranked = rank(Query(text=text, limit=judging.DEPTH, mode=mode), index=index, embed=embed)
        values.append(judging.ndcg([found.point.position for found in ranked], one.grades))
    return values


def _figures(asked: Asked, values: Sequence[float]) -> dict[str, object]:
    by_language = {
        language: [v for (of, _, _), v in zip(asked, values, strict=True) if of == language] for language, _, _ in asked
    }
    figures = {language: round(float(np.mean(several)), 3) for language, several in sorted(by_language.items())}
    return {"all": round(float(np.mean(values)), 3), "interval": judging.interval(values), **figures}


def main(queries: Path, passages: Path) -> None:
    written = tomllib.loads(Path(__file__).with_name("foreign.toml").read_text(encoding="utf-8"))
    settings = Settings()
    with Catalogue.of(settings) as cache:
        embed = Embedder(cache, model=settings.model, batch=settings.batch)
        points = judging.passages(passages)
        index = judging._index(passages, points, settings.home.absolute() / "evaluation", embed)
        judged = {one.query: one for one in judging.judged(queries, points)}
        asked = [
            (language, text, judged[en]) for en, several in written.items() for language, text in several.items() if en in judged
        ]
        english = [("en", one.query, one) for one in judged.values()]
        report: dict[str, object] = {}
        for mode in Mode:
            report[f"{mode} english"] = _figures(english, _measured(english, index, embed, mode))
            values = _measured(asked, index, embed, mode)
            report[f"{mode} translated"] = _figures(asked, values)
            if mode is Mode.HYBRID:
                report["per query"] = [
                    (round(v, 3), t) for v, (_, t, _) in sorted(zip(values, asked, strict=True), key=lambda p: p[0])
                ]
            with patch.object(question, "render", _untranslated):
                report[f"{mode} as written"] = _figures(asked, _measured(asked, index, embed, mode))
    print(json.dumps(report, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
