"""From a query to an answer: what it asks for, both arms, one ranking, and why each hit is there."""

from collections.abc import Iterator, Sequence

from models.countries import country
from models.hit import Answer, FindingLink, Mode, Query
from search.arms import CANDIDATES, Arms, Asked, ask_arms, vector_of
from search.embedding import Embedder, Vectors
from search.explanation import hit, wanted
from search.facets import counted, suggested
from search.folding import Fold, folded
from search.grouping import by_work, left_out, spread
from search.holdings import works as works_held
from search.index.contract import Held, Index, Meta, Reader, Where
from search.index.points import Point
from search.query.conditions import Said, meets
from search.query.meant import Meant, meant
from search.query.question import Question, understand
from search.query.symbols import Register, holds, within
from search.ranking import Ranked, matching, ordered, reaching

_EXACT_CANDIDATES = 1000  # where a phrase decides: it must be among the passages that hold all its words
_OF_A_WORK = 3000  # passages of a work that was asked for by its symbol
_SPARE = 2  # times the hits that are shown are folded, so that others can take the place of one text's
_FAR = "Nothing that is held comes near to this; what follows is the nearest."


def search(query: Query, *, index: Index, embed: Embedder | None) -> Answer:
    """Passages for a query: those that say the same folded, or gathered by work.

    Raises:
        ValueError: the query holds nothing to look for, or there is no index yet.
    """
    held = Held(index.pinned())
    meta = _meta(held)
    asked, vector = _ask(query, held, meta, embed)

    def again(other: Asked) -> list[Ranked]:
        return _found(other, held, meta, vector, CANDIDATES, counted_only=True)

    found = _found(asked, held, meta, vector, CANDIDATES)
    matched = matching(found, asked.mode)
    works, folds = by_work(found, asked.mode, query.limit) if query.group else ([], _hits(found, asked, query.limit))
    sought, more = wanted(asked.question, meta), left_out(folds, matched)
    return Answer(
        hits=tuple(hit(fold, asked, sought, more.get(fold.shown.point.address, 0)) for fold in folds),
        mode=asked.mode,
        works=tuple(works),
        matching=len(matched),
        facets=counted(asked, matched, again) if query.counts else {},
        findings=tuple(_findings(asked, works_held(held))),
        suggestions=() if found else suggested(asked, again),
        notice=" ".join((*asked.notice, *_told(found, matched, asked.question))) or None,
    )


def _hits(found: Sequence[Ranked], asked: Asked, limit: int) -> list[Fold]:
    """Where texts are asked for by name, however many passages of one of them; else of each a few."""
    if asked.question.works or "work" in asked.where.any:
        return folded(found, asked.question, limit)
    return spread(folded(found, asked.question, _SPARE * limit), asked.mode, limit)


def _findings(asked: Asked, held: Register) -> Iterator[FindingLink]:
    """On the States that the query names and whose texts are held, for the provisions that it asks for."""
    named = dict.fromkeys((*map(str, asked.where.any.get("jurisdiction", ())), *asked.question.countries))
    meant = (asked.meant.provision,) if asked.meant else ()
    for code in named:
        if country(code) == code and code in held.jurisdictions:
            for provision in dict.fromkeys((*map(str, asked.where.any.get("provision", ())), *meant)):
                yield FindingLink(jurisdiction=code, provision=provision, url=f"/gaps/{code}#{provision}")


def _told(found: Sequence[Ranked], matched: Sequence[Ranked], question: Question) -> Iterator[str]:
    """What is said where nothing comes near, or a text is held and the part that was asked for is not told apart in it."""
    if found and not matched:
        yield _FAR
    asked_for = question.part
    if asked_for and found and not any(holds(one.point.address, asked_for) for one in found):
        yield f"{question.symbol} is held, but no passage of it has the number {asked_for.printed}."


def rank(query: Query, *, index: Index, embed: Embedder | None) -> list[Ranked]:
    """The same before folding: what evaluation measures."""
    held = Held(index.pinned())
    meta = _meta(held)
    asked, vector = _ask(query, held, meta, embed)
    return _found(asked, held, meta, vector, max(CANDIDATES, query.limit))[: query.limit]


