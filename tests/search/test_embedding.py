"""Engines of the embedding model: which is taken, and that the fast one's vectors are the model's."""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from search import compiled
from search.catalogue import Catalogue
from search.embedding import Embedder, packaged_model
from search.settings import Settings
from search.windows import SURELY_WHOLE, Windows

needs_openvino = pytest.mark.skipif(find_spec("openvino") is None, reason="the extra palermo[openvino] is not installed")
TEXTS = (
    "Asylum is open to whoever was sold.",
    "Interpreters sit in on every interview, and what was said there is kept from the employer.",
    "Tuna.",
    "The register of recruitment agencies lists fees, owners and complaints. " * 40,  # more than the model takes
)


@needs_openvino
def test_openvino_gives_the_vectors_of_the_model(catalogue: Catalogue) -> None:
    fast = Embedder(catalogue, engine="openvino", batch=3)(TEXTS)
    plain = Embedder(engine="torch")(TEXTS)
    assert fast.dtype == np.float32
    assert (fast * plain).sum(axis=1).min() >= compiled.FAITHFUL
    np.testing.assert_allclose(np.linalg.norm(fast, axis=1), 1, atol=1e-5)
    np.testing.assert_array_equal(Embedder(catalogue, engine="torch")(TEXTS), fast)  # one cache


@needs_openvino
def test_vectors_that_are_not_the_models_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(compiled, "FAITHFUL", 1.1)
    with pytest.raises(ValueError, match=r"expected a cosine of 1\.1 or more, found 0\.99"):
        Embedder(engine="openvino")(TEXTS[:1])
    assert Embedder(engine="auto")(TEXTS[:1]).shape == (1, 384)


@pytest.mark.skipif(find_spec("openvino") is not None, reason="OpenVINO is installed")
def test_openvino_that_is_missing_is_told() -> None:
    with pytest.raises(ValueError, match=r"expected the extra palermo\[openvino\]"):
        Embedder(engine="openvino")(TEXTS[:1])


@pytest.mark.parametrize(
    ("cpuinfo", "expected"),
    [
        ("flags\t\t: fpu avx2 avx512f avx512_bf16\n", True),
        ("flags\t\t: fpu avx2 amx_bf16 amx_tile\n", True),
        ("model name\t: avx512_bf16\nflags\t\t: fpu avx2 avx512f\n", False),
        (None, False),
    ],
)
def test_auto_goes_by_the_flags_of_the_cpu(cpuinfo: str | None, expected: bool, tmp_path: Path) -> None:
    file = tmp_path / "cpuinfo"
    if cpuinfo is not None:
        file.write_text(cpuinfo, encoding="utf-8")
    assert compiled.suited(file) is (expected and find_spec("openvino") is not None)


def test_the_engine_is_set_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings(_env_file=None).embedder == "torch"
    monkeypatch.setenv("PALERMO_EMBEDDER", "onnx")
    with pytest.raises(ValueError, match="'torch', 'openvino' or 'auto'"):
        Embedder()(TEXTS[:1])


def test_windows_hold_every_word_of_a_long_text() -> None:
    cut = Windows.of(packaged_model())
    windows = cut(TEXTS[3])
    assert len(windows) > 1
    assert " ".join(windows).split() == TEXTS[3].split()
    assert cut("x" * SURELY_WHOLE) == ["x" * SURELY_WHOLE]
    assert cut("") == [""]


def test_the_end_of_a_long_text_counts(embed_plain: Embedder) -> None:
    end = "Children who were sold are given a guardian within one day."
    long, other, asked = embed_plain([TEXTS[3] + end * 5, TEXTS[3], end])
    np.testing.assert_allclose(np.linalg.norm(long), 1, atol=1e-5)
    assert long @ asked > other @ asked + 0.1


@pytest.fixture(scope="module")
def embed_plain() -> Embedder:
    return Embedder(engine="torch")
