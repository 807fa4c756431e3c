"""Export graphs of a Sentence Transformers model, each to a folder of its own; a program of its own.

    python -m index.encoders.export FOLDER [OUT] [--pairs OUT ADAPTER]

The first is what `OnnxEncoder` runs, the second what `OnnxPairScorer` runs. It runs as a child process so that
the memory and import time of torch end with it. Its exit status is an `Outcome`; for all but `DONE` the last
line of standard output says what was wrong.
"""

from __future__ import annotations

import argparse
import errno
import os
import sys
import tempfile
import warnings
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from index.encoders.describe import NotExportableError
from index.encoders.export_encoder import EncoderGraph
from index.encoders.export_pairs import PairsGraph
from index.encoders.exported import TOKENIZER, Exported, ExportedPairs, Job, Outcome, Refused, write_export
from index.encoders.trace import fuse_graph, store_graph

if TYPE_CHECKING:
    from collections.abc import Sequence

# EFBIG is what a limit on the size of files gives.
_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})


class Exportable(Protocol):
    """One graph of a loaded model."""

    @property
    def settings(self) -> Exported | ExportedPairs:
        """Return how to run it."""
        ...

    def trace(self, path: Path) -> None:
        """Write the plain graph."""
        ...

    def check(self, folder: Path) -> None:
        """Compare the stored graph in a folder with the model.

        Raises:
            NotExportableError: they disagree.
        """
        ...

    def refine(self, fused: Path, work: Path, folder: Path) -> None:
        """Put in the place of the stored graph one that is faster and as good for what it is for, if there is one.

        Args:
            fused: the graph that was stored, with its operators fused.
            work: an empty place beside it.
            folder: where it is stored.
        """
        ...


def main(arguments: list[str]) -> Outcome:
    """Export what the arguments ask for into empty folders, and say how it went."""
    source, jobs = _parse(arguments)
    with redirect_stdout(sys.stderr):
        outcome, reason = _export(source, jobs)
    if reason:
        print(" ".join(reason.split())[:300])  # noqa: T201 - this is the program's output, read by its parent
    return outcome


def _parse(arguments: list[str]) -> tuple[Path, list[Job]]:
    parser = argparse.ArgumentParser("index.encoders.export")
    parser.add_argument("source", type=Path)
    parser.add_argument("encoder", type=Path, nargs="?")
    parser.add_argument("--pairs", type=Path, nargs=2)
    given = parser.parse_args(arguments)
    jobs = [Job(given.encoder)] if given.encoder else []
    return given.source, [*jobs, Job(*given.pairs)] if given.pairs else jobs


def _export(source: Path, jobs: Sequence[Job]) -> tuple[Outcome, str]:
    os.environ |= {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_HUB_DISABLE_PROGRESS_BARS": "1"}
    try:
        model = _load(source)
    except Exception as error:  # noqa: BLE001 - a model's own files decide what is raised here
        return Outcome.UNUSABLE, f"{type(error).__name__}: {error}"
    try:
        for job in jobs:
            write_export(job.folder, _convert(model, job))
    except OSError as error:
        if error.errno not in _FULL:
            raise
        return Outcome.DISK_FULL, str(error)
    return Outcome.DONE, ""


def _load(source: Path) -> Any:  # noqa: ANN401 - sentence_transformers may not be imported at module level
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(source), device="cpu", local_files_only=True).float().eval()


def _convert(model: Any, job: Job) -> Exported | ExportedPairs | Refused:  # noqa: ANN401 - as above
    """Write graph and tokenizer; where that can't be done, leave the folder empty and return why."""
    target = job.folder
    try:
        graph: Exportable = EncoderGraph(model) if job.adapter is None else PairsGraph(model, job.adapter)
        # Its own `save` does not tell a full disk from other failures.
        (target / TOKENIZER).write_text(model.tokenizer.backend_tokenizer.to_str(), encoding="utf-8")
        with tempfile.TemporaryDirectory(dir=target) as work, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # torch warns that its older exporter is the older one, and of traces
            _write_graph(model, graph, Path(work), target)
    except Exception as error:  # whatever else stops the exporter, sentence-transformers can still run it
        if _is_of_the_machine(error):
            raise
        for path in target.iterdir():
            path.unlink()
        return Refused(str(error) if isinstance(error, NotExportableError) else f"{type(error).__name__}: {error}")
    return graph.settings


def _write_graph(model: Any, graph: Exportable, work: Path, target: Path) -> None:  # noqa: ANN401 - as above
    plain, fused = work / "plain" / "model.onnx", work / "fused" / "model.onnx"
    plain.parent.mkdir()
    fused.parent.mkdir()
    graph.trace(plain)
    try:
        fuse_graph(model, plain, fused)
        store_graph(fused, target)
        graph.check(target)
        graph.refine(fused, work, target)
    except Exception as error:  # an architecture that fusion does not know; the plain graph may still do
        if _is_of_the_machine(error):
            raise
        store_graph(plain, target)
        graph.check(target)


def _is_of_the_machine(error: Exception) -> bool:
    """Return whether an error says nothing of the model: no room on the disk or in memory, no permission."""
    return isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno is not None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
