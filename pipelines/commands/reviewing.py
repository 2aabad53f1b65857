"""`review`: a draft resolution beside what was adopted, or a bill beside the Protocol."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from models.document import Document, Form, Passage
from models.signal import Extract
from pipelines import tables
from pipelines.commands.comparing import of_documents
from pipelines.commands.console import DONE, PARTLY, out, progress, stop, write_json
from pipelines.commands.reading import Body, FormOption, Jurisdiction, documents
from pipelines.progress import told


def review(
    draft: Annotated[Path, typer.Argument(help="A draft, in any format that `palermo read` reads.")],
    body: Body = None,
    jurisdiction: Jurisdiction = None,
    form: FormOption = None,
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """A draft resolution: how firmly each paragraph asks, precedents, stronger wordings, what is left out. Nothing of it is kept.

    A bill is read against the Protocol instead, as `palermo gaps --files` does. Example: palermo review draft.docx
    """
    faults: list[str] = []
    read = list(documents([draft], faults, body=body, jurisdiction=jurisdiction, form=form))
    if len(read) != 1:
        stop(f"{draft}: expected one file with a draft" if not faults else "nothing was reviewed", PARTLY)
    if read[0].form is Form.STATUTE:
        report = of_documents(read, read[0].jurisdiction, drafts=True)
        write_json(report) if json else out.print(tables.gaps(report))
        raise typer.Exit(DONE)
    _reviewed(read[0], json)


def _reviewed(document: Document, json: bool) -> None:
    from pipelines.stages import bench, said_of
    from search.index.indexing import open_index
    from search.wordings.review import review as beside

    def telling(pairs: Iterable[tuple[Passage, Extract]]) -> Iterable[tuple[Passage, Extract]]:
        return told("paragraphs", list(pairs))

    with progress(), bench() as desk:
        extracts = said_of(document, None)
        try:
            found = beside(
                document, extracts, catalogue=desk.catalogue, index=open_index(desk.store), embed=desk.embed, told=telling
            )
        except ValueError as error:
            stop(str(error), PARTLY)
    if json:
        write_json(found)
    else:
        out.print(tables.review(found))
    raise typer.Exit(DONE)
