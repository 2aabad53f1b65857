"""Agreed language: for a wording, what was adopted in the same words, in edited words, or on the same point in others.

Candidates come from both arms of the index: a paragraph's words find its other uses, its meaning finds what other bodies said.
They are told apart by their words (wording.py), gathered into families of one paragraph adopted again and again, and each family
is shown by the use nearest to the given text, with all its uses by date and what changed from one to the next.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from models.document import CONTEXT, Form, Role
from models.hit import Mode
from models.precedent import AgreedLanguage, Move, Precedent, Sameness, Strength, Use, Wanted
from models.reference import bodies
from models.signal import Extract
from models.vote import Vote
from search import terms
from search.arms import vector_of
from search.catalogue import Catalogue
from search.embedding import Embedder, Vectors
from search.index.contract import Index, Meta, Where
from search.index.points import Point, point_id
from search.wordings.adoption import votes
from search.wordings.families import Wording, families
from search.wordings.named import passage_named
from search.wordings.particulars import Particulars, particulars
from search.wordings.strength import move, strengths
from search.wordings.wording import diff, likeness, sameness, words

Assess = Callable[[str], Extract]
"""Grades a text that is not held. Given by the outer layer: the extractors are not known here."""

_FEWEST = 3  # words with which a wording can be told from any other
_CANDIDATES = 150  # taken from each arm
_EXAMINED = 30  # families among which the stronger ones are chosen, however few are shown
_USES = 60  # more of a family's uses, looked for by its own words
ADOPTED = tuple(form.value for form in Form if form not in (Form.DRAFT, Form.STATUTE, *CONTEXT))
_ROLES = tuple(role.value for role in (Role.PREAMBULAR, Role.OPERATIVE, Role.RECITAL, Role.ARTICLE, Role.DEFINITION, Role.ANNEX))
_MEANT = 0.62  # cosine from which other words are taken to make the same point
_MEANT_TOGETHER = 0.5  # where both also speak to the same provision
_SHARED = 0.1  # what a shared provision counts beside the cosine
_UNDATED = "9"  # sorts after every date
_RANKS = {Sameness.EXACT: 0, Sameness.NEAR: 1, Sameness.SUBSTANCE: 2}


def _wording(point: Point) -> Wording:
    return Wording(text=point.text, work=point.work, title=point.title)


@dataclass(frozen=True)
class _Candidate:
    point: Point
    meaning: float | None
    sameness: Sameness
    similarity: float
    shared: int
    """Provisions that the given text speaks to as well."""

    @property
    def wording(self) -> Wording:
        return _wording(self.point)

    @property
    def nearness(self) -> tuple[int, float, str, str]:
        """Sorts the nearest first; of equally near ones the latest adopted."""
        likely = (
            self.similarity if self.sameness is not Sameness.SUBSTANCE else (self.meaning or 0) + _SHARED * min(self.shared, 2)
        )
        return (_RANKS[self.sameness], -likely, _backwards(self.point.adopted), self.point.address)


@dataclass(frozen=True)
class _Given:
    """The wanted text, and what is known of it."""

    wanted: Wanted
    vector: Vectors | None
    provisions: tuple[str, ...]
    particulars: Particulars | None
    stands: Wording | None = None
    """Where it was quoted from."""


def agreed(
    wanted: Wanted, *, catalogue: Catalogue, index: Index, embed: Embedder | None, assess: Assess | None = None
) -> AgreedLanguage:
    """The same for what a person types: a text that names a passage (an address, a symbol and number) stands for its words."""
    named = passage_named(wanted.text, index)
    if named is not None:
        wanted = wanted.model_copy(update={"text": named.text, "address": named.address})
    return precedents(wanted, catalogue=catalogue, index=index, embed=embed, assess=assess)


def precedents(
    wanted: Wanted, *, catalogue: Catalogue, index: Index, embed: Embedder | None, assess: Assess | None = None
) -> AgreedLanguage:
    """Adopted wordings close to a given one, nearest first; with `stronger`, those that ask more firmly, strongest reason first.

    Raises:
        ValueError: the text is no wording, there is no index yet, or `stronger` is asked of a text that nothing can grade.
    """
    meta = index.meta()
    if meta is None:
        raise ValueError("there is no index yet: expected one made by `palermo ingest` or `palermo reindex`")
    if sum(word.isalpha() for word in words(wanted.text)) < _FEWEST:
        raise ValueError(f"the text {wanted.text[:40]!r} is no wording: expected a paragraph as a resolution would have it")
    vector, notice = vector_of(wanted.mode, wanted.text, meta, embed)
    given = _given(wanted, vector, catalogue, index, assess)
    if wanted.stronger and given.particulars is None:
        raise ValueError("how firmly the text asks is not known: expected the address of a passage, or a text that can be graded")
    found = _Search(given, index, meta).families()
    shown = _shown(found, given, catalogue)
    return AgreedLanguage(
        text=wanted.text,
        address=wanted.address,
        action=given.particulars.action if given.particulars else None,
        provisions=given.provisions,
        precedents=tuple(shown),
        mode=wanted.mode if vector is not None else Mode.WORDS,
        notice=notice,
    )


def _given(wanted: Wanted, vector: Vectors | None, catalogue: Catalogue, index: Index, assess: Assess | None) -> _Given:
    """What is held of a passage is taken from there; what was pasted is graded by `assess`."""
    if wanted.address is not None and (held := particulars(catalogue, [wanted.address])):
        point = next(iter(index.points([str(point_id(wanted.address))]).values()), None)
        provisions, stands = (point.provision, _wording(point)) if point else ((), None)
        return _Given(wanted, vector, provisions, held[wanted.address], stands)
    if assess is None:
        return _Given(wanted, vector, (), None)
    said = assess(wanted.text)
    asked = Particulars(**{field: getattr(said, field) for field in Particulars.model_fields if hasattr(said, field)})
    return _Given(wanted, vector, tuple(a.provision for a in said.alignments if a.probability >= 0.5), asked)


# ---- Candidates


class _Search:
    """One wording's candidates, gathered into families."""

    def __init__(self, given: _Given, index: Index, meta: Meta) -> None:
        self.given = given
        self.index = index
        self.meta = meta

    def families(self) -> list[list[_Candidate]]:
        """Nearest family first, and within each the nearest use first."""
        found = self._candidates(self._where())
        if self.given.wanted.stronger:
            found |= self._candidates(self._where(firmer=True))
        candidates = sorted(found.values(), key=lambda one: one.nearness)
        gathered = [sorted(family, key=self._own) for family in families(candidates, lambda one: one.wording)]
        most = max(_EXAMINED, self.given.wanted.limit) if self.given.wanted.stronger else self.given.wanted.limit
        shown = gathered[:most]
        return [self._completed(family) for family in shown]

    def _where(self, *, firmer: bool = False) -> Where:
        wanted = self.given.wanted
        forms = (*ADOPTED, Form.DRAFT.value) if wanted.drafts else ADOPTED
        conditions: dict[str, tuple[str | int, ...]] = {"body": wanted.body or tuple(bodies()), "form": forms, "role": _ROLES}
        if wanted.language:
            conditions["language"] = wanted.language
        if firmer and self.given.particulars is not None:
            conditions["action"] = tuple(range(self.given.particulars.action, 6))
            conditions["provision"] = self.given.provisions
        return Where(any=conditions, since=wanted.since, until=wanted.until)

    def _candidates(self, where: Where) -> dict[str, _Candidate]:
        """By id: what both arms find, and is the same paragraph or makes the same point."""
        query = terms.of_query(self.given.wanted.text, self.meta.languages)
        ids = {found.id for found in self.index.words(query, where, _CANDIDATES)}
        cosines: dict[str, float] = {}
        if self.given.vector is not None:
            ids |= {found.id for found in self.index.meaning(self.given.vector, where, _CANDIDATES)}
            cosines = {f.id: f.score for f in self.index.meaning(self.given.vector, Where(ids=tuple(sorted(ids))), len(ids) or 1)}
        judged = {id_: self._judged(point, cosines.get(id_)) for id_, point in self.index.points(sorted(ids)).items()}
        return {id_: one for id_, one in judged.items() if one is not None and self._admitted(one)}

    def _admitted(self, one: _Candidate) -> bool:
        """A stronger wording has at least the given grade, and a provision of the given text, where that speaks to any."""
        given = self.given
        if not given.wanted.stronger or given.particulars is None:
            return True
        return one.point.action >= given.particulars.action and (not given.provisions or one.shared > 0)

    def _own(self, one: _Candidate) -> bool:
        """The passage that was named: one of its family's uses, that shows the family only where there is no other."""
        return one.point.address == self.given.wanted.address

    def _judged(self, point: Point, cosine: float | None) -> _Candidate | None:
        text = self.given.wanted.text
        shared = len(set(point.provision) & set(self.given.provisions))
        stands = self.given.stands
        same = sameness(text, point.text, series=stands is not None and stands.in_series_with(_wording(point)))
        if same is None and (cosine or 0) >= (_MEANT_TOGETHER if shared else _MEANT):
            same = Sameness.SUBSTANCE
        if same is None:
            return None
        return _Candidate(point, cosine, same, round(likeness(text, point.text), 4), shared)

    def _completed(self, family: list[_Candidate]) -> list[_Candidate]:
        """With the uses that are near to the family's nearest one, but not to the given text."""
        first = family[0]
        if first.sameness is Sameness.EXACT:
            return family  # what is near to it is near to the given text, which has its words
        indices = terms.of_passage(first.point.text, first.point.language).indices
        query = terms.Terms(indices=indices, weights=(1.0,) * len(indices))
        found = [one.id for one in self.index.words(query, self._where(), _USES)]
        known = {one.point.id for one in family}
        more = [point for point in self.index.points(found).values() if point.id not in known]
        text = self.given.wanted.text
        uses = [
            replace(first, point=point, meaning=None, similarity=round(likeness(text, point.text), 4))
            for point in sorted(more, key=lambda point: point.address)
            if sameness(first.point.text, point.text, series=first.wording.in_series_with(_wording(point)))
        ]
        return [*family, *uses]


