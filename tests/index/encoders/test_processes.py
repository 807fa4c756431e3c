"""Documents encoded in several processes."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import psutil

from index.encoders.load import load_encoder
from index.encoders.processes import ProcessesEncoder
from index.models import find_model

if TYPE_CHECKING:
    from pathlib import Path

    from index.encoders.base import Encoder


def test_it_encodes_as_one_does_and_again_after_it_was_closed(encoder: Encoder, model_cache: Path) -> None:
    """Each process has a part of the texts; closed, it has none, and the next texts start them again."""
    load = partial(load_encoder, find_model(None, model_cache), model_cache, print)
    texts = [f"The ferry leaves at {hour} o'clock." for hour in range(70)]
    several = ProcessesEncoder(encoder, load, 2)
    before = _children()
    for _ in range(2):
        np.testing.assert_allclose(several.encode_documents(texts), encoder.encode_documents(texts), atol=2e-6)
        assert len(_children() - before) >= 2
        several.close()
        assert not _children() - before


def _children() -> set[int]:
    """Return the numbers of this process's children that were started to run something for it."""
    found = set()
    for child in psutil.Process().children():
        with suppress(psutil.NoSuchProcess):  # another test's may end between the two
            found |= {child.pid} if "spawn_main" in " ".join(child.cmdline()) else set()
    return found
