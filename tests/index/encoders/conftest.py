"""A pair scorer of a few kilobytes, drawn by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from small_adapters import SmallPairs, write_adapter
from small_models import PAIR_TOKENS

from index.encoders.adapter import find_adapter
from index.encoders.cache import pairs_folder
from index.encoders.export import main
from index.encoders.exported import Outcome

if TYPE_CHECKING:
    from small_models import SmallModels


@pytest.fixture(scope="session")
def small_pairs(small_models: SmallModels) -> SmallPairs:
    """Return a small pair scorer, exported in this process: a child would need seconds.

    In 32 bits: where weights are drawn by chance and rows are short, 8 bits are too few.
    """
    model = small_models.model("pairs")
    path = write_adapter(model, small_models.folder / "pairs.safetensors", PAIR_TOKENS)
    adapter = find_adapter(path, model, small_models.cache)
    assert adapter is not None
    folder = pairs_folder(model, adapter, small_models.cache)
    folder.mkdir(parents=True)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("index.encoders.export_pairs.MOST_NARROWED", 0.0)
        assert main([str(model.folder), "--pairs", str(folder), str(path)]) is Outcome.DONE
    return SmallPairs(model, path, folder)
