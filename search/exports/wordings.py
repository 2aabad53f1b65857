"""Agreed language as a Word document ready to send: each wording with what differs, its uses, and its sources as footnotes."""

from datetime import date
from typing import Any, BinaryIO

from docx import Document as document
from docx.shared import RGBColor

from models.precedent import AgreedLanguage, ChangeKind, Precedent, Sameness, Use
from search.exports import docx
from search.exports.citing import footnote, of_use
from search.exports.footnotes import Footnotes
from search.naming import ACTIONS, SAMENESS, STRENGTHS, day, part, place
from search.web.pages.links import web

_ADDED, _REMOVED = RGBColor(0x1D, 0x6B, 0x3A), RGBColor(0x9C, 0x1C, 0x1C)
_HELD = "Among the texts that are held; an earlier use may lie in one that is not. Grades are a machine's reading."


def write(found: AgreedLanguage, stream: BinaryIO, made_on: date) -> None:
    made, notes = document(), Footnotes()
    docx.lay_out(made, "Agreed language", made_on)
    made.add_heading("Agreed language", level=0)
    made.add_paragraph(day(made_on), style="Small")
    made.add_paragraph(_HELD, style="Caveat")
    made.add_heading("The given text", level=1)
    made.add_paragraph(docx.printable(found.text), style="Quotation")
    if found.action is not None:
        made.add_paragraph(f"Action grade {found.action} of 5, {ACTIONS[found.action]}", style="Small")
    made.add_heading("Precedents, nearest first", level=1)
    if not found.precedents:
        made.add_paragraph("No adopted wording that is held comes near to it.")
    for one in found.precedents:
        _precedent(made, notes, one)
    notes.attach(made)
    made.save(stream)


def _precedent(made: Any, notes: Footnotes, one: Precedent) -> None:  # noqa: ANN401  # python-docx has no types for its contents
    made.add_heading(docx.printable(f"{place(one.jurisdiction)}, {one.symbol or one.title}"), level=2)
    alike = f"{SAMENESS[one.sameness]}; {100 * one.similarity:.0f} % of the words in order; action grade {one.action} of 5"
    made.add_paragraph(alike, style="Small")
    line = made.add_paragraph(style="Quotation")
    if one.sameness is Sameness.SUBSTANCE:
        docx.in_language(line.add_run(docx.printable(one.text)), one.language)
    else:
        _changed(line, one)
    _source(notes, line, next((use for use in one.uses if use.address == one.address), one.first_use))
    if one.stronger:
        reasons = "; ".join(f"{STRENGTHS[reason.kind].lower()}: {reason.said}" for reason in one.stronger)
        made.add_paragraph(docx.printable(f"Stronger than the given text: {reasons}"))
    for use in one.uses if len(one.uses) > 1 else ():
        line = made.add_paragraph(style="List Bullet")
        numbered = f", {part(use.role, use.number)}" if use.number else ""
        line.add_run(docx.printable(f"{day(use.adopted) if use.adopted else 'no date'}: {use.symbol or use.title}{numbered}"))
        _source(notes, line, use)


def _changed(line: Any, one: Precedent) -> None:  # noqa: ANN401
    """Beside the given text: what it lacks is underlined, what it has more is struck out."""
    for piece in one.diff:
        run = line.add_run(docx.printable(piece.text))
        docx.in_language(run, one.language)
        if piece.kind is ChangeKind.ADDED:
            run.font.underline, run.font.color.rgb = True, _ADDED
        elif piece.kind is ChangeKind.REMOVED:
            run.font.strike, run.font.color.rgb = True, _REMOVED


def _source(notes: Footnotes, line: Any, use: Use) -> None:  # noqa: ANN401
    where = web(use.url) or use.address
    adopted = f" Adopted {day(use.adopted)}." if use.adopted else ""
    notes.add(line, docx.printable(f"{footnote(of_use(use))}{adopted} {where}"))
