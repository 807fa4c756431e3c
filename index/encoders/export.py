"""Export a Sentence Transformers model to a folder that `OnnxEncoder` runs; a program of its own.

    python -m index.encoders.export FOLDER OUT

It runs as a child process so that the memory and import time of torch end with it. Its exit status is an
`Outcome`; for all but `DONE` the last line of standard output says what was wrong.
"""

from __future__ import annotations

import errno
import os
import sys
import tempfile
import warnings
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import numpy as np

from index.encoders.describe import NotExportableError, describe_model
from index.encoders.exported import TOKENIZER, Exported, Outcome, Refused, write_export
from index.encoders.onnx import OnnxEncoder
from index.encoders.tokens import Tokenizer
from index.encoders.trace import fuse_graph, store_graph, trace_model
from index.encoders.windows import cut_windows

# The exported graph must agree with sentence-transformers to this cosine.
LEAST_COSINE = 0.9999
# EFBIG is what a limit on the size of files gives.
_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})


def main(arguments: list[str]) -> Outcome:
    """Export the model of folder `arguments[0]` into the empty folder `arguments[1]`, and say how it went."""
    source, target = map(Path, arguments)
    with redirect_stdout(sys.stderr):
        outcome, reason = _export(source, target)
    if reason:
        print(" ".join(reason.split())[:300])  # noqa: T201 - this is the program's output, read by its parent
    return outcome


def _export(source: Path, target: Path) -> tuple[Outcome, str]:
    os.environ |= {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_HUB_DISABLE_PROGRESS_BARS": "1"}
    try:
        model = _load(source)
    except Exception as error:  # noqa: BLE001 - a model's own files decide what is raised here
        return Outcome.UNUSABLE, f"{type(error).__name__}: {error}"
    try:
        result = _convert(model, target)
        write_export(target, result)
    except OSError as error:
        if error.errno not in _FULL:
            raise
        return Outcome.DISK_FULL, str(error)
    return Outcome.DONE, ""


def _load(source: Path) -> Any:  # noqa: ANN401 - sentence_transformers may not be imported at module level
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(source), device="cpu", local_files_only=True).float().eval()


def _convert(model: Any, target: Path) -> Exported | Refused:  # noqa: ANN401 - as above
    """Write graph and tokenizer; where that can't be done, leave the folder empty and return why."""
    try:
        exported = describe_model(model)
        # Its own `save` does not tell a full disk from other failures.
        (target / TOKENIZER).write_text(model.tokenizer.backend_tokenizer.to_str(), encoding="utf-8")
        with tempfile.TemporaryDirectory(dir=target) as work, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # torch warns that its older exporter is the older one, and of traces
            _write_graph(model, exported, Path(work), target)
    except Exception as error:  # whatever else stops the exporter, sentence-transformers can still run it
        if _is_of_the_machine(error):
            raise
        for path in target.iterdir():
            path.unlink()
        return Refused(str(error) if isinstance(error, NotExportableError) else f"{type(error).__name__}: {error}")
    return exported


def _write_graph(model: Any, exported: Exported, work: Path, target: Path) -> None:  # noqa: ANN401 - as above
    plain, fused = work / "plain" / "model.onnx", work / "fused" / "model.onnx"
    plain.parent.mkdir()
    fused.parent.mkdir()
    trace_model(model, exported, plain)
    try:
        fuse_graph(model, plain, fused)
        store_graph(fused, target)
        _check(model, exported, target)
    except Exception as error:  # an architecture that fusion does not know; the plain graph may still do
        if _is_of_the_machine(error):
            raise
        store_graph(plain, target)
        _check(model, exported, target)


def _is_of_the_machine(error: Exception) -> bool:
    """Return whether an error says nothing of the model: no room on the disk or in memory, no permission."""
    return isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno is not None)


def _check(model: Any, exported: Exported, target: Path) -> None:  # noqa: ANN401 - as above
    """Compare the stored graph with sentence-transformers on texts of several lengths, run as they will be.

    Raises:
        NotExportableError: they disagree.
    """
    encoder = OnnxEncoder(target, exported, "", "")
    texts = _sample_texts(exported, target)
    documents = np.sum(_unit(model.encode_document(texts)) * encoder.encode_documents(texts), axis=1)
    questions = [float(_unit(model.encode_query([text]))[0] @ encoder.encode_question(text)) for text in texts[:3]]
    worst = min(*documents.tolist(), *questions)
    if not worst > LEAST_COSINE:  # so that a NaN fails too
        raise NotExportableError(f"its exported graph disagrees with it (cosine {worst:.5f})")


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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
