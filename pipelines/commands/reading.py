"""`read`, `extract`, `label`: from files or lines to what is in them, nothing stored."""

import json as json_lines
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from pydantic import ValidationError

from models.base import LanguageCode, NonEmpty, Record
from models.document import Document, Form, Passage, Role
from models.signal import Extract
from pipelines import tables
from pipelines.commands.console import DONE, PARTLY, complain, named, out, stop, write_json

if TYPE_CHECKING:
    from search.embedding import Embedder

Files = Annotated[list[Path], typer.Argument(help="Files, or folders to walk.", show_default=False)]
Body = Annotated[str | None, typer.Option(help="Organisation that adopted them (un, ilo, osce, oas, eu, rcm).")]
Jurisdiction = Annotated[str | None, typer.Option(help="Country by ISO 3166-1 alpha-3 code, or a body's id.")]
FormOption = Annotated[Form | None, typer.Option(help="Shape of the text, where its words do not tell.")]
Json = Annotated[bool, typer.Option("--json", help="JSON instead of tables; one line a document.")]

_BATCH = 64  # lines of `label` that are embedded together


def read(files: Files, body: Body = None, jurisdiction: Jurisdiction = None, form: FormOption = None, json: Json = False) -> None:
    """Read documents: addressed passages, footnotes, warnings. Example: palermo read A_RES_78_228.pdf --json"""
    faults: list[str] = []
    for document in documents(files, faults, body=body, jurisdiction=jurisdiction, form=form):
        if json:
            write_json(document)
        else:
            out.print(tables.document(document))
    raise typer.Exit(PARTLY if faults else DONE)


def extract(
    files: Files, body: Body = None, jurisdiction: Jurisdiction = None, form: FormOption = None, json: Json = False
) -> None:
    """Read documents and say what their passages hold, with quotations. Example: palermo extract act.html --jurisdiction IRL"""
    from pipelines.stages import said_of
    from search.embedding import Embedder

    faults: list[str] = []
    embed = Embedder(Memory())
    for document in documents(files, faults, body=body, jurisdiction=jurisdiction, form=form):
        extracts = said_of(document, embed)
        if json:
            write_json(with_extracts(document, extracts))
        else:
            out.print(tables.extracts(document, extracts))
    raise typer.Exit(PARTLY if faults else DONE)


def documents(
    files: Sequence[Path],
    faults: list[str],
    *,
    body: str | None = None,
    jurisdiction: str | None = None,
    form: Form | None = None,
) -> Iterator[Document]:
    """Every file as a document. What cannot be read is complained of and added to `faults`; the others go on."""
    from pipelines import reading
    from pipelines.layout import Unreadable
    from pipelines.media import MAX_BYTES
    from pipelines.sources import folder

    given = {"body": body, "jurisdiction": code(jurisdiction) if jurisdiction else None, "form": form}
    for path in files:
        if not path.exists():
            stop(f"{path}: no such file or folder")
        for file in folder.files(path):
            try:
                if file.stat().st_size > MAX_BYTES:
                    raise Unreadable(f"{file}: more than the {MAX_BYTES // 10**6} MB a document may have")
                yield from reading.read_each(file.read_bytes(), str(file), **given)  # type: ignore[arg-type]
            except (Unreadable, OSError) as error:
                faults.append(named(str(file), str(error)))
                complain(faults[-1])


def code(jurisdiction: str) -> str:
    """The code of a jurisdiction that a user named: a code, a body's id or a country's name in any language we know."""
    from models.countries import country
    from models.reference import bodies

    wanted = jurisdiction.strip()
    if wanted.lower() in bodies():
        return wanted.lower()
    found = country(wanted)
    if found is None:
        stop(f"{jurisdiction}: no such jurisdiction; expected a country's name or ISO 3166-1 alpha-3 code, or a body's id")
    return found


def with_extracts(document: Document, extracts: Sequence[Extract]) -> dict[str, Any]:
    """The document as JSON, each passage with what the extractors say of it."""
    written = document.model_dump(mode="json")
    for passage, said in zip(written["passages"], extracts, strict=True):
        passage.update(said.model_dump(mode="json", exclude={"address"}))
    return written


class Line(Record):
    """A line of `label`'s input."""

    text: NonEmpty
    language: LanguageCode | None = None
    """None: as its words read, English where that is not certain."""
    role: Role = Role.OPERATIVE
    title: str = ""


def label(json: Annotated[bool, typer.Option("--json", help="JSON lines, which is what comes anyway.")] = True) -> None:
    """Say of JSON lines {text, language?, role?, title?} what `extract` says of a passage.

    A line without a title that names victims, exploitation or trafficking, and no other crime, is read as about trafficking.

    Example: palermo label < lines.jsonl
    """
    from search.embedding import Embedder

    status = DONE
    embed = Embedder(Memory())
    lines = (line for line in sys.stdin if line.strip())
    number = 0
    while batch := list(islice(lines, _BATCH)):
        read_lines = [_line(text, number + at) for at, text in enumerate(batch, start=1)]
        number += len(batch)
        said = _label([line for line in read_lines if isinstance(line, Line)], embed)
        for line in read_lines:
            if isinstance(line, str):
                complain(line)
                write_json({"error": line})
                status = PARTLY
            else:
                write_json(next(said).model_dump(mode="json", exclude={"address"}))
    raise typer.Exit(status)


def _line(text: str, number: int) -> Line | str:
    """The line, or one sentence on what is wrong with it."""
    try:
        return Line.model_validate(json_lines.loads(text), strict=False)
    except json_lines.JSONDecodeError as error:
        return f"line {number}: not JSON: {error.msg}"
    except ValidationError as error:
        first = error.errors()[0]
        return f"line {number}: {'.'.join(str(part) for part in first['loc']) or 'value'}: {first['msg']}"


def _label(lines: Sequence[Line], embed: "Embedder") -> Iterator[Extract]:
    """One extract a line, in order. Lines are embedded together, and each is judged by itself, whatever stands beside it."""
    from extractors.extract import extract as said_of_passages

    passages = [_passage(line) for line in lines]
    embed([passage.meaning for passage in passages])
    for passage, line in zip(passages, lines, strict=True):
        yield said_of_passages([passage], title=line.title, embed=embed, alone=True)[0]


def _passage(line: Line) -> Passage:
    from pipelines.languages import unless_sure

    language = line.language or unless_sure(line.text)
    address = f"line/text@{language}#op_1"
    return Passage(address=address, role=line.role, text=line.text, language=language, start=0, end=len(line.text))


class Memory:
    """Vectors kept while a command runs."""

    def __init__(self) -> None:
        self._kept: dict[bytes, bytes] = {}

    def vectors(self, model: str, digests: Sequence[bytes]) -> dict[bytes, bytes]:
        return {digest: self._kept[digest] for digest in digests if digest in self._kept}

    def keep_vectors(self, model: str, vectors: Mapping[bytes, bytes]) -> None:
        self._kept.update(vectors)
