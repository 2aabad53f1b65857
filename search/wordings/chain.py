"""The chain from an agreed wording to the laws: which provisions it speaks to, whose law holds them, whose appears not to."""

from collections.abc import Callable, Sequence

from models.chain import Chain, InLaw, Link
from models.finding import FindingValue, GapReport
from models.reference import provisions
from models.signal import Alignment, Extract
from search.catalogue import Catalogue
from search.index.contract import Index
from search.index.points import ALIGNED
from search.wordings.named import passage_named

Assess = Callable[[str], Extract]
_ORDER = list(FindingValue)


def chain(text: str, reports: Sequence[GapReport], *, catalogue: Catalogue, index: Index, assess: Assess | None = None) -> Chain:
    """Of a pasted text, or of the passage that it names.

    Raises:
        ValueError: the text is no wording, or it is pasted and nothing at hand can read it.
    """
    if not text.strip():
        raise ValueError("expected a paragraph, or the address, or the symbol and number, of one that is held")
    named = passage_named(text, index)
    if named is not None:
        document, extracts = catalogue.load(named.document)
        of_it = zip(document.passages, extracts, strict=True)
        said = next(extract for passage, extract in of_it if passage.address == named.address)
        return Chain(text=named.text, address=named.address, links=_links(said.alignments, reports))
    if assess is None:
        raise ValueError("what the text speaks to is not known: expected the address, or the symbol and number, of a passage")
    return Chain(text=text, links=_links(assess(text).alignments, reports))


def _links(aligned: Sequence[Alignment], reports: Sequence[GapReport]) -> tuple[Link, ...]:
    by_id = {one.provision: one for one in aligned if one.probability >= ALIGNED}
    return tuple(_link(by_id[id], reports) for id in provisions() if id in by_id)


def _link(aligned: Alignment, reports: Sequence[GapReport]) -> Link:
    known = provisions()[aligned.provision]
    found = [(report.jurisdiction, one) for report in reports for one in report.findings if one.provision == known.id]
    laws = [
        InLaw(jurisdiction=state, finding=one.finding, reason=one.reason, evidence=one.evidence[:1], probability=one.probability)
        for state, one in found
    ]
    return Link(
        provision=known.id,
        title=known.title,
        article=known.article,
        probability=aligned.probability,
        quotes=tuple(dict.fromkeys(signal.text for signal in aligned.signals)),
        laws=tuple(sorted(laws, key=lambda law: (_ORDER.index(law.finding), law.jurisdiction))),
    )
