"""Long texts in windows that an embedding model takes whole: what stands behind its limit would otherwise be cut silently."""

from pathlib import Path
from typing import TYPE_CHECKING, Self

from tokenizers import Tokenizer

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

SURELY_WHOLE = 254
"""Characters of a text that fits any model of use here: a token has at least one, and two tokens mark beginning and end."""
_PACKAGED = 256  # tokens, as the packaged model's settings say
_MARKS = 2


class Windows:
    """Called with a text, gives its windows in order, which together hold all its words. `most`: tokens that the model takes."""

    def __init__(self, tokenizer: Tokenizer, most: int) -> None:
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        self._most = max(most - _MARKS, 1)

    @classmethod
    def of(cls, packaged: Path) -> Self:
        """Of the packaged model, without loading its weights."""
        return cls(Tokenizer.from_file(str(packaged / "tokenizer.json")), _PACKAGED)

    @classmethod
    def within(cls, model: "SentenceTransformer") -> Self:
        """Of a loaded model.

        Raises:
            ValueError: its tokenizer is not a fast one, which alone tells places in the text.
        """
        fast = getattr(model.tokenizer, "backend_tokenizer", None)
        if fast is None or model.max_seq_length is None:
            raise ValueError("the embedding model: expected one with a fast tokenizer and a greatest length")
        return cls(Tokenizer.from_str(fast.to_str()), model.max_seq_length)

    def __call__(self, text: str) -> list[str]:
        places = self._tokenizer.encode(text, add_special_tokens=False).offsets
        windows, at = [], 0
        while at < len(places):
            end = self._end(text, places, at)
            windows.append(text[places[at][0] : places[end - 1][1]])
            at = end
        return windows if len(windows) > 1 else [text]

    def _end(self, text: str, places: list[tuple[int, int]], at: int) -> int:
        """Of the window that begins at a token: as long as may be, without parting a word."""
        end = min(at + self._most, len(places))
        whole = end
        while at < whole < len(places) and text[places[whole][0] - 1].isalnum() and text[places[whole][0]].isalnum():
            whole -= 1
        return whole if whole > at else end