def candidates(query: Query, *, index: Index, embed: Embedder | None) -> tuple[dict[str, Point], Arms, Asked]:
    """What a query finds, by id and before any order: for choosing weights."""
    held = Held(index.pinned())
    meta = _meta(held)
    asked, vector = _ask(query, held, meta, embed)
    arms = _asked_arms(asked, held, meta, vector, CANDIDATES)
    return _read(_all(arms), asked.question, held), arms, asked


def _meta(index: Reader) -> Meta:
    meta = index.meta()
    if meta is None:
        raise ValueError("there is no index yet: expected one made by `palermo ingest` or `palermo reindex`")
    return meta


def _ask(query: Query, index: Reader, meta: Meta, embed: Embedder | None) -> tuple[Asked, Vectors | None]:
    question = understand(query.text, works_held(index), meta.languages)
    vector, notice = vector_of(query.mode, question.english, meta, embed)
    mode = query.mode if vector is not None else Mode.WORDS
    notices = [notice] if notice else []
    where = _where(query, question)
    asked = Asked(question=question, where=where, mode=mode, notice=(*notices, *question.notices))
    return asked.model_copy(update={"meant": _meant(asked, vector, embed)}), vector


def _meant(asked: Asked, vector: Vectors | None, embed: Embedder | None) -> Meant | None:
    """Each arm alone ranks by what it finds; and where a provision is filtered by, all that is found is aligned with it."""
    if vector is None or embed is None or asked.mode is not Mode.HYBRID or "provision" in asked.where.any:
        return None
    return meant(asked.question.words, vector, embed)


def _where(query: Query, question: Question) -> Where:
    keys = ("work", "body", "jurisdiction", "mentions", "provision", "topic", "form", "role", "action", "language")
    given = {key: getattr(query, key) for key in keys if getattr(query, key)}
    return Where(
        any={**question.filters, **({"work": question.works} if question.works else {}), **given},
        since=query.since if query.since is not None else question.since,
        until=query.until if query.until is not None else question.until,
        in_force=query.in_force,
    )


def _found(
    asked: Asked, index: Reader, meta: Meta, vector: Vectors | None, limit: int, *, counted_only: bool = False
) -> list[Ranked]:
    """`counted_only`: without most of those that do not match, for counts."""
    if asked.question.symbol and (asked.question.part or not asked.question.words):
        return _of_a_work(asked, index)
    arms = _asked_arms(asked, index, meta, vector, limit)
    ids = reaching(arms, asked) if counted_only else _all(arms)
    return ordered(_read(ids, asked.question, index), arms, asked)


def _asked_arms(asked: Asked, index: Reader, meta: Meta, vector: Vectors | None, limit: int) -> Arms:
    return ask_arms(asked, index, meta, vector, _EXACT_CANDIDATES if asked.question.condition else limit)


def _all(arms: Arms) -> list[str]:
    return sorted({*(arms.words or {}), *(arms.meaning or {})})


def _read(ids: Sequence[str], question: Question, index: Reader) -> dict[str, Point]:
    return {id_: point for id_, point in index.points(ids).items() if _admitted(point, question)}


def _admitted(point: Point, question: Question) -> bool:
    said = Said(
        text=f"{point.heading or ''} {point.text}",
        language=point.language,
        work=point.work,
        countries=frozenset((point.jurisdiction, *point.mentions)),
    )
    return meets(said, question.condition)


def _of_a_work(asked: Asked, index: Reader) -> list[Ranked]:
    """A symbol alone: its passages in the order of print, those of the part that was asked for where one was. Of several works in
    the order in which the query names them."""
    order = {work: n for n, work in enumerate(asked.question.works)}
    found = index.select(asked.where, _OF_A_WORK)
    found.sort(key=lambda point: (order.get(point.work, 0), point.document, point.position))
    admitted = [point for point in found if _admitted(point, asked.question)]
    if wanted_part := asked.question.part:
        inside = set(within([point.address for point in admitted], wanted_part))
        admitted = [point for point in admitted if point.address in inside] or admitted
    bare = [point for point in admitted if asked.question.part or point.role not in ("heading", "furniture")]
    return [Ranked(point, 1.0, exact=asked.question.symbol) for point in bare or admitted]
