"""Resolutions, decisions and drafts: an opening line, a preamble, operative paragraphs, then annexes and statements.

The order of the form:

1. masthead: symbol, session, agenda item, title;
2. the organ names itself, and a comma ("The General Assembly,");
3. preambular paragraphs, unnumbered, each opened by a participle in italics;
4. operative paragraphs, numbered from 1 (again from 1 in each part with a Roman numeral), or a single one without a number;
5. meeting and date of adoption;
6. annexes, with their own numbering; interpretative statements, each the voice of one delegation.

A paragraph is one passage with its sub-paragraphs, one per line: that is how it is negotiated, cited and labelled.
"""

import re
import string
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from models.document import Completeness, Document, Footnote, Form, Role
from models.reference import bodies, languages
from pipelines.forms.changes import changes, instructions
from pipelines.forms.delegations import named, only_statement, opens_statement, speaking
from pipelines.forms.flattened import unflattened
from pipelines.forms.masthead import identified
from pipelines.forms.opening import opening, organ_line
from pipelines.identify import Identity
from pipelines.layout import Block, Layout, Style, Unreadable
from pipelines.passages import Draft, eid_part, lay
from pipelines.votes import tells_adoption

_NUMBER = re.compile(r"^\s*(\d{1,3}(?:\s?(?:bis|ter|quater))?)\.\s+(?=\S)")
_SUB = re.compile(r"^\s*(?:\((?:[a-z]{1,2}|[ivxlc]+|\d{1,2})\)|[a-z][.)]\s|[–—•·-]\s)\s*")
_LETTERED = re.compile(r"^\s*([A-Z]{1,2})\.\s+(?=\S)")
_LETTERS = [*string.ascii_uppercase, *(f"A{letter}" for letter in string.ascii_uppercase), ""]
_ALONE = re.compile(r"^\(?(?:\d{1,3}|[A-Z]{1,2}|[a-z]{1,2})[.)]$")
_STAR = re.compile(r"^(\*{1,3})\s+(?=[A-ZÀ-Þ])(.+)$", re.S)
_GAP = re.compile(r"^\W*\[\s*(?:\.\.\.|…)\s*\]\W*$")  # "[...]"
_ROMAN = re.compile(r"^\s*([IVX]{1,5})\.?(?:\s+(?=\S)|\s*$)")
_ANNEX = re.compile(
    r"^\s*(?:Annex|Attachment|Appendix|Anexo|Annexe|Apéndice|ANNEX|ANEXO|ATTACHMENT)\b\.?(?:\s+([IVX]+|\d+|[A-Z])\b)?"
)
_MEETING = re.compile(
    r"^\s*(?:\d{1,4}(?:st|nd|rd|th)\s+(?:\(resumed\)\s+)?(?:plenary\s+)?meeting|\d{1,4}[ªa.]+\s+sesión plenaria"
    r"|\d{1,4}e\s+séance plénière)",
    re.I,
)
_LEFT_OUT = re.compile(r"^\W*(?:\[?\s*(?:\.\.\.|…)\s*\]?|Original:.{0,20}|END|FIN|\[pic\]|[ASE]/\S*\d(?: \(\d{4}\))?)\W*$")
_SIGNED = re.compile(r"^\W*(?:Dad[oa]|Hech[oa]|Firmad[oa]|Done|Fait|Feit[oa]) (?:en|at|in|à|em)\b", re.I)  # "Dado en Puerto …"
_DATE_ALONE = re.compile(r"^\W*\d{1,2}(?:er)? (?:de )?[^\W\d]{3,12} (?:de )?\d{4}\W*$")
_ADVERBS = {"also", "further", "strongly", "deeply", "firmly", "fully", "también", "además"}


@dataclass(frozen=True)
class _Place:
    """Where in the form the reader stands."""

    stage: str = "preamble"
    part: str = ""
    """Prefix of eids: `part_ii__`, `annex_1__`, `stmt_1__`."""
    path: tuple[str, ...] = ()
    speaker: str | None = None
    annexes: int = 0
    statements: int = 0


