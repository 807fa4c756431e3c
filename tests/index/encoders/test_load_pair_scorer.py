"""`load_pair_scorer` gives the pair scorer of the model that one was trained for."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from small_adapters import write_adapter

import index
from index.encoders.adapter import read_adapter
from index.encoders.cache import export_folder, pairs_folder
from index.encoders.export import main
from index.encoders.exported import ExportedPairs, Outcome, Refused, read_pairs_export, write_export
from index.encoders.load import load_pair_scorer

if TYPE_CHECKING:
    from collections.abc import Callable

    from small_adapters import SmallPairs
    from small_models import SmallModels

    from index.models import Model

QUESTION = "what did the two leaders share?"
TEXTS = ["the two leaders agreed to share information", "a note of the ferry", "yes"]
LOAD = """
import sys
from functools import partial
from pathlib import Path
from index.encoders.load import load_encoder, load_pair_scorer
from index.models import find_model
folder, cache, adapter = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
model, tell = find_model(folder, cache), partial(print, flush=True)
load_encoder(model, cache, tell, adapter)
print(load_pair_scorer(model, cache, tell, adapter).score("what did the two leaders share?", ["yes"]).shape)
print(sorted({"torch", "sentence_transformers", "transformers", "onnx", "safetensors"} & sys.modules.keys()))
"""


def start(pairs: SmallPairs, cache: Path) -> subprocess.Popen[str]:
    """Start a process that loads a model's encoder and pair scorer."""
    return subprocess.Popen(
        [sys.executable, "-c", LOAD, str(pairs.model.folder), str(cache), str(pairs.adapter)],
        env=dict(os.environ) | {"PYTHONPATH": str(Path(index.__file__).parents[1])},
        stdout=subprocess.PIPE,
        text=True,
    )


def score(pairs: SmallPairs, cache: Path, told: list[str]) -> np.ndarray:
    """Return the logits of some texts by a scorer that is loaded for them."""
    scorer = load_pair_scorer(pairs.model, cache, told.append, pairs.adapter)
    assert scorer is not None
    return scorer.score(QUESTION, TEXTS)


@pytest.fixture
def no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have any export fail the test."""
    monkeypatch.setattr(sys, "executable", "/no-python")


@pytest.fixture
def ready(small_pairs: SmallPairs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a child copy what was exported already, in place of exporting it again, which takes seconds."""
    if sys.platform == "win32":
        pytest.skip("a script cannot stand for a program here")
    path = tmp_path / "python"
    path.write_text(f'#!/bin/sh\ncp {shlex.quote(str(small_pairs.folder))}/* "$6"\n', encoding="utf-8")
    path.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(path))


def copy_export(pairs: SmallPairs, cache: Path) -> Path:
    """Copy a whole export into a cache folder, and return its own."""
    return shutil.copytree(pairs.folder, pairs_folder(pairs.model, read_adapter(pairs.adapter), cache))


@pytest.mark.slow
def test_two_processes_at_once_have_one_child_make_both_graphs(small_pairs: SmallPairs, tmp_path: Path) -> None:
    """One waits for the other; neither imports what takes seconds, and nothing else is left in the cache."""
    cache = tmp_path / "cache"
    with start(small_pairs, cache) as first, start(small_pairs, cache) as second:
        said = [process.communicate(timeout=300)[0].splitlines() for process in (first, second)]
    assert [lines[-2:] for lines in said] == [["(1,)", "[]"]] * 2
    lines = [line for lines in said for line in lines[:-2]]
    assert sum(line.startswith("preparing the model") for line in lines) == 1
    assert all(line.startswith(("preparing the model", "another process is preparing")) for line in lines)
    adapter = read_adapter(small_pairs.adapter)
    folders = [export_folder(small_pairs.model, cache), pairs_folder(small_pairs.model, adapter, cache)]
    left = {path for path in (cache / "models").iterdir() if path.suffix != ".lock"}
    assert left == set(folders)
    assert isinstance(read_pairs_export(folders[1], cache), ExportedPairs)


@pytest.mark.usefixtures("no_child")
def test_a_whole_export_is_used_as_it_is(small_pairs: SmallPairs, tmp_path: Path) -> None:
    """Nothing is exported and nothing is said."""
    copy_export(small_pairs, tmp_path)
    told: list[str] = []
    assert score(small_pairs, tmp_path, told).shape == (3,)
    assert told == []