# ---- Showing


def _shown(found: Sequence[Sequence[_Candidate]], given: _Given, catalogue: Catalogue) -> list[Precedent]:
    known = particulars(catalogue, [one.point.address for family in found for one in family])
    adopted = votes(catalogue, [one.point.work for family in found for one in family])
    if given.wanted.stronger and given.particulars is not None:
        grade = given.particulars.action
        firmer = [family for family in (_firmer(family, given.particulars, known) for family in found) if family]
        # A higher grade goes before the same grade with more to it.
        found = sorted(firmer, key=lambda family: (family[0].point.action <= grade, family[0].nearness))
    return [_precedent(family, given, known, adopted) for family in found[: given.wanted.limit]]


def _firmer(family: Sequence[_Candidate], given: Particulars, known: Mapping[str, Particulars]) -> list[_Candidate]:
    """The family, shown by its strongest use, if that is stronger than the given text; else nothing."""
    best = max(family, key=lambda one: (known[one.point.address].action, len(strengths(known[one.point.address], given))))
    if move(given, known[best.point.address]) is not Move.STRONGER:
        return []
    return [best, *(one for one in family if one is not best)]


def _precedent(
    family: Sequence[_Candidate], given: _Given, known: Mapping[str, Particulars], adopted: Mapping[str, Vote]
) -> Precedent:
    best = family[0]
    point, asked = best.point, known.get(best.point.address, Particulars())
    uses = [use.model_copy(update={"vote": adopted.get(use.work)}) for use in _uses(family, known)]
    return Precedent(
        address=point.address,
        title=point.title,
        symbol=point.symbol,
        body=point.body,
        jurisdiction=point.jurisdiction,
        language=point.language,
        text=point.text,
        sameness=best.sameness,
        similarity=best.similarity,
        meaning=None if best.meaning is None else round(best.meaning, 4),
        action=point.action,
        addressees=asked.addressees,
        deadline=asked.deadline,
        provisions=point.provision,
        first_use=uses[0],
        uses=tuple(uses),
        diff=diff(given.wanted.text, point.text),
        stronger=_stronger(asked, given.particulars),
        footnotes=asked.footnotes,
    )


