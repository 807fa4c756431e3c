"""What encodes many texts at once: the model in bfloat16 where that was once measured to be faster, and as good.

Questions and edits are encoded by the exported graph, which is there in milliseconds.
"""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.encoders.cache import export_folder
from index.encoders.onnx import OnnxEncoder
from index.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.encoders.base import Encoder
    from index.models import Model

MANY = 10_000
"""Fewer texts take less than a minute and a half on two cores, of which loading torch and measuring would take ten
seconds."""
MEAN_COSINE = 0.9999
LEAST_COSINE = 0.999
LEAST_GAIN = 1.2
_PROBE = 256
_BUDGET = 1024
_FLAGS = frozenset({"avx512_bf16", "amx_bf16"})
"""As Linux names what the processors can (`arch/x86/include/asm/cpufeatures.h`); elsewhere nothing is tried."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What was measured of bfloat16 on this machine.

    Attributes:
        gain: how many times as fast it is, by the processor's time: a busy machine tells little by the clock.
        cosine: of its vectors to those in float32, the mean of a probe.
        least: the least of them.
    """

    gain: float
    cosine: float
    least: float

    @property
    def serves(self) -> bool:
        """Whether it is faster by more than loading it costs, and as good."""
        return self.gain >= LEAST_GAIN and self.cosine >= MEAN_COSINE and self.least >= LEAST_COSINE


def encoder_of_many(encoder: Encoder, model: Model, cache: Path, texts: Sequence[str], total: int) -> Encoder:
    """Return what is to encode `total` texts, of which these are some: the encoder itself, or the same in bfloat16.

    Which is faster is measured once on a machine for each model, and kept in the cache.
    """
    processor = _processor()
    if total < MANY or not isinstance(encoder, OnnxEncoder) or processor is None:
        return encoder
    kept = _kept(export_folder(model, cache), processor)
    trial = _read(kept)
    if trial is not None and not trial.serves:
        return encoder
    try:
        quick = _in_bfloat16(encoder, model)
    except (ImportError, ModelError):
        return encoder
    if trial is None:
        trial = try_out(encoder, quick, texts[:_PROBE])
        _write(kept, trial)
    return quick if trial.serves else encoder


def try_out(encoder: Encoder, quick: Encoder, texts: Sequence[str]) -> Trial:
    """Return how one encoder does beside another on some texts, in turns; the better time of two counts."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(2):
        vectors = []
        for each, taken in zip((encoder, quick), times, strict=True):
            begun = time.process_time()
            vectors.append(each.encode_documents(texts))
            taken.append(time.process_time() - begun)
    cosines = (vectors[0] * vectors[1]).sum(axis=1)
    return Trial(min(times[0]) / max(min(times[1]), 1e-9), float(cosines.mean()), float(cosines.min()))


def _kept(export: Path, processor: str) -> Path:
    return export.with_name(f"{export.name}.bfloat16-{processor}.json")


def _in_bfloat16(encoder: OnnxEncoder, model: Model) -> Encoder:
    from index.encoders.bfloat16 import TorchGraph

    return encoder.run_by(TorchGraph(model, encoder.pooling), _BUDGET)


def _processor(told: Path = Path("/proc/cpuinfo")) -> str | None:
    """Return what stands for the kind of processor, None where it cannot multiply in bfloat16 or that is not told."""
    try:
        lines = told.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    about = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
    flags = about.get("flags", "").split()
    if not _FLAGS.intersection(flags):
        return None
    return hashlib.sha256(f"{about.get('model name')} {sorted(flags)}".encode()).hexdigest()[:16]


def _read(path: Path) -> Trial | None:
    try:
        said: Any = json.loads(path.read_text(encoding="utf-8"))
        return Trial(float(said["gain"]), float(said["cosine"]), float(said["least"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _write(path: Path, trial: Trial) -> None:
    """Keep what was measured; where that cannot be, it is measured again."""
    part = path.with_suffix(".part")
    try:
        part.write_text(json.dumps(asdict(trial)), encoding="utf-8")
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