@pytest.mark.usefixtures("ready")
@pytest.mark.parametrize("damage", ["cut", "gone", "opens not"])
def test_a_damaged_export_is_made_again(
    small_pairs: SmallPairs, small_models: SmallModels, tmp_path: Path, damage: str
) -> None:
    """One that its digests tell, and one that does not open though they say that it is whole."""
    cache = tmp_path / "cache"
    expected = score(small_pairs, small_models.cache, [])
    folder = copy_export(small_pairs, cache)
    match damage:
        case "cut":
            weights = folder / "model.onnx.data"
            weights.write_bytes(weights.read_bytes()[:-1])
        case "gone":
            (folder / "tokenizer.json").unlink()
        case _:
            settings = read_pairs_export(folder, cache)
            assert settings is not None
            (folder / "model.onnx").write_bytes(b"damaged before its digest was taken")
            write_export(folder, settings)
    told: list[str] = []
    np.testing.assert_allclose(score(small_pairs, cache, told), expected, atol=1e-4)
    assert told == [f"preparing the pair scorer of the model {small_pairs.model.name}, once: about 15 s"]


@pytest.mark.usefixtures("no_child")
def test_a_model_of_other_weights_has_none(small_pairs: SmallPairs, small_models: SmallModels, tmp_path: Path) -> None:
    """Nor has one without an adapter; nothing is said of it."""
    told: list[str] = []
    assert load_pair_scorer(small_models.model("mean"), tmp_path, told.append, small_pairs.adapter) is None
    assert load_pair_scorer(small_pairs.model, tmp_path, told.append, tmp_path / "none") is None
    assert told == []


@pytest.mark.usefixtures("no_child")
def test_one_that_could_not_be_exported_is_told(small_pairs: SmallPairs, tmp_path: Path) -> None:
    """With the reason; everything else works."""
    folder = pairs_folder(small_pairs.model, read_adapter(small_pairs.adapter), tmp_path)
    folder.mkdir(parents=True)
    write_export(folder, Refused("for a test"))
    told: list[str] = []
    assert load_pair_scorer(small_pairs.model, tmp_path, told.append, small_pairs.adapter) is None
    (line,) = told
    assert line.endswith("works without its pair scorer, which can't be exported (for a test)")


def test_each_adapter_has_an_export_of_its_own(small_pairs: SmallPairs, tmp_path: Path) -> None:
    """ONNX Runtime stores a graph for itself."""
    import onnxruntime

    other = write_adapter(small_pairs.model, tmp_path / "other.safetensors", 96, seed=1)
    adapters = [read_adapter(path) for path in (small_pairs.adapter, other)]
    folders = {pairs_folder(small_pairs.model, adapter, tmp_path) for adapter in adapters}
    assert len(folders | {export_folder(small_pairs.model, tmp_path)}) == 3
    assert all(onnxruntime.__version__ in folder.name for folder in folders)


@pytest.fixture
def export(tmp_path: Path) -> Callable[[Model, Path], Outcome]:
    """Return a function that exports a pair scorer into `tmp_path / "target"`."""
    target = tmp_path / "target"
    target.mkdir()
    return lambda model, adapter: main([str(model.folder), "--pairs", str(target), str(adapter)])


@pytest.mark.parametrize("fault", ["positions", "nan"])
def test_a_graph_that_cannot_be_checked_is_refused(
    small_pairs: SmallPairs, tmp_path: Path, export: Callable[[Model, Path], Outcome], fault: str
) -> None:
    """Pairs longer than the model reads, and logits that are no numbers, which agree with none."""
    adapter = write_adapter(small_pairs.model, tmp_path / "a.safetensors", 97 if fault == "positions" else 96)
    if fault == "nan":
        from safetensors.numpy import load_file, save_file

        told = {"format": "1", "weights_sha256": "", "max_tokens": "96"}
        save_file(load_file(adapter) | {"head.2.bias": np.array([np.nan], np.float16)}, adapter, told)
    assert export(small_pairs.model, adapter) is Outcome.DONE
    assert isinstance(read_pairs_export(tmp_path / "target", tmp_path), Refused)
    assert [path.name for path in (tmp_path / "target").iterdir()] == ["encoder.json"]
