"""What a passage that stands alone is about: without title or document, its own words must say it.

"Provide shelter and compensation to victims" assumes victims of trafficking where it is given alone to an analysis of texts on
trafficking; "victims of terrorism" does not. Read so only where somebody gives lines without a title, never in documents.
"""

from functools import cache

from extractors.matching import Matcher, words
from models.reference import alone


@cache
def _matcher(language: str) -> Matcher:
    return Matcher({label: by_language.get(language, ()) for label, by_language in alone().items()})


def about_trafficking(text: str, language: str) -> bool:
    """Whether a text names trafficking, its victims or exploitation, and no other crime, war or disaster."""
    found = {f.label for f in _matcher(language).find(words(text))}
    return "assumes" in found and "other" not in found
