"""Which law has the clause that this one lacks: the places where other States meet a provision, best model first."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from babel.languages import get_territory_language_info
from sqlalchemy import select

from models.clause import Clause, Closeness, ModelledReport, clarity, score
from models.countries import alpha_2
from models.document import Document
from models.finding import Evidence, Finding, FindingValue, GapReport
from models.signal import Extract
from models.states import states
from search.catalogue import Catalogue
from search.exports import sources
from search.schema import alignments, documents, passages


@dataclass(frozen=True)
class Place:
    """A passage that a finding quotes: whole, and how probably it speaks to each provision."""

    text: str
    provisions: Mapping[str, float]


Places = Mapping[str, Place]
"""By address."""

MOST = 3
"""Clauses shown beside a gap."""

_LACKING = (FindingValue.SILENT, FindingValue.PARTLY, FindingValue.CONTRARY)


def clauses(provision: str, reports: Sequence[GapReport], places: Places, *, near: str | None = None) -> tuple[Clause, ...]:
    """Clauses of the reports' States that meet the provision; those of `near`, who looks for one, are left out.

    A passage that `places` lacks is shown as far as the finding quotes it.
    """
    found = [
        _clause(report, finding, places, near)
        for report in reports
        if report.jurisdiction != near
        for finding in report.findings
        if finding.provision == provision and finding.finding is FindingValue.MET and finding.evidence
    ]
    return tuple(sorted(found, key=lambda one: (-one.score, one.address)))


def modelled(report: GapReport, others: Sequence[GapReport], places: Places) -> ModelledReport:
    """The report with up to three model clauses for each provision that its law lacks or narrows."""
    near = report.jurisdiction
    models = {
        finding.provision: clauses(finding.provision, others, places, near=near)[:MOST]
        for finding in report.findings
        if finding.finding in _LACKING
    }
    kept = {name: getattr(report, name) for name in GapReport.model_fields}
    return ModelledReport(**kept, models={id: several for id, several in models.items() if several})


def quoted(read: Sequence[tuple[Document, Sequence[Extract]]], report: GapReport) -> dict[str, Place]:
    """The passages that a report quotes."""
    wanted = {evidence.address for finding in report.findings for evidence in finding.evidence}
    return {
        passage.address: Place(passage.text, {one.provision: one.probability for one in extract.alignments})
        for document, extracts in read
        for passage, extract in zip(document.passages, extracts, strict=True)
        if passage.address in wanted
    }


def places(catalogue: Catalogue, reports: Sequence[GapReport]) -> dict[str, Place]:
    """The same from the catalogue, without reading the documents; of all reports."""
    wanted = {evidence.address for report in reports for finding in report.findings for evidence in finding.evidence}
    texts: dict[str, str] = {}
    spoken: defaultdict[str, dict[str, float]] = defaultdict(dict)
    with catalogue.engine.connect() as connection:
        for some in _batched(sorted(wanted)):
            query = (
                select(passages.c.address, passages.c.text, alignments.c.provision, alignments.c.probability)
                .join(documents, documents.c.key == passages.c.document)
                .outerjoin(
                    alignments,
                    (alignments.c.document == passages.c.document) & (alignments.c.passage == passages.c.position),
                )
                .where(documents.c.current, ~documents.c.gone, passages.c.address.in_(some))
            )
            for address, text, provision, probability in connection.execute(query):
                texts[address] = text
                if provision is not None:
                    spoken[address][provision] = probability
    return {address: Place(text, spoken[address]) for address, text in texts.items()}


def _batched(several: Sequence[str], most: int = 500) -> Iterator[Sequence[str]]:
    """SQLite's oldest limit of variables is 999."""
    for start in range(0, len(several), most):
        yield several[start : start + most]


def _clause(report: GapReport, finding: Finding, places: Places, near: str | None) -> Clause:
    """Of what the finding quotes, the passage that most probably speaks to the provision; the first of those alike."""

    def speaks(evidence: Evidence) -> float:
        place = places.get(evidence.address)
        return place.provisions.get(finding.provision, 0.0) if place else 0.0

    evidence = max(finding.evidence, key=speaks)
    work, _, rest = evidence.address.partition("@")
    language = rest.partition("#")[0]
    text = places[evidence.address].text if evidence.address in places else evidence.quote
    beside = closeness(report.jurisdiction, language, near) if near else None
    clear = clarity(text, language, finding.probability)
    alone = 1 / len(finding.evidence)
    return Clause(
        provision=finding.provision,
        jurisdiction=report.jurisdiction,
        work=work,
        title=sources.title(report, work),
        address=evidence.address,
        language=language,
        quote=evidence.quote,
        text=text,
        closeness=beside,
        clarity=clear,
        completeness=alone,
        score=score(beside, clear, alone),
        url=sources.url(report, work),
    )


def closeness(jurisdiction: str, language: str, near: str) -> Closeness:
    """Of a clause in that language of one State to another State."""
    one, other = states().get(jurisdiction), states().get(near)
    either = (one.families | other.families) if one and other else frozenset()
    family = len(one.families & other.families) / len(either) if one and other and either else 0.0
    return Closeness(family=family, language=_read_there(jurisdiction, language, near))


def _read_there(jurisdiction: str, language: str, near: str) -> float:
    """How far a text in a language is read in a State, by CLDR's figures on territories and languages."""
    spoken = _languages(near)
    if language in spoken and spoken[language][1]:
        return 1.0
    shared = {code for code, (_, official) in _languages(jurisdiction).items() if official}
    if any(official for code, (_, official) in spoken.items() if code in shared):
        return 0.5
    return min(1.0, spoken.get(language, (0.0, False))[0] / 100)


def _languages(jurisdiction: str) -> dict[str, tuple[float, bool]]:
    """Percent of the population and whether it is official, by language; empty where CLDR does not know the territory."""
    territory = alpha_2(jurisdiction)
    known = get_territory_language_info(territory) if territory else {}
    return {
        code: (float(said["population_percent"]), str(said["official_status"] or "") in ("official", "de_facto_official"))
        for code, said in known.items()
    }
