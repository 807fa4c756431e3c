"""What the exporter does for an encoder: describe it, trace it, compare its graph with the model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from index.encoders.describe import NotExportableError, describe_model
from index.encoders.exported import TOKENIZER, Exported
from index.encoders.onnx import OnnxEncoder
from index.encoders.tokens import Tokenizer
from index.encoders.trace import trace_model
from index.encoders.windows import cut_windows

if TYPE_CHECKING:
    from pathlib import Path

# The exported graph must agree with sentence-transformers to this cosine.
LEAST_COSINE = 0.9999


class EncoderGraph:
    """The graph of a `SentenceTransformer` (see `index.encoders.export.Exportable`)."""

    def __init__(self, model: Any) -> None:  # noqa: ANN401 - sentence_transformers may not be imported here
        """Describe a model.

        Raises:
            NotExportableError: it is of a kind that the exporter can't do.
        """
        self.settings = describe_model(model)
        self._model = model

    def trace(self, path: Path) -> None:
        """Write the plain graph."""
        trace_model(self._model, self.settings, path)

    def check(self, folder: Path) -> None:
        """Compare the stored graph with sentence-transformers on texts of several lengths, run as they will be.

        Raises:
            NotExportableError: they disagree.
        """
        encoder = OnnxEncoder(folder, self.settings, "", "")
        texts = _sample_texts(self.settings, folder)
        model = self._model
        documents = np.sum(_unit(model.encode_document(texts)) * encoder.encode_documents(texts), axis=1)
        questions = [float(_unit(model.encode_query([text]))[0] @ encoder.encode_question(text)) for text in texts[:3]]
        worst = min(*documents.tolist(), *questions)
        if not worst > LEAST_COSINE:  # so that a NaN fails too
            raise NotExportableError(f"its exported graph disagrees with it (cosine {worst:.5f})")

    def refine(self, fused: Path, work: Path, folder: Path) -> None:
        """Leave the stored graph as it is: vectors are compared by their third digit."""


def _sample_texts(exported: Exported, target: Path) -> list[str]:
    """Return texts of several lengths, cut to what the model reads at once."""
    repeated = "The two sides agreed to share information and to open their markets. "
    texts = [
        "Yes.",
        "What did the two leaders agree on?",
        "In May 2022 the Foreign Minister met her counterpart (the 3rd time) in Zürich; no text was signed.",
        repeated * (min(exported.max_tokens, 512) // 12),
    ]
    tokenizer = Tokenizer(target / TOKENIZER, exported.max_tokens)
    prompt = max(exported.document_prompt, exported.question_prompt, key=len)
    first = [cut_windows(text, exported.max_tokens, lambda part: tokenizer.count(prompt + part))[0] for text in texts]
    return [text[span.start : span.end] for text, span in zip(texts, first, strict=True)]


def _unit(vectors: Any) -> Any:  # noqa: ANN401 - arrays of a library without types
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
