"""A law as findings need it: its sections as units, what each says, and what the law could be expected to hold."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import groupby, pairwise

from models.document import Completeness, Document, Passage, Role
from models.law import LawPack, fold, packs
from models.signal import Extract, Signal, SignalKind

_ABBREVIATED = "".join(
    rf"(?<!{word}\.)" for word in ("Abs", "Art", "art", "Nr", "No", "no", "alin", "lit", "inc", "sec", "Sec", "al", "n")
)
_SEGMENT = re.compile(
    rf"(?<=[.;:]){_ABBREVIATED}\s+(?=[(\[]?[0-9a-zA-Z]{{1,4}}[).°])|\n(?=[(\[“\"'•–—]|[A-ZÀ-Ý\d])|(?<=[.;])\s+(?=[A-ZÀ-Ý“])|(?<=[。；])\s*|\n(?=[（①-⑳])"
)
_CITED = r"(?:sections?|articles?|articulos?|artigos?|articol\w*|artt?\.?|§+|artikel|seccion|الماده)"
_NARROW = 60  # sections under one heading; a wider one is not a chapter on trafficking
_ACTS = 2  # kinds of acts, or purposes, that other offences name too
_OPENING = 300  # letters of a provision in which an amending law says what it changes
_SHORT = 40  # passages of a text that may be a single section without a number
_WHOLE = 5  # sections that a whole law has at least; fewer are a section of a code under its own title
_DEVOTED = 0.45  # of a law's sections that name trafficking: laws devoted to it have 0.57 and more, one on several crimes 0.33
_BRIEF = 30  # sections up to which a law with trafficking in its title is on it alone, though its sections say only "the victim"
_FIRST = 3  # the number that a whole law begins at, at most; a text that begins later is a part of one
_BINDING = 3  # passages that speak to the parties, which the text of a treaty has at least
_SHARE = 0.5  # of a law's passages under headings on trafficking that make it a law on trafficking


_UNNUMBERED = (Role.HEADING, Role.FURNITURE, Role.FOOTNOTE, Role.ANNEX, Role.PREAMBULAR)


@dataclass(frozen=True, eq=False)
class Segment:
    """A sentence or an item of a list within a passage."""

    passage: Passage
    start: int
    end: int
    signals: tuple[Signal, ...]

    @cached_property
    def folded(self) -> str:
        return fold(self.passage.text[self.start : self.end])

    @property
    def pack(self) -> LawPack:
        return packs()[self.passage.language]

    def values(self, kind: SignalKind) -> set[str]:
        return {signal.value for signal in self.signals if signal.kind is kind}

    @cached_property
    def elements(self) -> set[str]:
        return self.values(SignalKind.ELEMENT)

    @cached_property
    def penalties(self) -> set[str]:
        return self.values(SignalKind.PENALTY)


@dataclass(frozen=True, eq=False)
class Piece:
    """A passage with what the extractors say of it."""

    passage: Passage
    extract: Extract

    @cached_property
    def elements(self) -> set[str]:
        return {s.value for s in self.extract.signals if s.kind is SignalKind.ELEMENT}

    @cached_property
    def acts(self) -> set[str]:
        return {value for value in self.elements if value.startswith("act:")}

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        text = self.passage.text
        cuts = [0, *(match.end() for match in _SEGMENT.finditer(text)), len(text)]
        return tuple(
            Segment(self.passage, start, end, tuple(s for s in self.extract.signals if start <= s.start < end))
            for start, end in pairwise(cuts)
            if end > start
        )


@dataclass(frozen=True, eq=False)
class Unit:
    """A section or article with all its passages."""

    pieces: tuple[Piece, ...]
    pack: LawPack

    @cached_property
    def heading(self) -> str:
        return fold(self.pieces[0].passage.heading or "")

    @cached_property
    def above(self) -> str:
        return fold(" ".join(self.pieces[0].passage.path))

    @cached_property
    def folded(self) -> str:
        return fold(" ".join(piece.passage.text for piece in self.pieces))

    @property
    def path(self) -> tuple[str, ...]:
        return self.pieces[0].passage.path

    @property
    def number(self) -> str:
        return re.split(r"[(\s]", self.pieces[0].passage.number or "")[0]

    @property
    def printed(self) -> str:
        """Its whole number, folded ("145 bis")."""
        return re.split(r"\(", fold(self.pieces[0].passage.number or ""))[0].strip()

    def stands_for(self, number: str) -> bool:
        """It has that number, or is the provision of an amending law that puts a section of that number into another law."""
        opening = f"{self.heading} {self.folded}"[:_OPENING]
        puts = (
            len(number) > 1
            and has(opening, self.pack.inserting)
            and re.search(rf"(?<!\w){re.escape(number)}(?![\w-]| (?:bis|ter|quater)\b)", opening)
        )
        return bool(puts) or (self.printed == number and " " in number)

    def cites(self, numbers: Iterable[str]) -> bool:
        """It names another section by its number ("an offence under section 118")."""
        some = "|".join(re.escape(number.casefold()) for number in numbers if number)
        return bool(some) and bool(re.search(rf"{_CITED}[^.;]{{0,40}}(?<![\w-])(?:{some})(?![\w-])", self.folded))

    @cached_property
    def elements(self) -> set[str]:
        return set().union(*(piece.elements for piece in self.pieces))

    @cached_property
    def penalties(self) -> set[str]:
        return {s.value for piece in self.pieces for s in piece.extract.signals if s.kind is SignalKind.PENALTY}

    @cached_property
    def named(self) -> bool:
        """Its words name trafficking in persons."""
        return trafficking(f"{self.heading} {self.folded}", self.pack)

    @cached_property
    def wording(self) -> bool:
        """It has the words of the offence, or of the exploitation it aims at, whatever it calls them."""
        purposes = {element for element in self.elements if element.startswith("purpose:")}
        acts = max(len(piece.acts) for piece in self.pieces)
        return (acts > _ACTS and "purpose:exploitation" in purposes) or (
            "exploitation:definition" in self.elements and len(purposes) > _ACTS
        )

    @cached_property
    def headed(self) -> bool:
        """Its heading, or one above it, names trafficking."""
        return trafficking(f"{self.heading} {self.above}", self.pack)

    @cached_property
    def about(self) -> bool:
        """It, or a heading above it, names trafficking."""
        return self.named or trafficking(self.above, self.pack)

    @cached_property
    def elsewhere(self) -> bool:
        """It is about the smuggling of migrants, drugs or the like, and does not name trafficking in persons in its heading."""
        named = self.heading or self.above
        if has(named, self.pack.other):
            return not trafficking(self.heading, self.pack)
        return has(f"{self.heading} {self.folded}", self.pack.other) and not self.named


def has(folded: str, words: Sequence[str]) -> bool:
    return any(word in folded for word in words)


def trafficking(folded: str, pack: LawPack) -> bool:
    """Whether a text names trafficking in persons: what names trafficking in something else ("in drugs") does not count."""
    if not has(folded, pack.subject):
        return False
    for word in pack.other:
        folded = folded.replace(word, "")
    return has(folded, pack.subject)


class Kind(StrEnum):
    """What a law could be expected to hold."""

    ACT = "act"
    """A law on trafficking, whole."""
    GUTTED = "gutted"
    """A law on trafficking with blanked sections."""
    PART = "part"
    """Sections of a code, an amending law, or a law on something else: it is not blamed for what it lacks."""


@dataclass(frozen=True, eq=False)
class Law:
    document: Document
    pack: LawPack
    units: tuple[Unit, ...]
    kind: Kind

    @cached_property
    def relevant(self) -> tuple[Unit, ...]:
        """Units that speak of trafficking: all of a law devoted to it or of an extract, else what names it and its neighbours."""
        if (self.kind is not Kind.PART and self.devoted) or self.extract:
            return tuple(unit for unit in self.units if not unit.elsewhere)
        naming = [unit for unit in self.units if (unit.about or unit.wording) and not unit.elsewhere]
        paths = {unit.path for unit in naming if unit.path and (unit.wording or self._shared(unit.path))}
        near = {path for path in paths if sum(unit.path == path for unit in self.units) <= _NARROW}
        return tuple(u for u in self.units if (u in naming or u.path in near or u in self.serving) and not u.elsewhere)

    @cached_property
    def serving(self) -> tuple[Unit, ...]:
        """In a law on something else: sections for those whom another one lists, victims of trafficking among them."""
        if not self.beside or self.titled:
            return ()
        naming = [unit.number for unit in self.units if unit.about]
        return tuple(unit for unit in self.units if not unit.penalties and unit.cites(naming))

    def _shared(self, path: tuple[str, ...]) -> bool:
        """The division that these headings name is devoted to trafficking, in a law that has other divisions too."""
        under = [unit for unit in self.units if unit.path == path]
        return self.kind is Kind.ACT and sum(unit.about for unit in under) >= _DEVOTED * len(under)

    @cached_property
    def devoted(self) -> bool:
        """Trafficking is what it is about, not one of several crimes ("Sexual Offences and Human Trafficking Act")."""
        return len(self.units) <= _BRIEF or sum(unit.about for unit in self.units) >= _DEVOTED * len(self.units)

    @cached_property
    def beside(self) -> bool:
        """A law on something else, read whole, that speaks of trafficking: what it lacks is silence, though no gap of its own."""
        amends = has(fold(self.document.title), self.pack.amending)
        whole = self.document.completeness is Completeness.FULL and not self.extract
        return self.kind is Kind.PART and whole and not amends and any(unit.named for unit in self.units)

    @cached_property
    def titled(self) -> bool:
        """Its title names trafficking in persons."""
        return trafficking(fold(self.document.title), self.pack)

    @property
    def treaty(self) -> bool:
        """A treaty between States, read where no law of the State's own was."""
        return not counts(self.document, drafts=True)

    @cached_property
    def defers(self) -> bool:
        """A decree or regulation under another law: the offence and its penalties stand there."""
        opening = [f"{unit.heading} {unit.folded[:_OPENING]}" for unit in self.units if unit.about]
        return self.kind is Kind.PART and any(has(words, self.pack.implementing) for words in opening)

    @cached_property
    def extract(self) -> bool:
        """Some sections only, whether the source says so or their numbers show it."""
        return self.document.completeness is Completeness.EXTRACT or begins_late(self.document)


