"""An embedding model compiled by OpenVINO for this CPU, proved at every start: its vectors are the model's."""

import sys
import warnings
from collections.abc import Sequence
from importlib.util import find_spec
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from openvino import CompiledModel, InferRequest
    from sentence_transformers import SentenceTransformer

FAITHFUL = 0.9999
"""Least cosine between a vector and the one that PyTorch makes of the same text in float32."""
_BFLOAT16 = frozenset({"avx512_bf16", "amx_bf16"})
_SENTENCES = (
    "Shelter is paid for by the State.",
    "Whoever holds another person's passport in order to keep that person at work shall be punished.",
    "A residence permit of six months is granted on request; it does not depend on a statement to the police and may be renewed.",
    "The ministries of labour, of the interior and of health each name one officer, who reports twice a year on inspections of "
    "farms, boats and private homes, on the interpreters who took part, and on what became of every person found there.",
    "Flats, boats and bank accounts bought with what the exploitation brought in are confiscated.",
)
"""Short to long, so that the proof pads; the fifth is a batch of its own."""


def suited(cpuinfo: Path = Path("/proc/cpuinfo")) -> bool:
    """Whether OpenVINO is installed and the CPU multiplies bfloat16 itself, where compiling pays most.

    False where the system lists no flags in `cpuinfo`, that is elsewhere than on Linux.
    """
    if find_spec("openvino") is None or not cpuinfo.exists():
        return False
    with cpuinfo.open(encoding="utf-8", errors="replace") as lines:
        return any(not _BFLOAT16.isdisjoint(line.split()) for line in lines if line.startswith("flags"))


class Compiled:
    """Called with texts, gives a unit vector for each: float32, (texts, dimensions). Texts sorted by length are padded least.

    Only the transformer is compiled; pooling and what follows are the model's own modules. Several threads may call it.

    Args:
        model: a loaded SentenceTransformer.
        batch: texts at once.

    Raises:
        ValueError: OpenVINO is not installed, cannot take this model, or a vector is not faithful on this CPU.
    """

    def __init__(self, model: "SentenceTransformer", batch: int = 16) -> None:
        if find_spec("openvino") is None:
            raise ValueError("OpenVINO is not installed: expected the extra palermo[openvino], or PALERMO_EMBEDDER=torch")
        self._model = model
        self._batch = batch
        self._compiled = _compiled(model)
        self.cosine = self._least_cosine()
        """The least of the proof."""
        if not self.cosine >= FAITHFUL:
            raise ValueError(
                f"OpenVINO's vectors are not those of the model on this CPU: expected a cosine of {FAITHFUL} or more, "
                f"found {self.cosine:.5f}; set PALERMO_EMBEDDER=torch"
            )

    def __call__(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        request = self._compiled.create_infer_request()  # one a call: a request serves one thread
        batches = [list(texts[at : at + self._batch]) for at in range(0, len(texts), self._batch)]
        return np.concatenate([self._pooled(request, some) for some in batches])

    def _pooled(self, request: "InferRequest", texts: list[str]) -> npt.NDArray[np.float32]:
        from torch import from_numpy

        features = self._model.preprocess(texts)
        states = request.infer({port.any_name: features[port.any_name].numpy() for port in self._compiled.inputs})[0]
        features["token_embeddings"] = from_numpy(states)
        for module in list(self._model)[1:]:
            features = module(features)
        vectors = features["sentence_embedding"].numpy().astype(np.float32)
        unit: npt.NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit

    def _least_cosine(self) -> float:
        expected = self._model.encode(list(_SENTENCES), normalize_embeddings=True, show_progress_bar=False)
        found = np.concatenate([self(_SENTENCES[:-1]), self(_SENTENCES[-1:])])
        return float((found * expected).sum(axis=1).min())


def _compiled(model: "SentenceTransformer") -> "CompiledModel":
    """The model's transformer for this CPU, in the precision that OpenVINO prefers on it; batch and length stay free."""
    # At import and at every conversion OpenVINO reports to its maker. Without this package it does not.
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    import openvino
    import torch

    transformer = getattr(model[0], "auto_model", None)
    if transformer is None:
        raise ValueError(f"OpenVINO: expected a model that begins with a transformer, found {type(model[0]).__name__}")
    taken = signature(transformer.forward).parameters
    features = {name: value for name, value in model.preprocess(list(_SENTENCES[:2])).items() if name in taken}
    try:
        with warnings.catch_warnings(), torch.inference_mode():
            warnings.simplefilter("ignore", torch.jit.TracerWarning)  # branches on the length of a cache that an encoder lacks
            return openvino.Core().compile_model(openvino.convert_model(transformer, example_input=features), "CPU")
    except RuntimeError as error:
        raise ValueError(f"OpenVINO cannot compile this model: {str(error).splitlines()[0]}") from error
