"""An adapter's file tells whose weights it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from small_adapters import write_adapter

from index.encoders.adapter import ADAPTER, find_adapter, read_adapter
from index.errors import ModelError
from index.model_files import digest_file

if TYPE_CHECKING:
    from pathlib import Path

    from small_models import SmallModels


def test_its_head_tells_what_it_is_for(small_models: SmallModels, tmp_path: Path) -> None:
    """And its digest is the file's."""
    model = small_models.model("pairs")
    path = write_adapter(model, tmp_path / "a.safetensors", 77)
    adapter = find_adapter(path, model, tmp_path)
    assert adapter is not None
    assert adapter.path == path
    assert adapter.max_tokens == 77
    assert adapter.weights == digest_file(model.folder / "model.safetensors")
    assert adapter.digest == digest_file(path)


def test_there_is_none_for_other_weights_or_without_a_file(small_models: SmallModels, tmp_path: Path) -> None:
    """Nor for a model that keeps its weights otherwise."""
    model = small_models.model("pairs")
    path = write_adapter(model, tmp_path / "a.safetensors", 96)
    assert find_adapter(path, small_models.model("mean"), tmp_path) is None
    assert find_adapter(path, small_models.model("static"), tmp_path) is None
    assert find_adapter(tmp_path / "none", model, tmp_path) is None


@pytest.mark.parametrize("length", [0, 7, 100])
def test_a_damaged_file_is_an_error(small_models: SmallModels, tmp_path: Path, length: int) -> None:
    """One that ends too soon; the error names it and says what to do."""
    path = write_adapter(small_models.model("pairs"), tmp_path / "a.safetensors", 96)
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(ModelError, match=rf"{path} is damaged; install briefbot again"):
        read_adapter(path)


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    """Here because it is a folder."""
    with pytest.raises(ModelError, match=r"cannot be read: Is a directory"):
        read_adapter(tmp_path)


def test_another_format_is_an_error(small_models: SmallModels, tmp_path: Path) -> None:
    """It is not taken for this one."""
    path = write_adapter(small_models.model("pairs"), tmp_path / "a.safetensors", 96, format="2")
    with pytest.raises(ModelError, match=r"is of format '2', not '1'"):
        read_adapter(path)


def test_what_ships_is_whole(small_models: SmallModels) -> None:
    """Where an adapter ships, its head can be read, and it is for no small model."""
    assert find_adapter(ADAPTER, small_models.model("pairs"), small_models.cache) is None
