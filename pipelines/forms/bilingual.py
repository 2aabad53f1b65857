"""A print that holds the same text in several languages: one of them is read, the others are reported."""

from collections import Counter
from collections.abc import Sequence

from pipelines import languages
from pipelines.layout import Block, Layout, Style

_SHARE = 0.15
"""Of the long blocks: a language below it is a quotation or a mistake of the identifier, not a version of the text."""
_LONG = 60
_REMARK = 25
"""Characters of a line whose language can be told."""
_WINDOW = 2
"""Long blocks on each side that outvote one whose language looks different."""
_PREFERRED = ("en", "fr", "es")


def one_language(layout: Layout) -> Layout:
    """The layout without the blocks of the other languages; the layout itself when there is only one."""
    found = [languages.of_text(block.text) if len(block.text) >= _LONG else None for block in layout.blocks]
    counts = Counter(language for language in found if language)
    total = sum(counts.values())
    versions = {language for language, count in counts.items() if count > max(2, _SHARE * total)}
    if not versions:
        return layout
    chosen = next((language for language in _PREFERRED if language in versions), max(versions, key=lambda lang: counts[lang]))
    if len(versions) > 1:
        per_block = _spread(layout.blocks, _smooth(found, versions), versions)
    else:
        per_block = _without_remarks(layout.blocks, chosen)
    kept = tuple(block for block, language in zip(layout.blocks, per_block, strict=True) if language == chosen)
    others = Counter(language for language in per_block if language != chosen)
    if not others:
        return layout
    report = ", ".join(f"{language} ({count} blocks)" for language, count in sorted(others.items()))
    warning = f"several languages in one file: {chosen} was read, left out: {report}"
    return layout.model_copy(update={"blocks": kept, "warnings": (*layout.warnings, warning)})


def _without_remarks(blocks: Sequence[Block], chosen: str) -> list[str]:
    """A publisher's title and remarks in its own language around a text in one other are left out."""
    own = [languages.sure(block.text) if len(block.text) > _REMARK else None for block in blocks]
    opening = next((o for block, o in zip(blocks[:3], own[:3], strict=True) if block.style is Style.HEADING), None)
    foreign = opening if opening != chosen else None
    return [language if foreign and language == foreign else chosen for language in own]


def _smooth(found: Sequence[str | None], versions: set[str]) -> list[str | None]:
    """Each long block's language as its neighbours and itself vote, among the versions."""
    long = [(index, language) for index, language in enumerate(found) if language]
    smoothed: list[str | None] = [None] * len(found)
    for place, (index, own) in enumerate(long):
        near = [language for _, language in long[max(0, place - _WINDOW) : place + _WINDOW + 1] if language in versions]
        votes = Counter(near)
        smoothed[index] = own if own in versions and votes[own] > 1 else votes.most_common(1)[0][0] if votes else None
    return smoothed


def _spread(blocks: Sequence[Block], found: Sequence[str | None], versions: set[str]) -> list[str]:
    """A language for every block: short ones take that of the next long one (headings), list items that of the last."""
    result: list[str] = []
    last = next((language for language in found if language), min(versions))
    for index, (block, language) in enumerate(zip(blocks, found, strict=True)):
        if language is None:
            following = next((later for later in found[index + 1 :] if later), last)
            own = languages.of_text(block.text, among=versions) if block.style is Style.HEADING and len(block.text) > 25 else None
            language = own or (following if block.style is Style.HEADING or following == last else last)
        result.append(language)
        last = language
    return result
