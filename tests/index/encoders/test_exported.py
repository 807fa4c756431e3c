"""An exported model on disk is whole, or is not used."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from index.encoders.exported import Exported, Pooling, Refused, read_export, write_export

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = Exported(
    pooling=Pooling.LAST_TOKEN,
    dimension=4,
    max_tokens=8,
    pad_id=1,
    question_prompt="Frage über: ",
    document_prompt="",
)
FILES = ("model.onnx", "model.onnx.data", "tokenizer.json")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a whole export."""
    folder = tmp_path / "export"
    folder.mkdir()
    for name in FILES:
        (folder / name).write_text(name, encoding="utf-8")
    write_export(folder, SETTINGS)
    return folder


def change(folder: Path, **changes: object) -> None:
    """Change keys of an export's settings file."""
    row = json.loads((folder / "encoder.json").read_text(encoding="utf-8"))
    (folder / "encoder.json").write_text(json.dumps(row | changes), encoding="utf-8")


def test_settings_are_read_as_they_were_written(folder: Path, tmp_path: Path) -> None:
    """All of them."""
    assert read_export(folder, tmp_path / "cache") == SETTINGS


def test_a_refusal_is_read_as_it_was_written(tmp_path: Path) -> None:
    """With its reason, and without any other file."""
    write_export(tmp_path, Refused("its pooling is max"))
    assert read_export(tmp_path, tmp_path / "cache") == Refused("its pooling is max")


@pytest.mark.parametrize("name", [*FILES, "encoder.json"])
def test_without_one_of_its_files_it_is_none(folder: Path, tmp_path: Path, name: str) -> None:
    """Each is needed."""
    (folder / name).unlink()
    assert read_export(folder, tmp_path / "cache") is None


@pytest.mark.parametrize("name", FILES)
def test_with_a_file_that_was_changed_it_is_none(folder: Path, tmp_path: Path, name: str) -> None:
    """Their digests stand in the settings; an export that was whole before is checked again."""
    read_export(folder, tmp_path / "cache")
    (folder / name).write_text("cut short", encoding="utf-8")
    assert read_export(folder, tmp_path / "cache") is None


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", "{}", '{"files": {}}', '{"files": 7, "settings": {}}', "\xff"]
)
def test_with_damaged_settings_it_is_none(folder: Path, tmp_path: Path, content: str) -> None:
    """Whatever stands there instead."""
    (folder / "encoder.json").write_text(content, encoding="latin-1")
    assert read_export(folder, tmp_path / "cache") is None


@pytest.mark.parametrize("settings", [{}, {"pooling": "max"}, {"pooling": "mean", "unknown": 1}, 7])
def test_settings_of_another_kind_are_none(folder: Path, tmp_path: Path, settings: object) -> None:
    """A key too few, too many, or a value that nothing knows."""
    change(folder, settings=settings)
    assert read_export(folder, tmp_path / "cache") is None
