"""The program that exports a model says how it went, and leaves a whole export or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from small_models import build, change_settings, load_original

from index.encoders.export import main
from index.encoders.exported import Exported, Outcome, Refused, read_export
from index.encoders.onnx import OnnxEncoder
from index.models import find_model

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from small_models import SmallModels

    Limit = Callable[[int], AbstractContextManager[None]]

FILES = {"encoder.json", "model.onnx", "model.onnx.data", "tokenizer.json"}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Return an empty folder to export into."""
    target = tmp_path / "target"
    target.mkdir()
    return target


def names(folder: Path) -> set[str]:
    """Return what is in a folder."""
    return {path.name for path in folder.iterdir()}


def run(small_models: SmallModels, name: str, target: Path) -> Outcome:
    """Export a small model."""
    return main([str(small_models.model(name).folder), str(target)])


def test_an_export_is_whole(
    small_models: SmallModels, target: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """It holds what is needed and nothing else, the model's folder is as it was, and nothing is said."""
    model = small_models.model("mean").folder
    before = sorted(model.rglob("*"))
    capfd.readouterr()
    assert run(small_models, "mean", target) is Outcome.DONE
    assert capfd.readouterr().out == ""
    assert names(target) == FILES
    assert isinstance(read_export(target, tmp_path / "cache"), Exported)
    assert sorted(model.rglob("*")) == before


def test_an_export_needs_the_models_folder_no_more(target: Path, tmp_path: Path) -> None:
    """It is run by itself, and gives the same vectors."""
    folder = build("cls", tmp_path / "model")
    expected = load_original(find_model(str(folder), tmp_path / "cache")).encode_query("the two leaders agreed")
    assert main([str(folder), str(target)]) is Outcome.DONE
    folder.rename(tmp_path / "away")
    exported = read_export(target, tmp_path / "cache")
    assert isinstance(exported, Exported)
    found = OnnxEncoder(target, exported, "", "").encode_question("the two leaders agreed")
    assert found @ expected / np.linalg.norm(expected) > 0.9999


def test_a_model_that_cannot_be_exported_is_refused(small_models: SmallModels, target: Path, tmp_path: Path) -> None:
    """Only the reason is kept."""
    assert run(small_models, "dense", target) is Outcome.DONE
    assert names(target) == {"encoder.json"}
    assert read_export(target, tmp_path / "cache") == Refused("it is made of Transformer, Pooling, Dense")


def test_what_the_models_settings_add_to_its_tokenizer_is_exported(target: Path, tmp_path: Path) -> None:
    """Here that every text is lowered in case, which the tokenizer's own file does not say."""
    folder = build("cased", tmp_path / "model")
    change_settings(folder / "sentence_bert_config.json", do_lower_case=True)
    expected = load_original(find_model(str(folder), tmp_path / "cache")).encode_query("the two leaders agreed")
    assert main([str(folder), str(target)]) is Outcome.DONE
    exported = read_export(target, tmp_path / "cache")
    assert isinstance(exported, Exported)
    found = OnnxEncoder(target, exported, "", "").encode_question("The TWO Leaders agreed")
    assert found @ expected / np.linalg.norm(expected) > 0.9999


def test_a_graph_that_disagrees_is_refused(small_models: SmallModels, target: Path, tmp_path: Path) -> None:
    """Vectors of a model with damaged weights agree with none, not even with themselves."""
    model = load_original(small_models.model("cls"))
    model[0].auto_model.embeddings.word_embeddings.weight.data.fill_(np.nan)
    model.save(str(tmp_path / "model"))
    assert main([str(tmp_path / "model"), str(target)]) is Outcome.DONE
    assert names(target) == {"encoder.json"}
    assert read_export(target, tmp_path / "cache") == Refused("its exported graph disagrees with it (cosine nan)")


def test_a_model_that_cannot_be_loaded_is_unusable(
    target: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The reason is the one line that is printed."""
    folder = build("mean", tmp_path / "model")
    (folder / "model.safetensors").write_bytes(b"no weights")
    capfd.readouterr()
    assert main([str(folder), str(target)]) is Outcome.UNUSABLE
    said = capfd.readouterr().out
    assert "safetensor" in said.lower()
    assert said.count("\n") == 1
    assert names(target) == set()


@pytest.mark.parametrize("size", [1_000, 10_000, 60_000, 100_000])
def test_a_full_disk_is_told_wherever_it_shows(
    small_models: SmallModels, target: Path, largest_file: Limit, size: int
) -> None:
    """In the tokenizer's file, the traced graph, the fused one or the stored one: never taken for a refusal."""
    small_models.model("mean")
    with largest_file(size):
        assert run(small_models, "mean", target) is Outcome.DISK_FULL
    assert "encoder.json" not in names(target)


def test_a_folder_that_cannot_be_written_is_no_refusal(small_models: SmallModels, target: Path) -> None:
    """It says nothing of the model."""
    target.rmdir()
    with pytest.raises(FileNotFoundError):
        run(small_models, "mean", target)
