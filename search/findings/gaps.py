"""What a State's laws provide for each provision of the Protocol, from records alone: findings with quotations.

Textual evidence, not a legal opinion. Laws are read together; a later one goes before an earlier one, and bills, repealed laws
and approvals of treaties do not count as the State's own law.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from models.document import CONTEXT, Completeness, Document, Passage, Role
from models.finding import CAVEAT, Finding, FindingValue, GapReport, Instrument, Sanctions
from models.law import rules
from models.ratification import Ratifications
from models.reference import Pillar, provisions
from models.signal import Extract
from search.findings import elements
from search.findings.measures import measure
from search.findings.offence import Offence, offence
from search.findings.penalties import sanctions
from search.findings.quoting import quotes
from search.findings.ratified import ratified
from search.findings.statutes import Law, begins_late, counts, covered, is_treaty, law, once
from search.findings.trust import probability
from search.findings.verdict import Verdict, not_assessed

_RATIFICATION = "ratification"
_AGREED = "No law of the State's own was read, only what it agreed with other States: what that obliges it to do."
_TITLE = 60  # letters of a law's title in a reason
_OFFENCE: dict[str, Callable[[Offence], Verdict]] = {
    "3a-act": elements.acts,
    "3a-means": elements.means,
    "3a-purpose": elements.purposes,
    "3b-consent": elements.consent,
    "3c-child": elements.child,
    "3d-child-age": elements.child_age,
    "5-1-offence": elements.crime,
}


def report(
    jurisdiction: str,
    read: Sequence[tuple[Document, Sequence[Extract]]],
    *,
    lists: Ratifications | None = None,
    drafts: bool = False,
) -> GapReport:
    """The findings on one jurisdiction's laws as read and extracted, and on its ratification by `lists` or the shipped ones."""
    read = [pair for pair in read if pair[0].form not in CONTEXT]
    laws = _laws(read, drafts)
    if not laws:
        return _unread(jurisdiction, read, ratified(jurisdiction, lists))
    verdicts, months = _judged(laws)
    verdicts[_RATIFICATION] = ratified(jurisdiction, lists)
    agreed = any(one.treaty for one in laws)
    return GapReport(
        jurisdiction=jurisdiction,
        instruments=_instruments(read),
        findings=tuple(_finding(id, verdicts[id], laws) for id in provisions()),
        sanctions=months,
        caveat=f"{CAVEAT} {_AGREED}" if agreed else CAVEAT,
    )


def judged(read: Sequence[tuple[Document, Sequence[Extract]]]) -> tuple[tuple[Law, ...], dict[str, Verdict]]:
    """The laws that count and what is said of each provision but ratification; nothing where no law counts."""
    laws = _laws([pair for pair in read if pair[0].form not in CONTEXT])
    return laws, _judged(laws)[0] if laws else {}


def _judged(laws: Sequence[Law]) -> tuple[dict[str, Verdict], Sanctions]:
    found = offence(laws)
    sanction, months = sanctions(found)
    own = {id: judge(found) for id, judge in _OFFENCE.items()} | {"sanctions": sanction}
    others = {id: measure(id, rules()[id], found) for id in provisions() if id not in own and id != _RATIFICATION}
    verdicts = _spoken_of(_careful(own | others, laws), laws)
    return (_deferred(verdicts), Sanctions()) if all(law.defers for law in laws) else (verdicts, months)


def _deferred(verdicts: Mapping[str, Verdict]) -> dict[str, Verdict]:
    """Nothing on the offence and its prosecution where only rules that carry out another law were read."""
    elsewhere = not_assessed("What was read carries out another law, where the offence stands")
    return {
        id: elsewhere if provisions()[id].pillar is Pillar.PROSECUTION or rules()[id].general_part else verdict
        for id, verdict in verdicts.items()
    }


_UNSAFE = (FindingValue.SILENT, FindingValue.CONTRARY)


