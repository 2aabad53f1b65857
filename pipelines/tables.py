"""What a terminal shows of the records: Rich tables."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from models.chain import Chain
from models.clause import Clause
from models.document import Document
from models.finding import CAVEAT, Finding, FindingValue, GapReport
from models.hit import Answer, FindingLink, Hit, Suggestion
from models.precedent import AgreedLanguage, ChangeKind, Move, Precedent, Sameness, Use
from models.reference import Provision, provisions
from models.report import Report
from models.review import Review
from models.signal import Extract
from models.tvpa import StandardsReport
from search import naming
from search.findings.comparison import ComparedReport, Standing, rows
from search.naming import place
from search.reasons import reasons

if TYPE_CHECKING:
    from search.catalogue import Entry

_COLOURS = {
    FindingValue.MET: "green",
    FindingValue.PARTLY: "yellow",
    FindingValue.CONTRARY: "red",
    FindingValue.SILENT: "magenta",
    FindingValue.NOT_ASSESSED: "dim",
}
_LEGEND = (
    "met: the quoted text provides it · partly: a part of it · contrary: the opposite · "
    "appears not to: a law that could hold it was read whole · not assessed: what was read does not allow saying"
)
_SAID = {
    FindingValue.MET: "met",
    FindingValue.PARTLY: "partly",
    FindingValue.CONTRARY: "contrary",
    FindingValue.SILENT: "appears not to",
    FindingValue.NOT_ASSESSED: "not assessed",
}


def plain(title: str, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> Table:
    table = Table(*columns, title=title, title_justify="left")
    for row in rows:
        table.add_row(*(_cell(row.get(column)) for column in columns))
    return table


def _cell(value: object) -> Text:
    if isinstance(value, list | tuple):
        return Text(", ".join(map(str, value)))
    return Text("" if value is None else str(value))


def reports(some: Sequence[Report]) -> Table:
    columns = ("source", "read", "new", "changed", "unchanged", "gone", "failed")
    return plain("Documents", columns, ({**one.model_dump(), "failed": len(one.failed)} for one in some))


def entries(some: "Sequence[Entry]") -> Table:
    rows = ({**one.model_dump(), "title": short(one.title, 70)} for one in some)
    return plain("Held", ("work", "language", "form", "adopted", "passages", "title"), rows)


def document(one: Document) -> RenderableType:
    adopted = one.adopted.isoformat() if one.adopted else "no date found"
    head = Text(f"{one.title}\n{one.id}, {one.form.value}, {adopted}, {len(one.passages)} passages", style="bold")
    if one.vote:
        head.append(f"\n{one.vote.words}: “{one.vote.quotation}”", style="not bold")
    if one.sponsors:
        head.append(f"\nproposed by {', '.join(map(place, one.sponsors))}", style="not bold")
    rows = (
        {"address": p.address.partition("#")[2], "role": p.role.value, "number": p.number, "text": short(p.text)}
        for p in one.passages
    )
    warned = [Text(f"warning: {warning}", style="yellow") for warning in one.warnings]
    return Group(head, plain("", ("address", "role", "number", "text"), rows), *warned)


def extracts(one: Document, said: Sequence[Extract]) -> RenderableType:
    head = Text(f"{one.title}\n{one.id}", style="bold")
    rows = (
        {
            "address": passage.address.partition("#")[2],
            "action": extract.action.name.lower(),
            "provisions": [f"{a.provision} {a.probability:.2f}" for a in extract.alignments],
            "quotations": list(dict.fromkeys(s.text for a in extract.alignments for s in a.signals if len(s.text) < 80))[:4],
            "text": short(passage.text),
        }
        for passage, extract in zip(one.passages, said, strict=True)
        if extract.alignments or extract.action
    )
    return Group(head, plain("", ("address", "action", "provisions", "quotations", "text"), rows))


def gaps(report: GapReport) -> RenderableType:
    title = f"{report.jurisdiction.upper()}: its law and the Protocol"
    table = Table("provision", "finding", "reason", "evidence", title=title, title_justify="left", show_lines=True)
    for finding in report.findings:
        held = Text("\n").join(
            Text.assemble((evidence.address.partition("#")[2], "bold"), f" “{short(evidence.quote)}”")
            for evidence in finding.evidence[:3]
        )
        known = provisions()[finding.provision]
        colour = _COLOURS[finding.finding]
        table.add_row(
            f"{finding.provision}\n{known.title}", Text(_SAID[finding.finding], style=colour), Text(finding.reason), held
        )
    read = [f"  {one.title} ({one.work}{'' if one.read_in_full else ', extract'})" for one in report.instruments]
    laws = Text("\n".join(("Laws read:", *read)) if read else "No law of it was read.")
    return Group(table, laws, Text(_sanctions(report)), Text(report.caveat, style="italic"))


def matrix(some: Sequence[GapReport], kept: Sequence[Provision] = ()) -> RenderableType:
    """Provisions down, States across, a word in each cell, and how many of each at the foot."""
    table = Table("provision", "title", *(one.jurisdiction.upper() for one in some), title="Findings", title_justify="left")
    by_provision = [{finding.provision: finding.finding for finding in one.findings} for one in some]
    for known in kept or provisions().values():
        cells = [held.get(known.id, FindingValue.NOT_ASSESSED) for held in by_provision]
        table.add_row(known.id, known.title, *(Text(_SAID[cell], style=_COLOURS[cell]) for cell in cells))
    table.add_section()
    for value in FindingValue:
        counts = (str(sum(one.finding is value for one in report.findings)) for report in some)
        table.add_row("", Text(_SAID[value], style=_COLOURS[value]), *counts)
    return Group(table, Text(_LEGEND), Text(some[0].caveat if some else "", style="italic"))


def comparison(some: Sequence[ComparedReport], kept: Sequence[Provision]) -> RenderableType:
    """Differences first, with who provides more; what is alike is only counted."""
    table = Table(
        "provision", *(place(one.jurisdiction) for one in some), "provides more", title="Where the laws differ", show_lines=True
    )
    alike: list[str] = []
    for row in rows(some, kept):
        if not row.spread:
            alike.append(row.title)
            continue
        better = (one.jurisdiction.upper() for one, stands in zip(some, row.standings, strict=True) if stands is Standing.BETTER)
        table.add_row(f"{row.provision}\n{row.title}", *map(_with_reason, row.findings), ", ".join(better))
    same = Text(f"No difference between what was assessed: {len(alike)} ({'; '.join(alike)}).") if alike else Text("")
    return Group(table, same, matrix(some, kept))


def _with_reason(finding: Finding) -> Text:
    return Text.assemble((_SAID[finding.finding], _COLOURS[finding.finding]), f"\n{short(finding.reason, 120)}")


def standards(report: StandardsReport) -> RenderableType:
    """The minimum standards as law shows them, and the tiers set apart."""
    title = f"{report.jurisdiction.upper()}: its law and the minimum standards of 22 U.S.C. 7106"
    table = Table("standard", "finding", "reason", "evidence", title=title, title_justify="left", show_lines=True)
    for one in report.standards:
        held = Text("\n").join(
            Text.assemble((evidence.address.partition("#")[2], "bold"), f" “{short(evidence.quote, 100)}”")
            for evidence in one.evidence[:3]
        )
        said = Text(_SAID[one.finding], style=_COLOURS[one.finding])
        table.add_row(f"{one.standard}\n{one.title}", said, Text(one.reason), held)
    years = "; ".join(f"{one.year}: {one.tier}" for one in report.context.tiers[:8]) or "no tier is held"
    beside = Text(f"Context, not a finding. {years}.\n{report.context.caveat}", style="dim")
    return Group(table, Text(_sanctions(report)), Text(report.caveat, style="italic"), beside)


def clauses(provision: str, some: Sequence[Clause]) -> RenderableType:
    """Model clauses whole, best first, with what they were ranked by."""
    title = f"{provision}: {provisions()[provision].title}"
    table = Table("State and law", "clause", "ranked by", title=title, title_justify="left", show_lines=True)
    for one in some:
        law = Text.assemble((place(one.jurisdiction), "bold"), f"\n{one.title}\n", (one.address.partition("#")[2], "dim"))
        table.add_row(law, Text(short(one.text, 600)), Text(_ranked_by(one)))
    return Group(table if some else Text("No law that is held meets it."), Text(CAVEAT, style="italic"))


def _ranked_by(one: Clause) -> str:
    near = one.closeness
    lines = [f"score {one.score:.2f}"]
    lines += [f"family {near.family:.2f}", f"language {near.language:.2f}"] if near else []
    clear = one.clarity
    lines += [f"length {clear.length:.2f} ({clear.words} words)", f"directness {clear.directness:.1f}"]
    return "\n".join([*lines, f"probability {clear.probability:.2f}", f"completeness {one.completeness:.2f}"])


def proofs(report: GapReport, value: FindingValue) -> RenderableType:
    """The findings of one kind, with reason and quotation."""
    lines = [
        Text.assemble(
            (f"{report.jurisdiction.upper()} {finding.provision}", "bold"),
            f" {_SAID[value]}: {finding.reason}\n",
            *(f"  {evidence.address}\n  “{short(evidence.quote, 240)}”\n" for evidence in finding.evidence[:1]),
        )
        for finding in report.findings
        if finding.finding is value
    ]
    return Group(*lines)


def _sanctions(report: GapReport) -> str:
    found = report.sanctions
    if found.min_months is None and found.max_months is None:
        return "Imprisonment for the basic offence: none found."
    least = "no minimum" if found.min_months is None else f"{found.min_months} months"
    most = "no maximum" if found.max_months is None else "life" if found.max_months == 9999 else f"{found.max_months} months"
    fine = ", or a fine instead" if found.fine_in_lieu else ""
    return f"Imprisonment for the basic offence: {least} to {most}{fine}."


def answer(query: str, found: Answer) -> RenderableType:
    title = f"{query} ({found.mode.value}, {found.matching} passages match)"
    table = Table("passage", "text", "why", title=title, title_justify="left", show_lines=True)
    works = {address: work for work in found.works for address in work.addresses[:1]}
    for hit in found.hits:
        if hit.address in works:
            work = works[hit.address]
            table.add_row(Text(work.symbol or work.work, "bold green"), Text(work.title), Text(f"{work.matching} passages match"))
        table.add_row(Text.assemble((hit.address, "bold"), f"\n{hit.title}", _uses(hit)), _highlighted(hit), Text(_why(hit)))
    notice = [Text(said, style="yellow") for said in (found.notice, *map(_finding, found.findings)) if said]
    return Group(table if found.hits else Text("\n".join(["Nothing found.", *map(_instead, found.suggestions)])), *notice)


def _finding(one: FindingLink) -> str:
    title = naming.value("provision", one.provision)
    return f"What {place(one.jurisdiction)} provides on “{title}”: palermo gaps {one.jurisdiction.upper()}"


def _uses(hit: Hit) -> str:
    """Where else it is said: the latest three by symbol, the others by their number; and what else its text says."""
    named = [f"{use.symbol or use.work} {use.number or ''}".strip() for use in hit.uses[:3]]
    more = len(hit.uses[3:]) + hit.more_uses
    others = "".join(f"\nalso {name}" for name in named) + (f"\nand {more} more" if more else "")
    return others + (f"\n{hit.more_of_work} more of this text: --work {hit.work}" if hit.more_of_work else "")


def _instead(one: Suggestion) -> str:
    conditions = [(one.condition, one.values), *([(one.also, one.also_values)] if one.also else [])]
    said = [f"{key.replace('_', '-')} {', '.join(values)}".rstrip() for key, values in conditions]
    return f"Without {' and without '.join(said)}: {one.count} passages."


def _highlighted(hit: Hit) -> Text:
    text = Text(hit.text)
    for highlight in hit.highlights:
        text.stylize("bold cyan", highlight.start, highlight.end)
    start = max(0, (hit.highlights[0].start if hit.highlights else 0) - 120)
    cut = text[start : start + 420]
    return Text.assemble("… " if start else "", cut, " …" if start + 420 < len(text) else "")


def _why(hit: Hit) -> str:
    said = reasons(hit.why) or ["passage of the text asked for"]
    titles = [provisions()[id_].title for id_ in hit.provisions]
    return "\n".join([*said, *([f"on: {'; '.join(titles)}"] if titles else [])])


_PIECES = {ChangeKind.KEPT: "", ChangeKind.REMOVED: "red strike", ChangeKind.ADDED: "green underline"}
_MARKS = {ChangeKind.KEPT: "{}", ChangeKind.REMOVED: "[-{}-]", ChangeKind.ADDED: "{{+{}+}}"}  # as wdiff has them
_MOVES = {Move.STRONGER: "▲", Move.WEAKER: "▼", Move.LEVEL: "="}


def agreed(found: AgreedLanguage) -> RenderableType:
    """Precedents with what differs from the given text, and their uses by date."""
    asked = "" if found.action is None else f" (action grade {found.action} of 5)"
    title = f"{short(found.text, 100)}{asked}, {found.mode.value}"
    table = Table("adopted in", "wording, beside the given one", "uses", title=title, title_justify="left", show_lines=True)
    for one in found.precedents:
        table.add_row(_head(one), _pieces(one), Text("\n".join(_used(use) for use in one.uses)))
    notice = [Text(found.notice, style="yellow")] if found.notice else []
    return Group(
        table
        if found.precedents
        else Text("No adopted wording that is held comes near to it, or, with --stronger, asks more firmly."),
        *notice,
    )


def _head(one: Precedent) -> Text:
    near = f"words {one.similarity:.2f}" + ("" if one.meaning is None else f", meaning {one.meaning:.2f}")
    why = "".join(f"\n▲ {reason.kind.value}: {short(reason.said, 70)}" for reason in one.stronger)
    place = one.address.partition("#")[2]
    return Text.assemble(
        (f"{one.symbol or short(one.title, 60)} {place}", "bold"),
        f"\n{one.sameness.value}: {near}\naction {one.action}",
        (why, "green"),
    )


def _pieces(one: Precedent) -> Text:
    """Word by word where it is the same paragraph; of other words only the text."""
    if one.sameness is Sameness.SUBSTANCE:
        return Text(short(one.text, 600))
    return Text.assemble(*((_MARKS[change.kind].format(change.text), _PIECES[change.kind]) for change in one.diff))


def _used(use: Use) -> str:
    moved = f"{_MOVES[use.move]} " if use.move else ""
    told = f"{moved}{use.adopted or 'no date'} {use.symbol or use.work} {use.number or ''}".rstrip()
    return f"{told}\n  adoption {use.vote.words if use.vote else 'not printed'}"


def _said(finding: FindingValue) -> Text:
    return Text(_SAID[finding], style=_COLOURS[finding])


def chain(found: Chain) -> RenderableType:
    """A provision a row: the words that speak to it, and the States by finding."""
    table = Table("provision", "shown by", "national law", title=short(found.text, 100), title_justify="left", show_lines=True)
    for link in found.links:
        lines = Text("\n").join(
            Text.assemble((law.jurisdiction.upper(), "bold"), " ", _said(law.finding), f" {short(law.reason, 90)}")
            for law in link.laws
        )
        table.add_row(f"{link.provision}\n{link.title}", "\n".join(f"“{short(quote, 80)}”" for quote in link.quotes[:4]), lines)
    said = table if found.links else Text("It speaks to no provision that is looked for in laws.")
    return Group(said, Text(found.caveat, style="italic"))


def review(found: Review) -> RenderableType:
    """A paragraph a row: its grade, what it lacks, the nearest precedent and a stronger wording; then what is left out."""
    counts = ", ".join(f"{n} of grade {grade}" for grade, n in enumerate(found.grades) if n)
    table = Table(
        "paragraph", "grade", "lacks", "agreed language", "stronger", title=found.title, title_justify="left", show_lines=True
    )
    for one in found.paragraphs:
        nearest = "\n".join(f"{_where(p)} {p.sameness.value} {p.similarity:.2f}" for p in one.precedents)
        firmer = "\n".join(f"{_where(p)}: {short(p.text, 110)}" for p in one.stronger)
        soft = [f"“{word}”" for word in one.qualifiers]
        table.add_row(
            Text(f"{one.number or ''} {short(one.text, 200)}"), str(one.action), "\n".join([*one.lacks, *soft]), nearest, firmer
        )
    left = Table("left out", "adopted wordings", title_justify="left", show_lines=True)
    for missing in found.left_out:
        pairs = zip(missing.wordings, missing.texts, strict=True)
        left.add_row(f"{missing.provision}\n{missing.title}", "\n".join(f"{where}: {short(text, 140)}" for where, text in pairs))
    notes = [Text(note, style="yellow") for note in (*found.warnings, found.notice) if note]
    return Group(Text(f"{len(found.paragraphs)} operative paragraphs: {counts}."), table, left, *notes)


def _where(one: Precedent) -> str:
    return f"{one.symbol or short(one.title, 50)} {one.address.partition('#')[2]}"


def figures(title: str, measured: Mapping[str, object]) -> Table:
    """Nested figures as rows of path and value; lists are left to JSON."""
    table = Table("figure", "value", title=title, title_justify="left")
    for path, value in _leaves(measured):
        table.add_row(path, f"{value:.3f}" if isinstance(value, float) else str(value))
    return table


def _leaves(measured: Mapping[str, object], above: str = "") -> Iterable[tuple[str, object]]:
    for key, value in measured.items():
        path = f"{above}.{key}" if above else str(key)
        if isinstance(value, Mapping):
            yield from _leaves(value, path)
        elif not isinstance(value, list | tuple):
            yield path, value


def short(text: str, most: int = 160) -> str:
    """The beginning of a text, cut at a word."""
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"
