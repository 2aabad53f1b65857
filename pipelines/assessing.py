"""What is brought to the pages and belongs to no catalogue: a pasted wording, a draft. Read and extracted, nothing kept."""

from collections.abc import Sequence

from models.document import Document, Passage, Role
from models.signal import Extract


def assess(text: str) -> Extract:
    """What the extractors say of a wording, as of an operative paragraph, without meaning.

    Provisions are looked for where its own words name the subject.
    """
    from extractors.extract import extract  # spaCy takes a second to import, which most answers can do without
    from pipelines.languages import unless_sure

    language = unless_sure(text)
    passage = Passage(
        address=f"un/pasted@{language}#op_1", role=Role.OPERATIVE, text=text, language=language, start=0, end=len(text)
    )
    return extract([passage], title="", embed=None, alone=True)[0].model_copy(update={"address": None})


def draft(content: bytes, name: str) -> tuple[Document, Sequence[Extract]]:
    """A draft as read and extracted.

    Raises:
        ValueError: the bytes are no document that can be read; the sentence says why.
    """
    from pipelines.layout import Unreadable
    from pipelines.reading import read
    from pipelines.stages import said_of

    try:
        document = read(content, name)
    except Unreadable as error:
        raise ValueError(str(error)) from error
    return document, said_of(document, None)
