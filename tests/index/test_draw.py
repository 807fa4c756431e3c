"""What confidence is worth, in pictures."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

import pytest

from index.draw import INSTALL, draw, prepare_drawing
from index.errors import FolderError, SettingsError
from index.outcomes import Outcome
from index.question_kind import QuestionKind

if TYPE_CHECKING:
    from pathlib import Path

NAMES = {"reliability.png", "reliability.svg", "risk_coverage.png", "risk_coverage.svg"}
OUTCOMES = [
    Outcome(str(n), QuestionKind.WHO, True, True, confidence, confidence, rank, 5)
    for n, (confidence, rank) in enumerate([(0.95, 1), (0.9, 1), (0.55, 2), (0.5, 1), (0.1, None)])
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that both pictures were drawn into."""
    pytest.importorskip("matplotlib")
    folder = tmp_path_factory.mktemp("drawn") / "a" / "plots"
    prepare_drawing(folder)
    files = draw(OUTCOMES, folder)
    assert [file.parent for file in files] == [folder] * 4
    return folder


def test_both_pictures_are_drawn_in_both_formats(folder: Path) -> None:
    """Into a folder that is made; an SVG holds its words as text."""
    files = list(folder.iterdir())
    assert {file.name for file in files} == NAMES
    assert all(file.read_bytes().startswith(b"\x89PNG") for file in files if file.suffix == ".png")
    assert "Brier 0.115, ECE 0.260" in (folder / "reliability.svg").read_text(encoding="utf-8")
    assert "5 questions" in (folder / "risk_coverage.svg").read_text(encoding="utf-8")


def test_the_same_numbers_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    """Whatever a person's own settings of matplotlib are, and these stay as they were."""
    import matplotlib as mpl

    with mpl.rc_context({"axes.facecolor": "black", "svg.fonttype": "path"}):
        again = {file.name: file.read_bytes() for file in draw(OUTCOMES, tmp_path)}
        assert mpl.rcParams["axes.facecolor"] == "black"
    assert again == {file.name: file.read_bytes() for file in folder.iterdir()}


def test_no_sentence_at_all_is_drawn_as_well(tmp_path: Path) -> None:
    """The curve is empty, and nothing fails or warns."""
    pytest.importorskip("matplotlib")
    assert len(draw([Outcome("1", QuestionKind.WHO, False, False, 0.0, 0.0, None, None)], tmp_path)) == 4


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """Where it cannot be made, and where a picture cannot be put into it."""
    pytest.importorskip("matplotlib")
    (tmp_path / "file").touch()
    with pytest.raises(FolderError, match=r"cannot write to .*file.*; name another folder with --plot"):
        prepare_drawing(tmp_path / "file")
    (tmp_path / "reliability.png").mkdir()
    with pytest.raises(FolderError, match="cannot write to "):
        draw(OUTCOMES, tmp_path)


def test_without_matplotlib_the_command_that_installs_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing is made; what it tells of itself is heard again."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    level = logging.getLogger("matplotlib").level
    with pytest.raises(SettingsError) as refusal:
        prepare_drawing(tmp_path / "plots")
    assert str(refusal.value).startswith("matplotlib, which draws, cannot be imported")
    assert str(refusal.value).endswith(f"; run `{INSTALL}`")
    assert not (tmp_path / "plots").exists()
    assert logging.getLogger("matplotlib").level == level