def begins_late(document: Document) -> bool:
    """Its first numbered section has a high number: what stood before it was not read."""
    found = (re.match(r"\W*(\d+)", passage.number or "") for passage in document.passages if passage.role not in _UNNUMBERED)
    numbers = list(dict.fromkeys(int(match[1]) for match in found if match))
    return len(numbers) >= _WHOLE and numbers[0] > _FIRST


def covered(document: Document) -> bool:
    return document.language in packs()


def counts(document: Document, *, drafts: bool = False) -> bool:
    """Whether it is the State's own law in force: bills, repealed laws and approvals of treaties are not.

    Args:
        drafts: bills count, too: they are what is read.
    """
    pack = packs()[document.language]
    title = fold(document.title)
    opening = fold(" ".join(p.text for p in document.passages[:3]))[:600]
    approves = has(title, pack.treaty) or re.search(r"^\W*(?:art\w*\W*\d\w?\W*)?(?:apruebase|ratif)", opening) is not None
    in_force = document.in_force is not False and not has(title.split(",")[0], pack.bill)
    return not approves and (drafts or in_force)


def is_treaty(document: Document) -> bool:
    """A treaty's own text in force: several of its provisions say what the parties do."""
    pack = packs()[document.language]
    binding = [passage for passage in document.passages if has(fold(passage.text), pack.parties)]
    return document.in_force is not False and len(binding) >= _BINDING and not has(fold(document.title), pack.bill)


