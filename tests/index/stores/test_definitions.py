"""Definitions are kept with their documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.definitions import Definition
from index.errors import StoreError
from index.stores.definitions import DefinitionFiles, write_definitions

if TYPE_CHECKING:
    from pathlib import Path

GDP = Definition("GDP", "gross domestic product")
MFAT = Definition("MFAT", "Ministry of Foreign Affairs and Trade")


def test_definitions_come_back_once_for_the_documents_allowed(tmp_path: Path) -> None:
    """In the order of documents, each once however many define it."""
    path = tmp_path / "definitions.tsv"
    write_definitions(path, [(3, GDP), (3, GDP), (4, MFAT), (9, GDP)])
    kept = DefinitionFiles([path])
    assert kept.among(None) == (GDP, MFAT)
    assert kept.among(np.array([4, 9], np.int64)) == (MFAT, GDP)
    assert kept.among(np.array([], np.int64)) == ()


def test_notes_may_define_nothing(tmp_path: Path) -> None:
    """An empty file is no damage."""
    write_definitions(tmp_path / "definitions.tsv", [])
    assert DefinitionFiles([tmp_path / "definitions.tsv"]).among(None) == ()


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    """It is told at once, not in the middle of a question."""
    with pytest.raises(StoreError):
        DefinitionFiles([tmp_path / "definitions.tsv"])


def test_several_files_are_as_one(tmp_path: Path) -> None:
    """Definitions come in the order of documents, whichever file they stand in; what is damaged is an error."""
    one, other = tmp_path / "one.tsv", tmp_path / "other.tsv"
    write_definitions(one, [(3, MFAT), (9, GDP)])
    write_definitions(other, [(1, GDP), (5, MFAT)])
    kept = DefinitionFiles([one, other])
    assert kept.among(None) == (GDP, MFAT)
    other.unlink()
    assert kept.among(np.array([3, 5], np.int64)) == (MFAT,)
    other.write_bytes(b"1\tGDP\n")
    with pytest.raises(StoreError, match=r"other\.tsv"):
        DefinitionFiles([one, other])
