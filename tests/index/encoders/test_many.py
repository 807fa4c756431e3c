"""Many texts are encoded in bfloat16 where that was measured to be faster and as good, and nowhere else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
from real_sentences import real_sentences

from index.encoders import many
from index.encoders.bfloat16 import TorchGraph
from index.encoders.many import LEAST_COSINE, LEAST_GAIN, MANY, MEAN_COSINE, Trial, encoder_of_many, try_out
from index.encoders.onnx import OnnxEncoder
from index.models import find_model

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.encoders.base import Encoder
    from index.models import Model

CPUINFO = "processor : 0\nmodel name : Some CPU\nflags : sse2 {}\n"


@pytest.fixture(scope="module")
def model(model_cache: Path) -> Model:
    """Return the packaged model."""
    return find_model(None, model_cache)


@pytest.fixture
def processor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the processor be one that multiplies in bfloat16."""
    monkeypatch.setattr(many, "_processor", lambda: "0123456789abcdef")


def trials(monkeypatch: pytest.MonkeyPatch, *found: Trial) -> list[Trial]:
    """Let trials come to these, and return those that are left."""
    left = list(found)
    monkeypatch.setattr(many, "try_out", lambda *_: left.pop(0))
    return left


class TestBfloat16:
    """The model in bfloat16."""

    def test_it_gives_nearly_the_same_vectors(self, encoder: Encoder, model: Model) -> None:
        """The cosine to the exported graph's is above 0.9999 on average and above 0.999 always, and the length is 1."""
        assert isinstance(encoder, OnnxEncoder)
        quick = encoder.run_by(TorchGraph(model, encoder.pooling), 256)
        texts = ["", "No.", *real_sentences(150), "A long one. " * 400]
        vectors = quick.encode_documents(texts)
        cosines = (vectors * encoder.encode_documents(texts)).sum(axis=1)
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
        assert np.mean(cosines) >= MEAN_COSINE
        assert cosines.min() >= LEAST_COSINE
        assert cosines.min() < 1 - 1e-6, "it was not in bfloat16"


class TestChoice:
    """Which of the two encodes many texts."""

    def test_few_texts_are_left_to_the_encoder(self, encoder: Encoder, model: Model, tmp_path: Path) -> None:
        """Loading torch would take longer than it saves."""
        assert encoder_of_many(encoder, model, tmp_path, ["One."], MANY - 1) is encoder

    def test_other_processors_are_not_tried(
        self, encoder: Encoder, model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """And no other encoder than the exported graph."""
        monkeypatch.setattr(many, "_processor", lambda: None)
        assert encoder_of_many(encoder, model, tmp_path, ["One."], MANY) is encoder

    @pytest.mark.usefixtures("processor")
    def test_what_serves_is_used_and_kept(
        self, encoder: Encoder, model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It is measured once, and the next time used without being measured."""
        (tmp_path / "models").mkdir()
        left = trials(monkeypatch, Trial(1.5, 0.99995, 0.9998))
        for _ in range(2):
            quick = encoder_of_many(encoder, model, tmp_path, ["One."], MANY)
            assert isinstance(quick, OnnxEncoder)
            assert quick is not encoder
            assert quick.digest == encoder.digest
        assert not left
        (kept,) = (tmp_path / "models").iterdir()
        assert json.loads(kept.read_text()) == {"gain": 1.5, "cosine": 0.99995, "least": 0.9998}

    @pytest.mark.usefixtures("processor")
    @pytest.mark.parametrize(
        "trial",
        [Trial(LEAST_GAIN - 0.01, 1.0, 1.0), Trial(3.0, MEAN_COSINE - 1e-5, 1.0), Trial(3.0, 1.0, LEAST_COSINE - 1e-5)],
    )
    def test_what_does_not_serve_is_not_tried_again(
        self, encoder: Encoder, model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trial: Trial
    ) -> None:
        """Too little gain, or vectors that differ too much."""
        (tmp_path / "models").mkdir()
        left = trials(monkeypatch, trial)
        assert encoder_of_many(encoder, model, tmp_path, ["One."], MANY) is encoder
        monkeypatch.setattr(many, "_in_bfloat16", lambda *_: pytest.fail("torch was loaded for nothing"))
        assert encoder_of_many(encoder, model, tmp_path, ["One."], MANY) is encoder
        assert not left

    @pytest.mark.usefixtures("processor")
    def test_a_cache_that_cannot_be_written_is_no_error(
        self, encoder: Encoder, model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It is measured each time then."""
        left = trials(monkeypatch, Trial(1.5, 1.0, 1.0), Trial(1.5, 1.0, 1.0))
        for _ in range(2):
            assert encoder_of_many(encoder, model, tmp_path / "none", ["One."], MANY) is not encoder
        assert not left


class Slow:
    """An encoder that turns its vectors by an angle."""

    def __init__(self, angle: float) -> None:
        """Take the angle."""
        self._row = np.array([np.cos(angle), np.sin(angle)], np.float32)

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return as many rows."""
        sum(range(100_000))  # it takes the processor some time
        return np.tile(self._row, (len(texts), 1))


def test_a_trial_tells_cosines() -> None:
    """Of the vectors of both, on average and the least."""
    trial = try_out(Slow(0.0), Slow(0.1), ["a", "b"])  # type: ignore[arg-type] # all that a trial asks of an encoder
    assert trial.cosine == trial.least == pytest.approx(np.cos(0.1))
    assert trial.gain > 0


@pytest.mark.parametrize(
    ("text", "can"),
    [
        (CPUINFO.format("avx512_bf16"), True),
        (CPUINFO.format("amx_bf16"), True),
        (CPUINFO.format("avx2"), False),
        ("", False),
    ],
)
def test_a_processor_is_known_by_its_flags(tmp_path: Path, text: str, can: bool) -> None:
    """Linux names what it can; where that is not told nothing is tried."""
    told = tmp_path / "cpuinfo"
    told.write_text(text)
    assert (many._processor(told) is not None) is can
    assert many._processor(tmp_path / "none") is None