def _careful(verdicts: Mapping[str, Verdict], laws: Sequence[Law]) -> dict[str, Verdict]:
    """No silence, and nothing contrary, of a law in a language whose statutes are known in few words: more may stand there."""
    thin = sorted({law.document.language for law in laws if not law.pack.silence})
    if not thin:
        return dict(verdicts)
    known = set.intersection(*(set(law.pack.silent_on) for law in laws if not law.pack.silence))
    unsure = not_assessed(f"Not found, but the wording of statutes is known only in part: {', '.join(thin)}")
    return {id: unsure if verdict.value in _UNSAFE and id not in known else verdict for id, verdict in verdicts.items()}


_SPEAKS = 0.95
"""Least probability of an alignment that forbids to call a law silent."""


def _spoken_of(verdicts: Mapping[str, Verdict], laws: Sequence[Law]) -> dict[str, Verdict]:
    """No silence on a provision that a passage of the laws is aligned with, though no statutory wording of it was found there."""
    unclear = not_assessed("No statutory wording of it was found, but a passage speaks to it: to be read")
    aligned = {
        alignment.provision
        for law in laws
        for unit in law.relevant
        for piece in unit.pieces
        for alignment in piece.extract.alignments
        if alignment.probability >= _SPEAKS
    }
    silent = {id for id, verdict in verdicts.items() if verdict.value is FindingValue.SILENT}
    return {id: unclear if id in silent & aligned else verdict for id, verdict in verdicts.items()}


def _laws(read: Sequence[tuple[Document, Sequence[Extract]]], drafts: bool = False) -> tuple[Law, ...]:
    """The laws that count, the later before the earlier, each text once; treaties where no law of the State's own was read."""
    known = [(document, extracts) for document, extracts in read if covered(document)]
    laws = [law(document, extracts) for document, extracts in known if counts(document, drafts=drafts)]
    laws = laws or [law(document, extracts) for document, extracts in known if is_treaty(document)]
    return once(sorted(laws, key=lambda one: one.document.adopted or date.max, reverse=True))


def _instruments(read: Sequence[tuple[Document, Sequence[Extract]]]) -> tuple[Instrument, ...]:
    whole = (Completeness.FULL, Completeness.CODE)
    return tuple(
        Instrument(
            work=document.work,
            title=document.title,
            read_in_full=document.completeness in whole and not begins_late(document),
            adopted=document.adopted,
            url=document.url,
        )
        for document, _ in read
    )


def _unread(jurisdiction: str, read: Sequence[tuple[Document, Sequence[Extract]]], joined: Verdict) -> GapReport:
    languages = sorted({document.language for document, _ in read if not covered(document)})
    if languages:
        reason = f"Language not covered: {', '.join(languages)}"
    else:
        reason = "No law in force on trafficking in persons was read" if read else "No law was read"
    return GapReport(
        jurisdiction=jurisdiction,
        instruments=_instruments(read),
        findings=tuple(_finding(id, joined if id == _RATIFICATION else not_assessed(reason), ()) for id in provisions()),
        sanctions=Sanctions(),
    )


def _finding(provision: str, verdict: Verdict, laws: Sequence[Law]) -> Finding:
    evidence = quotes(verdict.places)
    works = tuple(dict.fromkeys(one.address.partition("@")[0] for one in evidence))
    where = _printed(verdict.places[0][0]) if evidence else None
    named = next((_short(one.document.title) for one in laws if one.document.work in works[:1]), None) if len(laws) > 1 else None
    place, reason = ", ".join(filter(None, (where, named))), verdict.reason.removesuffix(".")
    if place and laws[0].treaty:
        place = f"{place} of a treaty"
    return Finding(
        provision=provision,
        finding=verdict.value,
        reason=f"{reason}, {place}." if place else f"{reason}.",
        evidence=evidence,
        instruments=works,
        probability=probability(verdict, laws),
    )


def _short(title: str) -> str:
    """A title that fits in a reason."""
    return title if len(title) <= _TITLE else f"{title[:_TITLE].rsplit(' ', 1)[0].rstrip(' ,—-')} …"


def _printed(passage: Passage) -> str | None:
    """How the place is printed: "section 12(3)", "article 4"; None where the passage carries no number."""
    number = passage.number
    if not number or not re.match(r"\W*(?:\d|[IVXLC]+\b|[第제])", number):
        return None
    eid = passage.address.split("#", 1)[1]
    return f"{'article' if passage.role is Role.ARTICLE or eid.startswith('art') else 'section'} {number}"
