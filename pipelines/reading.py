"""From bytes to a document: sniff, gate, lay out, identify, and let the form cut the passages."""

from importlib import import_module
from pathlib import PurePath
from types import ModuleType

from models.document import Document, Form
from pipelines import identify, media, volumes
from pipelines.encoding import mended
from pipelines.footnotes import tied
from pipelines.formats import lawxml
from pipelines.forms import narrative, plan
from pipelines.layout import Layout, Unreadable
from pipelines.signs import body_of
from pipelines.votes import with_adoption
from search.exports import akn_back

_FORMS = {
    Form.RESOLUTION: "resolution",
    Form.DECISION: "resolution",
    Form.DRAFT: "resolution",
    Form.DECLARATION: "declaration",
    Form.CONVENTION: "convention",
    Form.DIRECTIVE: "directive",
    Form.STATUTE: "statute",
    Form.REPORT: "statute",
    Form.NARRATIVE: "narrative",
    Form.PLAN: "plan",
}
"""The module in pipelines/forms that reads each form: `read(layout, identity) -> Document`."""


def read(
    content: bytes,
    name: str,
    *,
    body: str | None = None,
    jurisdiction: str | None = None,
    form: Form | None = None,
    url: str | None = None,
) -> Document:
    """The document in the bytes, the first where they hold several. `name` is its path or URL; what is given goes first.

    Raises Unreadable (or Blocked, when the bytes are a gate in the document's place) with one sentence.
    """
    several = read_each(content, name, body=body, jurisdiction=jurisdiction, form=form, url=url)
    if len(several) == 1:
        return several[0]
    told = f"the first of {len(several)} texts in its file"
    return several[0].model_copy(update={"warnings": (*several[0].warnings, told)})


def read_each(
    content: bytes,
    name: str,
    *,
    body: str | None = None,
    jurisdiction: str | None = None,
    form: Form | None = None,
    url: str | None = None,
) -> tuple[Document, ...]:
    """Every document in the bytes, at least one: a volume of a session holds many texts. Otherwise as `read`."""
    try:
        return _read(content, identify.Given(name=name, body=body, jurisdiction=jurisdiction, form=form, url=url))
    except Unreadable as error:
        raise type(error)(f"{PurePath(name).name}: {error}") from error


def _read(content: bytes, given: identify.Given) -> tuple[Document, ...]:
    kind = media.sniff(content)
    if kind is media.Media.XML and akn_back.is_ours(content):
        return (_exported(content),)
    layout = laid_out(kind, content)
    parts = volumes.texts(layout)
    if len(parts) == 1:
        return (_document(kind, layout, content, given),)
    of_all = given.model_copy(update={"body": given.body or body_of(identify.opening_text(layout))})
    read: list[Document] = []
    faults: list[str] = []
    for part in parts:
        try:
            read.append(_document(kind, part, content, of_all))
        except Unreadable as error:
            faults.append(f"{part.blocks[0].text[:60]}: {error}")
    if not read:
        raise Unreadable(f"a volume of {len(parts)} texts, none of which could be read; the first: {faults[0]}")
    return (read[0].model_copy(update={"warnings": (*read[0].warnings, *faults)}), *read[1:])


def _document(kind: media.Media, layout: Layout, content: bytes, given: identify.Given) -> Document:
    given = given.model_copy(
        update={"form": given.form if given.form not in (None, Form.REPORT) else _context(layout) or given.form}
    )
    identity = identify.identify(layout, content, given)
    document: Document = _module("forms", _FORMS[identity.form]).read(layout, identity)
    if not document.passages:
        raise Unreadable(f"no passage of a {identity.form.value} was found in it")
    document = with_adoption(tied(document, layout), layout)
    return document.model_copy(update={"warnings": (*media.warnings(kind, given.name), *document.warnings)})


def _context(layout: Layout) -> Form | None:
    """The form of a text that stands beside law, where its headings or columns show it."""
    if narrative.is_narrative(layout):
        return Form.NARRATIVE
    return Form.PLAN if plan.is_plan(layout) else None


def _exported(content: bytes) -> Document:
    """A document that was exported here: it is what it was."""
    try:
        return akn_back.document(content, lawxml.parsed(content))
    except akn_back.NotOurs as error:
        raise Unreadable(str(error)) from error


def laid_out(kind: media.Media, content: bytes) -> Layout:
    """The blocks of the bytes, before any form. Raises Unreadable where there are none."""
    layout: Layout = _module("formats", kind.value).layout(content)
    if not any(block.text.strip() for block in layout.blocks):
        raise Unreadable("the file holds no text")
    return mended(layout) if kind in (media.Media.XML, media.Media.DOCX, media.Media.DOC) else layout


def _module(package: str, name: str) -> ModuleType:
    return import_module(f"pipelines.{package}.{name}")