def _stronger(asked: Particulars, given: Particulars | None) -> tuple[Strength, ...]:
    return strengths(asked, given) if given is not None and move(given, asked) is Move.STRONGER else ()


def _uses(family: Sequence[_Candidate], known: Mapping[str, Particulars]) -> list[Use]:
    """By date, each beside the earlier use that it was edited from; what is not dated comes last."""
    ordered = sorted(family, key=lambda one: (one.point.adopted or _UNDATED, one.point.address))
    return [_use(one.point, one.similarity, _edited_from(one, ordered[:n]), known) for n, one in enumerate(ordered)]


def _edited_from(one: _Candidate, before: Sequence[_Candidate]) -> Point | None:
    """The earlier use nearest in words, of equally near ones the latest. Of two texts of one day neither is an edit."""

    def near(other: _Candidate) -> tuple[float, str]:
        return (likeness(other.point.text, one.point.text), other.point.adopted or "")

    adopted = one.point.adopted or _UNDATED
    earlier = [other for other in before if (other.point.adopted or _UNDATED) < adopted]
    return max(earlier, key=near).point if earlier else None


def _use(point: Point, similarity: float, before: Point | None, known: Mapping[str, Particulars]) -> Use:
    shared = {field: getattr(point, field) for field in Use.model_fields if field in Point.model_fields}
    if before is None:
        return Use(**shared, similarity=similarity)
    earlier, later = (known.get(address, Particulars()) for address in (before.address, point.address))
    moved = move(earlier, later)
    why = {Move.STRONGER: strengths(later, earlier), Move.WEAKER: strengths(earlier, later), Move.LEVEL: ()}[moved]
    changes = diff(before.text, point.text)
    return Use(**shared, similarity=similarity, edited_from=before.address, diff=changes, move=moved, strengths=why)


def _backwards(adopted: str | None) -> str:
    """A key that sorts later dates first."""
    return "".join(chr(0x7F - ord(c)) for c in adopted or "0")


__all__ = ["Assess", "agreed", "precedents"]
