"""The language of a text and of its blocks."""

from collections.abc import Collection
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from pipelines.layout import Layout

_ALPHA3 = {
    "eng": "en",
    "fra": "fr",
    "fre": "fr",
    "spa": "es",
    "deu": "de",
    "ger": "de",
    "por": "pt",
    "ita": "it",
    "nld": "nl",
    "ron": "ro",
}
_SURE = 0.85
_TELLING = 6  # words of a line from which its language is told
_SAMPLE = 6000  # characters: more does not change the answer


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect(layout: Layout) -> str:
    """ISO 639-1 code of the text: as the file says, else as its longest paragraphs read; `und` without letters."""
    stated = layout.facts.get("language", "").lower()[:3]
    if stated in _ALPHA3 or (len(stated) == 2 and stated.isalpha()):
        return _ALPHA3.get(stated, stated)
    longest = sorted((block.text for block in layout.blocks[:400]), key=len, reverse=True)[:40]
    return of_text(" ".join(longest)[:_SAMPLE])


def sure(text: str) -> str | None:
    """The language of the words where there is hardly a doubt about it."""
    if not any(character.isalpha() for character in text):
        return None
    language, probability = _identifier().classify(text)
    return str(language) if probability > _SURE else None


def unless_sure(text: str, otherwise: str = "en") -> str:
    """The language of a line that nobody named: the usual one unless its words leave hardly a doubt, which a few words do not."""
    return (sure(text) if len(text.split()) >= _TELLING else None) or otherwise


def of_text(text: str, among: Collection[str] = ()) -> str:
    """The most likely language of the words, of those in `among` where given; `und` when there are no letters."""
    if not any(character.isalpha() for character in text):
        return "und"
    ranked = _identifier().rank(text)
    return next(str(language) for language, _ in ranked if not among or language in among)