@dataclass
class _Reader:
    """Cuts blocks into drafts, one block after the other."""

    language: str
    drafts: list[Draft] = field(default_factory=list)
    place: _Place = field(default_factory=_Place)
    declares: bool = False
    """The text is a declaration, whose paragraphs need no number to be operative."""
    led: bool = False
    """The numbered paragraphs of this text open with words in italics."""
    plain: int = 0
    """Unnumbered paragraphs so far in this part."""
    gaps: bool = False
    """Parts are left out of the copy, so that paragraphs need not count from 1."""
    stems: int = 0
    """Lines such as "DECLARE:" still to come."""

    def __post_init__(self) -> None:
        pack = languages().get(self.language, languages()["en"])
        self._preambular = frozenset(pack.preambular)
        self._operative = frozenset(pack.operative)

    def take(self, block: Block, following: Block | None = None) -> None:
        """Reads one block; `following` is the next one, which tells a stem ("RESOLVES:") from a paragraph."""
        text = f"{block.number} {block.text}" if block.number else block.text
        if _is_left_out(text) or self._turns(block, text) or self.place.stage == "end":
            return
        if self.place.stage == "statement" and not self.place.speaker and self._names_speaker(text):
            return
        if self.is_stem(text, following):
            before = self.place.stage == "preamble"
            self.place = replace(self.place, stage="operative", path=(text.strip(),))
            self.stems -= 1
            self.plain = 0 if before else self.plain
            self._add(block, f"{self.place.part}heading", Role.HEADING, None, text, path=())
            return
        if self._lettered(block, text):
            return
        if self._has_regard(text):
            self._plain(block, text)
            return
        match = _NUMBER.match(text)
        if match and self._numbers(match[1]) and not self._lists(block, match[1], text[match.end() :]):
            self._numbered(block, match[1], text[match.end() :])
        elif (_SUB.match(text) or match) and self.drafts and self.drafts[-1].role is not Role.HEADING:
            self._continue(text)
        elif self._opens(block, text):
            self._plain(block, text)
        elif self._is_heading(block, text):
            self._heading(block, text)
        elif self._goes_on() and self.place.stage in ("preamble", "operative"):
            self._continue(text)
        else:
            self._plain(block, text)

    def _names_speaker(self, text: str) -> bool:
        """Whether a block does nothing but say who speaks; the statement's own words may say it, too."""
        who = named(text)
        speaker = who or speaking(text)
        if speaker:
            self.place = replace(self.place, speaker=speaker)
            self.drafts = [
                draft.model_copy(update={"attribution": speaker}) if draft.eid.startswith(self.place.part) else draft
                for draft in self.drafts
            ]
        return who is not None

    def _goes_on(self) -> bool:
        """Whether a block that opens nothing belongs to the paragraph before it; in a declaration only after a colon."""
        if not self.drafts or self.drafts[-1].role is Role.HEADING:
            return False
        return not self.declares or self.drafts[-1].text.endswith(":")

    def ahead(self, pairs: Sequence[tuple[Block, Block | None]]) -> int:
        """How many lines such as "DECLARE:" the text has; none where a heading stands before the first: it opens a part."""
        stems = [n for n, (block, following) in enumerate(pairs) if self.is_stem(block.text, following)]
        headed = any(self._is_heading(block, block.text) for block, _ in pairs[: stems[0]]) if stems else False
        return 0 if headed else len(stems)

    def is_stem(self, text: str, following: Block | None) -> bool:
        """Whether an unnumbered line ends in a colon and numbered paragraphs complete it ("RESOLVES:")."""
        if following is None or self.place.stage not in ("preamble", "operative") or _NUMBER.match(text) or _SUB.match(text):
            return False
        numbered = bool(following.number) or bool(_NUMBER.match(following.text))
        gathered = self.declares and organ_line(text, self.language)  # "The Vice-Ministers:" before what each of them did
        return (numbered or gathered) and text.rstrip().endswith(":") and len(text) < 300

    def _turns(self, block: Block, text: str) -> bool:
        """Whether a block ends one stage of the form and begins another."""
        if self.place.stage != "preamble" and (_MEETING.match(text) or tells_adoption(text, self.language)):
            self.place = replace(self.place, stage="end")
            return True
        if opens_statement(text):
            self._drop_cover()
            self.place = _Place(
                "statement", f"stmt_{self.place.statements + 1}__", (), None, self.place.annexes, self.place.statements + 1
            )
            self._restart(block, text)
            return True
        annex = _ANNEX.match(text)
        if (
            annex
            and len(text) < 200
            and (block.bold or block.centred or block.style is Style.HEADING or text.strip() == annex[0].strip())
        ):
            number = self.place.annexes + 1
            self.place = _Place("annex", f"annex_{number}__", (), None, number, self.place.statements)
            self._restart(block, text)
            return True
        return False

    def _drop_cover(self) -> None:
        """An attachment that only announces a statement is no annex."""
        while self.drafts and self.drafts[-1].eid.startswith("annex_") and len(self.drafts[-1].text) < 80:
            self.drafts.pop()

    def _restart(self, block: Block, text: str) -> None:
        self.plain = 0
        if who := named(text):
            self.place = replace(self.place, speaker=who)
        self._add(block, f"{self.place.part}title", Role.HEADING, None, text)

    def _has_regard(self, text: str) -> bool:
        """Whether a clause of a preamble opens in small letters, after a dash or not: "– having regard to"."""
        match = re.match(r"^\s*[–—-]?\s*([^\W\d_]+)", text)
        clause = match is not None and match[1].islower() and match[1] in self._preambular and text.rstrip().endswith((",", ";"))
        return self.place.stage == "preamble" and clause

    def _lettered(self, block: Block, text: str) -> bool:
        """Whether a block is the next of the recitals that the European Parliament letters: "B. whereas …"."""
        match = _LETTERED.match(text)
        if match is None or self.place.stage != "preamble":
            return False
        last = next((draft.number for draft in reversed(self.drafts) if draft.role is Role.RECITAL), None)
        if match[1] != (_LETTERS[_LETTERS.index(last) + 1] if last in _LETTERS else "A"):
            return False
        self._add(block, f"recital_{match[1].lower()}", Role.RECITAL, match[1], text[match.end() :])
        return True

    def _numbers(self, number: str) -> bool:
        """Whether a printed number can be a paragraph's: a preamble ends at 1, and lists inside it are no paragraphs."""
        if self.place.stage != "preamble":
            return True
        return number in ("1", "01") or not self.plain or self.gaps

    def _lists(self, block: Block, number: str, text: str) -> bool:
        """Whether a numbered block is an item of a list inside a paragraph.

        It lacks the words in italics that the paragraphs open with, and is not the next paragraph, opened by an operative verb
        in roman type.
        """
        if not self.led or self.place.stage != "operative" or block.lead:
            return False
        last = next((d.number for d in reversed(self.drafts) if d.role is Role.OPERATIVE), None)
        expected = str(int(last) + 1) if last and last.isdigit() else "1"
        return number != expected or text.split()[0].strip(",").lower() not in self._operative

    def _numbered(self, block: Block, number: str, text: str) -> None:
        if self.place.stage == "preamble" and not self.plain and self._recites(text):  # a preamble whose paragraphs are numbered
            self._add(block, f"{self.place.part}pp_{eid_part(number)}", Role.PREAMBULAR, number, text)
            return
        if self.place.stage == "preamble":
            self.place = replace(self.place, stage="operative")
        name = {"operative": "op", "annex": "para", "statement": "para"}[self.place.stage]
        self._add(block, f"{self.place.part}{name}_{eid_part(number)}", self._role(), number, text)

    def _role(self) -> Role:
        return {"preamble": Role.PREAMBULAR, "operative": Role.OPERATIVE, "annex": Role.ANNEX, "statement": Role.STATEMENT}[
            self.place.stage
        ]

    def _opens(self, block: Block, text: str) -> bool:
        """Whether an unnumbered block opens a paragraph: by words in italics, or by an opener of the language."""
        if self.place.stage not in ("preamble", "operative") or self._is_heading(block, text):
            return False
        first = re.match(r"\W*([^\W\d_]+)", text)
        word = first[1].lower() if first else ""
        listed = word in self._preambular or word in self._operative or (self.language == "en" and word.endswith("ing"))
        return (bool(block.lead) and text.lstrip().startswith(block.lead[:12])) or (listed and text[:1].isupper())

    def _plain(self, block: Block, text: str) -> None:
        """A paragraph without a number: preambular, or the only operative one, or a line of an annex or a statement."""
        if self.place.stage == "preamble" and not self._finite(block, text) and not self._declares(text):
            self.plain += 1
            self._add(block, f"{self.place.part}pp_{self.plain}", Role.PREAMBULAR, f"pp{self.plain}", text)
            return
        if self.place.stage == "preamble":
            self.place = replace(self.place, stage="operative")
            self.plain = 0
        self.plain += 1
        name = "op" if self.place.stage == "operative" else "p"
        number = str(self.plain) if self.place.stage == "operative" else None
        self._add(block, f"{self.place.part}{name}_{self.plain}", self._role(), number, text)

    def _declares(self, text: str) -> bool:
        """Whether an unnumbered paragraph of a declaration is operative: no participle opens it ("We commit ourselves").

        Where a line such as "DECLARE:" is still to come, everything before it is preamble.
        """
        if self.stems:
            return False
        first = re.search(r"[^\W\d_]+", text)
        word = first[0].lower() if first else ""
        return self.declares and not (word in self._preambular or (self.language == "en" and word.endswith("ing")))

    def _finite(self, block: Block, text: str) -> bool:
        """Whether an unnumbered paragraph is operative: a finite verb opens it ("Decides"), and no participle."""
        verb = _first_verb(block.lead or text)
        return verb in self._operative and verb not in self._preambular

    def _recites(self, text: str) -> bool:
        """Whether a participle opens a paragraph ("Being aware"), as it does in a preamble."""
        verb = _first_verb(text)
        listed = verb in self._preambular and verb not in self._operative
        return listed or (self.language == "en" and verb.endswith("ing"))

    def _is_heading(self, block: Block, text: str) -> bool:
        if len(text) > 250 or _SUB.match(text):
            return False
        alone = bool(_ROMAN.match(text)) and (block.centred or block.bold or len(text) < 8)
        alone = alone or (self._may_stand_alone(block) and _stands_alone(text))
        wholly = not block.lead or len(block.lead) > len(text) - 3
        return alone or block.style is Style.HEADING or (block.bold and wholly)

    def _may_stand_alone(self, block: Block) -> bool:
        """Whether a few words without layout may be a heading: in a declaration, in an annex, below a part's number."""
        if self.place.stage in ("preamble", "operative"):
            below = bool(self.drafts) and self.drafts[-1].role is Role.HEADING and self.place.part.startswith("part_")
            return self.declares or (below and block.page is None)
        return self.place.stage == "annex" and block.page is None and block.style is Style.PARAGRAPH

    def _heading(self, block: Block, text: str) -> None:
        roman = _ROMAN.match(text)
        if roman and self.place.stage in ("preamble", "operative"):
            part = f"part_{roman[1].lower()}__"
            self.place = replace(self.place, part=part, path=(text.strip(),))
            self.plain = 0 if self.place.stage == "operative" else self.plain
        elif self.place.part.startswith("part_") and self.drafts and self.drafts[-1].role is Role.HEADING:
            self.place = replace(self.place, path=(*self.place.path, text.strip()))
        else:
            self.place = replace(self.place, path=(text.strip(),))
        self._add(block, f"{self.place.part}heading", Role.HEADING, None, text, path=())

    def _continue(self, text: str) -> None:
        self.drafts[-1] = self.drafts[-1].model_copy(update={"text": f"{self.drafts[-1].text}\n{text.strip()}"})

    def _add(
        self, block: Block, eid: str, role: Role, number: str | None, text: str, *, path: tuple[str, ...] | None = None
    ) -> None:
        self.drafts.append(
            Draft(
                eid=eid,
                role=role,
                number=number,
                text=text,
                path=self.place.path if path is None else path,
                page=block.page,
                attribution=self.place.speaker,
            )
        )