def law(document: Document, extracts: Sequence[Extract]) -> Law:
    pack = packs()[document.language]
    treaty = _annexes_a_treaty(document, pack)
    pieces = [
        Piece(passage, extract)
        for passage, extract in zip(document.passages, extracts, strict=True)
        if passage.in_force is not False
        and passage.role not in (Role.FURNITURE, Role.FOOTNOTE)
        and not (treaty and passage.role is Role.ANNEX)
    ]
    short = len(pieces) <= _SHORT
    units = tuple(Unit(tuple(group), pack) for _, group in groupby(pieces, key=lambda piece: _place(piece.passage, short)))
    return Law(document, pack, units, _kind(document, units, pack))


def _annexes_a_treaty(document: Document, pack: LawPack) -> bool:
    """Whether an annex speaks to States parties: it is a treaty's text, not the State's own rule."""
    return any(passage.role is Role.ANNEX and has(fold(passage.text), pack.parties) for passage in document.passages)


def _place(passage: Passage, short: bool) -> str:
    """The section that a passage stands in; a short text without numbered sections is one."""
    eid = passage.address.split("#", 1)[1]
    parts = eid.split("__")
    if short and re.fullmatch(r"p_\d+", parts[0]):
        return "p"
    at = next((i for i, part in enumerate(parts) if re.match(r"(?:sec|art|reg|rule|preface|annex)", part)), 0)
    return "__".join(parts[: at + 1])


def _kind(document: Document, units: Sequence[Unit], pack: LawPack) -> Kind:
    title = fold(document.title)
    headed = [unit for unit in units if trafficking(unit.above, pack)]
    about = trafficking(title, pack) or len(headed) > _SHARE * len(units)
    if not about or (
        has(title, pack.amending) and "amend" not in document.work and document.completeness is not Completeness.GUTTED
    ):
        return Kind.PART
    if document.completeness is Completeness.GUTTED:
        return Kind.GUTTED
    return Kind.ACT if document.completeness is Completeness.FULL and not begins_late(document) else Kind.PART


_SAME = 0.8  # of the shorter text's sections that stand in the longer one: the same text, held twice


def once(laws: Sequence[Law]) -> tuple[Law, ...]:
    """The laws in order, each text once: of a code and a cut-out of it, or of two versions, the fuller one."""
    kept: list[Law] = []
    for one in laws:
        same = next((other for other in kept if _repeats(one, other)), None)
        if same is None:
            kept.append(one)
        elif _weight(one) > _weight(same):
            kept[kept.index(same)] = one
    return tuple(kept)


def _weight(one: Law) -> tuple[bool, int]:
    return one.document.completeness is not Completeness.EXTRACT, len(one.document.text)


def _repeats(one: Law, other: Law) -> bool:
    """Most sections of the shorter stand, word for word, in the longer."""
    if one.document.language != other.document.language:
        return False
    shorter, longer = sorted((one, other), key=lambda each: len(each.document.text))
    held = {_bare(unit) for unit in longer.units}
    texts = [_bare(unit) for unit in shorter.units if unit.folded.strip()]
    return bool(texts) and sum(text in held for text in texts) >= _SAME * len(texts)


def _bare(unit: Unit) -> str:
    return " ".join(re.findall(r"\w+", unit.folded))


def segments(units: Sequence[Unit]) -> Iterator[Segment]:
    for unit in units:
        for piece in unit.pieces:
            yield from piece.segments
