"""`export`: documents as files for other systems."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.document import Document
from pipelines.commands.console import DONE, PARTLY, complain, stop
from pipelines.commands.reading import documents as read_documents
from search.exports.documents import DocumentLayout, file_name, write

if TYPE_CHECKING:
    from search.catalogue import Catalogue


def export(
    what: Annotated[
        list[str] | None, typer.Argument(help="Documents, works or symbols held, or files; none: all held.", show_default=False)
    ] = None,
    layout: Annotated[DocumentLayout, typer.Option("--format", help="Akoma Ntoso, JSON-LD or the record.")] = DocumentLayout.AKN,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Folder for the files; without one, one document to standard output.")
    ] = None,
    body: Annotated[str | None, typer.Option(help="Of those held, only an organisation's.")] = None,
    jurisdiction: Annotated[str | None, typer.Option(help="Of those held, only a jurisdiction's.")] = None,
) -> None:
    """Write documents in full, with addresses and notes. Example: palermo export un/A/RES/78/228 --format akn"""
    faults: list[str] = []
    found = _chosen(what or [], faults, body, jurisdiction)
    if output is None:
        _to_standard_output(found, layout)
    else:
        output.mkdir(parents=True, exist_ok=True)
        for document in found:
            _to_file(document, layout, output)
    raise typer.Exit(PARTLY if faults else DONE)


def _to_standard_output(found: Iterator[Document], layout: DocumentLayout) -> None:
    document = next(found, None)
    if document is None:
        raise typer.Exit(PARTLY)
    if next(found, None) is not None:
        stop("several documents: give --output FOLDER for their files")
    sys.stdout.flush()
    write(document, layout, sys.stdout.buffer)
    sys.stdout.buffer.flush()


def _to_file(document: Document, layout: DocumentLayout, folder: Path) -> None:
    """Written whole or not at all."""
    target = folder / file_name(document, layout)
    partial = target.with_name(f"{target.name}.partial")
    try:
        with partial.open("wb") as stream:
            write(document, layout, stream)
        partial.replace(target)
    except OSError as error:
        stop(f"--output {target}: {error.strerror}", PARTLY)
    finally:
        partial.unlink(missing_ok=True)


def _chosen(what: Sequence[str], faults: list[str], body: str | None, jurisdiction: str | None) -> Iterator[Document]:
    """The files among the names, then the documents held; a name that is neither is complained of."""
    from search.catalogue import Catalogue
    from search.settings import Settings

    files = [Path(name) for name in what if Path(name).exists()]
    yield from read_documents(files, faults)
    names = [name for name in what if not Path(name).exists()]
    if what and not names:
        return
    with Catalogue.of(Settings()) as catalogue:
        for entry in _held(catalogue, names, faults, body, jurisdiction):
            yield catalogue.load(entry)[0]


def _held(
    catalogue: "Catalogue", names: Sequence[str], faults: list[str], body: str | None, jurisdiction: str | None
) -> Iterator[str]:
    entries = catalogue.entries(body=body, jurisdiction=jurisdiction)
    if not names:
        yield from (entry.id for entry in entries)
    for name in names:
        found = [entry.id for entry in entries if name in (entry.id, entry.work, entry.symbol)]
        if not found:
            faults.append(f"{name}: no such file, and no document, work or symbol held")
            complain(faults[-1])
        yield from found