def _stands_alone(text: str) -> bool:
    """A few words with a capital and without an end, as headings in texts without any layout are."""
    return len(text) < 60 and text[:1].isupper() and not re.search(r"[.;,:)”\"]$", text) and not text[-1:].isdigit()


def _with_star_notes(layout: Layout) -> Layout:
    """The layout with notes such as "* Reissued for technical reasons" among the footnotes, where no page sets them apart."""
    stars = {n: match for n, block in enumerate(layout.blocks) if block.page is None and (match := _STAR.match(block.text))}
    if not stars:
        return layout
    notes = tuple(Footnote(mark=match[1], text=match[2]) for match in stars.values())
    kept = tuple(block for n, block in enumerate(layout.blocks) if n not in stars)
    return layout.model_copy(update={"blocks": kept, "footnotes": (*layout.footnotes, *notes)})


def _first_verb(text: str) -> str:
    """The first word that is no adverb, in small letters."""
    words = [word.lower() for word in re.findall(r"[^\W\d_]+", text)[:3]]
    return next((word for word in words if word not in _ADVERBS), "")


def read(layout: Layout, identity: Identity) -> Document:
    """A resolution, decision or draft as a document.

    Raises:
        Unreadable: neither an organ's opening line nor a paragraph of the form is found.
    """
    layout = _with_star_notes(unflattened(layout, identity.language))
    identity = identified(layout, identity)
    warnings = [*identity.warnings, *layout.warnings]
    states = only_statement(layout.blocks)
    start = 1 if states else opening(layout.blocks, identity.language, declares=identity.form is Form.DECLARATION)
    drafts = _body(layout.blocks[start:], identity.language, declares=identity.form is Form.DECLARATION, states=states)
    if states:
        identity = identity.model_copy(update={"form": Form.REPORT})
        warnings.append("a statement by one delegation, not a text that the body adopted")
    elif change := changes(layout.blocks):
        identity = identity.model_copy(update={"form": change[0]})
        warnings.append(change[1])
        drafts = list(instructions(layout.blocks))
    elif not any(draft.role in (Role.OPERATIVE, Role.PREAMBULAR) for draft in drafts):
        raise Unreadable("expected a resolution: no preambular or operative paragraph was found")
    if any(_GAP.match(block.text) for block in layout.blocks):
        identity = identity.model_copy(update={"completeness": Completeness.EXTRACT})
    passages = lay(identity.work, identity.language, drafts)
    return Document(
        **identity.model_dump(exclude={"warnings"}),
        passages=passages,
        footnotes=layout.footnotes,
        warnings=tuple(warnings),
    )


