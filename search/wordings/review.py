"""A draft beside what was adopted: precedents and stronger wordings of each paragraph, and what the draft leaves out."""

from collections.abc import Callable, Iterable, Sequence

from models.document import Document, Passage, Role
from models.hit import Mode
from models.precedent import AgreedLanguage, StrengthKind, Wanted
from models.reference import provisions
from models.review import LeftOut, Review, Reviewed
from models.signal import Extract
from search.catalogue import Catalogue
from search.embedding import Embedder
from search.index.contract import Index, Where
from search.index.points import ALIGNED, Point
from search.wordings.precedents import ADOPTED, precedents

_PRECEDENTS, _STRONGER = 3, 2  # shown for a paragraph
_WORDINGS = 2  # shown for a provision that is left out
_FIRM = (4, 5)  # action grades of a wording worth proposing
_LOOKED_AT = 200  # passages under a provision among which the firmest are chosen
_ASKING = (Role.OPERATIVE, Role.ANNEX)
_PROPOSED = (Role.OPERATIVE.value, Role.ARTICLE.value)
_FIRMEST = 5

Told = Callable[[Iterable[tuple[Passage, Extract]]], Iterable[tuple[Passage, Extract]]]
"""Passes pairs on and tells how far it is."""


def review(
    document: Document,
    extracts: Sequence[Extract],
    *,
    catalogue: Catalogue,
    index: Index,
    embed: Embedder | None,
    told: Told = iter,
) -> Review:
    """Nothing of the draft is stored.

    Raises:
        ValueError: the draft has no operative paragraph, or there is no index yet.
    """
    if index.meta() is None:
        raise ValueError("there is no index yet: expected one made by `palermo ingest` or `palermo reindex`")
    pairs = [(p, e) for p, e in zip(document.passages, extracts, strict=True) if p.role in _ASKING and p.level == 0]
    if not pairs:
        raise ValueError(f"{document.title}: no operative paragraph was found in it, so there is nothing to review")
    if embed is not None:
        embed([passage.text for passage, _ in pairs])  # together, once; the cache has them afterwards
    beside = _Beside(catalogue, index, embed)
    paragraphs = tuple(beside.paragraph(passage, said) for passage, said in told(pairs))
    spoken = {a.provision for said in extracts for a in said.alignments if a.probability >= ALIGNED}
    grades = [one.action for one in paragraphs]
    return Review(
        title=document.title,
        language=document.language,
        form=document.form.value,
        grades=tuple(grades.count(grade) for grade in range(6)),
        paragraphs=paragraphs,
        left_out=tuple(beside.left_out(id) for id in provisions() if id not in spoken),
        warnings=document.warnings,
        notice=beside.notice,
    )


class _Beside:
    """What was adopted, asked paragraph by paragraph."""

    def __init__(self, catalogue: Catalogue, index: Index, embed: Embedder | None) -> None:
        self.catalogue = catalogue
        self.index = index
        self.embed = embed
        self.notice: str | None = None

    def paragraph(self, passage: Passage, said: Extract) -> Reviewed:
        nearest = self._agreed(Wanted(text=passage.text, limit=_PRECEDENTS), said)
        # Nothing firmer than the firmest; and what asks for nothing, of no provision, is no ask to be made firmer.
        worth = said.action < _FIRMEST and (said.action or said.alignments)
        firmer = self._agreed(Wanted(text=passage.text, limit=_STRONGER, stronger=True), said) if worth else None
        self.notice = self.notice or nearest.notice
        return Reviewed(
            address=passage.address,
            number=passage.number,
            text=passage.text,
            action=int(said.action),
            verb=said.verb,
            addressees=said.addressees,
            deadline=said.deadline,
            qualifiers=said.qualifiers,
            follow_up=said.follow_up,
            resources=said.resources,
            lacks=_lacks(said),
            provisions=tuple(a.provision for a in said.alignments if a.probability >= ALIGNED),
            precedents=nearest.precedents,
            stronger=firmer.precedents if firmer else (),
        )

    def _agreed(self, wanted: Wanted, said: Extract) -> AgreedLanguage:
        try:
            return precedents(wanted, catalogue=self.catalogue, index=self.index, embed=self.embed, assess=lambda _: said)
        except ValueError:  # a paragraph of one word, or of figures
            return AgreedLanguage(text=wanted.text, precedents=(), mode=Mode.WORDS)

    def left_out(self, id: str) -> LeftOut:
        known = provisions()[id]
        where = Where(
            any={"provision": (id,), "form": ADOPTED, "action": _FIRM, "role": (Role.OPERATIVE.value, Role.ARTICLE.value)}
        )
        held = [point for point in self.index.select(where, _LOOKED_AT) if point.body is not None]
        firm = sorted(held, key=_proposed)[:_WORDINGS]
        return LeftOut(
            provision=id,
            title=known.title,
            article=known.article,
            wordings=tuple(point.address for point in firm),
            texts=tuple(point.text for point in firm),
        )


def _proposed(point: Point) -> tuple[int, int, int, str]:
    """The firmest first; then what speaks of little else, the latest, and the address."""
    return (-point.action, len(point.provision), -(point.year or 0), point.address)


def _lacks(said: Extract) -> tuple[StrengthKind, ...]:
    """Of a paragraph that asks for something."""
    if not said.action:
        return ()
    missing = {
        StrengthKind.ACTOR: not said.addressees,
        StrengthKind.DEADLINE: said.deadline is None,
        StrengthKind.RESOURCES: said.resources is None,
        StrengthKind.FOLLOW_UP: said.follow_up is None,
        StrengthKind.UNQUALIFIED: bool(said.qualifiers),
    }
    return tuple(kind for kind, lacking in missing.items() if lacking)
