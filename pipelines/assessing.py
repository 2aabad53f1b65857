"""One text that belongs to no document, read as an operative paragraph would be: for whoever pastes a wording."""

from models.document import Passage, Role
from models.signal import Extract


def assess(text: str) -> Extract:
    """What the extractors say of it, without meaning. Provisions are looked for where its own words name the subject."""
    from extractors.extract import extract  # spaCy takes a second to import, which most answers can do without
    from pipelines.languages import unless_sure

    language = unless_sure(text)
    passage = Passage(
        address=f"un/pasted@{language}#op_1", role=Role.OPERATIVE, text=text, language=language, start=0, end=len(text)
    )
    return extract([passage], title="", embed=None, alone=True)[0].model_copy(update={"address": None})