def _is_left_out(text: str) -> bool:
    """Whether a block is no part of the text: gaps, rules, a date or a symbol alone, the place of signature."""
    worded = any(character.isalnum() for character in text)
    alone = _LEFT_OUT.match(text) or _DATE_ALONE.match(text) or _symbol().fullmatch(text)
    return not worded or bool(alone or (_SIGNED.match(text) and len(text) < 250))


@cache
def _symbol() -> re.Pattern[str]:
    """A symbol of any body, as pages repeat it at their head."""
    return re.compile("|".join(f"(?:{body.symbol})" for body in bodies().values() if body.symbol))


def _body(blocks: Sequence[Block], language: str, *, declares: bool, states: bool) -> list[Draft]:
    """Args: declares: the text is a declaration; states: it is nothing but one delegation's statement."""
    worded = _rejoined([block for block in blocks if block.text.strip()])
    numbered = [block for block in worded if _NUMBER.match(block.text) or block.number]
    led = bool(numbered) and sum(bool(block.lead) for block in numbered) >= 0.5 * len(numbered)
    place = _Place("statement", "stmt_1__", statements=1) if states else _Place()
    gaps = any(_GAP.match(block.text) for block in worded)
    reader = _Reader(language, declares=declares, led=led, place=place, gaps=gaps)
    pairs = list(zip(worded, [*worded, None][1:], strict=True))
    reader.stems = reader.ahead(pairs)
    for block, following in pairs:
        reader.take(block, following)
    return _continued(reader.drafts)


def _rejoined(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, an enumerator that stands alone ("A.", "1.") put before the words that it counts."""
    joined: list[Block] = []
    for block in blocks:
        if joined and _ALONE.match(joined[-1].text.strip()):
            joined[-1] = block.model_copy(update={"text": f"{joined[-1].text.strip()} {block.text}"})
        else:
            joined.append(block)
    return joined


def _continued(drafts: list[Draft]) -> list[Draft]:
    """Where the numbers go on from part to part, paragraph 12 is cited without its part: so it is addressed."""
    bare = [draft.eid.split("__", 1)[1] for draft in drafts if re.match(r"part_[ivx]+__op_", draft.eid)]
    others = {draft.eid for draft in drafts}
    if len(set(bare)) < len(bare) or others & set(bare):
        return drafts
    return [draft.model_copy(update={"eid": re.sub(r"^part_[ivx]+__(?=op_)", "", draft.eid)}) for draft in drafts]
